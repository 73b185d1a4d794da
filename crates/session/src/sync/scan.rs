//! [`Scan`]: reading the library from its first page to its last (API reference, 2.2 and 2.3).

use std::collections::{HashMap, HashSet};

use audible::api::Unreadable;
use audible::api::library::LibraryPage;
use audible::{Asin, LibraryItem};

use super::job::Job;
use super::place::LibraryPlace;

/// Of the thousand that are allowed: reading one never holds the page up for 50 ms, and the first
/// titles show sooner.
const USUAL_PAGE: u16 = 500;
/// Pages for slow connections (API reference, 12).
const SMALL_PAGE: u16 = 250;
/// A scan that brought too little is repeated (trap A12).
const MOST_SCANS: u8 = 3;
/// Pages without items in a row, and pages in all, after which this is no library any more.
const MOST_EMPTY_PAGES: u32 = 20;
const MOST_PAGES: u32 = 5000;

/// A scan of the library. What it reads becomes the library only when it is complete.
#[derive(Debug)]
pub(super) struct Scan {
    items: Vec<LibraryItem>,
    index: HashMap<Asin, usize>,
    unreadable: Vec<Unreadable>,
    /// What the store says is no longer in the library.
    removed: Vec<Asin>,
    /// Only what changed since this state token is read.
    since: Option<String>,
    /// The state token of this scan; the last one that is told counts.
    state_token: Option<String>,
    received: u64,
    untitled: u64,
    total: Option<u64>,
    continuation: Option<String>,
    size: u16,
    /// Scans begun.
    scans: u8,
    pages: u32,
    empty_pages: u32,
}

/// What follows from a page.
#[derive(Debug)]
pub(super) enum Next {
    /// There are more pages.
    Page,
    /// It was the last, and nothing is amiss.
    Complete,
    /// It was the last; so many titles that the service counted did not come.
    Short(u64),
    /// Begin again: most titles had no name, or some are missing.
    Again,
    /// Pages never end, or titles have no names however often one asks.
    Hopeless(&'static str),
}

/// What came of a scan.
#[derive(Debug)]
pub(super) struct Scanned {
    /// The library.
    pub(super) items: Vec<LibraryItem>,
    /// What could not be read of it.
    pub(super) unreadable: Vec<Unreadable>,
    /// What was in the older library and is not in this one; whether the store says so itself.
    pub(super) gone: Vec<(LibraryItem, bool)>,
    /// Where the next delta goes on.
    pub(super) state_token: Option<String>,
}

impl Scan {
    /// Of what changed since a state token, or of everything.
    pub(super) fn new(since: Option<String>) -> Self {
        Self {
            items: Vec::new(),
            index: HashMap::new(),
            unreadable: Vec::new(),
            removed: Vec::new(),
            since,
            state_token: None,
            received: 0,
            untitled: 0,
            total: None,
            continuation: None,
            size: USUAL_PAGE,
            scans: 1,
            pages: 0,
            empty_pages: 0,
        }
    }

    /// Goes on after `items`.
    pub(super) fn resume(items: &[LibraryItem], place: &LibraryPlace) -> Self {
        let mut scan = Self::new(None);
        if let LibraryPlace::Page {
            continuation,
            size,
            total,
            received,
            unreadable,
            state_token,
            kept: _,
        } = place
        {
            scan.continuation = Some(continuation.clone());
            scan.size = *size;
            scan.total = *total;
            scan.received = *received;
            scan.state_token.clone_from(state_token);
            scan.unreadable.clone_from(unreadable);
            for item in items {
                scan.add(item.clone());
            }
        }
        scan
    }

    /// Where it is.
    pub(super) fn place(&self) -> LibraryPlace {
        self.continuation
            .as_ref()
            .map_or(LibraryPlace::Start, |continuation| LibraryPlace::Page {
                continuation: continuation.clone(),
                size: self.size,
                total: self.total,
                received: self.received,
                kept: self.items.len(),
                state_token: self.state_token.clone(),
                unreadable: self.unreadable.clone(),
            })
    }

    /// What to ask next.
    pub(super) fn job(&self) -> Job {
        Job::Library {
            size: self.size,
            since: self.since.clone(),
            continuation: self.continuation.clone(),
        }
    }

    /// Whether only what changed is read.
    pub(super) const fn is_delta(&self) -> bool {
        self.since.is_some()
    }

    /// What was read so far.
    pub(super) fn items(&self) -> &[LibraryItem] {
        &self.items
    }

    /// Titles read so far, and in all.
    pub(super) fn count(&self) -> (u64, Option<u64>) {
        let total = self.total.map(|total| total.max(self.received));
        (self.received, total)
    }

    /// Requests that are left, at least.
    pub(super) fn pages_left(&self) -> u64 {
        let left = self
            .total
            .map_or(1, |total| total.saturating_sub(self.received));
        left.div_ceil(u64::from(self.size)).max(1)
    }

    /// Begins again; a refused continuation token and a page that took too long end so too.
    /// `false` if that was done often enough.
    pub(super) fn again(&mut self, with_small_pages: bool) -> bool {
        let scans = self.scans + 1;
        let size = if with_small_pages {
            SMALL_PAGE
        } else {
            self.size
        };
        if scans > MOST_SCANS {
            return false;
        }
        *self = Self {
            size,
            scans,
            ..Self::new(self.since.take())
        };
        true
    }

    /// Whether smaller pages are worth a try.
    pub(super) const fn has_large_pages(&self) -> bool {
        self.size > SMALL_PAGE
    }

    /// How many scans were begun.
    pub(super) const fn scans(&self) -> u8 {
        self.scans
    }

    /// Takes a page in.
    pub(super) fn take(&mut self, page: LibraryPage) -> Next {
        self.pages += 1;
        self.empty_pages = if page.received == 0 {
            self.empty_pages + 1
        } else {
            0
        };
        self.received += page.received as u64;
        self.untitled += page.untitled as u64;
        self.total = page.total.or(self.total);
        self.state_token = page.state_token.or_else(|| self.state_token.take());
        self.removed.extend(page.removed);
        self.unreadable.extend(page.listing.unreadable);
        for item in page.listing.items {
            self.add(item);
        }
        if page.continuation.is_some() {
            let repeats_itself = page.continuation == self.continuation;
            self.continuation = page.continuation;
            return if repeats_itself
                || self.empty_pages > MOST_EMPTY_PAGES
                || self.pages > MOST_PAGES
            {
                Next::Hopeless("its pages do not end")
            } else {
                Next::Page
            };
        }
        self.continuation = None;
        let may_repeat = self.scans < MOST_SCANS;
        let missing = self.total.unwrap_or(0).saturating_sub(self.received);
        if self.untitled * 2 > self.received {
            if may_repeat {
                Next::Again
            } else {
                Next::Hopeless("most titles have no name")
            }
        } else if missing == 0 {
            Next::Complete
        } else if may_repeat {
            Next::Again
        } else {
            Next::Short(missing)
        }
    }

    /// The library as it is now. An item that could not be read is taken from the `old` library, and
    /// so is whatever did not come in a scan that fell `short`. Of a delta, what is new comes first.
    pub(super) fn finish(mut self, old: Vec<LibraryItem>, short: bool) -> Scanned {
        let removed: HashSet<Asin> = self.removed.drain(..).collect();
        let unread: HashSet<Asin> = (self.unreadable.iter())
            .filter_map(|item| item.asin.clone())
            .collect();
        let is_delta = self.is_delta();
        let mut gone = Vec::new();
        let mut kept = Vec::new();
        let known: HashSet<Asin> = old.iter().map(|item| item.product.asin.clone()).collect();
        for item in old {
            let asin = &item.product.asin;
            if let Some(&at) = self.index.get(asin) {
                // In a delta it keeps its place.
                if is_delta {
                    kept.push(self.items[at].clone());
                }
            } else if removed.contains(asin) {
                gone.push((item, true));
            } else if is_delta || short || unread.contains(asin) {
                kept.push(item);
            } else {
                gone.push((item, false));
            }
        }
        if is_delta {
            self.items
                .retain(|item| !known.contains(&item.product.asin));
        }
        self.items.append(&mut kept);
        Scanned {
            items: self.items,
            unreadable: self.unreadable,
            gone,
            state_token: self.state_token,
        }
    }

    /// Each ASIN once; of two the one that was bought, else the one that can be played (trap A71).
    fn add(&mut self, item: LibraryItem) {
        match self.index.get(&item.product.asin) {
            None => {
                self.index
                    .insert(item.product.asin.clone(), self.items.len());
                self.items.push(item);
            }
            Some(&at) => {
                if firmness(&item) > firmness(&self.items[at]) {
                    self.items[at] = item;
                }
            }
        }
    }
}

/// How sure it is that the member has it: bought, ordered, to be played now.
fn firmness(item: &LibraryItem) -> (bool, bool, bool) {
    let rights = item.product.rights.as_ref();
    let for_good = rights.and_then(|rights| rights.consumable_indefinitely);
    let now = rights.and_then(|rights| rights.consumable);
    (
        item.purchased || for_good == Some(true),
        item.pending,
        now == Some(true),
    )
}
