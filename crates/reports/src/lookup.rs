//! What is known of one book, one series or one person, by the key in an address; and people by what
//! one types of their names.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::choices::NameKeys;
use crate::everybody::{Everybody, Somebody};
use crate::further::editions::Works;
use crate::keys::{PersonKey, SeriesKey};
use crate::names;
use crate::order;
use crate::reports::Reports;
use crate::sequence::Sequence;
use crate::series::SeriesReport;
use crate::text;
use crate::title::TitleId;

/// A title in a series.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct InSeries {
    /// Which.
    pub title: TitleId,
    /// Its place.
    pub sequence: Sequence,
}

/// Every known title of a series, the member's and others: by number, then by title.
pub fn titles_of_series(reports: &Reports, key: &SeriesKey) -> Vec<InSeries> {
    let mut titles: Vec<InSeries> = reports
        .titles()
        .filter_map(|(title, _)| {
            let series = &reports.product(title).series;
            let mut entries = series.iter().filter(|entry| key.is_of(entry)).peekable();
            entries.peek()?;
            // Named twice in one series: the entry with a number tells more.
            let sequence = entries
                .map(|entry| Sequence::parse(entry.sequence.as_deref()))
                .max_by_key(|sequence| !sequence.is_empty());
            let sequence = sequence.unwrap_or_default();
            Some(InSeries { title, sequence })
        })
        .collect();
    order::sort_by(&mut titles, |a, b| {
        let key = |one: &InSeries| (one.sequence.sort_key(), reports.alphabetical(one.title));
        key(a).cmp(&key(b))
    });
    titles
}

/// The report on a series of the member's, and its place in [`crate::Missing::series`].
pub fn series_report<'a>(
    reports: &'a Reports,
    key: &SeriesKey,
) -> Option<(usize, &'a SeriesReport)> {
    let mut all = reports.missing.series.iter().enumerate();
    all.find(|(_, series)| match (key, &series.asin) {
        (SeriesKey::Asin(asin), Some(other)) => asin == other,
        (SeriesKey::Title(title), None) => text::fold(&series.title) == *title,
        _ => false,
    })
}

/// What a series is called: as the member's books spell it most often, else as others do.
pub fn series_title(reports: &Reports, key: &SeriesKey) -> Option<String> {
    if let Some((_, report)) = series_report(reports, key) {
        return Some(report.title.clone());
    }
    let mut spellings: FxHashMap<&str, usize> = FxHashMap::default();
    for one in titles_of_series(reports, key) {
        let series = &reports.product(one.title).series;
        for entry in series.iter().filter(|entry| key.is_of(entry)) {
            if let Some(title) = &entry.title {
                *spellings.entry(title).or_default() += 1;
            }
        }
    }
    let most = spellings
        .into_iter()
        .max_by_key(|(title, times)| (*times, Reverse(*title)));
    most.map(|(title, _)| title.to_owned())
}

/// The works among which that of a title is: of titles that share an author or a series with it.
pub fn works_around(reports: &Reports, id: TitleId) -> Works {
    let product = reports.product(id);
    let same = &reports.options.people.same;
    let keys = NameKeys::new(same);
    let authors: Vec<String> = product.authors.iter().map(|p| keys.of(&p.name)).collect();
    // By which other names the authors go, as the member says.
    let others = same.iter().flat_map(|(one, other)| [one, other]);
    let others = others.filter(|person| authors.contains(&keys.of(&person.name)));
    // The longest word of a name hardly depends on how it is spelled.
    let names: Vec<String> = product
        .authors
        .iter()
        .chain(others)
        .map(|author| text::fold(&author.name))
        .collect();
    let names: Vec<&str> = names
        .iter()
        .filter_map(|name| name.split([' ', '.', '-']).max_by_key(|word| word.len()))
        .collect();
    let near = reports.titles().filter(|(other, _)| {
        let shares = || {
            let series = &reports.product(*other).series;
            let mine = product.series.iter();
            mine.filter_map(SeriesKey::of)
                .any(|key| series.iter().any(|entry| key.is_of(entry)))
        };
        let has = |name: &&str| reports.search_key(*other).contains(*name);
        *other == id || names.iter().any(has) || shares()
    });
    Works::among(reports, near.map(|(id, _)| id).collect())
}

/// Who wrote or read the same titles, and how many; most first, then by name.
pub fn colleagues<'a>(
    reports: &Reports,
    everybody: &'a Everybody,
    somebody: &Somebody,
) -> Vec<(&'a Somebody, usize)> {
    let mut found: FxHashMap<&PersonKey, (&Somebody, usize)> = FxHashMap::default();
    for id in somebody.all() {
        let product = reports.product(id);
        let people = product.authors.iter().chain(&product.narrators);
        let mut here: Vec<&Somebody> = people
            .filter_map(|person| everybody.find(&PersonKey::of(person)))
            .filter(|other| other.key != somebody.key && !other.is_nobody)
            .collect();
        order::sort_by_key(&mut here, |other| &other.key);
        here.dedup_by_key(|other| &other.key);
        for other in here {
            found.entry(&other.key).or_insert((other, 0)).1 += 1;
        }
    }
    let mut found: Vec<_> = found.into_values().collect();
    order::sort_by_cached_key(&mut found, |(other, times)| {
        (Reverse(*times), text::fold(&other.name), other.key.clone())
    });
    found
}

/// People whom one may mean by a part of their name.
#[derive(Clone, Debug, Default)]
pub struct NameList {
    /// Better known people first.
    names: Vec<Name>,
}

#[derive(Clone, Debug)]
struct Name {
    /// In [`Everybody`].
    somebody: usize,
    folded: String,
    /// Without what does not tell names apart: `jkrowland`.
    squeezed: String,
}

impl NameList {
    /// Everybody, but for those who are nobody in particular.
    pub fn of(everybody: &Everybody) -> Self {
        let people = everybody.list().iter().enumerate();
        let mut names: Vec<Name> = people
            .filter(|(_, somebody)| !somebody.is_nobody)
            .flat_map(|(index, somebody)| {
                somebody.spellings().map(move |name| Name {
                    somebody: index,
                    folded: text::fold(name),
                    squeezed: squeezed(name),
                })
            })
            .collect();
        order::sort_by_cached_key(&mut names, |name| {
            let titles = everybody.list()[name.somebody].titles();
            (Reverse(titles), name.folded.clone(), name.somebody)
        });
        Self { names }
    }

    /// Who has all of the typed words in a name of theirs; whose name begins with them first.
    pub fn like<'a>(
        &self,
        everybody: &'a Everybody,
        typed: &str,
        most: usize,
    ) -> Vec<&'a Somebody> {
        let (folded, squeezed) = (text::fold(typed.trim()), squeezed(typed));
        if squeezed.is_empty() {
            return Vec::new();
        }
        let has_all = |name: &&Name| {
            let mut words = folded.split_whitespace();
            name.squeezed.contains(&squeezed) || words.all(|word| name.folded.contains(word))
        };
        let (first, rest): (Vec<&Name>, Vec<&Name>) = self
            .names
            .iter()
            .filter(has_all)
            .partition(|name| name.squeezed.starts_with(&squeezed));
        let mut found: Vec<usize> = Vec::new();
        for name in first.into_iter().chain(rest) {
            if found.len() < most && !found.contains(&name.somebody) {
                found.push(name.somebody);
            }
        }
        found
            .into_iter()
            .map(|index| &everybody.list()[index])
            .collect()
    }
}

fn squeezed(name: &str) -> String {
    text::fold(&names::key(name))
}
