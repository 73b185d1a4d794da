//! [`Place`]: where a sync stopped, so that the next one goes on from there.

use std::collections::BTreeSet;

use audible::api::Unreadable;
use audible::{Asin, Timestamp};
use serde::{Deserialize, Serialize};

use super::action::Skipped;

/// Where a sync stopped. Belongs to one [`audible::Snapshot`] and is stored beside it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// When the sync began.
    pub(super) started: Timestamp,
    /// The service asked not to be called before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) not_before: Option<Timestamp>,
    /// The scan of the library.
    #[serde(default)]
    pub(super) library: LibraryPlace,
    /// Series whose children were read.
    #[serde(default)]
    pub(super) series: BTreeSet<Asin>,
    /// Volumes whose details were read.
    #[serde(default)]
    pub(super) volumes: BTreeSet<Asin>,
    /// The wish list was read to its end.
    #[serde(default)]
    pub(super) wishes: bool,
    /// Statistics and plans were read.
    #[serde(default)]
    pub(super) member: bool,
    /// What could not be read so far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) unreadable: Vec<Unreadable>,
    /// What was left out so far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) skipped: Vec<Skipped>,
    /// Everything was read: nothing to go on with.
    #[serde(default)]
    pub(super) done: bool,
}

/// How far the library was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum LibraryPlace {
    /// From its beginning.
    #[default]
    Start,
    /// From its beginning, and all of it: a question for what has changed was not answered.
    Whole,
    /// In the middle; what was read is in the snapshot already (first sync only).
    Page {
        /// Opaque token of the next page.
        continuation: String,
        /// `num_results`, which the token is bound to.
        size: u16,
        /// `Total-Count` of the first page.
        total: Option<u64>,
        /// Items received so far, unreadable ones included.
        received: u64,
        /// Length of the snapshot's list of items.
        kept: usize,
        /// The state token that came with them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        state_token: Option<String>,
        /// What could not be read on the pages so far.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        unreadable: Vec<Unreadable>,
    },
    /// To its end.
    Done,
}

impl Place {
    /// The service asked not to be called before this time.
    pub fn not_before(&self) -> Option<Timestamp> {
        self.not_before
    }

    /// Whether there is something left to go on with.
    pub fn is_unfinished(&self) -> bool {
        !self.done
    }

    /// When the sync began.
    pub fn started(&self) -> Timestamp {
        self.started
    }
}
