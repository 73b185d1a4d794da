//! `/reports/listening`: hours as the store counted them, and as length and progress suggest.

use std::sync::Arc;

use leptos::prelude::*;
use reports::Reports;
use reports::further::FurtherReport;
use reports::further::listening::{Estimate, Hours, by_genre, by_narrator, heard};
use time::{Date, Duration};

use super::computed::computed;
use super::rows::{Empty, Nothing, working};
use super::words;
use crate::components::chart::{Chart, Kind, Numbers};
use crate::components::report::Say;
use crate::language::td_string;

/// What is drawn.
struct Drawn {
    hours: Hours,
    by_year: Numbers,
    by_month: Numbers,
    by_day: Numbers,
    by_weekday: Numbers,
    by_narrator: Numbers,
    by_genre: Numbers,
}

/// The store's count, and the estimates.
#[component]
pub(super) fn Heard(reports: Memo<Arc<Reports>>) -> impl IntoView {
    let say = Say::here();
    let drawn = computed(reports, move |reports| drawn(say, reports));
    let locale = say.locale();
    let counted = Memo::new(move |_| drawn.get().map(|drawn| drawn.hours.ms > 0));
    let chart = move |id, title: &str, about: &str, of: &str, pick: fn(&Drawn) -> &Numbers| {
        let numbers = Memo::new(move |_| {
            drawn
                .get()
                .map(|all| pick(&all).clone())
                .unwrap_or_default()
        });
        view! {
            <Chart
                id
                title=Signal::stored(title.to_owned())
                about=Signal::stored(about.to_owned())
                of=Signal::stored(of.to_owned())
                numbers
                write=Callback::new(move |hours| written(say, hours))
            />
        }
    };
    move || {
        let store = match counted.get() {
            None => return working(say),
            Some(false) => {
                let (title, text) = words::nothing(say, FurtherReport::Listening);
                view! { <Empty nothing=Nothing { title, text }/> }.into_any()
            }
            Some(true) => view! {
                <dl class="facts">{move || drawn.get().map(|drawn| facts(say, &drawn.hours))}</dl>
                {chart(
                    "hours-by-month",
                    td_string!(locale, further.listening.months),
                    td_string!(locale, further.listening.months_text),
                    td_string!(locale, further.listening.month),
                    |drawn| &drawn.by_month,
                )}
                {chart(
                    "hours-by-day",
                    td_string!(locale, further.listening.days),
                    td_string!(locale, further.listening.days_text),
                    td_string!(locale, further.listening.day),
                    |drawn| &drawn.by_day,
                )}
                {chart(
                    "hours-by-year",
                    td_string!(locale, further.listening.years),
                    td_string!(locale, further.listening.years_text),
                    td_string!(locale, overview.year),
                    |drawn| &drawn.by_year,
                )}
                {chart(
                    "hours-by-weekday",
                    td_string!(locale, further.listening.weekdays),
                    td_string!(locale, further.listening.weekdays_text),
                    td_string!(locale, further.listening.weekday),
                    |drawn| &drawn.by_weekday,
                )}
            }
            .into_any(),
        };
        view! {
            {store}
            <section>
                <div class="head">
                    <h2>{td_string!(locale, further.listening.estimates)}</h2>
                    <p class="soft">{td_string!(locale, further.listening.estimates_text)}</p>
                </div>
                {chart(
                    "heard-by-narrator",
                    td_string!(locale, further.listening.narrators),
                    td_string!(locale, further.listening.estimated),
                    td_string!(locale, reports.column.narrator),
                    |drawn| &drawn.by_narrator,
                )}
                {chart(
                    "heard-by-genre",
                    td_string!(locale, further.listening.genres),
                    td_string!(locale, further.listening.estimated),
                    td_string!(locale, overview.genre),
                    |drawn| &drawn.by_genre,
                )}
            </section>
        }
        .into_any()
    }
}

/// How many hours the store counted, if it told.
pub(super) fn result(say: Say, reports: &Reports) -> Option<String> {
    let hours = heard(&reports.snapshot().listening);
    (hours.ms > 0).then(|| say.hours(hours.ms / 60_000))
}

fn facts(say: Say, hours: &Hours) -> Vec<AnyView> {
    let locale = say.locale();
    let days = hours.days as u64;
    let of_days: u64 = hours.by_weekday.iter().sum();
    let a_day = (days > 0).then(|| say.duration(of_days / days / 60_000));
    [
        (
            td_string!(locale, further.listening.total),
            Some(say.hours(hours.ms / 60_000)),
        ),
        (
            td_string!(locale, further.listening.days_heard),
            (days > 0).then(|| say.days(days)),
        ),
        (
            td_string!(locale, further.listening.streak),
            (days > 0).then(|| say.days(hours.longest_streak as u64)),
        ),
        (td_string!(locale, further.listening.a_day), a_day),
    ]
    .into_iter()
    .filter_map(|(term, value)| {
        let value = value?;
        Some(view! { <div><dt>{term}</dt><dd>{value}</dd></div> }.into_any())
    })
    .collect()
}

fn drawn(say: Say, reports: &Reports) -> Drawn {
    let told = &reports.snapshot().listening;
    let hours = heard(told);
    let name = td_string!(say.locale(), further.listening.hours);
    let years = hours
        .by_year
        .iter()
        .map(|(year, ms)| (year.to_string(), in_hours(*ms)));
    let by_year = Numbers::one(Kind::Columns, name, years);
    let last = hours
        .by_month
        .last_key_value()
        .map(|((year, month), _)| (*year, *month));
    let months = last.map(months_until).unwrap_or_default();
    let by_month = months.into_iter().filter_map(|(year, month)| {
        let first = Date::from_calendar_date(year, month.try_into().ok()?, 1).ok()?;
        let ms = hours.by_month.get(&(year, month)).copied().unwrap_or(0);
        Some((
            say.formats(|formats| formats.month_short(first)),
            in_hours(ms),
        ))
    });
    let by_month = Numbers::one(Kind::Columns, name, by_month);
    let last = told.days.iter().map(|day| day.on).max();
    let days = last.map(|last| (0..DAYS).rev().map(move |back| last - Duration::days(back)));
    let by_day = days.into_iter().flatten().map(|on| {
        let ms = told
            .days
            .iter()
            .find(|day| day.on == on)
            .map_or(0, |day| day.ms);
        (say.day(on), in_hours(ms))
    });
    let by_day = Numbers::one(Kind::Columns, name, by_day);
    let weekdays = hours.by_weekday.iter().zip(0..).map(|(ms, after)| {
        let day = MONDAY + Duration::days(after);
        (say.formats(|formats| formats.weekday(day)), in_hours(*ms))
    });
    let by_weekday = Numbers::one(Kind::Bars, name, weekdays);
    let estimates = |all: Vec<Estimate>| {
        let named = all.into_iter().filter_map(|one| {
            let hours = in_hours(one.minutes.saturating_mul(60_000));
            Some((one.name?, hours))
        });
        Numbers::one(Kind::Bars, name, named.take(MOST_BARS))
    };
    Drawn {
        by_year,
        by_month,
        by_day,
        by_weekday,
        by_narrator: estimates(by_narrator(reports)),
        by_genre: estimates(by_genre(reports)),
        hours,
    }
}

/// The last months up to this one, oldest first.
fn months_until((year, month): (i32, u8)) -> Vec<(i32, u8)> {
    let last = year * 12 + i32::from(month) - 1;
    (last - MONTHS + 1..=last)
        .filter_map(|month| {
            let number = u8::try_from(month.rem_euclid(12) + 1).ok()?;
            Some((month.div_euclid(12), number))
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "a life has few milliseconds")]
fn in_hours(ms: u64) -> f64 {
    ms as f64 / 3_600_000.0
}

/// `33 h`; below ten with one decimal.
fn written(say: Say, hours: f64) -> String {
    let rounded = if hours < 10.0 {
        (hours * 10.0).round() / 10.0
    } else {
        hours.round()
    };
    let h = say.formats(|formats| formats.number(rounded));
    td_string!(say.locale(), reports.row.hours_short, h = h)
}

/// More are too thin on a phone.
const MONTHS: i32 = 24;
const DAYS: i64 = 30;

/// More would be a list.
const MOST_BARS: usize = 12;

/// Some Monday.
const MONDAY: Date = time::macros::date!(2024 - 01 - 01);
