//! [`FirstGaps`]: a few shelves with gaps, while a sync runs.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::components::A;
use reports::{Reports, SeriesReport};

use super::say::Say;
use super::series::{by, tell};
use super::shelf::shelf;
use super::view::search_address;
use crate::language::td_string;

/// The first series in which something is missing; the page of all of them is a link away.
#[component]
pub(crate) fn FirstGaps(reports: Memo<Option<Arc<Reports>>>) -> impl IntoView {
    let say = Say::here();
    move || {
        let shelves = reports.with(|reports| match reports {
            Some(reports) => first(say, reports),
            None => Vec::new(),
        });
        (!shelves.is_empty()).then(|| {
            view! {
                <section aria-labelledby="first-gaps">
                    <div class="head">
                        <h2 id="first-gaps">{td_string!(say.locale(), sync.first_gaps)}</h2>
                    </div>
                    <ul role="list">{shelves}</ul>
                </section>
            }
        })
    }
}

fn first(say: Say, reports: &Reports) -> Vec<AnyView> {
    let with_gaps = reports
        .missing
        .series
        .iter()
        .filter(|series| !series.missing.is_empty());
    with_gaps
        .take(FIRST)
        .map(|series| line(say, reports, series))
        .collect()
}

fn line(say: Say, reports: &Reports, series: &SeriesReport) -> AnyView {
    let address = search_address("/reports/missing", &series.title);
    let title = series.title.clone();
    view! {
        <li class="series">
            <div class="summary">
                <div>
                    <h3><A href=address>{title}</A></h3>
                    <p class="by">{by(say, series)}</p>
                </div>
                {shelf(reports, series)}
                {tell(say, reports, series)}
            </div>
        </li>
    }
    .into_any()
}

const FIRST: usize = 4;
