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
    /// Amazon refused to register this device: the code is spent, start a new sign-in
    /// (sign-in reference, 6.3). The code and the words are Amazon's own.
    #[error("Amazon refused to register this device ({code}{}{message}); start a new sign-in",
        if code.is_empty() || message.is_empty() { "" } else { ": " })]
    RegistrationRefused {
        /// `InvalidValue`, `CredentialError` …; may be one that nobody has seen; may be empty.
        code: String,
        /// Amazon's words; may be empty.
        message: String,
    },
    /// Amazon may have registered this device, yet nobody has its keys: start a new sign-in and
    /// remove the extra device at Amazon (trap T62). Also what a lost answer means.
    #[error(
        "Amazon may have registered this device, but its answer cannot be read; start a new \
         sign-in, then remove the extra device in your Amazon account"
    )]
    HangingDevice,
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
