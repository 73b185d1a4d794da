//! Auth files of all programs: which program a file is of, what is in it, and what AudiPy writes.
//!
//! Pure: file contents, passwords and random bytes are handed in. Opening and writing run in the
//! worker; the page only knows the types.
//!
//! | program | file | section of the sign-in reference |
//! | --- | --- | --- |
//! | Python `audible` | plain JSON (`audible::auth_file`) | 12.1 |
//! | | encrypted with a password, [two styles](python) | 12.2 |
//! | audible-cli | a folder: `config.toml` and the auth files that it names | 12.3 |
//! | audible-rs | plain, and encrypted with a password | 12.4 |
//! | Libation | `AccountsSettings.json`, its tokens not encrypted | 12.5 |
//! | OpenAudible | `credentials.json` | 12.6 |

mod audible_cli;
mod audible_rs;
mod file;
mod found;
mod libation;
mod open;
mod open_audible;
pub mod python;

pub use file::File;
pub use found::{Found, Outcome, Program, Refusal, Source};
pub use open::{Keys, open};
