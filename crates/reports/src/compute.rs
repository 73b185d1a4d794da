//! [`Computation`]: the reports in short steps.

use crate::order;
use std::ops::Range;
use std::sync::Arc;

use audible::search::Role;
use audible::{Asin, Snapshot};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::catalogue::{Catalogue, Claims};
use crate::children::Context;
use crate::discover::{Discovery, PersonReport, Scene};
use crate::hidden;
use crate::library;
use crate::missing;
use crate::options::Options;
use crate::people::People;
use crate::reports::Reports;
use crate::series::{Missing, SeriesReport, SeriesStatus};
use crate::shelves::Shelves;
use crate::summary::{self, Summary};
use crate::title::TitleId;

/// Computes reports in steps of some milliseconds.
///
/// ```
/// use std::sync::Arc;
/// use audible::{Marketplace, Snapshot};
/// use reports::{Computation, Options, Progress};
///
/// let snapshot = Arc::new(Snapshot::new(Marketplace::Us));
/// let today = time::macros::date!(2026 - 11 - 24);
/// let mut computation = Computation::new(snapshot, Options::new(today, Marketplace::Us));
/// while computation.step() != Progress::Done {
///     // Let the page breathe.
/// }
/// assert_eq!(computation.finish().summary.owned, 0);
/// ```
#[derive(Debug)]
pub struct Computation {
    reports: Reports,
    stage: Stage,
    catalogue: Catalogue,
    unavailable: FxHashSet<Asin>,
    children: FxHashMap<Asin, usize>,
    /// The member's works, then all that was suggested too.
    claims: Claims,
    known: Known,
    series: Vec<SeriesReport>,
    discovery: Option<Discovery>,
}

/// Who and what the library is about.
#[derive(Debug)]
struct Known {
    authors: People,
    narrators: People,
    shelves: Shelves,
    /// Titles that the series report dealt with.
    in_series: Range<TitleId>,
}

impl Known {
    fn scene<'a>(&'a self, snapshot: &'a Snapshot, options: &'a Options, role: Role) -> Scene<'a> {
        Scene {
            snapshot,
            options,
            people: match role {
                Role::Author => &self.authors,
                Role::Narrator => &self.narrators,
            },
            authors: &self.authors,
            shelves: &self.shelves,
            in_series: &self.in_series,
        }
    }
}

/// How far a [`Computation`] is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Progress {
    /// There is more to do.
    More {
        /// 0 to 100.
        percent: u8,
    },
    /// [`Computation::finish`] returns at once.
    Done,
}

/// What comes next, with how much of it is done.
#[derive(Clone, Copy, Debug)]
enum Stage {
    Offers(usize),
    Items(usize),
    Authors,
    Narrators,
    Shelves,
    Series(usize),
    Total,
    MoreByAuthors(usize),
    SettleAuthors,
    MoreByNarrators(usize),
    SettleNarrators,
    Summary,
    Done,
}

/// About a millisecond natively, some in a browser.
const TITLES_A_STEP: usize = 1000;

impl Computation {
    /// Nothing computed yet.
    pub fn new(snapshot: Arc<Snapshot>, options: Options) -> Self {
        Self {
            catalogue: Catalogue::new(&options.people),
            reports: Reports {
                snapshot,
                titles: Vec::new(),
                aliases: Vec::new(),
                hidden: FxHashMap::default(),
                options,
                languages: None,
                by_author: Vec::new(),
                by_narrator: Vec::new(),
                by_series: Vec::new(),
                missing: Missing::default(),
                more_by_authors: Vec::new(),
                more_by_narrators: Vec::new(),
                summary: Summary::default(),
            },
            stage: Stage::Offers(0),
            unavailable: FxHashSet::default(),
            children: FxHashMap::default(),
            claims: Claims::default(),
            known: Known {
                authors: People::none(Role::Author),
                narrators: People::none(Role::Narrator),
                shelves: Shelves::default(),
                in_series: TitleId(0)..TitleId(0),
            },
            series: Vec::new(),
            discovery: None,
        }
    }

    /// Does a little more.
    pub fn step(&mut self) -> Progress {
        let snapshot = Arc::clone(&self.reports.snapshot);
        let (percent, next) = match self.stage {
            Stage::Offers(done) => (0, self.read_offers(&snapshot, done)),
            Stage::Items(done) => (10, self.read_items(&snapshot, done)),
            Stage::Authors => {
                let authors = self.people_of(Role::Author, &snapshot);
                self.reports.by_author = library::by_person(&snapshot, &self.catalogue, &authors);
                self.known.authors = authors;
                (30, Stage::Narrators)
            }
            Stage::Narrators => {
                let narrators = self.people_of(Role::Narrator, &snapshot);
                self.reports.by_narrator =
                    library::by_person(&snapshot, &self.catalogue, &narrators);
                self.known.narrators = narrators;
                (35, Stage::Shelves)
            }
            Stage::Shelves => {
                self.known.shelves = Shelves::of(&snapshot, &self.catalogue);
                self.reports.by_series =
                    library::by_series(&snapshot, &self.catalogue, &self.known.shelves);
                self.known.in_series.start = self.catalogue.next_id();
                (40, Stage::Series(0))
            }
            Stage::Series(done) => (45, self.fill_series(&snapshot, done)),
            Stage::Total => {
                self.settle_series();
                (60, Stage::MoreByAuthors(0))
            }
            Stage::MoreByAuthors(done) => {
                let more = self.read_people(&snapshot, Role::Author, done);
                (65, more.map_or(Stage::SettleAuthors, Stage::MoreByAuthors))
            }
            Stage::SettleAuthors => {
                self.reports.more_by_authors = self.settle_people(&snapshot, Role::Author);
                (75, Stage::MoreByNarrators(0))
            }
            Stage::MoreByNarrators(done) => {
                let more = self.read_people(&snapshot, Role::Narrator, done);
                (
                    80,
                    more.map_or(Stage::SettleNarrators, Stage::MoreByNarrators),
                )
            }
            Stage::SettleNarrators => {
                self.reports.more_by_narrators = self.settle_people(&snapshot, Role::Narrator);
                (90, Stage::Summary)
            }
            Stage::Summary => {
                self.sum_up(&snapshot);
                (95, Stage::Done)
            }
            Stage::Done => return Progress::Done,
        };
        self.stage = next;
        match next {
            Stage::Done => Progress::Done,
            _ => Progress::More { percent },
        }
    }

    /// Does whatever is left and hands over the result.
    pub fn finish(mut self) -> Reports {
        while self.step() != Progress::Done {}
        self.reports
    }

    fn read_offers(&mut self, snapshot: &Snapshot, done: usize) -> Stage {
        if done == 0 {
            self.catalogue.add_offers(snapshot);
            self.unavailable = snapshot.unavailable.iter().cloned().collect();
            self.children = (0..)
                .zip(&snapshot.series)
                .map(|(index, series)| (series.asin.clone(), index))
                .collect();
        }
        let mut read = 0;
        for index in done..snapshot.searches.len() {
            if read > TITLES_A_STEP * 4 {
                return Stage::Offers(index);
            }
            read += snapshot.searches[index].products.len();
            self.catalogue.add_search(snapshot, index);
        }
        Stage::Items(0)
    }

    fn read_items(&mut self, snapshot: &Snapshot, done: usize) -> Stage {
        let until = snapshot.items.len().min(done + TITLES_A_STEP);
        for index in done..until {
            self.catalogue
                .add_item(snapshot, index, &self.reports.options);
        }
        if until < snapshot.items.len() {
            return Stage::Items(until);
        }
        self.catalogue
            .choose_languages(snapshot, &self.reports.options);
        self.reports.languages = self.catalogue.languages().cloned();
        for id in self.catalogue.ids() {
            if self.catalogue.title(id).holding.in_hands() {
                self.claims.claim(&self.catalogue, id);
            }
        }
        Stage::Authors
    }

    fn people_of(&mut self, role: Role, snapshot: &Snapshot) -> People {
        let choices = &self.reports.options.people;
        People::of(role, snapshot, &mut self.catalogue, choices)
    }

    fn fill_series(&mut self, snapshot: &Snapshot, done: usize) -> Stage {
        let mut read = 0;
        for index in done..self.known.shelves.len() {
            if read > TITLES_A_STEP {
                return Stage::Series(index);
            }
            let series = self.known.shelves.get(index);
            let product = series
                .asin
                .as_ref()
                .and_then(|asin| self.children.get(asin))
                .map(|index| &snapshot.series[*index]);
            read += 1 + series.entries.len() + product.map_or(0, |product| product.children.len());
            let context = Context {
                snapshot,
                options: &self.reports.options,
                unavailable: &self.unavailable,
                mine: &self.claims,
            };
            let report = missing::report(&context, &mut self.catalogue, series, product);
            if let Some(report) = report {
                let listed = report.status != SeriesStatus::NoList;
                self.known.shelves.reported(index, &self.catalogue, listed);
                self.series.push(report);
            }
        }
        Stage::Total
    }

    fn settle_series(&mut self) {
        self.known.in_series.end = self.catalogue.next_id();
        let mut series = std::mem::take(&mut self.series);
        order::sort_by(&mut series, |a, b| {
            (&a.sort_key, &a.title, &a.asin).cmp(&(&b.sort_key, &b.title, &b.asin))
        });
        for report in &series {
            for volume in report.volumes() {
                self.claims.claim(&self.catalogue, volume.title);
            }
        }
        self.reports.missing = missing::total(series, &self.catalogue);
    }

    /// Reads the searches of some people; says with whom to go on.
    fn read_people(&mut self, snapshot: &Snapshot, role: Role, done: usize) -> Option<usize> {
        let scene = self.known.scene(snapshot, &self.reports.options, role);
        if done == 0 {
            self.discovery = Some(Discovery::new(scene.people, snapshot, &mut self.catalogue));
        }
        let discovery = self.discovery.as_mut()?;
        let mut read = 0;
        for rank in done..discovery.len() {
            if read > TITLES_A_STEP && rank > done {
                return Some(rank);
            }
            read += 1 + discovery.read(&scene, &mut self.catalogue, rank);
        }
        None
    }

    fn settle_people(&mut self, snapshot: &Snapshot, role: Role) -> Vec<PersonReport> {
        let scene = self.known.scene(snapshot, &self.reports.options, role);
        self.discovery.take().map_or_else(Vec::new, |discovery| {
            discovery.finish(&scene, &mut self.catalogue, &mut self.claims)
        })
    }

    fn sum_up(&mut self, snapshot: &Snapshot) {
        let wishes = summary::wishes(snapshot, &mut self.catalogue, &self.reports.options);
        hidden::leave_out(&mut self.reports, snapshot, &mut self.catalogue);
        let people = (&self.known.authors, &self.known.narrators);
        let mut summary = summary::people(snapshot, &self.catalogue, people);
        summary.wishes = wishes;
        self.reports.titles = std::mem::take(&mut self.catalogue).into_titles();
        let aliases = [&self.known.authors.aliases, &self.known.narrators.aliases];
        self.reports.aliases = aliases.into_iter().flatten().cloned().collect();
        summary.count(&self.reports, self.known.in_series.start);
        self.reports.summary = summary;
    }
}

/// All at once.
pub fn compute(snapshot: Arc<Snapshot>, options: Options) -> Reports {
    Computation::new(snapshot, options).finish()
}
