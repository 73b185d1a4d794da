//! What a sync does with pages of the library and of the wish list.

use std::collections::HashSet;

use audible::api::library::{self, LibraryPage};
use audible::api::wishlist::WishPage;
use audible::{Gone, LibraryItem, Marker, Timestamp};

use super::action::{Failure, Part, SkippedPart};
use super::health::Reading;
use super::job::Job;
use super::place::LibraryPlace;
use super::scan::Scan;
use super::{Sync, scan};

impl Sync {
    pub(super) fn take_page(&mut self, page: LibraryPage, now: Timestamp) {
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
            // A delta that is not whole is of no use.
            scan::Next::Short(_) | scan::Next::Hopeless(_) if scan.is_delta() => {
                *scan = Scan::new(None);
                self.scan_again(now);
            }
            scan::Next::Short(missing) => {
                self.finish_scan(true, now);
                self.skip(SkippedPart::Titles(missing), "counted but not listed");
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
    pub(super) fn scan_again(&mut self, now: Timestamp) {
        if let Some(scan) = &self.scan {
            let wait = 500 * i64::from(scan.scans());
            self.traffic.add_later(scan.job(), now.plus_millis(wait));
        }
        self.shown = self.shown.map(|_| 0);
        if self.place.library != LibraryPlace::Whole {
            self.place.library = LibraryPlace::Start;
        }
    }

    /// On a first sync what has arrived is the library so far.
    pub(super) fn show_items(&mut self) {
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

    pub(super) fn finish_scan(&mut self, is_short: bool, now: Timestamp) {
        let Some(scan) = self.scan.take() else {
            return;
        };
        let mut old = std::mem::take(&mut self.snapshot.items);
        if self.shown.is_some() {
            old.clear();
        }
        let is_delta = scan.is_delta();
        self.health.reading = if is_delta {
            Reading::Changes
        } else {
            Reading::Whole
        };
        self.health.told = scan.items().len() as u64;
        let scanned = scan.finish(old, is_short);
        self.snapshot.items = scanned.items;
        if self.member.is_none() {
            self.mark_finished();
        }
        self.snapshot.read_at = Some(now);
        // What an incomplete reading began with is no point to go on from.
        if !is_short {
            if !is_delta {
                self.snapshot.whole_at = Some(now);
                self.snapshot.marker = None;
            }
            if let Some(token) = scanned.state_token {
                self.snapshot.marker = Some(Marker {
                    token,
                    question: library::question().to_owned(),
                });
            }
        }
        self.health.left = scanned.gone.len() as u64;
        self.note_gone(scanned.gone, now);
        self.name_unreadable(scanned.unreadable);
        self.place.library = LibraryPlace::Done;
        self.unsaved.insert(Part::Library);
        self.library_is_read();
    }

    /// Keeps what left the library, and lets go of what is back.
    fn note_gone(&mut self, gone: Vec<(LibraryItem, bool)>, now: Timestamp) {
        let known = self.snapshot.gone.len();
        let here: HashSet<_> = (self.snapshot.items.iter())
            .map(|item| &item.product.asin)
            .collect();
        let left: HashSet<_> = gone.iter().map(|(item, _)| &item.product.asin).collect();
        let earlier = (self.snapshot.gone.drain(..)).filter(|gone| {
            let asin = &gone.item.product.asin;
            !here.contains(asin) && !left.contains(asin)
        });
        let earlier: Vec<_> = earlier.collect();
        let gone = gone.into_iter().map(|(item, revoked)| Gone {
            item,
            at: now,
            revoked,
        });
        let is_new = gone.len() > 0 || earlier.len() != known;
        self.snapshot.gone = gone.chain(earlier).take(MOST_GONE).collect();
        if is_new {
            self.unsaved.insert(Part::Gone);
        }
    }

    /// Knows now which volumes are missing.
    pub(super) fn library_is_read(&mut self) {
        let items = &self.snapshot.items;
        // A title that left Plus is missing again: its price is wanted.
        self.in_library = (items.iter())
            .filter(|item| !item.cannot_be_played())
            .map(|item| item.product.asin.clone())
            .collect();
        let names = |names: HashSet<&str>| names.len().min(self.options.first_people);
        let authors = items.iter().flat_map(|item| &item.product.authors);
        let narrators = items.iter().flat_map(|item| &item.product.narrators);
        let people = names(authors.map(|person| person.name.as_str()).collect())
            + names(narrators.map(|person| person.name.as_str()).collect());
        let known = self.snapshot.searches.len();
        self.people_expected = Some(people.saturating_sub(known) as u64);
        self.want_series_from(0);
        let read: Vec<_> = (self.snapshot.series.iter())
            .filter(|series| self.has_series(&series.asin) && self.series.is_wanted(&series.asin))
            .flat_map(|series| &series.children)
            .map(|child| child.asin.clone())
            .collect();
        for asin in read {
            self.want_volume(&asin);
        }
    }

    pub(super) fn take_wishes(&mut self, page: WishPage, now: Timestamp) {
        let Some(wishes) = &mut self.wishes else {
            return;
        };
        if let Some(page) = wishes.take(page) {
            self.traffic.add(Job::Wishes { page });
        } else if let Some(wishes) = self.wishes.take() {
            let (wishes, unreadable) = wishes.finish();
            self.snapshot.wishes = wishes;
            self.name_unreadable(unreadable);
            self.snapshot.wishes_at = Some(now);
            self.place.wishes = true;
            self.unsaved.insert(Part::Wishes);
        }
    }
}

/// So many titles that left are remembered.
const MOST_GONE: usize = 2_000;
