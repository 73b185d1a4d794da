//! [`AuthView`]: signing in and staying signed in, as pages see it.

use audible::{AccountKind, Marketplace, Timestamp};

use super::problem::Problem;

/// Where the account stands with Amazon. The library stays readable in every one of these.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum AuthView {
    /// No tokens here (no account, or the sample library).
    #[default]
    SignedOut,
    /// A sign-in is under way.
    SigningIn(SignInStep),
    /// An access token is there.
    Ready {
        /// When it ends; it is renewed by itself before.
        expires: Option<Timestamp>,
    },
    /// There is no refresh token, and no need of one: requests are signed with the device key.
    BySignature,
    /// The token ended or Audible refused it, a new one is being asked for; reports are readable.
    Refreshing,
    /// Amazon could not be asked; tried again at `retry_at`. The tokens are kept.
    Waiting {
        /// Next attempt, if one is planned.
        retry_at: Option<Timestamp>,
        /// Why it did not work.
        problem: Problem,
    },
    /// Only the member can help.
    NeedsSignIn {
        /// Why.
        why: NeedsSignIn,
    },
}

/// Why the member has to sign in again.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum NeedsSignIn {
    /// Amazon no longer accepts this device: removed, or password changed.
    Refused {
        /// Amazon's code or words.
        message: String,
    },
    /// The account has no refresh token (an imported file without one).
    NoRefreshToken,
    /// The stored tokens were damaged and set aside.
    Damaged,
}

/// The steps after the link was opened.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum SignInStep {
    /// Waiting for the pasted address.
    AwaitingAddress,
    /// There is no link to Amazon's page, because it could not be stored here.
    NoLink,
    /// The address was taken; Amazon is asked to register this device.
    Registering,
    /// The stores are asked how many titles they have.
    Probing {
        /// Stores that have answered.
        done: usize,
    },
    /// The member picks stores; those with titles come first and are preselected.
    ChoosingStores {
        /// Every store with what it answered.
        stores: Vec<StoreCount>,
    },
    /// Amazon has registered this device and what it gave is stored, but the account does not open.
    Unopened(Problem),
}

/// What a store answered when asked for the number of titles.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct StoreCount {
    /// The store.
    pub store: Marketplace,
    /// Number of titles; `None` if it could not be asked.
    pub titles: Option<u64>,
}

/// A pending sign-in: one a (store, account kind), shared by all tabs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AttemptView {
    /// The store to sign in at.
    pub store: Marketplace,
    /// Amazon account or Audible user name.
    pub kind: AccountKind,
    /// Address for the link. Under a sandbox it leads there.
    pub url: String,
    /// When it was made; it ends 24 hours later.
    pub made_at: Timestamp,
}
