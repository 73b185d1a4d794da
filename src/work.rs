//! [`Work`]: what the page hands to its worker. Both programs are built from this file.

use audible::{Registration, Secret};
use auth_files::python::Style;
use auth_files::{File, Keys};
use exports::{Cell, Field, Job, List};
use serde::{Deserialize, Serialize};
use vault::{Cost, SALT_LENGTH};

/// A piece of work. Its result is bytes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// Opens auth files of any program; the result is a list of `auth_files::Outcome` as JSON.
    OpenFiles(Vec<File>, Keys),
    /// Writes an account as an auth file of the Python library; the result is the file.
    WriteAuthFile(Box<Registration>, Option<Encryption>),
    /// Packs files into one `.zip`; the result is the archive.
    Zip(Vec<Entry>),
    /// One step of writing a file of lists.
    Write(Writing),
    /// Reads such a file back: `Result<Snapshot, exports::read::Unreadable>` as JSON.
    ReadBack {
        /// The file.
        text: String,
        /// The member's.
        utc_offset_min: i16,
    },
    /// Measures how slow a passphrase of this device should be to try: a [`Cost`] as JSON.
    MeasureCost,
    /// Turns a passphrase into the key of its slot: 32 bytes.
    Stretch {
        /// As it was typed.
        passphrase: Secret<String>,
        /// The slot's.
        salt: [u8; SALT_LENGTH],
        /// The slot's.
        cost: Cost,
    },
    /// Estimates how hard a passphrase is to guess: a [`Strength`] as JSON.
    Estimate(Secret<String>),
}

/// The steps of writing a file, in this order; only the last one has a result. A list is handed over in
/// pieces, so that the page never has to make all of it at once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Writing {
    /// A list begins; these are its cells, from left to right.
    List(List, Vec<Field>),
    /// More rows of it.
    Rows(Vec<Vec<Cell>>),
    /// One of the six text reports.
    Text(Entry),
    /// That was all; the result is the file.
    File(Box<Job>),
}

/// How an auth file is to be encrypted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Encryption {
    /// Of the member's choosing.
    pub password: Secret<String>,
    /// How the file is wrapped.
    pub style: Style,
    /// Fresh.
    pub random: [u8; 12],
    /// Fresh.
    pub iv: [u8; 16],
}

/// A text file to be packed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Name within the archive.
    pub name: String,
    /// Content.
    pub text: String,
}

/// How hard a passphrase is to guess, in five steps.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
pub enum Strength {
    /// Among the first thousand guesses.
    VeryWeak,
    /// Among the first million.
    Weak,
    /// Among the first hundred million.
    Fair,
    /// Among the first ten thousand million.
    Strong,
    /// Beyond.
    VeryStrong,
}
