//! How long to wait before asking again (sign-in reference, 7).

use std::time::Duration;

/// Draws the waits. Seeded from outside, so that tabs and members do not ask in step.
#[derive(Clone, Debug)]
pub(super) struct Backoff(u64);

impl Backoff {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Milliseconds before the try after so many failures: 1, 2, 4 … 60 s and up to half as much
    /// again by chance. At least what the service asked for, but never over an hour.
    pub(super) fn wait_ms(&mut self, failures: u32, asked: Option<Duration>) -> i64 {
        let own = (FIRST_MS << failures.saturating_sub(1).min(16)).min(LAST_MS);
        let asked = asked.map_or(0, |asked| {
            i64::try_from(asked.as_millis()).unwrap_or(MAX_MS)
        });
        (own + self.below(own / 2 + 1)).max(asked).min(MAX_MS)
    }

    /// A number from 0 to `end`, `end` excluded.
    pub(super) fn below(&mut self, end: i64) -> i64 {
        // SplitMix64: small, and good enough to spread requests.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        (bits >> 1).cast_signed() % end.max(1)
    }
}

const FIRST_MS: i64 = 1_000;
const LAST_MS: i64 = 60_000;
const MAX_MS: i64 = 3_600_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end_at_a_minute() {
        let mut backoff = Backoff::new(7);
        for (failures, least) in [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (u32::MAX, 60)] {
            for _ in 0..100 {
                let wait = backoff.wait_ms(failures, None);
                assert!(
                    (least * 1000..=least * 1500).contains(&wait),
                    "{failures}: {wait}"
                );
            }
        }
    }

    #[test]
    fn what_the_service_asks_for_counts_up_to_an_hour() {
        let mut backoff = Backoff::new(7);
        let mut wait = |seconds| backoff.wait_ms(1, Some(Duration::from_secs(seconds)));
        assert_eq!(wait(120), 120_000);
        assert_eq!(wait(86_400), 3_600_000);
        assert_eq!(wait(u64::MAX), 3_600_000);
        assert!(wait(0) >= 1000);
    }

    #[test]
    fn seeds_differ() {
        let waits = |seed| {
            let mut backoff = Backoff::new(seed);
            (1..9).map(|n| backoff.wait_ms(n, None)).collect::<Vec<_>>()
        };
        assert_eq!(waits(1), waits(1));
        assert_ne!(waits(1), waits(2));
    }
}
