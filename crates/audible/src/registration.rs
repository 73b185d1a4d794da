//! [`Registration`]: what Amazon gave this device, and what is needed to stay signed in
//! (sign-in reference, sections 6 and 12).

use serde::{Deserialize, Serialize};

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
    #[serde(default)]
    pub device_name: Option<String>,
    /// The serial of the sign-in.
    #[serde(default)]
    pub device_serial_number: Option<String>,
    /// `A2CZJZGLK2JJVM`.
    #[serde(default)]
    pub device_type: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub other: serde_json::Map<String, serde_json::Value>,
}

/// `customer_info`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CustomerInfo {
    /// `Amazon`, or `pool-…` for an Audible user name.
    #[serde(default)]
    pub account_pool: Option<String>,
    /// `amzn1.account.…`.
    #[serde(default)]
    pub user_id: Option<String>,
    /// `NA`, `EU`, `FE`.
    #[serde(default)]
    pub home_region: Option<String>,
    /// Full name.
    #[serde(default)]
    pub name: Option<String>,
    /// First name.
    #[serde(default)]
    pub given_name: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub other: serde_json::Map<String, serde_json::Value>,
}
