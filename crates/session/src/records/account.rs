//! The documents of a device and of an account.

use audible::{AccountKind, Attempt, Marketplace, SpentCode, Timestamp};
use serde::{Deserialize, Serialize};
use vault::VaultId;

use super::document::Document;
use crate::life::Tokens;
use crate::sync::{Place, Summary};

/// Which accounts there are on this device. Kept in the device's own vault.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Accounts {
    /// In the order in which they came.
    pub accounts: Vec<AccountEntry>,
    /// The one that is shown.
    pub open: Option<VaultId>,
}

/// One account of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccountEntry {
    /// Its vault, and its only name outside of sealed records.
    pub vault: VaultId,
    /// The member's name, to tell accounts apart while they are closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Sign-ins under way, and codes that were sent. Kept in the device's own vault.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Attempts {
    /// At most one a store and kind.
    pub pending: Vec<Attempt>,
    /// Traces of codes that were sent, the latest last.
    pub spent: Vec<SpentCode>,
}

/// What an account is, apart from its tokens and its library.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// How it came here.
    pub origin: Origin,
    /// When it was signed in or imported.
    pub since: Timestamp,
    /// When an auth file was last exported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exported: Option<Timestamp>,
    /// Stores that the member reads, in the order chosen.
    #[serde(default)]
    pub stores: Vec<Marketplace>,
    /// The store that is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store: Option<Marketplace>,
    /// Random; makes the names of search records say nothing.
    pub salt: [u8; 16],
}

/// How an account came here.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Signed in here: this device is ours to remove.
    SignIn,
    /// From a file: another program may use the same device.
    Imported,
}

/// How the last sync of a store ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Synced {
    /// Where the next one goes on.
    pub place: Option<Place>,
    /// What the last one that ran to its end found.
    pub summary: Option<Summary>,
}

impl Attempts {
    /// The attempt to use for this store and kind, unless it is too old.
    pub fn pending(
        &self,
        store: Marketplace,
        kind: AccountKind,
        now: Timestamp,
    ) -> Option<&Attempt> {
        self.pending
            .iter()
            .find(|attempt| (attempt.store, attempt.kind) == (store, kind))
            .filter(|attempt| !attempt.is_too_old(now))
    }

    /// Adds an attempt in place of the one for the same store and kind; drops those too old.
    pub fn begin(&mut self, attempt: Attempt, now: Timestamp) {
        self.pending.retain(|known| {
            (known.store, known.kind) != (attempt.store, attempt.kind) && !known.is_too_old(now)
        });
        self.pending.push(attempt);
    }

    /// A code of this attempt is about to be sent: the attempt is spent, and the code is
    /// remembered so that it is not sent again. Store this before sending.
    pub fn spend(&mut self, attempt: &Attempt, code: SpentCode) {
        self.pending.retain(|known| known.serial != attempt.serial);
        self.spent.push(code);
        let surplus = self.spent.len().saturating_sub(MOST_SPENT);
        self.spent.drain(..surplus);
    }
}

impl Document for Accounts {
    const NAME: &'static str = "accounts";
}

impl Document for Attempts {
    const NAME: &'static str = "attempts";
}

impl Document for Account {
    const NAME: &'static str = "account";
}

impl Document for Tokens {
    const NAME: &'static str = "tokens";
}

impl Document for Synced {
    const NAME: &'static str = "sync";
}

const MOST_SPENT: usize = 20;
