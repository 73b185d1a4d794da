//! [`Options`]: what a sync is to do.

/// What a sync is to do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Options {
    /// How many authors, and how many narrators, are searched for by an ordinary sync.
    pub first_people: usize,
    /// How long the results of a search are used, in milliseconds.
    pub people_ttl_ms: i64,
    /// How long the library goes without being read whole, in milliseconds.
    pub whole_after_ms: i64,
    /// How long the volumes of a series are used, in milliseconds.
    pub series_ttl_ms: i64,
    /// How long details and prices of missing volumes are used, in milliseconds.
    pub prices_ttl_ms: i64,
    /// How long statistics and plans are used, in milliseconds.
    pub member_ttl_ms: i64,
    /// Search for everybody, not only for the first of [`Self::first_people`].
    pub look_further: bool,
    /// Seed of the jitter between repeats.
    pub seed: u64,
}

impl Options {
    /// An ordinary sync: what changed in the library, and all of it once a week; the first 100
    /// authors and the first 100 narrators, kept for 7 days; series every third day; prices,
    /// statistics and plans once a day.
    pub const fn new(seed: u64) -> Self {
        Self {
            first_people: 100,
            people_ttl_ms: 7 * DAY_MS,
            whole_after_ms: 7 * DAY_MS,
            series_ttl_ms: 3 * DAY_MS,
            prices_ttl_ms: 20 * HOUR_MS,
            member_ttl_ms: 20 * HOUR_MS,
            look_further: false,
            seed,
        }
    }
    /// Everything anew, whatever its age; only people's searches keep theirs.
    #[must_use]
    pub const fn anew(self) -> Self {
        Self {
            whole_after_ms: 0,
            series_ttl_ms: 0,
            prices_ttl_ms: 0,
            member_ttl_ms: 0,
            ..self
        }
    }
}

const HOUR_MS: i64 = 60 * 60 * 1000;
const DAY_MS: i64 = 24 * HOUR_MS;
