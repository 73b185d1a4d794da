//! From our own CSV and JSON back to a library.

mod csv;
mod json;
mod shelf;

use audible::Snapshot;
use serde::{Deserialize, Serialize};

use crate::field::Field;
use crate::list::List;
use crate::value::Value;

/// Why a file is not a library.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum Unreadable {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// A workbook, an archive, a picture: not text.
    #[error("the file is no text")]
    NotText,
    /// Text, but not from here.
    #[error("the file is not one of AudiPy's CSV or JSON exports")]
    Foreign,
    /// Made by a newer AudiPy.
    #[error("the file was made by a newer AudiPy")]
    Newer,
    /// It lacks a column without which a library cannot be made.
    #[error("the file has no column {}", .0.key())]
    Lacks(Field),
    /// It breaks off, or somebody changed it: in this row, counted as spreadsheet programs do; 0 = not known.
    #[error("row {0} of the file cannot be read")]
    Damaged(u64),
    /// Its rows are of several stores.
    #[error("the file has titles of several stores")]
    SeveralStores,
    /// It has columns, but no rows.
    #[error("the file has no titles")]
    NoTitles,
}

/// Reads a file of ours. What the file does not say is not known: a library that came from its CSV alone
/// says nothing of what is missing in its series.
///
/// `utc_offset_min` is the member's: days in files are theirs.
///
/// # Errors
/// See [`Unreadable`].
pub fn library(bytes: &[u8], utc_offset_min: i16) -> Result<Snapshot, Unreadable> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::NotText)?;
    if text.contains('\0') {
        return Err(Unreadable::NotText);
    }
    let (guarded, text) = match text.strip_prefix('\u{FEFF}') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let records = if text.trim_start().starts_with(['{', '[']) {
        json::read(text)?
    } else {
        csv::read(text, guarded)?
    };
    shelf::of(&records, utc_offset_min)
}

/// Whether a file begins as those that are read here do. Its first kilobytes are enough.
pub fn is_ours(start: &[u8]) -> bool {
    // The end may be in the middle of a letter.
    let text = String::from_utf8_lossy(start);
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    if text.trim_start().starts_with('{') {
        json::is_ours(text)
    } else {
        csv::is_ours(text)
    }
}

/// Rows of a file as they were read, and of which lists.
#[derive(Debug, Default)]
struct Records {
    rows: Vec<Record>,
    /// Lists that the file has whole; CSV does not say.
    lists: Vec<List>,
    /// What the document says of all its rows.
    of_all: Record,
}

/// A row.
#[derive(Debug, Default)]
struct Record {
    list: Option<List>,
    cells: Vec<(Field, Value)>,
}

impl Record {
    fn get(&self, field: Field) -> Option<&Value> {
        self.cells
            .iter()
            .find(|(known, _)| *known == field)
            .map(|(_, value)| value)
    }
}
