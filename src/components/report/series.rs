//! [`Shelves`]: series as shelves, with what is missing in each.

mod lines;
mod tell;
mod volumes;

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;
use reports::{Reports, SeriesReport, TitleId};

use self::lines::{Line, Shown, shown};
use self::tell::is_offered;
use self::volumes::body;
use super::listing::Selection;
use super::say::Say;
use super::shelf::shelf;
use super::table::{Source, nothing_left};
use super::tools::Undo;
use super::view::{History, View};
use crate::components::list::{Lines, Shape, Window};
use crate::language::{t_string, td_string};

pub(super) use self::lines::{ORDERS, key, listing, volumes};
pub(crate) use self::tell::{by, cost, tell};
pub(crate) use self::volumes::remark_text;

/// All series, those with gaps first.
#[component]
pub(super) fn Shelves(
    /// What is missing.
    source: Memo<Arc<Source>>,
    /// What is left of it.
    selection: Memo<Arc<Selection>>,
    /// Search, filters and order.
    view: RwSignal<View>,
    /// For the way back.
    history: History,
) -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let shown = shown(source, selection, view);
    let shape = Signal::derive(move || {
        let shown = shown.read();
        Shape {
            version: shown.version,
            heights: vec![112.0; shown.lines.len()],
        }
    });
    let window = Window::new(LIST, shape);
    let folds = RwSignal::new(HashSet::new());
    let searching = Memo::new(move |_| view.read().hides());
    let nothing = Memo::new(move |_| shown.read().lines.is_empty());
    let result = move || {
        let shown = shown.read();
        let mut missing: Vec<TitleId> = Vec::new();
        let mut series = 0;
        for line in &shown.lines {
            if let Line::Series(index, rows) = line {
                let report = &shown.source.reports.missing.series[*index];
                let volumes = rows.iter().filter_map(|row| report.missing.get(*row));
                let before = missing.len();
                let reports = &shown.source.reports;
                let titles = volumes.map(|volume| volume.title);
                missing.extend(titles.filter(|title| is_offered(reports, *title)));
                series += usize::from(missing.len() > before);
            }
        }
        reports::order::sort(&mut missing);
        missing.dedup();
        td_string!(
            say.locale(),
            reports.missing.shown,
            series = say.series(series),
            titles = say.titles(missing.len())
        )
    };

    view! {
        <section aria-label=move || t_string!(i18n, reports.missing.region)>
            <div class="active">
                <output>{result}</output>
                <Undo history/>
                <Key/>
            </div>
            <Show when=move || nothing.get()>{nothing_left(source, selection, view)}</Show>
            <div class="shelves top-m" id=LIST>
                <Lines
                    window
                    draw=move |line| {
                        shown.with_untracked(|shown| {
                            draw(say, shown, line, folds, searching.get_untracked(), window)
                        })
                    }
                />
            </div>
        </section>
    }
}

/// How to read a shelf.
#[component]
fn Key() -> impl IntoView {
    let say = Say::here();
    view! {
        <ul class="key" role="list" aria-label=move || td_string!(say.locale(), reports.missing.key)>
            <li>
                <span class="shelf" aria-hidden="true"><i class="own"></i></span>
                {td_string!(say.locale(), reports.missing.key_yours)}
            </li>
            <li>
                <span class="shelf" aria-hidden="true"><i class="gap"></i></span>
                {td_string!(say.locale(), reports.missing.key_missing)}
            </li>
            <li>
                <span class="shelf" aria-hidden="true"><i class="plus"></i></span>
                {td_string!(say.locale(), reports.missing.key_plus)}
            </li>
            <li>
                <span class="shelf" aria-hidden="true"><i class="due"></i></span>
                {td_string!(say.locale(), reports.missing.key_coming)}
            </li>
            <li class="wide-only">
                <span class="shelf" aria-hidden="true"><i class="off"></i></span>
                {td_string!(say.locale(), reports.missing.key_off)}
            </li>
            <li class="wide-only">
                <span class="shelf" aria-hidden="true"><i class="off left">"–"</i></span>
                {td_string!(say.locale(), reports.missing.key_left)}
            </li>
            <li class="wide-only">{td_string!(say.locale(), reports.missing.key_height)}</li>
        </ul>
    }
}

fn draw(
    say: Say,
    shown: &Shown,
    line: usize,
    folds: RwSignal<HashSet<usize>>,
    searching: bool,
    window: Window,
) -> AnyView {
    let reports = &shown.source.reports;
    match &shown.lines[line] {
        Line::Series(index, rows) => {
            // The first two stand open, and everything does while one searches.
            let open = searching || line < OPEN_AT_FIRST;
            let source = shown.source.clone();
            let series = *index;
            let rows = rows.clone();
            series_view(
                say,
                reports,
                &reports.missing.series[series],
                Fold {
                    open: Signal::derive(move || open != folds.read().contains(&series)),
                    toggle: Callback::new(move |now| {
                        folds.update(|folds| {
                            if now == open {
                                folds.remove(&series)
                            } else {
                                folds.insert(series)
                            };
                        });
                    }),
                    body: ViewFn::from(move || {
                        body(
                            say,
                            &source.reports,
                            &source.reports.missing.series[series],
                            &rows,
                        )
                    }),
                    id: window.line_id(line),
                },
            )
        }
        Line::Complete(count) => {
            let count = *count;
            view! {
                <div class="head later">
                    <h2>{td_string!(say.locale(), reports.missing.complete)}</h2>
                    <p class="soft">
                        {td_string!(
                            say.locale(),
                            reports.missing.complete_text,
                            count = count as u64,
                            n = say.number(count)
                        )}
                    </p>
                </div>
            }
            .into_any()
        }
        Line::NoList => view! {
            <div class="head later">
                <h2>{td_string!(say.locale(), reports.missing.no_list)}</h2>
                <p class="soft">{td_string!(say.locale(), reports.missing.no_list_text)}</p>
            </div>
        }
        .into_any(),
    }
}

/// How a series is unfolded.
struct Fold {
    /// Whether it is.
    open: Signal<bool>,
    /// Told whenever the member changes it.
    toggle: Callback<bool>,
    /// What is inside; drawn when it is needed.
    body: ViewFn,
    /// Element id.
    id: String,
}

/// A series: name, shelf, what it takes.
fn series_view(say: Say, reports: &Reports, series: &SeriesReport, fold: Fold) -> AnyView {
    let Fold {
        open,
        toggle,
        body,
        id,
    } = fold;
    let element = NodeRef::<leptos::html::Details>::new();
    view! {
        <details
            class="series"
            id=id
            node_ref=element
            prop:open=open
            on:toggle=move |_| {
                if let Some(element) = element.get_untracked() {
                    let now = element.open();
                    if now != open.get_untracked() {
                        toggle.run(now);
                    }
                }
            }
        >
            <summary>
                <div>
                    <h2>{series.title.clone()}</h2>
                    <p class="by">{by(say, series)}</p>
                </div>
                {shelf(reports, series)}
                {tell(say, reports, series)}
            </summary>
            {move || open.get().then(|| body.run())}
        </details>
    }
    .into_any()
}

/// The id of the list.
const LIST: &str = "series";

/// So many series are unfolded when the page opens.
const OPEN_AT_FIRST: usize = 2;
