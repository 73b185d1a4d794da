//! Libation's `AccountsSettings.json` (sign-in reference, 12.5).

use audible::{Marketplace, Timestamp};
use serde_json::{Map, Value, json};

use crate::found::Refusal;

pub(crate) fn is(file: &Map<String, Value>) -> bool {
    file.get("Accounts").is_some_and(Value::is_array)
}

/// An account of the file.
pub(crate) struct Account {
    /// What it is called there, else its e-mail address.
    pub(crate) label: String,
    /// Members by the keys of section 12.1.
    pub(crate) members: Result<Map<String, Value>, Refusal>,
}

pub(crate) fn accounts(file: &Map<String, Value>) -> Vec<Account> {
    let list = file.get("Accounts").and_then(Value::as_array);
    let list = list.map_or(&[][..], Vec::as_slice);
    list.iter()
        .enumerate()
        .map(|(number, account)| {
            let label = ["AccountName", "AccountId"]
                .into_iter()
                .find_map(|key| account.get(key)?.as_str().filter(|text| !text.is_empty()));
            Account {
                label: label.map_or_else(|| format!("{}", number + 1), str::to_owned),
                members: members(account),
            }
        })
        .collect()
}

fn members(account: &Value) -> Result<Map<String, Value>, Refusal> {
    let Some(identity) = account.get("IdentityTokens").filter(|it| it.is_object()) else {
        return Err(Refusal::NotSignedIn);
    };
    if is_encrypted(identity) {
        return Err(Refusal::LibationEncrypts);
    }
    let at = |key: &str, inner: &str| identity.get(key).and_then(|it| it.get(inner)).cloned();
    let text = |key: &str| identity.get(key).filter(|it| it.is_string()).cloned();
    let locale = identity.get("LocaleName").and_then(Value::as_str);
    let (locale, with_username) = locale.map_or((None, false), locale_code);
    let expires = at("ExistingAccessToken", "Expires").map(|expires| {
        let instant = expires.as_str().and_then(instant);
        instant.map_or(expires, |at| at.millis().into())
    });
    let label = |key: &str| account.get(key).filter(|it| it.is_string()).cloned();
    let parts = [
        ("locale_code", locale.map(Value::from)),
        ("with_username", Some(with_username.into())),
        ("access_token", at("ExistingAccessToken", "TokenValue")),
        ("expires", expires),
        ("refresh_token", at("RefreshToken", "Value")),
        ("adp_token", at("AdpToken", "Value")),
        ("device_private_key", at("PrivateKey", "Value")),
        ("website_cookies", identity.get("Cookies").cloned()),
        (
            "store_authentication_cookie",
            text("StoreAuthenticationCookie"),
        ),
        (
            "activation_bytes",
            label("DecryptKey").filter(|it| *it != ""),
        ),
        (
            "device_info",
            Some(json!({
                "device_name": text("DeviceName"),
                "device_serial_number": text("DeviceSerialNumber"),
                "device_type": text("DeviceType"),
            })),
        ),
        (
            "customer_info",
            Some(json!({ "user_id": text("AmazonAccountId"), "name": label("AccountName") })),
        ),
    ];
    Ok(parts
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?)))
        .collect())
}

/// .NET writes up to seven digits of fractions, and leaves out the zone of some times.
fn instant(text: &str) -> Option<Timestamp> {
    Timestamp::parse(text).or_else(|| Timestamp::parse(&format!("{text}Z")))
}

/// Its tokens are encrypted one by one, with a key that is kept elsewhere.
fn is_encrypted(value: &Value) -> bool {
    match value {
        Value::Object(object) => {
            object.get("IsEncrypted") == Some(&Value::Bool(true))
                || object.values().any(is_encrypted)
        }
        Value::Array(list) => list.iter().any(is_encrypted),
        _ => false,
    }
}

/// Code and account kind of its names for stores (section 1). An unknown one stays as it is.
fn locale_code(name: &str) -> (Option<&str>, bool) {
    let (place, with_username) = match name.strip_prefix("pre-amazon - ") {
        Some(place) => (place, true),
        None => (name, false),
    };
    let known = PLACES.iter().find(|(theirs, _)| *theirs == place);
    let code = known.map_or(place, |(_, store)| store.code());
    (Some(code), with_username)
}

const PLACES: [(&str, Marketplace); 9] = [
    ("australia", Marketplace::Au),
    ("brazil", Marketplace::Br),
    ("canada", Marketplace::Ca),
    ("france", Marketplace::Fr),
    ("germany", Marketplace::De),
    ("india", Marketplace::In),
    ("italy", Marketplace::It),
    ("japan", Marketplace::Jp),
    ("spain", Marketplace::Es),
];
