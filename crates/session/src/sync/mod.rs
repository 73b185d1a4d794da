//! [`Sync`]: brings a [`Snapshot`] up to date. It does no I/O: it hands out [`Action`]s, and the
//! engine tells it what came of them.
//!
//! ```text
//! loop { for action in sync.poll(now) { … } ; wait for an answer or WakeAt ; sync.answered(…) }
//! ```

mod action;
mod options;
mod place;
mod progress;

use audible::search::PersonQuery;
use audible::{Snapshot, Timestamp};
use http::Response;

pub use action::{Action, Failure, Lost, Part, RequestId, Skipped, SkippedPart, Summary};
pub use options::Options;
pub use place::Place;
pub use progress::{Count, Progress};

/// A sync of one store. Poll it after every call and at the time of [`Action::WakeAt`].
#[derive(Debug)]
pub struct Sync {
    snapshot: Snapshot,
    place: Place,
}

impl Sync {
    /// From the beginning. `snapshot` is what the last sync left, or [`Snapshot::new`].
    pub fn new(snapshot: Snapshot, options: Options, now: Timestamp) -> Self {
        let _ = (options, now);
        Self {
            snapshot,
            place: Place::default(),
        }
    }

    /// Goes on from `place`. A place that is finished or older than a day is a new beginning, but
    /// a pause that the service asked for is kept.
    pub fn resume(snapshot: Snapshot, options: Options, place: Place, now: Timestamp) -> Self {
        let mut sync = Self::new(snapshot, options, now);
        sync.place = place;
        sync
    }

    /// What to do now. Empty after [`Action::Done`] or [`Action::Failed`].
    pub fn poll(&mut self, now: Timestamp) -> Vec<Action> {
        let _ = now;
        Vec::new()
    }

    /// What came of [`Action::Send`].
    pub fn answered(
        &mut self,
        id: RequestId,
        answer: Result<Response<Vec<u8>>, Lost>,
        now: Timestamp,
    ) {
        let _ = (id, answer, now);
    }

    /// The access token was renewed after [`Action::Unauthorized`].
    pub fn authorized(&mut self) {}

    /// The answer to [`Action::RankPeople`], by falling weight.
    pub fn people(&mut self, ranked: Vec<PersonQuery>) {
        let _ = ranked;
    }

    /// Stops it: the next poll saves what has arrived and ends with [`Failure::Cancelled`].
    pub fn cancel(&mut self) {}

    /// What is known so far.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Takes the snapshot out.
    pub fn into_snapshot(self) -> Snapshot {
        self.snapshot
    }

    /// Where it is; store it with every [`Action::Save`] and at the end.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// How far it is.
    pub fn progress(&self, now: Timestamp) -> Progress {
        let _ = now;
        Progress::default()
    }
}
