//! The library by author, by narrator and by series (API reference, 10.2).

use crate::order;
use audible::{Asin, Snapshot};

use crate::catalogue::Catalogue;
use crate::names::Part;
use crate::people::People;
use crate::sequence::Sequence;
use crate::shelves::Shelves;
use crate::text;
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
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum GroupName {
    /// No author, narrator or series given.
    NotGiven,
    /// As most of the titles spell it.
    Named(String),
}

/// A title in a group.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which.
    pub title: TitleId,
    /// Which of the product's series entries this is; `None` for people.
    pub(crate) entry: Option<usize>,
    /// Its place in this series; as the store writes it: [`crate::Reports::sequence_text`].
    pub sequence: Sequence,
    /// Another row of the group has the same title: tell them apart by narrator, year, abridged.
    pub twin: bool,
}

/// By author or by narrator; people with a part follow, in groups of their own.
pub(crate) fn by_person(snapshot: &Snapshot, catalogue: &Catalogue, people: &People) -> Vec<Group> {
    let plain = people.iter().map(|person| (None, person));
    let parts = people
        .parts
        .iter()
        .map(|(part, person)| (Some(*part), person));
    let mut groups: Vec<Group> = plain
        .chain(parts)
        .map(|(part, person)| Group {
            name: GroupName::Named(person.display_name().to_owned()),
            asin: person.asins.first().cloned(),
            part,
            sort_key: text::fold(person.display_name()).into(),
            ..Group::new(snapshot, catalogue, &person.titles)
        })
        .collect();
    if !people.nobody.is_empty() {
        groups.push(Group::new(snapshot, catalogue, &people.nobody));
    }
    sort(&mut groups);
    groups
}

/// By series, and what belongs to none at the end.
pub(crate) fn by_series(
    snapshot: &Snapshot,
    catalogue: &Catalogue,
    shelves: &Shelves,
) -> Vec<Group> {
    let mut groups: Vec<Group> = shelves
        .iter()
        .map(|shelf| {
            let mut rows: Vec<Row> = shelf
                .entries
                .iter()
                .map(|entry| Row {
                    title: entry.title,
                    entry: Some(entry.index),
                    sequence: entry.sequence.clone(),
                    twin: false,
                })
                .collect();
            order::sort_by(&mut rows, |a, b| {
                let key = |row: &Row| {
                    (
                        row.sequence.sort_key(),
                        title_key(snapshot, catalogue, row.title),
                    )
                };
                key(a).cmp(&key(b))
            });
            Group {
                name: GroupName::Named(shelf.title().to_owned()),
                asin: shelf.asin.clone(),
                sort_key: text::fold(shelf.title()).into(),
                ..Group::of_rows(snapshot, catalogue, rows)
            }
        })
        .collect();
    sort(&mut groups);
    if !shelves.without.is_empty() {
        groups.push(Group::new(snapshot, catalogue, &shelves.without));
    }
    groups
}

impl Group {
    /// Nameless, rows by title.
    fn new(snapshot: &Snapshot, catalogue: &Catalogue, titles: &[TitleId]) -> Self {
        let mut rows: Vec<Row> = titles
            .iter()
            .map(|title| Row {
                title: *title,
                entry: None,
                sequence: Sequence::default(),
                twin: false,
            })
            .collect();
        order::sort_by_cached_key(&mut rows, |row| title_key(snapshot, catalogue, row.title));
        Self::of_rows(snapshot, catalogue, rows)
    }

    fn of_rows(snapshot: &Snapshot, catalogue: &Catalogue, mut rows: Vec<Row>) -> Self {
        for i in 1..rows.len() {
            let twins = rows[i].sequence == rows[i - 1].sequence
                && catalogue.title(rows[i].title).sort_key
                    == catalogue.title(rows[i - 1].title).sort_key;
            rows[i].twin = twins;
            rows[i - 1].twin |= twins;
        }
        let length = |row: &Row| catalogue.product(snapshot, row.title).runtime_min;
        Self {
            name: GroupName::NotGiven,
            asin: None,
            part: None,
            minutes: rows.iter().filter_map(length).map(u64::from).sum(),
            rows,
            sort_key: "".into(),
        }
    }
}

/// The order of titles in files: folded, then as written, then by ASIN.
pub(crate) fn title_key<'a>(
    snapshot: &'a Snapshot,
    catalogue: &'a Catalogue,
    id: TitleId,
) -> (&'a str, &'a str, &'a Asin) {
    let product = catalogue.product(snapshot, id);
    (&catalogue.title(id).sort_key, &product.title, &product.asin)
}

fn sort(groups: &mut [Group]) {
    order::sort_by(groups, |a, b| {
        (a.part, &a.sort_key, &a.name, &a.asin).cmp(&(b.part, &b.sort_key, &b.name, &b.asin))
    });
}
