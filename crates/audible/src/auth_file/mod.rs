//! Auth files of the Python library `audible` and of the programs built on it, plain JSON
//! (sign-in reference, 12.1). Encrypted ones, and those of other programs, are the business of the
//! crate `auth_files`, which hands on to this module what it found in them.

mod read;
mod write;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

pub use read::{Opened, read, read_object};
pub use write::write;

/// Why a text is not an auth file that can be used. Each says what to do.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum AuthFileError {
    /// JSON whose end is missing.
    #[error("the file is cut short; copy all of it")]
    CutShort,
    /// A part that nothing works without is there, and is not what it should be.
    #[error("`{key}` in this file is damaged; export the file once more")]
    Damaged {
        /// The part's key in the file.
        key: Cow<'static, str>,
    },
    /// Nothing at all.
    #[error("the file is empty")]
    Empty,
    /// JSON of something else.
    #[error("this is not an auth file of the Python library audible")]
    NotAnAuthFile,
    /// No JSON and no other file that is known.
    #[error("this is not an auth file; it should start with a curly bracket")]
    NotJson,
    /// The file does not say of which store it is: ask the member, then read again with the store.
    #[error("the file does not say which store it is of; choose the store")]
    NoStore,
    /// An auth file, but all tokens are missing.
    #[error("the file holds no refresh token and no device key, so nobody can sign in with it")]
    NothingToSignInWith,
    /// A store that does not exist: ask the member, then read again with the store.
    #[error("the file names a store that is not known (`{code}`); choose the store")]
    UnknownStore {
        /// `locale_code` in the file.
        code: String,
    },
}

/// Whether an ADP token has the five groups that the library demands (section 6.2).
fn is_adp_token(text: &str) -> bool {
    let mut rest = text;
    for group in ["{enc:", "}{key:", "}{iv:", "}{name:"] {
        let Some(after) = rest.strip_prefix(group) else {
            return false;
        };
        let end = after.find('}').unwrap_or(after.len());
        let (value, more) = after.split_at(end);
        if value.is_empty() || !value.bytes().all(|b| b.is_ascii_graphic() && b != b'{') {
            return false;
        }
        rest = more;
    }
    rest == "}{serial:Mg==}"
}

/// A token with its mark in front, in characters that a header can carry.
fn is_token(text: &str, mark: &str) -> bool {
    text.strip_prefix(mark)
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_graphic()))
}

fn are_activation_bytes(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

const ACCESS: &str = "Atna|";
const REFRESH: &str = "Atnr|";
