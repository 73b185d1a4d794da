//! [`Header`]: a vault's id and its key slots, in clear text.

use serde_json::{Map, Value};

use crate::error::Error;
use crate::id::VaultId;
use crate::slot::{KeySlot, Slot, SlotId, Way};

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

impl Header {
    /// Of a new vault.
    pub fn new(id: VaultId, slots: Vec<Slot>) -> Self {
        Self {
            id,
            slots,
            other: Map::new(),
        }
    }

    /// The slots that this version can use.
    pub fn known(&self) -> impl Iterator<Item = &KeySlot> {
        self.slots.iter().filter_map(|slot| match slot {
            Slot::Known(slot) => Some(slot),
            Slot::Unknown(_) => None,
        })
    }

    /// The first device slot: the vault opens by itself if there is one.
    pub fn device_slot(&self) -> Option<&KeySlot> {
        self.known().find(|slot| slot.way == Way::Device)
    }

    /// Adds a slot.
    pub fn add(&mut self, slot: KeySlot) {
        self.slots.push(Slot::Known(slot));
    }

    /// Takes a slot away. The data key stays the same, so that no record changes; what was copied
    /// before still opens with the slot that it has.
    ///
    /// # Errors
    /// [`Error::NoSuchSlot`]; [`Error::LastSlot`] if no slot that this version can use would be
    /// left.
    pub fn remove(&mut self, id: SlotId) -> Result<(), Error> {
        let others = self.known().filter(|slot| slot.id() != id).count();
        if others == self.known().count() {
            return Err(Error::NoSuchSlot);
        }
        if others == 0 {
            return Err(Error::LastSlot);
        }
        self.slots
            .retain(|slot| !matches!(slot, Slot::Known(slot) if slot.id() == id));
        Ok(())
    }

    /// Reads the header that is kept for this vault. A slot that cannot be read counts as
    /// unknown: another slot may still open the vault.
    ///
    /// # Errors
    /// [`Error::Newer`] for a later format, [`Error::OtherVault`] if it names another vault,
    /// [`Error::Damaged`] for everything else.
    pub fn parse(expected: &VaultId, bytes: &[u8]) -> Result<Self, Error> {
        let header = Self::parse_any(bytes)?;
        if header.id != *expected {
            return Err(Error::OtherVault);
        }
        Ok(header)
    }

    /// Reads a header that says itself whose it is.
    pub(crate) fn parse_any(bytes: &[u8]) -> Result<Self, Error> {
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

const CURRENT: u32 = 1;
const FORMAT: &str = "format";
const ID: &str = "id";
const SLOTS: &str = "slots";
