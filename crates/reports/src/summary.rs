//! The numbers of the overview (API reference, 10.7).

use crate::order;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use audible::product::{Format, Kind};
use audible::{LibraryItem, Snapshot, Timestamp};
use rustc_hash::FxHashMap;
use time::Date;

use crate::advice::Advice;
use crate::catalogue::Catalogue;
use crate::library::Row;
use crate::listened::{Listened, listened, minutes_left};
use crate::options::Options;
use crate::owned::Holding;
use crate::people::People;
use crate::reports::Reports;
use crate::series::{SeriesReport, SeriesStatus};
use crate::title::{Release, TitleId};

/// Counts over the member's books; podcasts and episodes are left out.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Owned for good, or listed on unknown terms.
    pub owned: usize,
    /// Pre-ordered.
    pub ordered: usize,
    /// Borrowed from Plus.
    pub borrowed: usize,
    /// Listed, but no longer playable.
    pub unavailable: usize,
    /// Minutes of all books in the member's hands.
    pub minutes: u64,
    /// The same without box sets whose volumes the member has singly too.
    pub minutes_once: u64,
    /// Minutes not yet heard, by the percentage of each title.
    pub minutes_left: u64,
    /// Books without a length.
    pub without_length: usize,
    /// Heard to the end.
    pub finished: usize,
    /// Begun and not finished.
    pub started: usize,
    /// Not begun.
    pub untouched: usize,
    /// The store did not say.
    pub progress_unknown: usize,
    /// Different authors, without roles and pseudo people.
    pub authors: usize,
    /// Different narrators, without pseudo people.
    pub narrators: usize,
    /// Series with a book in the member's hands.
    pub series_begun: usize,
    /// Series of which nothing is missing.
    pub series_complete: usize,
    /// The longest book in the member's hands.
    pub longest: Option<TitleId>,
    /// Mean of the member's own stars, and how many were given.
    pub own_stars: Option<(f32, usize)>,
    /// Books added, by year of the member's calendar, ascending.
    pub by_year: Vec<(i32, usize)>,
    /// Most books first, then most minutes.
    pub top_authors: Vec<Top>,
    /// Most books first, then most minutes.
    pub top_narrators: Vec<Top>,
    /// Most books first; a book counts once, in its main genre. `None` = no genre given.
    pub genres: Vec<(Option<String>, Heard)>,
    /// Most books first. `None` = not given.
    pub languages: Vec<(Option<String>, usize)>,
    /// Most books first. `None` = not given.
    pub publishers: Vec<(Option<String>, usize)>,
    /// First year of each decade of release, ascending. `None` = not given, last.
    pub decades: Vec<(Option<i32>, usize)>,
    /// Unabridged, abridged, original recording, not given.
    pub formats: [usize; 4],
    /// Borrowed titles with a day on which they leave, soonest first.
    pub leaving: Vec<(TitleId, Date)>,
    /// The whole wish list, in received order.
    pub wishes: Vec<TitleId>,
    /// Worth doing next, best first, one of each kind at most.
    pub next: Vec<Next>,
}

/// A person and how much of them the member has.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Top {
    /// Display name.
    pub name: String,
    /// Books in the member's hands.
    pub books: usize,
    /// Minutes of them.
    pub minutes: u64,
}

/// Books by how far they were heard. Those of which the store does not say count as not started.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Heard {
    /// To the end.
    pub finished: usize,
    /// Begun.
    pub started: usize,
    /// Not begun.
    pub untouched: usize,
}

impl Heard {
    /// All of them.
    pub const fn total(self) -> usize {
        self.finished + self.started + self.untouched
    }
}

/// Something worth doing.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Next {
    /// Hear it before it leaves Plus.
    HearBeforeItLeaves {
        /// A borrowed title, or a missing volume that is in Plus.
        title: TitleId,
        /// The day it leaves.
        leaves: Date,
    },
    /// Fill a gap in a series, at the lowest price.
    CloseGap {
        /// Index into [`crate::Missing::series`].
        series: usize,
        /// The missing volume.
        title: TitleId,
    },
    /// Go on where one stopped.
    Finish {
        /// A started book.
        title: TitleId,
        /// 0 to 100.
        percent: u8,
        /// Minutes to go, if the length is known.
        minutes_left: Option<u64>,
    },
    /// Nothing to do until then.
    WaitFor {
        /// Index into [`crate::Missing::series`].
        series: usize,
        /// The coming volume.
        title: TitleId,
        /// When.
        on: Date,
    },
}

/// The wish list as titles; podcasts are left out.
pub(crate) fn wishes(
    snapshot: &Snapshot,
    catalogue: &mut Catalogue,
    options: &Options,
) -> Vec<TitleId> {
    snapshot
        .wishes
        .iter()
        .filter(|wish| wish.product.kind == Kind::Book)
        .filter_map(|wish| catalogue.intern(snapshot, &wish.product.asin, options))
        .collect()
}

/// Counts people.
pub(crate) fn people(
    snapshot: &Snapshot,
    catalogue: &Catalogue,
    (authors, narrators): (&People, &People),
) -> Summary {
    let top = |people: &People| -> (usize, Vec<Top>) {
        let mut all: Vec<(usize, u64, &str)> = people
            .iter()
            .filter(|person| !person.pseudo)
            .map(|person| {
                let length = |id| catalogue.product(snapshot, id).runtime_min.unwrap_or(0);
                let books = person.in_hands(catalogue).count();
                let minutes = person.in_hands(catalogue).map(|id| u64::from(length(id)));
                (books, minutes.sum(), person.display_name())
            })
            .filter(|(books, ..)| *books > 0)
            .collect();
        order::sort_by(&mut all, |a, b| (b.0, b.1, a.2).cmp(&(a.0, a.1, b.2)));
        let top = all.iter().take(TOP).map(|(books, minutes, name)| Top {
            name: (*name).to_owned(),
            books: *books,
            minutes: *minutes,
        });
        (all.len(), top.collect())
    };
    let (authors, top_authors) = top(authors);
    let (narrators, top_narrators) = top(narrators);
    Summary {
        authors,
        narrators,
        top_authors,
        top_narrators,
        ..Summary::default()
    }
}

/// So many people are named.
const TOP: usize = 20;

impl Summary {
    /// Counts the titles before `end`, the library, and chooses what is worth doing next.
    pub(crate) fn count(&mut self, reports: &Reports, end: TitleId) {
        let mut tally = Tally::default();
        let mut stars = Vec::new();
        for (id, title) in reports.titles().take_while(|(id, _)| *id < end) {
            match title.holding {
                Holding::Owned | Holding::Unknown => self.owned += 1,
                Holding::Ordered => self.ordered += 1,
                Holding::Borrowed { leaves } => {
                    self.borrowed += 1;
                    self.leaving.extend(leaves.map(|day| (id, day)));
                }
                Holding::Unavailable => self.unavailable += 1,
                Holding::None => {}
            }
            let Some(item) = reports.item(id).filter(|_| title.holding.in_hands()) else {
                continue;
            };
            self.add_time(id, item, reports);
            stars.extend(item.own_stars.filter(|stars| *stars > 0));
            tally.add(item, listened(item), reports.options.utc_offset_min);
        }
        self.own_stars = mean(&stars);
        self.minutes_once = self.minutes - doubled_minutes(reports);
        order::sort_by_key(&mut self.leaving, |(id, day)| (*day, *id));
        self.series_begun = reports.missing.series.len();
        let complete = |series: &&SeriesReport| series.status == SeriesStatus::Complete;
        self.series_complete = reports.missing.series.iter().filter(complete).count();
        self.by_year = tally.years.into_iter().collect();
        self.genres = by_size(tally.genres, |heard: Heard| heard.total());
        self.languages = by_size(tally.languages, |count| count);
        self.publishers = by_size(tally.publishers, |count| count);
        self.formats = tally.formats;
        self.decades = tally
            .decades
            .into_iter()
            .map(|(decade, count)| ((decade != i32::MAX).then_some(decade), count))
            .collect();
        self.next = next(self, reports, end);
    }

    fn add_time(&mut self, id: TitleId, item: &LibraryItem, reports: &Reports) {
        let length = u64::from(item.product.runtime_min.unwrap_or(0));
        match listened(item) {
            Listened::Finished => self.finished += 1,
            Listened::Started => self.started += 1,
            Listened::Untouched => self.untouched += 1,
            Listened::Unknown => self.progress_unknown += 1,
        }
        if length == 0 {
            self.without_length += 1;
            return;
        }
        self.minutes += length;
        self.minutes_left += minutes_left(item);
        let longest = self
            .longest
            .and_then(|id| reports.product(id).runtime_min)
            .unwrap_or(0);
        if length > u64::from(longest) {
            self.longest = Some(id);
        }
    }
}

/// Counts by class, before they are sorted.
#[derive(Default)]
struct Tally<'a> {
    years: BTreeMap<i32, usize>,
    genres: FxHashMap<Option<&'a str>, Heard>,
    languages: FxHashMap<Option<&'a str>, usize>,
    publishers: FxHashMap<Option<&'a str>, usize>,
    /// `i32::MAX` for "not given".
    decades: BTreeMap<i32, usize>,
    formats: [usize; 4],
}

impl<'a> Tally<'a> {
    fn add(&mut self, item: &'a LibraryItem, listened: Listened, utc_offset_min: i16) {
        let product = &item.product;
        let added = item
            .added
            .map(|added| added.plus_millis(i64::from(utc_offset_min) * 60_000))
            .and_then(Timestamp::date_utc);
        if let Some(added) = added {
            *self.years.entry(added.year()).or_default() += 1;
        }
        let genre = product.genres.first().map(String::as_str);
        let heard = self.genres.entry(genre).or_default();
        match listened {
            Listened::Finished => heard.finished += 1,
            Listened::Started => heard.started += 1,
            Listened::Untouched | Listened::Unknown => heard.untouched += 1,
        }
        *self
            .languages
            .entry(product.language.as_deref())
            .or_default() += 1;
        *self
            .publishers
            .entry(product.publisher.as_deref())
            .or_default() += 1;
        let decade = product
            .release_date
            .filter(|date| date.year() < 2100)
            .map_or(i32::MAX, |date| date.year() - date.year().rem_euclid(10));
        *self.decades.entry(decade).or_default() += 1;
        self.formats[match product.format {
            Some(Format::Unabridged) => 0,
            Some(Format::Abridged) => 1,
            Some(Format::OriginalRecording) => 2,
            None => 3,
        }] += 1;
    }
}

fn by_size<T: Copy>(
    counts: FxHashMap<Option<&str>, T>,
    size: impl Fn(T) -> usize,
) -> Vec<(Option<String>, T)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    order::sort_by_key(&mut counts, |(name, count)| {
        (name.is_none(), Reverse(size(*count)), *name)
    });
    counts
        .into_iter()
        .map(|(name, count)| (name.map(str::to_owned), count))
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "a mean of some thousand stars")]
fn mean(stars: &[u8]) -> Option<(f32, usize)> {
    let sum: u32 = stars.iter().copied().map(u32::from).sum();
    (!stars.is_empty()).then(|| (sum as f32 / stars.len() as f32, stars.len()))
}

/// Minutes of box sets of which the member has every volume singly too.
fn doubled_minutes(reports: &Reports) -> u64 {
    let mut boxes = BTreeSet::new();
    let in_hands = |id| reports.title(id).holding.in_hands();
    let is_box = |row: &&Row| row.sequence.is_box() && in_hands(row.title);
    for group in &reports.by_series {
        if !group.rows.iter().any(|row| is_box(&row)) {
            continue;
        }
        let singles: BTreeSet<_> = group
            .rows
            .iter()
            .filter(|row| in_hands(row.title))
            .filter_map(|row| row.sequence.single())
            .collect();
        boxes.extend(
            group
                .rows
                .iter()
                .filter(is_box)
                .filter(|row| row.sequence.numbers().iter().all(|n| singles.contains(n)))
                .map(|row| row.title),
        );
    }
    boxes
        .into_iter()
        .filter_map(|id| reports.product(id).runtime_min)
        .map(u64::from)
        .sum()
}

fn next(summary: &Summary, reports: &Reports, end: TitleId) -> Vec<Next> {
    let today = reports.options.today;
    let is_open = |id: TitleId| {
        let item = reports.item(id);
        item.is_none_or(|item| listened(item) != Listened::Finished)
    };
    let series = || (0..).zip(&reports.missing.series);
    let volumes_leaving = reports
        .missing
        .series
        .iter()
        .flat_map(|series| &series.missing)
        .filter_map(|volume| match reports.title(volume.title).advice {
            Advice::Plus { leaves } => leaves.map(|day| (volume.title, day)),
            _ => None,
        });
    let leaving = summary
        .leaving
        .iter()
        .copied()
        .chain(volumes_leaving)
        .filter(|(id, day)| *day >= today && is_open(*id))
        .min_by_key(|(id, day)| (*day, *id))
        .map(|(title, leaves)| Next::HearBeforeItLeaves { title, leaves });
    let shown = match leaving {
        Some(Next::HearBeforeItLeaves { title, .. }) => Some(title),
        _ => None,
    };
    let gap = series()
        .flat_map(|(index, series)| series.missing.iter().map(move |volume| (index, volume)))
        .filter(|(_, volume)| volume.gap && Some(volume.title) != shown)
        .filter_map(|(index, volume)| {
            let advice = reports.title(volume.title).advice;
            let cost = advice.cost(reports.options.credit_value)?;
            Some((cost, index, volume.title))
        })
        .min()
        .map(|(_, series, title)| Next::CloseGap { series, title });
    let finish = reports
        .titles()
        .take_while(|(id, _)| *id < end)
        .filter(|(_, title)| title.holding.in_hands())
        .filter_map(|(id, _)| {
            let item = reports.item(id)?;
            let percent = item.percent_complete?;
            // Heard to the end by its percentage and not flagged so (A72): nothing is left to hear.
            let is_under_way = listened(item) == Listened::Started
                && percent < 100.0
                && (item.product.runtime_min.is_none() || minutes_left(item) > 0);
            is_under_way.then_some((id, item, percent))
        })
        .max_by(|(a, _, one), (b, _, other)| one.total_cmp(other).then(b.cmp(a)))
        .map(|(title, item, percent)| Next::Finish {
            title,
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "0 to 100"
            )]
            percent: percent.clamp(0.0, 100.0) as u8,
            minutes_left: item.product.runtime_min.map(|_| minutes_left(item)),
        });
    let wait = series()
        .flat_map(|(index, series)| series.coming.iter().map(move |volume| (index, volume)))
        .filter_map(
            |(index, volume)| match reports.title(volume.title).release {
                Release::Coming(on) => Some((on, index, volume.title)),
                Release::Out | Release::Announced => None,
            },
        )
        .min()
        .map(|(on, series, title)| Next::WaitFor { series, title, on });
    [leaving, gap, finish, wait].into_iter().flatten().collect()
}
