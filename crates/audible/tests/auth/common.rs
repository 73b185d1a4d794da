//! What the tests share: vectors, answers, an invented registration.

use audible::registration::{AccessToken, CustomerInfo, DeviceInfo, Registration};
use audible::{AccountKind, Attempt, AuthorizationCode, Marketplace, Secret, Timestamp};
use http::{Request, Response};
use serde_json::{Value, json};

pub(crate) use crate::vectors::{cases, text, vectors};

pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_795_444_215_123);

pub(crate) fn kind(with_username: &Value) -> AccountKind {
    if with_username == &Value::Bool(true) {
        AccountKind::Audible
    } else {
        AccountKind::Amazon
    }
}

pub(crate) fn store(domain: &Value) -> Marketplace {
    Marketplace::from_tld(text(domain)).unwrap()
}

pub(crate) fn attempt(
    store: Marketplace,
    kind: AccountKind,
    serial: &str,
    verifier: &str,
) -> Attempt {
    serde_json::from_value(json!({
        "store": store, "kind": kind, "serial": serial, "verifier": verifier, "made_at": NOW,
    }))
    .unwrap()
}

/// The code, by way of an address as Amazon would make it.
pub(crate) fn code(attempt: &Attempt, code: &str) -> AuthorizationCode {
    let host = attempt.store.www_host(attempt.kind);
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("openid.oa2.authorization_code", code)
        .finish();
    attempt
        .read_paste(&format!("https://{host}/ap/maplanding?{query}"), NOW, &[])
        .unwrap()
}

pub(crate) fn answer(status: u64, body: &Value) -> Response<Vec<u8>> {
    raw(status, "application/json", body.to_string().as_bytes())
}

pub(crate) fn raw(status: u64, kind: &str, body: &[u8]) -> Response<Vec<u8>> {
    Response::builder()
        .status(u16::try_from(status).unwrap())
        .header("content-type", kind)
        .body(body.to_vec())
        .unwrap()
}

/// The status of a case; 200 where it names none.
pub(crate) fn status(case: &Value) -> u64 {
    case.get("status")
        .map_or(200, |status| status.as_u64().unwrap())
}

/// Whether we send what the package sends: method, address and body byte for byte, and its headers.
/// Ours may have more headers.
pub(crate) fn assert_same_request(ours: &Request<Vec<u8>>, theirs: &Value) {
    assert_eq!(ours.method().as_str(), text(&theirs["method"]));
    assert_eq!(ours.uri().to_string(), text(&theirs["url"]));
    assert_eq!(
        std::str::from_utf8(ours.body()).unwrap(),
        text(&theirs["body"])
    );
    for (name, value) in theirs["headers"].as_object().unwrap() {
        let sent = ours
            .headers()
            .get(name)
            .unwrap_or_else(|| panic!("header {name} is missing"));
        assert_eq!(sent.to_str().unwrap(), text(value), "header {name}");
    }
    assert!(!ours.headers().contains_key("authorization"), "trap T52");
}

pub(crate) fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

/// What the package keeps, as our own type.
pub(crate) fn registration(store: Marketplace, kind: AccountKind) -> Registration {
    Registration {
        access_token: Some(AccessToken {
            token: secret("Atna|EwICInventedAccessToken+/0123456789=="),
            expires: Some(NOW),
        }),
        refresh_token: Some(secret("Atnr|EwICInventedRefreshToken+/0123456789==")),
        ..Registration::new(store, kind)
    }
}

/// As the package describes what it keeps; times to the millisecond.
pub(crate) fn described(registration: &Registration) -> Value {
    let text = |part: Option<&Secret<String>>| part.map(|secret| secret.expose().clone());
    let cookies = registration.website_cookies.as_ref().map(|cookies| {
        cookies
            .iter()
            .map(|(name, value)| (name.clone(), Value::from(value.expose().clone())))
            .collect::<serde_json::Map<_, _>>()
    });
    let object = |info: Option<Value>| info.unwrap_or(Value::Null);
    json!({
        "website_cookies": cookies,
        "adp_token": text(registration.adp_token.as_ref()),
        "access_token": text(registration.access_token.as_ref().map(|token| &token.token)),
        "refresh_token": text(registration.refresh_token.as_ref()),
        "device_private_key": text(registration.device_private_key.as_ref()),
        "store_authentication_cookie":
            text(registration.store_authentication_cookie.as_ref()).map(|c| json!({"cookie": c})),
        "device_info": object(registration.device_info.as_ref().map(device)),
        "customer_info": object(registration.customer_info.as_ref().map(customer)),
        "expires": registration.access_token.as_ref().and_then(|token| token.expires)
            .map(Timestamp::millis),
        "locale_code": registration.marketplace.code(),
        "with_username": registration.kind == AccountKind::Audible,
        "activation_bytes": text(registration.activation_bytes.as_ref()),
    })
}

/// The package's description in the same units, `null` and `false` being one for the flag.
pub(crate) fn expected(auth: &Value) -> Value {
    let mut auth = auth.clone();
    if let Some(seconds) = auth["expires"].as_f64() {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "invented dates of this century"
        )]
        let millis = (seconds * 1000.0).round() as i64;
        auth["expires"] = millis.into();
    }
    if auth["with_username"].is_null() {
        auth["with_username"] = false.into();
    }
    auth
}

fn device(info: &DeviceInfo) -> Value {
    serde_json::to_value(info).unwrap()
}

fn customer(info: &CustomerInfo) -> Value {
    serde_json::to_value(info).unwrap()
}
