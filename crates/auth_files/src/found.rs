//! What came of opening files.

use audible::{AuthFileError, Marketplace, Registration};
use serde::{Deserialize, Serialize};

/// What one file, or one account within it, turned out to be.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// An account.
    Account(Box<Found>),
    /// Encrypted: ask for the password, then open again.
    Locked {
        /// The file.
        source: Source,
        /// A password was tried, and was wrong (or the file is damaged: nothing tells them apart).
        wrong: bool,
    },
    /// Of a store that the file does not say: ask for it, then open again.
    Storeless {
        /// The account.
        source: Source,
        /// What the file names instead of a store that is known.
        code: Option<String>,
    },
    /// Of no use.
    Refused {
        /// The file or account.
        source: Source,
        /// Why.
        why: Refusal,
    },
}

/// Where something was found.
#[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Source {
    /// The file's path.
    pub path: String,
    /// The account or profile within it, as its program calls it.
    pub within: Option<String>,
}

/// An account that was found.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Found {
    /// Where.
    pub source: Source,
    /// Whose file it is.
    pub program: Program,
    /// It was encrypted with a password.
    pub encrypted: bool,
    /// Profiles of audible-cli that use it.
    pub profiles: Vec<String>,
    /// Stores that the program reads with it; none if it does not say.
    pub stores: Vec<Marketplace>,
    /// The account itself.
    pub registration: Registration,
    /// Parts that are in the file but damaged, by the keys of section 12.1, and were left out.
    /// AudiPy needs none of them.
    pub left_out: Vec<String>,
}

/// A program that writes auth files.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Program {
    /// AudiPy itself: a backup.
    AudiPy,
    /// The Python library `audible`, and whatever is built on it.
    Python,
    /// audible-cli, with its settings.
    AudibleCli,
    /// audible-rs.
    AudibleRs,
    /// Libation.
    Libation,
    /// `OpenAudible`.
    OpenAudible,
}

/// Why something cannot be used.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// What the auth file says.
    File(AuthFileError),
    /// Bytes that are neither text nor an encrypted auth file.
    NotText,
    /// The settings of audible-cli name this file, and it was not among those handed in.
    NotHere {
        /// Its name.
        file: String,
    },
    /// Settings of audible-cli that name no auth file, or do not read.
    NoProfiles,
    /// Libation encrypts its tokens with a key of that computer.
    LibationEncrypts,
    /// An account that its program has not signed in yet.
    NotSignedIn,
    /// A format that is newer than what AudiPy knows.
    Newer,
    /// The file asks for more memory or time than any honest one to try its password.
    TooCostly,
}

impl From<AuthFileError> for Refusal {
    fn from(error: AuthFileError) -> Self {
        Self::File(error)
    }
}

impl Source {
    pub(crate) fn file(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            within: None,
        }
    }

    pub(crate) fn within(path: &str, within: &str) -> Self {
        Self {
            path: path.to_owned(),
            within: Some(within.to_owned()),
        }
    }
}
