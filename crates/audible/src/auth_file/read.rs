//! Reading.

use serde_json::error::Category;
use serde_json::{Map, Value};

use super::{ACCESS, AuthFileError, REFRESH, are_activation_bytes, is_adp_token, is_token};
use crate::answer;
use crate::marketplace::{AccountKind, Marketplace};
use crate::private_key;
use crate::registration::{AccessToken, CustomerInfo, DeviceInfo, Obtained, Registration};
use crate::secret::Secret;
use crate::timestamp::Timestamp;

/// What was in an auth file.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Ready to be used. Nothing says when its parts came.
    pub registration: Registration,
    /// Keys of parts that are in the file but damaged, and were left out: nothing that AudiPy
    /// needs. Unknown keys are not among them.
    pub left_out: Vec<&'static str>,
}

/// Reads an auth file of any age (section 12.1). `store` overrules the file's own; it is needed
/// where the file names none.
///
/// # Errors
/// What the text is instead, or which part is damaged.
pub fn read(text: &str, store: Option<Marketplace>) -> Result<Opened, AuthFileError> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.is_empty() {
        return Err(AuthFileError::Empty);
    }
    match serde_json::from_str(text) {
        Ok(Value::Object(file)) => read_object(file, store),
        Ok(_) => Err(AuthFileError::NotAnAuthFile),
        Err(error) => Err(match error.classify() {
            Category::Eof if text.starts_with('{') => AuthFileError::CutShort,
            _ => AuthFileError::NotJson,
        }),
    }
}

/// Reads the members of an auth file, which may have been gathered from a file of another program.
/// `store` is as for [`read`].
///
/// # Errors
/// As [`read`].
pub fn read_object(
    file: Map<String, Value>,
    store: Option<Marketplace>,
) -> Result<Opened, AuthFileError> {
    if !TELLING.iter().any(|key| file.contains_key(*key)) {
        return Err(AuthFileError::NotAnAuthFile);
    }
    let left_out = Vec::new();
    File { file, left_out }.open(store)
}

struct File {
    file: Map<String, Value>,
    left_out: Vec<&'static str>,
}

impl File {
    fn open(mut self, store: Option<Marketplace>) -> Result<Opened, AuthFileError> {
        let customer_info = self.object("customer_info").map(CustomerInfo::from_object);
        let of_username = customer_info
            .as_ref()
            .is_some_and(CustomerInfo::is_of_username);
        let marketplace = match store {
            Some(store) => store,
            None => self.store(customer_info.as_ref())?,
        };
        // The pool beats a missing or false flag; a true flag stands, as Libation writes the pool
        // `Amazon` whatever the truth (section 12.5).
        let flag = self.file.get("with_username").and_then(Value::as_bool);
        let kind = if of_username || flag == Some(true) {
            AccountKind::Audible
        } else {
            AccountKind::Amazon
        };
        let refresh_token = self.text("refresh_token", |text| is_token(text, REFRESH));
        if refresh_token.is_none() && self.left_out.contains(&"refresh_token") {
            // Without it the member would be signed out within the hour, and wonder why.
            return Err(AuthFileError::Damaged {
                key: "refresh_token".into(),
            });
        }
        let expires = self.expires();
        let access_token = self
            .text("access_token", |text| is_token(text, ACCESS))
            .map(|token| AccessToken { token, expires });
        let adp_token = self.text("adp_token", is_adp_token);
        let device_private_key = self.text("device_private_key", |text| {
            private_key::pkcs8(&Secret::new(text.to_owned())).is_ok()
        });
        let signs = adp_token.is_some() && device_private_key.is_some();
        if refresh_token.is_none() && access_token.is_none() && !signs {
            return Err(match self.left_out.first() {
                Some(key) => AuthFileError::Damaged { key: (*key).into() },
                None => AuthFileError::NothingToSignInWith,
            });
        }
        let registration = Registration {
            marketplace,
            kind,
            access_token,
            refresh_token,
            adp_token,
            device_private_key,
            website_cookies: self.cookies(),
            store_authentication_cookie: self.store_cookie(),
            device_info: self.object("device_info").map(DeviceInfo::from_object),
            customer_info,
            activation_bytes: self.text("activation_bytes", are_activation_bytes),
            website_cookies_expire: None,
            obtained: Obtained::default(),
        };
        Ok(Opened {
            registration,
            left_out: self.left_out,
        })
    }

    /// From `locale_code` in any case, also written as a domain (`co.uk`) or a language tag
    /// (`de_DE`); without one from the pool of an Audible user name, which names the store.
    fn store(&self, customer: Option<&CustomerInfo>) -> Result<Marketplace, AuthFileError> {
        match self.file.get("locale_code") {
            Some(Value::String(code)) => {
                let code = code.trim();
                Marketplace::parse(code)
                    .or_else(|| Marketplace::from_tld(&code.to_ascii_lowercase()))
                    .or_else(|| {
                        let tag = code.replace('_', "-");
                        Marketplace::ALL
                            .into_iter()
                            .find(|store| store.locale().eq_ignore_ascii_case(&tag))
                    })
                    .ok_or_else(|| AuthFileError::UnknownStore {
                        code: answer::capped(code),
                    })
            }
            None | Some(Value::Null) => customer
                .and_then(|customer| customer.account_pool.as_deref()?.strip_prefix("pool-"))
                .and_then(|id| Marketplace::ALL.into_iter().find(|store| store.id() == id))
                .ok_or(AuthFileError::NoStore),
            Some(_) => Err(AuthFileError::NoStore),
        }
    }

    /// A text that passes `check`.
    fn text(&mut self, key: &'static str, check: impl Fn(&str) -> bool) -> Option<Secret<String>> {
        match self.file.remove(key)? {
            Value::Null => None,
            Value::String(text) if check(&text) => Some(Secret::new(text)),
            Value::String(text) => {
                drop(Secret::new(text));
                self.left_out.push(key);
                None
            }
            _ => {
                self.left_out.push(key);
                None
            }
        }
    }

    fn object(&mut self, key: &'static str) -> Option<Map<String, Value>> {
        match self.file.remove(key)? {
            Value::Null => None,
            Value::Object(object) => Some(object),
            _ => {
                self.left_out.push(key);
                None
            }
        }
    }

    /// Seconds since 1970 as a number or a text of one; milliseconds from some programs.
    fn expires(&mut self) -> Option<Timestamp> {
        let value = self.file.remove("expires")?;
        if value.is_null() {
            return None;
        }
        let seconds = answer::number(&value).filter(|seconds| (0.0..1e14).contains(seconds));
        if seconds.is_none() {
            self.left_out.push("expires");
        }
        let millis = match seconds? {
            seconds if seconds < 1e11 => seconds * 1000.0,
            millis => millis,
        };
        #[expect(clippy::cast_possible_truncation, reason = "within the range checked")]
        Some(Timestamp::from_millis(millis.round() as i64))
    }

    /// An object of names and values, or a list of cookies; `login_cookies` in very old files.
    fn cookies(&mut self) -> Option<Vec<(String, Secret<String>)>> {
        let key = "website_cookies";
        let value = match self.file.remove(key) {
            None | Some(Value::Null) => self.file.remove("login_cookies")?,
            Some(value) => value,
        };
        let (pairs, given): (Vec<_>, usize) = match &value {
            Value::Null => return None,
            Value::Object(object) => (
                object
                    .iter()
                    .filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)))
                    .collect(),
                object.len(),
            ),
            Value::Array(list) => (list.iter().filter_map(listed_cookie).collect(), list.len()),
            _ => (Vec::new(), 1),
        };
        if pairs.len() < given {
            self.left_out.push(key);
        }
        let cookies: Vec<_> = pairs
            .into_iter()
            .filter(|(name, _)| !name.is_empty())
            .map(|(name, value)| (name.to_owned(), Secret::new(value.replace('"', ""))))
            .collect();
        // No cookies and an empty set are one (trap T41).
        (!cookies.is_empty()).then_some(cookies)
    }

    /// An object with `cookie`, or the cookie itself.
    fn store_cookie(&mut self) -> Option<Secret<String>> {
        let key = "store_authentication_cookie";
        let value = self.file.remove(key)?;
        let text = value.get("cookie").unwrap_or(&value).as_str();
        if text.is_none() && !value.is_null() {
            self.left_out.push(key);
        }
        text.filter(|text| !text.is_empty())
            .map(|text| Secret::new(text.to_owned()))
    }
}

/// A cookie in any of the spellings of Amazon's answers and other programs.
fn listed_cookie(cookie: &Value) -> Option<(&str, &str)> {
    let text = |keys: [&str; 3]| keys.into_iter().find_map(|key| cookie.get(key)?.as_str());
    Some((
        text(["Name", "name", "Key"])?,
        text(["Value", "value", "Value"])?,
    ))
}

/// Keys that other JSON files do not have.
const TELLING: [&str; 7] = [
    "access_token",
    "adp_token",
    "device_private_key",
    "locale_code",
    "login_cookies",
    "refresh_token",
    "website_cookies",
];
