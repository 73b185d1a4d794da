//! After a journey: does anything secret lie where it must not?

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use memchr::memmem;
use serde_json::Value;

use crate::sandbox::{PASSWORD, Sandbox};

/// What must not be found.
#[derive(Debug, Default)]
pub struct Secrets {
    /// Passwords, tokens, keys: nowhere.
    tokens: BTreeSet<String>,
    /// Authorization codes: nowhere but in the browser's own history, since the browser itself was
    /// at the address that ends with one. They are spent by then.
    codes: BTreeSet<String>,
}

/// Everything secret that the sandbox handed out or was sent: passwords, codes, tokens, keys,
/// cookies.
pub async fn of(sandbox: &Sandbox) -> Secrets {
    let mut found = Secrets::default();
    found.tokens.insert(PASSWORD.to_owned());
    found.collect(&sandbox.log().await);
    found
}

/// Fails if one of them is found in any file below a folder, as it is, as UTF-16, or in base64.
/// The sandbox's own log is not searched: it is Amazon's side.
pub fn assert_absent(secrets: &Secrets, folder: &Path) {
    assert!(
        secrets.tokens.len() > 1,
        "the journey had no secrets to search for"
    );
    let needles = |secrets: &BTreeSet<String>| -> Vec<(String, Vec<u8>)> {
        secrets.iter().flat_map(|secret| forms(secret)).collect()
    };
    let (tokens, codes) = (needles(&secrets.tokens), needles(&secrets.codes));
    for file in files(folder) {
        let name = file.file_name().unwrap_or_default();
        if name == "sandbox.log" {
            continue;
        }
        let Ok(bytes) = std::fs::read(&file) else {
            continue;
        };
        let place = file.strip_prefix(folder).unwrap_or(&file);
        let is_ours = name == "relay.log"
            || place
                .components()
                .any(|part| OURS.iter().any(|ours| part.as_os_str() == *ours));
        let sought = tokens.iter().chain(codes.iter().filter(|_| is_ours));
        for (what, needle) in sought {
            assert!(
                memmem::find(&bytes, needle).is_none(),
                "{what} lies in {}",
                place.display()
            );
        }
    }
}

/// Fails if a text is found in any file below a folder, in any of the forms that are searched for.
pub fn assert_text_absent(text: &str, folder: &Path) {
    let needles = forms(text);
    for file in files(folder) {
        let bytes = std::fs::read(&file).unwrap_or_default();
        for (what, needle) in &needles {
            assert!(
                memmem::find(&bytes, needle).is_none(),
                "{what} lies in {}",
                file.display()
            );
        }
    }
}

/// Where a page's own data lie in Chromium's profile.
const OURS: [&str; 4] = [
    "IndexedDB",
    "Local Storage",
    "Service Worker",
    "Session Storage",
];

impl Secrets {
    /// Tokens, keys and passwords as they may lie in memory: bytes, or two bytes a character.
    pub(crate) fn needles(&self) -> Vec<Vec<u8>> {
        let tokens = self.tokens.iter();
        tokens
            .flat_map(|token| {
                let wide = token.encode_utf16().flat_map(u16::to_le_bytes).collect();
                [token.as_bytes().to_vec(), wide]
            })
            .collect()
    }

    /// Secrets are told by their shape; the sandbox invents all of them.
    fn collect(&mut self, value: &Value) {
        match value {
            Value::String(text) => {
                if let Ok(inner) = serde_json::from_str::<Value>(text)
                    && (inner.is_object() || inner.is_array())
                {
                    self.collect(&inner);
                }
                for part in text.split(['&', '=', '"', '\'', ' ', ';', ',', '?', '\n']) {
                    let part = part.replace("%7C", "|");
                    let is_token = ["Atna|", "Atnr|", "Atza|", "{enc:"]
                        .iter()
                        .any(|start| part.starts_with(start));
                    if is_token && part.len() > 16 {
                        self.tokens.insert(part);
                    }
                }
            }
            Value::Array(list) => list.iter().for_each(|item| self.collect(item)),
            Value::Object(map) => {
                for (key, item) in map {
                    self.take(key, item);
                    self.collect(item);
                }
            }
            _ => {}
        }
    }

    fn take(&mut self, key: &str, item: &Value) {
        let Some(text) = item.as_str() else {
            return;
        };
        if key.ends_with("authorization_code") {
            self.codes.insert(text.to_owned());
        }
        if key.ends_with("code_verifier") || key.ends_with("device_private_key") {
            // Of a key its middle lines: the first ones are the same in every key.
            let lines = text
                .lines()
                .filter(|line| line.len() > 12 && !line.starts_with("-----"));
            self.tokens.extend(lines.map(str::to_owned));
        }
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
