//! [`Snapshot`]: everything that was read of one store for one member. Reports are computed from it.

use serde::{Deserialize, Serialize};

use crate::asin::Asin;
use crate::library::{LibraryItem, SeriesProduct, Wish};
use crate::marketplace::Marketplace;
use crate::product::Product;
use crate::search::PersonSearch;
use crate::timestamp::Timestamp;

/// One store of one member, as far as it was read. Every list may be incomplete while a sync runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Whose prices and rights these are.
    pub store: Marketplace,
    /// The library, active items only, in received order.
    pub items: Vec<LibraryItem>,
    /// Child lists of the series of [`Self::items`].
    pub series: Vec<SeriesProduct>,
    /// Details and prices of volumes that series name and the library lacks.
    pub products: Vec<Product>,
    /// Volumes that the store does not offer: it echoed their ASIN and nothing else (API reference, 4.4).
    pub unavailable: Vec<Asin>,
    /// The wish list.
    pub wishes: Vec<Wish>,
    /// Searches for the member's authors and narrators.
    pub searches: Vec<PersonSearch>,
    /// When the library was last read to its end; `None` = never.
    pub read_at: Option<Timestamp>,
    /// When prices in [`Self::products`] were last read.
    pub priced_at: Option<Timestamp>,
}

impl Snapshot {
    /// Nothing read yet.
    pub const fn new(store: Marketplace) -> Self {
        Self {
            store,
            items: Vec::new(),
            series: Vec::new(),
            products: Vec::new(),
            unavailable: Vec::new(),
            wishes: Vec::new(),
            searches: Vec::new(),
            read_at: None,
            priced_at: None,
        }
    }
}
