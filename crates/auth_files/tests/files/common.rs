//! What the tests share: vectors, and opening in few words.

use audible::Secret;
use auth_files::{File, Found, Keys, Outcome, Refusal, open};
use serde_json::Value;

pub(crate) use crate::vectors::{cases, text, vectors};

pub(crate) fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

pub(crate) fn file(path: &str, content: &[u8]) -> File {
    File {
        path: path.to_owned(),
        bytes: Secret::new(content.to_vec()),
    }
}

pub(crate) fn with(password: &str) -> Keys {
    Keys {
        passwords: vec![secret(password)],
        stores: Vec::new(),
    }
}

/// The only outcome of a single file.
pub(crate) fn outcome(content: &[u8], keys: &Keys) -> Outcome {
    let mut outcomes = open(&[file("auth.json", content)], keys);
    assert_eq!(outcomes.len(), 1, "{outcomes:?}");
    outcomes.remove(0)
}

pub(crate) fn account(outcome: Outcome) -> Found {
    match outcome {
        Outcome::Account(found) => *found,
        other => panic!("no account: {other:?}"),
    }
}

pub(crate) fn refusal(outcome: Outcome) -> Refusal {
    match outcome {
        Outcome::Refused { why, .. } => why,
        other => panic!("not refused: {other:?}"),
    }
}

pub(crate) fn is_locked(outcome: &Outcome, expect_wrong: bool) -> bool {
    matches!(outcome, Outcome::Locked { wrong, .. } if *wrong == expect_wrong)
}

/// The file that the encrypted vectors hold, plain.
pub(crate) fn plain() -> String {
    text(&vectors("auth_file_encrypted_json.json")["plaintext"]).to_owned()
}

/// The device key and ADP token of the vectors.
pub(crate) fn signing() -> (String, String) {
    let plain: Value = serde_json::from_str(&plain()).unwrap();
    (
        text(&plain["adp_token"]).to_owned(),
        text(&plain["device_private_key"]).to_owned(),
    )
}
