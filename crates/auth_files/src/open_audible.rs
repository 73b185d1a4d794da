//! `OpenAudible`'s `credentials.json`: Amazon's answer to each registration (sign-in reference,
//! 12.6 and 6.2).

use serde_json::{Map, Value};

use crate::found::Refusal;

pub(crate) fn is(file: &Map<String, Value>) -> bool {
    file.values().any(|value| value.get("details").is_some())
}

/// Names of its registrations with their members by the keys of section 12.1.
pub(crate) fn accounts(
    file: &Map<String, Value>,
) -> impl Iterator<Item = (&str, Result<Map<String, Value>, Refusal>)> {
    file.iter()
        .filter(|(_, entry)| entry.is_object())
        .map(|(name, entry)| (name.as_str(), members(entry)))
}

fn members(entry: &Value) -> Result<Map<String, Value>, Refusal> {
    let Some(success) = entry.pointer("/details/response/success") else {
        return Err(Refusal::NotSignedIn);
    };
    let at = |path: &str| success.pointer(path).cloned();
    let parts = [
        ("locale_code", entry.get("region").cloned()),
        ("expires", entry.get("expires").cloned()),
        ("access_token", at("/tokens/bearer/access_token")),
        ("refresh_token", at("/tokens/bearer/refresh_token")),
        ("adp_token", at("/tokens/mac_dms/adp_token")),
        (
            "device_private_key",
            at("/tokens/mac_dms/device_private_key"),
        ),
        ("website_cookies", at("/tokens/website_cookies")),
        (
            "store_authentication_cookie",
            at("/tokens/store_authentication_cookie"),
        ),
        ("device_info", at("/extensions/device_info")),
        ("customer_info", at("/extensions/customer_info")),
    ];
    Ok(parts
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?)))
        .collect())
}
