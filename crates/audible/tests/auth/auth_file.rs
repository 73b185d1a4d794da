//! `auth_file_*.json`: files of the Python library and of others.

use audible::auth_file::{read, write};
use audible::registration::AccessToken;
use audible::{AccountKind, AuthFileError, Marketplace, Timestamp};
use serde_json::{Value, json};

use crate::common::{cases, described, expected, secret, text, vectors};
use crate::deviations::Deviations;

/// A file that has everything, with `changes` made to it (`null` in `changes` stays `null`).
fn changed(changes: &Value) -> String {
    let mut file: Value = serde_json::from_str(&full()).unwrap();
    for (key, value) in changes.as_object().unwrap() {
        file[key] = value.clone();
    }
    file.to_string()
}

fn full() -> String {
    text(&vectors("auth_file_plain.json")["written"][0]["file"]).to_owned()
}

fn without(key: &str) -> String {
    let mut file: Value = serde_json::from_str(&full()).unwrap();
    file.as_object_mut().unwrap().remove(key).unwrap();
    file.to_string()
}

#[test]
fn files_are_read_as_the_package_does() {
    let mut deviations = Deviations::of("auth_file_plain.json");
    let vectors = vectors("auth_file_plain.json");
    for list in ["written", "read"] {
        for case in cases(&vectors, list) {
            let store = case
                .get("locale")
                .map(|code| Marketplace::parse(text(code)).unwrap());
            let opened = read(text(&case["file"]), store).unwrap();
            let name = text(&case["name"]);
            deviations.see(
                name,
                described(&opened.registration) != expected(&case["auth"]),
            );
            assert_eq!(opened.left_out, [""; 0], "{name}");
        }
    }
    for case in cases(&vectors, "refused") {
        deviations.see(text(&case["name"]), read(text(&case["file"]), None).is_ok());
    }
    // To the byte, but for what `write` is documented to do otherwise.
    for case in cases(&vectors, "written") {
        if case["indent"] != 4 {
            continue;
        }
        let opened = read(text(&case["file"]), None).unwrap();
        let ours = write(&opened.registration);
        let same = *ours.expose() == as_we_write(text(&case["file"]));
        deviations.see(&format!("{} (written)", text(&case["name"])), !same);
    }
    deviations.finish();
}

/// Times to the millisecond, which is as exact as a [`Timestamp`]; cookies sorted by name, as
/// objects have no order.
fn as_we_write(file: &str) -> String {
    let file = file.replace("1795447815.123456", "1795447815.123");
    let Some((before, rest)) = file.split_once("\"website_cookies\": {\n") else {
        return file;
    };
    let (cookies, after) = rest.split_once("\n    }").unwrap();
    let mut cookies: Vec<_> = cookies.split(",\n").collect();
    cookies.sort_unstable();
    format!(
        "{before}\"website_cookies\": {{\n{}\n    }}{after}",
        cookies.join(",\n")
    )
}

#[test]
fn the_keys_are_the_twelve_in_their_order() {
    let vectors = vectors("auth_file_plain.json");
    let written = write(&read(&full(), None).unwrap().registration);
    let mut rest = written.expose().as_str();
    for key in cases(&vectors, "keys") {
        let mark = format!("\n    \"{}\": ", text(key));
        let (_, after) = rest
            .split_once(&mark)
            .unwrap_or_else(|| panic!("{key} is not next"));
        rest = after;
    }
    let object: serde_json::Map<String, Value> = serde_json::from_str(written.expose()).unwrap();
    assert_eq!(object.len(), 12, "the package refuses unknown keys");
}

#[test]
fn what_we_write_we_read_again() {
    let vectors = vectors("auth_file_plain.json");
    for case in cases(&vectors, "written") {
        let opened = read(text(&case["file"]), None).unwrap();
        let again = read(write(&opened.registration).expose(), None).unwrap();
        assert_eq!(again, opened);
    }
}

#[test]
fn nothing_that_the_package_refuses_is_written() {
    let mut registration = read(&full(), None).unwrap().registration;
    let key = registration.device_private_key.clone().unwrap();
    registration.website_cookies = Some(Vec::new());
    registration.adp_token = Some(secret("{odd}"));
    registration.activation_bytes = Some(secret("12"));
    registration.device_private_key = Some(secret(key.expose().trim_end()));
    registration.access_token = Some(AccessToken {
        token: secret("Atza|cookie"),
        expires: None,
    });
    let written: Value = serde_json::from_str(write(&registration).expose()).unwrap();
    for key in [
        "website_cookies",
        "adp_token",
        "activation_bytes",
        "access_token",
    ] {
        assert_eq!(written[key], Value::Null, "{key}");
    }
    assert_eq!(
        text(&written["device_private_key"]),
        key.expose(),
        "trap T42"
    );
    assert_eq!(
        written["expires"], 0.0,
        "the package cannot go on from null"
    );
}

#[test]
fn all_ages_and_oddities_are_read() {
    let kind = |file: &str| read(file, None).unwrap().registration.kind;
    assert_eq!(kind(&without("with_username")), AccountKind::Amazon);
    assert_eq!(
        kind(&changed(&json!({"with_username": null}))),
        AccountKind::Amazon
    );
    assert_eq!(
        kind(&changed(&json!({"with_username": true}))),
        AccountKind::Audible
    );
    let pool =
        json!({"with_username": false, "customer_info": {"account_pool": "pool-AF2M0KC94RCEA"}});
    assert_eq!(kind(&changed(&pool)), AccountKind::Audible, "trap T11");

    let store = |code: Value| {
        read(&changed(&json!({"locale_code": code})), None).map(|o| o.registration.marketplace)
    };
    for (code, expected) in [
        ("UK", Marketplace::Uk),
        ("gb", Marketplace::Uk),
        (" de ", Marketplace::De),
        ("co.jp", Marketplace::Jp),
        ("pt_BR", Marketplace::Br),
        ("fr-FR", Marketplace::Fr),
    ] {
        assert_eq!(store(json!(code)), Ok(expected), "{code}");
    }
    assert_eq!(
        store(json!("xx")),
        Err(AuthFileError::UnknownStore { code: "xx".into() })
    );
    assert_eq!(store(json!(null)), Err(AuthFileError::NoStore));
    let given = read(&without("locale_code"), Some(Marketplace::Ca)).unwrap();
    assert_eq!(given.registration.marketplace, Marketplace::Ca);
    let from_pool =
        json!({"locale_code": null, "customer_info": {"account_pool": "pool-AN7V1F1VY261K"}});
    assert_eq!(
        read(&changed(&from_pool), None)
            .unwrap()
            .registration
            .marketplace,
        Marketplace::De
    );

    let expires = |value: Value| {
        read(&changed(&json!({"expires": value})), None)
            .unwrap()
            .registration
            .access_token
            .unwrap()
            .expires
    };
    for value in [
        json!(1_767_326_645.5),
        json!("1767326645.5"),
        json!(1_767_326_645_500_i64),
    ] {
        assert_eq!(
            expires(value),
            Some(Timestamp::from_millis(1_767_326_645_500))
        );
    }
    assert_eq!(
        expires(json!(1_767_326_645)),
        Some(Timestamp::from_millis(1_767_326_645_000))
    );
    assert_eq!(expires(json!(null)), None);

    let cookies = |value: Value| {
        read(&changed(&json!({"website_cookies": value})), None)
            .unwrap()
            .registration
            .website_cookies
    };
    let one = Some(vec![("x-main".to_owned(), secret("v"))]);
    for value in [
        json!({"x-main": "v"}),
        json!([{"Name": "x-main", "Value": "\"v\""}]),
        json!([{"name": "x-main", "value": "v"}]),
        json!([{"Key": "x-main", "Value": "v"}]),
        json!({"x-main": "v", "odd": 7}),
    ] {
        assert_eq!(cookies(value), one);
    }
    for value in [json!(null), json!({}), json!([]), json!("text")] {
        assert_eq!(cookies(value), None, "trap T41");
    }
    let cookie = |value: Value| {
        read(
            &changed(&json!({"store_authentication_cookie": value})),
            None,
        )
        .unwrap()
        .registration
        .store_authentication_cookie
    };
    assert_eq!(cookie(json!({"cookie": "c"})), Some(secret("c")));
    assert_eq!(cookie(json!("c")), Some(secret("c")));
    assert_eq!(cookie(json!(null)), None);
}

#[test]
fn the_smallest_files_are_enough() {
    let small = |file: Value| read(&file.to_string(), None).map(|opened| opened.registration);
    let refresh = small(json!({"refresh_token": "Atnr|x", "locale_code": "de"})).unwrap();
    assert_eq!(refresh.kind, AccountKind::Amazon);
    let full: Value = serde_json::from_str(&full()).unwrap();
    let signing = json!({"adp_token": full["adp_token"], "device_private_key": full["device_private_key"], "locale_code": "us"});
    assert_eq!(small(signing).unwrap().refresh_token, None);
    let nothing = json!({"locale_code": "de", "customer_info": {"name": "Anna Example"}});
    assert_eq!(small(nothing), Err(AuthFileError::NothingToSignInWith));
    let half = json!({"locale_code": "us", "adp_token": full["adp_token"]});
    assert_eq!(small(half), Err(AuthFileError::NothingToSignInWith));
}

#[test]
fn damage_is_named_and_never_hidden() {
    let opened = read(
        &changed(&json!({
            "adp_token": "{odd}", "device_info": "text", "activation_bytes": "xyz", "expires": {},
            "website_cookies": [1], "access_token": 5, "store_authentication_cookie": 1,
        })),
        None,
    )
    .unwrap();
    let mut left_out = opened.left_out;
    left_out.sort_unstable();
    assert_eq!(
        left_out,
        [
            "access_token",
            "activation_bytes",
            "adp_token",
            "device_info",
            "expires",
            "store_authentication_cookie",
            "website_cookies",
        ]
    );
    for wrong in [
        json!("EwIC"),
        json!(7),
        json!("Atnr|"),
        json!("Atnr|a b"),
        json!("Atnr|ä"),
    ] {
        let read = read(&changed(&json!({"refresh_token": wrong})), None);
        assert_eq!(
            read,
            Err(AuthFileError::Damaged {
                key: "refresh_token".into()
            })
        );
    }
}

#[test]
fn other_files_are_told_apart() {
    use AuthFileError::*;
    let full = full();
    let cases = [
        ("", Empty),
        (" \n\u{feff}", Empty),
        ("hello", NotJson),
        ("[]", NotAnAuthFile),
        ("7", NotAnAuthFile),
        ("{}", NotAnAuthFile),
        ("{\"items\": []}", NotAnAuthFile),
        (&full[..full.len() - 20], CutShort),
        ("{\"a\" 7}", NotJson),
    ];
    for (file, expected) in cases {
        assert_eq!(read(file, None), Err(expected), "{file}");
    }
    assert!(read(&format!("\u{feff}\n{full}\n"), None).is_ok());
}

#[test]
fn no_error_repeats_what_was_in_the_file() {
    for file in [
        "{\"refresh_token\": \"secretsecret\", \"locale_code\": \"de\"}",
        "{\"refresh_token\": \"Atnr|secretsecret",
        "secretsecret",
    ] {
        let error = read(file, None).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("secretsecret"));
    }
}
