//! Encrypted auth files of the Python library `audible` (sign-in reference, 12.2): PBKDF2 and
//! AES-CBC, wrapped as JSON or as bare bytes.
//!
//! Nothing authenticates such a file. A wrong password mostly shows in the padding, else in the
//! text; so does a damaged file, and neither can be told from the other.

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt, BlockModeEncrypt};
use aes::cipher::{BlockSizeUser, KeyInit, KeyIvInit, KeySizeUser};
use aes::{Aes128, Aes192, Aes256};
use audible::Secret;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pbkdf2::pbkdf2_hmac;
use serde_json::{Map, Value};
use sha2::Sha256;
use zeroize::Zeroizing;

/// An encrypted file, taken apart.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sealed {
    salt: [u8; BLOCK],
    iv: [u8; BLOCK],
    ciphertext: Vec<u8>,
}

/// What the password was turned into a key with. Only the iterations are in the file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Settings {
    /// Stands around the iterations in the salt: 1 to 6 bytes.
    pub marker: Vec<u8>,
    /// Of PBKDF2; at least 1.
    pub iterations: u16,
    /// Of AES.
    pub key_size: KeySize,
}

/// Of AES.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeySize {
    /// 16 bytes.
    Aes128,
    /// 24 bytes.
    Aes192,
    /// 32 bytes.
    Aes256,
}

/// How a file is wrapped.
#[derive(Clone, Copy, Debug, serde::Deserialize, Eq, PartialEq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// JSON with base64 in it; what audible-cli writes unless told otherwise.
    Json,
    /// Bare bytes.
    Bytes,
}

impl Settings {
    /// What the library uses unless told otherwise, with so many iterations.
    pub fn usual(iterations: u16) -> Self {
        Self {
            marker: b"$".to_vec(),
            iterations,
            key_size: KeySize::Aes256,
        }
    }

    /// Random bytes that the salt takes beside the marker and the iterations.
    pub const fn random_bytes(&self) -> usize {
        BLOCK - 2 - 2 * self.marker.len()
    }
}

impl KeySize {
    /// All, the usual one first.
    pub const ALL: [Self; 3] = [Self::Aes256, Self::Aes192, Self::Aes128];

    /// In bytes.
    pub const fn bytes(self) -> usize {
        match self {
            Self::Aes128 => 16,
            Self::Aes192 => 24,
            Self::Aes256 => 32,
        }
    }
}

impl Sealed {
    /// The *bytes* style. `None` unless it is whole blocks, at least one of them text.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (salt, rest) = bytes.split_first_chunk()?;
        let (iv, ciphertext) = rest.split_first_chunk()?;
        Self::new(*salt, *iv, ciphertext.to_vec())
    }

    /// The *json* style. `None` unless all three parts are there, in whole blocks.
    pub fn from_json(file: &Map<String, Value>) -> Option<Self> {
        let part = |key| STANDARD.decode(file.get(key)?.as_str()?).ok();
        Self::new(
            part("salt")?.try_into().ok()?,
            part("iv")?.try_into().ok()?,
            part("ciphertext")?,
        )
    }

    fn new(salt: [u8; BLOCK], iv: [u8; BLOCK], ciphertext: Vec<u8>) -> Option<Self> {
        let whole = !ciphertext.is_empty() && ciphertext.len().is_multiple_of(BLOCK);
        whole.then_some(Self {
            salt,
            iv,
            ciphertext,
        })
    }

    /// The file, as the library writes it.
    pub fn write(&self, style: Style) -> Vec<u8> {
        match style {
            Style::Bytes => [&self.salt[..], &self.iv, &self.ciphertext].concat(),
            Style::Json => format!(
                "{{\n    \"salt\": \"{}\",\n    \"iv\": \"{}\",\n    \"ciphertext\": \"{}\",\n    \
                 \"info\": \"base64-encoded AES-CBC-256 of JSON object\"\n}}",
                STANDARD.encode(self.salt),
                STANDARD.encode(self.iv),
                STANDARD.encode(&self.ciphertext),
            )
            .into_bytes(),
        }
    }

    /// Encrypts. Of `random` the salt takes [`Settings::random_bytes`]; both have to be fresh.
    /// `None` for an empty password, which the library does not write either, and for settings
    /// that it does not have.
    pub fn encrypt(
        plain: &[u8],
        password: &Secret<String>,
        settings: &Settings,
        random: [u8; 12],
        iv: [u8; BLOCK],
    ) -> Option<Self> {
        let marker = &settings.marker;
        let fits = (1..=6).contains(&marker.len()) && settings.iterations > 0;
        // EXPOSE: only looked at.
        if !fits || password.expose().is_empty() {
            return None;
        }
        let iterations = settings.iterations.to_be_bytes();
        let random = &random[..settings.random_bytes()];
        let salt = [marker, &iterations[..], marker, random].concat();
        let key = derive(password, random, settings.iterations);
        let ciphertext = match settings.key_size {
            KeySize::Aes128 => encrypt::<Aes128>(&key, &iv, plain),
            KeySize::Aes192 => encrypt::<Aes192>(&key, &iv, plain),
            KeySize::Aes256 => encrypt::<Aes256>(&key, &iv, plain),
        };
        Self::new(salt.try_into().ok()?, iv, ciphertext?)
    }

    /// Decrypts with settings that are known. `None`: wrong password or settings, or damaged.
    pub fn decrypt(
        &self,
        password: &Secret<String>,
        settings: &Settings,
    ) -> Option<Zeroizing<Vec<u8>>> {
        let width = 2 * settings.marker.len() + 2;
        let key = derive(password, self.salt.get(width..)?, settings.iterations);
        self.decrypt_by(&key, settings.key_size)
    }

    /// Decrypts a file of a JSON object whatever settings it was written with: the iterations, and
    /// mostly the marker too, can be seen in the salt; the key is one of three lengths of the same
    /// bytes. `None`: wrong password, or damaged.
    pub fn decrypt_object(&self, password: &Secret<String>) -> Option<Map<String, Value>> {
        for (salt, iterations) in self.derivations() {
            let key = derive(password, salt, iterations);
            for size in KeySize::ALL {
                let plain = self.decrypt_by(&key, size);
                if let Some(object) = plain.and_then(|plain| serde_json::from_slice(&plain).ok()) {
                    return Some(object);
                }
            }
        }
        None
    }

    /// Salts and iterations that the salt field may mean, the likeliest first.
    fn derivations(&self) -> Vec<(&[u8], u16)> {
        let mut all = Vec::new();
        for width in (1..=6).rev() {
            let (marker, rest) = self.salt.split_at(width);
            let (iterations, rest) = rest.split_at(2);
            let iterations = u16::from_be_bytes([iterations[0], iterations[1]]);
            let Some(salt) = rest.strip_prefix(marker) else {
                continue;
            };
            if marker == b"$" {
                all.insert(0, (salt, iterations));
            } else {
                all.push((salt, iterations));
            }
        }
        // No marker: what the library then does.
        all.push((&self.salt[..], UNSAID_ITERATIONS));
        all.retain(|(_, iterations)| *iterations > 0);
        all
    }

    fn decrypt_by(&self, key: &[u8; 32], size: KeySize) -> Option<Zeroizing<Vec<u8>>> {
        match size {
            KeySize::Aes128 => decrypt::<Aes128>(key, &self.iv, &self.ciphertext),
            KeySize::Aes192 => decrypt::<Aes192>(key, &self.iv, &self.ciphertext),
            KeySize::Aes256 => decrypt::<Aes256>(key, &self.iv, &self.ciphertext),
        }
    }
}

/// 32 bytes; shorter keys are their beginning, as they all come of PBKDF2's first block.
fn derive(password: &Secret<String>, salt: &[u8], iterations: u16) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    // EXPOSE: the file is opened or written with it.
    let password = password.expose().as_bytes();
    pbkdf2_hmac::<Sha256>(password, salt, iterations.into(), key.as_mut());
    key
}

fn encrypt<C>(key: &[u8; 32], iv: &[u8; BLOCK], plain: &[u8]) -> Option<Vec<u8>>
where
    C: BlockCipherEncrypt + KeyInit + BlockSizeUser,
    cbc::Encryptor<C>: KeyIvInit + BlockModeEncrypt,
{
    let key = key.get(..cbc::Encryptor::<C>::key_size())?;
    let cipher = cbc::Encryptor::<C>::new_from_slices(key, iv).ok()?;
    Some(cipher.encrypt_padded_vec::<Pkcs7>(plain))
}

fn decrypt<C>(key: &[u8; 32], iv: &[u8; BLOCK], ciphertext: &[u8]) -> Option<Zeroizing<Vec<u8>>>
where
    C: BlockCipherDecrypt + KeyInit + BlockSizeUser,
    cbc::Decryptor<C>: KeyIvInit + BlockModeDecrypt,
{
    let key = key.get(..cbc::Decryptor::<C>::key_size())?;
    let cipher = cbc::Decryptor::<C>::new_from_slices(key, iv).ok()?;
    let plain = cipher.decrypt_padded_vec::<Pkcs7>(ciphertext).ok()?;
    Some(Zeroizing::new(plain))
}

const BLOCK: usize = 16;
/// Of a salt without iterations in it.
const UNSAID_ITERATIONS: u16 = 1000;
