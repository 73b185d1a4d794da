//! [`KeySlot`]: one way to a vault's data key, as it stands in the header.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::error::Error;
use crate::id::VaultId;
use crate::key::DataKey;
use crate::passphrase::{Cost, SALT_LENGTH};
use crate::sealed::NONCE_LENGTH;
use crate::slot_key::SlotKey;

/// What stands in the list of slots.
#[derive(Clone, Debug, PartialEq)]
pub enum Slot {
    /// A way that this version knows.
    Known(KeySlot),
    /// A kind that a newer AudiPy knows, or one that does not read; kept as it is.
    Unknown(Value),
}

/// The data key, wrapped in one way.
#[derive(Clone, Debug, PartialEq)]
pub struct KeySlot {
    /// What unwraps it.
    pub way: Way,
    /// Fresh and random for every wrapping.
    pub nonce: [u8; NONCE_LENGTH],
    /// Ciphertext and tag of the 32 bytes of the data key.
    pub wrapped: Vec<u8>,
    /// When it was added, in milliseconds since 1970 by the device's clock. Says nothing but that.
    pub added: Option<i64>,
    /// Members that this version does not know.
    other: Map<String, Value>,
}

/// What unwraps the data key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Way {
    /// A key that the browser keeps and never shows: opens by itself.
    Device,
    /// A passphrase that is stretched by Argon2id.
    Passphrase {
        /// Random; new with every passphrase.
        salt: [u8; SALT_LENGTH],
        /// What one try costs.
        cost: Cost,
    },
    /// A passkey, by what its authenticator makes of the salt (`WebAuthn`'s PRF).
    Passkey {
        /// The credential's id.
        credential: Vec<u8>,
        /// What the PRF is asked for.
        salt: [u8; PRF_SALT_LENGTH],
    },
    /// A [`crate::RecoveryCode`].
    Recovery,
}

/// Tells the slots of a header apart: the nonce, which no two share.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct SlotId([u8; NONCE_LENGTH]);

/// Bytes that a passkey's PRF is asked for.
pub const PRF_SALT_LENGTH: usize = 32;

impl KeySlot {
    /// The device slot, from what the browser's own key made of the data key and
    /// [`Way::context`].
    pub fn device(nonce: [u8; NONCE_LENGTH], wrapped: Vec<u8>, added: Option<i64>) -> Self {
        Self {
            way: Way::Device,
            nonce,
            wrapped,
            added,
            other: Map::new(),
        }
    }

    /// Wraps the data key.
    ///
    /// # Errors
    /// [`Error::Damaged`], which cannot be: 32 bytes are few.
    pub fn wrap(
        way: Way,
        key: &SlotKey,
        vault: &VaultId,
        data_key: &DataKey,
        nonce: [u8; NONCE_LENGTH],
        added: Option<i64>,
    ) -> Result<Self, Error> {
        let plain = Payload {
            // EXPOSE: the data key is what the slot holds.
            msg: data_key.expose(),
            aad: &way.context(vault),
        };
        let wrapped = cipher(key)
            .encrypt(&Nonce::from(nonce), plain)
            .map_err(|_| Error::Damaged)?;
        Ok(Self {
            way,
            nonce,
            wrapped,
            added,
            other: Map::new(),
        })
    }

    /// The data key.
    ///
    /// # Errors
    /// [`Error::WrongKey`]. A wrong passphrase and a changed slot cannot be told apart.
    pub fn unwrap(&self, vault: &VaultId, key: &SlotKey) -> Result<DataKey, Error> {
        let sealed = Payload {
            msg: &self.wrapped,
            aad: &self.way.context(vault),
        };
        let plain = cipher(key)
            .decrypt(&Nonce::from(self.nonce), sealed)
            .map(Zeroizing::new)
            .map_err(|_| Error::WrongKey)?;
        DataKey::from_slice(&plain)
    }

    /// What tells it from the other slots.
    pub const fn id(&self) -> SlotId {
        SlotId(self.nonce)
    }
}

impl Way {
    /// What is bound to a slot as associated data when the data key is wrapped and unwrapped.
    pub fn context(&self, vault: &VaultId) -> Vec<u8> {
        [
            b"audipy slot\0\x01".as_slice(),
            vault.as_bytes(),
            self.kind().as_bytes(),
        ]
        .concat()
    }

    const fn kind(&self) -> &'static str {
        match self {
            Self::Device => DEVICE,
            Self::Passphrase { .. } => PASSPHRASE,
            Self::Passkey { .. } => PASSKEY,
            Self::Recovery => RECOVERY,
        }
    }
}

fn cipher(key: &SlotKey) -> Aes256Gcm {
    // EXPOSE: the slot key wraps and unwraps the data key.
    Aes256Gcm::new(key.expose().into())
}

/// As it stands in the header.
impl Slot {
    pub(crate) fn read(value: Value) -> Self {
        match KeySlot::read(&value) {
            Some(slot) => Self::Known(slot),
            None => Self::Unknown(value),
        }
    }

    pub(crate) fn write(&self) -> Value {
        match self {
            Self::Known(slot) => slot.write(),
            Self::Unknown(value) => value.clone(),
        }
    }
}

impl KeySlot {
    fn read(value: &Value) -> Option<Self> {
        let mut members = value.as_object()?.clone();
        let kind = members.remove(KIND)?;
        let way = match kind.as_str()? {
            DEVICE => Way::Device,
            PASSPHRASE => Way::Passphrase {
                salt: bytes(&mut members, SALT)?.try_into().ok()?,
                cost: serde_json::from_value(members.remove(ARGON2ID)?).ok()?,
            },
            PASSKEY => Way::Passkey {
                credential: bytes(&mut members, CREDENTIAL)?,
                salt: bytes(&mut members, SALT)?.try_into().ok()?,
            },
            RECOVERY => Way::Recovery,
            _ => return None,
        };
        Some(Self {
            way,
            nonce: bytes(&mut members, NONCE)?.try_into().ok()?,
            wrapped: bytes(&mut members, WRAPPED)?,
            added: match members.remove(ADDED) {
                None => None,
                Some(added) => Some(added.as_i64()?),
            },
            other: members,
        })
    }

    fn write(&self) -> Value {
        let mut members = self.other.clone();
        let mut put = |name: &str, value: Value| members.insert(name.to_owned(), value);
        put(KIND, self.way.kind().into());
        match &self.way {
            Way::Device | Way::Recovery => {}
            Way::Passphrase { salt, cost } => {
                put(SALT, STANDARD.encode(salt).into());
                put(
                    ARGON2ID,
                    serde_json::json!({
                        "memory": cost.memory(), "passes": cost.passes(), "lanes": cost.lanes(),
                    }),
                );
            }
            Way::Passkey { credential, salt } => {
                put(CREDENTIAL, STANDARD.encode(credential).into());
                put(SALT, STANDARD.encode(salt).into());
            }
        }
        put(NONCE, STANDARD.encode(self.nonce).into());
        put(WRAPPED, STANDARD.encode(&self.wrapped).into());
        if let Some(added) = self.added {
            put(ADDED, added.into());
        }
        Value::Object(members)
    }
}

fn bytes(members: &mut Map<String, Value>, name: &str) -> Option<Vec<u8>> {
    STANDARD.decode(members.remove(name)?.as_str()?).ok()
}

const KIND: &str = "kind";
const DEVICE: &str = "device";
const PASSPHRASE: &str = "passphrase";
const PASSKEY: &str = "passkey";
const RECOVERY: &str = "recovery";
const NONCE: &str = "nonce";
const WRAPPED: &str = "wrapped";
const ADDED: &str = "added";
const SALT: &str = "salt";
const ARGON2ID: &str = "argon2id";
const CREDENTIAL: &str = "credential";
