//! [`Work`]: what the page hands to its worker. Both programs are built from this file.

use serde::{Deserialize, Serialize};

/// A piece of work. Its result is the bytes of a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// Packs files into one `.zip`.
    Zip(Vec<Entry>),
}

/// A text file to be packed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Name within the archive.
    pub name: String,
    /// Content.
    pub text: String,
}
