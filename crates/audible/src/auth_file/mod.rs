//! Auth files of the Python library `audible` and of the programs built on it, plain JSON
//! (sign-in reference, 12.1). Encrypted ones are recognised, not opened.

mod read;
mod write;

pub use read::{Opened, read};
pub use write::write;

/// Why a text is not an auth file that can be used. Each says what to do.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum AuthFileError {
    /// A settings file of audible-cli; the auth files lie beside it.
    #[error(
        "this is a settings file of audible-cli; open the auth file that it names, in the same folder"
    )]
    AudibleCliConfig,
    /// JSON whose end is missing.
    #[error("the file is cut short; copy all of it")]
    CutShort,
    /// A part that nothing works without is there, and is not what it should be.
    #[error("`{key}` in this file is damaged; export the file once more")]
    Damaged {
        /// The part's key in the file.
        key: &'static str,
    },
    /// Nothing at all.
    #[error("the file is empty")]
    Empty,
    /// Encrypted with a password.
    #[error(
        "this auth file is encrypted with a password, which AudiPy cannot open yet; \
         save it once without encryption"
    )]
    Encrypted,
    /// JSON of something else.
    #[error("this is not an auth file of the Python library audible")]
    NotAnAuthFile,
    /// No JSON and no other file that is known.
    #[error("this is not an auth file; it should start with a curly bracket")]
    NotJson,
    /// Bytes instead of text. May be an auth file encrypted with unusual settings, or any other file.
    #[error(
        "this file is no text; if it is an auth file, it is encrypted with a password, which AudiPy \
         cannot open yet: save it once without encryption"
    )]
    NotText,
    /// The file does not say of which store it is: ask the member, then read again with the store.
    #[error("the file does not say which store it is of; choose the store")]
    NoStore,
    /// An auth file, but all tokens are missing.
    #[error("the file holds no refresh token and no device key, so nobody can sign in with it")]
    NothingToSignInWith,
    /// A file of another program.
    #[error(
        "this is a file of {program}; export the account from there for Python audible or audible-cli"
    )]
    OtherProgram {
        /// Its name.
        program: &'static str,
    },
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
