//! How the library grew.

use std::sync::Arc;

use leptos::prelude::*;
use reports::Reports;

use crate::components::chart::{Chart, Kind, Numbers};
use crate::components::report::Say;
use crate::language::{t_string, td_string};

/// Books that came, year by year; nothing while fewer than two years are known.
#[component]
pub(super) fn Years(reports: Memo<Arc<Reports>>) -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let numbers = Memo::new(move |_| {
        let reports = reports.read();
        numbers(say, &reports.summary.by_year)
    });
    let shown = Memo::new(move |_| numbers.read().labels.len() > 1);
    view! {
        <Show when=move || shown.get()>
            <section>
                <Chart
                    id="years"
                    title=Signal::derive(move || t_string!(i18n, overview.years_title).to_owned())
                    about=Signal::derive(move || t_string!(i18n, overview.years_text).to_owned())
                    of=Signal::derive(move || t_string!(i18n, overview.year).to_owned())
                    numbers
                    write=Callback::new(move |number| say.formats(|formats| formats.number(number)))
                />
            </section>
        </Show>
    }
}

/// One column a year, also for the years in which nothing came; a line where they are many.
fn numbers(say: Say, by_year: &[(i32, usize)]) -> Numbers {
    let years = match (by_year.first(), by_year.last()) {
        (Some((first, _)), Some((last, _))) if last - first < MOST_YEARS => *first..=*last,
        _ => return Numbers::default(),
    };
    let books = |year: i32| {
        let found = by_year.iter().find(|(known, _)| *known == year);
        found.map_or(0, |(_, books)| u32::try_from(*books).unwrap_or(u32::MAX))
    };
    let kind = if years.end() - years.start() < MOST_COLUMNS {
        Kind::Columns
    } else {
        Kind::Lines
    };
    Numbers::one(
        kind,
        td_string!(say.locale(), overview.books),
        years.map(|year| (year.to_string(), f64::from(books(year)))),
    )
}

/// More would be too thin on a phone.
const MOST_COLUMNS: i32 = 24;

/// A date far off is a slip of the store's.
const MOST_YEARS: i32 = 60;
