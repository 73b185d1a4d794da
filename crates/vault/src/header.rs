//! [`Header`]: a vault's id and its key slots, in clear text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::error::Error;
use crate::id::VaultId;
use crate::sealed::NONCE_LENGTH;

/// What is needed to open a vault, but for the key that opens a slot.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Whose header this is.
    pub id: VaultId,
    /// Ways to the data key; any of them is enough.
    pub slots: Vec<Slot>,
    /// Members that this version does not know.
    other: Map<String, Value>,
}

/// One way to the data key.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Slot {
    /// This device opens it by itself.
    Device(DeviceSlot),
    /// A kind that a newer AudiPy knows; kept as it is.
    Unknown(Value),
}

/// The data key, sealed under a key that the browser keeps and never shows.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceSlot {
    /// Fresh and random for every wrapping.
    pub nonce: [u8; NONCE_LENGTH],
    /// Ciphertext and tag of the 32 bytes of the data key.
    pub wrapped: Vec<u8>,
    /// Members that this version does not know.
    other: Map<String, Value>,
}

/// What is bound to a device slot as associated data when the data key is wrapped and unwrapped.
pub fn device_context(vault: &VaultId) -> Vec<u8> {
    [
        b"audipy slot\0\x01".as_slice(),
        vault.as_bytes().as_slice(),
        b"device",
    ]
    .concat()
}

impl Header {
    /// Of a new vault.
    pub fn new(id: VaultId, slots: Vec<Slot>) -> Self {
        Self {
            id,
            slots,
            other: Map::new(),
        }
    }

    /// The first device slot.
    pub fn device_slot(&self) -> Option<&DeviceSlot> {
        self.slots.iter().find_map(|slot| match slot {
            Slot::Device(slot) => Some(slot),
            Slot::Unknown(_) => None,
        })
    }

    /// Reads the header that is kept for this vault. A slot that cannot be read counts as
    /// unknown: another slot may still open the vault.
    ///
    /// # Errors
    /// [`Error::Newer`] for a later format, [`Error::OtherVault`] if it names another vault,
    /// [`Error::Damaged`] for everything else.
    pub fn parse(expected: &VaultId, bytes: &[u8]) -> Result<Self, Error> {
        let mut members: Map<String, Value> =
            serde_json::from_slice(bytes).map_err(|_| Error::Damaged)?;
        let format = members
            .remove(FORMAT)
            .and_then(|format| u32::try_from(format.as_u64()?).ok())
            .ok_or(Error::Damaged)?;
        match format {
            CURRENT => {}
            0 => return Err(Error::Damaged),
            version => return Err(Error::Newer { version }),
        }
        let id = members
            .remove(ID)
            .and_then(|id| VaultId::parse(id.as_str()?))
            .ok_or(Error::Damaged)?;
        if id != *expected {
            return Err(Error::OtherVault);
        }
        let Some(Value::Array(slots)) = members.remove(SLOTS) else {
            return Err(Error::Damaged);
        };
        Ok(Self {
            id,
            slots: slots.into_iter().map(Slot::read).collect(),
            other: members,
        })
    }

    /// The bytes to keep.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut members = self.other.clone();
        members.insert(FORMAT.to_owned(), CURRENT.into());
        members.insert(ID.to_owned(), self.id.to_string().into());
        let slots = self.slots.iter().map(Slot::write).collect();
        members.insert(SLOTS.to_owned(), Value::Array(slots));
        Value::Object(members).to_string().into_bytes()
    }
}

impl Slot {
    /// A device slot from what the browser's key made of the data key.
    pub fn device(nonce: [u8; NONCE_LENGTH], wrapped: Vec<u8>) -> Self {
        Self::Device(DeviceSlot {
            nonce,
            wrapped,
            other: Map::new(),
        })
    }

    fn read(value: Value) -> Self {
        match DeviceSlot::read(&value) {
            Some(slot) => Self::Device(slot),
            None => Self::Unknown(value),
        }
    }

    fn write(&self) -> Value {
        match self {
            Self::Device(slot) => slot.write(),
            Self::Unknown(value) => value.clone(),
        }
    }
}

impl DeviceSlot {
    fn read(value: &Value) -> Option<Self> {
        let mut other = value.as_object()?.clone();
        if other.remove(KIND)? != DEVICE {
            return None;
        }
        let nonce = STANDARD.decode(other.remove(NONCE)?.as_str()?).ok()?;
        let wrapped = STANDARD.decode(other.remove(WRAPPED)?.as_str()?).ok()?;
        Some(Self {
            nonce: nonce.try_into().ok()?,
            wrapped,
            other,
        })
    }

    fn write(&self) -> Value {
        let mut slot = json!({
            KIND: DEVICE,
            NONCE: STANDARD.encode(self.nonce),
            WRAPPED: STANDARD.encode(&self.wrapped),
        });
        if let Some(slot) = slot.as_object_mut() {
            slot.extend(self.other.clone());
        }
        slot
    }
}

const CURRENT: u32 = 1;
const FORMAT: &str = "format";
const ID: &str = "id";
const SLOTS: &str = "slots";
const KIND: &str = "kind";
const DEVICE: &str = "device";
const NONCE: &str = "nonce";
const WRAPPED: &str = "wrapped";
