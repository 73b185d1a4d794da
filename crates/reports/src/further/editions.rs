//! [`Works`]: which titles are editions of one work, and how the member has it (API reference, 10.1).
//!
//! Two titles are one work when
//!
//! - they agree in main title and an author, and no number tells them apart; or
//! - they bear one number in one series, and agree in an author or in the main title.
//!
//! Cut, dramatised, re-recorded, regional and translated editions are all of one work. A box set is
//! no work: it holds those of its numbers.

use audible::product::Format;
use audible::{Asin, Product};
use rustc_hash::FxHashMap;

use crate::choices::NameKeys;
use crate::names::split_part;
use crate::order;
use crate::reports::Reports;
use crate::sequence::{Number, Sequence};
use crate::title::TitleId;
use crate::works::{Class, main_title};

/// A work, as its editions.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// In the member's hands first, then read before played, uncut before cut, by ASIN.
    /// Empty for a work that is known from a box set only.
    pub editions: Vec<TitleId>,
    /// Box sets that hold it, by ASIN.
    pub boxes: Vec<TitleId>,
}

/// All works of one [`Reports`].
#[derive(Clone, Debug, Default)]
pub struct Works {
    list: Vec<Work>,
    of: FxHashMap<TitleId, usize>,
}

/// How the member has a work.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Have {
    /// This very edition.
    Itself,
    /// Another edition.
    Edition {
        /// Which.
        title: TitleId,
        /// What is different about it; empty if only the listing is another, as in another region.
        differences: Vec<Difference>,
    },
    /// As part of a box set.
    PartOf(TitleId),
    /// For a box set: all of its numbers, singly or in other box sets.
    AllParts,
    /// Not at all.
    Nothing,
}

/// What is different about an edition, compared with another.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Difference {
    /// Played by a cast.
    Dramatised,
    /// Read, not played.
    Read,
    /// Cut.
    Abridged,
    /// Uncut.
    Unabridged,
    /// In this language (`german`).
    Language(String),
    /// Read by others.
    Narration,
}

/// What tells titles apart, taken out of the product once.
struct Facts<'a> {
    id: TitleId,
    main: u32,
    volume: Option<Number>,
    authors: Vec<u32>,
    /// Each series with the numbers in it.
    places: Vec<(&'a Asin, Vec<Number>)>,
}

impl Works {
    /// Groups every title that the reports know.
    pub fn of(reports: &Reports) -> Self {
        Self::among(reports, reports.titles().map(|(id, _)| id).collect())
    }

    /// Groups these titles.
    pub fn among(reports: &Reports, titles: Vec<TitleId>) -> Self {
        let facts = facts(reports, titles);
        let (boxes, singles): (Vec<_>, Vec<_>) = facts
            .into_iter()
            .partition(|facts| facts.places.iter().any(|(_, numbers)| numbers.len() > 1));
        let mut groups = Groups::new(singles.len());
        join_by_title(&singles, &mut groups);
        join_by_number(&singles, &mut groups);
        let mut works = Self::default();
        let mut by_root: FxHashMap<usize, usize> = FxHashMap::default();
        for (index, facts) in singles.iter().enumerate() {
            let next = works.list.len();
            let work = *by_root.entry(groups.root(index)).or_insert(next);
            if work == next {
                works.list.push(Work::default());
            }
            works.list[work].editions.push(facts.id);
            works.of.insert(facts.id, work);
        }
        works.add_boxes(&singles, &boxes);
        for work in &mut works.list {
            order::sort_by_cached_key(&mut work.editions, |id| rank(reports, *id));
            order::sort_by_cached_key(&mut work.boxes, |id| rank(reports, *id));
            work.boxes.dedup();
        }
        works
    }

    /// Every work once.
    pub fn iter(&self) -> impl Iterator<Item = &Work> {
        self.list.iter()
    }

    /// The work of a title; `None` for box sets.
    pub fn work_of(&self, id: TitleId) -> Option<&Work> {
        self.of.get(&id).map(|index| &self.list[*index])
    }

    /// How many works are in the member's hands, singly or in a box set.
    pub fn owned(&self, reports: &Reports) -> usize {
        self.list
            .iter()
            .filter(|work| work.in_hands(reports))
            .count()
    }

    /// How the member has the work of a title.
    pub fn have(&self, reports: &Reports, id: TitleId) -> Have {
        let mine = |id: &&TitleId| reports.title(**id).holding.in_hands();
        if mine(&&id) {
            return Have::Itself;
        }
        let Some(work) = self.work_of(id) else {
            let mut parts = self
                .list
                .iter()
                .filter(|work| work.boxes.contains(&id))
                .peekable();
            let all = parts.peek().is_some() && parts.all(|work| work.in_hands(reports));
            return if all { Have::AllParts } else { Have::Nothing };
        };
        if let Some(title) = work.editions.iter().find(mine) {
            return Have::Edition {
                title: *title,
                differences: differences(reports, id, *title),
            };
        }
        work.boxes
            .iter()
            .find(mine)
            .map_or(Have::Nothing, |title| Have::PartOf(*title))
    }

    /// Puts box sets beside the works they hold; a number that no single title bears is a work too.
    fn add_boxes(&mut self, singles: &[Facts<'_>], boxes: &[Facts<'_>]) {
        let mut by_place: FxHashMap<(&Asin, Number), usize> = FxHashMap::default();
        for facts in singles {
            for (series, numbers) in &facts.places {
                for number in numbers {
                    by_place
                        .entry((*series, *number))
                        .or_insert(self.of[&facts.id]);
                }
            }
        }
        for facts in boxes {
            for (series, numbers) in &facts.places {
                for number in numbers {
                    let next = self.list.len();
                    let work = *by_place.entry((*series, *number)).or_insert(next);
                    if work == next {
                        self.list.push(Work::default());
                    }
                    self.list[work].boxes.push(facts.id);
                }
            }
        }
    }
}

impl Work {
    /// Whether an edition or a box set that holds it is in the member's hands.
    pub fn in_hands(&self, reports: &Reports) -> bool {
        self.mine(reports).next().is_some()
    }

    /// What the member has of it: editions, then box sets.
    pub fn mine<'a>(&'a self, reports: &'a Reports) -> impl Iterator<Item = TitleId> + 'a {
        let all = self.editions.iter().chain(&self.boxes).copied();
        all.filter(|id| reports.title(*id).holding.in_hands())
    }
}

/// What is different about `other`, compared with `one`.
pub fn differences(reports: &Reports, one: TitleId, other: TitleId) -> Vec<Difference> {
    let classes = (reports.title(one).class, reports.title(other).class);
    let (one, other) = (reports.product(one), reports.product(other));
    let mut found = Vec::new();
    match classes {
        (Class::Novel, Class::Drama) => found.push(Difference::Dramatised),
        (Class::Drama, Class::Novel) => found.push(Difference::Read),
        _ => {}
    }
    let cut = |product: &Product| product.format == Some(Format::Abridged);
    match (cut(one), cut(other)) {
        (false, true) => found.push(Difference::Abridged),
        (true, false) => found.push(Difference::Unabridged),
        _ => {}
    }
    if let (Some(one), Some(other)) = (&one.language, &other.language)
        && one != other
    {
        found.push(Difference::Language(other.clone()));
    }
    let names = NameKeys::new(&reports.options.people.same);
    let read_by = |product: &Product| {
        let mut keys: Vec<String> = product
            .narrators
            .iter()
            .map(|p| names.of(&p.name))
            .collect();
        order::sort(&mut keys);
        keys
    };
    let (one, other) = (read_by(one), read_by(other));
    if !one.is_empty() && !other.is_empty() && one != other {
        found.push(Difference::Narration);
    }
    found
}

fn rank(reports: &Reports, id: TitleId) -> (bool, Class, bool, &Asin) {
    let title = reports.title(id);
    (
        !title.holding.in_hands(),
        title.class,
        title.abridged,
        &reports.product(id).asin,
    )
}

fn facts(reports: &Reports, mut all: Vec<TitleId>) -> Vec<Facts<'_>> {
    let names = NameKeys::new(&reports.options.people.same);
    let mut titles: FxHashMap<String, u32> = FxHashMap::default();
    let mut people: FxHashMap<String, u32> = FxHashMap::default();
    let mut pages: FxHashMap<&Asin, u32> = FxHashMap::default();
    order::sort_by(&mut all, |a, b| {
        reports.product(*a).asin.cmp(&reports.product(*b).asin)
    });
    let intern = |ids: &mut FxHashMap<String, u32>, text: String| {
        let next = crate::catalogue::id(ids.len());
        *ids.entry(text).or_insert(next)
    };
    all.into_iter()
        .map(|id| {
            let product = reports.product(id);
            let series: Vec<&str> = product
                .series
                .iter()
                .filter_map(|s| s.title.as_deref())
                .collect();
            let main = main_title(&product.title, &series);
            let authors = product
                .authors
                .iter()
                .filter(|p| split_part(&p.name).1.is_none());
            let authors = authors
                .map(|author| {
                    let name = intern(&mut people, names.of(&author.name));
                    match &author.asin {
                        // One page stands for one person, however it is spelt.
                        Some(page) => *pages.entry(page).or_insert(name),
                        None => name,
                    }
                })
                .collect();
            let places = product.series.iter().filter_map(|entry| {
                let numbers = Sequence::parse(entry.sequence.as_deref()).numbers();
                entry.asin.as_ref().map(|asin| (asin, numbers))
            });
            Facts {
                id,
                main: intern(&mut titles, main.key),
                volume: main.volume,
                authors,
                places: places.filter(|(_, numbers)| !numbers.is_empty()).collect(),
            }
        })
        .collect()
}

/// Equal main title and a common author, unless numbers tell them apart. What has no number joins
/// only if there is one work that it can belong to.
fn join_by_title(all: &[Facts<'_>], groups: &mut Groups) {
    let mut buckets: FxHashMap<(u32, Option<u32>), Vec<usize>> = FxHashMap::default();
    for (index, facts) in all.iter().enumerate() {
        for author in &facts.authors {
            buckets
                .entry((facts.main, Some(*author)))
                .or_default()
                .push(index);
        }
        if facts.authors.is_empty() {
            buckets.entry((facts.main, None)).or_default().push(index);
        }
    }
    let mut buckets: Vec<Vec<usize>> = buckets.into_values().collect();
    order::sort(&mut buckets);
    for bucket in buckets.iter().filter(|bucket| bucket.len() > 1) {
        let numbered =
            |index: &&usize| !all[**index].places.is_empty() || all[**index].volume.is_some();
        let mut clusters: Vec<Vec<usize>> = Vec::new();
        for index in bucket.iter().filter(numbered) {
            let fits = |cluster: &Vec<usize>| {
                cluster
                    .iter()
                    .all(|other| !all[*index].differs(&all[*other]))
            };
            match clusters.iter().position(fits) {
                Some(found) => clusters[found].push(*index),
                None => clusters.push(vec![*index]),
            }
        }
        let plain: Vec<usize> = bucket
            .iter()
            .filter(|index| !numbered(index))
            .copied()
            .collect();
        match &mut clusters[..] {
            [only] => only.extend(plain),
            _ => clusters.push(plain),
        }
        for cluster in clusters {
            for pair in cluster.windows(2) {
                groups.join(pair[0], pair[1]);
            }
        }
    }
}

/// One number in one series, and an author or the main title in common.
fn join_by_number(all: &[Facts<'_>], groups: &mut Groups) {
    let mut first: FxHashMap<(&Asin, Number), Vec<usize>> = FxHashMap::default();
    for (index, facts) in all.iter().enumerate() {
        for (series, numbers) in &facts.places {
            let [number] = numbers[..] else { continue };
            let here = first.entry((*series, number)).or_default();
            if let Some(same) = here.iter().find(|other| all[**other].agrees(facts)) {
                groups.join(*same, index);
            }
            here.push(index);
        }
    }
}

impl Facts<'_> {
    fn agrees(&self, other: &Self) -> bool {
        self.main == other.main
            || self
                .authors
                .iter()
                .any(|author| other.authors.contains(author))
    }

    /// Whether numbers say that two titles are two volumes.
    fn differs(&self, other: &Self) -> bool {
        let mut together = false;
        for (series, numbers) in &self.places {
            for (_, others) in other.places.iter().filter(|(other, _)| other == series) {
                if numbers == others {
                    return false;
                }
                together = true;
            }
        }
        together || matches!((self.volume, other.volume), (Some(one), Some(other)) if one != other)
    }
}

/// Which things are one, by union and find.
struct Groups(Vec<usize>);

impl Groups {
    fn new(len: usize) -> Self {
        Self((0..len).collect())
    }

    fn root(&mut self, mut index: usize) -> usize {
        while self.0[index] != index {
            self.0[index] = self.0[self.0[index]];
            index = self.0[index];
        }
        index
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}
