//! [`PasteProblem`]: what is wrong with a pasted address (sign-in reference, section 4).

use audible::{AccountKind, Marketplace};

/// Why a pasted text is not the address that ends a sign-in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum PasteProblem {
    /// This address was already sent: codes work once.
    AlreadySent,
    /// Amazon refused; its own words, if any.
    AmazonError {
        /// From `error`, `openid.error` or `openid.mode`.
        message: String,
    },
    /// The attempt is older than 24 hours: start over.
    AttemptTooOld,
    /// The address of the last page, but its end is missing.
    CutOff,
    /// The code is there and empty: start again.
    EmptyCode,
    /// Nothing pasted.
    Empty,
    /// A page in the middle of the sign-in: finish the step in the browser.
    MiddleOfFlow,
    /// No sign-in is pending here: open the link first.
    NoAttempt,
    /// Not an address at all.
    NotAnAddress,
    /// An address, but not of Amazon's or Audible's sign-in.
    NotAmazon,
    /// Made by an old app or an old tutorial.
    OldTokenFlow,
    /// The value of a parameter, copied out of the address.
    ParameterValue,
    /// The sign-in page itself: finish signing in first.
    SignInPage,
    /// The tab moved on to the library or home page (usual in br).
    MovedOn,
    /// Amazon account and Audible user name mixed up.
    WrongKind {
        /// What the link was made for.
        expected: AccountKind,
    },
    /// Signed in at another store than the link was for.
    WrongStore {
        /// What the link was made for.
        expected: Marketplace,
        /// Where the address comes from.
        found: Marketplace,
    },
}
