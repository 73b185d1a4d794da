//! What a sync does with what arrives, stage by stage.

use std::collections::HashSet;

use audible::api::library::LibraryPage;
use audible::api::search::{Order, SearchPage};
use audible::api::wishlist::WishPage;
use audible::api::{Listing, Unreadable};
use audible::library::SeriesProduct;
use audible::product::Kind;
use audible::search::PersonQuery;
use audible::{Asin, Error, Product, Timestamp};

use super::action::{Failure, Lost, Part, Skipped, SkippedPart, Summary};
use super::job::{Arrival, Job};
use super::place::LibraryPlace;
use super::traffic::{InFlight, Trouble};
use super::{Ranking, Sync, people, scan};

/// What an answer left out is asked for again so often (trap A81).
const MOST_ROUNDS: u8 = 2;

impl Sync {
    /// The first jobs.
    pub(super) fn begin(&mut self, now: Timestamp) {
        match &self.scan {
            Some(scan) => {
                let job = scan.job();
                self.traffic.add(job);
                self.want_series_from(0);
            }
            None => self.library_is_read(),
        }
        if self.wishes.is_some() {
            self.traffic.add(Job::Wishes { page: 0 });
        }
        self.advance(now);
    }

    /// Lines up what has become possible, and ends when there is nothing left.
    pub(super) fn advance(&mut self, now: Timestamp) {
        let library_is_read = self.scan.is_none();
        for asins in self.series.take(library_is_read) {
            self.traffic.add(Job::Series { asins, round: 0 });
        }
        if !library_is_read {
            return;
        }
        let series_are_read = self.series.is_idle();
        for asins in self.volumes.take(series_are_read) {
            self.traffic.add(Job::Volumes { asins, round: 0 });
        }
        if series_are_read && self.volumes.is_idle() && !self.volumes_done {
            self.volumes_are_read(now);
        }
        if let Ranking::Told(ranked) = &mut self.ranking {
            let ranked = std::mem::take(ranked);
            self.ranking = Ranking::Known;
            self.search_for(&ranked, now);
        }
        if self.ranking == Ranking::Known && self.people.done >= self.people.total {
            let summary = Summary {
                titles: self.snapshot.items.len() as u64,
                people_left: self.people.left,
                requests: self.traffic.sent,
                ..std::mem::take(&mut self.summary)
            };
            self.end(Ok(summary));
        }
    }

    /// Takes an answer in.
    pub(super) fn take(&mut self, arrival: Arrival, now: Timestamp) {
        match arrival {
            Arrival::Library(page) => self.take_page(page, now),
            Arrival::Wishes(page) => self.take_wishes(page),
            Arrival::Series {
                asked,
                round,
                listing,
            } => self.take_series(&asked, round, listing),
            Arrival::Volumes {
                asked,
                round,
                listing,
            } => self.take_volumes(&asked, round, listing),
            Arrival::Person {
                query,
                order,
                page,
                answer,
            } => self.take_results(&query, order, page, answer, now),
        }
    }

    /// What to do about a request that brought nothing.
    pub(super) fn go_round(&mut self, sent: InFlight, trouble: Trouble, now: Timestamp) {
        let is_too_slow = match &trouble {
            Trouble::Answer(Error::RetryLater { status, .. }) => *status == 408,
            Trouble::Lost(Lost::Unreachable) => sent.repeats() > 0,
            _ => false,
        };
        if is_too_slow
            && let (Job::Library { .. }, Some(scan)) = (sent.job(), &mut self.scan)
            && scan.has_large_pages()
            && scan.again(true)
        {
            self.scan_again(now);
            return;
        }
        if let Err((job, failure)) = self.traffic.went_wrong(sent, trouble, now) {
            self.give_up(job, failure, now);
        }
    }

    /// A job will not be done: leaves it out, or ends the sync.
    fn give_up(&mut self, job: Job, failure: Failure, now: Timestamp) {
        let only_this = matches!(
            failure,
            Failure::Bug { .. } | Failure::Broken { status: 200 }
        );
        match job {
            // A continuation token that has grown old.
            Job::Library {
                continuation: Some(_),
                ..
            } if matches!(failure, Failure::Bug { .. })
                && self.scan.as_mut().is_some_and(|scan| scan.again(false)) =>
            {
                self.scan_again(now);
            }
            Job::Series { asins, .. } if only_this => {
                self.series.settle(asins.len());
                self.skip(SkippedPart::Series(asins.len() as u64), &failure);
            }
            Job::Volumes { asins, .. } if only_this => {
                self.volumes.settle(asins.len());
                self.skip(SkippedPart::Volumes(asins.len() as u64), &failure);
            }
            Job::Wishes { .. }
                if matches!(
                    failure,
                    Failure::Bug { .. } | Failure::Broken { .. } | Failure::Unauthorized
                ) =>
            {
                self.wishes = None;
                self.skip(SkippedPart::Wishes, &failure);
            }
            Job::Person { query, .. } if only_this => {
                self.people.give_up(&query);
                self.skip(SkippedPart::Person(query.name), &failure);
            }
            _ => self.end(Err(failure)),
        }
    }

    fn skip(&mut self, what: SkippedPart, why: &Failure) {
        self.summary.skipped.push(Skipped {
            what,
            fact: why.to_string(),
        });
    }

    fn take_page(&mut self, page: LibraryPage, now: Timestamp) {
        let Some(scan) = &mut self.scan else {
            return;
        };
        let before = scan.items().len();
        let next = scan.take(page);
        let job = scan.job();
        match next {
            scan::Next::Page => {
                self.traffic.add(job);
                self.want_series_from(before);
                self.show_items();
            }
            scan::Next::Complete => self.finish_scan(false, now),
            scan::Next::Short(missing) => {
                self.finish_scan(true, now);
                self.summary.skipped.push(Skipped {
                    what: SkippedPart::Titles(missing),
                    fact: "counted but not listed".to_owned(),
                });
            }
            scan::Next::Again => {
                scan.again(false);
                self.scan_again(now);
            }
            scan::Next::Hopeless(fact) => self.end(Err(Failure::Bug {
                subject: "library".to_owned(),
                fact: fact.to_owned(),
            })),
        }
    }

    /// Lines the scan up from its beginning, after a breath.
    fn scan_again(&mut self, now: Timestamp) {
        if let Some(scan) = &self.scan {
            let wait = 500 * i64::from(scan.scans());
            self.traffic.add_later(scan.job(), now.plus_millis(wait));
        }
        self.shown = self.shown.map(|_| 0);
        self.place.library = LibraryPlace::Start;
    }

    /// On a first sync what has arrived is the library so far.
    fn show_items(&mut self) {
        let (Some(scan), Some(shown)) = (&self.scan, &mut self.shown) else {
            return;
        };
        self.snapshot.items.truncate(*shown);
        self.snapshot
            .items
            .extend_from_slice(&scan.items()[*shown..]);
        *shown = scan.items().len();
        self.place.library = scan.place();
        self.unsaved.insert(Part::Library);
    }

    fn finish_scan(&mut self, is_short: bool, now: Timestamp) {
        let Some(scan) = self.scan.take() else {
            return;
        };
        let mut old = std::mem::take(&mut self.snapshot.items);
        if self.shown.is_some() {
            old.clear();
        }
        let (items, unreadable) = scan.finish(old, is_short);
        self.snapshot.items = items;
        self.snapshot.read_at = Some(now);
        self.summary.unreadable.extend(unreadable);
        self.place.library = LibraryPlace::Done;
        self.unsaved.insert(Part::Library);
        self.library_is_read();
    }

    /// Knows now which volumes are missing.
    fn library_is_read(&mut self) {
        let items = &self.snapshot.items;
        self.in_library = items.iter().map(|item| item.product.asin.clone()).collect();
        let names = |names: HashSet<&str>| names.len().min(self.options.first_people);
        let authors = items.iter().flat_map(|item| &item.product.authors);
        let narrators = items.iter().flat_map(|item| &item.product.narrators);
        let people = names(authors.map(|person| person.name.as_str()).collect())
            + names(narrators.map(|person| person.name.as_str()).collect());
        let known = self.snapshot.searches.len();
        self.people_expected = Some(people.saturating_sub(known) as u64);
        self.want_series_from(0);
        let read: Vec<_> = (self.snapshot.series.iter())
            .filter(|series| {
                self.place.series.contains(&series.asin) && self.series.is_wanted(&series.asin)
            })
            .flat_map(|series| &series.children)
            .map(|child| child.asin.clone())
            .collect();
        for asin in read {
            self.want_volume(&asin);
        }
    }

    /// Wants the series of the items from this one on: of the scan, or of the library once read.
    fn want_series_from(&mut self, first: usize) {
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
                if self.place.series.contains(asin) && self.series_at.contains_key(asin) {
                    self.series.have(asin);
                } else {
                    self.series.want(asin);
                }
            }
        }
    }

    fn want_volume(&mut self, asin: &Asin) {
        if self.in_library.contains(asin) {
            return;
        }
        if self.place.volumes.contains(asin) {
            self.volumes.have(asin);
        } else {
            self.volumes.want(asin);
        }
    }

    fn take_series(&mut self, asked: &[Asin], round: u8, listing: Listing<SeriesProduct>) {
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
            self.left_out(SkippedPart::Series(missing.len() as u64));
        }
    }

    fn take_volumes(&mut self, asked: &[Asin], round: u8, listing: Listing<Product>) {
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
            let end = self.snapshot.products.len();
            let at = *self.volumes_at.entry(product.asin.clone()).or_insert(end);
            put(&mut self.snapshot.products, at, product);
        }
        for asin in listing.hollow {
            if !asked_for.contains(&asin) || !answered.insert(asin.clone()) {
                continue;
            }
            self.place.volumes.insert(asin.clone());
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
            self.summary.unreadable.extend(unreadable);
            if gone > 0 {
                self.left_out(SkippedPart::Volumes(gone as u64));
            }
        }
    }

    fn left_out(&mut self, what: SkippedPart) {
        self.summary.skipped.push(Skipped {
            what,
            fact: "left out of three answers".to_owned(),
        });
    }

    /// Forgets what the library no longer asks for.
    fn volumes_are_read(&mut self, now: Timestamp) {
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
        snapshot.priced_at = Some(now);
        self.unsaved.extend([Part::Series, Part::Products]);
    }

    fn take_wishes(&mut self, page: WishPage) {
        let Some(wishes) = &mut self.wishes else {
            return;
        };
        if let Some(page) = wishes.take(page) {
            self.traffic.add(Job::Wishes { page });
        } else if let Some(wishes) = self.wishes.take() {
            let (wishes, unreadable) = wishes.finish();
            self.snapshot.wishes = wishes;
            self.summary.unreadable.extend(unreadable);
            self.place.wishes = true;
            self.unsaved.insert(Part::Wishes);
        }
    }

    /// Lines up the searches for those people whose results are missing or too old.
    fn search_for(&mut self, ranked: &[PersonQuery], now: Timestamp) {
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

    fn take_results(
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
            people::Next::Ignored => self.summary.skipped.push(Skipped {
                what: SkippedPart::Person(query.name.clone()),
                fact: "the whole shop was returned".to_owned(),
            }),
        }
    }
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
