//! What the machine does when something happened.

use audible::answer::server_now;
use audible::token::{read_refresh, refresh_request};
use audible::{Error, Secret, Timestamp};
use http::Response;
use std::time::Duration;

use super::message::{Effect, Learned, SendId, Stored};
use super::tokens::{Tokens, Trouble};
use super::wait::Wait;
use super::{Flight, Life, Patience, Step, Unsaved};
use crate::sync::Lost;

impl Life {
    pub(super) fn woke(&mut self, now: Timestamp) -> Vec<Effect> {
        if matches!(self.step, Step::Rest) {
            let looks = self.needs_sign_in() && self.unsaved.is_none() && !self.wants(now);
            return if looks {
                vec![Effect::ReadCache]
            } else {
                self.begin(now)
            };
        }
        let over = match &mut self.step {
            Step::Rest => false,
            Step::Locking { wait, .. }
            | Step::Asking { wait, .. }
            | Step::Confirming { wait, .. }
            | Step::Storing { wait, .. }
            | Step::StoringAgain { wait } => wait.is_over(now),
        };
        match self.step {
            _ if !over => Vec::new(),
            Step::Rest => Vec::new(),
            Step::Locking {
                patience: Patience::Waits,
                ..
            } if self.unsaved.is_none() && self.access_token(now).is_some() => {
                // Nothing is pressing: no reason to go on without the lock.
                self.wait_for_lock(now);
                Vec::new()
            }
            Step::Locking { patience, .. } => match patience {
                Patience::Waits => {
                    let grace = Wait::pause(1000 + self.backoff.below(1000), now);
                    self.lock(grace, Patience::Warned);
                    vec![Effect::Announce]
                }
                Patience::Warned => {
                    self.lock(Wait::storage(now), Patience::Skipped);
                    vec![Effect::SkipLock]
                }
                Patience::Skipped => self.give_up(Trouble::Storage, now),
            },
            // The answer may still come and is welcome then.
            Step::Asking { .. } => self.fail(Trouble::Unreachable, None, now),
            Step::Confirming { .. } => self.fail(Trouble::Storage, None, now),
            Step::Storing { revision, .. } => self.store_failed(revision, now),
            Step::StoringAgain { .. } => self.store(now),
        }
    }

    fn wait_for_lock(&mut self, now: Timestamp) {
        let wait = if self.replaces() {
            Wait::lock_of_sign_in(now)
        } else {
            Wait::lock(self.backoff.below(LOCK_SPREAD_MS), now)
        };
        self.lock(wait, Patience::Waits);
    }

    fn lock(&mut self, wait: Wait, patience: Patience) {
        self.step = Step::Locking { wait, patience };
    }

    /// Asks for the lock if there is something to do.
    pub(super) fn begin(&mut self, now: Timestamp) -> Vec<Effect> {
        let save = match &self.unsaved {
            Some(unsaved) => unsaved.retry_at <= now,
            None => !self.learned.is_empty(),
        };
        if matches!(self.step, Step::Rest) && (save || self.late.is_some() || self.wants(now)) {
            self.wait_for_lock(now);
            return vec![Effect::TakeLock];
        }
        Vec::new()
    }

    /// The lock is ours: does what there is to do, or lets go of it.
    pub(super) fn proceed(&mut self, now: Timestamp) -> Vec<Effect> {
        if let Some((used, refreshed)) = self.late.take()
            && self.is_current(&used)
            && self.is_useful(&refreshed, now)
        {
            return self.renew(refreshed, None, now);
        }
        if self.unsaved.is_some() {
            return self.store(now);
        }
        if !self.learned.is_empty() {
            return self.change(now, |_| {});
        }
        if self.wants(now) {
            return self.ask(now);
        }
        self.step = Step::Rest;
        vec![Effect::ReleaseLock]
    }

    pub(super) fn granted(&mut self, stored: Stored, now: Timestamp) -> Vec<Effect> {
        let was_hard_to_get = match &self.step {
            Step::Locking { wait, patience } => match patience {
                Patience::Waits => wait.is_long(now),
                Patience::Warned => true,
                Patience::Skipped => false,
            },
            // Granted after it was no longer waited for.
            Step::Rest => return vec![Effect::ReleaseLock],
            // Granted while going on without it: what its holder wrote counts.
            _ => return self.found(stored, now),
        };
        let mut effects = Vec::new();
        if was_hard_to_get {
            // Others are about to go on without it.
            effects.push(Effect::Announce);
        }
        effects.extend(self.enter(stored, now));
        effects
    }

    fn enter(&mut self, stored: Stored, now: Timestamp) -> Vec<Effect> {
        match stored {
            Stored::Unreadable => self.give_up(Trouble::Storage, now),
            Stored::Gone if !self.replaces() => self.leave(),
            Stored::Gone | Stored::Damaged => {
                self.save_again(now);
                self.proceed(now)
            }
            Stored::Tokens(tokens) => {
                self.adopt(*tokens, now);
                self.proceed(now)
            }
        }
    }

    pub(super) fn found(&mut self, stored: Stored, now: Timestamp) -> Vec<Effect> {
        self.unread = match stored {
            Stored::Unreadable => self.unread.saturating_add(1),
            _ => 0,
        };
        match stored {
            Stored::Gone if !self.replaces() => return self.leave(),
            Stored::Tokens(tokens) => {
                let refused = self.refresh_token().cloned();
                self.adopt(*tokens, now);
                if matches!(self.step, Step::Confirming { .. })
                    && refused.as_ref() != self.refresh_token()
                {
                    return self.proceed(now);
                }
            }
            Stored::Unreadable if matches!(self.step, Step::Confirming { .. }) => {
                return self.fail(Trouble::Storage, None, now);
            }
            Stored::Unreadable => {}
            Stored::Gone | Stored::Damaged => self.save_again(now),
        }
        match &self.step {
            Step::Confirming { reason, .. } => {
                let reason = reason.clone();
                self.refuse(reason, now)
            }
            Step::Locking {
                patience: Patience::Waits | Patience::Warned,
                ..
            } => {
                // Somebody has it and works, or goes on without it first.
                self.wait_for_lock(now);
                Vec::new()
            }
            _ => self.begin(now),
        }
    }

    pub(super) fn ask(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(tokens) = &self.tokens else {
            return self.leave();
        };
        let registration = &tokens.registration;
        let request = refresh_request(registration);
        let (Ok(request), Some(used)) = (request, &registration.refresh_token) else {
            let fact = "the tokens do not make a request".to_owned();
            return self.fail(Trouble::Unexpected { fact }, None, now);
        };
        let id = SendId(self.sent);
        self.sent += 1;
        self.flights.push(Flight {
            id,
            used: used.clone(),
            sent_at: now,
        });
        // Answers to much older requests are not to be expected.
        if self.flights.len() > MAX_FLIGHTS {
            self.flights.remove(0);
        }
        self.step = Step::Asking {
            wait: Wait::answer(now),
            id,
        };
        let request = Box::new(request);
        vec![Effect::Send { id, request }]
    }

    pub(super) fn answered(
        &mut self,
        id: SendId,
        answer: Result<Response<Vec<u8>>, Lost>,
        now: Timestamp,
    ) -> Vec<Effect> {
        let Some(place) = self.flights.iter().position(|flight| flight.id == id) else {
            return Vec::new();
        };
        let flight = self.flights.remove(place);
        let expected = matches!(self.step, Step::Asking { id: waited, .. } if waited == id);
        let server = answer.as_ref().ok().and_then(server_now);
        let skew_ms = server.and_then(|server| self.hear(server, flight.sent_at, now));
        if !self.is_current(&flight.used) {
            // A newer sign-in took its place.
            return if expected {
                self.proceed(now)
            } else {
                Vec::new()
            };
        }
        // A device that slept hands answers out late: the token's life began when it was asked
        // for, at the latest.
        let outcome = answer.map(|response| read_refresh(&response, now.min(flight.sent_at)));
        let holds_lock = matches!(self.step, Step::Asking { .. } | Step::Confirming { .. });
        match outcome {
            Ok(Ok(refreshed)) if holds_lock => self.renew(refreshed, skew_ms, now),
            Ok(Ok(refreshed)) => {
                if self.is_useful(&refreshed, now) {
                    self.late = Some((flight.used, refreshed));
                }
                self.begin(now)
            }
            _ if !expected => Vec::new(),
            Ok(Err(Error::SignInAgain { reason })) => {
                self.step = Step::Confirming {
                    wait: Wait::storage(now),
                    reason,
                };
                vec![Effect::ReadCache]
            }
            Ok(Err(Error::RetryLater { status, after })) => {
                let trouble = match after {
                    Some(_) => Trouble::AskedToWait,
                    None => Trouble::Service { status },
                };
                self.fail(trouble, after, now)
            }
            Ok(Err(Error::ReportBug { fact, .. })) => {
                self.fail(Trouble::Unexpected { fact }, None, now)
            }
            Ok(Err(error)) => {
                let fact = error.to_string();
                self.fail(Trouble::Unexpected { fact }, None, now)
            }
            Err(Lost::Offline) => self.fail(Trouble::Offline, None, now),
            Err(Lost::Unreachable) => self.fail(Trouble::Unreachable, None, now),
            Err(Lost::Refused) => self.fail(Trouble::RelayRefused, None, now),
            Err(Lost::TooMany { after_s }) => {
                let after = Duration::from_secs(after_s);
                self.fail(Trouble::AskedToWait, Some(after), now)
            }
        }
    }

    pub(super) fn unauthorized(&mut self, used: &Secret<String>, now: Timestamp) -> Vec<Effect> {
        let Some(tokens) = &self.tokens else {
            return Vec::new();
        };
        let token = tokens.registration.access_token.as_ref();
        if token.is_none_or(|token| token.token != *used) {
            // There is another one already.
            return Vec::new();
        }
        let just_forced = self.forced_at.is_some_and(|at| {
            let age = now.millis_since(at);
            (0..FORCED_AGAIN_MS).contains(&age)
        });
        if just_forced {
            return vec![Effect::NotTheToken];
        }
        self.access_refused = true;
        self.begin(now)
    }

    pub(super) fn learn(&mut self, sign_in: u32, learned: Learned, now: Timestamp) -> Vec<Effect> {
        let tokens = self.tokens.as_mut();
        if let Some(tokens) = tokens.filter(|tokens| tokens.sign_in == sign_in) {
            learned.add_to(&mut tokens.registration);
            self.learned.push(learned);
        }
        self.begin(now)
    }

    pub(super) fn signed_in(&mut self, mut tokens: Tokens, now: Timestamp) -> Vec<Effect> {
        if let Some(older) = &self.tokens {
            tokens.sign_in = older.sign_in.saturating_add(1);
            tokens.revision = older.revision.saturating_add(1);
        }
        // What was learned belonged to the other registration.
        self.learned.clear();
        self.writing = 0;
        self.late = None;
        self.take(tokens);
        self.damaged = false;
        self.unsaved = Some(Unsaved {
            replaces: true,
            failures: 0,
            retry_at: now,
        });
        match &mut self.step {
            Step::Rest => self.begin(now),
            Step::Locking { wait, .. } => {
                *wait = Wait::lock_of_sign_in(now);
                Vec::new()
            }
            // The lock is ours: no moment is to be lost.
            Step::Asking { .. } | Step::Confirming { .. } | Step::StoringAgain { .. } => {
                self.store(now)
            }
            Step::Storing { .. } => Vec::new(),
        }
    }

    pub(super) fn leave(&mut self) -> Vec<Effect> {
        self.tokens = None;
        self.damaged = false;
        self.asked = false;
        self.access_refused = false;
        self.forced_at = None;
        self.unsaved = None;
        self.flights.clear();
        self.late = None;
        self.learned.clear();
        self.writing = 0;
        match std::mem::replace(&mut self.step, Step::Rest) {
            Step::Rest => Vec::new(),
            _ => vec![Effect::ReleaseLock],
        }
    }
}

/// After one forced renewal a refusal is not about the token (sign-in reference, 7).
const FORCED_AGAIN_MS: i64 = 300_000;
/// Tabs that wait for the same lock give up one after the other.
const LOCK_SPREAD_MS: i64 = 30_000;
const MAX_FLIGHTS: usize = 4;
