//! What a sync does with series, volumes and the results of searches.

use std::collections::HashSet;

use audible::api::search::{Order, SearchPage};
use audible::api::{Listing, Unreadable};
use audible::library::SeriesProduct;
use audible::product::Kind;
use audible::search::PersonQuery;
use audible::{Asin, Product, Snapshot, Timestamp};

use super::action::{Part, SkippedPart};
use super::job::Job;
use super::options::Options;
use super::place::Place;
use super::{Sync, people};

/// What an answer left out is asked for again so often (trap A81).
const MOST_ROUNDS: u8 = 2;
const LEFT_OUT: &str = "left out of three answers";

impl Sync {
    /// Wants the series of the items from this one on: of the scan, or of the library once read.
    pub(super) fn want_series_from(&mut self, first: usize) {
        let items = (self.scan.as_ref()).map_or(&*self.snapshot.items, |scan| scan.items());
        for item in items.iter().skip(first) {
            if item.product.kind != Kind::Book {
                continue;
            }
            for asin in item
                .product
                .series
                .iter()
                .filter_map(|entry| entry.asin.as_ref())
            {
                if has_series(&self.snapshot, &self.place, &self.options, asin) {
                    self.series.have(asin);
                } else {
                    self.series.want(asin);
                }
            }
        }
    }

    /// Whether the volumes of a series are known, from this sync or lately enough.
    pub(super) fn has_series(&self, asin: &Asin) -> bool {
        has_series(&self.snapshot, &self.place, &self.options, asin)
    }

    pub(super) fn want_volume(&mut self, asin: &Asin) {
        if self.in_library.contains(asin) {
            return;
        }
        let read = self.snapshot.products_read.get(asin);
        let ttl = self.options.prices_ttl_ms;
        let is_fresh = is_fresh(read, self.place.started, ttl);
        if self.place.volumes.contains(asin) || is_fresh {
            self.volumes.have(asin);
        } else {
            self.volumes.want(asin);
        }
    }

    pub(super) fn take_series(
        &mut self,
        asked: &[Asin],
        round: u8,
        listing: Listing<SeriesProduct>,
        now: Timestamp,
    ) {
        let asked_for: HashSet<_> = asked.iter().collect();
        let mut answered = HashSet::new();
        for series in listing.items {
            if !asked_for.contains(&series.asin) || !answered.insert(series.asin.clone()) {
                continue;
            }
            if self.scan.is_none() {
                for child in &series.children {
                    self.want_volume(&child.asin);
                }
            }
            self.place.series.insert(series.asin.clone());
            (self.snapshot.series_read).insert(series.asin.clone(), now);
            let end = self.snapshot.series.len();
            let at = *self.series_at.entry(series.asin.clone()).or_insert(end);
            put(&mut self.snapshot.series, at, series);
        }
        self.unsaved.insert(Part::Series);
        self.series.settle(answered.len());
        let missing = left_out(asked, &answered);
        if missing.is_empty() {
        } else if round < MOST_ROUNDS {
            self.traffic.add_next(Job::Series {
                asins: missing,
                round: round + 1,
            });
        } else {
            self.series.settle(missing.len());
            self.skip(SkippedPart::Series(missing.len() as u64), LEFT_OUT);
        }
    }

    pub(super) fn take_volumes(
        &mut self,
        asked: &[Asin],
        round: u8,
        listing: Listing<Product>,
        now: Timestamp,
    ) {
        let asked_for: HashSet<_> = asked.iter().collect();
        let mut answered = HashSet::new();
        for product in listing.items {
            if !asked_for.contains(&product.asin) || !answered.insert(product.asin.clone()) {
                continue;
            }
            self.snapshot
                .unavailable
                .retain(|asin| *asin != product.asin);
            self.place.volumes.insert(product.asin.clone());
            (self.snapshot.products_read).insert(product.asin.clone(), now);
            let end = self.snapshot.products.len();
            let at = *self.volumes_at.entry(product.asin.clone()).or_insert(end);
            put(&mut self.snapshot.products, at, product);
        }
        for asin in listing.hollow {
            if !asked_for.contains(&asin) || !answered.insert(asin.clone()) {
                continue;
            }
            self.place.volumes.insert(asin.clone());
            self.snapshot.products_read.insert(asin.clone(), now);
            if !self.snapshot.unavailable.contains(&asin) {
                self.snapshot.unavailable.push(asin);
            }
        }
        self.unsaved.insert(Part::Products);
        self.volumes.settle(answered.len());
        let missing = left_out(asked, &answered);
        if missing.is_empty() {
        } else if round < MOST_ROUNDS {
            self.traffic.add_next(Job::Volumes {
                asins: missing,
                round: round + 1,
            });
        } else {
            self.volumes.settle(missing.len());
            let missing: HashSet<_> = missing.into_iter().collect();
            let unreadable: Vec<Unreadable> = (listing.unreadable.into_iter())
                .filter(|item| {
                    item.asin
                        .as_ref()
                        .is_some_and(|asin| missing.contains(asin))
                })
                .collect();
            let gone = missing.len().saturating_sub(unreadable.len());
            self.name_unreadable(unreadable);
            if gone > 0 {
                self.skip(SkippedPart::Volumes(gone as u64), LEFT_OUT);
            }
        }
    }

    /// Forgets what the library no longer asks for.
    pub(super) fn volumes_are_read(&mut self) {
        self.volumes_done = true;
        let snapshot = &mut self.snapshot;
        snapshot
            .series
            .retain(|series| self.series.is_wanted(&series.asin));
        snapshot
            .unavailable
            .retain(|asin| self.volumes.is_wanted(asin));
        let gone: HashSet<_> = snapshot.unavailable.iter().collect();
        snapshot.products.retain(|product| {
            self.volumes.is_wanted(&product.asin) && !gone.contains(&product.asin)
        });
        let kept: HashSet<_> = (snapshot.series.iter().map(|series| &series.asin)).collect();
        snapshot.series_read.retain(|asin, _| kept.contains(asin));
        let kept: HashSet<_> = (snapshot.products.iter().map(|product| &product.asin))
            .chain(&snapshot.unavailable)
            .collect();
        snapshot.products_read.retain(|asin, _| kept.contains(asin));
        let oldest = snapshot.products_read.values().min().copied();
        snapshot.priced_at = oldest.or(Some(self.place.started));
        self.unsaved.extend([Part::Series, Part::Products]);
    }

    /// Lines up the searches for those people whose results are missing or too old.
    pub(super) fn search_for(&mut self, ranked: &[PersonQuery], now: Timestamp) {
        let searches = &mut self.snapshot.searches;
        let before = searches.len();
        let wanted = self.people.plan(ranked, searches, &self.options, now);
        if searches.len() < before {
            self.unsaved.insert(Part::Searches);
        }
        for query in wanted {
            self.traffic.add(Job::Person {
                query,
                order: Order::NewestFirst,
                page: 0,
            });
        }
    }

    pub(super) fn take_results(
        &mut self,
        query: &PersonQuery,
        order: Order,
        page: u32,
        answer: SearchPage,
        now: Timestamp,
    ) {
        match self.people.take(query, order, page, answer, now) {
            people::Next::Page(order, page) => self.traffic.add_next(Job::Person {
                query: query.clone(),
                order,
                page,
            }),
            people::Next::Finished(search) => {
                let known =
                    self.snapshot.searches.iter_mut().find(|known| {
                        known.query.role == query.role && known.query.name == query.name
                    });
                match known {
                    Some(known) => *known = search,
                    None => self.snapshot.searches.push(search),
                }
                self.unsaved.insert(Part::Searches);
            }
            people::Next::Ignored => self.skip(
                SkippedPart::Person(query.name.clone()),
                "the whole shop was returned",
            ),
        }
    }
}

/// Whether the volumes of a series are known, from this sync or lately enough.
fn has_series(snapshot: &Snapshot, place: &Place, options: &Options, asin: &Asin) -> bool {
    let read = snapshot.series_read.get(asin);
    read.is_some()
        && (place.series.contains(asin) || is_fresh(read, place.started, options.series_ttl_ms))
}

/// A clock that was set back makes things a little younger than new.
fn is_fresh(read: Option<&Timestamp>, now: Timestamp, ttl_ms: i64) -> bool {
    read.is_some_and(|read| now.millis_since(*read).abs() < ttl_ms)
}

/// Those who were asked for and not answered, in order.
fn left_out(asked: &[Asin], answered: &HashSet<Asin>) -> Vec<Asin> {
    asked
        .iter()
        .filter(|asin| !answered.contains(*asin))
        .cloned()
        .collect()
}

/// Replaces, or adds at the end.
fn put<T>(list: &mut Vec<T>, at: usize, item: T) {
    match list.get_mut(at) {
        Some(old) => *old = item,
        None => list.push(item),
    }
}
