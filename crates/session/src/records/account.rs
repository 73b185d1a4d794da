//! The documents of a device and of an account.

use audible::{AccountKind, Attempt, Marketplace, SpentCode, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use vault::VaultId;

use super::document::Document;
use crate::life::Tokens;
use crate::sync::{Health, Place, Summary};

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
    /// What the member calls it instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// By which it is told apart. `None`: never chosen, so it goes by its place in the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<Colour>,
    /// Whose it is, for as long as the account may be locked: noted when its locks change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<Fingerprint>,
}

/// Tells whether a locked account is of a customer who just signed in, and nothing else: a hash of
/// the customer's id at Amazon, salted with the account's vault.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint([u8; 32]);

/// Sign-ins to accounts that are locked, waiting to be put in their place as soon as those are
/// unlocked: Amazon gives tokens only once. Kept in the device's own vault.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Arrivals {
    /// At most one an account.
    pub waiting: Vec<Arrival>,
}

/// A sign-in to an account that is locked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arrival {
    /// The account.
    pub vault: VaultId,
    /// What Amazon gave.
    pub tokens: Tokens,
}

/// One of eight colours.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(from = "u8", into = "u8")]
pub struct Colour(u8);

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
    /// What the last one asked, however it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health: Option<Health>,
}

impl Accounts {
    /// The colour of the account at a place of the list.
    pub fn colour(&self, place: usize) -> Colour {
        let chosen = self.accounts.get(place).and_then(|entry| entry.colour);
        chosen.unwrap_or_else(|| Colour::from(u8::try_from(place % 8).unwrap_or_default()))
    }

    /// Adds an account in a colour that no other has, as long as there is one.
    pub fn add(&mut self, vault: VaultId, name: Option<String>) {
        let taken: Vec<_> = (0..self.accounts.len()).map(|at| self.colour(at)).collect();
        let free = Colour::ALL
            .into_iter()
            .find(|colour| !taken.contains(colour));
        let colour = free.unwrap_or_else(|| self.colour(self.accounts.len()));
        self.accounts.push(AccountEntry {
            vault,
            name,
            label: None,
            colour: Some(colour),
            customer: None,
        });
    }

    /// The entry of an account.
    pub fn entry(&mut self, vault: VaultId) -> Option<&mut AccountEntry> {
        self.accounts.iter_mut().find(|entry| entry.vault == vault)
    }

    /// Takes an account off the list; if it was shown, the first of the others is.
    pub fn remove(&mut self, vault: VaultId) {
        self.accounts.retain(|entry| entry.vault != vault);
        if self.open == Some(vault) {
            self.open = self.accounts.first().map(|entry| entry.vault);
        }
    }
}

impl AccountEntry {
    /// Of an account of which nothing else is known.
    pub const fn nameless(vault: VaultId) -> Self {
        Self {
            vault,
            name: None,
            label: None,
            colour: None,
            customer: None,
        }
    }

    /// Notes whose it is.
    pub fn note_customer(&mut self, user_id: &str) {
        self.customer = Some(Fingerprint::of(user_id, self.vault));
    }

    /// Whether it is known to be this customer's.
    pub fn is_of(&self, user_id: &str) -> bool {
        self.customer == Some(Fingerprint::of(user_id, self.vault))
    }

    /// Calls the account as the member likes; blanks around are dropped, and no text means
    /// Amazon's name again. At most [`Self::MAX_LABEL`] characters are kept.
    pub fn call(&mut self, label: &str) {
        let label: String = label
            .chars()
            .filter(|c| !c.is_control())
            .collect::<String>()
            .trim()
            .chars()
            .take(Self::MAX_LABEL)
            .collect();
        self.label = Some(label).filter(|label| !label.is_empty());
    }

    /// The longest name of a member's own, in characters.
    pub const MAX_LABEL: usize = 40;
}

impl Fingerprint {
    /// Of a customer's id at Amazon, for the account of this vault.
    pub fn of(user_id: &str, vault: VaultId) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"audipy customer\0");
        hash.update(vault.as_bytes());
        hash.update(user_id.as_bytes());
        Self(hash.finalize().into())
    }
}

impl Arrivals {
    /// Adds a sign-in, in place of an earlier one to the same account.
    pub fn add(&mut self, arrival: Arrival) {
        self.remove(arrival.vault);
        self.waiting.push(arrival);
    }

    /// The sign-in that waits for an account to be unlocked.
    pub fn of(&self, vault: VaultId) -> Option<&Arrival> {
        self.waiting.iter().find(|arrival| arrival.vault == vault)
    }

    /// Takes it away: it is in its place, or the account is gone.
    pub fn remove(&mut self, vault: VaultId) {
        self.waiting.retain(|arrival| arrival.vault != vault);
    }
}

impl Arrival {
    /// What to store in place of what is there; `None` if it is there already: the page was left
    /// between the two.
    pub fn over(&self, stored: Option<&Tokens>) -> Option<Tokens> {
        let is_there = stored.is_some_and(|stored| {
            crate::import::is_same_device(&stored.registration, &self.tokens.registration)
        });
        (!is_there).then(|| self.tokens.clone().later_than(stored))
    }
}

impl Colour {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self(0),
        Self(1),
        Self(2),
        Self(3),
        Self(4),
        Self(5),
        Self(6),
        Self(7),
    ];

    /// Its place in [`Self::ALL`].
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A number beyond the eight is one of them too: a list is not damaged by a colour.
impl From<u8> for Colour {
    fn from(number: u8) -> Self {
        Self(number % 8)
    }
}

impl From<Colour> for u8 {
    fn from(colour: Colour) -> Self {
        colour.0
    }
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

impl Document for Arrivals {
    const NAME: &'static str = "arrivals";
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
