//! The sealed-record format: what a vault is, how its records are sealed, and who can open it.
//!
//! Pure: nonces and keys are drawn by the caller, and the browser wraps data keys. The crate knows
//! formats and associated data; it holds no state.
//!
//! # A vault
//!
//! A vault is a random 128-bit [`VaultId`], a random 256-bit [`DataKey`], one [`Header`] in clear
//! text and any number of sealed records. Records are sealed with the data key; the data key is
//! wrapped in one or more slots of the header. So a slot can be added, changed or removed without
//! touching a record.
//!
//! # A sealed record, version 1
//!
//! | bytes | content |
//! | --- | --- |
//! | 1 | version, `01` |
//! | 16 | vault id |
//! | 12 | nonce, fresh and random for every sealing |
//! | n | AES-256-GCM ciphertext, as long as the plain text |
//! | 16 | tag |
//!
//! Associated data: the ASCII text `audipy record`, a zero byte, the version byte, the 16 bytes of
//! the vault id, then the record's name in UTF-8 to the end. All but the name is of fixed length,
//! so no two records share associated data. A record is thereby bound to its vault, its name and
//! its version: it does not open in another account or under another name.
//!
//! The id also stands in clear so that a record which was moved can be told from one which was
//! damaged, and a rescued record says where it belongs.
//!
//! Random nonces of 96 bits are safe for 2³² sealings with one key (NIST SP 800-38D); AudiPy seals
//! some thousands a year.
//!
//! **Version 0** is what development builds wrote: the same without the vault id in clear, and
//! with `00` in place of the version. It is read and reported as [`Opened::outdated`]; nothing
//! writes it. **Later versions** are refused as [`Error::Newer`] and are to be left as they are.
//!
//! What sealing does not hide: how many records there are, their names and their lengths. What it
//! does not prevent: putting an older copy of the same record back in its place.
//!
//! # The header
//!
//! JSON in UTF-8; binary values are standard base64 with padding, the id is 32 lower-case
//! hexadecimal digits:
//!
//! ```json
//! {"format": 1, "id": "00112233445566778899aabbccddeeff",
//!  "slots": [{"kind": "device", "nonce": "…12 bytes", "wrapped": "…48 bytes"}]}
//! ```
//!
//! A slot of an unknown `kind`, and unknown members anywhere, are carried through unchanged, so
//! that an older AudiPy never locks out a newer one. The `device` slot holds the data key sealed
//! by AES-256-GCM (ciphertext and tag, 48 bytes) under a key that the browser keeps and never
//! shows; its associated data is [`device_context`]: `audipy slot`, a zero byte, the byte `01`,
//! the 16 bytes of the vault id, then `device`.
//!
//! # Vectors
//!
//! `tests/vectors` holds records and headers made by another implementation (Python's
//! `cryptography`), with many that have to be refused.

mod error;
mod header;
mod id;
mod key;
mod sealed;

pub use error::Error;
pub use header::{DeviceSlot, Header, Slot, device_context};
pub use id::VaultId;
pub use key::DataKey;
pub use sealed::{NONCE_LENGTH, Opened, open, seal};
