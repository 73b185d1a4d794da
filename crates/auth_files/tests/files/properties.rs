//! Arbitrary bytes: nothing panics, nothing is lost, and what is written is opened again.

use auth_files::python::{KeySize, Sealed, Settings, Style};
use auth_files::{Keys, Outcome, open};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::common::{file, plain, secret, with};

/// Something like a file of each reader, with parts of any kind.
fn texts() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u32>().prop_map(Value::from),
        "[a-zA-Z0-9|+/=]{0,40}".prop_map(Value::from),
        Just(json!("argon2id")),
        Just(json!("xchacha20poly1305")),
        Just(json!("Atnr|x")),
        Just(json!("JAABJCsMgptgQltSWmunsQ==")),
    ];
    let keys = [
        "format",
        "version",
        "data",
        "kdf",
        "cipher",
        "ciphertext",
        "salt",
        "iv",
        "nonce",
        "algorithm",
        "m_cost",
        "t_cost",
        "p_cost",
        "Accounts",
        "IdentityTokens",
        "LocaleName",
        "Cookies",
        "RefreshToken",
        "Value",
        "details",
        "response",
        "success",
        "tokens",
        "bearer",
        "refresh_token",
        "locale_code",
        "identity",
        "website_cookies",
        "country_code",
        "expires",
        "extensions",
    ];
    let value = leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((prop::sample::select(keys.to_vec()), inner), 0..6).prop_map(
                |list| {
                    list.into_iter()
                        .map(|(key, value)| (key.to_owned(), value))
                        .collect::<Map<_, _>>()
                        .into()
                }
            ),
        ]
    });
    prop_oneof![
        value.clone().prop_map(|value| value.to_string()),
        value.prop_map(|value| {
            json!({"format": "audible-rs-auth", "version": 1, "data": value, "Accounts": [value]})
                .to_string()
        }),
        "\\[profile\\.[a-z]{1,3}\\]\n(auth_file = \"[a-z./]{0,8}\"\n)?(country_code = \"[a-z]{2}\"\n)?",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_have_an_outcome(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for keys in [Keys::default(), with("pw")] {
            let outcomes = open(&[file("a", &bytes)], &keys);
            prop_assert!(!outcomes.is_empty());
            let accounts = outcomes.iter().filter(|it| matches!(it, Outcome::Account(_)));
            prop_assert_eq!(accounts.count(), 0);
        }
    }

    #[test]
    fn any_text_of_any_reader_does_not_panic(texts in prop::collection::vec(texts(), 1..4)) {
        let files: Vec<_> = texts
            .iter()
            .enumerate()
            .map(|(number, text)| file(&format!("x/{number}.json"), text.as_bytes()))
            .collect();
        let outcomes = open(&files, &with("pw"));
        // The page and the worker understand each other about all of it.
        let text = serde_json::to_string(&outcomes).unwrap();
        let again: Vec<Outcome> = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(again, outcomes);
    }

    #[test]
    fn a_changed_encrypted_file_never_panics(
        at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()
    ) {
        let settings = Settings::usual(1);
        let sealed = Sealed::encrypt(plain().as_bytes(), &secret("pw"), &settings, [3; 12], [4; 16]);
        for style in [Style::Json, Style::Bytes] {
            let mut bytes = sealed.as_ref().unwrap().write(style);
            let at = at.index(bytes.len());
            bytes[at] = byte;
            prop_assert_eq!(open(&[file("a", &bytes)], &with("pw")).len(), 1);
            bytes.truncate(cut.index(bytes.len()));
            prop_assert_eq!(open(&[file("a", &bytes)], &with("pw")).len(), 1);
        }
    }

    #[test]
    fn what_is_encrypted_opens_again(
        text in ".{0,80}", password in ".{1,20}", marker in "[!-~]{1,6}", iterations in 1_u16..40,
        random in any::<[u8; 12]>(), iv in any::<[u8; 16]>(), size in 0_usize..3,
    ) {
        let settings = Settings {
            marker: marker.into_bytes(),
            iterations,
            key_size: KeySize::ALL[size],
        };
        let plain = json!({ "refresh_token": text }).to_string();
        let password = secret(&password);
        let sealed = Sealed::encrypt(plain.as_bytes(), &password, &settings, random, iv).unwrap();
        let opened = sealed.decrypt(&password, &settings);
        prop_assert_eq!(opened.as_deref().map(Vec::as_slice), Some(plain.as_bytes()));
        let again = Sealed::from_bytes(&sealed.write(Style::Bytes));
        prop_assert_eq!(again.as_ref(), Some(&sealed));
        let object = serde_json::from_slice(&sealed.write(Style::Json)).unwrap();
        prop_assert_eq!(Sealed::from_json(&object), Some(sealed.clone()));
        prop_assert_eq!(sealed.decrypt_object(&password), serde_json::from_str(&plain).ok());
    }
}
