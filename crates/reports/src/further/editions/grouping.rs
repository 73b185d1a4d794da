//! [`Grouping`]: the works of titles, in short steps.

use audible::Asin;
use rustc_hash::FxHashMap;

use super::{Work, Works};
use crate::choices::NameKeys;
use crate::names::split_part;
use crate::order;
use crate::reports::Reports;
use crate::sequence::{Number, Sequence};
use crate::title::TitleId;
use crate::works::{Class, main_title_in};

/// Groups titles in steps of some milliseconds.
#[derive(Debug)]
pub struct Grouping<'a> {
    reports: &'a Reports,
    stage: Stage,
    /// By ASIN.
    titles: Vec<TitleId>,
    reading: Reading<'a>,
    singles: Vec<Facts<'a>>,
    boxes: Vec<Facts<'a>>,
    groups: Groups,
    works: Works,
}

/// What comes next.
#[derive(Clone, Copy, Debug)]
enum Stage {
    /// After so many of the titles.
    Facts(usize),
    ByTitle,
    ByNumber,
    Works,
    Boxes,
    Order,
    Done,
}

/// About a millisecond natively, some in a browser.
const TITLES_A_STEP: usize = 500;

impl<'a> Grouping<'a> {
    /// Of every title that the reports know; nothing is grouped yet.
    pub fn of(reports: &'a Reports) -> Self {
        Self::new(reports, reports.titles().map(|(id, _)| id).collect())
    }

    pub(super) fn new(reports: &'a Reports, mut titles: Vec<TitleId>) -> Self {
        order::sort_by(&mut titles, |a, b| {
            reports.product(*a).asin.cmp(&reports.product(*b).asin)
        });
        Self {
            reports,
            stage: Stage::Facts(0),
            titles,
            reading: Reading {
                names: NameKeys::new(&reports.options.people.same),
                titles: FxHashMap::default(),
                people: FxHashMap::default(),
                pages: FxHashMap::default(),
            },
            singles: Vec::new(),
            boxes: Vec::new(),
            groups: Groups(Vec::new()),
            works: Works::default(),
        }
    }

    /// Does a little more; false once there is nothing left to do.
    pub fn step(&mut self) -> bool {
        self.stage = match self.stage {
            Stage::Facts(done) => {
                let until = self.titles.len().min(done + TITLES_A_STEP);
                for id in &self.titles[done..until] {
                    let facts = self.reading.facts(self.reports, *id);
                    if facts.places.iter().any(|(_, numbers)| numbers.len() > 1) {
                        self.boxes.push(facts);
                    } else {
                        self.singles.push(facts);
                    }
                }
                if until < self.titles.len() {
                    Stage::Facts(until)
                } else {
                    self.groups = Groups::new(self.singles.len());
                    Stage::ByTitle
                }
            }
            Stage::ByTitle => {
                join_by_title(&self.singles, &mut self.groups);
                Stage::ByNumber
            }
            Stage::ByNumber => {
                join_by_number(&self.singles, &mut self.groups);
                Stage::Works
            }
            Stage::Works => {
                self.make_works();
                Stage::Boxes
            }
            Stage::Boxes => {
                self.works.add_boxes(&self.singles, &self.boxes);
                Stage::Order
            }
            Stage::Order => {
                for work in &mut self.works.list {
                    order::sort_by_cached_key(&mut work.editions, |id| rank(self.reports, *id));
                    order::sort_by_cached_key(&mut work.boxes, |id| rank(self.reports, *id));
                    work.boxes.dedup();
                }
                Stage::Done
            }
            Stage::Done => Stage::Done,
        };
        !matches!(self.stage, Stage::Done)
    }

    /// Does whatever is left and hands over the works.
    pub fn finish(mut self) -> Works {
        while self.step() {}
        self.works
    }

    /// One work for each group.
    fn make_works(&mut self) {
        let works = &mut self.works;
        let mut by_root: FxHashMap<usize, usize> = FxHashMap::default();
        for (index, facts) in self.singles.iter().enumerate() {
            let next = works.list.len();
            let work = *by_root.entry(self.groups.root(index)).or_insert(next);
            if work == next {
                works.list.push(Work::default());
            }
            works.list[work].editions.push(facts.id);
            works.of.insert(facts.id, work);
        }
    }
}

impl Works {
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

fn rank(reports: &Reports, id: TitleId) -> (bool, Class, bool, &Asin) {
    let title = reports.title(id);
    (
        !title.holding.in_hands(),
        title.class,
        title.abridged,
        &reports.product(id).asin,
    )
}

/// What tells titles apart, taken out of the product once.
#[derive(Debug)]
struct Facts<'a> {
    id: TitleId,
    main: u32,
    volume: Option<Number>,
    authors: Vec<u32>,
    /// Each series with the numbers in it.
    places: Vec<(&'a Asin, Vec<Number>)>,
}

/// Gives titles, people and pages numbers as they come.
#[derive(Debug)]
struct Reading<'a> {
    names: NameKeys,
    titles: FxHashMap<String, u32>,
    people: FxHashMap<String, u32>,
    pages: FxHashMap<&'a Asin, u32>,
}

impl<'a> Reading<'a> {
    fn facts(&mut self, reports: &'a Reports, id: TitleId) -> Facts<'a> {
        let product = reports.product(id);
        let main = main_title_in(product);
        let authors = product
            .authors
            .iter()
            .filter(|p| split_part(&p.name).1.is_none());
        let authors = authors
            .map(|author| {
                let name = intern(&mut self.people, self.names.of(&author.name));
                match &author.asin {
                    // One page stands for one person, however it is spelt.
                    Some(page) => *self.pages.entry(page).or_insert(name),
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
            main: intern(&mut self.titles, main.key),
            volume: main.volume,
            authors,
            places: places.filter(|(_, numbers)| !numbers.is_empty()).collect(),
        }
    }
}

fn intern(ids: &mut FxHashMap<String, u32>, text: String) -> u32 {
    let next = crate::catalogue::id(ids.len());
    *ids.entry(text).or_insert(next)
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
    let several = buckets.into_values().filter(|bucket| bucket.len() > 1);
    let mut buckets: Vec<Vec<usize>> = several.collect();
    order::sort(&mut buckets);
    for bucket in &buckets {
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
#[derive(Debug)]
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
