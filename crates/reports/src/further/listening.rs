//! Hours: as the store counted them, and as length and progress suggest.

use std::collections::BTreeMap;

use audible::Listening;
use time::{Date, Month};

use crate::library::{Group, GroupName};
use crate::listened::minutes_left;
use crate::order;
use crate::reports::Reports;

/// What the store counted on one day (API reference, 6.1). Statistics are per store.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Day {
    /// Which.
    pub on: Date,
    /// Milliseconds heard.
    pub ms: u64,
}

/// The store's count, put together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hours {
    /// Milliseconds of all days.
    pub ms: u64,
    /// Days with anything heard.
    pub days: usize,
    /// The most days in a row.
    pub longest_streak: usize,
    /// Milliseconds by year.
    pub by_year: BTreeMap<i32, u64>,
    /// Milliseconds by month.
    pub by_month: BTreeMap<(i32, u8), u64>,
    /// Milliseconds by weekday, Monday first.
    pub by_weekday: [u64; 7],
}

/// What the store counted, as far back as it tells. It tells of months and years longer than of
/// days, so the longer count of each holds.
pub fn heard(told: &Listening) -> Hours {
    let days: Vec<Day> = told
        .days
        .iter()
        .map(|day| Day {
            on: day.on,
            ms: day.ms,
        })
        .collect();
    let mut heard = hours(&days);
    for month in &told.months {
        let known = heard.by_month.entry((month.year, month.month)).or_default();
        *known = month.ms.max(*known);
    }
    heard.by_year.clear();
    for ((year, _), ms) in &heard.by_month {
        *heard.by_year.entry(*year).or_default() += ms;
    }
    for year in &told.years {
        let known = heard.by_year.entry(year.year).or_default();
        *known = year.ms.max(*known);
    }
    let years: u64 = heard.by_year.values().sum();
    heard.ms = told.total_ms.unwrap_or(0).max(years);
    heard
}

/// Adds up what the store counted. A day that is told twice counts once, as last told.
pub fn hours(days: &[Day]) -> Hours {
    let days: BTreeMap<Date, u64> = days.iter().map(|day| (day.on, day.ms)).collect();
    let mut hours = Hours::default();
    let (mut streak, mut before) = (0, None);
    for (on, ms) in days.into_iter().filter(|(_, ms)| *ms > 0) {
        hours.ms += ms;
        hours.days += 1;
        *hours.by_year.entry(on.year()).or_default() += ms;
        *hours
            .by_month
            .entry((on.year(), Month::into(on.month())))
            .or_default() += ms;
        hours.by_weekday[usize::from(on.weekday().number_days_from_monday())] += ms;
        streak = if before == on.previous_day() && before.is_some() {
            streak + 1
        } else {
            1
        };
        hours.longest_streak = hours.longest_streak.max(streak);
        before = Some(on);
    }
    hours
}

/// Minutes that one narrator or genre was heard: an estimate.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Estimate {
    /// Who or what; `None` = not given.
    pub name: Option<String>,
    /// Length times progress of each book.
    pub minutes: u64,
    /// Books that were begun or finished.
    pub books: usize,
}

/// By narrator, most minutes first. A book with two narrators counts for both.
pub fn by_narrator(reports: &Reports) -> Vec<Estimate> {
    let plain = reports
        .by_narrator
        .iter()
        .filter(|group| group.part.is_none());
    sorted(plain.map(|group| estimate(reports, group)).collect())
}

/// By main genre, most minutes first. Each book counts once.
pub fn by_genre(reports: &Reports) -> Vec<Estimate> {
    let mut genres: BTreeMap<Option<&str>, Estimate> = BTreeMap::new();
    for (id, title) in reports.titles() {
        let Some(item) = reports.item(id).filter(|_| title.holding.in_hands()) else {
            continue;
        };
        let name = item.product.genres.first().map(String::as_str);
        let genre = genres.entry(name).or_insert_with(|| Estimate {
            name: name.map(str::to_owned),
            minutes: 0,
            books: 0,
        });
        genre.add(item);
    }
    sorted(genres.into_values().collect())
}

fn estimate(reports: &Reports, group: &Group) -> Estimate {
    let mut estimate = Estimate {
        name: match &group.name {
            GroupName::Named(name) => Some(name.clone()),
            GroupName::NotGiven => None,
        },
        minutes: 0,
        books: 0,
    };
    for row in &group.rows {
        if reports.title(row.title).holding.in_hands()
            && let Some(item) = reports.item(row.title)
        {
            estimate.add(item);
        }
    }
    estimate
}

impl Estimate {
    fn add(&mut self, item: &audible::LibraryItem) {
        let length = u64::from(item.product.runtime_min.unwrap_or(0));
        let heard = length.saturating_sub(minutes_left(item));
        self.minutes += heard;
        self.books += usize::from(heard > 0);
    }
}

/// Without those of whom nothing was heard.
fn sorted(mut all: Vec<Estimate>) -> Vec<Estimate> {
    all.retain(|estimate| estimate.minutes > 0);
    order::sort_by(&mut all, |a, b| {
        (b.minutes, &a.name).cmp(&(a.minutes, &b.name))
    });
    all
}
