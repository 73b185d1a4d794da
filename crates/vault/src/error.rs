//! [`Error`]: why something of a vault does not open, by what the caller can do.

/// Why a record, a header or a slot cannot be used. Holds nothing of its content.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Changed, cut short, kept under another name, or sealed with another key. Set it aside.
    #[error("this is damaged or does not belong here")]
    Damaged,
    /// It says that it belongs to another vault. Set it aside.
    #[error("this belongs to another account")]
    OtherVault,
    /// Written by a newer AudiPy. Leave it as it is and use a newer version.
    #[error("a newer version of AudiPy wrote this (format {version}); update to read it")]
    Newer {
        /// The format's version.
        version: u32,
    },
    /// The slot does not open with this: a wrong passphrase, passkey or code. Ask again.
    #[error("this does not open it")]
    WrongKey,
    /// The slot is not there (any more). Read the header again.
    #[error("this slot is gone")]
    NoSuchSlot,
    /// Without this slot nobody could open the vault: it stays. Add another one first.
    #[error("this is the last way to open it")]
    LastSlot,
    /// There is too little memory to stretch the passphrase. Close something, or use another slot.
    #[error("there is not enough memory to check the passphrase")]
    OutOfMemory,
}
