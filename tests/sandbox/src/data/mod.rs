//! What accounts hold: library, catalogue, series, wish list, statistics.

use std::path::Path;

use serde_json::{Value, json};

use crate::host::Marketplace;

/// All books of this world, for every account and store.
#[derive(Debug)]
pub struct Data;

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
        let _ = (folder, seed);
        Ok(Self)
    }

    /// Forgets what was changed while the sandbox ran (wish lists, moved pages …).
    pub fn reset(&self) {}

    /// What an account made by `POST /sandbox/account` must find: `library`, `wishlist`,
    /// `catalog` (each `[{"asin", "title"}]`), `stats`.
    pub fn expected(&self, email: &str, marketplace: &'static Marketplace) -> Value {
        let _ = (email, marketplace);
        json!({"library": [], "wishlist": [], "catalog": [], "stats": {}})
    }
}
