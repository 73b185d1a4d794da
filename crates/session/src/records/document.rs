//! [`Document`]: a value that is one record.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::Why;

/// A value that is stored as one record.
pub trait Document: Serialize + DeserializeOwned {
    /// The record's name. Of what is kept for each store, the last part of it.
    const NAME: &'static str;
}

/// A document that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened<T> {
    /// The document.
    pub value: T,
    /// Of an older version: write it again when it is convenient.
    pub outdated: bool,
}

/// The bytes to seal.
pub fn write_document<T: Document>(value: &T) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::new());
    super::piece::append(
        &mut bytes,
        &Envelope {
            v: VERSION,
            data: value,
        },
    );
    bytes
}

/// Reads what [`write_document`] made, in this or an older version.
///
/// # Errors
/// [`Why::Damaged`] or [`Why::Newer`].
pub fn read_document<T: Document>(bytes: &[u8]) -> Result<Opened<T>, Why> {
    let version = serde_json::from_slice(bytes).map(|Version { v }| v);
    match version {
        Ok(VERSION) => serde_json::from_slice(bytes)
            .map(|Envelope { data, .. }| Opened {
                value: data,
                outdated: false,
            })
            .map_err(|_| Why::Damaged),
        Ok(v) if v > VERSION => Err(Why::Newer),
        _ => serde_json::from_slice(bytes)
            .map(|value| Opened {
                value,
                outdated: true,
            })
            .map_err(|_| Why::Damaged),
    }
}

#[derive(Serialize, Deserialize)]
struct Envelope<T> {
    v: u32,
    data: T,
}

#[derive(Deserialize)]
struct Version {
    v: u32,
}

const VERSION: u32 = 1;
