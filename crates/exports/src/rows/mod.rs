//! [`Rows`]: the rows of a list, made from the reports one after the other.

mod cells;

use std::collections::BTreeMap;

use reports::further::duplicates::{Other, duplicates};
use reports::further::editions::Works;
use reports::further::plus::plus_in_my_series;
use reports::further::upcoming::{Why, upcoming};
use reports::{
    Group, GroupName, PersonReport, Remark, Reports, SeriesReport, Suggestion, TitleId, Volume,
};

use crate::field::Field;
use crate::list::List;
use crate::value::Cell;
use crate::words::{Language, Word};

pub use cells::as_of;

/// The rows of a list. They are made when they are asked for, so that a page can do other things between;
/// and [`Rows::sort`] puts them in order a part at a time.
#[derive(Debug)]
pub struct Rows<'a> {
    reports: &'a Reports,
    language: Language,
    entries: Vec<Entry<'a>>,
    /// Parts of a long list that belong after what stands in `entries`, the last one first.
    unsorted: Vec<Vec<TitleId>>,
    /// How many titles those are.
    waiting: usize,
}

/// What a row is made from.
#[derive(Debug)]
enum Entry<'a> {
    Title(About<'a>),
    Series(&'a SeriesReport),
}

#[derive(Debug)]
struct About<'a> {
    title: TitleId,
    heading: Option<&'a str>,
    /// In this series only.
    series: Option<&'a SeriesReport>,
    volume: Option<Word>,
    remarks: Vec<String>,
    why: Vec<String>,
}

impl<'a> Rows<'a> {
    /// The rows of a list, of those titles that `shows` lets pass.
    pub fn new(
        reports: &'a Reports,
        list: List,
        language: Language,
        shows: &dyn Fn(TitleId) -> bool,
    ) -> Self {
        let mut rows = Self::none(reports, language);
        match list {
            List::Library => rows.library(shows),
            List::ByAuthor => rows.groups(&reports.by_author),
            List::ByNarrator => rows.groups(&reports.by_narrator),
            List::BySeries => rows.groups(&reports.by_series),
            List::Missing => rows.missing(),
            List::Series => rows
                .entries
                .extend(reports.missing.series.iter().map(Entry::Series)),
            List::ByMyAuthors => rows.people(&reports.more_by_authors),
            List::ByMyNarrators => rows.people(&reports.more_by_narrators),
            List::WishList => {
                let wishes = reports.summary.wishes.iter();
                rows.entries
                    .extend(wishes.map(|title| About::new(*title).entry()));
            }
            List::Upcoming => rows.upcoming(),
            List::Duplicates => rows.duplicates(&Works::of(reports)),
            List::Plus => rows.plus(),
        }
        rows.entries.retain(|entry| match entry {
            Entry::Title(about) => shows(about.title),
            Entry::Series(_) => true,
        });
        rows
    }

    /// The rows of [`List::Duplicates`]. To group a large library takes longer than a page may be busy;
    /// [`reports::further::editions::Grouping`] does it in steps.
    pub fn of_works(reports: &'a Reports, works: &Works, language: Language) -> Self {
        let mut rows = Self::none(reports, language);
        rows.duplicates(works);
        rows
    }

    const fn none(reports: &'a Reports, language: Language) -> Self {
        Self {
            reports,
            language,
            entries: Vec::new(),
            unsorted: Vec::new(),
            waiting: 0,
        }
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.entries.len() + self.waiting
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts a few thousand more rows in order; false once all of them are.
    pub fn sort(&mut self) -> bool {
        let mut sorted = 0;
        while sorted < AT_ONCE
            && let Some(mut part) = self.unsorted.pop()
        {
            let reports = self.reports;
            reports::order::sort_by_key(&mut part, |id| {
                let product = reports.product(*id);
                (&reports.title(*id).sort_key, &product.title, &product.asin)
            });
            sorted += part.len();
            self.waiting -= part.len();
            let entries = part.into_iter().map(|title| About::new(title).entry());
            self.entries.extend(entries);
        }
        !self.unsorted.is_empty()
    }

    /// The cells of a row; none beyond the last one that is in its place: see [`Rows::sort`].
    pub fn cells(&self, row: usize, fields: &[Field]) -> Vec<Cell> {
        let Some(entry) = self.entries.get(row) else {
            return Vec::new();
        };
        fields
            .iter()
            .map(|field| match entry {
                Entry::Title(about) => self.of_title(about, *field),
                Entry::Series(series) => self.of_series(series, *field),
            })
            .collect()
    }

    /// By title. A large library is longer in sorting than a page may be busy: it is taken apart by the
    /// first letters, and each part is sorted by itself.
    fn library(&mut self, shows: &dyn Fn(TitleId) -> bool) {
        let reports = self.reports;
        let mut parts: BTreeMap<&str, Vec<TitleId>> = BTreeMap::new();
        let mine = reports
            .titles()
            .filter(|(id, _)| reports.item(*id).is_some() && shows(*id));
        for (id, title) in mine {
            let key = &*title.sort_key;
            let end = key
                .char_indices()
                .nth(LETTERS)
                .map_or(key.len(), |(at, _)| at);
            parts.entry(&key[..end]).or_default().push(id);
            self.waiting += 1;
        }
        self.unsorted = parts.into_values().rev().collect();
    }

    fn groups(&mut self, groups: &'a [Group]) {
        for group in groups {
            let heading = match &group.name {
                GroupName::Named(name) => Some(name.as_str()),
                GroupName::NotGiven => None,
            };
            self.entries.extend(group.rows.iter().map(|row| {
                Entry::Title(About {
                    heading,
                    ..About::new(row.title)
                })
            }));
        }
    }

    fn missing(&mut self) {
        for series in &self.reports.missing.series {
            let kinds = [
                (&series.missing, Word::MissingVolume),
                (&series.stories, Word::Story),
                (&series.coming, Word::Coming),
                (&series.dramas, Word::Drama),
            ];
            for (volumes, word) in kinds {
                for volume in volumes {
                    let remarks = self.remarks(volume);
                    self.entries.push(Entry::Title(About {
                        heading: Some(&series.title),
                        series: Some(series),
                        volume: Some(word),
                        remarks,
                        ..About::new(volume.title)
                    }));
                }
            }
        }
    }

    fn people(&mut self, people: &'a [PersonReport]) {
        for person in people {
            for suggestion in person.rows.iter().chain(&person.coming) {
                let remarks = self.doubts(suggestion);
                self.entries.push(Entry::Title(About {
                    heading: Some(&person.name),
                    remarks,
                    ..About::new(suggestion.title)
                }));
            }
        }
    }

    fn upcoming(&mut self) {
        let reports = self.reports;
        for coming in upcoming(reports) {
            let why = coming.why.iter().map(|why| match why {
                Why::Ordered => Word::Ordered.name(self.language).to_owned(),
                Why::Wished => Word::OnWishList.name(self.language).to_owned(),
                Why::Series(index) => reports.missing.series[*index].title.clone(),
                Why::Author(index) => reports.more_by_authors[*index].name.clone(),
                Why::Narrator(index) => reports.more_by_narrators[*index].name.clone(),
            });
            let why = why.collect();
            self.entries.push(Entry::Title(About {
                why,
                ..About::new(coming.title)
            }));
        }
    }

    fn duplicates(&mut self, works: &Works) {
        let reports = self.reports;
        for twice in duplicates(reports, works) {
            let heading = Some(reports.product(twice.title).title.as_str());
            self.entries.push(Entry::Title(About {
                heading,
                ..About::new(twice.title)
            }));
            for other in twice.others {
                let (title, remark) = match other {
                    Other::Edition(title, _) => {
                        (title, self.say("another edition", "andere Ausgabe"))
                    }
                    Other::PartOf(title) => (title, self.say("box set", "Sammelband")),
                };
                let remarks = vec![remark];
                self.entries.push(Entry::Title(About {
                    heading,
                    remarks,
                    ..About::new(title)
                }));
            }
        }
    }

    fn plus(&mut self) {
        let reports = self.reports;
        for title in plus_in_my_series(reports) {
            let series = title
                .series
                .first()
                .map(|index| &reports.missing.series[*index]);
            self.entries.push(Entry::Title(About {
                heading: series.map(|series| series.title.as_str()),
                series,
                ..About::new(title.title)
            }));
        }
    }

    fn say(&self, en: &'static str, de: &'static str) -> String {
        self.language.choose(en, de).to_owned()
    }

    fn remarks(&self, volume: &Volume) -> Vec<String> {
        let title = |id: TitleId| self.reports.product(id).title.as_str();
        let of = |en: &str, de: &str, name: &str| match self.language {
            Language::En => format!("{en} {name}"),
            Language::De => format!("{de} {name}"),
        };
        volume
            .remarks
            .iter()
            .map(|remark| match remark {
                Remark::AlsoDrama { .. } => self.say("also as drama", "auch als Hörspiel"),
                Remark::AlsoInBox { title: id, .. } => of("also in", "auch in", title(*id)),
                Remark::OnlyAbridged => self.say("only abridged", "nur gekürzt"),
                Remark::OnlyDrama { .. } => self.say("only as drama", "nur als Hörspiel"),
                Remark::Parts(parts) => match self.language {
                    Language::En => format!("in {parts} parts"),
                    Language::De => format!("in {parts} Teilen"),
                },
                Remark::OnlyInBox(id) => of("only in", "nur in", title(*id)),
                Remark::OtherEditions(count) => match self.language {
                    Language::En => format!("other editions: {count}"),
                    Language::De => format!("andere Ausgaben: {count}"),
                },
                Remark::HaveDrama(id) => {
                    of("you have the drama", "du hast das Hörspiel", title(*id))
                }
                Remark::UnabridgedExists(_) => {
                    self.say("you have it abridged", "du hast es gekürzt")
                }
                Remark::HaveInLanguage(name) => of("you have it in", "du hast es auf", name),
                Remark::InMyBox(id) => of("you have it in", "du hast es in", title(*id)),
                Remark::Borrowed { .. } => self.say("borrowed from Plus", "aus Plus geliehen"),
            })
            .collect()
    }

    fn doubts(&self, suggestion: &Suggestion) -> Vec<String> {
        let mut remarks = Vec::new();
        if suggestion.maybe_other_person {
            remarks.push(self.say(
                "maybe another person of this name",
                "vielleicht eine andere Person dieses Namens",
            ));
        }
        if suggestion.anthology {
            remarks.push(self.say("anthology", "Anthologie"));
        }
        remarks
    }
}

impl<'a> About<'a> {
    const fn new(title: TitleId) -> Self {
        Self {
            title,
            heading: None,
            series: None,
            volume: None,
            remarks: Vec::new(),
            why: Vec::new(),
        }
    }

    const fn entry(self) -> Entry<'a> {
        Entry::Title(self)
    }
}

/// A part of a library has titles that begin with so many equal letters; articles are among them.
const LETTERS: usize = 6;
/// So many titles are sorted at a stretch: some milliseconds.
const AT_ONCE: usize = 2_000;
