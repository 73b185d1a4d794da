//! `exchange_cookies.json`.

use audible::cookies::{exchange_request, read_exchange};
use audible::{AccountKind, Error, Marketplace};
use serde_json::json;

use crate::common::{
    NOW, answer, assert_same_request, cases, kind, raw, registration, secret, status, text, vectors,
};

#[test]
fn requests_are_those_of_the_package() {
    for case in cases(&vectors("exchange_cookies.json"), "requests") {
        let home = Marketplace::parse(text(&case["country_code"])).unwrap();
        let wanted = Marketplace::parse(text(&case["cookies_for"])).unwrap();
        let mut registration = registration(home, kind(&case["with_username"]));
        registration.refresh_token = Some(secret(text(&case["refresh_token"])));
        let request = exchange_request(&registration, wanted).unwrap();
        assert_same_request(&request, &case["request"]);
    }
}

#[test]
fn answers_are_read_as_the_package_does() {
    let vectors = vectors("exchange_cookies.json");
    for case in cases(&vectors, "answers") {
        let read = read_exchange(&answer(200, &case["answer"]), NOW).unwrap();
        let theirs = case["extracted"].as_object().unwrap();
        assert_eq!(read.cookies.len(), theirs.len());
        for (name, value) in &read.cookies {
            assert_eq!(value.expose(), text(&theirs[name]), "{name}");
        }
        // No `ttl`: thirty days, whatever the cookies say (trap T48).
        assert_eq!(read.expires, NOW.plus_millis(2_592_000_000));
    }
    for case in cases(&vectors, "refused") {
        assert!(read_exchange(&answer(status(case), &case["answer"]), NOW).is_err());
    }
}

#[test]
fn the_session_lasts_as_long_as_ttl_says() {
    for (ttl, seconds) in [
        (json!(86_400), 86_400),
        (json!("600"), 600),
        (json!("later"), 2_592_000),
    ] {
        let body = json!({"response": {"tokens": {"ttl": ttl, "cookies": {".amazon.de": [
            {"Name": "x-acbde", "Value": "\"v\"", "Secure": true, "HttpOnly": "false", "Expires": "11 Jun 2046 20:06:35 GMT"},
            {"Name": "broken"}, 7, null], ".odd": null}}}});
        let read = read_exchange(&answer(200, &body), NOW).unwrap();
        assert_eq!(read.cookies, [("x-acbde".to_owned(), secret("v"))]);
        assert_eq!(read.expires, NOW.plus_millis(seconds * 1000));
        let kept =
            registration(Marketplace::De, AccountKind::Amazon).with_website_cookies(read.clone());
        assert_eq!(kept.website_cookies_expire, Some(read.expires));
        assert_eq!(kept.obtained.website_cookies, Some(NOW));
    }
}

#[test]
fn a_sign_in_page_is_no_refusal() {
    let read = read_exchange(&raw(200, "text/html", b"<html>Sign in</html>"), NOW);
    assert!(matches!(read, Err(Error::RetryLater { status: 200, .. })));
}
