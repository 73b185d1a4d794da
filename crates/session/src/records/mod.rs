//! What is stored, as plain bytes under names. Sealing them is the vault's part, writing them the
//! browser's.
//!
//! | vault | name | content |
//! | --- | --- | --- |
//! | device | `accounts` | [`Accounts`]: which accounts there are |
//! | device | `attempts` | [`Attempts`]: sign-ins under way |
//! | account | `tokens` | [`Tokens`](crate::life::Tokens); written by the token life cycle only |
//! | account | `account` | [`Account`]: chosen stores and the like |
//! | account | `us/sync` | [`Synced`]: where the last sync of a store ended |
//! | account | `us/library/0` … | a store's [`Snapshot`](audible::Snapshot), in pieces |
//!
//! Names are seen by whoever sees the storage: they tell of stores, never of people or titles.
//! Tokens have a record of their own so that nothing else can put an older one over them.
//!
//! Every record is JSON with its version in front (`{"v":1,…`). Version 0, of development builds,
//! had the bare value; it is read and reported as outdated. Later versions are reported as
//! [`Why::Newer`] and are to be left as they are.

mod account;
mod document;
mod piece;
mod snapshot;

pub use account::{Account, AccountEntry, Accounts, Attempts, Origin, Synced};
pub use document::{Document, Opened, read_document, write_document};
pub use snapshot::{Changes, Read, read_snapshot, sync_name, write_part, write_searches_since};

use audible::Marketplace;

use crate::sync::Part;

/// At most so many bytes are in one record, unless a single item is larger.
pub const MAX_RECORD: usize = 512 * 1024;

/// What a record holds.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    /// The list of accounts on this device.
    Accounts,
    /// Sign-ins under way.
    Attempts,
    /// The tokens of an account.
    Tokens,
    /// An account's chosen stores and the like.
    Account,
    /// Where the last sync of a store ended.
    Synced(Marketplace),
    /// A piece of a store's snapshot.
    Part(Marketplace, Part),
}

/// A record that cannot be used.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fault {
    /// Its name.
    pub name: String,
    /// What it held.
    pub kind: Kind,
    /// Why it cannot be used.
    pub why: Why,
}

/// Why a record cannot be used.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Why {
    /// It does not read: set it aside.
    Damaged,
    /// Parts of it do not read: they are left out, the rest is used.
    Incomplete,
    /// It is not there, although others say that it should be.
    Missing,
    /// A newer AudiPy wrote it: leave it as it is.
    Newer,
}

impl From<vault::Error> for Why {
    fn from(error: vault::Error) -> Self {
        match error {
            vault::Error::Newer { .. } => Self::Newer,
            _ => Self::Damaged,
        }
    }
}

impl Kind {
    /// From a record's name; also of one that did not open. `None`: not a name of ours.
    pub fn of(name: &str) -> Option<Self> {
        match name {
            Accounts::NAME => return Some(Self::Accounts),
            Attempts::NAME => return Some(Self::Attempts),
            crate::life::Tokens::NAME => return Some(Self::Tokens),
            Account::NAME => return Some(Self::Account),
            _ => {}
        }
        let (store, rest) = name.split_once('/')?;
        let store = Marketplace::ALL
            .into_iter()
            .find(|known| known.code() == store)?;
        if rest == Synced::NAME {
            return Some(Self::Synced(store));
        }
        let (part, _) = rest.split_once('/')?;
        Some(Self::Part(store, snapshot::part_of(part)?))
    }
}
