//! [`Contents`]: the six reports that are tables: their groups and rows.

mod layouts;
mod order;

use std::cmp::Reverse;

use audible::Asin;
use audible::product::SeriesRef;
use audible::search::Role;
use audipy::state::ReportKind;
use reports::keys::{PersonKey, SeriesKey};
use reports::names::Part;
use reports::{Group, GroupName, PersonReport, Reports, Suggestion, TitleId, Volume, text};

use super::address::{person_address, series_address};
use super::facet::{Facets, OWN, of_item, of_offer};
use super::listing::{Collector, Listing};
use super::say::Say;
use super::series;
use super::shelf::runs;
use super::view::GroupOrder;
use crate::language::td_string;

/// One of the six.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Contents {
    /// The library.
    Library(Grouping),
    /// What there is by people of the library.
    More(Role),
    /// What is missing in its series.
    Missing,
}

/// What the library is grouped by.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Grouping {
    /// Authors.
    Author,
    /// Narrators.
    Narrator,
    /// Series.
    Series,
}

impl Contents {
    /// Which report it is.
    pub(crate) const fn kind(self) -> ReportKind {
        match self {
            Self::Library(Grouping::Author) => ReportKind::ByAuthor,
            Self::Library(Grouping::Narrator) => ReportKind::ByNarrator,
            Self::Library(Grouping::Series) => ReportKind::BySeries,
            Self::More(Role::Author) => ReportKind::MoreByAuthors,
            Self::More(Role::Narrator) => ReportKind::MoreByNarrators,
            Self::Missing => ReportKind::Missing,
        }
    }

    /// Orders of the groups, the report's own first.
    pub(crate) const fn orders(self) -> &'static [GroupOrder] {
        use GroupOrder::{Bought, Flat, Hours, Latest, Most, Name, Weight};
        match self {
            Self::Library(_) => &[Name, Most, Hours, Bought, Flat],
            Self::More(_) => &[Weight, Name, Most, Latest, Flat],
            Self::Missing => series::ORDERS,
        }
    }

    /// How many rows of a group are shown at first; a narrator may have hundreds.
    pub(crate) const fn first_rows(self) -> usize {
        match self {
            Self::More(Role::Narrator) => 5,
            _ => usize::MAX,
        }
    }

    /// All rows.
    pub(crate) fn listing(self, reports: &Reports) -> Listing {
        match self {
            Self::Library(_) => {
                let groups = self.groups(reports);
                let shown = groups
                    .iter()
                    .flat_map(|group| &group.rows)
                    .map(|row| row.title);
                let mut collector = Collector::new(reports, shown);
                for group in groups {
                    let name = match &group.name {
                        GroupName::Named(name) => text::fold(name).into(),
                        GroupName::NotGiven => Box::default(),
                    };
                    collector.group(name);
                    for row in &group.rows {
                        let title = reports.title(row.title);
                        let facets = reports
                            .item(row.title)
                            .map_or(Facets::NONE, |item| of_item(item, title));
                        collector.row(row.title, facets);
                    }
                }
                collector.finish()
            }
            Self::More(role) => {
                let people = self.people(reports);
                let shown = people.iter().flat_map(|person| rows_of(person, role));
                let mut collector = Collector::new(reports, shown);
                for person in people {
                    collector.group(text::fold(&person.name).into());
                    for title in rows_of(person, role) {
                        let facets = if person.mine.contains(&title) {
                            OWN
                        } else {
                            of_offer(reports.title(title))
                        };
                        collector.row(title, facets);
                    }
                }
                collector.finish()
            }
            Self::Missing => series::listing(reports),
        }
    }

    /// Heading of a group.
    pub(crate) fn name(self, say: Say, reports: &Reports, group: usize) -> String {
        let locale = say.locale();
        match self {
            Self::More(_) => self.people(reports)[group].name.clone(),
            Self::Missing => reports.missing.series[group].title.clone(),
            Self::Library(grouping) => match (&self.groups(reports)[group].name, grouping) {
                (GroupName::Named(name), _) => name.clone(),
                (GroupName::NotGiven, Grouping::Author) => {
                    td_string!(locale, reports.library.no_author).to_owned()
                }
                (GroupName::NotGiven, Grouping::Narrator) => {
                    td_string!(locale, reports.library.no_narrator).to_owned()
                }
                (GroupName::NotGiven, Grouping::Series) => {
                    td_string!(locale, reports.library.no_series).to_owned()
                }
            },
        }
    }

    /// The page of whom or what a group is of.
    pub(crate) fn address(self, reports: &Reports, group: usize) -> Option<String> {
        let person = |asin: &Option<Asin>, name: &str| {
            let page = asin.clone().map(PersonKey::Page);
            person_address(&page.unwrap_or_else(|| PersonKey::named(name)))
        };
        let of_series = |asin: &Option<Asin>, title: &str| {
            let asin = asin.clone().map(SeriesKey::Asin);
            series_address(&asin.unwrap_or_else(|| SeriesKey::Title(text::fold(title))))
        };
        match self {
            Self::More(_) => {
                let somebody = &self.people(reports)[group];
                Some(person(&somebody.asin, &somebody.name))
            }
            Self::Missing => {
                let series = &reports.missing.series[group];
                Some(of_series(&series.asin, &series.title))
            }
            Self::Library(grouping) => {
                let group = &self.groups(reports)[group];
                let GroupName::Named(name) = &group.name else {
                    return None;
                };
                Some(match grouping {
                    Grouping::Author | Grouping::Narrator => person(&group.asin, name),
                    Grouping::Series => of_series(&group.asin, name),
                })
            }
        }
    }

    /// Words after the heading: `3 books, 33 h`.
    pub(crate) fn sum(self, say: Say, reports: &Reports, group: usize, rows: usize) -> String {
        match self {
            Self::Library(_) => {
                let group = &self.groups(reports)[group];
                let sum = td_string!(
                    say.locale(),
                    reports.library.group_sum,
                    books = say.books(rows),
                    hours = say.hours_short(group.minutes)
                );
                match group.part {
                    Some(part) => format!("{}, {sum}", part_name(say, part)),
                    None => sum,
                }
            }
            Self::More(_) | Self::Missing => {
                let mine = match self {
                    Self::Missing => &reports.missing.series[group].mine,
                    _ => &self.people(reports)[group].mine,
                };
                td_string!(
                    say.locale(),
                    reports.more.group_sum,
                    books = say.books(rows),
                    mine = say.number(mine.len())
                )
            }
        }
    }

    /// The volume that a row is.
    pub(crate) fn volume(self, reports: &Reports, group: usize, row: usize) -> Option<&Volume> {
        match self {
            Self::Missing => series::volumes(&reports.missing.series[group]).nth(row),
            Self::Library(_) | Self::More(_) => None,
        }
    }

    /// The place of a row in the series that its group is.
    pub(crate) fn number(self, reports: &Reports, group: usize, row: usize) -> Option<String> {
        match self {
            Self::Library(Grouping::Series) => {
                let row = self.group(reports, group)?.rows.get(row)?;
                reports.sequence_text(row).map(str::to_owned)
            }
            Self::Missing => {
                let numbers = self.volume(reports, group, row)?.sequence.numbers();
                (!numbers.is_empty()).then(|| runs(&numbers).join(", "))
            }
            Self::Library(_) | Self::More(_) => None,
        }
    }

    /// What the report says about a suggestion.
    pub(crate) fn suggestion(
        self,
        reports: &Reports,
        group: usize,
        title: TitleId,
    ) -> Option<&Suggestion> {
        let Self::More(_) = self else {
            return None;
        };
        let person = &self.people(reports)[group];
        person
            .rows
            .iter()
            .chain(&person.coming)
            .find(|suggestion| suggestion.title == title)
    }

    /// The group of a library report.
    pub(crate) fn group(self, reports: &Reports, group: usize) -> Option<&Group> {
        self.groups(reports).get(group)
    }

    fn groups(self, reports: &Reports) -> &[Group] {
        match self {
            Self::Library(Grouping::Author) => &reports.by_author,
            Self::Library(Grouping::Narrator) => &reports.by_narrator,
            Self::Library(Grouping::Series) => &reports.by_series,
            Self::More(_) | Self::Missing => &[],
        }
    }

    /// The people of a report of suggestions.
    pub(crate) fn people(self, reports: &Reports) -> &[PersonReport] {
        match self {
            Self::More(Role::Author) => &reports.more_by_authors,
            Self::More(Role::Narrator) => &reports.more_by_narrators,
            Self::Library(_) | Self::Missing => &[],
        }
    }
}

/// `The Ninth Abacus 4`, or only the name.
pub(crate) fn place_in_series(say: Say, series: &SeriesRef) -> Option<String> {
    let title = series.title.clone()?;
    Some(match &series.sequence {
        Some(number) => td_string!(
            say.locale(),
            reports.row.series_place,
            series = title,
            number = number.clone()
        ),
        None => title,
    })
}

/// Narrators bring hundreds of titles, so the likeliest to please come first; authors are read
/// by title. Then what is announced, and what one has.
fn rows_of(person: &PersonReport, role: Role) -> impl Iterator<Item = TitleId> {
    let mut out: Vec<&Suggestion> = person.rows.iter().collect();
    if role == Role::Narrator {
        reports::order::sort_by_key(&mut out, |suggestion| Reverse(suggestion.score));
    } else {
        reports::order::sort_by_key(&mut out, |suggestion| {
            (suggestion.anthology, suggestion.maybe_other_person)
        });
    }
    let out: Vec<TitleId> = out
        .into_iter()
        .chain(&person.coming)
        .map(|suggestion| suggestion.title)
        .chain(person.mine.iter().copied())
        .collect();
    out.into_iter()
}

fn part_name(say: Say, part: Part) -> &'static str {
    let locale = say.locale();
    match part {
        Part::Translator => td_string!(locale, reports.part.translator),
        Part::Editor => td_string!(locale, reports.part.editor),
        Part::Illustrator => td_string!(locale, reports.part.illustrator),
        Part::Introduction => td_string!(locale, reports.part.introduction),
        Part::Foreword => td_string!(locale, reports.part.foreword),
        Part::Afterword => td_string!(locale, reports.part.afterword),
        Part::Preface => td_string!(locale, reports.part.preface),
        Part::Adaptation => td_string!(locale, reports.part.adaptation),
        Part::Contributor => td_string!(locale, reports.part.contributor),
        Part::Reader => td_string!(locale, reports.part.reader),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use audible::Snapshot;
    use reports::Options;
    use serde_json::json;
    use time::Date;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::components::report::facet::Facet;

    fn library() -> Reports {
        let item = |asin: &str, title: &str, authors: &[&str], language: &str, percent: f32| {
            let authors: Vec<_> = authors.iter().map(|name| json!({ "name": name })).collect();
            json!({
                "product": {
                    "asin": asin, "title": title, "authors": authors, "language": language,
                    "kind": "book", "runtime_min": 600,
                },
                "status": "active", "purchased": true, "percent_complete": percent,
            })
        };
        let snapshot: Snapshot = serde_json::from_value(json!({
            "store": "us", "series": [], "products": [], "unavailable": [], "wishes": [],
            "searches": [], "read_at": 0, "priced_at": null,
            "items": [
                item("B000000001", "Low Tide", &["Mara Ellison", "Åsa Söderholm"], "english", 0.0),
                item("B000000002", "Thaw", &["Åsa Söderholm"], "german", 40.0),
                item("B000000003", "First Frost", &["Åsa Söderholm"], "english", 0.0),
            ],
        }))
        .unwrap();
        let store = snapshot.store;
        reports::compute(Arc::new(snapshot), Options::new(Date::MIN, store))
    }

    fn left(reports: &Reports, search: &str, chosen: Facets) -> (usize, usize, usize) {
        let listing = Contents::Library(Grouping::Author).listing(reports);
        let words: Vec<_> = search.split_whitespace().map(text::fold).collect();
        let selection = listing.select(&words, chosen, |title| reports.search_key(title));
        let rows = selection.groups.iter().map(|(_, rows)| rows.len()).sum();
        (selection.titles, rows, selection.count(Facet::NotStarted))
    }

    #[wasm_bindgen_test]
    fn a_title_with_two_authors_has_two_rows_and_counts_once() {
        let reports = library();
        assert_eq!(left(&reports, "", Facets::NONE), (3, 4, 2));
    }

    #[wasm_bindgen_test]
    fn a_search_finds_titles_and_names_whatever_the_accents() {
        let reports = library();
        assert_eq!(left(&reports, "thaw", Facets::NONE), (1, 1, 0));
        assert_eq!(left(&reports, "soderholm FROST", Facets::NONE), (1, 1, 1));
        // Both of its authors: the row is in both groups.
        assert_eq!(left(&reports, "asa tide", Facets::NONE), (1, 2, 1));
        assert_eq!(left(&reports, "nobody", Facets::NONE), (0, 0, 0));
    }

    #[wasm_bindgen_test]
    fn filters_leave_what_they_name() {
        let reports = library();
        let started = Facets::NONE.with(Facet::Started);
        // The chip still says what it would show.
        assert_eq!(left(&reports, "", started), (1, 1, 2));
        let listing = Contents::Library(Grouping::Author).listing(&reports);
        assert_eq!(
            listing.languages,
            [Some("english".to_owned()), Some("german".to_owned())],
            "most titles first"
        );
    }
}
