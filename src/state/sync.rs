//! [`SyncView`]: bringing the library up to date, as pages see it.

use audible::Timestamp;
pub use session::sync::SkippedPart;

use super::problem::Problem;

/// Everything about syncing the current store.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct SyncView {
    /// What is going on.
    pub activity: SyncActivity,
    /// End of the last complete sync.
    pub last: Option<Timestamp>,
    /// When the next is due by the member's setting; `None` if nothing was synced yet.
    pub due: Option<Timestamp>,
    /// What the last one found, once there was one.
    pub summary: Option<SyncSummary>,
}

/// What is going on.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum SyncActivity {
    /// Nothing.
    #[default]
    Idle,
    /// Requests are in flight. Cancelling keeps what has arrived.
    Running(SyncProgress),
    /// The service asked for a pause; the sync goes on by itself.
    Waiting {
        /// When.
        until: Timestamp,
        /// How far it is.
        progress: SyncProgress,
    },
    /// Stopped; what has arrived is kept and used again.
    Failed(Problem),
    /// The member cancelled; the next sync goes on from here.
    Cancelled,
}

/// How far a sync is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct SyncProgress {
    /// Titles of the library.
    pub titles: Count,
    /// Series whose volumes were asked for.
    pub series: Count,
    /// Entries of the wish list.
    pub wishes: Count,
    /// Missing volumes and their prices.
    pub volumes: Count,
    /// Authors and narrators searched for.
    pub people: Count,
    /// Estimated time left in milliseconds; `None` while unknown.
    pub left_ms: Option<u64>,
}

/// Done, of how many.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Count {
    /// Done so far.
    pub done: u64,
    /// In all; `None` while unknown.
    pub total: Option<u64>,
}

/// What a finished sync found.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct SyncSummary {
    /// Titles in the library.
    pub titles: u64,
    /// Items that could not be read: their ASIN or title, or their place in the answer.
    pub unreadable: Vec<String>,
    /// People not searched yet: *look further* does.
    pub people_left: u64,
    /// What the service would not give this time; older data, if any, was kept.
    pub skipped: Vec<SkippedPart>,
}
