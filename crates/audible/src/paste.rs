//! Reading the address that a member pastes at the end of a sign-in
//! (sign-in reference, section 4; traps T13 to T15).

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::answer;
use crate::attempt::Attempt;
use crate::device::{Serial, push_hex};
use crate::marketplace::{AccountKind, Marketplace};
use crate::secret::Secret;
use crate::timestamp::Timestamp;

/// Why a pasted text is not the address that ends a sign-in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum PasteProblem {
    /// This address was already sent: codes work once.
    AlreadySent,
    /// Amazon refused; its own words, if any.
    AmazonError {
        /// From `error`, `openid.error` or `openid.mode`.
        message: String,
    },
    /// The attempt is older than 24 hours: start over.
    AttemptTooOld,
    /// The address of the last page, but its end is missing.
    CutOff,
    /// The code is there and empty: start again.
    EmptyCode,
    /// Nothing pasted.
    Empty,
    /// A page in the middle of the sign-in: finish the step in the browser.
    MiddleOfFlow,
    /// No sign-in is pending here: open the link first.
    NoAttempt,
    /// Not an address at all.
    NotAnAddress,
    /// An address, but not of Amazon's or Audible's sign-in.
    NotAmazon,
    /// Made by an old app or an old tutorial.
    OldTokenFlow,
    /// The value of a parameter, copied out of the address.
    ParameterValue,
    /// The sign-in page itself: finish signing in first.
    SignInPage,
    /// The tab moved on to the library or home page (usual in br).
    MovedOn,
    /// Amazon account and Audible user name mixed up.
    WrongKind {
        /// What the link was made for.
        expected: AccountKind,
    },
    /// Signed in at another store than the link was for.
    WrongStore {
        /// What the link was made for.
        expected: Marketplace,
        /// Where the address comes from.
        found: Marketplace,
    },
}

/// What Amazon hands out at the end of a sign-in; registers one device, once, within minutes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AuthorizationCode(Secret<String>);

impl AuthorizationCode {
    pub(crate) const fn expose(&self) -> &String {
        // EXPOSE: for the registration's body and the hash of a spent code, in this crate only.
        self.0.expose()
    }
}

/// The trace of a code that was sent, so that it is not sent again. A salted hash: the code itself
/// rests nowhere.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SpentCode {
    salt: Serial,
    hash: String,
}

impl SpentCode {
    /// Note this before the code is sent.
    pub fn new(attempt: &Attempt, code: &AuthorizationCode) -> Self {
        Self {
            salt: attempt.serial.clone(),
            hash: Self::hash(&attempt.serial, code),
        }
    }

    /// Whether `code` is the one that was sent.
    pub fn is(&self, code: &AuthorizationCode) -> bool {
        self.hash == Self::hash(&self.salt, code)
    }

    fn hash(salt: &Serial, code: &AuthorizationCode) -> String {
        let digest = Sha256::new()
            .chain_update(salt.as_str())
            .chain_update([0])
            // EXPOSE: only sixteen digits of its hash leave this function.
            .chain_update(code.expose())
            .finalize();
        let mut hash = String::with_capacity(16);
        for byte in &digest[..8] {
            push_hex(&mut hash, *byte, b"0123456789abcdef");
        }
        hash
    }
}

impl Attempt {
    /// Takes the authorization code out of what the member pasted.
    ///
    /// # Errors
    /// What is wrong with the paste, by the table of section 4.
    pub fn read_paste(
        &self,
        pasted: &str,
        now: Timestamp,
        spent: &[SpentCode],
    ) -> Result<AuthorizationCode, PasteProblem> {
        let text = address_in(pasted);
        if text.is_empty() {
            return Err(PasteProblem::Empty);
        }
        let address = Address::read(&text);
        let Some(code) = address.code() else {
            return Err(address.problem(&text));
        };
        if spent.iter().any(|sent| sent.is(&code)) {
            return Err(PasteProblem::AlreadySent);
        }
        self.check_origin(&address)?;
        if self.is_too_old(now) {
            return Err(PasteProblem::AttemptTooOld);
        }
        Ok(code)
    }

    /// Whether an address carries a code, and whether it is this attempt's (section 3.4).
    pub(crate) fn landed(
        &self,
        address: &str,
        now: Timestamp,
    ) -> Option<Result<AuthorizationCode, PasteProblem>> {
        Address::read(address).code()?;
        Some(self.read_paste(address, now, &[]))
    }

    /// The two "other …" rows of the table: where the code comes from, by host and handle.
    fn check_origin(&self, address: &Address<'_>) -> Result<(), PasteProblem> {
        let handle = address.last("openid.assoc_handle").unwrap_or_default();
        let stores = [
            address.site.map(|site| site.store),
            handle
                .rsplit_once('_')
                .and_then(|(_, code)| Marketplace::parse(code)),
        ];
        if let Some(found) = stores.into_iter().flatten().find(|s| *s != self.store) {
            return Err(PasteProblem::WrongStore {
                expected: self.store,
                found,
            });
        }
        if address.site.is_none() && !address.host.is_empty() {
            return Err(PasteProblem::NotAmazon);
        }
        let of_username = handle.contains("_lap_");
        let kinds = [
            address.site.map(|site| site.kind),
            (!handle.is_empty()).then_some(if of_username {
                AccountKind::Audible
            } else {
                AccountKind::Amazon
            }),
        ];
        if kinds.into_iter().flatten().any(|kind| kind != self.kind) {
            return Err(PasteProblem::WrongKind {
                expected: self.kind,
            });
        }
        Ok(())
    }
}

/// A store's website.
#[derive(Clone, Copy)]
struct Site {
    kind: AccountKind,
    store: Marketplace,
}

impl Site {
    fn of(host: &str) -> Option<Self> {
        let host = host.strip_prefix("www.").unwrap_or(host);
        let (kind, tld) = match host.strip_prefix("amazon.") {
            Some(tld) => (AccountKind::Amazon, tld),
            None => (AccountKind::Audible, host.strip_prefix("audible.")?),
        };
        let store = Marketplace::from_tld(tld)?;
        Some(Self { kind, store })
    }
}

/// An address taken apart, as far as it is one.
struct Address<'a> {
    /// In lower case, without port; empty if there is none.
    host: String,
    site: Option<Site>,
    /// In lower case.
    path: String,
    parameters: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl<'a> Address<'a> {
    fn read(text: &'a str) -> Self {
        let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
        let end = match rest.find(['?', '#']) {
            // Only the parameters were copied.
            _ if rest.starts_with("openid.") => 0,
            Some(end) => end,
            None => rest.len(),
        };
        let (place, query) = rest.split_at(end);
        let (authority, path) = match place.find('/') {
            Some(slash) => place.split_at(slash),
            None => (place, "/"),
        };
        let host = authority.rsplit('@').next().unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default();
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        Self {
            site: Site::of(&host),
            host,
            path: path.to_ascii_lowercase(),
            // The fragment's parameters count like those of the query.
            parameters: query
                .split(['?', '#'])
                .flat_map(|part| form_urlencoded::parse(part.as_bytes()))
                .collect(),
        }
    }

    fn last(&self, name: &str) -> Option<&str> {
        let (_, value) = self.parameters.iter().rev().find(|(n, _)| n == name)?;
        Some(value)
    }

    /// The first that is not empty.
    fn code(&self) -> Option<AuthorizationCode> {
        self.parameters
            .iter()
            .filter(|(name, _)| name == CODE)
            .map(|(_, value)| value.trim())
            .find(|code| !code.is_empty())
            .map(|code| AuthorizationCode(Secret::new(code.to_owned())))
    }

    /// What is wrong with an address without a code.
    fn problem(&self, text: &str) -> PasteProblem {
        let looks_like_one = ["://", "?", "."].iter().any(|mark| text.contains(mark));
        if !looks_like_one || text.contains(char::is_whitespace) {
            return PasteProblem::NotAnAddress;
        }
        // Telling marks that hold wherever they stand come before the places.
        if self.last("openid.oa2.access_token").is_some() {
            return PasteProblem::OldTokenFlow;
        }
        if self.path == "/ap/signin"
            || self.path.starts_with("/ap/signin/")
            || self.last("openid.oa2.code_challenge").is_some()
        {
            return PasteProblem::SignInPage;
        }
        if let Some(message) = self.amazons_error() {
            return PasteProblem::AmazonError { message };
        }
        if self.host == "specs.openid.net" {
            return PasteProblem::ParameterValue;
        }
        if self.site.is_none() && !(self.host.is_empty() && self.has_openid()) {
            return PasteProblem::NotAmazon;
        }
        match self.path.trim_end_matches('/') {
            path if path.starts_with("/ap/ext/") || path.starts_with("/ap/id/") => {
                PasteProblem::ParameterValue
            }
            "/ap/maplanding" => self.landed(text),
            _ if text.chars().count() == TERMINAL_LINE => PasteProblem::CutOff,
            path if IN_BETWEEN.iter().any(|start| path.starts_with(start)) => {
                PasteProblem::MiddleOfFlow
            }
            // Only a query was pasted: whatever it is, the address is not whole.
            _ if self.host.is_empty() => self.landed(text),
            _ => PasteProblem::MovedOn,
        }
    }

    /// At the last page, without a code.
    fn landed(&self, text: &str) -> PasteProblem {
        if self.last(CODE).is_some() && text.chars().count() != TERMINAL_LINE {
            PasteProblem::EmptyCode
        } else {
            PasteProblem::CutOff
        }
    }

    fn amazons_error(&self) -> Option<String> {
        let told = ["openid.error", "error_description", "error"]
            .into_iter()
            .find_map(|name| self.last(name))
            .filter(|text| !text.trim().is_empty());
        let mode = self
            .last("openid.mode")
            .filter(|mode| ["cancel", "error", "setup_needed"].contains(mode));
        told.or(mode).map(answer::capped)
    }

    fn has_openid(&self) -> bool {
        self.parameters
            .iter()
            .any(|(name, _)| name.starts_with("openid."))
    }
}

/// The address within a paste: without quotes and wrapping, with lines joined and `&amp;` undone.
fn address_in(pasted: &str) -> String {
    let joined: String = pasted
        .split(['\r', '\n', '\u{2028}'])
        .map(str::trim)
        .collect();
    let text: String = joined
        .chars()
        .filter(|c| !c.is_control() && !INVISIBLE.contains(c))
        .collect();
    let text = text.trim_matches(|c: char| c.is_whitespace() || AROUND.contains(&c));
    // Words around an address, such as "here it is: https://…".
    let words = || text.split_whitespace();
    let address = words()
        .find(|word| word.contains(CODE))
        .or_else(|| words().find(|word| word.contains("://")))
        .or_else(|| words().find(|word| Address::read(word).site.is_some()))
        .unwrap_or(text);
    address
        .trim_matches(|c: char| AROUND.contains(&c))
        .replace("&amp;", "&")
}

const CODE: &str = "openid.oa2.authorization_code";

/// Where terminals cut a line (trap T14).
const TERMINAL_LINE: usize = 1024;

const AROUND: [char; 14] = [
    '"', '\'', '`', '<', '>', '(', ')', '“', '”', '„', '‘', '’', '«', '»',
];

/// What word processors and right-to-left text leave in a copy.
const INVISIBLE: [char; 7] = [
    '\u{200b}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{feff}', '\u{202a}', '\u{202c}',
];

/// Pages between the sign-in page and the last one.
const IN_BETWEEN: [&str; 6] = ["/ap/", "/ax/", "/a/", "/aaut/", "/claim/", "/errors/"];
