//! [`Registration`]: what Amazon gave this device, and what is needed to stay signed in
//! (sign-in reference, sections 6 and 12).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::marketplace::{AccountKind, Marketplace};
use crate::secret::Secret;
use crate::timestamp::Timestamp;

/// One registered device of one account. Everything an auth file can hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Registration {
    /// Where the member signed in; refresh and cookies go to this store's hosts.
    pub marketplace: Marketplace,
    /// Amazon account or Audible user name.
    pub kind: AccountKind,
    /// Bearer token, renewed every hour.
    pub access_token: Option<AccessToken>,
    /// Renews the access token; no known end.
    pub refresh_token: Option<Secret<String>>,
    /// Signs requests together with the key.
    pub adp_token: Option<Secret<String>>,
    /// PEM as Amazon sent it.
    pub device_private_key: Option<Secret<String>>,
    /// Website cookies by name, without quotes.
    pub website_cookies: Option<Vec<(String, Secret<String>)>>,
    /// A relic that other programs want back.
    pub store_authentication_cookie: Option<Secret<String>>,
    /// The device as Amazon lists it; unknown keys are kept.
    pub device_info: Option<DeviceInfo>,
    /// Whose account; unknown keys are kept.
    pub customer_info: Option<CustomerInfo>,
    /// Eight hexadecimal digits.
    pub activation_bytes: Option<Secret<String>>,
    /// End of the session that [`Self::website_cookies`] belong to. `None`: not known, so renew
    /// them before use (section 8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website_cookies_expire: Option<Timestamp>,
    /// When each part came.
    #[serde(default)]
    pub obtained: Obtained,
}

/// When each part of a [`Registration`] came from Amazon, on this device's clock. `None` for parts
/// that came from a file.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Obtained {
    /// The access token: the last refresh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<Timestamp>,
    /// The refresh token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<Timestamp>,
    /// The website cookies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website_cookies: Option<Timestamp>,
    /// The device: ADP token, device key, names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<Timestamp>,
    /// The activation bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activation_bytes: Option<Timestamp>,
}

/// A bearer token and its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccessToken {
    /// `Atna|…`.
    pub token: Secret<String>,
    /// End of its life on this device's clock; `None` if a file did not say.
    pub expires: Option<Timestamp>,
}

/// `device_info`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DeviceInfo {
    /// `Anna's 2nd Audible for iPhone`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_name: Option<String>,
    /// The serial of the sign-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_serial_number: Option<String>,
    /// `A2CZJZGLK2JJVM`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_type: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// `customer_info`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CustomerInfo {
    /// `Amazon`, or `pool-…` for an Audible user name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_pool: Option<String>,
    /// `amzn1.account.…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// `NA`, `EU`, `FE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home_region: Option<String>,
    /// Full name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// First name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl Registration {
    /// Of an account of this store, and nothing of it there yet.
    pub fn new(marketplace: Marketplace, kind: AccountKind) -> Self {
        Self {
            marketplace,
            kind,
            access_token: None,
            refresh_token: None,
            adp_token: None,
            device_private_key: None,
            website_cookies: None,
            store_authentication_cookie: None,
            device_info: None,
            customer_info: None,
            activation_bytes: None,
            website_cookies_expire: None,
            obtained: Obtained::default(),
        }
    }

    /// Whether requests can be signed (section 10.1).
    pub const fn can_sign(&self) -> bool {
        self.adp_token.is_some() && self.device_private_key.is_some()
    }
}

impl DeviceInfo {
    /// Takes texts under the known keys and keeps all others in [`Self::other`].
    pub(crate) fn from_object(mut object: Map<String, Value>) -> Self {
        Self {
            device_name: take_text(&mut object, "device_name"),
            device_serial_number: take_text(&mut object, "device_serial_number"),
            device_type: take_text(&mut object, "device_type"),
            other: object,
        }
    }
}

impl CustomerInfo {
    /// Takes texts under the known keys and keeps all others in [`Self::other`].
    pub(crate) fn from_object(mut object: Map<String, Value>) -> Self {
        Self {
            account_pool: take_text(&mut object, "account_pool"),
            user_id: take_text(&mut object, "user_id"),
            home_region: take_text(&mut object, "home_region"),
            name: take_text(&mut object, "name"),
            given_name: take_text(&mut object, "given_name"),
            other: object,
        }
    }

    /// Whether the pool is that of an Audible user name, more reliable than a file's flag
    /// (trap T11).
    pub fn is_of_username(&self) -> bool {
        self.account_pool
            .as_deref()
            .is_some_and(|pool| pool.starts_with("pool-"))
    }
}

/// A text, or a number as one. A known key never stays among the unknown ones.
fn take_text(object: &mut Map<String, Value>, key: &str) -> Option<String> {
    match object.remove(key)? {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
