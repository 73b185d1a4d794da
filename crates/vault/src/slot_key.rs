//! [`SlotKey`]: what a passphrase, a passkey or a recovery code is turned into to open its slot.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::Error;
use crate::id::VaultId;
use crate::passphrase::{Cost, SALT_LENGTH, stretch};
use crate::recovery::RecoveryCode;

/// 256 bits that wrap the data key in one slot. Wiped when dropped; cannot be printed.
#[derive(Clone)]
pub struct SlotKey(Zeroizing<[u8; 32]>);

impl SlotKey {
    /// Of a passphrase slot. Slow on purpose: not on a thread that paints.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub fn from_passphrase(
        passphrase: &str,
        salt: &[u8; SALT_LENGTH],
        cost: Cost,
    ) -> Result<Self, Error> {
        stretch(passphrase, salt, cost).map(Self)
    }

    /// Of a passkey slot, from the 32 bytes that the authenticator's PRF gave.
    pub fn from_passkey(prf: &[u8; 32], vault: &VaultId) -> Self {
        Self::derived(prf, b"audipy passkey\0\x01", vault)
    }

    /// Of a recovery slot.
    pub fn from_recovery(code: &RecoveryCode, vault: &VaultId) -> Self {
        // EXPOSE: the code is what opens the slot.
        Self::derived(code.expose(), b"audipy recovery\0\x01", vault)
    }

    /// From what [`Self::expose`] gave, for a key that was made in another program.
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

    /// The key itself. Say why with an `// EXPOSE:` comment.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// What goes in is random already, so that one quick step is enough.
    fn derived(secret: &[u8], purpose: &[u8], vault: &VaultId) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        #[expect(
            clippy::expect_used,
            reason = "fails above 8,160 bytes only, and this is 32"
        )]
        Hkdf::<Sha256>::new(None, secret)
            .expand_multi_info(&[purpose, vault.as_bytes()], key.as_mut_slice())
            .expect("32 bytes are few");
        Self(key)
    }
}

impl std::fmt::Debug for SlotKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SlotKey(…)")
    }
}
