//! What tabs tell each other: "look again", never what is there.

use audible::Marketplace;
use serde::{Deserialize, Serialize};
use vault::VaultId;

/// A note to the other tabs.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Note {
    /// The list of accounts changed: one was added or forgotten, or is called another name.
    Accounts,
    /// An account's own record changed: its stores.
    Account(VaultId),
    /// A sign-in was begun, replaced or finished.
    Attempts,
    /// Somebody signed in to an account that is locked in that tab.
    Arrived(VaultId),
    /// Accounts that do not open by themselves are to be locked.
    Lock,
    /// What opens an account changed.
    Locks(VaultId),
    /// An account's tokens changed.
    Tokens(VaultId),
    /// The kept views of an account changed.
    Views(VaultId),
    /// What the member of an account says about people changed.
    People(VaultId),
    /// What the member of an account does not want suggested changed.
    Hidden(VaultId),
    /// A store of an account was synced.
    Synced(VaultId, Marketplace),
}
