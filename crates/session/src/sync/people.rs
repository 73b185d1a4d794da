//! [`People`]: whom to search for, and the pages of each search (API reference, 4.2).

use std::collections::{HashMap, HashSet};

use audible::api::search::{Order, PAGE, SearchPage, WHOLE_SHOP};
use audible::search::{PersonQuery, PersonSearch, Role};
use audible::{Asin, Product, Timestamp};

use super::options::Options;

/// Up to here `total_results` is right (API reference, 4.2).
const EXACT_TOTAL: u64 = 450;
/// More pages than one order shows.
const MOST_PAGES: u32 = 40;

/// Searches that are under way or done.
#[derive(Debug, Default)]
pub(super) struct People {
    searches: HashMap<PersonQuery, Search>,
    /// Searched for by this sync, or lately enough by an earlier one.
    pub(super) done: u64,
    /// Those this sync is to know about.
    pub(super) total: u64,
    /// People beyond those.
    pub(super) left: u64,
    pages: u64,
    finished: u64,
}

/// One search.
#[derive(Debug, Default)]
struct Search {
    products: Vec<Product>,
    seen: HashSet<Asin>,
    /// The ASINs of each page: a page that comes again is the service's ceiling.
    pages: HashSet<Vec<Asin>>,
    received: u64,
}

/// What follows from a page.
#[derive(Debug)]
pub(super) enum Next {
    /// Ask for this one.
    Page(Order, u32),
    /// It was the last.
    Finished(PersonSearch),
    /// The service ignored the name and showed the whole shop.
    Ignored,
}

impl People {
    /// Whom to search for now, by falling weight. Forgets searches for people who are not `ranked`.
    pub(super) fn plan(
        &mut self,
        ranked: &[PersonQuery],
        known: &mut Vec<PersonSearch>,
        options: &Options,
        now: Timestamp,
    ) -> Vec<PersonQuery> {
        let names: HashSet<_> = ranked
            .iter()
            .map(|query| (query.role, query.name.as_str()))
            .collect();
        known.retain(|search| names.contains(&(search.query.role, search.query.name.as_str())));
        let fresh: HashSet<_> = known
            .iter()
            // A clock that was set back makes them a little younger than new.
            .filter(|search| now.millis_since(search.read_at).abs() < options.people_ttl_ms)
            .map(|search| (search.query.role, search.query.name.as_str()))
            .collect();
        let mut wanted = Vec::new();
        let mut of_role = HashMap::<Role, usize>::new();
        let mut met = HashSet::new();
        for query in ranked {
            let name = (query.role, query.name.as_str());
            if !met.insert(name) {
                continue;
            }
            let place = of_role.entry(query.role).or_default();
            *place += 1;
            let is_fresh = fresh.contains(&name);
            if options.look_further || *place <= options.first_people {
                self.total += 1;
                if is_fresh {
                    self.done += 1;
                } else {
                    wanted.push(query.clone());
                }
            } else if !is_fresh {
                self.left += 1;
            }
        }
        wanted
    }

    /// Takes a page in.
    pub(super) fn take(
        &mut self,
        query: &PersonQuery,
        order: Order,
        page: u32,
        answer: SearchPage,
        now: Timestamp,
    ) -> Next {
        self.pages += 1;
        if answer.total.is_some_and(|total| total >= WHOLE_SHOP) {
            self.give_up(query);
            return Next::Ignored;
        }
        let search = self.searches.entry(query.clone()).or_default();
        let asins: Vec<_> = (answer.listing.items.iter())
            .map(|product| product.asin.clone())
            .chain(answer.listing.hollow)
            .collect();
        let is_new = search.pages.insert(asins);
        let mut meets_known = false;
        if is_new {
            search.received += answer.received as u64;
            for product in answer.listing.items {
                if search.seen.insert(product.asin.clone()) {
                    search.products.push(product);
                } else if order == Order::OldestFirst {
                    // The newest, read downwards, and the oldest, read upwards, have met.
                    meets_known = true;
                }
            }
        }
        let is_last_page = answer.received < PAGE
            || (answer.total).is_some_and(|total| total <= EXACT_TOTAL && search.received >= total);
        let is_at_ceiling = !is_new || page + 1 >= MOST_PAGES;
        if is_new && (is_last_page || meets_known) {
            self.finish(query, true, now)
        } else if !is_at_ceiling {
            Next::Page(order, page + 1)
        } else if order == Order::NewestFirst {
            Next::Page(Order::OldestFirst, 0)
        } else {
            self.finish(query, false, now)
        }
    }

    /// Ends a search without a result.
    pub(super) fn give_up(&mut self, query: &PersonQuery) {
        self.searches.remove(query);
        self.done += 1;
    }

    /// Requests that are left, by the experience of those that are finished.
    pub(super) fn requests_left(&self) -> u64 {
        let people = self.total.saturating_sub(self.done);
        // Before anybody is finished: an author has one page mostly, a narrator two.
        let (pages, finished) = (self.pages + 3, self.finished + 2);
        (people * pages).div_ceil(finished)
    }

    fn finish(&mut self, query: &PersonQuery, complete: bool, now: Timestamp) -> Next {
        let search = self.searches.remove(query).unwrap_or_default();
        self.done += 1;
        self.finished += 1;
        Next::Finished(PersonSearch {
            query: query.clone(),
            products: search.products,
            complete,
            read_at: now,
        })
    }
}
