//! What is stored, as plain bytes under names. Sealing them is the vault's part, writing them the
//! browser's.
//!
//! | vault | name | content |
//! | --- | --- | --- |
//! | device | `accounts` | [`Accounts`]: which accounts there are |
//! | device | `attempts` | [`Attempts`]: sign-ins under way |
//! | device | `arrivals` | [`Arrivals`]: sign-ins to accounts that are locked |
//! | account | `tokens` | [`Tokens`](crate::life::Tokens); written by the token life cycle only |
//! | account | `account` | [`Account`]: chosen stores and the like |
//! | account | `views` | [`KeptViews`]: how the member likes to look at reports |
//! | account | `people` | [`KeptPeople`]: who is one person, and who is not |
//! | account | `hidden` | [`KeptHidden`]: titles that the member does not want suggested |
//! | account | `recipes` | recipes of exports that the member keeps; see [`RECIPES`] |
//! | account | `covers/…` | a cover, as it came; named by a salted hash and its size |
//! | account | `us/sync` | [`Synced`]: where the last sync of a store ended |
//! | account | `us/log` | [`Log`]: what changed in a store |
//! | account | `us/seen` | [`Seen`]: up to where the member has seen it |
//! | account | `us/library/0` … | a store's [`Snapshot`](audible::Snapshot), in pieces |
//!
//! Names are seen by whoever sees the storage: they tell of stores, never of people or titles.
//! Tokens have a record of their own so that nothing else can put an older one over them.
//!
//! Every record is JSON with its version in front (`{"v":1,…`). Version 0, of development builds,
//! had the bare value; it is read and reported as outdated. Later versions are reported as
//! [`Why::Newer`] and are to be left as they are.

mod account;
mod cover;
mod document;
mod hidden;
mod log;
mod people;
mod piece;
mod snapshot;
mod views;

pub use account::{
    Account, AccountEntry, Accounts, Arrival, Arrivals, Attempts, Colour, Fingerprint, Origin,
    Synced,
};
pub use cover::{COVERS, cover_folder, cover_name, cover_size, cover_type};
pub use document::{Document, Opened, read_document, write_document};
pub use hidden::{HiddenTitle, KeptHidden};
pub use log::{Entry, Log, Seen, log_name, seen_name};
pub use people::KeptPeople;
pub use snapshot::{
    Changes, Read, SnapshotReader, read_snapshot, sync_name, write_part, write_searches_since,
};
pub use views::{KeptView, KeptViews, ViewId};

use audible::Marketplace;

use crate::sync::Part;

/// The record of the recipes that the member keeps. What is in it belongs to the exports.
pub const RECIPES: &str = "recipes";

/// At most so many bytes are in one record, unless a single item is larger.
pub const MAX_RECORD: usize = 512 * 1024;

/// What a record holds.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    /// The list of accounts on this device.
    Accounts,
    /// Sign-ins under way.
    Attempts,
    /// Sign-ins to accounts that are locked.
    Arrivals,
    /// The tokens of an account.
    Tokens,
    /// An account's chosen stores and the like.
    Account,
    /// How the member likes to look at reports.
    Views,
    /// What the member says about people.
    People,
    /// Titles that the member does not want suggested.
    Hidden,
    /// Recipes of exports that the member keeps.
    Recipes,
    /// Where the last sync of a store ended.
    Synced(Marketplace),
    /// What changed in a store.
    Log(Marketplace),
    /// Up to where that was seen.
    Seen(Marketplace),
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
            Arrivals::NAME => return Some(Self::Arrivals),
            crate::life::Tokens::NAME => return Some(Self::Tokens),
            Account::NAME => return Some(Self::Account),
            KeptViews::NAME => return Some(Self::Views),
            KeptPeople::NAME => return Some(Self::People),
            KeptHidden::NAME => return Some(Self::Hidden),
            RECIPES => return Some(Self::Recipes),
            _ => {}
        }
        let (store, rest) = name.split_once('/')?;
        let store = Marketplace::ALL
            .into_iter()
            .find(|known| known.code() == store)?;
        if rest == Synced::NAME {
            return Some(Self::Synced(store));
        }
        match rest {
            Log::NAME => return Some(Self::Log(store)),
            Seen::NAME => return Some(Self::Seen(store)),
            _ => {}
        }
        let (part, _) = rest.split_once('/')?;
        Some(Self::Part(store, snapshot::part_of(part)?))
    }
}
