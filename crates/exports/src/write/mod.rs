//! From tables to files.

pub(crate) mod csv;
mod goodreads;
mod html;
mod ics;
pub(crate) mod json;
mod markdown;
pub(crate) mod plain;
mod xlsx;
mod zip;

use audible::Marketplace;
use serde::{Deserialize, Serialize};
use time::Date;

use self::zip::Entry;
use crate::list::List;
use crate::recipe::{Format, Recipe, file_name};
use crate::table::Table;
use crate::words::Language;

pub use json::schema;

/// What is asked for, and what files say of themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// What, and how.
    pub recipe: Recipe,
    /// Of headings and words.
    pub language: Language,
    /// Whose prices.
    pub store: Marketplace,
    /// The day on which the library was read, if it was.
    pub as_of: Option<Date>,
    /// Today.
    pub made: Date,
}

/// A format cannot hold what it should.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{0} could not be written")]
pub struct NotWritten(pub &'static str);

impl Job {
    /// What the file is called.
    pub fn file_name(&self) -> String {
        self.recipe.file_name(self.store, self.made)
    }

    /// The same with another format, and its usual columns.
    fn as_format(&self, format: Format) -> Self {
        let recipe = Recipe {
            format,
            lists: List::ALL.to_vec(),
            columns: Vec::new(),
            ..self.recipe.clone()
        };
        Self {
            recipe,
            ..self.clone()
        }
    }
}

/// The file. `tables` are those of [`Recipe::lists_needed`] with at least [`Recipe::columns_of`];
/// `texts` are the six reports of [`reports::text::files`], for formats with them.
///
/// # Errors
/// See [`NotWritten`].
pub fn file(
    job: &Job,
    tables: &[Table],
    texts: &[(String, String)],
) -> Result<Vec<u8>, NotWritten> {
    let one: fn(&Job, &Table) -> Result<Vec<u8>, NotWritten> = match job.recipe.format {
        Format::Csv => csv::file,
        Format::Markdown => |job, table| Ok(markdown::file(job, table)),
        Format::Json => return json::file(job, tables),
        Format::Xlsx => return xlsx::file(job, tables),
        Format::Html => return Ok(html::file(job, tables)),
        Format::Ics => return Ok(ics::file(job, tables)),
        Format::Goodreads => return goodreads::file(job, tables),
        Format::Text | Format::Everything => return zip::file(job, &files(job, tables, texts)?),
    };
    match tables {
        [only] => one(job, only),
        several => {
            let entries: Result<Vec<Entry>, _> = several
                .iter()
                .map(|table| entry(job, Some(table), || one(job, table)))
                .collect();
            zip::file(job, &entries?)
        }
    }
}

/// What goes into an archive of everything.
fn files(
    job: &Job,
    tables: &[Table],
    texts: &[(String, String)],
) -> Result<Vec<Entry>, NotWritten> {
    let mut entries: Vec<Entry> = texts
        .iter()
        .map(|(name, text)| Entry {
            name: name.clone(),
            bytes: text.clone().into_bytes(),
        })
        .collect();
    if job.recipe.format == Format::Text {
        return Ok(entries);
    }
    for format in [Format::Csv, Format::Markdown] {
        let job = job.as_format(format);
        for table in tables {
            entries.push(entry(&job, Some(table), || {
                file(&job, std::slice::from_ref(table), &[])
            })?);
        }
    }
    for format in [
        Format::Json,
        Format::Xlsx,
        Format::Html,
        Format::Ics,
        Format::Goodreads,
    ] {
        let job = job.as_format(format);
        entries.push(entry(&job, None, || file(&job, tables, &[]))?);
    }
    Ok(entries)
}

fn entry(
    job: &Job,
    table: Option<&Table>,
    bytes: impl FnOnce() -> Result<Vec<u8>, NotWritten>,
) -> Result<Entry, NotWritten> {
    let name = match table {
        Some(table) => {
            let what = table.list.key().replace('_', "-");
            file_name(&what, job.store, job.made, job.recipe.format.extension())
        }
        None => job.file_name(),
    };
    Ok(Entry {
        name,
        bytes: bytes()?,
    })
}
