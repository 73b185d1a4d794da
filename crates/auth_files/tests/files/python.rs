//! `auth_file_encrypted_*.json`: the two encrypted styles of the Python library.

use std::collections::BTreeSet;

use audible::auth_file;
use auth_files::python::{KeySize, Sealed, Settings, Style};
use auth_files::{Keys, Outcome};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::common::{account, cases, is_locked, outcome, secret, text, vectors, with};
use crate::deviations::assert_listed;

const STYLES: [(&str, Style); 2] = [
    ("auth_file_encrypted_json.json", Style::Json),
    ("auth_file_encrypted_bytes.json", Style::Bytes),
];

fn file_of(case: &Value) -> Vec<u8> {
    match case.get("file") {
        Some(file) => text(file).as_bytes().to_vec(),
        None => STANDARD.decode(text(&case["file_base64"])).unwrap(),
    }
}

fn sealed(case: &Value) -> Sealed {
    let file = file_of(case);
    match serde_json::from_slice(&file) {
        Ok(object) => Sealed::from_json(&object).unwrap(),
        Err(_) => Sealed::from_bytes(&file).unwrap(),
    }
}

fn bytes<const N: usize>(hex: &Value) -> [u8; N] {
    let digits = text(hex);
    let mut bytes = [0; N];
    for (number, byte) in bytes.iter_mut().take(digits.len() / 2).enumerate() {
        *byte = u8::from_str_radix(&digits[2 * number..2 * number + 2], 16).unwrap();
    }
    bytes
}

fn settings(case: &Value) -> Settings {
    let iterations = u16::try_from(case["kdf_iterations"].as_u64().unwrap()).unwrap();
    let mut settings = Settings::usual(iterations);
    if let Some(marker) = case.get("salt_marker") {
        settings.marker = text(marker).as_bytes().to_vec();
    }
    if let Some(size) = case.get("key_size").and_then(Value::as_u64) {
        let mut sizes = KeySize::ALL.into_iter();
        settings.key_size = sizes.find(|it| it.bytes() as u64 == size).unwrap();
    }
    settings
}

#[test]
fn we_write_the_packages_files_to_the_byte() {
    for (name, style) in STYLES {
        let vectors = vectors(name);
        let plaintext = text(&vectors["plaintext"]);
        for list in ["written", "ciphers"] {
            for case in cases(&vectors, list) {
                let plain = case.get("plaintext").map_or(plaintext, text);
                let ours = Sealed::encrypt(
                    plain.as_bytes(),
                    &secret(text(&case["password"])),
                    &settings(case),
                    bytes(&case["salt_hex"]),
                    bytes(&case["iv_hex"]),
                );
                if text(&case["password"]).is_empty() {
                    assert_eq!(ours, None, "the package does not write it either");
                    continue;
                }
                let ours = ours.unwrap().write(style);
                assert_eq!(ours, file_of(case), "{name}: {}", case["name"]);
            }
        }
    }
}

#[test]
fn we_open_the_packages_files() {
    for (name, _) in STYLES {
        let vectors = vectors(name);
        let plaintext = text(&vectors["plaintext"]);
        for list in ["written", "read"] {
            for case in cases(&vectors, list) {
                let file = file_of(case);
                let said = &case["name"];
                assert!(
                    is_locked(&outcome(&file, &Keys::default()), false),
                    "{said}"
                );
                let found = account(outcome(&file, &with(text(&case["password"]))));
                let plain = case.get("plaintext").map_or(plaintext, text);
                let expected = auth_file::read(plain, None).unwrap();
                assert_eq!(found.registration, expected.registration, "{said}");
                assert!(found.encrypted);
            }
        }
        // Any text, with the settings given.
        for case in cases(&vectors, "ciphers") {
            let plain = sealed(case).decrypt(&secret(text(&case["password"])), &settings(case));
            let said = &case["name"];
            assert_eq!(
                &**plain.unwrap(),
                text(&case["plaintext"]).as_bytes(),
                "{said}"
            );
        }
    }
}

#[test]
fn settings_that_are_not_in_the_file_are_found() {
    let vectors = vectors("auth_file_encrypted_json.json");
    let plain = text(&vectors["plaintext"]);
    for marker in ["$", "#", "$$", "abc", "abcd", "abcde", "AudiPy"] {
        for key_size in KeySize::ALL {
            let settings = Settings {
                marker: marker.as_bytes().to_vec(),
                iterations: 3,
                key_size,
            };
            let sealed =
                Sealed::encrypt(plain.as_bytes(), &secret("pw"), &settings, [7; 12], [9; 16]);
            for style in [Style::Json, Style::Bytes] {
                let file = sealed.as_ref().unwrap().write(style);
                assert!(account(outcome(&file, &with("pw"))).encrypted);
                assert!(is_locked(&outcome(&file, &with("pW")), true));
            }
        }
    }
}

#[test]
fn what_the_package_refuses_is_refused() {
    for (name, _) in STYLES {
        let mut seen = BTreeSet::new();
        let vectors = vectors(name);
        for case in cases(&vectors, "refused") {
            let keys = case["password"].as_str().map(with).unwrap_or_default();
            match outcome(&file_of(case), &keys) {
                Outcome::Account(_) => {
                    seen.insert(text(&case["name"]).to_owned());
                }
                Outcome::Locked { .. } | Outcome::Refused { .. } => {}
                other @ Outcome::Storeless { .. } => panic!("{other:?}"),
            }
        }
        assert_listed(name, &seen);

        let case = &vectors["wrong_password"];
        let file = file_of(case);
        assert!(matches!(
            outcome(&file, &with(text(&case["right"]))),
            Outcome::Account(_)
        ));
        for wrong in cases(case, "wrong") {
            let opened = outcome(&file, &with(text(&wrong["password"])));
            assert!(is_locked(&opened, true), "{}", wrong["how"]);
        }
        for options in cases(&vectors, "refused_options") {
            // More iterations than the file has room for cannot even be said.
            let Some(marker) = options.get("salt_marker") else {
                continue;
            };
            let settings = Settings {
                marker: text(marker).as_bytes().to_vec(),
                ..Settings::usual(1000)
            };
            let ours = Sealed::encrypt(b"{}", &secret("pw"), &settings, [0; 12], [0; 16]);
            assert_eq!(ours, None);
        }
    }
}

#[test]
fn the_right_one_of_several_passwords_opens() {
    let vectors = vectors("auth_file_encrypted_json.json");
    let case = &cases(&vectors, "written")[0];
    let mut keys = with("another");
    keys.passwords.push(secret(text(&case["password"])));
    assert!(account(outcome(&file_of(case), &keys)).encrypted);
}
