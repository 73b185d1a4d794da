//! `/1.0/stats/…` (API reference, 6).

use std::collections::BTreeMap;

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::{Answered, Call};
use crate::router::json as json_answer;

pub(super) fn aggregates(call: &mut Call<'_>) -> Answered {
    let mut answer = Map::new();
    let stats = call.shop.stats.clone();
    let as_text = call.sandbox.switches.on("numbers-as-strings");
    for (kind, most, length) in [("daily", 30, 10), ("monthly", 12, 7), ("yearly", 5, 4)] {
        let (duration_name, start_name) = match kind {
            "daily" => (
                "daily_listening_interval_duration",
                "daily_listening_interval_start_date",
            ),
            "monthly" => (
                "monthly_listening_interval_duration",
                "monthly_listening_interval_start_date",
            ),
            _ => (
                "yearly_listening_interval_duration",
                "yearly_listening_interval_start_date",
            ),
        };
        let duration = call.query.number(duration_name, usize::MAX, 0, most);
        if duration == usize::MAX {
            call.query.text(start_name);
            continue;
        }
        let start = call.query.needed(start_name);
        let Some(intervals) = intervals(&start, duration, length) else {
            call.query.unfit(
                start_name,
                &start,
                "satisfy regular expression pattern: ^\\d{4}(-\\d{2})*$",
            );
            continue;
        };
        let sums: Vec<Value> = (0..)
            .zip(intervals)
            .map(|(place, interval)| {
                let sum = sum(&stats, &interval);
                json!({"interval_identifier": interval, "aggregated_sum": form(place, sum, as_text)})
            })
            .collect();
        answer.insert(format!("aggregated_{kind}_listening_stats"), sums.into());
    }
    let groups = call.query.text("response_groups").unwrap_or_default();
    if groups
        .split(',')
        .any(|group| group.trim() == "total_listening_stats")
    {
        // Repeated in every answer (A112).
        let total: u64 = stats.values().sum();
        answer.insert(
            "aggregated_total_listening_stats".into(),
            json!({"aggregated_sum": total.to_string()}),
        );
    }
    call.query.one_of(
        "store",
        "Audible",
        &[
            "Audible",
            "AudibleForInstitutions",
            "AmazonEnglish",
            "Rodizio",
        ],
    );
    call.query.text("locale");
    call.query.check()?;
    Ok(json_answer(StatusCode::OK, &answer.into()))
}

/// From the start to the start plus the duration, both of them included (A110). `length` is how
/// long an interval's name is: a year, a month, a day.
fn intervals(start: &str, duration: usize, length: usize) -> Option<Vec<String>> {
    if start.len() != length || !start.is_ascii() {
        return None;
    }
    let number = |range: std::ops::Range<usize>| start.get(range)?.parse::<i32>().ok();
    let year = number(0..4)?;
    let duration = i32::try_from(duration).ok()?;
    match length {
        4 => Some(
            (year..=year + duration)
                .map(|year| format!("{year:04}"))
                .collect(),
        ),
        7 => {
            let month = number(5..7).filter(|month| (1..=12).contains(month))?;
            let first = year * 12 + month - 1;
            let name = |month: i32| format!("{:04}-{:02}", month / 12, month % 12 + 1);
            Some((first..=first + duration).map(name).collect())
        }
        _ => {
            let month = u8::try_from(number(5..7)?).ok()?;
            let day = u8::try_from(number(8..10)?).ok()?;
            let month = time::Month::try_from(month).ok()?;
            let first = time::Date::from_calendar_date(year, month, day).ok()?;
            let name = |days| (first + time::Duration::days(i64::from(days))).to_string();
            Some((0..=duration).map(name).collect())
        }
    }
}

/// What was heard in a year, a month, or — spread evenly — on a day.
fn sum(stats: &BTreeMap<String, u64>, interval: &str) -> u64 {
    match interval.get(..7) {
        Some(month) if interval.len() == 10 => stats.get(month).copied().unwrap_or_default() / 30,
        _ => stats
            .iter()
            .filter(|(month, _)| month.starts_with(interval))
            .map(|(_, sum)| sum)
            .sum(),
    }
}

/// Sums come as an integer or in scientific notation, and as text where that is switched on (A111):
/// programs that are in use divide what they get, so that text is rare.
fn form(place: usize, sum: u64, as_text: bool) -> Value {
    let scientific = || {
        let text = format!("{sum:E}");
        serde_json::from_str::<Value>(&text).unwrap_or(json!(sum))
    };
    match place % 3 {
        _ if sum == 0 => json!(0),
        0 => scientific(),
        2 if as_text => json!(sum.to_string()),
        _ => json!(sum),
    }
}

pub(super) fn finished(call: &mut Call<'_>) -> Answered {
    let start = call.query.needed("start_date");
    let only = call.query.text("asin");
    call.query.text("continuation_token");
    if !start.is_empty() && !start.ends_with('Z') {
        call.query
            .unfit("start_date", &start, "be a date and time of RFC 3339");
    }
    call.query.check()?;
    // All dates are that of a migration, and some states are over (A113).
    let status = |asin: &str, is_finished: bool| json!({"asin": asin, "is_marked_as_finished": is_finished, "event_timestamp": "2019-05-02T00:00:00Z"});
    let mut list = Vec::new();
    for (place, item) in (0_usize..).zip(&call.shop.library) {
        let asin = item.record.asin();
        if item.revoked || only.as_deref().is_some_and(|only| only != asin) {
            continue;
        }
        let is_finished = item.record.is("is_finished");
        if is_finished {
            list.push(status(&asin, true));
        }
        if !is_finished && place % 40 == 0 {
            list.push(status(&asin, true));
            list.push(status(&asin, false));
        } else if is_finished && place % 10 == 0 {
            list.push(status(&asin, true));
        }
    }
    Ok(json_answer(
        StatusCode::OK,
        &json!({"mark_as_finished_status_list": list}),
    ))
}
