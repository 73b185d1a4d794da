//! What differs between two libraries, or between one library on two days.

use std::collections::{HashMap, HashSet};

use audible::Money;
use reports::Reports;

use crate::field::Field;
use crate::list::List;
use crate::rows::Rows;
use crate::value::{Cell, Value};
use crate::words::Language;

/// Titles that differ, by kind and then in the order of the library.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// Only in the second.
    pub added: Vec<Entry>,
    /// Only in the first.
    pub gone: Vec<Entry>,
    /// Priced otherwise: before, after.
    pub prices: Vec<(Entry, Money, Money)>,
    /// Heard further, or less far: percent before and after.
    pub heard: Vec<(Entry, f64, f64)>,
}

/// A title of either library.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entry {
    /// Its identity in the store.
    pub asin: String,
    /// As it is called.
    pub title: String,
    /// Its authors.
    pub authors: Vec<String>,
}

impl Difference {
    /// How `after` differs from `before`. What only one of them says (a file may lack columns) is no
    /// difference.
    pub fn between(before: &Reports, after: &Reports) -> Self {
        let (old, new) = (shelf(before), shelf(after));
        let places: HashMap<&str, &Book> = old
            .iter()
            .map(|book| (book.entry.asin.as_str(), book))
            .collect();
        let mut found = Self::default();
        for book in &new {
            let entry = || book.entry.clone();
            let Some(was) = places.get(book.entry.asin.as_str()) else {
                found.added.push(entry());
                continue;
            };
            if let (Some(from), Some(to)) = (was.price, book.price)
                && from != to
            {
                found.prices.push((entry(), from, to));
            }
            if let (Some(from), Some(to)) = (was.heard, book.heard)
                && (from - to).abs() >= LEAST_HEARD
            {
                found.heard.push((entry(), from, to));
            }
        }
        let there: HashSet<&str> = new.iter().map(|book| book.entry.asin.as_str()).collect();
        found.gone = old
            .iter()
            .filter(|book| !there.contains(book.entry.asin.as_str()))
            .map(|book| book.entry.clone())
            .collect();
        found
    }

    /// How many titles differ.
    pub const fn len(&self) -> usize {
        self.added.len() + self.gone.len() + self.prices.len() + self.heard.len()
    }

    /// Whether nothing differs.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What is compared of a title.
struct Book {
    entry: Entry,
    price: Option<Money>,
    heard: Option<f64>,
}

fn shelf(reports: &Reports) -> Vec<Book> {
    // The words of a language are in none of these cells.
    let mut rows = Rows::new(reports, List::Library, Language::En, &|_| true);
    while rows.sort() {}
    let fields = [
        Field::Asin,
        Field::Title,
        Field::Authors,
        Field::Price,
        Field::Heard,
        Field::Finished,
    ];
    (0..rows.len())
        .map(|row| book(rows.cells(row, &fields)))
        .collect()
}

fn book(cells: Vec<Cell>) -> Book {
    let mut book = Book {
        entry: Entry {
            asin: String::new(),
            title: String::new(),
            authors: Vec::new(),
        },
        price: None,
        heard: None,
    };
    for (cell, place) in cells.into_iter().zip(0..) {
        match (cell, place) {
            (Some(Value::Text(asin)), 0) => book.entry.asin = asin,
            (Some(Value::Text(title)), 1) => book.entry.title = title,
            (Some(Value::List(authors)), 2) => book.entry.authors = authors,
            (Some(Value::Money(price)), 3) => book.price = Some(price),
            (Some(Value::Number(percent)), 4) => book.heard = Some(percent),
            (Some(Value::YesNo(true)), 5) => book.heard = Some(100.0),
            _ => {}
        }
    }
    book
}

/// Stores round what was heard.
const LEAST_HEARD: f64 = 0.5;
