//! Auth files of audible-rs (sign-in reference, 12.4).

use argon2::{Algorithm, Argon2, Params, Version};
use audible::Secret;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};
use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

use crate::found::Refusal;

/// What is inside one of its files.
pub(crate) enum Content {
    /// Members by the keys of section 12.1.
    Plain(Map<String, Value>),
    /// No password was given, or a wrong one.
    Locked,
}

pub(crate) fn is(file: &Map<String, Value>) -> bool {
    file.get("format").and_then(Value::as_str) == Some("audible-rs-auth")
}

pub(crate) fn is_encrypted(file: &Map<String, Value>) -> bool {
    file.contains_key("ciphertext")
}

pub(crate) fn open(
    file: &Map<String, Value>,
    password: Option<&Secret<String>>,
) -> Result<Content, Refusal> {
    let version = file.get("version").and_then(Value::as_u64);
    if version.is_none_or(|version| version > 1) {
        return Err(Refusal::Newer);
    }
    if is_encrypted(file) {
        let Some(password) = password else {
            // What can never be opened is said at once.
            Encrypted::of(file)?;
            return Ok(Content::Locked);
        };
        let plain = Encrypted::of(file)?.decrypt(password);
        let data = plain.and_then(|plain| serde_json::from_slice::<Value>(&plain).ok());
        return Ok(match data.as_ref().and_then(Value::as_object) {
            Some(data) => Content::Plain(members(data)),
            None => Content::Locked,
        });
    }
    match file.get("data").and_then(Value::as_object) {
        Some(data) => Ok(Content::Plain(members(data))),
        None => Err(damaged("data")),
    }
}

/// The parts of an encrypted file.
struct Encrypted {
    params: Params,
    salt: Vec<u8>,
    nonce: [u8; 24],
    ciphertext: Vec<u8>,
    associated: String,
}

impl Encrypted {
    fn of(file: &Map<String, Value>) -> Result<Self, Refusal> {
        let at = |object: &str, key: &str| file.get(object).and_then(|it| it.get(key));
        let text = |object, key| at(object, key).and_then(Value::as_str).unwrap_or_default();
        let number = |key| {
            let number = at("kdf", key).and_then(Value::as_u64);
            number.and_then(|number| u32::try_from(number).ok())
        };
        if (text("kdf", "algorithm"), text("cipher", "algorithm")) != ("argon2id", CIPHER) {
            return Err(Refusal::Newer);
        }
        let (Some(m), Some(t), Some(p)) = (number("m_cost"), number("t_cost"), number("p_cost"))
        else {
            return Err(damaged("kdf"));
        };
        if m > MOST_KIB || p > MOST_LANES || u64::from(m) * u64::from(t) > MOST_WORK {
            return Err(Refusal::TooCostly);
        }
        let params = Params::new(m, t, p, Some(32)).map_err(|_| damaged("kdf"))?;
        let (salt, nonce) = (text("kdf", "salt"), text("cipher", "nonce"));
        let associated = format!(
            "audible-rs-auth\nv1\nargon2id\nm={m},t={t},p={p}\nsalt={salt}\n{CIPHER}\nnonce={nonce}"
        );
        let decoded = |text: &str, key| STANDARD.decode(text).map_err(|_| damaged(key));
        let ciphertext = file.get("ciphertext").and_then(Value::as_str);
        Ok(Self {
            params,
            salt: decoded(salt, "salt")?,
            nonce: decoded(nonce, "nonce")?
                .try_into()
                .map_err(|_| damaged("nonce"))?,
            ciphertext: decoded(ciphertext.unwrap_or_default(), "ciphertext")?,
            associated,
        })
    }

    /// `None`: wrong password, or damaged.
    fn decrypt(&self, password: &Secret<String>) -> Option<Zeroizing<Vec<u8>>> {
        let mut key = Zeroizing::new([0; 32]);
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone());
        // EXPOSE: the file is opened with it.
        let password = password.expose().as_bytes();
        argon2
            .hash_password_into(password, &self.salt, key.as_mut())
            .ok()?;
        let (text, tag) = self.ciphertext.split_last_chunk::<16>()?;
        let mut plain = Zeroizing::new(text.to_vec());
        XChaCha20Poly1305::new((&*key).into())
            .decrypt_inout_detached(
                &XNonce::from(self.nonce),
                self.associated.as_bytes(),
                plain.as_mut_slice().into(),
                &Tag::from(*tag),
            )
            .ok()?;
        Some(plain)
    }
}

/// By the keys of section 12.1.
fn members(data: &Map<String, Value>) -> Map<String, Value> {
    let at = |object: &str, key: &str| data.get(object).and_then(|it| it.get(key)).cloned();
    let object = |key: &str, names: [(&str, &str); 2]| {
        let mut object = data.get(key)?.as_object()?.clone();
        for (theirs, ours) in names {
            if let Some(value) = object.remove(theirs) {
                object.insert(ours.to_owned(), value);
            }
        }
        Some(Value::Object(object))
    };
    let parts = [
        ("locale_code", data.get("country_code").cloned()),
        ("adp_token", at("signing", "adp_token")),
        ("device_private_key", at("signing", "device_private_key")),
        ("access_token", at("bearer", "access_token")),
        ("refresh_token", at("bearer", "refresh_token")),
        ("expires", at("bearer", "expires")),
        ("website_cookies", cookies(data)),
        ("activation_bytes", data.get("activation_bytes").cloned()),
        (
            "customer_info",
            object("identity", [("customer_id", "user_id"), ("", "")]),
        ),
        (
            "device_info",
            object(
                "device",
                [("serial", "device_serial_number"), ("name", "device_name")],
            ),
        ),
    ];
    parts
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?)))
        .collect()
}

/// Its cookies stand under their domains: those of the account's own store, else of the first.
fn cookies(data: &Map<String, Value>) -> Option<Value> {
    let domains = data.get("website_cookies")?.as_object()?;
    let code = data.get("country_code").and_then(Value::as_str);
    let store = code.and_then(audible::Marketplace::parse);
    let own = store.and_then(|store| {
        let tld = store.tld();
        [format!(".amazon.{tld}"), format!(".audible.{tld}")]
            .iter()
            .find_map(|domain| domains.get(domain))
    });
    Some(
        own.or_else(|| domains.values().next())
            .cloned()
            .unwrap_or(json!(null)),
    )
}

fn damaged(key: &'static str) -> Refusal {
    audible::AuthFileError::Damaged { key: key.into() }.into()
}

const CIPHER: &str = "xchacha20poly1305";
/// 256 MiB: four times what the program takes.
const MOST_KIB: u32 = 256 * 1024;
const MOST_LANES: u32 = 64;
/// KiB times passes, sixteen times what the program takes.
const MOST_WORK: u64 = 16 * 3 * 64 * 1024;
