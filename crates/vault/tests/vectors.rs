//! Records and headers made by another implementation; see `vectors/make_vectors.py`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "shared parts of tests")]

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use serde_json::Value;
use vault::{DataKey, Error, Header, VaultId, Way, open, seal};

fn bytes(hex: &Value) -> Vec<u8> {
    let digits: Vec<u32> = text(hex).chars().map(|c| c.to_digit(16).unwrap()).collect();
    let pairs = digits.chunks_exact(2);
    pairs
        .map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap())
        .collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn error(name: &Value) -> fn(&Error) -> bool {
    match text(name) {
        "damaged" => |error| *error == Error::Damaged,
        "other vault" => |error| *error == Error::OtherVault,
        "newer" => |error| matches!(error, Error::Newer { version } if *version > 1),
        other => panic!("unknown error {other}"),
    }
}

fn records() -> (DataKey, VaultId, Value) {
    let vectors: Value = serde_json::from_str(include_str!("vectors/records.json")).unwrap();
    let key = DataKey::from_slice(&bytes(&vectors["key"])).unwrap();
    let vault = VaultId::parse(text(&vectors["vault"])).unwrap();
    (key, vault, vectors)
}

#[test]
fn records_open() {
    let (key, vault, vectors) = records();
    for vector in list(&vectors["opened"]) {
        let what = text(&vector["what"]);
        let opened = open(
            &key,
            &vault,
            text(&vector["name"]),
            &bytes(&vector["sealed"]),
        )
        .unwrap();
        assert_eq!(*opened.plain, bytes(&vector["plain"]), "{what}");
        assert_eq!(opened.outdated, vector["outdated"], "{what}");
    }
}

#[test]
fn records_are_sealed_the_same() {
    let (key, vault, vectors) = records();
    let mut compared = 0;
    for vector in list(&vectors["opened"]) {
        if vector["outdated"] == false {
            let theirs = bytes(&vector["sealed"]);
            let nonce = theirs[17..29].try_into().unwrap();
            let ours = seal(
                &key,
                &vault,
                text(&vector["name"]),
                nonce,
                &bytes(&vector["plain"]),
            );
            assert_eq!(ours, theirs, "{}", vector["what"]);
            compared += 1;
        }
    }
    assert!(compared > 5);
}

#[test]
fn an_outdated_record_is_current_once_sealed_again() {
    let (key, vault, vectors) = records();
    let old = list(&vectors["opened"])
        .iter()
        .find(|vector| vector["outdated"] == true)
        .unwrap();
    let name = text(&old["name"]);
    let plain = open(&key, &vault, name, &bytes(&old["sealed"]))
        .unwrap()
        .plain;
    let again = open(
        &key,
        &vault,
        name,
        &seal(&key, &vault, name, [7; 12], &plain),
    )
    .unwrap();
    assert!(!again.outdated);
    assert_eq!(again.plain, plain);
}

#[test]
fn records_are_refused() {
    let (key, vault, vectors) = records();
    let refused = list(&vectors["refused"]);
    assert!(refused.len() > 400);
    for vector in refused {
        let what = text(&vector["what"]);
        let found = open(
            &key,
            &vault,
            text(&vector["name"]),
            &bytes(&vector["sealed"]),
        )
        .unwrap_err();
        assert!(error(&vector["error"])(&found), "{what}: {found:?}");
    }
}

fn headers() -> (VaultId, Value) {
    let vectors: Value = serde_json::from_str(include_str!("vectors/headers.json")).unwrap();
    (VaultId::parse(text(&vectors["vault"])).unwrap(), vectors)
}

#[test]
fn headers_read_and_are_written_with_everything_in_them() {
    let (vault, vectors) = headers();
    for vector in list(&vectors["read"]) {
        let what = text(&vector["what"]);
        let header = Header::parse(&vault, vector["header"].to_string().as_bytes()).unwrap();
        let device_slots = header.known().filter(|slot| slot.way == Way::Device);
        assert_eq!(device_slots.count(), vector["device_slots"], "{what}");
        let written: Value = serde_json::from_slice(&header.to_bytes()).unwrap();
        assert_eq!(written, vector["header"], "{what}");
    }
}

#[test]
fn the_device_slot_opens_with_the_devices_key_and_this_vaults_context() {
    let (vault, vectors) = headers();
    assert_eq!(Way::Device.context(&vault), bytes(&vectors["context"]));
    let header = vectors["read"][0]["header"].to_string();
    let header = Header::parse(&vault, header.as_bytes()).unwrap();
    let slot = header.device_slot().unwrap();
    let device_key: [u8; 32] = bytes(&vectors["device_key"]).try_into().unwrap();
    let cipher = Aes256Gcm::new(&device_key.into());
    let unwrap = |context: &[u8]| {
        let payload = Payload {
            msg: &slot.wrapped,
            aad: context,
        };
        cipher.decrypt(&Nonce::from(slot.nonce), payload)
    };
    let key = unwrap(&Way::Device.context(&vault)).unwrap();
    assert_eq!(key, bytes(&vectors["data_key"]));
    assert!(unwrap(&Way::Device.context(&VaultId::new([0; 16]))).is_err());
}

#[test]
fn headers_are_refused() {
    let (vault, vectors) = headers();
    for vector in list(&vectors["refused"]) {
        let found = Header::parse(&vault, text(&vector["text"]).as_bytes()).unwrap_err();
        assert!(
            error(&vector["error"])(&found),
            "{}: {found:?}",
            vector["what"]
        );
    }
}
