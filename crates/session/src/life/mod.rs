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
mod cache;
mod due;
mod message;
mod tokens;
mod turn;
mod wait;

use audible::registration::AccessToken;
use audible::token::Refreshed;
use audible::{Secret, Timestamp};

use backoff::Backoff;
use due::is_pause;
use wait::Wait;

pub use message::{Effect, Event, Learned, NeedsSignIn, SendId, Stored, View};
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
    /// What was learned and is not in the cache yet. It is in [`Self::tokens`] already.
    learned: Vec<Learned>,
    /// So many of these are in the record that is being written.
    writing: usize,
    backoff: Backoff,
    /// How often in a row the cache could not be read while a sign-in is asked for.
    unread: u32,
    /// How long before its end a token is renewed.
    ahead_ms: i64,
    sent: u64,
}

#[derive(Debug)]
enum Step {
    Rest,
    /// The lock was asked for.
    Locking {
        wait: Wait,
        patience: Patience,
    },
    /// Amazon was asked, under the lock.
    Asking {
        wait: Wait,
        id: SendId,
    },
    /// Amazon refused this token; the cache is looked at once more, under the lock.
    Confirming {
        wait: Wait,
        reason: String,
    },
    /// This revision is being written, under the lock.
    Storing {
        wait: Wait,
        revision: u64,
    },
    /// It could not be written and is tried again. Still under the lock: nobody can do better with
    /// the older record.
    StoringAgain {
        wait: Wait,
    },
}

/// How the lock is waited for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Patience {
    /// As long as its holder may need it.
    Waits,
    /// The others were told that somebody is about to go on without it. Whoever has got it
    /// meanwhile says so.
    Warned,
    /// It is no longer waited for.
    Skipped,
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
            learned: Vec::new(),
            writing: 0,
            backoff,
            unread: 0,
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
                let is_mended =
                    |it: &Trouble| matches!(it, Trouble::Offline | Trouble::Unreachable);
                self.end_pause(now, is_mended);
                self.woke(now)
            }
            Event::RefreshAsked => {
                // What is under way is what the member wants.
                self.asked |= matches!(self.step, Step::Rest | Step::Locking { .. });
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
            Event::Learned { sign_in, learned } => self.learn(sign_in, learned, now),
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

    /// Whether requests are signed with the device key, for lack of any token that could be renewed:
    /// a file may hold a key and no refresh token (sign-in reference, 10.1 and 12.7). Never after a
    /// refusal: the key died with the refresh token.
    pub fn signs(&self, now: Timestamp) -> bool {
        let tokens = self.tokens.as_ref();
        self.view(now) == View::NeedsSignIn(NeedsSignIn::NoRefreshToken)
            && tokens.is_some_and(|tokens| tokens.registration.can_sign())
    }

    /// The tokens, for a status page and for requests that need more than the access token. May
    /// be newer than what is stored.
    pub fn tokens(&self) -> Option<&Tokens> {
        self.tokens.as_ref()
    }

    /// Whether everything that is known is in the cache.
    pub const fn is_stored(&self) -> bool {
        self.unsaved.is_none() && self.learned.is_empty()
    }

    /// What went wrong last and is not mended.
    pub fn trouble(&self) -> Option<&Trouble> {
        if self.unsaved.as_ref().is_some_and(|it| it.failures > 0) {
            return Some(&Trouble::Storage);
        }
        let failure = self.tokens.as_ref()?.failure.as_ref()?;
        Some(&failure.trouble)
    }

    /// Amazon's clock, to half a minute, as far as it is known.
    pub fn server_now(&self, now: Timestamp) -> Timestamp {
        let skew_ms = self.tokens.as_ref().and_then(|tokens| tokens.skew_ms);
        now.plus_millis(skew_ms.unwrap_or(0))
    }

    /// When to tell [`Event::Woke`] next. Ask after every event; each answer replaces the last.
    pub fn wake_at(&self, now: Timestamp) -> Option<Timestamp> {
        // What is shown changes when the token ends, whatever else goes on.
        let token = self.tokens.as_ref().map(|it| &it.registration.access_token);
        let end = token.and_then(|token| token.as_ref()?.expires);
        let end = end.filter(|end| *end > now);
        if let Some(wait) = self.step.wait() {
            return Some(end.map_or(wait.end(), |end| end.min(wait.end())));
        }
        let tokens = self.tokens.as_ref()?;
        let save = self.unsaved.as_ref().map(|unsaved| unsaved.retry_at);
        let look = self.needs_sign_in().then(|| match self.unread {
            0 => now.plus_millis(LOOK_AGAIN_MS),
            tries => now.plus_millis(1000 << tries.min(6)),
        });
        let renew = self.may_renew(tokens).then(|| match &tokens.failure {
            Some(failure) if is_pause(failure, now) => failure.retry_at,
            _ if self.is_pressed() => now,
            _ => self.due_at(tokens, now),
        });
        [save, renew, end, look].into_iter().flatten().min()
    }
}

impl Step {
    const fn wait(&self) -> Option<&Wait> {
        match self {
            Self::Rest => None,
            Self::Locking { wait, .. }
            | Self::Asking { wait, .. }
            | Self::Confirming { wait, .. }
            | Self::Storing { wait, .. }
            | Self::StoringAgain { wait } => Some(wait),
        }
    }
}

/// Between 60 and 300 s are usual (sign-in reference, 7).
const AHEAD_MS: i64 = 240_000;
/// Tabs renew up to so much earlier, so that one is first and the others hear of it.
const SPREAD_MS: i64 = 60_000;
/// How often the cache is looked at while a sign-in is asked for: another tab may have signed in
/// and not lived to tell.
const LOOK_AGAIN_MS: i64 = 300_000;
