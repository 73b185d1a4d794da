//! [`Document`]: a value that is one record.

use serde::de::{DeserializeOwned, IgnoredAny};
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
    match serde_json::from_slice(bytes) {
        Ok(Version { v: VERSION, .. }) => {
            let Envelope { data, .. } = serde_json::from_slice(bytes).map_err(|_| Why::Damaged)?;
            Ok(Opened {
                value: data,
                outdated: false,
            })
        }
        Ok(Version { v, .. }) if v > VERSION => Err(Why::Newer),
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
    // Tells an envelope from a bare value that has a member `v` of its own.
    #[serde(rename = "data")]
    _data: IgnoredAny,
}

const VERSION: u32 = 1;
