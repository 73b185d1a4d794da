//! What a backup holds: the list at its beginning, and what of it is worth having here.

use std::ops::Range;

use audible::{Marketplace, Timestamp};
use serde::{Deserialize, Serialize};

use crate::records::{Colour, Document, Read, read_snapshot};

/// Record 0 of a backup: what the others are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Contents {
    /// When it was made.
    pub made: Timestamp,
    /// The accounts, in the order of their records.
    pub accounts: Vec<BackedUp>,
    /// The member's settings.
    #[serde(default)]
    pub preferences: Option<serde_json::Value>,
}

/// One account of a backup.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BackedUp {
    /// Amazon's name for the customer.
    #[serde(default)]
    pub name: Option<String>,
    /// What the member calls it.
    #[serde(default)]
    pub label: Option<String>,
    /// By which it is told apart.
    #[serde(default)]
    pub colour: Option<Colour>,
    /// Names of its records, in their order.
    pub records: Vec<String>,
}

/// A record by its name, as it opened.
pub type Opened = (String, Vec<u8>);

impl Contents {
    /// The places of an account's records in the file.
    pub fn places(&self, account: usize) -> Range<usize> {
        let before = self.accounts.iter().take(account);
        let first = 1 + before.map(|it| it.records.len()).sum::<usize>();
        let count = self.accounts.get(account).map_or(0, |it| it.records.len());
        first..first + count
    }
}

/// The stores whose library a backup has whole, with what was read of each.
pub fn libraries(records: &[Opened]) -> Vec<Read> {
    let records: Vec<_> = records
        .iter()
        .map(|(name, plain)| (name.clone(), Ok::<_, vault::Error>(plain.as_slice())))
        .collect();
    Marketplace::ALL
        .into_iter()
        .map(|store| read_snapshot(store, &records))
        .filter(|read| read.snapshot.read_at.is_some())
        .collect()
}

/// Whether a library of a backup is to take the place of what is here of the same store: it is
/// later, or nothing is here.
pub fn is_later(backed_up: &Read, here: Option<Timestamp>) -> bool {
    backed_up.snapshot.read_at > here
}

impl Document for Contents {
    const NAME: &'static str = "contents";
}
