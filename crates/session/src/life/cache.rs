//! What is in memory and what is in the cache: which is newer, and how one becomes the other.

use std::time::Duration;

use audible::Timestamp;
use audible::token::Refreshed;

use super::message::Effect;
use super::tokens::{Failure, Refusal, Tokens, Trouble};
use super::wait::Wait;
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
                || stored.age() < ours.age()
                || (stored.sign_in == ours.sign_in
                    && (stored.refused.is_some() || stored.failure.is_some()));
            if keeps {
                if unsaved.replaces && stored.sign_in >= ours.sign_in {
                    ours.sign_in = stored.sign_in.saturating_add(1);
                }
                ours.revision = ours.revision.max(stored.revision.saturating_add(1));
            } else {
                self.unsaved = None;
                self.take(stored);
            }
        } else if stored.age() > ours.age()
            // Two tabs wrote at once, without a lock: what is stored counts.
            || (stored.age() == ours.age() && !stored.has_same_tokens(ours))
        {
            self.take(stored);
        } else if stored.age() < ours.age() {
            self.save_again(now);
        }
    }

    pub(super) fn take(&mut self, tokens: Tokens) {
        let before = self.tokens.as_ref();
        if before.is_some_and(|before| before.sign_in != tokens.sign_in) {
            // What was learned belonged to the other registration.
            self.learned.clear();
            self.writing = 0;
        }
        // Not its end: that moves when this device's clock is set.
        let is_same = self.tokens.as_ref().is_some_and(|ours| {
            let text = |it: &Tokens| {
                it.registration
                    .access_token
                    .as_ref()
                    .map(|it| it.token.clone())
            };
            text(ours) == text(&tokens)
        });
        if !is_same {
            self.access_refused = false;
            self.forced_at = None;
            self.asked = false;
        }
        if tokens.refused.is_some() && !self.needs_sign_in() {
            // What the member asked for has an answer.
            self.asked = false;
        }
        let tokens = self.tokens.insert(tokens);
        for learned in &self.learned {
            learned.add_to(&mut tokens.registration);
        }
    }

    /// Puts the renewed tokens in place and writes them. `skew_ms`: how far
    /// Amazon's clock is ahead, if it came with them.
    pub(super) fn renew(
        &mut self,
        refreshed: Refreshed,
        skew_ms: Option<i64>,
        now: Timestamp,
    ) -> Vec<Effect> {
        self.forced_at = self.access_refused.then_some(now);
        self.access_refused = false;
        self.asked = false;
        // The new end was reckoned with this device's clock as it is now.
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
        let Some(tokens) = self.tokens.clone() else {
            return self.leave();
        };
        self.step = Step::Storing {
            wait: Wait::storage(now),
            revision: tokens.revision,
        };
        self.writing = self.learned.len();
        vec![Effect::Store(Box::new(tokens))]
    }

    pub(super) fn stored(&mut self, written: u64, now: Timestamp) -> Vec<Effect> {
        match self.step {
            Step::Storing { revision, .. } if revision == written => {}
            Step::StoringAgain { .. } if self.revision() == Some(written) => {}
            Step::Rest if self.unsaved.is_some() && self.revision() == Some(written) => {
                // It was written after all.
                self.saved();
                return vec![Effect::Announce];
            }
            _ => return Vec::new(),
        }
        if self.revision() == Some(written) {
            self.saved();
        }
        let mut effects = vec![Effect::Announce];
        effects.extend(self.proceed(now));
        effects
    }

    fn saved(&mut self) {
        self.unsaved = None;
        self.learned.drain(..std::mem::take(&mut self.writing));
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
            if unsaved.failures <= TRIES_UNDER_LOCK {
                let wait = Wait::pause(wait, now);
                self.step = Step::StoringAgain { wait };
                return Vec::new();
            }
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

/// Together they take less time than others wait for the lock.
const TRIES_UNDER_LOCK: u32 = 3;
