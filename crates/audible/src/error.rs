//! [`Error`]: why an answer cannot be used, sorted by what the caller can do about it.

use std::time::Duration;

/// What went wrong. Never holds a token, key, cookie or code.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Not about the account: wait, then ask again.
    #[error("Amazon cannot answer now (status {status}); try again later")]
    RetryLater {
        /// The HTTP status of the answer.
        status: u16,
        /// The wait that Amazon asked for, if it named one.
        after: Option<Duration>,
    },
    /// The access token is not accepted (401, or 403 with a reason): renew it once, ask once more
    /// (API reference, 1.3 and 1.7).
    #[error("the access token is not accepted (status {status})")]
    RenewToken {
        /// 401 or 403.
        status: u16,
    },
    /// A firewall in front of the service turned the request away (403 without a reason): stop.
    #[error("Amazon turned this connection away; try again later or from another network")]
    TurnedAway,
    /// The registration is refused for good: only a new sign-in helps.
    #[error("Amazon no longer accepts this sign-in ({reason}); sign in again")]
    SignInAgain {
        /// Amazon's own error code, such as `invalid_grant`.
        reason: String,
    },
    /// What the person handed in cannot be used.
    #[error("{what}")]
    FixInput {
        /// What is wrong and what to do.
        what: &'static str,
    },
    /// AudiPy and Amazon do not understand each other: worth a bug report.
    #[error("unexpected answer about {subject}: {fact}; please report this")]
    ReportBug {
        /// What the request was for, such as `token refresh`.
        subject: &'static str,
        /// What was unexpected.
        fact: String,
    },
}
