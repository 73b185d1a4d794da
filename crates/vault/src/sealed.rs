//! [`seal`] and [`open`]: one record. The format is described at the top of the crate.

use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_gcm::{Aes256Gcm, Nonce, Tag};
use zeroize::Zeroizing;

use crate::error::Error;
use crate::id::VaultId;
use crate::key::DataKey;

/// Bytes of a nonce.
pub const NONCE_LENGTH: usize = 12;

const ID_LENGTH: usize = 16;
const TAG_LENGTH: usize = 16;
const CURRENT: u8 = 1;
const LABEL: &[u8] = b"audipy record\0";

/// A record that opened.
pub struct Opened {
    /// What was sealed. Wiped when dropped.
    pub plain: Zeroizing<Vec<u8>>,
    /// Of an older format: seal it again when it is convenient.
    pub outdated: bool,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened")
            .field("outdated", &self.outdated)
            .finish_non_exhaustive()
    }
}

/// Seals a record. `nonce` has to be fresh and random for every call: a nonce that is used twice
/// with one key gives both records away.
///
/// # Panics
/// Above 64 GiB, which no record can have.
pub fn seal(
    key: &DataKey,
    vault: &VaultId,
    name: &str,
    nonce: [u8; NONCE_LENGTH],
    plain: &[u8],
) -> Vec<u8> {
    let head = 1 + ID_LENGTH + NONCE_LENGTH;
    let mut sealed = Vec::with_capacity(head + plain.len() + TAG_LENGTH);
    sealed.push(CURRENT);
    sealed.extend_from_slice(vault.as_bytes());
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(plain);
    #[expect(
        clippy::expect_used,
        reason = "fails above 64 GiB only, which no record can be"
    )]
    let tag = cipher(key)
        .encrypt_inout_detached(
            &Nonce::from(nonce),
            &associated_data(CURRENT, vault, name),
            (&mut sealed[head..]).into(),
        )
        .expect("a record is far below 64 GiB");
    sealed.extend_from_slice(&tag);
    sealed
}

/// Opens what [`seal`] made with the same key, vault and name, in this or an older format.
///
/// # Errors
/// [`Error::Newer`] for a later format; [`Error::OtherVault`] if it names another vault;
/// [`Error::Damaged`] for everything else.
pub fn open(key: &DataKey, vault: &VaultId, name: &str, sealed: &[u8]) -> Result<Opened, Error> {
    let (&version, rest) = sealed.split_first().ok_or(Error::Damaged)?;
    let rest = match version {
        0 => rest,
        CURRENT => {
            let (id, rest) = rest.split_at_checked(ID_LENGTH).ok_or(Error::Damaged)?;
            if id != vault.as_bytes() {
                return Err(Error::OtherVault);
            }
            rest
        }
        _ => {
            return Err(Error::Newer {
                version: version.into(),
            });
        }
    };
    let (nonce, rest) = rest
        .split_first_chunk::<NONCE_LENGTH>()
        .ok_or(Error::Damaged)?;
    let (text, tag) = rest
        .split_last_chunk::<TAG_LENGTH>()
        .ok_or(Error::Damaged)?;
    let mut plain = Zeroizing::new(text.to_vec());
    cipher(key)
        .decrypt_inout_detached(
            &Nonce::from(*nonce),
            &associated_data(version, vault, name),
            plain.as_mut_slice().into(),
            &Tag::from(*tag),
        )
        .map_err(|_| Error::Damaged)?;
    Ok(Opened {
        plain,
        outdated: version != CURRENT,
    })
}

fn cipher(key: &DataKey) -> Aes256Gcm {
    // EXPOSE: the data key seals and opens records.
    Aes256Gcm::new(key.expose().into())
}

fn associated_data(version: u8, vault: &VaultId, name: &str) -> Vec<u8> {
    [
        LABEL,
        &[version],
        vault.as_bytes().as_slice(),
        name.as_bytes(),
    ]
    .concat()
}
