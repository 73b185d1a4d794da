//! [`Archive`]: a vault in one file, as it is carried elsewhere. The format is described at the
//! top of the crate.

use zeroize::Zeroizing;

use crate::error::Error;
use crate::header::Header;
use crate::id::VaultId;
use crate::key::DataKey;
use crate::sealed::{NONCE_LENGTH, open, seal};

/// A file that was taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Archive<'a> {
    /// Whose file it is, and the ways to open it.
    pub header: Header,
    records: Vec<&'a [u8]>,
}

/// A file that is being made.
#[derive(Debug)]
pub struct ArchiveWriter {
    id: VaultId,
    key: DataKey,
    records: usize,
    bytes: Vec<u8>,
}

impl<'a> Archive<'a> {
    /// Whether bytes begin as such a file does; sixteen are enough.
    pub fn is(bytes: &[u8]) -> bool {
        bytes.starts_with(MARK)
    }

    /// Takes a file apart. It need not be whole: what is cut off shows as records that are not
    /// there.
    ///
    /// # Errors
    /// [`Error::Newer`] for a later format, [`Error::Damaged`] if it is no such file.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Error> {
        let rest = bytes.strip_prefix(MARK).ok_or(Error::Damaged)?;
        let (&version, rest) = rest.split_first().ok_or(Error::Damaged)?;
        match version {
            CURRENT => {}
            0 => return Err(Error::Damaged),
            version => {
                return Err(Error::Newer {
                    version: version.into(),
                });
            }
        }
        let (header, mut rest) = part(rest).ok_or(Error::Damaged)?;
        let mut records = Vec::new();
        while let Some((record, more)) = part(rest) {
            records.push(record);
            rest = more;
        }
        Ok(Self {
            header: Header::parse_any(header)?,
            records,
        })
    }

    /// How many records are there.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether none is there.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Opens the record at a place, counted from 0.
    ///
    /// # Errors
    /// As [`open`]; [`Error::Damaged`] too if it is not there.
    pub fn open(&self, key: &DataKey, place: usize) -> Result<Zeroizing<Vec<u8>>, Error> {
        let record = self.records.get(place).ok_or(Error::Damaged)?;
        open(key, &self.header.id, &name(place), record).map(|opened| opened.plain)
    }
}

impl ArchiveWriter {
    /// A file without records. `key` is the data key that the header's slots hold.
    pub fn new(header: &Header, key: DataKey) -> Self {
        let mut bytes = MARK.to_vec();
        bytes.push(CURRENT);
        append(&mut bytes, &header.to_bytes());
        Self {
            id: header.id,
            key,
            records: 0,
            bytes,
        }
    }

    /// Seals the next record. `nonce` has to be fresh and random.
    pub fn add(&mut self, nonce: [u8; NONCE_LENGTH], plain: &[u8]) {
        let sealed = seal(&self.key, &self.id, &name(self.records), nonce, plain);
        append(&mut self.bytes, &sealed);
        self.records += 1;
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

/// Records are bound to their places, so that none can be swapped or left out unseen.
fn name(place: usize) -> String {
    format!("archive/{place}")
}

fn append(bytes: &mut Vec<u8>, part: &[u8]) {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "records are far below 4 GiB"
    )]
    bytes.extend_from_slice(&(part.len() as u32).to_be_bytes());
    bytes.extend_from_slice(part);
}

/// A length and as many bytes, and what comes after them.
fn part(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    let length = u32::from_be_bytes(*length);
    rest.split_at_checked(length.try_into().ok()?)
}

const MARK: &[u8] = b"AudiPy backup\n";
const CURRENT: u8 = 1;
