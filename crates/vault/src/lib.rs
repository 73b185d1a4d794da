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
//!  "slots": [{"kind": "device", "nonce": "…12 bytes", "wrapped": "…48 bytes", "added": 1795000000000}]}
//! ```
//!
//! A slot of an unknown `kind`, and unknown members anywhere, are carried through unchanged, so
//! that an older AudiPy never locks out a newer one; a slot that does not read counts as one of an
//! unknown kind. Every slot holds the data key sealed by AES-256-GCM (`wrapped`: ciphertext and
//! tag) under a key of 256 bits. Associated data ([`Way::context`]): `audipy slot`, a zero byte,
//! the byte `01`, the 16 bytes of the vault id, then the slot's `kind`. `added` is the time in
//! milliseconds since 1970; it may be missing.
//!
//! | `kind` | more members | the key that wraps the data key |
//! | --- | --- | --- |
//! | `device` | – | one that the browser keeps and never shows |
//! | `passphrase` | `salt` (16 bytes), `argon2id`: `memory` (KiB), `passes`, `lanes` | Argon2id, version 0x13, of the passphrase in NFC and UTF-8, 32 bytes long |
//! | `passkey` | `credential` (id), `salt` (32 bytes) | HKDF-SHA-256 of what the passkey's PRF makes of `salt` ([WebAuthn's `prf` extension](https://www.w3.org/TR/webauthn-3/#prf-extension): `eval.first`); no HKDF salt, info `audipy passkey`, zero, `01`, vault id |
//! | `recovery` | – | HKDF-SHA-256 of the code's 16 bytes; no HKDF salt, info `audipy recovery`, zero, `01`, vault id |
//!
//! A passphrase slot that asks for more than 256 MiB, more than 4 lanes or more than 4 GiB in all
//! passes together is not used ([`Cost::new`]): a changed header cannot freeze the device.
//!
//! # A recovery code
//!
//! 16 random bytes, written as 26 symbols of five bits, the highest bit first, the last two bits
//! zero; then two check symbols; all in seven groups of four. The symbols are Crockford's
//! (`0123456789ABCDEFGHJKMNPQRSTVWXYZ`); small letters, blanks and hyphens do not matter, `O` is
//! read as `0`, `I` and `L` as `1`. The 28 symbols, the first one the highest, are a polynomial
//! over GF(32) (modulo x⁵ + x² + 1) that is zero at 2 and at 4: a shortened Reed–Solomon code, in
//! which any two wrong symbols show, and one wrong symbol can be pointed at.
//!
//! # An archive
//!
//! A vault in one file, for carrying it elsewhere: a backup. It has an id and a data key of its own.
//!
//! | bytes | content |
//! | --- | --- |
//! | 14 | `AudiPy backup` and a line feed |
//! | 1 | version, `01` |
//! | 4, n | length of the header (big-endian), the header as above |
//! | 4, n | length of a sealed record, the record; and so on to the end |
//!
//! The record at place *p*, counted from 0, is sealed under the name `archive/p`: records cannot be
//! swapped. Record 0 says how many there are and what they hold, so that none can be missing
//! unseen.
//!
//! # Vectors
//!
//! `tests/vectors` holds records and headers made by another implementation (Python's
//! `cryptography`), with many that have to be refused.

mod archive;
mod error;
mod header;
mod id;
mod key;
mod passphrase;
mod recovery;
mod sealed;
mod slot;
mod slot_key;

pub use archive::{Archive, ArchiveWriter};
pub use error::Error;
pub use header::Header;
pub use id::VaultId;
pub use key::DataKey;
pub use passphrase::{Cost, SALT_LENGTH};
pub use recovery::{CodeFault, RecoveryCode};
pub use sealed::{NONCE_LENGTH, Opened, open, seal};
pub use slot::{KeySlot, PRF_SALT_LENGTH, Slot, SlotId, Way};
pub use slot_key::SlotKey;
