//! [`PersonKey`] and [`SeriesKey`]: whom and what an address names, today and after the next sync.

use std::fmt;

use audible::Asin;
use audible::product::{Person, SeriesRef};

use crate::names;
use crate::text;

/// Somebody: by contributor page, else by name.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum PersonKey {
    /// The contributor page.
    Page(Asin),
    /// [`names::key`] of the name.
    Name(String),
}

/// A series: by its ASIN; by its title where books name no ASIN.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum SeriesKey {
    /// The series product.
    Asin(Asin),
    /// The title, folded.
    Title(String),
}

impl PersonKey {
    /// Of a name on a cover.
    pub fn of(person: &Person) -> Self {
        match &person.asin {
            Some(page) => Self::Page(page.clone()),
            None => Self::named(&person.name),
        }
    }

    /// Of a name alone.
    pub fn named(name: &str) -> Self {
        Self::Name(names::key(name))
    }

    /// From an address: ten capitals and digits are a page, all else is a name.
    pub fn parse(text: &str) -> Self {
        page(text).map_or_else(|| Self::named(text), Self::Page)
    }
}

impl SeriesKey {
    /// Of a book's series entry; `None` if it names nothing.
    pub fn of(entry: &SeriesRef) -> Option<Self> {
        let title = || Some(Self::Title(text::fold(entry.title.as_deref()?)));
        entry.asin.clone().map(Self::Asin).or_else(title)
    }

    /// From an address: ten capitals and digits are an ASIN, all else is a title.
    pub fn parse(text: &str) -> Self {
        page(text).map_or_else(|| Self::Title(text::fold(text)), Self::Asin)
    }

    /// Whether a book's series entry is of this series.
    pub fn is_of(&self, entry: &SeriesRef) -> bool {
        match (self, &entry.asin, &entry.title) {
            (Self::Asin(asin), Some(other), _) => asin == other,
            (Self::Title(title), None, Some(other)) => text::fold(other) == *title,
            _ => false,
        }
    }
}

impl fmt::Display for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(page) => f.write_str(page.as_str()),
            Self::Name(name) => f.write_str(name),
        }
    }
}

impl fmt::Display for SeriesKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Asin(asin) => f.write_str(asin.as_str()),
            Self::Title(title) => f.write_str(title),
        }
    }
}

/// Names and folded titles have no capitals, so that they are never taken for an ASIN.
fn page(text: &str) -> Option<Asin> {
    Asin::parse(text).filter(|asin| asin.as_str() == text)
}
