//! [`Options`]: what a sync is to do.

/// What a sync is to do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Options {
    /// How many authors, and how many narrators, are searched for by an ordinary sync.
    pub first_people: usize,
    /// How long the results of a search are used, in milliseconds.
    pub people_ttl_ms: i64,
    /// Search for everybody, not only for the first of [`Self::first_people`].
    pub look_further: bool,
    /// Seed of the jitter between repeats.
    pub seed: u64,
}

impl Options {
    /// An ordinary sync: the first 100 authors and the first 100 narrators, kept for 7 days.
    pub const fn new(seed: u64) -> Self {
        Self {
            first_people: 100,
            people_ttl_ms: 7 * 24 * 60 * 60 * 1000,
            look_further: false,
            seed,
        }
    }
}
