//! Where a conversation cannot go on.

use std::time::Duration;

use super::address::Place;
use super::html::Document;

/// The end of a conversation without a code. Amazon's own page always remains.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DeadEnd {
    /// Why.
    pub why: Why,
    /// What a report may say about the page: status, host, path, title, names of its fields.
    /// No value of a field, no query, nothing that the member typed.
    pub description: String,
}

/// Why a conversation ended (sign-in reference, 5.10).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Why {
    /// A puzzle that only scripts can show (trap T18).
    Puzzle,
    /// A firewall in front of Amazon wants a browser (trap T40).
    Firewall,
    /// Amazon wants a passkey, which only its own page can ask for.
    PasskeyDemanded,
    /// Amazon wants a new password, or has locked the account (trap T63).
    PasswordReset,
    /// No way is left to get a code today (trap T36).
    TooManyCodes,
    /// Amazon asks for the password again and again without a word: it distrusts the connection
    /// (trap T38).
    SilentLoop,
    /// The notification was turned down.
    ApprovalDenied,
    /// The notification has expired, or nobody approved it for five minutes.
    ApprovalExpired,
    /// Amazon's session broke: begin again.
    SessionLost,
    /// Amazon cannot answer now.
    Outage {
        /// The HTTP status.
        status: u16,
        /// The wait that it asked for.
        after: Option<Duration>,
    },
    /// No answer came: nobody knows whether the request arrived, so it is not sent again.
    NoAnswer,
    /// Signed in at another store, or with another kind of account, than was asked for.
    OtherStore,
    /// The attempt is older than a day.
    AttemptTooOld,
    /// Amazon leads to an address that AudiPy does not go to.
    ForeignAddress,
    /// Page after page without a question.
    TooManyPages,
    /// A page that AudiPy does not know: worth a report.
    UnknownPage,
}

/// What a report may say about a page that was not understood.
#[derive(Debug, Default)]
pub(super) struct Seen {
    status: Option<u16>,
    host: String,
    path: String,
    title: String,
    ids: Vec<String>,
    inputs: Vec<String>,
}

impl Seen {
    /// An address that was not gone to.
    pub(super) fn address(host: &str, path: &str) -> Self {
        Self {
            host: host.to_owned(),
            path: path.to_owned(),
            ..Self::default()
        }
    }

    pub(super) fn page(status: u16, place: &Place, document: &Document) -> Self {
        let title = document.find(|element| element.is("title"));
        let names = |tag: &'static str, attribute: &'static str| {
            let mut names: Vec<String> = document
                .elements()
                .filter(|element| element.is(tag))
                .filter_map(|element| element.attribute(attribute))
                .map(str::to_owned)
                .take(MOST_NAMES)
                .collect();
            names.dedup();
            names
        };
        Self {
            status: Some(status),
            host: place.host().to_owned(),
            path: place.path().to_owned(),
            title: title.map(|title| document.text(title)).unwrap_or_default(),
            ids: [names("form", "id"), names("form", "name")].concat(),
            inputs: names("input", "name"),
        }
    }

    /// `typed` is what the member signs in as: no part of it is told.
    pub(super) fn describe(&self, typed: &str) -> String {
        let is_plain = |name: &&str| {
            name.len() <= LONGEST_NAME
                && !name.is_empty()
                && name
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_.:".contains(&b))
                && !has_number(name)
                && !is_part_of(name, typed)
        };
        let plain = |names: &[String]| {
            let names: Vec<_> = names.iter().map(String::as_str).filter(is_plain).collect();
            names.join(" ")
        };
        let path: Vec<_> = self
            .path
            .split('/')
            .map(|name| {
                if name.is_empty() || is_plain(&name) {
                    name
                } else {
                    "…"
                }
            })
            .collect();
        // Words of letters only: no address, no number, and nothing of the member's name.
        let title: Vec<_> = self
            .title
            .split_whitespace()
            .filter(|word| {
                word.chars()
                    .all(|c| c.is_alphabetic() || "'’,.:?!-".contains(c))
            })
            .filter(|word| !is_part_of(word, typed))
            .take(20)
            .collect();
        let mut lines = vec![format!("page {}{}", self.host, path.join("/"))];
        if let Some(status) = self.status {
            lines.push(format!("status {status}"));
        }
        for (what, text) in [
            ("title", title.join(" ")),
            ("forms", plain(&self.ids)),
            ("inputs", plain(&self.inputs)),
        ] {
            if !text.is_empty() {
                lines.push(format!("{what} {text}"));
            }
        }
        lines.join("\n")
    }
}

/// Four digits in a row may be somebody's.
fn has_number(name: &str) -> bool {
    name.as_bytes()
        .windows(4)
        .any(|four| four.iter().all(u8::is_ascii_digit))
}

/// Whether a word shares a part with what the member typed, as far as parts are longer than two
/// letters.
fn is_part_of(word: &str, typed: &str) -> bool {
    let word = word.to_lowercase();
    typed
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .any(|part| part.chars().count() > 2 && word.contains(part))
}

const MOST_NAMES: usize = 40;
const LONGEST_NAME: usize = 50;
