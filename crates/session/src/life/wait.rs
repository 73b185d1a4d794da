//! [`Wait`]: how long something is waited for.

use audible::Timestamp;

/// A wait that ends.
#[derive(Debug)]
pub(super) struct Wait {
    since: Timestamp,
    limit_ms: i64,
    /// How often it may begin anew.
    extensions: u32,
}

impl Wait {
    const fn new(limit_ms: i64, now: Timestamp) -> Self {
        Self {
            since: now,
            limit_ms,
            extensions: 1,
        }
    }

    /// For an answer of Amazon.
    pub(super) const fn answer(now: Timestamp) -> Self {
        Self::new(ANSWER_MS, now)
    }

    /// For the storage.
    pub(super) const fn storage(now: Timestamp) -> Self {
        Self::new(10_000, now)
    }

    /// For the next try to write.
    pub(super) const fn pause(millis: i64, now: Timestamp) -> Self {
        Self::new(millis, now)
    }

    /// For the lock: longer than its holder needs to ask, confirm and write, and by `spread_ms`
    /// more. Time asleep never counts, because going on without the lock is the last resort.
    pub(super) const fn lock(spread_ms: i64, now: Timestamp) -> Self {
        Self {
            extensions: u32::MAX,
            ..Self::new(60_000 + spread_ms, now)
        }
    }

    /// For the lock, with a new sign-in in hands that nothing but this memory holds.
    pub(super) const fn lock_of_sign_in(now: Timestamp) -> Self {
        Self::new(3_000, now)
    }

    /// When it is over.
    pub(super) const fn end(&self) -> Timestamp {
        self.since.plus_millis(self.limit_ms)
    }

    /// Whether it has taken much longer than anything usually does.
    pub(super) const fn is_long(&self, now: Timestamp) -> bool {
        now.millis_since(self.since) > 10_000
    }

    /// Whether it is over. It begins anew when the clock was set back, and so many times when its
    /// end was missed by much: then the device slept and what is waited for slept as well, or the
    /// clock was set and it has not taken that long at all.
    pub(super) fn is_over(&mut self, now: Timestamp) -> bool {
        self.since = now.min(self.since);
        let late_ms = now.millis_since(self.end());
        if late_ms > OVERSLEPT_MS && self.extensions > 0 {
            self.extensions -= 1;
            self.since = now;
            return false;
        }
        late_ms >= 0
    }
}

/// How long an answer of Amazon is waited for.
pub(super) const ANSWER_MS: i64 = 30_000;
const OVERSLEPT_MS: i64 = 5_000;
