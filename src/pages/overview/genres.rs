//! Books by genre and by how far they were heard.

use std::sync::Arc;

use leptos::prelude::*;
use reports::Reports;
use reports::summary::Heard;

use crate::components::chart::{Chart, Kind, Numbers, Series};
use crate::components::report::Say;
use crate::language::{t_string, td_string};

/// The member's genres, those with most books first.
#[component]
pub(super) fn Genres(reports: Memo<Arc<Reports>>) -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let numbers = Memo::new(move |_| numbers(say, &reports.read()));
    let title = Signal::derive(move || {
        let untouched = {
            let reports = reports.read();
            reports.summary.untouched + reports.summary.progress_unknown
        };
        t_string!(
            i18n,
            overview.genres_title,
            count = untouched as u64,
            n = say.number(untouched)
        )
    });
    view! {
        <Chart
            id="genres"
            title
            about=Signal::derive(move || t_string!(i18n, overview.genres_text).to_owned())
            of=Signal::derive(move || t_string!(i18n, overview.genre).to_owned())
            numbers
            write=Callback::new(move |number| say.formats(|formats| formats.number(number)))
        />
    }
}

fn numbers(say: Say, reports: &Reports) -> Numbers {
    let locale = say.locale();
    let all = &reports.summary.genres;
    let named = all
        .iter()
        .filter_map(|(name, heard)| Some((name.clone()?, *heard)));
    let mut rows: Vec<(String, Heard)> = named.take(MOST_GENRES).collect();
    let mut rest = Heard::default();
    for (name, heard) in all {
        let is_shown = |name: &String| rows.iter().any(|(shown, _)| shown == name);
        if !name.as_ref().is_some_and(is_shown) {
            rest.finished += heard.finished;
            rest.started += heard.started;
            rest.untouched += heard.untouched;
        }
    }
    if rest.total() > 0 {
        let other = td_string!(locale, overview.genre_other);
        rows.push((other.to_owned(), rest));
    }
    let series = |name: &str, count: fn(&Heard) -> usize| Series {
        name: name.to_owned(),
        values: rows
            .iter()
            .map(|(_, heard)| f64::from(u32::try_from(count(heard)).unwrap_or(u32::MAX)))
            .collect(),
    };
    Numbers {
        kind: Kind::Bars,
        series: vec![
            series(td_string!(locale, reports.row.heard), |heard| {
                heard.finished
            }),
            series(td_string!(locale, overview.started), |heard| heard.started),
            series(td_string!(locale, reports.row.not_started), |heard| {
                heard.untouched
            }),
        ],
        labels: rows.iter().map(|(name, _)| name.clone()).collect(),
    }
}

/// More would be a report of its own.
const MOST_GENRES: usize = 6;
