//! [`SyncView`]: bringing the library up to date, as pages see it.

use audible::{Snapshot, Timestamp};
use session::sync::{Failure, Progress, Summary};
pub use session::sync::{Health, Reading, Skipped, SkippedPart, Subject, Tally};

use super::problem::Problem;
use crate::browser::transport::TransportError;

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
    /// What it asked, and what came of it, however it ended.
    pub health: Option<Health>,
    /// How old what is shown is.
    pub basis: Basis,
    /// What was found for authors and narrators is still being read from this device.
    pub reads_searches: bool,
}

/// When each kind of data was read; of lists, the oldest of it. `None` = not yet.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Basis {
    /// The library, whole or by what had changed.
    pub library: Option<Timestamp>,
    /// All of the library: progress and own stars are as old as this.
    pub progress: Option<Timestamp>,
    /// The wish list.
    pub wishes: Option<Timestamp>,
    /// Volumes of series.
    pub series: Option<Timestamp>,
    /// Prices of missing volumes.
    pub prices: Option<Timestamp>,
    /// What people wrote and read.
    pub people: Option<Timestamp>,
    /// Listening statistics.
    pub listening: Option<Timestamp>,
    /// Plans.
    pub memberships: Option<Timestamp>,
}

impl Basis {
    /// Of what was read of a store.
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let searches = snapshot.searches.iter();
        Self {
            library: snapshot.read_at,
            progress: snapshot.whole_at.or(snapshot.read_at),
            wishes: snapshot.wishes_at,
            series: snapshot.series_read.values().min().copied(),
            prices: snapshot
                .products_read
                .values()
                .min()
                .copied()
                .or(snapshot.priced_at),
            people: searches.map(|search| search.read_at).min(),
            listening: snapshot.listening.read_at,
            memberships: snapshot.memberships.read_at,
        }
    }
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

impl SyncActivity {
    /// Of a sync that has come so far.
    pub(super) fn of(progress: Progress) -> Self {
        let count = |count: session::sync::Count| Count {
            done: count.done,
            total: count.total,
        };
        let shown = SyncProgress {
            titles: count(progress.titles),
            series: count(progress.series),
            wishes: count(progress.wishes),
            volumes: count(progress.volumes),
            people: count(progress.people),
            left_ms: progress.left_ms,
            is_repeating: progress.is_repeating,
        };
        match progress.waiting_until {
            Some(until) => Self::Waiting {
                until,
                progress: shown,
            },
            None => Self::Running(shown),
        }
    }

    /// After a sync that failed so.
    pub(super) fn after(failure: Failure) -> Self {
        Self::Failed(match failure {
            Failure::Cancelled => return Self::Cancelled,
            Failure::Offline => Problem::from(TransportError::Lost),
            Failure::Unreachable => Problem::ServiceUnreachable,
            Failure::AskedToWait { until } => Problem::AskedToWait { until },
            Failure::Broken { status } => Problem::ServiceBroken {
                status: Some(status),
            },
            Failure::Unauthorized | Failure::TurnedAway => Problem::StoreRefused,
            Failure::RelayRefused => Problem::RelayRefused {
                code: "policy".to_owned(),
            },
            Failure::Bug { subject, fact } => Problem::Bug {
                place: format!("{subject}: {fact}"),
            },
        })
    }
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
    /// A request had no good answer and is asked again.
    pub is_repeating: bool,
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
    pub skipped: Vec<Skipped>,
}

impl SyncSummary {
    /// Of what the sync says at its end.
    pub(super) fn of(summary: &Summary) -> Self {
        Self {
            titles: summary.titles,
            unreadable: summary.unreadable.iter().map(ToString::to_string).collect(),
            people_left: summary.people_left,
            skipped: summary.skipped.clone(),
        }
    }
}
