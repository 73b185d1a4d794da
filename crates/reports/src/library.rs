//! The library by author, by narrator and by series (API reference, 10.2).

use audible::Asin;

use crate::names::Part;
use crate::sequence::Sequence;
use crate::title::TitleId;

/// Titles under one heading. A title with two authors is in two groups.
#[derive(Clone, Debug)]
pub struct Group {
    /// The heading.
    pub name: GroupName,
    /// Contributor or series page, if there is one.
    pub asin: Option<Asin>,
    /// For people who had another part than author or narrator: translators, editors …
    /// Pages list them apart; the `.txt` files leave them out.
    pub part: Option<Part>,
    /// In the order of the `.txt` files: series by number, then title; people by title.
    pub rows: Vec<Row>,
    /// Minutes of all rows together.
    pub minutes: u64,
    /// As [`crate::Title::sort_key`].
    pub sort_key: Box<str>,
}

/// What a group is called.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum GroupName {
    /// As most of the titles spell it.
    Named(String),
    /// No author, narrator or series given.
    NotGiven,
}

/// A title in a group.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which.
    pub title: TitleId,
    /// Its place in this series as the store writes it; `None` for people and unnumbered titles.
    pub sequence_text: Option<String>,
    /// The same, read.
    pub sequence: Sequence,
    /// Another row of the group has the same title: tell them apart by narrator, year, abridged.
    pub twin: bool,
}
