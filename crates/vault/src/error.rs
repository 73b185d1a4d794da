//! [`Error`]: why something of a vault does not open, by what the caller can do.

/// Why a record or a header cannot be used. Holds nothing of its content.
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
}
