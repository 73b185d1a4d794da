//! [`Progress`]: how far a sync is.

/// How far a sync is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Progress {
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
    /// The service asked for a pause until then.
    pub waiting_until: Option<audible::Timestamp>,
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

impl Count {
    /// Everything of so many.
    pub(super) const fn whole(total: u64) -> Self {
        Self {
            done: total,
            total: Some(total),
        }
    }

    pub(super) const fn of((done, total): (u64, Option<u64>)) -> Self {
        Self { done, total }
    }

    /// The total may still grow unless it is `known`.
    pub(super) fn of_known((done, total): (u64, u64), known: bool) -> Self {
        Self {
            done,
            total: known.then_some(total),
        }
    }
}
