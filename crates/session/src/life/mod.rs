//! [`Life`]: keeps one account signed in. The only place that decides when a token is renewed,
//! when to wait, and when the member has to sign in again (sign-in reference, 7).
//!
//! It does no I/O. The engine of a tab tells it what happened ([`Event`]) and does what it asks
//! for ([`Effect`]); each tab has its own, and all of them share one stored record, one Web Lock
//! and one channel.
//!
//! ```text
//!            due, refused by Audible, asked for
//!   Rest ────────────────────────────────────────▶ Locking
//!    ▲                                                │ granted: the cache is read again
//!    │ nothing left to do (another tab did it)        ▼
//!    ├──────────────────────────────────────────── (decide) ──▶ Asking
//!    │                                                ▲          │ answered
//!    │ released, announced                            │          ▼
//!    └───────────────────────────────────────────  Storing ◀── Confirming (refusals only)
//! ```
//!
//! - **One renewal, however many tabs.** It happens under the lock, and whoever gets the lock
//!   second finds the newer record and adopts it.
//! - **No refresh token is lost.** A record is replaced only by its successor, in one write. A
//!   successor that could not be written is kept in memory and written as soon as possible.
//! - **Signing in is asked for only when Amazon refused**, and the refused token is still the one
//!   that is stored.
//! - **Every wait ends**: for the lock, for an answer, for the storage, between tries.

mod backoff;
mod message;
mod tokens;

use audible::answer::server_now;
use audible::registration::AccessToken;
use audible::token::{Refreshed, read_refresh, refresh_request};
use audible::{Error, Secret, Timestamp};
use http::Response;

use crate::sync::Lost;
use backoff::Backoff;

pub use message::{Effect, Event, NeedsSignIn, SendId, Stored, View};
pub use tokens::{Failure, Refusal, Tokens, Trouble};

/// The life of one account's tokens, as one tab sees it.
#[derive(Debug)]
pub struct Life {
    tokens: Option<Tokens>,
    /// The stored record does not open, and nothing took its place yet.
    damaged: bool,
    step: Step,
    /// The member asked for a renewal which was not tried yet.
    asked: bool,
    /// Audible refused the access token that [`Self::tokens`] holds.
    access_refused: bool,
    /// When the access token was renewed because Audible had refused the one before.
    forced_at: Option<Timestamp>,
    /// [`Self::tokens`] is not in the cache yet.
    unsaved: Option<Unsaved>,
    /// Answers that may still come, oldest first.
    flights: Vec<Flight>,
    /// Tokens that came after the wait for them was given up.
    late: Option<(Secret<String>, Refreshed)>,
    /// Amazon's clock minus this device's, heard by this tab.
    skew_ms: Option<i64>,
    backoff: Backoff,
    /// How long before its end a token is renewed.
    ahead_ms: i64,
    sent: u64,
}

#[derive(Debug)]
enum Step {
    Rest,
    /// The lock was asked for. `skipped`: and is no longer waited for.
    Locking {
        since: Timestamp,
        skipped: bool,
    },
    /// Amazon was asked, under the lock.
    Asking {
        since: Timestamp,
        id: SendId,
    },
    /// Amazon refused this token; the cache is looked at once more, under the lock.
    Confirming {
        since: Timestamp,
        reason: String,
    },
    /// This revision is being written, under the lock.
    Storing {
        since: Timestamp,
        revision: u64,
    },
}

#[derive(Debug)]
struct Unsaved {
    /// A new sign-in: it replaces whatever is stored.
    replaces: bool,
    failures: u32,
    retry_at: Timestamp,
}

#[derive(Debug)]
struct Flight {
    id: SendId,
    used: Secret<String>,
    sent_at: Timestamp,
}

impl Life {
    /// Of an account whose stored tokens were just read. Tell it [`Event::Woke`] next. `seed`
    /// spreads the requests of tabs and members: draw it at random.
    pub fn open(stored: Stored, seed: u64) -> Self {
        let mut backoff = Backoff::new(seed);
        let ahead_ms = AHEAD_MS + backoff.below(SPREAD_MS);
        let damaged = matches!(stored, Stored::Damaged);
        Self {
            tokens: match stored {
                Stored::Tokens(tokens) => Some(*tokens),
                Stored::Gone | Stored::Damaged | Stored::Unreadable => None,
            },
            damaged,
            step: Step::Rest,
            asked: false,
            access_refused: false,
            forced_at: None,
            unsaved: None,
            flights: Vec::new(),
            late: None,
            skew_ms: None,
            backoff,
            ahead_ms,
            sent: 0,
        }
    }

    /// Takes in what happened and says what to do. Read [`Self::view`] and [`Self::wake_at`]
    /// afterwards.
    pub fn handle(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        match event {
            Event::Woke => self.woke(now),
            Event::Online => {
                self.end_pause(now, |trouble| {
                    matches!(trouble, Trouble::Offline | Trouble::Unreachable)
                });
                self.woke(now)
            }
            Event::RefreshAsked => {
                self.asked = true;
                // The member is obeyed, but for a pause that the service asked for.
                self.end_pause(now, |trouble| *trouble != Trouble::AskedToWait);
                self.begin(now)
            }
            Event::Heard { server, sent_at } => {
                self.hear(server, sent_at, now);
                self.begin(now)
            }
            Event::Unauthorized(used) => self.unauthorized(&used, now),
            Event::LockGranted(stored) => self.granted(stored, now),
            Event::Found(stored) => self.found(stored, now),
            Event::Answered(id, answer) => self.answered(id, answer, now),
            Event::Stored(revision) => self.stored(revision, now),
            Event::StoreFailed(revision) => self.store_failed(revision, now),
            Event::SignedIn(tokens) => self.signed_in(*tokens, now),
            Event::Left => self.leave(),
        }
    }

    /// Where the account stands.
    pub fn view(&self, now: Timestamp) -> View {
        let Some(tokens) = &self.tokens else {
            return if self.damaged {
                View::NeedsSignIn(NeedsSignIn::Damaged)
            } else {
                View::SignedOut
            };
        };
        if let Some(refusal) = &tokens.refused {
            return View::NeedsSignIn(NeedsSignIn::Refused {
                reason: refusal.reason.clone(),
            });
        }
        if self.access_token(now).is_some() {
            let token = tokens.registration.access_token.as_ref();
            return View::Ready {
                expires: token.and_then(|token| token.expires),
            };
        }
        if tokens.registration.refresh_token.is_none() {
            return View::NeedsSignIn(NeedsSignIn::NoRefreshToken);
        }
        match (&self.step, &tokens.failure) {
            (Step::Rest, Some(failure)) => View::Waiting {
                retry_at: failure.retry_at,
                trouble: failure.trouble.clone(),
            },
            _ => View::Refreshing,
        }
    }

    /// The access token to use now: not at its end, not refused. `None`: wait until [`Self::view`]
    /// is [`View::Ready`].
    pub fn access_token(&self, now: Timestamp) -> Option<&AccessToken> {
        let tokens = self.tokens.as_ref()?;
        let token = tokens.registration.access_token.as_ref()?;
        let ended = token.expires.is_some_and(|end| end <= now);
        (!ended && !self.access_refused && tokens.refused.is_none()).then_some(token)
    }

    /// The tokens, for a status page and for requests that need more than the access token. May
    /// be newer than what is stored.
    pub fn tokens(&self) -> Option<&Tokens> {
        self.tokens.as_ref()
    }

    /// What went wrong last and is not mended.
    pub fn trouble(&self) -> Option<&Trouble> {
        if self.unsaved.as_ref().is_some_and(|it| it.failures > 0) {
            return Some(&Trouble::Storage);
        }
        let failure = self.tokens.as_ref()?.failure.as_ref()?;
        Some(&failure.trouble)
    }

    /// Amazon's clock, as far as it is known.
    pub fn server_now(&self, now: Timestamp) -> Timestamp {
        let stored = self.tokens.as_ref().and_then(|tokens| tokens.skew_ms);
        now.plus_millis(self.skew_ms.or(stored).unwrap_or(0))
    }

    /// When to tell [`Event::Woke`] next. Ask after every event; each answer replaces the last.
    pub fn wake_at(&self, now: Timestamp) -> Option<Timestamp> {
        match self.step {
            Step::Rest => {}
            Step::Locking { since, .. } => return Some(since.plus_millis(LOCK_MS)),
            Step::Asking { since, .. } => return Some(since.plus_millis(ANSWER_MS)),
            Step::Confirming { since, .. } | Step::Storing { since, .. } => {
                return Some(since.plus_millis(STORE_MS));
            }
        }
        let tokens = self.tokens.as_ref()?;
        let save = self.unsaved.as_ref().map(|unsaved| unsaved.retry_at);
        let renew = self.may_renew(tokens).then(|| match &tokens.failure {
            Some(failure) if is_pause(failure, now) => failure.retry_at,
            _ if self.is_pressed() => now,
            _ => self.due_at(tokens),
        });
        // What is shown changes when the token ends, even if nothing can be done about it.
        let end = tokens.registration.access_token.as_ref();
        let end = end.and_then(|token| token.expires).filter(|end| *end > now);
        [save, renew, end].into_iter().flatten().min()
    }

    fn woke(&mut self, now: Timestamp) -> Vec<Effect> {
        let (since, limit_ms) = match &mut self.step {
            Step::Rest => return self.begin(now),
            Step::Locking { since, .. } => (since, LOCK_MS),
            Step::Asking { since, .. } => (since, ANSWER_MS),
            Step::Confirming { since, .. } | Step::Storing { since, .. } => (since, STORE_MS),
        };
        // A clock that was set back begins the wait anew.
        *since = now.min(*since);
        if now.millis_since(*since) < limit_ms {
            return Vec::new();
        }
        match self.step {
            Step::Rest => Vec::new(),
            Step::Locking { skipped: false, .. } => {
                self.step = Step::Locking {
                    since: now,
                    skipped: true,
                };
                vec![Effect::SkipLock]
            }
            Step::Locking { skipped: true, .. } => self.give_up(Trouble::Storage, now),
            // The answer may still come and is welcome then.
            Step::Asking { .. } => self.fail(Trouble::Unreachable, None, now),
            Step::Confirming { .. } => self.fail(Trouble::Storage, None, now),
            Step::Storing { revision, .. } => self.store_failed(revision, now),
        }
    }

    /// Asks for the lock if there is something to do.
    fn begin(&mut self, now: Timestamp) -> Vec<Effect> {
        let save = self.unsaved.as_ref().is_some_and(|it| it.retry_at <= now);
        if matches!(self.step, Step::Rest) && (save || self.late.is_some() || self.wants(now)) {
            self.step = Step::Locking {
                since: now,
                skipped: false,
            };
            return vec![Effect::TakeLock];
        }
        Vec::new()
    }

    /// The lock is ours: does what there is to do, or lets go of it.
    fn proceed(&mut self, now: Timestamp) -> Vec<Effect> {
        if let Some((used, refreshed)) = self.late.take()
            && self.is_current(&used)
            && self.is_useful(&refreshed, now)
        {
            return self.renew(refreshed, false, now);
        }
        if self.unsaved.is_some() {
            return self.store(now);
        }
        if self.wants(now) {
            return self.ask(now);
        }
        self.step = Step::Rest;
        vec![Effect::ReleaseLock]
    }

    fn granted(&mut self, stored: Stored, now: Timestamp) -> Vec<Effect> {
        match self.step {
            Step::Locking { .. } => {}
            // Granted after it was no longer waited for.
            Step::Rest => return vec![Effect::ReleaseLock],
            _ => return Vec::new(),
        }
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

    fn found(&mut self, stored: Stored, now: Timestamp) -> Vec<Effect> {
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
            _ => self.begin(now),
        }
    }

    fn ask(&mut self, now: Timestamp) -> Vec<Effect> {
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
        self.step = Step::Asking { since: now, id };
        let request = Box::new(request);
        vec![Effect::Send { id, request }]
    }

    fn answered(
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
        let heard = server.is_some_and(|server| self.hear(server, flight.sent_at, now));
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
            Ok(Ok(refreshed)) if holds_lock => self.renew(refreshed, heard, now),
            Ok(Ok(refreshed)) => {
                if self.is_useful(&refreshed, now) {
                    self.late = Some((flight.used, refreshed));
                }
                self.begin(now)
            }
            _ if !expected => Vec::new(),
            Ok(Err(Error::SignInAgain { reason })) => {
                self.step = Step::Confirming { since: now, reason };
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
                let after = std::time::Duration::from_secs(after_s);
                self.fail(Trouble::AskedToWait, Some(after), now)
            }
        }
    }

    /// Puts the renewed tokens in place and writes them. `heard`: Amazon's clock came with them.
    fn renew(&mut self, refreshed: Refreshed, heard: bool, now: Timestamp) -> Vec<Effect> {
        let Some(tokens) = &mut self.tokens else {
            return self.leave();
        };
        // The new end was reckoned with this device's clock as it is now.
        tokens.skew_ms = self.skew_ms.filter(|_| heard);
        tokens.registration = tokens.registration.renewed(refreshed);
        tokens.revision += 1;
        tokens.refused = None;
        tokens.failure = None;
        self.forced_at = self.access_refused.then_some(now);
        self.access_refused = false;
        self.asked = false;
        self.save_again(now);
        self.store(now)
    }

    /// Amazon refused for good.
    fn refuse(&mut self, reason: String, now: Timestamp) -> Vec<Effect> {
        let Some(tokens) = &mut self.tokens else {
            return self.leave();
        };
        tokens.refused = Some(Refusal { at: now, reason });
        tokens.failure = None;
        tokens.revision += 1;
        self.asked = false;
        self.save_again(now);
        self.store(now)
    }

    /// It did not work this time: noted in the cache, so that other tabs wait too.
    fn fail(
        &mut self,
        trouble: Trouble,
        after: Option<std::time::Duration>,
        now: Timestamp,
    ) -> Vec<Effect> {
        self.note_failure(trouble, after, now);
        let Some(tokens) = &mut self.tokens else {
            return self.leave();
        };
        tokens.revision += 1;
        self.save_again(now);
        self.store(now)
    }

    /// It did not work and the cache is out of reach: noted in memory.
    fn give_up(&mut self, trouble: Trouble, now: Timestamp) -> Vec<Effect> {
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

    fn note_failure(
        &mut self,
        trouble: Trouble,
        after: Option<std::time::Duration>,
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

    fn store(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(tokens) = &self.tokens else {
            return self.leave();
        };
        self.step = Step::Storing {
            since: now,
            revision: tokens.revision,
        };
        vec![Effect::Store(Box::new(tokens.clone()))]
    }

    fn stored(&mut self, written: u64, now: Timestamp) -> Vec<Effect> {
        match self.step {
            Step::Storing { revision, .. } if revision == written => {}
            _ => return Vec::new(),
        }
        if self.revision() == Some(written) {
            self.unsaved = None;
        }
        let mut effects = vec![Effect::Announce];
        effects.extend(self.proceed(now));
        effects
    }

    fn store_failed(&mut self, written: u64, now: Timestamp) -> Vec<Effect> {
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

    fn signed_in(&mut self, mut tokens: Tokens, now: Timestamp) -> Vec<Effect> {
        let older = self.revision().unwrap_or(0);
        tokens.revision = tokens.revision.max(older.saturating_add(1));
        self.take(tokens);
        self.damaged = false;
        self.late = None;
        self.unsaved = Some(Unsaved {
            replaces: true,
            failures: 0,
            retry_at: now,
        });
        match self.step {
            Step::Rest => self.begin(now),
            // The lock is ours: no moment is to be lost.
            Step::Asking { .. } | Step::Confirming { .. } => self.store(now),
            Step::Locking { .. } | Step::Storing { .. } => Vec::new(),
        }
    }

    fn leave(&mut self) -> Vec<Effect> {
        self.tokens = None;
        self.damaged = false;
        self.asked = false;
        self.access_refused = false;
        self.forced_at = None;
        self.unsaved = None;
        self.flights.clear();
        self.late = None;
        match std::mem::replace(&mut self.step, Step::Rest) {
            Step::Rest => Vec::new(),
            _ => vec![Effect::ReleaseLock],
        }
    }

    fn unauthorized(&mut self, used: &Secret<String>, now: Timestamp) -> Vec<Effect> {
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

    /// Takes over what is stored if it is newer. What is only in memory is newer than what it was
    /// made from, and stays.
    fn adopt(&mut self, stored: Tokens, now: Timestamp) {
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

    fn take(&mut self, tokens: Tokens) {
        let known = self.tokens.as_ref().map(|it| &it.registration.access_token);
        if known != Some(&tokens.registration.access_token) {
            self.access_refused = false;
            self.forced_at = None;
            self.asked = false;
        }
        let tokens = self.tokens.insert(tokens);
        if let Some(skew_ms) = self.skew_ms {
            tokens.rebase(skew_ms);
        }
    }

    fn save_again(&mut self, now: Timestamp) {
        if self.tokens.is_some() && self.unsaved.is_none() {
            self.unsaved = Some(Unsaved {
                replaces: false,
                failures: 0,
                retry_at: now,
            });
        }
    }

    /// Whether it was of use.
    fn hear(&mut self, server: Timestamp, sent_at: Timestamp, now: Timestamp) -> bool {
        if !(0..ANSWER_MS).contains(&now.millis_since(sent_at)) {
            return false;
        }
        let skew_ms = server.millis_since(now);
        self.skew_ms = Some(skew_ms);
        if let Some(tokens) = &mut self.tokens {
            tokens.rebase(skew_ms);
        }
        true
    }

    fn end_pause(&mut self, now: Timestamp, ends: impl FnOnce(&Trouble) -> bool) {
        let failure = self.tokens.as_mut().and_then(|it| it.failure.as_mut());
        if let Some(failure) = failure
            && ends(&failure.trouble)
        {
            failure.retry_at = failure.retry_at.min(now);
        }
    }

    fn wants(&self, now: Timestamp) -> bool {
        let Some(tokens) = &self.tokens else {
            return false;
        };
        let pauses = tokens.failure.as_ref().is_some_and(|it| is_pause(it, now));
        self.may_renew(tokens) && !pauses && (self.is_pressed() || self.due_at(tokens) <= now)
    }

    /// Whether asking Amazon makes sense at all.
    fn may_renew(&self, tokens: &Tokens) -> bool {
        tokens.registration.refresh_token.is_some() && (tokens.refused.is_none() || self.asked)
    }

    /// Whether it is to be renewed whatever its end.
    const fn is_pressed(&self) -> bool {
        self.asked || self.access_refused
    }

    /// When the access token is to be renewed: some minutes ahead of its end, at once if there is
    /// none or its end is not known, but never twice within a minute.
    fn due_at(&self, tokens: &Tokens) -> Timestamp {
        let end = tokens.registration.access_token.as_ref();
        let Some(end) = end.and_then(|token| token.expires) else {
            return Timestamp::from_millis(i64::MIN);
        };
        match tokens.renewed_at() {
            Some(renewed) => {
                let life = end.millis_since(renewed).max(0);
                let ahead = self.ahead_ms.min(life / 4);
                end.plus_millis(-ahead)
                    .max(renewed.plus_millis(LEAST_LIFE_MS))
            }
            None => end.plus_millis(-self.ahead_ms),
        }
    }

    fn is_current(&self, refresh_token: &Secret<String>) -> bool {
        self.refresh_token() == Some(refresh_token)
    }

    /// Whether tokens that came late are better than those at hand.
    fn is_useful(&self, refreshed: &Refreshed, now: Timestamp) -> bool {
        let rotated = refreshed.refresh_token.as_ref();
        rotated.is_some_and(|it| !self.is_current(it)) || self.wants(now)
    }

    fn refresh_token(&self) -> Option<&Secret<String>> {
        self.tokens.as_ref()?.registration.refresh_token.as_ref()
    }

    fn revision(&self) -> Option<u64> {
        self.tokens.as_ref().map(|tokens| tokens.revision)
    }

    fn replaces(&self) -> bool {
        self.unsaved.as_ref().is_some_and(|it| it.replaces)
    }
}

/// Whether nothing may be asked now. A clock that was set back ends the pause rather than making
/// it longer.
fn is_pause(failure: &Failure, now: Timestamp) -> bool {
    failure.at <= now && now < failure.retry_at
}

/// Between 60 and 300 s are usual (sign-in reference, 7).
const AHEAD_MS: i64 = 240_000;
/// Tabs renew up to so much earlier, so that one is first and the others hear of it.
const SPREAD_MS: i64 = 60_000;
const LEAST_LIFE_MS: i64 = 60_000;
const ANSWER_MS: i64 = 30_000;
const STORE_MS: i64 = 10_000;
/// Longer than a holder of the lock needs to ask, to confirm and to write.
const LOCK_MS: i64 = 60_000;
/// After one forced renewal a refusal is not about the token (sign-in reference, 7).
const FORCED_AGAIN_MS: i64 = 300_000;
const MAX_FLIGHTS: usize = 4;
