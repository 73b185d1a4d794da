//! [`Snapshot`]: everything that was read of one store for one member. Reports are computed from it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::asin::Asin;
use crate::library::{LibraryItem, SeriesProduct, Wish};
use crate::listening::Listening;
use crate::marketplace::Marketplace;
use crate::membership::Memberships;
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
    /// When the library was last brought up to date, whole or by what had changed; `None` = never
    /// read to its end.
    pub read_at: Option<Timestamp>,
    /// When it was last read whole. Progress, the finished flag and own stars are as old as this:
    /// no delta tells of them (trap A29). `None` in records of older versions.
    #[serde(default)]
    pub whole_at: Option<Timestamp>,
    /// From where the next delta goes on.
    #[serde(default)]
    pub marker: Option<Marker>,
    /// Titles that left the library, latest first.
    #[serde(default)]
    pub gone: Vec<Gone>,
    /// When each list of [`Self::series`] was read.
    #[serde(default)]
    pub series_read: BTreeMap<Asin, Timestamp>,
    /// When each of [`Self::products`] and [`Self::unavailable`] was read.
    #[serde(default)]
    pub products_read: BTreeMap<Asin, Timestamp>,
    /// When the wish list was last read.
    #[serde(default)]
    pub wishes_at: Option<Timestamp>,
    /// When prices in [`Self::products`] were last read: the oldest of them.
    pub priced_at: Option<Timestamp>,
    /// How much was heard, by the store's statistics.
    #[serde(default)]
    pub listening: Listening,
    /// The member's plans.
    #[serde(default)]
    pub memberships: Memberships,
}

/// A state token, and what it holds for (API reference, 2.3).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Marker {
    /// Opaque.
    pub token: String,
    /// [`crate::api::library::question`] of then.
    pub question: String,
}

/// A title that left the library.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gone {
    /// As it was last.
    pub item: LibraryItem,
    /// When it was missed.
    pub at: Timestamp,
    /// The store said that it was returned or withdrawn; `false` = it was just not there any more.
    pub revoked: bool,
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
            whole_at: None,
            marker: None,
            gone: Vec::new(),
            series_read: BTreeMap::new(),
            products_read: BTreeMap::new(),
            wishes_at: None,
            priced_at: None,
            listening: Listening {
                days: Vec::new(),
                months: Vec::new(),
                years: Vec::new(),
                total_ms: None,
                finished: Vec::new(),
                read_at: None,
            },
            memberships: Memberships {
                list: Vec::new(),
                read_at: None,
            },
        }
    }
}
