//! After a journey: does anything secret lie where it must not?

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde_json::Value;

use crate::sandbox::{PASSWORD, Sandbox};

/// Everything secret that the sandbox handed out or was sent: passwords, codes, tokens, keys,
/// cookies.
pub async fn of(sandbox: &Sandbox) -> BTreeSet<String> {
    let mut found = BTreeSet::from([PASSWORD.to_owned()]);
    collect(&sandbox.log().await, &mut found);
    found
}

/// Fails if one of them is found in any file below a folder, as it is, as UTF-16, or in base64.
/// The sandbox's own log is not searched: it is Amazon's side.
pub fn assert_absent(secrets: &BTreeSet<String>, folder: &Path) {
    assert!(
        secrets.len() > 1,
        "the journey had no secrets to search for"
    );
    let needles: Vec<(String, Vec<u8>)> = secrets.iter().flat_map(|secret| forms(secret)).collect();
    for file in files(folder) {
        let name = file.file_name().unwrap_or_default();
        if name == "sandbox.log" {
            continue;
        }
        let Ok(bytes) = std::fs::read(&file) else {
            continue;
        };
        for (what, needle) in &needles {
            assert!(
                !contains(&bytes, needle),
                "{what} lies in {}",
                file.strip_prefix(folder).unwrap_or(&file).display()
            );
        }
    }
}

/// Secrets are told by their shape; the sandbox invents all of them.
fn collect(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            if let Ok(inner) = serde_json::from_str::<Value>(text)
                && (inner.is_object() || inner.is_array())
            {
                collect(&inner, found);
            }
            for part in text.split(['&', '=', '"', '\'', ' ', ';', ',', '?', '\n']) {
                let part = part.replace("%7C", "|");
                let is_token = ["Atna|", "Atnr|", "Atza|", "{enc:"]
                    .iter()
                    .any(|start| part.starts_with(start));
                if is_token && part.len() > 16 {
                    found.insert(part);
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|item| collect(item, found)),
        Value::Object(map) => {
            for (key, item) in map {
                let is_secret = ["authorization_code", "code_verifier", "device_private_key"]
                    .iter()
                    .any(|name| key.ends_with(name));
                if let (true, Some(text)) = (is_secret, item.as_str()) {
                    // Of a key its middle lines: the first ones are the same in every key.
                    found.extend(
                        text.lines()
                            .filter(|line| line.len() > 12)
                            .map(str::to_owned),
                    );
                    found.retain(|secret| !secret.starts_with("-----"));
                }
                collect(item, found);
            }
        }
        _ => {}
    }
}

fn forms(secret: &str) -> Vec<(String, Vec<u8>)> {
    let kind = secret.chars().take(5).collect::<String>();
    let utf16: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut forms = vec![
        (format!("a secret ({kind}…)"), secret.as_bytes().to_vec()),
        (format!("a secret ({kind}…) as UTF-16"), utf16),
        (
            format!("a secret ({kind}…) percent-encoded"),
            secret.replace('|', "%7C").into_bytes(),
        ),
    ];
    // Base64 of a text inside a longer one depends on where it begins.
    for skip in 0..3 {
        let inner = secret.as_bytes().get(skip..).unwrap_or_default();
        let whole = inner.len() / 3 * 3;
        if whole >= 24 {
            for engine in [&STANDARD_NO_PAD, &URL_SAFE_NO_PAD] {
                forms.push((
                    format!("a secret ({kind}…) in base64"),
                    engine.encode(&inner[..whole]).into_bytes(),
                ));
            }
        }
    }
    forms
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    let Some(first) = needle.first() else {
        return false;
    };
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| byte == first) {
        let start = from + at;
        if bytes[start..].starts_with(needle) {
            return true;
        }
        from = start + 1;
    }
    false
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found
}
