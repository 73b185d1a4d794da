//! What is in memory and what is in the cache: which is newer, and how one becomes the other.

use std::time::Duration;

use audible::Timestamp;
use audible::token::Refreshed;

use super::message::Effect;
use super::tokens::{Failure, Refusal, Tokens, Trouble};
use super::{Life, Step, Unsaved};

impl Life {
    /// Takes over what is stored if it is newer. What is only in memory is newer than what it was
    /// made from, and stays.
    pub(super) fn adopt(&mut self, stored: Tokens, now: Timestamp) {
        self.damaged = false;
        let Some(ours) = &mut self.tokens else {
            self.take(stored);
            return;
        };
        if let Some(unsaved) = &self.unsaved {
            let keeps = unsaved.replaces
                || stored.revision < ours.revision
                || stored.refused.is_some()
                || stored.failure.is_some();
            if keeps {
                ours.revision = ours.revision.max(stored.revision.saturating_add(1));
            } else {
                self.unsaved = None;
                self.take(stored);
            }
        } else if stored.revision > ours.revision {
            self.take(stored);
        } else if stored.revision < ours.revision {
            self.save_again(now);
        }
    }

    pub(super) fn take(&mut self, tokens: Tokens) {
        let known = self.tokens.as_ref().map(|it| &it.registration.access_token);
        if known != Some(&tokens.registration.access_token) {
            self.access_refused = false;
            self.forced_at = None;
            self.asked = false;
        }
        let tokens = self.tokens.insert(tokens);
        for learned in &self.learned {
            learned.add_to(&mut tokens.registration);
        }
        if let Some(skew_ms) = self.skew_ms {
            tokens.rebase(skew_ms);
        }
    }

    /// Puts the renewed tokens in place and writes them. `heard`: Amazon's clock came with them.
    pub(super) fn renew(
        &mut self,
        refreshed: Refreshed,
        heard: bool,
        now: Timestamp,
    ) -> Vec<Effect> {
        self.forced_at = self.access_refused.then_some(now);
        self.access_refused = false;
        self.asked = false;
        // The new end was reckoned with this device's clock as it is now.
        let skew_ms = self.skew_ms.filter(|_| heard);
        self.change(now, |tokens| {
            tokens.skew_ms = skew_ms;
            tokens.registration = tokens.registration.renewed(refreshed);
            tokens.refused = None;
            tokens.failure = None;
        })
    }

    /// Amazon refused for good.
    pub(super) fn refuse(&mut self, reason: String, now: Timestamp) -> Vec<Effect> {
        self.asked = false;
        self.change(now, |tokens| {
            tokens.refused = Some(Refusal { at: now, reason });
            tokens.failure = None;
        })
    }

    /// It did not work this time: noted in the cache, so that other tabs wait too.
    pub(super) fn fail(
        &mut self,
        trouble: Trouble,
        after: Option<Duration>,
        now: Timestamp,
    ) -> Vec<Effect> {
        self.note_failure(trouble, after, now);
        self.change(now, |_| {})
    }

    /// It did not work and the cache is out of reach: noted in memory.
    pub(super) fn give_up(&mut self, trouble: Trouble, now: Timestamp) -> Vec<Effect> {
        self.note_failure(trouble, None, now);
        if let Some(failure) = self.tokens.as_ref().and_then(|it| it.failure.as_ref())
            && let Some(unsaved) = &mut self.unsaved
        {
            unsaved.retry_at = failure.retry_at;
        }
        self.late = None;
        self.step = Step::Rest;
        vec![Effect::ReleaseLock]
    }

    pub(super) fn note_failure(
        &mut self,
        trouble: Trouble,
        after: Option<Duration>,
        now: Timestamp,
    ) {
        self.asked = false;
        if let Some(tokens) = &mut self.tokens {
            let tries = tokens.failure.as_ref().map_or(0, |failure| failure.tries);
            let tries = tries.saturating_add(1);
            tokens.failure = Some(Failure {
                at: now,
                trouble,
                tries,
                retry_at: now.plus_millis(self.backoff.wait_ms(tries, after)),
            });
        }
    }

    /// Changes the tokens and writes them, under the lock.
    pub(super) fn change(
        &mut self,
        now: Timestamp,
        change: impl FnOnce(&mut Tokens),
    ) -> Vec<Effect> {
        let Some(tokens) = &mut self.tokens else {
            return self.leave();
        };
        change(tokens);
        tokens.revision += 1;
        self.save_again(now);
        self.store(now)
    }

    pub(super) fn store(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(tokens) = &self.tokens else {
            return self.leave();
        };
        self.step = Step::Storing {
            since: now,
            revision: tokens.revision,
        };
        self.writing = self.learned.len();
        vec![Effect::Store(Box::new(tokens.clone()))]
    }

    pub(super) fn stored(&mut self, written: u64, now: Timestamp) -> Vec<Effect> {
        match self.step {
            Step::Storing { revision, .. } if revision == written => {}
            _ => return Vec::new(),
        }
        if self.revision() == Some(written) {
            self.unsaved = None;
            self.learned.drain(..self.writing);
        }
        let mut effects = vec![Effect::Announce];
        effects.extend(self.proceed(now));
        effects
    }

    pub(super) fn store_failed(&mut self, written: u64, now: Timestamp) -> Vec<Effect> {
        match self.step {
            Step::Storing { revision, .. } if revision == written => {}
            _ => return Vec::new(),
        }
        if self.revision() == Some(written)
            && let Some(unsaved) = &mut self.unsaved
        {
            unsaved.failures = unsaved.failures.saturating_add(1);
            let wait = self.backoff.wait_ms(unsaved.failures, None);
            unsaved.retry_at = now.plus_millis(wait);
            self.step = Step::Rest;
            return vec![Effect::ReleaseLock];
        }
        // Meanwhile there is something newer to write.
        self.proceed(now)
    }

    pub(super) fn save_again(&mut self, now: Timestamp) {
        if self.tokens.is_some() && self.unsaved.is_none() {
            self.unsaved = Some(Unsaved {
                replaces: false,
                failures: 0,
                retry_at: now,
            });
        }
    }

    pub(super) fn revision(&self) -> Option<u64> {
        self.tokens.as_ref().map(|tokens| tokens.revision)
    }

    pub(super) fn replaces(&self) -> bool {
        self.unsaved.as_ref().is_some_and(|it| it.replaces)
    }
}
