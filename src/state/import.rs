//! [`ImportView`]: bringing accounts in from files, as pages see it.

use std::sync::Arc;

use audible::{AccountKind, Marketplace, Timestamp};
pub use auth_files::{Program, Refusal, Source};
pub use session::import::Comparison;

use super::problem::Problem;
use super::restoring::Brings;

/// How bringing accounts in from files stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum ImportView {
    /// No files were handed in.
    #[default]
    Idle,
    /// The files are being opened.
    Opening,
    /// What is in them. Nothing of it is kept yet.
    Preview(Arc<Preview>),
    /// What was agreed is being written.
    Writing,
}

/// What is in the files that were handed in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// Accounts, to choose from.
    pub accounts: Vec<Candidate>,
    /// Encrypted files, and whether a password was tried in vain.
    pub locked: Vec<(Source, bool)>,
    /// Accounts of which nobody knows the store, and what the file names instead of one.
    pub storeless: Vec<(Source, Option<String>)>,
    /// What is of no use, and why.
    pub refused: Vec<(Source, Refusal)>,
    /// Accounts of a backup, with how many of its records are damaged.
    pub incomplete: Vec<(Source, usize)>,
    /// A backup among them holds settings.
    pub settings: bool,
    /// An account here is locked, so nobody knows whether one of these is the same.
    pub beside_locked: bool,
    /// Writing went wrong; nothing was lost.
    pub problem: Option<Problem>,
}

/// An account in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Where it was found.
    pub source: Source,
    /// Whose file it is.
    pub program: Program,
    /// The file was encrypted.
    pub encrypted: bool,
    /// Profiles of audible-cli that use it.
    pub profiles: Vec<String>,
    /// Stores that its program reads.
    pub stores: Vec<Marketplace>,
    /// The customer's full name.
    pub name: Option<String>,
    /// The device as Amazon lists it.
    pub device_name: Option<String>,
    /// Where it was signed in.
    pub home: Marketplace,
    /// Amazon account or Audible user name.
    pub kind: AccountKind,
    /// The access token, and its end if that is known.
    pub access_token: Option<Option<Timestamp>>,
    /// What else is there.
    pub parts: Vec<Part>,
    /// Parts that are damaged and were left out.
    pub left_out: Vec<String>,
    /// Titles of the libraries that come with it.
    pub titles: Option<usize>,
    /// Whether the account is here already.
    pub standing: Standing,
}

/// A part of an account that a file has or lacks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Part {
    /// Keeps the account signed in.
    RefreshToken,
    /// ADP token and device key.
    DeviceKey,
    /// Cookies of the store's website.
    WebsiteCookies,
    /// For players of downloaded books.
    ActivationBytes,
}

/// How an account in a file stands to those that are here, and to the other files.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// It is not here yet.
    New,
    /// It is here.
    Here(Age),
    /// It is here and locked, so nobody knows which is newer.
    Locked,
    /// Another of the files has it in a newer state.
    Twice,
}

/// How a file compares with what is here of the same account.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Age {
    /// Which is newer.
    pub comparison: Comparison,
    /// Both are one device at Amazon.
    pub same_device: bool,
    /// What the file has beyond what is here.
    pub brings: Brings,
}

impl Standing {
    /// Whether it is to be kept unless the member decides otherwise: the newer one is.
    pub const fn is_proposed(self) -> bool {
        match self {
            Self::New => true,
            Self::Here(age) => match age.comparison {
                Comparison::Newer => true,
                Comparison::Same | Comparison::Older => age.brings.something(),
                // Its tokens come along, and nobody knows whether they are to.
                Comparison::Unknown => age.brings.library,
            },
            Self::Locked | Self::Twice => false,
        }
    }

    /// Whether there is anything to keep.
    pub const fn is_choice(self) -> bool {
        match self {
            Self::New => true,
            Self::Here(age) => {
                age.brings.something() || !matches!(age.comparison, Comparison::Same)
            }
            Self::Locked | Self::Twice => false,
        }
    }
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Written {
    /// So many accounts.
    pub accounts: usize,
    /// The one that is open is new, and its stores are to be chosen.
    pub unchosen: bool,
}
