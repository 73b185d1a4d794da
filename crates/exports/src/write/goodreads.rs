//! CSV as Goodreads exports it, which Goodreads and `StoryGraph` import.
//!
//! Books are found by title and author there: Audible's ASINs are known to neither, and an ISBN is given
//! only where the ASIN is one. Nothing is said of the day on which a book was finished: Audible does not
//! tell it. No cell can act as a formula: such files are looked at in a spreadsheet before they are given
//! away.

use std::collections::HashSet;

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::csv::guarded;
use super::plain::text;
use super::{Job, NotWritten};
use crate::field::Field;
use crate::list::List;
use crate::table::Table;
use crate::value::{Cell, Value};
use crate::words::Word;

/// The library, and the wish list as *to read*.
pub(crate) fn file(job: &Job, tables: &[Table]) -> Result<Vec<u8>, NotWritten> {
    let mut csv = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(Vec::new());
    csv.write_record(HEADINGS).map_err(|_| NotWritten("CSV"))?;
    let mut written = HashSet::new();
    let wanted = [List::Library, List::WishList];
    for table in wanted
        .iter()
        .filter_map(|list| tables.iter().find(|table| table.list == *list))
    {
        for row in &table.rows {
            let book = Book { job, table, row };
            if written.insert(book.text(Field::Asin)) {
                csv.write_record(book.cells().map(guarded))
                    .map_err(|_| NotWritten("CSV"))?;
            }
        }
    }
    csv.into_inner().map_err(|_| NotWritten("CSV"))
}

struct Book<'a> {
    job: &'a Job,
    table: &'a Table,
    row: &'a [Cell],
}

impl Book<'_> {
    fn get(&self, field: Field) -> Option<&Value> {
        // What the member keeps out is not in it, whatever the table holds.
        self.table
            .cell(self.row, field)
            .filter(|_| self.job.recipe.shows(field))
    }

    fn text(&self, field: Field) -> String {
        self.get(field)
            .map_or_else(String::new, |value| text(value, self.job.language))
    }

    fn list(&self, field: Field) -> &[String] {
        match self.get(field) {
            Some(Value::List(parts)) => parts,
            _ => &[],
        }
    }

    fn day(&self, field: Field) -> String {
        self.text(field).replace('-', "/")
    }

    fn cells(&self) -> [String; HEADINGS.len()] {
        let asin = self.text(Field::Asin);
        let authors = self.list(Field::Authors);
        let others: Vec<&str> = authors
            .iter()
            .chain(self.list(Field::Narrators))
            .skip(1)
            .map(String::as_str)
            .collect();
        let year = self
            .text(Field::Released)
            .chars()
            .take(4)
            .collect::<String>();
        let shelf = self.shelf();
        let rating = match self.get(Field::Stars) {
            Some(Value::Number(stars)) => format!("{stars:.0}"),
            _ => "0".to_owned(),
        };
        let average = match self.get(Field::Rating) {
            Some(Value::Number(stars)) => format!("{stars:.2}"),
            _ => String::new(),
        };
        [
            self.titled(),
            authors.first().cloned().unwrap_or_default(),
            others.join(", "),
            if is_isbn(&asin) { asin } else { String::new() },
            rating,
            average,
            self.text(Field::Publisher),
            "Audiobook".to_owned(),
            year,
            String::new(),
            self.day(Field::Added),
            shelf.to_owned(),
            shelf.to_owned(),
            String::new(),
        ]
    }

    /// `Low Tide (The Tidewright Saga, #3)`, as it is written there.
    fn titled(&self) -> String {
        let title = self.text(Field::Title);
        let first = |field| self.list(field).first().filter(|part| !part.is_empty());
        match (first(Field::Series), first(Field::Numbers)) {
            (Some(series), Some(number)) => format!("{title} ({series}, #{number})"),
            _ => title,
        }
    }

    fn shelf(&self) -> &'static str {
        if self.table.list == List::WishList {
            return "to-read";
        }
        match (self.get(Field::Finished), self.get(Field::Heard)) {
            (Some(Value::YesNo(true)), _) => "read",
            (_, Some(Value::Number(percent))) if *percent > 0.0 => "currently-reading",
            _ if self.get(Field::Holding) == Some(&Value::Word(Word::Ordered)) => "to-read",
            _ => "to-read",
        }
    }
}

/// An ISBN-10 with its check digit in order.
fn is_isbn(asin: &str) -> bool {
    let digit = |(place, letter): (u32, char)| {
        let value = match letter {
            'X' if place == 9 => 10,
            other => other.to_digit(10)?,
        };
        Some((10 - place) * value)
    };
    let sum: Option<u32> = (0..10).zip(asin.chars()).map(digit).sum();
    asin.len() == 10 && sum.is_some_and(|sum| sum.is_multiple_of(11))
}

const HEADINGS: [&str; 14] = [
    "Title",
    "Author",
    "Additional Authors",
    "ISBN",
    "My Rating",
    "Average Rating",
    "Publisher",
    "Binding",
    "Year Published",
    "Date Read",
    "Date Added",
    "Bookshelves",
    "Exclusive Shelf",
    "My Review",
];
