//! [`Tokens`]: the one stored record of an account's tokens.

use audible::{Registration, Timestamp};
use serde::{Deserialize, Serialize};

/// What is stored of an account's tokens. Written by the machine only, and only under the lock of
/// the account, so that no tab can put an older one over a newer one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tokens {
    /// What Amazon gave. Ends are on this device's clock.
    pub registration: Registration,
    /// How many sign-ins came before. A record of a later sign-in is newer than any of an earlier
    /// one.
    #[serde(default)]
    pub sign_in: u32,
    /// Grows with every change: of two records of one sign-in the one with the larger number is
    /// newer, whatever the clocks say.
    pub revision: u64,
    /// Amazon's clock minus this device's in milliseconds, as last heard. `None`: never heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skew_ms: Option<i64>,
    /// Amazon refused the refresh token for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refusal>,
    /// Renewals that failed since the last one that worked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
}

/// That Amazon refused the refresh token for good.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Refusal {
    /// When.
    pub at: Timestamp,
    /// Amazon's own code, `invalid_grant`.
    pub reason: String,
}

/// Renewals that failed, and when the next may be tried. It is stored so that neither a reload nor
/// another tab begins to ask anew.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// The last of them.
    pub at: Timestamp,
    /// Why it failed.
    pub trouble: Trouble,
    /// How many in a row.
    pub tries: u32,
    /// Not before this.
    pub retry_at: Timestamp,
}

/// Why a renewal did not work, where signing in again would not help.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// No connection, or it broke off.
    Offline,
    /// The relay does not reach Amazon, or no answer came in time.
    Unreachable,
    /// Amazon or the relay asked for a pause.
    AskedToWait,
    /// The relay will not carry the request.
    RelayRefused,
    /// Amazon answered with an error of its own, or with a page instead of data.
    Service {
        /// HTTP status.
        status: u16,
    },
    /// AudiPy and Amazon do not understand each other: worth a report.
    Unexpected {
        /// What was unexpected; no secret is in it.
        fact: String,
    },
    /// The stored tokens could not be read or written. Those in memory are used meanwhile.
    Storage,
}

impl Tokens {
    /// Of a sign-in that just ended; `server_now` is Amazon's clock in the answer.
    pub fn signed_in(
        registration: Registration,
        server_now: Option<Timestamp>,
        now: Timestamp,
    ) -> Self {
        Self {
            skew_ms: server_now.map(|server| server.millis_since(now)),
            ..Self::new(registration)
        }
    }

    /// From a file of another program. Ends in it were written by another device's clock, which is
    /// taken to be right: they are shifted as soon as Amazon's clock is heard.
    pub fn imported(registration: Registration) -> Self {
        Self {
            skew_ms: Some(0),
            ..Self::new(registration)
        }
    }

    fn new(registration: Registration) -> Self {
        Self {
            registration,
            sign_in: 0,
            revision: 1,
            skew_ms: None,
            refused: None,
            failure: None,
        }
    }

    /// When the access token was last renewed.
    pub fn renewed_at(&self) -> Option<Timestamp> {
        self.registration.obtained.access_token
    }

    /// As a sign-in that comes after whatever is stored.
    #[must_use]
    pub fn later_than(mut self, stored: Option<&Self>) -> Self {
        if let Some(stored) = stored {
            self.sign_in = stored.sign_in.saturating_add(1);
            self.revision = self.revision.max(stored.revision.saturating_add(1));
        }
        self
    }

    /// For comparing which of two records is newer.
    pub(super) const fn age(&self) -> (u32, u64) {
        (self.sign_in, self.revision)
    }

    pub(super) fn has_same_tokens(&self, other: &Self) -> bool {
        let access = |it: &Self| {
            let token = it.registration.access_token.as_ref();
            token.map(|token| token.token.clone())
        };
        access(self) == access(other)
            && self.registration.refresh_token == other.registration.refresh_token
    }

    /// Notes that Amazon's clock is `skew_ms` ahead of this device's. If it was heard before and
    /// differs now, this device's clock was set: the token's times move with it (trap T70).
    pub(super) fn rebase(&mut self, skew_ms: i64) {
        let Some(known) = self.skew_ms.replace(skew_ms) else {
            return;
        };
        let shift = known.saturating_sub(skew_ms);
        if shift.saturating_abs() < CLOCK_WAS_SET_MS {
            // `Date` has whole seconds and takes its time on the way. The ends stay as they were
            // reckoned, so what they were reckoned with stays too.
            self.skew_ms = Some(known);
            return;
        }
        let registration = &mut self.registration;
        let ends = registration.access_token.as_mut().map(|it| &mut it.expires);
        for time in [ends, Some(&mut registration.obtained.access_token)] {
            if let Some(Some(time)) = time {
                *time = time.plus_millis(shift);
            }
        }
    }
}

const CLOCK_WAS_SET_MS: i64 = 30_000;
