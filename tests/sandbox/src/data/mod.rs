//! What accounts hold: library, catalogue, series, wish list, statistics.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rand::SeedableRng as _;
use rand::rngs::StdRng;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use crate::host::Marketplace;

mod folder;
mod index;
mod invent;
mod journal;
mod keys;
mod record;
mod shop;

pub(crate) use index::{Index, Match};
pub(crate) use invent::{FLICKERING, Set};
pub(crate) use journal::{Event, Journal, When};
pub(crate) use keys::{ADDED_TIMESTAMP, Key};
pub(crate) use record::Record;
pub(crate) use shop::{Item, Shop, Wanted, added};

/// All books of this world, for every account and store.
#[derive(Debug)]
pub struct Data {
    source: Source,
    seed: u64,
    /// When it was made; what state tokens count from.
    born: OffsetDateTime,
    changed: Mutex<BTreeMap<Place, Changed>>,
    answers: AtomicU64,
    wishlist_in_flight: Arc<AtomicUsize>,
}

/// A named data set and a store's country code.
type Place = (Set, &'static str);

#[derive(Debug)]
enum Source {
    Folder(folder::Folder),
    Invented,
}

/// What changed while the sandbox ran.
#[derive(Debug, Default)]
pub(crate) struct Changed {
    /// The library.
    pub(crate) journal: Journal,
    /// Wishes taken away, and those that were added, last first.
    pub(crate) unwished: Vec<String>,
    pub(crate) wished: Vec<Arc<Record>>,
    /// Customers whose scan of the library is under way without titles (A12).
    pub(crate) without_titles: Vec<String>,
    /// What batches left out once already (A81).
    pub(crate) left_out: Vec<String>,
}

/// Why a data folder cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Error {
    /// A file cannot be read, or is not what it should be.
    #[error("{0}")]
    Unreadable(String),
}

impl Data {
    /// The data of a folder, or an invented library.
    pub fn load(folder: Option<&Path>, seed: u64) -> Result<Self, Error> {
        let source = match folder {
            Some(folder) => Source::Folder(folder::Folder::read(folder)?),
            None => Source::Invented,
        };
        Ok(Self {
            source,
            seed,
            born: OffsetDateTime::now_utc(),
            changed: Mutex::default(),
            answers: AtomicU64::default(),
            wishlist_in_flight: Arc::default(),
        })
    }

    /// Forgets what was changed while the sandbox ran (wish lists, moved pages …).
    pub fn reset(&self) {
        self.changes().clear();
        self.answers.store(0, Ordering::Relaxed);
    }

    /// What an account made by `POST /sandbox/account` must find: `library`, `wishlist`,
    /// `catalog` (each `[{"asin", "title"}]`), `stats`.
    /// `is_home`: it signed in at this store.
    pub fn expected(&self, marketplace: &'static Marketplace, is_home: bool) -> Value {
        let set = if is_home { Set::Home } else { Set::Default };
        let shop = self.shop(set, marketplace);
        let all = self.changes();
        let changed = all.get(&(set, marketplace.country_code));
        let told = |record: &Record| {
            let title = record.value("title");
            json!({"asin": record.asin(), "title": title})
        };
        let library: Vec<Value> = match changed {
            Some(changed) => changed.journal.view(&shop, usize::MAX),
            None => shop.library.as_slice().into(),
        }
        .iter()
        .filter(|item| !item.revoked && !item.pending)
        .map(|item| told(&item.record))
        .collect();
        let wishlist: Vec<Value> = wishes(&shop, changed)
            .iter()
            .map(|wish| told(wish))
            .collect();
        let catalog: Vec<Value> = shop
            .for_sale()
            .iter()
            .filter(|product| !product.text("title").is_empty())
            .take(TOLD_PRODUCTS)
            .map(|product| told(product))
            .collect();
        let mut months: Vec<(&String, &u64)> = shop.stats.iter().rev().take(12).collect();
        months.reverse();
        let stats: Map<String, Value> = months
            .into_iter()
            .map(|(month, sum)| (month.clone(), json!(sum)))
            .collect();
        json!({"library": library, "wishlist": wishlist, "catalog": catalog, "stats": stats})
    }

    /// What a store sells and a member has there.
    pub(crate) fn shop(&self, set: Set, marketplace: &'static Marketplace) -> Arc<Shop> {
        match &self.source {
            Source::Folder(folder) => Arc::clone(folder.shop(marketplace)),
            Source::Invented => invent::shop(set, marketplace, self.seed, self.born.date()),
        }
    }

    /// Whether the books are invented: with all the odd habits of the service.
    pub(crate) fn is_invented(&self) -> bool {
        matches!(self.source, Source::Invented)
    }

    /// What has changed since the start.
    pub(crate) fn changes(&self) -> MutexGuard<'_, BTreeMap<Place, Changed>> {
        self.changed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state token of a store's library before anything happens to it.
    pub(crate) fn base_token(&self, marketplace: &Marketplace) -> i64 {
        let store = Marketplace::ALL
            .iter()
            .position(|other| other == marketplace)
            .unwrap_or_default();
        let born = self.born.unix_timestamp() * 1000;
        // Other tokens in other stores: they must not be mixed.
        born - i64::try_from(store).unwrap_or_default()
    }

    /// Chance for one answer: the same after every start with the same seed and requests.
    pub(crate) fn chance(&self) -> StdRng {
        let answer = self.answers.fetch_add(1, Ordering::Relaxed);
        StdRng::seed_from_u64(self.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ answer)
    }

    /// Counts an answer of the wish list as under way until it is dropped, and says how many are.
    pub(crate) fn enter_wishlist(&self) -> (InFlight, usize) {
        let before = self.wishlist_in_flight.fetch_add(1, Ordering::SeqCst);
        (InFlight(Arc::clone(&self.wishlist_in_flight)), before + 1)
    }
}

/// An answer under way.
#[derive(Debug)]
pub(crate) struct InFlight(Arc<AtomicUsize>);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The wish list as it is now, last added first.
pub(crate) fn wishes(shop: &Shop, changed: Option<&Changed>) -> Vec<Arc<Record>> {
    let Some(changed) = changed else {
        return shop.wishes.clone();
    };
    let old = shop.wishes.iter().filter(|wish| {
        let asin = wish.asin();
        !changed.unwished.contains(&asin)
    });
    changed.wished.iter().chain(old).cloned().collect()
}

const TOLD_PRODUCTS: usize = 50;
