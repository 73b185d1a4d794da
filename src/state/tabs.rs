//! What tabs tell each other: "look again", never what is there.

use audible::Marketplace;
use serde::{Deserialize, Serialize};
use vault::VaultId;

/// A note to the other tabs.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Note {
    /// The list of accounts changed: one was added, forgotten, or shows another store.
    Accounts,
    /// A sign-in was begun, replaced or finished.
    Attempts,
    /// An account's tokens changed.
    Tokens(VaultId),
    /// A store of an account was synced.
    Synced(VaultId, Marketplace),
}
