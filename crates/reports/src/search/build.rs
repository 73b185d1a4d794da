//! [`Indexing`]: builds an index in steps of some milliseconds.

use std::cmp::Reverse;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::vocabulary::Vocabulary;
use super::{Entry, Field, Index, Tier, pack, words};
use crate::everybody::{Everybody, Gathering};
use crate::keys::SeriesKey;
use crate::order;
use crate::reports::Reports;
use crate::title::TitleId;
use crate::works::ARTICLES;

/// A series that can be found.
#[derive(Clone, Debug)]
pub struct SeriesFound {
    /// Under which it is found.
    pub key: SeriesKey,
    /// As most books spell it.
    pub title: String,
    /// The member's titles in it.
    pub mine: usize,
    /// All known titles in it.
    pub titles: usize,
    spellings: Vec<(Box<str>, usize)>,
    first: TitleId,
}

/// An index that is being built.
#[derive(Debug)]
pub struct Indexing {
    reports: Arc<Reports>,
    stage: Stage,
    titles: Vec<TitleId>,
    gathering: Gathering,
    series: Vec<SeriesFound>,
    series_at: FxHashMap<SeriesKey, usize>,
    words: Words,
    index: Index,
}

#[derive(Clone, Copy, Debug)]
enum Stage {
    Titles(usize),
    People,
    Series,
    Places,
    Vocabulary,
    Done,
}

/// Words as they come.
#[derive(Debug, Default)]
struct Words {
    ids: FxHashMap<Box<str>, u32>,
    places: Vec<Vec<u32>>,
    /// Words of names that come again and again.
    names: FxHashMap<Box<str>, Vec<u32>>,
}

/// About a millisecond natively.
const TITLES_A_STEP: usize = 500;

impl Indexing {
    /// Nothing indexed yet.
    pub fn new(reports: Arc<Reports>) -> Self {
        Self {
            titles: reports.titles().map(|(id, _)| id).collect(),
            reports,
            stage: Stage::Titles(0),
            gathering: Gathering::default(),
            series: Vec::new(),
            series_at: FxHashMap::default(),
            words: Words::default(),
            index: Index::default(),
        }
    }

    /// Does a little more; false once there is nothing left to do.
    pub fn step(&mut self) -> bool {
        self.stage = match self.stage {
            Stage::Titles(done) => {
                let until = self.titles.len().min(done + TITLES_A_STEP);
                for at in done..until {
                    self.add_title(self.titles[at]);
                }
                if until < self.titles.len() {
                    Stage::Titles(until)
                } else {
                    self.index.books = until;
                    Stage::People
                }
            }
            Stage::People => {
                self.add_people();
                Stage::Series
            }
            Stage::Series => {
                self.add_series();
                Stage::Places
            }
            Stage::Places => {
                self.give_places();
                Stage::Vocabulary
            }
            Stage::Vocabulary => {
                self.index.vocabulary = std::mem::take(&mut self.words).into_vocabulary();
                Stage::Done
            }
            Stage::Done => Stage::Done,
        };
        !matches!(self.stage, Stage::Done)
    }

    /// Does whatever is left and hands over the index.
    pub fn finish(mut self) -> Index {
        while self.step() {}
        self.index
    }

    fn add_title(&mut self, id: TitleId) {
        let reports = &self.reports;
        let (title, product) = (reports.title(id), reports.product(id));
        let entry = id.0;
        let name = words::plain(&product.title);
        self.words.add(&name, pack(entry, Field::Name));
        let other = pack(entry, Field::Other);
        if let Some(subtitle) = &product.subtitle {
            self.words.add(&words::plain(subtitle), other);
        }
        for person in product.authors.iter().chain(&product.narrators) {
            self.words.add_name(&person.name, other);
        }
        for series in product
            .series
            .iter()
            .filter_map(|entry| entry.title.as_deref())
        {
            self.words.add_name(series, other);
        }
        if let Some(publisher) = &product.publisher {
            self.words
                .add_name(publisher, pack(entry, Field::Publisher));
        }
        let tier = if title.holding.in_hands() {
            Tier::Mine
        } else if title.wished {
            Tier::Wished
        } else {
            Tier::Other
        };
        self.index.entries.push(Entry::new(name, tier));
        self.gathering.add(reports, id);
        for entry in &product.series {
            let Some(key) = SeriesKey::of(entry) else {
                continue;
            };
            let next = self.series.len();
            let at = *self.series_at.entry(key.clone()).or_insert(next);
            if at == next {
                self.series.push(SeriesFound::new(key, id));
            }
            let series = &mut self.series[at];
            series.titles += 1;
            series.mine += usize::from(tier == Tier::Mine);
            if let Some(title) = &entry.title {
                series.spelled(title);
            }
        }
    }

    fn add_people(&mut self) {
        let gathering = std::mem::take(&mut self.gathering);
        let everybody: Everybody = gathering.finish(&self.reports);
        for somebody in everybody.list() {
            let entry = crate::catalogue::id(self.index.entries.len());
            let name = words::plain(&somebody.name);
            // `full cast` stands on covers, but is nobody to be found.
            if !somebody.is_nobody {
                self.words.add(&name, pack(entry, Field::Name));
                let others = somebody.spellings().filter(|other| *other != somebody.name);
                for other in others {
                    self.words.add_name(other, pack(entry, Field::Other));
                }
            }
            let mine = somebody.all().iter().any(|id| self.is_mine(*id));
            let tier = if mine { Tier::Mine } else { Tier::Other };
            self.index.entries.push(Entry::new(name, tier));
        }
        self.index.everybody = everybody;
    }

    fn add_series(&mut self) {
        let mut series = std::mem::take(&mut self.series);
        for one in &mut series {
            one.settle();
            let entry = crate::catalogue::id(self.index.entries.len());
            let name = words::plain(&one.title);
            self.words.add(&name, pack(entry, Field::Name));
            for author in &self.reports.product(one.first).authors {
                self.words.add_name(&author.name, pack(entry, Field::Other));
            }
            let tier = if one.mine > 0 {
                Tier::Mine
            } else {
                Tier::Other
            };
            self.index.entries.push(Entry::new(name, tier));
        }
        self.index.series = series;
    }

    /// Better known first: books by ratings, people and series by titles; then the alphabet.
    fn give_places(&mut self) {
        let reports = &self.reports;
        let weights: Vec<(Reverse<u32>, String)> = {
            let books = self.titles.iter().map(|id| {
                let product = reports.product(*id);
                let ratings = product.rating.map_or(0, |rating| rating.count);
                (Reverse(ratings), product.asin.to_string())
            });
            let count = |titles: usize| Reverse(u32::try_from(titles).unwrap_or(u32::MAX));
            let people = self.index.everybody.list().iter();
            let people = people.map(|one| (count(one.titles()), one.key.to_string()));
            let series = self.index.series.iter();
            let series = series.map(|one| (count(one.titles), one.key.to_string()));
            books.chain(people).chain(series).collect()
        };
        let entries = &mut self.index.entries;
        let mut sorted: Vec<usize> = (0..entries.len()).collect();
        order::sort_by(&mut sorted, |a, b| {
            let key = |at: usize| {
                let (weight, key) = &weights[at];
                (*weight, &entries[at].name, key, at)
            };
            key(*a).cmp(&key(*b))
        });
        for (place, entry) in (0..).zip(sorted) {
            entries[entry].place = place;
        }
    }

    fn is_mine(&self, id: TitleId) -> bool {
        self.reports.title(id).holding.in_hands()
    }
}

impl Entry {
    fn new(name: String, tier: Tier) -> Self {
        let first = name.split(' ').next().unwrap_or_default();
        let bare = if ARTICLES.contains(&first) && first.len() < name.len() {
            u8::try_from(first.len() + 1).unwrap_or(0)
        } else {
            0
        };
        let words = name.split(' ').count() - usize::from(bare > 0);
        Self {
            bare,
            tier,
            words: u8::try_from(words).unwrap_or(u8::MAX),
            place: 0,
            name: name.into(),
        }
    }
}

impl SeriesFound {
    const fn new(key: SeriesKey, first: TitleId) -> Self {
        Self {
            key,
            title: String::new(),
            mine: 0,
            titles: 0,
            spellings: Vec::new(),
            first,
        }
    }

    fn spelled(&mut self, title: &str) {
        match self
            .spellings
            .iter_mut()
            .find(|(known, _)| **known == *title)
        {
            Some((_, times)) => *times += 1,
            None => self.spellings.push((title.into(), 1)),
        }
    }

    fn settle(&mut self) {
        let spellings = std::mem::take(&mut self.spellings);
        let best = spellings
            .into_iter()
            .max_by(|(a, times), (b, often)| times.cmp(often).then(b.cmp(a)));
        self.title = best.map_or_else(|| self.key.to_string(), |(title, _)| title.into());
    }
}

impl Words {
    fn id(ids: &mut FxHashMap<Box<str>, u32>, places: &mut Vec<Vec<u32>>, word: &str) -> u32 {
        if let Some(known) = ids.get(word) {
            return *known;
        }
        let next = crate::catalogue::id(places.len());
        ids.insert(word.into(), next);
        places.push(Vec::new());
        next
    }

    fn add(&mut self, plain: &str, place: u32) {
        let Self { ids, places, .. } = self;
        words::each_word(plain, |word| {
            let word = Self::id(ids, places, word);
            push(&mut places[word as usize], place);
        });
    }

    /// The same for a name that others have too.
    fn add_name(&mut self, name: &str, place: u32) {
        let Self { ids, places, names } = self;
        if !names.contains_key(name) {
            let mut found = Vec::new();
            words::each_word(&words::plain(name), |word| {
                found.push(Self::id(ids, places, word));
            });
            names.insert(name.into(), found);
        }
        for word in names.get(name).into_iter().flatten() {
            push(&mut places[*word as usize], place);
        }
    }

    fn into_vocabulary(self) -> Vocabulary {
        let mut words: Vec<(Box<str>, u32)> = self.ids.into_iter().collect();
        order::sort_by(&mut words, |(a, _), (b, _)| a.cmp(b));
        let places = &self.places;
        Vocabulary::new(
            words
                .iter()
                .map(|(word, id)| (&**word, &*places[*id as usize])),
        )
    }
}

fn push(places: &mut Vec<u32>, place: u32) {
    if places.last() != Some(&place) {
        places.push(place);
    }
}
