//! [`Recipe`]: what a member wants exported, and how. It is kept under a name and run again.

use audible::Marketplace;
use serde::{Deserialize, Serialize};
use time::Date;

use crate::field::{Concerns, Field};
use crate::list::List;
use crate::words::Language;

/// What to export, and how. Every field has a default, so that old and new versions read each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recipe {
    /// What the member calls it.
    pub name: String,
    /// Which lists. Formats with lists of their own pay no heed to it: [`Recipe::lists_needed`].
    #[serde(deserialize_with = "known")]
    pub lists: Vec<List>,
    /// What kind of file.
    pub format: Format,
    /// Which columns, left to right; none = those that suit the format.
    #[serde(deserialize_with = "known")]
    pub columns: Vec<Chosen>,
    /// Order of the rows; `None` = that of the report.
    pub order: Option<Order>,
    /// Leaves out what titles cost.
    pub without_prices: bool,
    /// Leaves out what the member did with titles.
    pub without_personal: bool,
    /// How CSV is written.
    pub csv: Csv,
}

/// A kind of file.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// The six `.txt` files of the original.
    Text,
    /// Comma-separated values.
    #[default]
    Csv,
    /// As `public/export.schema.json` says.
    Json,
    /// A workbook, one sheet a list.
    Xlsx,
    /// Markdown tables.
    Markdown,
    /// One page that needs nothing else.
    Html,
    /// A calendar of what is coming.
    Ics,
    /// CSV that Goodreads and `StoryGraph` import.
    Goodreads,
    /// All of them in one archive, with a manifest.
    Everything,
}

/// A column that was chosen.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Chosen {
    /// Which.
    pub field: Field,
    /// What the member calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// What rows are sorted by.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// This column.
    pub by: Field,
    /// Downwards.
    #[serde(default)]
    pub falling: bool,
}

/// How CSV is written.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Csv {
    /// For spreadsheet programs: no cell can act as a formula, and a mark says that it is UTF-8.
    pub safe: bool,
    /// What is between two cells.
    pub separator: Separator,
}

/// What is between two cells.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Separator {
    /// As RFC 4180 has it.
    #[default]
    Comma,
    /// As spreadsheet programs expect it where a comma is in numbers.
    Semicolon,
}

impl Format {
    /// All of them, in the order of choices.
    pub const ALL: [Self; 9] = [
        Self::Xlsx,
        Self::Csv,
        Self::Html,
        Self::Markdown,
        Self::Json,
        Self::Ics,
        Self::Goodreads,
        Self::Text,
        Self::Everything,
    ];

    /// Its name in addresses and as the value of a choice.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Ics => "ics",
            Self::Goodreads => "goodreads",
            Self::Everything => "everything",
        }
    }

    /// From its name.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.key() == key)
    }

    /// Whether lists and columns can be chosen.
    pub const fn has_choices(self) -> bool {
        matches!(
            self,
            Self::Csv | Self::Json | Self::Xlsx | Self::Markdown | Self::Html
        )
    }

    /// Whether several lists need several files.
    const fn is_one_list_a_file(self) -> bool {
        matches!(self, Self::Csv | Self::Markdown)
    }

    /// As what the browser saves it. A page of the member's own is never to be opened at AudiPy's origin.
    const fn mime(self) -> &'static str {
        match self {
            Self::Csv | Self::Goodreads => "text/csv;charset=utf-8",
            Self::Json => "application/json",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Markdown => "text/markdown;charset=utf-8",
            Self::Html => "application/octet-stream",
            Self::Ics => "text/calendar;charset=utf-8",
            Self::Text | Self::Everything => "application/zip",
        }
    }

    /// About how many bytes a row takes, and each cell of it, as measured with libraries of usual titles.
    const fn likely_bytes(self) -> (u64, u64) {
        match self {
            Self::Csv => (10, 14),
            Self::Json => (10, 26),
            Self::Xlsx => (10, 8),
            Self::Markdown => (10, 16),
            Self::Html => (60, 26),
            Self::Ics => (450, 0),
            Self::Goodreads => (150, 0),
            Self::Text => (15, 0),
            Self::Everything => (20, 5),
        }
    }

    pub(crate) const fn extension(self) -> &'static str {
        match self {
            Self::Csv | Self::Goodreads => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Ics => "ics",
            Self::Text | Self::Everything => "zip",
        }
    }
}

impl Recipe {
    /// The lists whose rows it takes.
    pub fn lists_needed(&self) -> Vec<List> {
        match self.format {
            Format::Text => Vec::new(),
            Format::Ics => vec![List::Upcoming],
            Format::Goodreads => vec![List::Library, List::WishList],
            Format::Everything => List::ALL.to_vec(),
            _ => {
                // As often as chosen, in the order of files.
                let all = List::ALL.iter().copied();
                all.filter(|list| self.lists.contains(list)).collect()
            }
        }
    }

    /// The columns of a list in the file, left to right.
    pub fn columns_of(&self, list: List) -> Vec<Field> {
        let fields: Vec<Field> = match self.format {
            Format::Ics | Format::Goodreads | Format::Everything | Format::Text => {
                list.all().collect()
            }
            _ if !self.columns.is_empty() => {
                let chosen = self.columns.iter().map(|chosen| chosen.field);
                chosen
                    .filter(|field| list.all().any(|known| known == *field))
                    .collect()
            }
            // Its document says them of all rows at once.
            Format::Json => {
                let said = [Field::Store, Field::AsOf];
                list.all().filter(|field| !said.contains(field)).collect()
            }
            Format::Csv => list.all().collect(),
            _ => list.usual().to_vec(),
        };
        fields
            .into_iter()
            .filter(|field| self.shows(*field))
            .collect()
    }

    /// What a table of a list has to hold for it: the columns, and what rows are sorted by.
    pub fn fields_of(&self, list: List) -> Vec<Field> {
        let mut fields = self.columns_of(list);
        let order = self.order.map(|order| order.by);
        let order = order.filter(|by| self.shows(*by) && list.all().any(|known| known == *by));
        fields.extend(order.filter(|by| !fields.contains(by)));
        fields
    }

    /// About how many bytes the file has: for telling a small one from a large one.
    pub fn likely_size(&self, rows: impl Fn(List) -> usize) -> u64 {
        let (a_row, a_cell) = self.format.likely_bytes();
        let lists = match self.format {
            Format::Text => vec![List::ByAuthor, List::ByNarrator, List::BySeries],
            _ => self.lists_needed(),
        };
        let bytes: u64 = lists
            .into_iter()
            .map(|list| {
                let cells = self.columns_of(list).len() as u64;
                rows(list) as u64 * (a_row + a_cell * cells)
            })
            .sum();
        // Archives of texts are packed; those of everything are measured so.
        let is_packed = self.is_archive() && !self.has_texts();
        if is_packed { bytes / 6 } else { bytes }
    }

    /// As what the browser saves the file.
    pub fn mime(&self) -> &'static str {
        if self.is_archive() {
            Format::Everything.mime()
        } else {
            self.format.mime()
        }
    }

    /// Whether a column may be in the file.
    pub fn shows(&self, field: Field) -> bool {
        match field.concerns() {
            Concerns::Title => true,
            Concerns::Price => !self.without_prices,
            Concerns::Member => !self.without_personal,
        }
    }

    /// What a column is called.
    pub fn heading(&self, field: Field, language: Language) -> String {
        let own = self.columns.iter().find(|chosen| chosen.field == field);
        let own = own
            .and_then(|chosen| chosen.name.clone())
            .filter(|name| !name.trim().is_empty());
        own.unwrap_or_else(|| field.name(language).to_owned())
    }

    /// Whether the six text reports are in it.
    pub const fn has_texts(&self) -> bool {
        matches!(self.format, Format::Text | Format::Everything)
    }

    /// Whether several files go into one archive.
    pub fn is_archive(&self) -> bool {
        let several = self.format.is_one_list_a_file() && self.lists_needed().len() > 1;
        several || self.has_texts()
    }

    /// What the file is called.
    pub fn file_name(&self, store: Marketplace, day: Date) -> String {
        let what = match (self.format, &self.lists_needed()[..]) {
            (Format::Text, _) => "reports".to_owned(),
            (Format::Goodreads, _) => "goodreads".to_owned(),
            (Format::Everything, _) => "everything".to_owned(),
            (_, [only]) => only.key().replace('_', "-"),
            (_, _) if self.is_archive() => self.format.extension().to_owned(),
            _ => "lists".to_owned(),
        };
        let extension = if self.is_archive() {
            "zip"
        } else {
            self.format.extension()
        };
        file_name(&what, store, day, extension)
    }
}

/// `audipy-library-us-2026-11-24.csv`: sorts by what it is, then by day.
pub(crate) fn file_name(what: &str, store: Marketplace, day: Date, extension: &str) -> String {
    format!("audipy-{what}-{}-{day}.{extension}", store.code())
}

/// Entries that a newer AudiPy knows and this one does not are left out.
fn known<'de, D: serde::Deserializer<'de>, T: serde::de::DeserializeOwned>(
    reader: D,
) -> Result<Vec<T>, D::Error> {
    let all = Vec::<serde_json::Value>::deserialize(reader)?;
    Ok(all
        .into_iter()
        .filter_map(|one| serde_json::from_value(one).ok())
        .collect())
}
