//! What a sync asks of the engine, and what the engine tells it.

use std::fmt;

use audible::Timestamp;
use audible::api::Unreadable;
use http::Request;
use serde::{Deserialize, Serialize};

/// Names a request until its answer comes.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct RequestId(pub(super) u64);

/// What the engine is to do next.
#[derive(Debug)]
pub enum Action {
    /// Add the access token, send it, and tell [`super::Sync::answered`] what came of it.
    Send {
        /// For the answer.
        id: RequestId,
        /// Without an access token.
        request: Request<Vec<u8>>,
    },
    /// Poll again at this time at the latest. Replaces an earlier one.
    WakeAt(Timestamp),
    /// The token was refused: renew it, then call [`super::Sync::authorized`]. Asked once a token.
    Unauthorized,
    /// Rank the people of [`super::Sync::snapshot`] and hand them to [`super::Sync::people`].
    RankPeople,
    /// This part of the snapshot changed: store it, and [`super::Sync::place`] with it.
    Save(Part),
    /// Finished. The last action of all.
    Done(Summary),
    /// Stopped short. The last action of all; what has arrived is in the snapshot and
    /// [`super::Sync::place`] says where to go on.
    Failed(Failure),
}

/// A part of the snapshot that is stored by itself.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Part {
    /// `items`, `read_at`, `whole_at`, `marker`.
    Library,
    /// `series`, `series_read`.
    Series,
    /// `products`, `unavailable`, `products_read`, `priced_at`.
    Products,
    /// `wishes`, `wishes_at`.
    Wishes,
    /// `searches`.
    Searches,
    /// `listening`, `memberships`.
    Member,
    /// `gone`.
    Gone,
}

/// Why no answer came.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Lost {
    /// No connection, or it broke off.
    Offline,
    /// The relay does not reach the service.
    Unreachable,
    /// The relay's own limit; ask again after this many seconds.
    TooMany {
        /// Seconds.
        after_s: u64,
    },
    /// The relay will not carry it: repeating does not help.
    Refused,
}

/// What a finished sync found.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Titles in the library.
    pub titles: u64,
    /// Items that could not be read.
    pub unreadable: Vec<Unreadable>,
    /// People who were not searched for yet: *look further* does.
    pub people_left: u64,
    /// Parts that the service would not give this time; older data, if any, was kept.
    pub skipped: Vec<Skipped>,
    /// Requests sent, repeats included.
    pub requests: u64,
}

/// Something that was left out, with the service's reason.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Skipped {
    /// What.
    pub what: SkippedPart,
    /// The service's own words or a status: for a bug report.
    pub fact: String,
}

/// What can be left out without spoiling the rest.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SkippedPart {
    /// Titles that the service counted but did not list.
    Titles(u64),
    /// So many series.
    Series(u64),
    /// So many missing volumes.
    Volumes(u64),
    /// The wish list.
    Wishes,
    /// Listening time by the store's statistics.
    Listening,
    /// Titles that are marked as finished.
    Finished,
    /// The member's plans.
    Memberships,
    /// The search for one author or narrator.
    Person(String),
}

/// Why a sync stopped short.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Failure {
    /// The member cancelled.
    Cancelled,
    /// No connection, several times over.
    Offline,
    /// The relay did not reach the service, several times over.
    Unreachable,
    /// The service asked for a long pause: do not call it before then.
    AskedToWait {
        /// When it may be called again.
        until: Timestamp,
    },
    /// The service answers with errors, several times over.
    Broken {
        /// The last status; 200 for an answer without content.
        status: u16,
    },
    /// A renewed token was refused too: this store will not answer this sign-in.
    Unauthorized,
    /// A firewall turned the request away.
    TurnedAway,
    /// The relay will not carry the request.
    RelayRefused,
    /// AudiPy and the service do not understand each other.
    Bug {
        /// What the request was for.
        subject: String,
        /// What was unexpected.
        fact: String,
    },
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cancelled => f.write_str("cancelled"),
            Self::Offline => f.write_str("no connection"),
            Self::Unreachable => f.write_str("the service was not reached"),
            Self::AskedToWait { .. } => f.write_str("the service asked for a pause"),
            Self::Broken { status } => write!(f, "the service answers with errors ({status})"),
            Self::Unauthorized => f.write_str("the renewed token was refused"),
            Self::TurnedAway => f.write_str("a firewall turned the request away"),
            Self::RelayRefused => f.write_str("the relay does not carry this request"),
            Self::Bug { subject, fact } => write!(f, "unexpected answer about {subject}: {fact}"),
        }
    }
}

impl std::error::Error for Failure {}
