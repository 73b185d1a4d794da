//! [`DataKey`], which seals the records of one vault.

use zeroize::Zeroizing;

use crate::error::Error;

/// 256 random bits. Wiped when dropped; cannot be printed.
#[derive(Clone)]
pub struct DataKey(Zeroizing<[u8; 32]>);

impl DataKey {
    /// From 32 random bytes.
    pub fn new(random: [u8; 32]) -> Self {
        Self(Zeroizing::new(random))
    }

    /// From what a slot held.
    ///
    /// # Errors
    /// [`Error::Damaged`] unless it is 32 bytes long.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, Error> {
        let mut key = Zeroizing::new([0; 32]);
        if bytes.len() != key.len() {
            return Err(Error::Damaged);
        }
        key.copy_from_slice(bytes);
        Ok(Self(key))
    }

    /// The key itself, for wrapping it in a slot. Say why with an `// EXPOSE:` comment.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DataKey(…)")
    }
}
