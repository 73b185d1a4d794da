//! [`Patience`]: how long to wait before a repeat (API reference, 1.9; trap A7).

use std::time::Duration;

/// A request is repeated at most this often.
const MOST_REPEATS: u8 = 6;
/// The first wait of our own; it doubles with each repeat.
const FIRST_WAIT_MS: u64 = 500;
/// A pause that is sat out; for a longer one the sync stops.
const LONGEST_WAIT: Duration = Duration::from_mins(1);
/// Beyond this a `Retry-After` is not believed.
const BELIEVABLE_WAIT: Duration = Duration::from_hours(24);

/// Decides on waits. Its jitter follows from a seed.
#[derive(Debug)]
pub(super) struct Patience {
    random: u64,
}

/// What to do about a request that passed badly.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Wait {
    /// Repeat it after so many milliseconds.
    Millis(i64),
    /// The service asked for a longer pause than anybody would watch: so many milliseconds.
    TooLong(i64),
    /// It was repeated often enough.
    NoMore,
}

impl Patience {
    pub(super) const fn new(seed: u64) -> Self {
        Self { random: seed }
    }

    /// After so many `repeats`, and with the wait that the service asked for, if it did.
    pub(super) fn wait(&mut self, repeats: u8, asked: Option<Duration>) -> Wait {
        let asked = asked.filter(|asked| *asked <= BELIEVABLE_WAIT);
        match asked {
            Some(asked) if asked > LONGEST_WAIT => Wait::TooLong(millis(asked)),
            _ if repeats >= MOST_REPEATS => Wait::NoMore,
            Some(asked) => Wait::Millis(millis(asked)),
            None => Wait::Millis(self.own_wait_ms(repeats)),
        }
    }

    /// Between the half and the whole of 0.5 s, 1 s, 2 s …
    fn own_wait_ms(&mut self, repeats: u8) -> i64 {
        let whole = FIRST_WAIT_MS << repeats;
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let wait = whole / 2 + mixed(self.random) % (whole / 2 + 1);
        i64::try_from(wait).unwrap_or(i64::MAX)
    }
}

/// The output function of `SplitMix64`.
const fn mixed(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
