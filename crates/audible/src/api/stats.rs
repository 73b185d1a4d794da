//! Listening statistics (API reference, section 6). One request at a time (1.9).

use http::{Request, Response};
use serde::Deserialize;
use time::{Date, Duration, Month};

use super::body;
use super::lenient::{List, Main, Record, Scalar};
use super::query::Query;
use super::read;
use crate::asin::Asin;
use crate::error::Error;
use crate::listening::{DayHeard, Listening, MonthHeard, YearHeard};
use crate::marketplace::Marketplace;

/// The most days, months and years that one answer tells: durations are offsets, and the last one
/// is included (trap A110).
pub const MOST_DAYS: u8 = 31;
/// A calendar year; what reaches into the next one is not asked for.
pub const MOST_MONTHS: u8 = 12;
/// See [`MOST_DAYS`].
pub const MOST_YEARS: u8 = 6;

/// What to ask for. Each kind may be left out.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Ranges {
    /// [`MOST_DAYS`] days from this one on.
    pub days: Option<Date>,
    /// The months of this year.
    pub months: Option<i32>,
    /// [`MOST_YEARS`] years from this one on.
    pub years: Option<i32>,
}

impl Ranges {
    /// The same, kind by kind; empty unless there is more than one.
    pub fn apart(self) -> Vec<Self> {
        let alone = [
            self.days.map(|days| Self {
                days: Some(days),
                ..Self::default()
            }),
            self.months.map(|months| Self {
                months: Some(months),
                ..Self::default()
            }),
            self.years.map(|years| Self {
                years: Some(years),
                ..Self::default()
            }),
        ];
        let alone: Vec<_> = alone.into_iter().flatten().collect();
        if alone.len() > 1 { alone } else { Vec::new() }
    }
}

/// Asks how much was heard.
pub fn request(store: Marketplace, ranges: Ranges) -> Request<Vec<u8>> {
    let mut query = Query::new(store, "/1.0/stats/aggregates");
    let mut range = |kind: &str, most: u8, start: String| {
        let duration = (most - 1).to_string();
        let name = |what: &str| format!("{kind}_listening_interval_{what}");
        query.add(&name("duration"), &duration);
        query.add(&name("start_date"), &start);
    };
    if let Some(day) = ranges.days {
        range("daily", MOST_DAYS, day.to_string());
    }
    if let Some(year) = ranges.months {
        range("monthly", MOST_MONTHS, format!("{year:04}-01"));
    }
    if let Some(year) = ranges.years {
        range("yearly", MOST_YEARS, format!("{year:04}"));
    }
    query
        .with("response_groups", "total_listening_stats")
        .with("store", "Audible")
        .with("locale", &store.locale().replace('-', "_"))
        .request()
}

/// Reads the answer to [`request`] with the same ranges; what lies outside of them is dropped, and
/// of what is told twice the last counts. `finished` and `read_at` are left as they are by default.
pub fn read(response: &Response<Vec<u8>>, ranges: Ranges) -> Result<Listening, Error> {
    let envelope: Aggregates<'_> = body::object(response, "statistics")?;
    let is_asked = ranges.days.is_some_and(|_| envelope.days.0.is_some())
        || ranges.months.is_some_and(|_| envelope.months.0.is_some())
        || ranges.years.is_some_and(|_| envelope.years.0.is_some());
    let total_ms = (envelope.total.0).and_then(|total| whole(&total.aggregated_sum));
    // Without any of its main members it is an error that came as a success (trap A9).
    if !is_asked && total_ms.is_none() {
        return Err(crate::answer::retry_later(response));
    }
    let mut listening = Listening {
        total_ms,
        ..Listening::default()
    };
    let mut read = Listening::default();
    if let Some(first) = ranges.days {
        let last = first.saturating_add(Duration::days(i64::from(MOST_DAYS) - 1));
        for (name, ms) in sums(envelope.days) {
            if let Some(on) = day(&name).filter(|day| (first..=last).contains(day)) {
                read.days.push(DayHeard { on, ms });
            }
        }
    }
    if let Some(wanted) = ranges.months {
        for (name, ms) in sums(envelope.months) {
            if let Some((year, month)) = month(&name).filter(|(year, _)| *year == wanted) {
                read.months.push(MonthHeard { year, month, ms });
            }
        }
    }
    if let Some(first) = ranges.years {
        let last = first.saturating_add(i32::from(MOST_YEARS) - 1);
        for (name, ms) in sums(envelope.years) {
            if let Some(year) = year(&name).filter(|year| (first..=last).contains(year)) {
                read.years.push(YearHeard { year, ms });
            }
        }
    }
    read.days.reverse();
    read.months.reverse();
    read.years.reverse();
    listening.take(&read);
    Ok(listening)
}

/// Asks which titles are marked as finished.
pub fn finished_request(store: Marketplace) -> Request<Vec<u8>> {
    Query::new(store, "/1.0/stats/status/finished")
        .with("start_date", "2001-01-01T00:00:00Z")
        .request()
}

/// Reads the answer to [`finished_request`]: titles whose last state is "finished", each once, in
/// the order of ASINs (trap A113).
pub fn read_finished(response: &Response<Vec<u8>>) -> Result<Vec<Asin>, Error> {
    let envelope: Finished<'_> = body::object(response, "finished titles")?;
    let marks = envelope
        .list
        .0
        .ok_or_else(|| crate::answer::retry_later(response))?;
    let mut finished = std::collections::BTreeSet::new();
    for mark in marks.into_iter().filter_map(|mark| mark.0) {
        match (read::asin(&mark.asin), mark.is_marked_as_finished.flag()) {
            (Some(asin), Some(true)) => {
                finished.insert(asin);
            }
            (Some(asin), Some(false)) => {
                finished.remove(&asin);
            }
            _ => {}
        }
    }
    Ok(finished.into_iter().collect())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Aggregates<'a> {
    #[serde(borrow, rename = "aggregated_daily_listening_stats")]
    days: Main<Record<Sum<'a>>>,
    #[serde(borrow, rename = "aggregated_monthly_listening_stats")]
    months: Main<Record<Sum<'a>>>,
    #[serde(borrow, rename = "aggregated_yearly_listening_stats")]
    years: Main<Record<Sum<'a>>>,
    #[serde(borrow, rename = "aggregated_total_listening_stats")]
    total: Record<Sum<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sum<'a> {
    #[serde(borrow)]
    interval_identifier: Scalar<'a>,
    #[serde(borrow)]
    aggregated_sum: Scalar<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Finished<'a> {
    #[serde(borrow, rename = "mark_as_finished_status_list")]
    list: Main<Record<Mark<'a>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Mark<'a> {
    #[serde(borrow)]
    asin: Scalar<'a>,
    #[serde(borrow)]
    is_marked_as_finished: Scalar<'a>,
}

/// Intervals and their milliseconds.
fn sums(list: Main<Record<Sum<'_>>>) -> Vec<(String, u64)> {
    let list = List(list.0.unwrap_or_default());
    read::each(&list, |sum| {
        let name = sum.interval_identifier.text()?;
        Some((name, whole(&sum.aggregated_sum)?))
    })
}

/// An integer, scientific notation, or a text with either (trap A111).
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range is checked first"
)]
fn whole(sum: &Scalar<'_>) -> Option<u64> {
    let number = sum.number()?.round();
    (0.0..1e15).contains(&number).then_some(number as u64)
}

fn year(name: &str) -> Option<i32> {
    let digits = name.get(..4)?;
    (name.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| digits.parse().ok())?
}

fn month(name: &str) -> Option<(i32, u8)> {
    let (year_name, month) = name.split_once('-')?;
    let month: u8 = month.parse().ok()?;
    Some((year(year_name)?, month)).filter(|(_, month)| (1..=12).contains(month))
}

fn day(name: &str) -> Option<Date> {
    let (of, day) = name.rsplit_once('-')?;
    let (year, number) = month(of)?;
    Date::from_calendar_date(year, Month::try_from(number).ok()?, day.parse().ok()?).ok()
}
