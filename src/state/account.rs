//! [`AccountView`]: the account whose library is open.

use audible::{AccountKind, Marketplace, Timestamp};

use super::accounts::AccountId;

/// What pages show of an account. No secret is in it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AccountView {
    /// Which one of [`super::State::accounts`] it is; `None` for the sample
    /// library, for one from a file, and for all together.
    pub id: Option<AccountId>,
    /// Full name, if Amazon told it; of a library from a file, the file's.
    pub name: Option<String>,
    /// First name, if Amazon told it.
    pub given_name: Option<String>,
    /// The device as Amazon lists it, `Anna's 2nd Audible for iPhone`.
    pub device_name: Option<String>,
    /// How it came here.
    pub origin: Origin,
    /// Where the member signed in.
    pub home: Marketplace,
    /// Amazon account or Audible user name.
    pub kind: AccountKind,
    /// Stores that the member reads, in the order chosen. Never empty once chosen.
    pub stores: Vec<Marketplace>,
    /// The store whose library and reports are shown.
    pub store: Marketplace,
    /// When it was signed in, imported or opened.
    pub since: Timestamp,
    /// When a backup file was last exported.
    pub exported: Option<Timestamp>,
}

/// How an account came here; decides which way of leaving is the main one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Origin {
    /// Signed in here: this device is ours to remove.
    SignIn,
    /// From a file: another program may use the same device.
    Imported,
    /// The invented sample library: no tokens, no sync.
    Sample,
    /// A file of lists that was made here: as the sample.
    File,
    /// All libraries of this device as one: each account has its own tokens and syncs by itself.
    Together,
}

impl Origin {
    /// Whether it is one member's account, with tokens and a sync of its own.
    pub const fn is_one_account(self) -> bool {
        matches!(self, Self::SignIn | Self::Imported)
    }

    /// Whether it is only looked at: nothing of it is kept, and closing it loses nothing.
    pub const fn is_guest(self) -> bool {
        matches!(self, Self::Sample | Self::File)
    }
}
