//! audible-rs, Libation and `OpenAudible`, by tables of invented files.

use audible::{AccountKind, AuthFileError, Marketplace, Timestamp};
use auth_files::{Keys, Outcome, Program, Refusal, Source, open};
use serde_json::{Value, json};

use crate::common::{account, file, is_locked, outcome, refusal, signing, vectors, with};

fn opened(value: &Value) -> Outcome {
    outcome(value.to_string().as_bytes(), &Keys::default())
}

fn audible_rs() -> Value {
    let (adp, key) = signing();
    json!({"format": "audible-rs-auth", "version": 1, "data": {
        "country_code": "de",
        "identity": {"customer_id": "amzn1.account.INV", "account_pool": "Amazon", "name": "Anna Example",
            "home_region": "EU", "given_name": "Anna", "odd": 1},
        "device": {"device_type": "A2CZJZGLK2JJVM", "serial": "A1b2", "name": "Anna's Audible for iPhone"},
        "signing": {"adp_token": adp, "device_private_key": key},
        "bearer": {"access_token": "Atna|INV", "refresh_token": "Atnr|INV", "expires": 1_767_326_645.5},
        "website_cookies": {
            ".amazon.com": [{"name": "session-id", "value": "other"}],
            ".amazon.de": [{"name": "session-id", "value": "INV", "path": "/", "secure": true, "expires": null}],
        },
        "cookie_ttls": {".amazon.de": 1_769_918_645.0}, "activation_bytes": "000b0c0d"}})
}

#[test]
fn audible_rs_plain() {
    let found = account(opened(&audible_rs()));
    assert_eq!(found.program, Program::AudibleRs);
    assert!(!found.encrypted);
    assert_eq!(found.left_out, [""; 0]);
    let registration = &found.registration;
    assert_eq!(registration.marketplace, Marketplace::De);
    assert_eq!(registration.kind, AccountKind::Amazon);
    let customer = registration.customer_info.as_ref().unwrap();
    assert_eq!(customer.user_id.as_deref(), Some("amzn1.account.INV"));
    assert_eq!(customer.name.as_deref(), Some("Anna Example"));
    assert_eq!(customer.other["odd"], 1);
    let device = registration.device_info.as_ref().unwrap();
    assert_eq!(device.device_serial_number.as_deref(), Some("A1b2"));
    assert_eq!(
        device.device_name.as_deref(),
        Some("Anna's Audible for iPhone")
    );
    let cookies = registration.website_cookies.as_ref().unwrap();
    assert_eq!(cookies.len(), 1);
    assert_eq!(cookies[0].1.expose(), "INV", "of the account's own store");
    assert_eq!(
        registration.access_token.as_ref().unwrap().expires,
        Some(Timestamp::from_millis(1_767_326_645_500))
    );
    assert!(registration.adp_token.is_some() && registration.device_private_key.is_some());

    let mut username = audible_rs();
    username["data"]["identity"]["account_pool"] = json!("pool-AN7V1F1VY261K");
    username["data"]["website_cookies"] = json!({});
    let found = account(opened(&username));
    assert_eq!(found.registration.kind, AccountKind::Audible);
    assert_eq!(found.registration.website_cookies, None);
}

#[test]
fn audible_rs_encrypted() {
    // Made by Python's `cryptography` and `argon2-cffi`, as section 12.4 says.
    let vectors = vectors("audible_rs.json");
    let file = vectors["file"].to_string();
    let keys = Keys::default();
    assert!(is_locked(&outcome(file.as_bytes(), &keys), false));
    assert!(is_locked(&outcome(file.as_bytes(), &with("wrong")), true));
    let found = account(outcome(file.as_bytes(), &with("pässwörd")));
    assert!(found.encrypted);
    assert_eq!(
        found.registration.refresh_token.unwrap().expose(),
        "Atnr|INV"
    );

    let changed = |pointer: &str, value: Value| {
        let mut file = vectors["file"].clone();
        *file.pointer_mut(pointer).unwrap() = value;
        outcome(file.to_string().as_bytes(), &with("pässwörd"))
    };
    for (pointer, value) in [
        ("/kdf/t_cost", json!(2)),
        ("/kdf/salt", json!("AAAAAAAAAAAAAAAAAAAAAA==")),
        ("/cipher/nonce", json!("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")),
        ("/ciphertext", json!("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")),
    ] {
        assert!(is_locked(&changed(pointer, value), true), "{pointer}");
    }
    for (pointer, value) in [
        ("/kdf/m_cost", json!(4_000_000_000_u32)),
        ("/kdf/t_cost", json!(4_000_000_000_u32)),
        ("/kdf/p_cost", json!(16_000_000)),
    ] {
        assert_eq!(
            refusal(changed(pointer, value)),
            Refusal::TooCostly,
            "{pointer}"
        );
    }
    for (pointer, value) in [
        ("/version", json!(2)),
        ("/kdf/algorithm", json!("scrypt")),
        ("/cipher/algorithm", json!("aes")),
    ] {
        assert_eq!(
            refusal(changed(pointer, value)),
            Refusal::Newer,
            "{pointer}"
        );
    }
    for (pointer, value) in [
        ("/kdf/m_cost", json!("much")),
        ("/cipher/nonce", json!("AAAA")),
        ("/kdf/salt", json!("?")),
    ] {
        let why = refusal(changed(pointer, value));
        assert!(
            matches!(why, Refusal::File(AuthFileError::Damaged { .. })),
            "{pointer}"
        );
    }
}

fn libation() -> Value {
    let (adp, key) = signing();
    let key = key
        .lines()
        .filter(|line| !line.starts_with('-'))
        .collect::<String>();
    json!({"Accounts": [{"AccountId": "anna@example.org", "AccountName": "Anna", "LibraryScan": true,
        "DecryptKey": "000b0c0d", "IdentityTokens": {"LocaleName": "germany",
        "ExistingAccessToken": {"TokenValue": "Atna|INV", "Expires": "2026-01-02T04:04:05.5000000Z"},
        "PrivateKey": {"Value": key}, "AdpToken": {"Value": adp}, "RefreshToken": {"Value": "Atnr|INV"},
        "DeviceSerialNumber": "a1b2", "DeviceType": "A10KISP2GWF0E4", "AmazonAccountId": "amzn1.account.INV",
        "DeviceName": "Anna's Libation", "StoreAuthenticationCookie": "INV",
        "Cookies": [{"Key": "session-id", "Value": "INV"}]}}], "Cdm": null})
}

#[test]
fn libations_accounts() {
    let found = account(opened(&libation()));
    assert_eq!(found.program, Program::Libation);
    assert_eq!(found.source.within.as_deref(), Some("Anna"));
    assert_eq!(found.left_out, [""; 0]);
    let registration = found.registration;
    assert_eq!(registration.marketplace, Marketplace::De);
    assert_eq!(registration.kind, AccountKind::Amazon);
    assert_eq!(
        registration.access_token.as_ref().unwrap().expires,
        Some(Timestamp::from_millis(1_767_326_645_500))
    );
    assert_eq!(registration.activation_bytes.unwrap().expose(), "000b0c0d");
    assert_eq!(registration.website_cookies.unwrap()[0].0, "session-id");
    assert!(
        registration.device_private_key.is_some(),
        "one line of base64"
    );
    let customer = registration.customer_info.unwrap();
    assert_eq!(customer.user_id.as_deref(), Some("amzn1.account.INV"));
    assert_eq!(customer.name.as_deref(), Some("Anna"));
    assert_eq!(
        registration.device_info.unwrap().device_name.as_deref(),
        Some("Anna's Libation")
    );

    for (name, store, kind) in [
        ("us", Marketplace::Us, AccountKind::Amazon),
        ("uk", Marketplace::Uk, AccountKind::Amazon),
        ("japan", Marketplace::Jp, AccountKind::Amazon),
        ("brazil", Marketplace::Br, AccountKind::Amazon),
        (
            "pre-amazon - germany",
            Marketplace::De,
            AccountKind::Audible,
        ),
        ("pre-amazon - us", Marketplace::Us, AccountKind::Audible),
    ] {
        let mut file = libation();
        file["Accounts"][0]["IdentityTokens"]["LocaleName"] = json!(name);
        let registration = account(opened(&file)).registration;
        assert_eq!(
            (registration.marketplace, registration.kind),
            (store, kind),
            "{name}"
        );
    }
    let mut elsewhere = libation();
    elsewhere["Accounts"][0]["IdentityTokens"]["LocaleName"] = json!("atlantis");
    let source = Source {
        path: "auth.json".to_owned(),
        within: Some("Anna".to_owned()),
    };
    let code = Some("atlantis".to_owned());
    assert_eq!(
        opened(&elsewhere),
        Outcome::Storeless {
            source: source.clone(),
            code
        }
    );
    // Once the member named it.
    let keys = Keys {
        stores: vec![(source, Marketplace::Fr)],
        ..Keys::default()
    };
    let found = account(outcome(elsewhere.to_string().as_bytes(), &keys));
    assert_eq!(found.registration.marketplace, Marketplace::Fr);
}

#[test]
fn libations_account_is_refused_where_its_tokens_are_not_there() {
    for (pointer, value, why) in [
        (
            "/Accounts/0/IdentityTokens/RefreshToken",
            json!({"Value": "AAAA", "IsEncrypted": true}),
            Refusal::LibationEncrypts,
        ),
        (
            "/Accounts/0/IdentityTokens/Cookies/0/Value",
            json!({"Value": "AAAA", "IsEncrypted": true}),
            Refusal::LibationEncrypts,
        ),
        (
            "/Accounts/0/IdentityTokens",
            json!(null),
            Refusal::NotSignedIn,
        ),
        ("/Accounts", json!([]), Refusal::NotSignedIn),
    ] {
        let mut file = libation();
        *file.pointer_mut(pointer).unwrap() = value;
        assert_eq!(refusal(opened(&file)), why, "{pointer}");
    }
    // One account that is of no use does not take the other along.
    let mut two = libation();
    two["Accounts"]
        .as_array_mut()
        .unwrap()
        .push(json!({"AccountId": "new@example.org"}));
    let outcomes = open(&[file("a", two.to_string().as_bytes())], &Keys::default());
    assert!(matches!(
        &outcomes[..],
        [
            Outcome::Account(_),
            Outcome::Refused {
                why: Refusal::NotSignedIn,
                ..
            }
        ]
    ));
}

#[test]
fn open_audibles_registrations() {
    let (adp, key) = signing();
    let success = json!({
        "tokens": {
            "bearer": {"access_token": "Atna|INV", "refresh_token": "Atnr|INV", "expires_in": "3600"},
            "mac_dms": {"adp_token": adp, "device_private_key": key},
            "website_cookies": [{"Name": "session-id", "Value": "\"INV\"", "Domain": ".amazon.de"}],
            "store_authentication_cookie": {"cookie": "INV"},
        },
        "extensions": {
            "device_info": {"device_name": "Anna's OpenAudible", "device_serial_number": "A1", "device_type": "A2"},
            "customer_info": {"account_pool": "Amazon", "user_id": "amzn1.account.INV", "name": "Anna Example"},
        },
    });
    let entry = |success: &Value, expires: Value| json!({"details": {"response": {"success": success}}, "expires": expires, "region": "DE"});
    let credentials = json!({
        "active_device": "anna",
        "anna": entry(&success, json!(1_767_326_645_500_i64)),
        "old": entry(&success, json!(1_767_326_645)),
        "half": {"details": {}, "region": "US"},
    });
    let outcomes = open(
        &[file("credentials.json", credentials.to_string().as_bytes())],
        &Keys::default(),
    );
    assert_eq!(outcomes.len(), 3);
    for outcome in outcomes {
        match outcome {
            Outcome::Account(found) => {
                assert_eq!(found.program, Program::OpenAudible);
                assert_eq!(found.left_out, [""; 0]);
                let registration = &found.registration;
                assert_eq!(registration.marketplace, Marketplace::De);
                let expires = registration.access_token.as_ref().unwrap().expires.unwrap();
                assert_eq!(expires.millis() / 1000, 1_767_326_645);
                assert_eq!(
                    registration.website_cookies.as_ref().unwrap()[0].1.expose(),
                    "INV"
                );
                assert!(registration.device_private_key.is_some());
            }
            Outcome::Refused { source, why } => {
                assert_eq!(source.within.as_deref(), Some("half"));
                assert_eq!(why, Refusal::NotSignedIn);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn other_files_are_told_apart() {
    let file = |why: AuthFileError| Refusal::File(why);
    for (content, why) in [
        (&b""[..], file(AuthFileError::Empty)),
        (b"hello", file(AuthFileError::NotJson)),
        (b"[]", file(AuthFileError::NotAnAuthFile)),
        (b"{\"items\": []}", file(AuthFileError::NotAnAuthFile)),
        (b"{\"access_token\": \"At", file(AuthFileError::CutShort)),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Refusal::NotText),
        (b"\xff\xfe{\0}\0", Refusal::NotText),
    ] {
        assert_eq!(refusal(outcome(content, &Keys::default())), why);
    }
}
