//! [`Index`]: everything that the reports know, found as one types.
//!
//! Found are books by title, subtitle, series, people and publisher; people by name; series by title
//! and author. Each typed word has to be found: first words that are like it or begin with it or, from
//! three letters on, have it inside; where that finds little, words that differ by a slip of the finger
//! too. [`Indexing`] builds the index in short steps.

mod build;
mod typos;
mod vocabulary;
mod words;

use crate::everybody::{Everybody, Somebody};
use crate::title::TitleId;

pub use build::Indexing;
pub use build::SeriesFound;

use vocabulary::{BEGINNING, INSIDE, SLIP, Vocabulary};

/// What can be found.
#[derive(Debug, Default)]
pub struct Index {
    vocabulary: Vocabulary,
    entries: Vec<Entry>,
    books: usize,
    everybody: Everybody,
    series: Vec<SeriesFound>,
}

/// A book, a person or a series.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Hit {
    /// A title.
    Book(TitleId),
    /// For [`Index::person`].
    Person(usize),
    /// For [`Index::series`].
    Series(usize),
}

/// What a group of [`Found`] holds.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Kind {
    /// Titles.
    Books,
    /// Authors, narrators, and who else is named.
    People,
    /// Series.
    Series,
}

/// Everything of one kind.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Group {
    /// Of this kind.
    pub kind: Kind,
    /// The best, best first.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
}

/// How much of each kind is handed out.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Titles.
    pub books: usize,
    /// People.
    pub people: usize,
    /// Series.
    pub series: usize,
}

/// One thing that can be found.
#[derive(Debug)]
struct Entry {
    /// Plain.
    name: Box<str>,
    /// Where the name begins without its article.
    bare: u8,
    /// Its own, and how many words the name has.
    tier: Tier,
    words: u8,
    /// Among all entries, if nothing typed decides.
    place: u32,
}

/// What is closer to the member comes first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Tier {
    Mine,
    Wished,
    Other,
}

/// How the typed words fit an entry.
#[derive(Clone, Copy)]
struct Fit {
    /// How many there are.
    typed: u8,
    /// The cost of them all.
    sum: u16,
    /// How the worst of them is found.
    level: u8,
    /// All of them in its name.
    in_name: bool,
}

/// In which part of an entry a word stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Field {
    Name,
    Other,
    Publisher,
}

/// How an entry is found as a whole; less is better.
mod class {
    pub(super) const SAME: u64 = 0;
    pub(super) const BEGINS: u64 = 1;
    pub(super) const NAME: u64 = 2;
    pub(super) const FIELDS: u64 = 3;
    /// One more where not all of it is in the name.
    pub(super) const INSIDE: u64 = 4;
    pub(super) const SLIPS: u64 = 6;
    pub(super) const SQUEEZED: u64 = 8;
}

impl Index {
    /// The best of what is found, groups with better hits first. Nothing for a blank query.
    pub fn search(&self, query: &str, limits: Limits) -> Vec<Group> {
        let cut: String = query.chars().take(LONGEST_QUERY).collect();
        let query = words::plain(&cut);
        if query.is_empty() {
            return Vec::new();
        }
        let mut found = self.scored(&query, false);
        if found.len() < FEW {
            found = self.scored(&query, true);
        }
        if found.is_empty() {
            found = self.squeezed(&query);
        }
        let mut groups: Vec<(u64, Group)> = Vec::new();
        for (kind, from, to, most) in [
            (Kind::Books, 0, self.books, limits.books),
            (
                Kind::People,
                self.books,
                self.books + self.everybody.list().len(),
                limits.people,
            ),
            (
                Kind::Series,
                self.books + self.everybody.list().len(),
                self.entries.len(),
                limits.series,
            ),
        ] {
            let mut scores: Vec<(u64, u32)> = found
                .iter()
                .filter(|(_, entry)| (from..to).contains(&(*entry as usize)))
                .copied()
                .collect();
            let total = scores.len();
            if most < total {
                scores.select_nth_unstable(most);
                scores.truncate(most);
            }
            scores.sort_unstable();
            if let Some((best, _)) = scores.first() {
                let hits = scores.iter().map(|(_, entry)| self.hit(*entry)).collect();
                groups.push((fit_of(*best), Group { kind, hits, total }));
            }
        }
        groups.sort_by_key(|(fit, _)| *fit);
        groups.into_iter().map(|(_, group)| group).collect()
    }

    /// Who is found.
    pub fn person(&self, person: usize) -> &Somebody {
        &self.everybody.list()[person]
    }

    /// Which series is found.
    pub fn series(&self, series: usize) -> &SeriesFound {
        &self.series[series]
    }

    fn hit(&self, entry: u32) -> Hit {
        let entry_at = entry as usize;
        let people = self.everybody.list().len();
        match entry_at.checked_sub(self.books) {
            None => Hit::Book(TitleId(entry)),
            Some(person) if person < people => Hit::Person(person),
            Some(other) => Hit::Series(other - people),
        }
    }

    /// Every entry in which each word is found, with its score.
    fn scored(&self, query: &str, forgiving: bool) -> Vec<(u64, u32)> {
        let mut sums = vec![0_u16; self.entries.len()];
        let mut worst = vec![0_u8; self.entries.len()];
        let mut in_name = vec![true; self.entries.len()];
        let mut best = vec![NOT_FOUND; self.entries.len()];
        let mut left: Option<Vec<u32>> = None;
        let mut typed = 0;
        for word in query.split(' ').take(MOST_WORDS) {
            let end = word
                .char_indices()
                .nth(LONGEST_WORD)
                .map_or(word.len(), |(at, _)| at);
            let mut here = Vec::new();
            self.vocabulary
                .like(&word[..end], forgiving, |level, places| {
                    for place in places {
                        let (entry, field) = unpack(*place);
                        let cost = level * FIELDS + field;
                        let known = &mut best[entry as usize];
                        if *known == NOT_FOUND {
                            here.push(entry);
                        }
                        *known = cost.min(*known);
                    }
                });
            let kept = match &left {
                None => here.clone(),
                Some(left) => left
                    .iter()
                    .filter(|entry| best[**entry as usize] != NOT_FOUND)
                    .copied()
                    .collect(),
            };
            for entry in &kept {
                let (entry, cost) = (*entry as usize, best[*entry as usize]);
                sums[entry] += u16::from(cost);
                worst[entry] = worst[entry].max(cost / FIELDS);
                in_name[entry] &= cost % FIELDS == Field::Name as u8;
            }
            for entry in here {
                best[entry as usize] = NOT_FOUND;
            }
            typed += 1;
            if kept.is_empty() {
                return Vec::new();
            }
            left = Some(kept);
        }
        let found = left.unwrap_or_default();
        found
            .into_iter()
            .map(|entry| {
                let at = entry as usize;
                let fit = Fit {
                    typed,
                    sum: sums[at],
                    level: worst[at],
                    in_name: in_name[at],
                };
                (self.score(query, entry, fit), entry)
            })
            .collect()
    }

    /// Class, then how well the words fit, then what is the member's, then the shorter name, then
    /// the entry's own place, which no other has.
    fn score(&self, query: &str, entry: u32, fit: Fit) -> u64 {
        let entry = &self.entries[entry as usize];
        let bare = &entry.name[usize::from(entry.bare)..];
        let elsewhere = u64::from(!fit.in_name);
        let class = match fit.level {
            SLIP.. => class::SLIPS + elsewhere,
            INSIDE => class::INSIDE + elsewhere,
            _ if *entry.name == *query || bare == query => class::SAME,
            _ if entry.name.starts_with(query) || bare.starts_with(query) => class::BEGINS,
            _ if fit.level <= BEGINNING && fit.in_name => class::NAME,
            _ => class::FIELDS,
        };
        let rest = u64::from(entry.words.saturating_sub(fit.typed).min(63));
        class << CLASS
            | u64::from(fit.sum.min(1023)) << 40
            | (entry.tier as u64) << 38
            | rest << 32
            | u64::from(entry.place)
    }

    /// Names that have the query inside if blanks do not count on either side.
    fn squeezed(&self, query: &str) -> Vec<(u64, u32)> {
        let query = query.replace(' ', "");
        if query.chars().nth(SHORTEST_SQUEEZED - 1).is_none() {
            return Vec::new();
        }
        let entries = (0..).zip(&self.entries);
        entries
            .filter(|(_, entry)| entry.name.len() >= query.len())
            .filter(|(_, entry)| entry.name.replace(' ', "").contains(&query))
            .map(|(at, entry)| {
                let tier = (entry.tier as u64) << 38;
                (class::SQUEEZED << CLASS | tier | u64::from(entry.place), at)
            })
            .collect()
    }
}

/// A score without the entry's own place.
const fn fit_of(score: u64) -> u64 {
    score >> 32
}

/// Entry and field of a place in the vocabulary.
const fn unpack(place: u32) -> (u32, u8) {
    (place >> 2, (place & 3) as u8)
}

const fn pack(entry: u32, field: Field) -> u32 {
    entry << 2 | field as u32
}

/// The place of the class in a score.
const CLASS: u64 = 50;

/// One more than the last field.
const FIELDS: u8 = 3;

const NOT_FOUND: u8 = u8::MAX;

/// With fewer hits, slips are looked for.
const FEW: usize = 5;

/// What nobody types is cut off; it could only find less.
const LONGEST_QUERY: usize = 200;
const LONGEST_WORD: usize = 48;
const MOST_WORDS: usize = 12;

/// Less would be found by chance.
const SHORTEST_SQUEEZED: usize = 4;
