//! [`Shelves`]: the member's books by series, before anything is said about what is missing.

use std::collections::BTreeSet;

use audible::product::SeriesRef;
use audible::{Asin, Snapshot};
use rustc_hash::FxHashMap;

use crate::catalogue::Catalogue;
use crate::sequence::{Number, Sequence};
use crate::text;
use crate::title::TitleId;

/// All series of the library, in the order of their first book.
#[derive(Debug, Default)]
pub(crate) struct Shelves {
    list: Vec<Shelf>,
    by_asin: FxHashMap<Asin, usize>,
    by_title: FxHashMap<String, usize>,
    /// Books of no series.
    pub(crate) without: Vec<TitleId>,
}

/// One series: by its ASIN; by its title where books name no ASIN.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    pub(crate) asin: Option<Asin>,
    titles: Vec<(Box<str>, usize)>,
    /// Library titles, each once, in received order.
    pub(crate) entries: Vec<Entry>,
    /// What the series report says about it: that it lists everything, or that it cannot.
    reported: Reported,
}

/// Which titles of a series the series report accounts for.
#[derive(Debug, Default)]
enum Reported {
    /// None: nothing of the series is in the member's hands.
    #[default]
    Nothing,
    /// Those with numbers that the member has: the store gives no list.
    Numbers(BTreeSet<Number>),
    /// All.
    All,
}

/// A library title in one series.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) title: TitleId,
    /// Which of the product's series entries this is.
    pub(crate) index: usize,
    pub(crate) sequence: Sequence,
}

impl Shelves {
    pub(crate) fn of(snapshot: &Snapshot, catalogue: &Catalogue) -> Self {
        let mut shelves = Self::default();
        let names: FxHashMap<&Asin, &str> = snapshot
            .series
            .iter()
            .filter_map(|series| Some((&series.asin, series.title.as_deref()?)))
            .collect();
        for title in catalogue.ids() {
            let series = &catalogue.product(snapshot, title).series;
            for (index, entry) in series.iter().enumerate() {
                let Some(shelf) = shelves.shelf(entry) else {
                    continue;
                };
                if let Some(name) = &entry.title {
                    shelf.named(name);
                }
                let entry = Entry {
                    title,
                    index,
                    sequence: Sequence::parse(entry.sequence.as_deref()),
                };
                match shelf.entries.last_mut() {
                    // Named twice in one series: the entry with a number tells more.
                    Some(last) if last.title == title => {
                        if last.sequence.is_empty() {
                            *last = entry;
                        }
                    }
                    _ => shelf.entries.push(entry),
                }
            }
            if series.is_empty() {
                shelves.without.push(title);
            }
        }
        for shelf in &mut shelves.list {
            if shelf.titles.is_empty()
                && let Some(asin) = &shelf.asin
            {
                let name = names.get(asin).copied().unwrap_or(asin.as_str());
                shelf.titles.push((name.into(), 1));
            }
        }
        shelves
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Shelf> {
        self.list.iter()
    }

    /// Notes what the series report says about a series.
    pub(crate) fn reported(&mut self, index: usize, catalogue: &Catalogue, listed: bool) {
        let series = &mut self.list[index];
        let in_hands = |entry: &&Entry| catalogue.title(entry.title).holding.in_hands();
        series.reported = if listed {
            Reported::All
        } else {
            let mine = series.entries.iter().filter(in_hands);
            Reported::Numbers(mine.flat_map(|entry| entry.sequence.numbers()).collect())
        };
    }

    /// Whether the series report accounts for a title with this series entry.
    pub(crate) fn accounts_for(&self, entry: &SeriesRef) -> bool {
        match self.index_of(entry).map(|index| &self.list[index].reported) {
            None | Some(Reported::Nothing) => false,
            Some(Reported::All) => true,
            Some(Reported::Numbers(held)) => {
                let numbers = Sequence::parse(entry.sequence.as_deref()).numbers();
                !numbers.is_empty() && numbers.iter().all(|number| held.contains(number))
            }
        }
    }

    pub(crate) const fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn get(&self, index: usize) -> &Shelf {
        &self.list[index]
    }

    /// The one that a product's series entry belongs to.
    fn index_of(&self, entry: &SeriesRef) -> Option<usize> {
        match (&entry.asin, &entry.title) {
            (Some(asin), _) => self.by_asin.get(asin).copied(),
            (None, Some(title)) => self.by_title.get(&text::fold(title)).copied(),
            (None, None) => None,
        }
    }

    fn shelf(&mut self, entry: &SeriesRef) -> Option<&mut Shelf> {
        let next = self.list.len();
        let index = match (&entry.asin, &entry.title) {
            (Some(asin), _) => match self.by_asin.get(asin) {
                Some(index) => *index,
                None => *self.by_asin.entry(asin.clone()).or_insert(next),
            },
            (None, Some(title)) => *self.by_title.entry(text::fold(title)).or_insert(next),
            (None, None) => return None,
        };
        if index == next {
            self.list.push(Shelf {
                asin: entry.asin.clone(),
                ..Shelf::default()
            });
        }
        self.list.get_mut(index)
    }
}

impl Shelf {
    /// As most books spell it; of equals the first by code point.
    pub(crate) fn title(&self) -> &str {
        self.titles
            .iter()
            .max_by(|(a, times), (b, often)| times.cmp(often).then(b.cmp(a)))
            .map_or("", |(title, _)| title)
    }

    fn named(&mut self, name: &str) {
        match self.titles.iter_mut().find(|(known, _)| **known == *name) {
            Some((_, count)) => *count += 1,
            None => self.titles.push((name.into(), 1)),
        }
    }
}
