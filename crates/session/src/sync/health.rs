//! [`Health`]: what a sync asked, and what came of it.

use std::collections::BTreeMap;

use audible::Timestamp;
use serde::{Deserialize, Serialize};

use super::job::Job;
use super::window::WIDEST;

/// What a sync asked, and what came of it. Names no title and no person.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Health {
    /// When it began.
    pub started: Timestamp,
    /// When it ended, however it did; `None` while it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<Timestamp>,
    /// How the library was read.
    pub reading: Reading,
    /// Titles that were told of by that reading.
    pub told: u64,
    /// Titles that left the library.
    pub left: u64,
    /// How often the service or the relay asked to slow down.
    pub slowed: u64,
    /// By what was asked for.
    pub asked: BTreeMap<Subject, Tally>,
}

/// How the library was read.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// Not to its end, or by an earlier sync that this one went on with.
    #[default]
    Not,
    /// What had changed.
    Changes,
    /// All of it.
    Whole,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The library.
    Library,
    /// The wish list.
    Wishes,
    /// Volumes of series.
    Series,
    /// Details and prices of missing volumes.
    Volumes,
    /// What people wrote and read.
    People,
    /// Listening statistics and finished titles.
    Listening,
    /// Plans.
    Memberships,
}

/// Requests of one kind.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// Sent, repeats included.
    pub sent: u64,
    /// Answered well.
    pub answered: u64,
    /// Not answered, or not well.
    pub failed: u64,
    /// Milliseconds of all good answers.
    pub ms: u64,
    /// Milliseconds of the slowest of them.
    pub slowest_ms: u64,
}

/// What searching for more people takes: an estimate, told before it is begun.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Effort {
    /// How many requests.
    pub requests: u64,
    /// How long, by how fast Audible answered the last time; `None` if that is not known.
    pub ms: Option<u64>,
}

impl Health {
    /// What it takes to search for so many people, with all requests in flight that may be.
    pub fn effort(&self, people: u64) -> Effort {
        let requests = (people * 3).div_ceil(2);
        let is_known = |subject: &Subject| {
            let tally = self.asked.get(subject)?;
            tally.average_ms()
        };
        // What is asked in the same way comes first; any answer tells something.
        let each = [
            Subject::People,
            Subject::Volumes,
            Subject::Series,
            Subject::Library,
        ]
        .iter()
        .find_map(is_known);
        Effort {
            requests,
            ms: each.map(|each| (each * requests).div_ceil(WIDEST as u64)),
        }
    }
}

impl Tally {
    /// Milliseconds that a good answer took on average.
    pub const fn average_ms(self) -> Option<u64> {
        self.ms.checked_div(self.answered)
    }
}

impl Subject {
    /// All of them, in the order in which they are asked for.
    pub const ALL: [Self; 7] = [
        Self::Library,
        Self::Wishes,
        Self::Series,
        Self::Volumes,
        Self::People,
        Self::Listening,
        Self::Memberships,
    ];

    pub(super) const fn of(job: &Job) -> Self {
        match job {
            Job::Library { .. } => Self::Library,
            Job::Wishes { .. } => Self::Wishes,
            Job::Series { .. } => Self::Series,
            Job::Volumes { .. } => Self::Volumes,
            Job::Person { .. } => Self::People,
            Job::Listening { .. } | Job::Finished => Self::Listening,
            Job::Memberships => Self::Memberships,
        }
    }
}
