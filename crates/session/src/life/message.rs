//! What the machine is told, what it asks for, and what it shows.

use audible::cookies::WebsiteCookies;
use audible::registration::CustomerInfo;
use audible::{Registration, Secret, Timestamp};
use http::{Request, Response};

use super::tokens::{Tokens, Trouble};
use crate::sync::Lost;

/// What happened. `Debug` gives the kind only: answers hold tokens.
pub enum Event {
    /// The time of [`super::Life::wake_at`] has come, the page became visible again, or a token is
    /// wanted and [`super::Life::access_token`] gave none. Harmless at any time.
    Woke,
    /// The browser says that it is connected again.
    Online,
    /// The member wants a new access token now. A refusal is put to the test again.
    RefreshAsked,
    /// Amazon's clock, from the `Date` of any answer of Amazon or Audible.
    Heard {
        /// What `Date` says.
        server: Timestamp,
        /// When the request went out: a device that slept meanwhile hands answers out late.
        sent_at: Timestamp,
    },
    /// Audible refused this access token (401, or 403 "could not be authenticated").
    Unauthorized(Secret<String>),
    /// After [`Effect::TakeLock`] or [`Effect::SkipLock`]: what the cache holds, read after the
    /// lock was granted.
    LockGranted(Stored),
    /// After [`Effect::ReadCache`], or because another tab announced a change: what the cache
    /// holds now.
    Found(Stored),
    /// What came of [`Effect::Send`]. Tell it however late it comes.
    Answered(SendId, Result<Response<Vec<u8>>, Lost>),
    /// The record of this [`Tokens::revision`] is written, durably.
    Stored(u64),
    /// The record of this [`Tokens::revision`] could not be written; the old one is still there.
    StoreFailed(u64),
    /// Something else about a registration was learned; it is stored with the tokens, unless
    /// another sign-in took their place since it was asked for.
    Learned {
        /// [`Tokens::sign_in`] of the registration that it was asked for.
        sign_in: u32,
        /// What.
        learned: Learned,
    },
    /// The member signed in again or opened a file for this account. Of a new account the record
    /// is written with the account itself, and [`super::Life::open`] takes it from there.
    SignedIn(Box<Tokens>),
    /// The account was forgotten here or removed at Amazon: drop everything. Begin to delete the
    /// records after telling this.
    Left,
}

impl Learned {
    pub(super) fn add_to(&self, registration: &mut Registration) {
        match self {
            Self::WebsiteCookies(fresh) => {
                *registration = registration.with_website_cookies(fresh.clone());
            }
            Self::ActivationBytes { bytes, at } => {
                *registration = registration.with_activation_bytes(bytes.clone(), *at);
            }
            Self::CustomerInfo(info) => registration.customer_info = Some(info.clone()),
        }
    }
}

impl std::fmt::Debug for Event {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Woke => "Woke",
            Self::Online => "Online",
            Self::RefreshAsked => "RefreshAsked",
            Self::Heard { .. } => "Heard",
            Self::Unauthorized(_) => "Unauthorized",
            Self::LockGranted(_) => "LockGranted",
            Self::Found(_) => "Found",
            Self::Answered(..) => "Answered",
            Self::Stored(_) => "Stored",
            Self::StoreFailed(_) => "StoreFailed",
            Self::Learned { .. } => "Learned",
            Self::SignedIn(_) => "SignedIn",
            Self::Left => "Left",
        })
    }
}

/// A part of the registration that came by other requests than the machine's.
#[derive(Clone, Debug, PartialEq)]
pub enum Learned {
    /// Cookies for the websites.
    WebsiteCookies(WebsiteCookies),
    /// Activation bytes.
    ActivationBytes {
        /// Eight hexadecimal digits.
        bytes: Secret<String>,
        /// When they came.
        at: Timestamp,
    },
    /// Whose account it is.
    CustomerInfo(CustomerInfo),
}

/// What the cache holds of the tokens.
#[derive(Clone, Debug)]
pub enum Stored {
    /// The record.
    Tokens(Box<Tokens>),
    /// No record and no account: it was forgotten.
    Gone,
    /// There is a record which does not open; set it aside.
    Damaged,
    /// The storage cannot be read now, or a newer AudiPy wrote the record.
    Unreadable,
}

/// Names a request until its answer comes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SendId(pub(super) u64);

/// What to do. Effects of one event are begun in order; what comes of them is told as an event.
/// `Debug` gives the kind only: requests hold tokens.
pub enum Effect {
    /// Ask for the account's Web Lock; when it is granted read the cache and tell
    /// [`Event::LockGranted`]. Hold it until [`Effect::ReleaseLock`].
    TakeLock,
    /// The lock is held by a tab that hangs: read the cache without it and tell
    /// [`Event::LockGranted`]. Renewing twice is wasteful and harms nothing (sign-in reference,
    /// 7), as long as Amazon does not rotate refresh tokens (trap T50): so this comes only where
    /// there is no usable token otherwise. If the lock is granted after all, tell that too.
    SkipLock,
    /// Read the cache and tell [`Event::Found`].
    ReadCache,
    /// Send this, it is complete. Let it run on its own: the lock may be released before it ends.
    Send {
        /// For the answer.
        id: SendId,
        /// To `/auth/token`.
        request: Box<Request<Vec<u8>>>,
    },
    /// Write this record durably in place of the old one, in one transaction.
    Store(Box<Tokens>),
    /// Tell other tabs to look at the cache. Those that wait for the lock wait for it anew then.
    Announce,
    /// Let go of the lock, if it is held or asked for.
    ReleaseLock,
    /// Audible refuses a token that was just renewed: not a matter of tokens. Fail what was asked.
    NotTheToken,
}

impl std::fmt::Debug for Effect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::TakeLock => "TakeLock",
            Self::SkipLock => "SkipLock",
            Self::ReadCache => "ReadCache",
            Self::Send { .. } => "Send",
            Self::Store(_) => "Store",
            Self::Announce => "Announce",
            Self::ReleaseLock => "ReleaseLock",
            Self::NotTheToken => "NotTheToken",
        })
    }
}

/// Where the account stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum View {
    /// No tokens.
    SignedOut,
    /// There is an access token to use, maybe while a successor is asked for.
    Ready {
        /// Its end; `None` if a file did not say.
        expires: Option<Timestamp>,
    },
    /// There is none and one is being asked for.
    Refreshing,
    /// There is none and Amazon could not be asked.
    Waiting {
        /// When it is tried again.
        retry_at: Timestamp,
        /// Why it did not work.
        trouble: Trouble,
    },
    /// Only the member can help.
    NeedsSignIn(NeedsSignIn),
}

/// Why the member has to sign in again.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum NeedsSignIn {
    /// Amazon refused the refresh token for good.
    Refused {
        /// Amazon's own code, `invalid_grant`.
        reason: String,
    },
    /// There is no refresh token (an imported file without one), and no usable access token.
    NoRefreshToken,
    /// The stored tokens are damaged.
    Damaged,
}
