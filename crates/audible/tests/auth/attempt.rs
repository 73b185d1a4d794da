//! `pkce_and_oauth_url.json`, and what an attempt is made of.

use audible::device::{self, Serial};
use audible::{AccountKind, Attempt, Error, Marketplace};
use serde_json::Value;

use crate::common::{NOW, attempt, cases, kind, text, vectors};

const SERIAL: &str = "4dA0Invented7Serial1Of2Forty3Characters9";

/// 16 bytes for the serial, then the 32 of the case.
fn random(hex: &str) -> [u8; 48] {
    let mut random = [7; 48];
    for (place, digits) in random[16..].iter_mut().zip(hex.as_bytes().chunks(2)) {
        *place = u8::from_str_radix(std::str::from_utf8(digits).unwrap(), 16).unwrap();
    }
    random
}

fn parameter(url: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(url.split_once('?')?.1.as_bytes())
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

#[test]
fn verifier_and_challenge_are_those_of_the_package() {
    let vectors = vectors("pkce_and_oauth_url.json");
    for case in cases(&vectors, "pkce") {
        let attempt = match &case["random_hex"] {
            Value::String(hex) => {
                Attempt::new(Marketplace::De, AccountKind::Amazon, &random(hex), NOW).unwrap()
            }
            _ => attempt(
                Marketplace::De,
                AccountKind::Amazon,
                SERIAL,
                text(&case["verifier"]),
            ),
        };
        assert_eq!(attempt.verifier.expose(), text(&case["verifier"]));
        let challenge = parameter(&attempt.url(), "openid.oa2.code_challenge").unwrap();
        assert_eq!(challenge, text(&case["challenge"]));
    }
}

#[test]
fn client_ids_are_those_of_the_package() {
    let vectors = vectors("pkce_and_oauth_url.json");
    for case in cases(&vectors, "client_ids") {
        let serial = Serial::parse(text(&case["serial"])).unwrap();
        assert_eq!(serial.client_id(), text(&case["client_id"]));
    }
}

#[test]
fn sign_in_addresses_are_those_of_the_package() {
    let vectors = vectors("pkce_and_oauth_url.json");
    let oauth = &vectors["oauth"];
    for case in cases(oauth, "urls") {
        let store = Marketplace::parse(text(&case["country_code"])).unwrap();
        let kind = kind(&case["with_username"]);
        if case.get("error").is_some() {
            let refused = Attempt::new(store, kind, &[1; 48], NOW);
            assert!(
                matches!(refused, Err(Error::FixInput { .. })),
                "{store:?}, trap T10"
            );
            continue;
        }
        let attempt = attempt(
            store,
            kind,
            text(&oauth["serial"]),
            text(&oauth["verifier"]),
        );
        assert_eq!(attempt.url(), text(&case["url"]));
    }
}

#[test]
fn the_device_is_that_of_the_package() {
    let device = &vectors("pkce_and_oauth_url.json")["device"];
    assert_eq!(device::TYPE, text(&device["device_type"]));
    assert_eq!(device::APP_VERSION, text(&device["app_version"]));
    assert_eq!(device::OS_VERSION, text(&device["os_version"]));
    assert_eq!(device::SOFTWARE_VERSION, text(&device["software_version"]));
}

#[test]
fn landing_addresses_give_the_codes_of_the_package() {
    let vectors = vectors("pkce_and_oauth_url.json");
    let attempt = attempt(Marketplace::Us, AccountKind::Amazon, SERIAL, "v");
    for case in cases(&vectors, "landing_urls") {
        let read = attempt.read_paste(text(&case["url"]), NOW, &[]);
        assert_eq!(read.is_ok(), case.get("code").is_some(), "{case}");
        if let Ok(code) = read {
            assert_eq!(code, crate::common::code(&attempt, text(&case["code"])));
        }
    }
}

#[test]
fn the_vector_of_the_reference_holds() {
    let mut random = [0; 48];
    for (value, place) in (0..).zip(&mut random[16..]) {
        *place = value;
    }
    let attempt = Attempt {
        serial: Serial::parse("A1b2C3d4E5f6G7h8J9k0L1m2N3o4P5q6R7s8T9u0").unwrap(),
        ..Attempt::new(Marketplace::De, AccountKind::Amazon, &random, NOW).unwrap()
    };
    assert_eq!(
        attempt.url(),
        "https://www.amazon.de/ap/signin?openid.oa2.response_type=code\
         &openid.oa2.code_challenge_method=S256\
         &openid.oa2.code_challenge=6oZqdX5MOLq_qBJ8vppAnT4fk6AP8UiP9zX8-Rev_9A\
         &openid.return_to=https%3A%2F%2Fwww.amazon.de%2Fap%2Fmaplanding\
         &openid.assoc_handle=amzn_audible_ios_de\
         &openid.identity=http%3A%2F%2Fspecs.openid.net%2Fauth%2F2.0%2Fidentifier_select\
         &pageId=amzn_audible_ios&accountStatusPolicy=P1\
         &openid.claimed_id=http%3A%2F%2Fspecs.openid.net%2Fauth%2F2.0%2Fidentifier_select\
         &openid.mode=checkid_setup\
         &openid.ns.oa2=http%3A%2F%2Fwww.amazon.com%2Fap%2Fext%2Foauth%2F2\
         &openid.oa2.client_id=device%3A413162324333643445356636473768384a396b304c316d324e336f\
         34503571365237733854397530234132435a4a5a474c4b324a4a564d\
         &openid.ns.pape=http%3A%2F%2Fspecs.openid.net%2Fextensions%2Fpape%2F1.0\
         &marketPlaceId=AN7V1F1VY261K&openid.oa2.scope=device_auth_access\
         &forceMobileLayout=true&openid.ns=http%3A%2F%2Fspecs.openid.net%2Fauth%2F2.0\
         &openid.pape.max_auth_age=0"
    );
}

#[test]
fn a_serial_is_32_upper_case_hex_digits() {
    let attempt = Attempt::new(Marketplace::Uk, AccountKind::Audible, &[0xAB; 48], NOW).unwrap();
    assert_eq!(attempt.serial.as_str(), "AB".repeat(16));
    assert_eq!(attempt.serial.client_id().len(), 94);
}

#[test]
fn an_attempt_lives_for_24_hours_and_outlives_a_reload() {
    let attempt = Attempt::new(Marketplace::Jp, AccountKind::Amazon, &[3; 48], NOW).unwrap();
    assert!(!attempt.is_too_old(NOW.plus_millis(Attempt::LIFE_MILLIS)));
    assert!(attempt.is_too_old(NOW.plus_millis(Attempt::LIFE_MILLIS + 1)));
    assert!(
        !attempt.is_too_old(NOW.plus_millis(-1_000_000_000)),
        "clock set back"
    );
    let stored = serde_json::to_string(&attempt).unwrap();
    let again: Attempt = serde_json::from_str(&stored).unwrap();
    assert_eq!(again, attempt);
    assert_eq!(again.url(), attempt.url());
}

#[test]
fn debugging_an_attempt_shows_no_verifier() {
    let attempt = Attempt::new(Marketplace::Us, AccountKind::Amazon, &[9; 48], NOW).unwrap();
    assert!(!format!("{attempt:?}").contains(attempt.verifier.expose()));
}
