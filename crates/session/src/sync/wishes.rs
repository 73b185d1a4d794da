//! [`Wishes`]: reading the wish list, page after page (API reference, section 5).

use audible::Asin;
use audible::api::Unreadable;
use audible::api::wishlist::{PAGE, WishPage};
use audible::library::Wish;

/// More pages than any wish list has.
const MOST_PAGES: u32 = 400;

/// The wish list as far as it was read.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    entries: Vec<Wish>,
    unreadable: Vec<Unreadable>,
    received: u64,
    total: Option<u64>,
    last_page: Vec<Asin>,
    page: u32,
}

impl Wishes {
    /// Takes a page in; the number of the next one, if there is one.
    pub(super) fn take(&mut self, page: WishPage) -> Option<u32> {
        let asins: Vec<_> = page
            .listing
            .items
            .iter()
            .map(|wish| wish.product.asin.clone())
            .collect();
        let repeats_itself = self.page > 0 && asins == self.last_page;
        self.total = page.total.or(self.total);
        if !repeats_itself {
            self.received += page.received as u64;
            self.unreadable.extend(page.listing.unreadable);
            for wish in page.listing.items {
                let asin = &wish.product.asin;
                if !self.entries.iter().any(|known| known.product.asin == *asin) {
                    self.entries.push(wish);
                }
            }
            // An entry that the store no longer offers has nothing but its ASIN.
            for asin in page.listing.hollow {
                self.unreadable.push(Unreadable {
                    asin: Some(asin),
                    title: None,
                    position: self.entries.len() + self.unreadable.len() + 1,
                });
            }
        }
        self.last_page = asins;
        self.page += 1;
        let is_last = repeats_itself
            || page.received < PAGE
            || self.total.is_some_and(|total| self.received >= total)
            || self.page >= MOST_PAGES;
        (!is_last).then_some(self.page)
    }

    /// Entries read so far, and in all.
    pub(super) fn count(&self) -> (u64, Option<u64>) {
        (
            self.received,
            self.total.map(|total| total.max(self.received)),
        )
    }

    /// Everything that was read.
    pub(super) fn finish(self) -> (Vec<Wish>, Vec<Unreadable>) {
        (self.entries, self.unreadable)
    }
}
