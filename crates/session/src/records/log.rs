//! [`Log`]: what changed in a store, with times; and up to where the member has seen it.

use audible::{Change, Marketplace, Timestamp};
use serde::{Deserialize, Serialize};

use super::document::Document;

/// What changed in a store since it was first read, latest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Log {
    /// At most [`Log::MOST`] of them.
    pub entries: Vec<Entry>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// When it was noticed.
    pub at: Timestamp,
    /// What.
    #[serde(flatten)]
    pub change: Change,
}

/// Up to where the member has seen the [`Log`]. A record of its own: it is written by whichever
/// tab shows the log, and the log by the one that syncs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seen {
    /// Entries up to this time; `None` = nothing yet.
    pub until: Option<Timestamp>,
}

impl Log {
    /// So many entries are kept; the oldest go first.
    pub const MOST: usize = 1_500;

    /// Adds changes that were noticed now.
    pub fn note(&mut self, changes: Vec<Change>, at: Timestamp) {
        let entries = changes.into_iter().map(|change| Entry { at, change });
        let mut all: Vec<Entry> = entries.chain(self.entries.drain(..)).collect();
        all.truncate(Self::MOST);
        self.entries = all;
    }

    /// How many entries are later than what the member has seen.
    pub fn unseen(&self, seen: Seen) -> usize {
        let is_new = |entry: &&Entry| seen.until.is_none_or(|until| entry.at > until);
        self.entries.iter().filter(is_new).count()
    }
}

/// The name of a store's [`Log`].
pub fn log_name(store: Marketplace) -> String {
    format!("{}/{}", store.code(), Log::NAME)
}

/// The name of a store's [`Seen`].
pub fn seen_name(store: Marketplace) -> String {
    format!("{}/{}", store.code(), Seen::NAME)
}

impl Document for Log {
    const NAME: &'static str = "log";
}

impl Document for Seen {
    const NAME: &'static str = "seen";
}
