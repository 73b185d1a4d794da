//! [`PersonSearch`]: what a catalogue search for one author or narrator brought.

use serde::{Deserialize, Serialize};

use crate::asin::Asin;
use crate::product::Product;
use crate::timestamp::Timestamp;

/// In which role a person was searched for.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// `author=`.
    Author,
    /// `narrator=`.
    Narrator,
}

/// Whom to search for.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
pub struct PersonQuery {
    /// Author or narrator.
    pub role: Role,
    /// Display name, sent as it is.
    pub name: String,
    /// Contributor page, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asin: Option<Asin>,
}

/// Raw results of one search: the service matches loosely, so strangers are among them
/// (API reference, 4.3). The reports decide which of them are the person's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonSearch {
    /// What was asked.
    pub query: PersonQuery,
    /// All pages, each ASIN once.
    pub products: Vec<Product>,
    /// False where the service's ceiling cut the results (API reference, 4.2).
    pub complete: bool,
    /// When the last page was read.
    pub read_at: Timestamp,
}
