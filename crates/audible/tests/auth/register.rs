//! `register.json`, and the errors of section 6.3.

use audible::register::{read_registration, register_request};
use audible::{AccountKind, Attempt, Error, Marketplace, Timestamp};
use serde_json::{Value, json};

use crate::common::{
    NOW, answer, assert_same_request, attempt, cases, code, described, expected, kind, raw, status,
    store, text, vectors,
};
use crate::deviations::Deviations;

fn any_attempt() -> Attempt {
    attempt(
        Marketplace::Us,
        AccountKind::Amazon,
        "4dA0Invented7Serial1Of2Forty3Characters9",
        "v",
    )
}

#[test]
fn requests_are_those_of_the_package() {
    for case in cases(&vectors("register.json"), "requests") {
        let attempt = attempt(
            store(&case["domain"]),
            kind(&case["with_username"]),
            text(&case["serial"]),
            text(&case["code_verifier"]),
        );
        let code = code(&attempt, text(&case["authorization_code"]));
        assert_same_request(&register_request(&attempt, &code), &case["request"]);
    }
}

#[test]
fn answers_are_read_as_the_package_does() {
    let mut deviations = Deviations::of("register.json");
    let vectors = vectors("register.json");
    for case in cases(&vectors, "answers") {
        let read = read_registration(&any_attempt(), &answer(200, &case["answer"]), NOW).unwrap();
        let ours = described(&read);
        let mut theirs = expected(&case["extracted"]);
        for (key, value) in [
            ("locale_code", json!("us")),
            ("with_username", json!(false)),
            ("activation_bytes", Value::Null),
        ] {
            theirs[key] = value;
        }
        deviations.see(text(&case["name"]), ours != theirs);
        assert_eq!(read.obtained.refresh_token, Some(NOW));
        assert_eq!(
            read.obtained.website_cookies.is_some(),
            read.website_cookies.is_some()
        );
    }
    for (number, case) in cases(&vectors, "refused").iter().enumerate() {
        let read = read_registration(&any_attempt(), &answer(status(case), &case["answer"]), NOW);
        deviations.see(&format!("refused {number}"), read.is_ok());
    }
    deviations.finish();
}

#[test]
fn errors_say_what_the_member_can_do() {
    let refused = |code: &str, message: &str| Error::RegistrationRefused {
        code: code.into(),
        message: message.into(),
    };
    let error = |code: &str, message: &str| json!({"response": {"error": {"code": code, "index": "INV==", "message": message}}, "request_id": "0"});
    let later = |status| Error::RetryLater {
        status,
        after: None,
    };
    let values = "One or more provided values are invalid.";
    let html = b"<!DOCTYPE html><html><body>Website Temporarily Unavailable</body></html>";
    let cases = [
        (
            answer(400, &error("InvalidValue", values)),
            refused("InvalidValue", values),
        ),
        (
            answer(
                400,
                &error("InvalidToken", "Auth time of the token is expired."),
            ),
            refused("InvalidToken", "Auth time of the token is expired."),
        ),
        (
            answer(401, &error("CredentialError", "")),
            refused("CredentialError", ""),
        ),
        (
            answer(400, &error("SomethingNew", "Words nobody has seen")),
            refused("SomethingNew", "Words nobody has seen"),
        ),
        (
            answer(200, &error("InvalidValue", values)),
            refused("InvalidValue", values),
        ),
        (answer(400, &json!({"unknown": 1})), refused("400", "")),
        (answer(500, &error("ServerError", "")), later(500)),
        (raw(503, "text/html", html), later(503)),
        (raw(200, "text/html", html), later(200)),
        (raw(403, "text/html", html), later(403)),
        (raw(429, "application/json", b"{}"), later(429)),
        (
            raw(200, "application/json", b"{\"response\": {\"succ"),
            Error::HangingDevice,
        ),
        (raw(200, "application/json", b""), Error::HangingDevice),
        (answer(200, &json!({})), Error::HangingDevice),
        (
            answer(200, &json!({"response": {"success": {}}})),
            Error::HangingDevice,
        ),
        (
            answer(
                200,
                &json!({"response": {"success": {"tokens": {"bearer": {"refresh_token": 7}}}}}),
            ),
            Error::HangingDevice,
        ),
    ];
    for (answer, expected) in cases {
        let read = read_registration(&any_attempt(), &answer, NOW);
        assert_eq!(
            read,
            Err(expected),
            "{:?}",
            String::from_utf8_lossy(answer.body())
        );
    }
}

#[test]
fn a_username_account_lacks_cookies_and_needs_none() {
    let attempt = attempt(
        Marketplace::Uk,
        AccountKind::Audible,
        "A1B2C3D4E5F60718",
        "v",
    );
    let body = json!({"response": {"success": {
        "extensions": {"customer_info": {"account_pool": "pool-A2I9A3Q2GNFNGQ", "user_id": "u", "new_key": [1]},
                       "device_info": {"device_name": 7, "device_type": null}},
        "tokens": {"bearer": {"access_token": "Atna|x", "refresh_token": "Atnr|x"}, "mac_dms": null,
                   "website_cookies": null}}}});
    let read = read_registration(&attempt, &answer(200, &body), NOW).unwrap();
    assert_eq!(read.kind, AccountKind::Audible);
    assert_eq!(read.website_cookies, None);
    let customer = read.customer_info.clone().unwrap();
    assert!(customer.is_of_username());
    assert_eq!(
        customer.other["new_key"],
        json!([1]),
        "unknown keys are kept"
    );
    let device = read.device_info.clone().unwrap();
    assert_eq!(device.device_name.as_deref(), Some("7"));
    assert_eq!(device.device_type, None);
    // An hour, where Amazon does not say.
    let expires = read.access_token.clone().unwrap().expires;
    assert_eq!(expires, Some(NOW.plus_millis(3_600_000)));
    let stored = serde_json::to_string(&read).unwrap();
    assert_eq!(
        serde_json::from_str::<audible::Registration>(&stored).unwrap(),
        read
    );
}

#[test]
fn a_record_without_the_newer_fields_is_read() {
    let old = json!({"marketplace": "de", "kind": "amazon", "access_token": null,
        "refresh_token": "Atnr|x", "adp_token": null, "device_private_key": null,
        "website_cookies": [["x-acbde", "y"]], "store_authentication_cookie": null,
        "device_info": {"device_name": "Anna's Audible for iPhone", "more": true},
        "customer_info": null, "activation_bytes": null});
    let read: audible::Registration = serde_json::from_value(old).unwrap();
    assert_eq!(read.obtained.access_token, None::<Timestamp>);
    assert_eq!(read.website_cookies_expire, None);
    assert_eq!(read.device_info.unwrap().other["more"], true);
}
