//! [`SoFar`]: what has arrived.

use leptos::prelude::*;
use leptos_router::components::A;

use super::SomeReports;
use crate::components::report::{Say, cover_of};
use crate::language::{t, t_string, td_string};

/// The titles that arrived last, and some numbers.
#[component]
pub(super) fn SoFar(reports: SomeReports, running: Memo<bool>) -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let books = Memo::new(move |_| {
        let reports = reports.read();
        let summary = reports.as_ref().map(|reports| &reports.summary);
        summary.map_or(0, |summary| {
            summary.owned + summary.ordered + summary.borrowed + summary.unavailable
        })
    });
    let facts = move || {
        let reports = reports.read();
        let summary = &reports.as_ref()?.summary;
        let locale = say.locale();
        let hours = say.formats(|formats| formats.count((summary.minutes + 30) / 60));
        Some(
            [
                (td_string!(locale, sync.books), say.number(books.get())),
                (td_string!(locale, sync.hours), hours),
                (
                    td_string!(locale, sync.authors),
                    say.number(summary.authors),
                ),
                (
                    td_string!(locale, sync.series_count),
                    say.number(summary.series_begun),
                ),
            ]
            .map(|(term, value)| view! { <div><dt>{term}</dt><dd>{value}</dd></div> })
            .collect_view(),
        )
    };
    let covers = move || {
        let reports = reports.read();
        let snapshot = reports.as_ref()?.snapshot();
        let last = snapshot.items.iter().rev().take(ON_THE_WALL);
        Some(
            last.map(|item| {
                view! {
                    <li>
                        {cover_of(&item.product)}
                        <span class="vh">{item.product.title.clone()}</span>
                    </li>
                }
            })
            .collect_view(),
        )
    };
    view! {
        <section class="gap-m" aria-labelledby="so-far">
            <h2 id="so-far">{td_string!(say.locale(), sync.so_far_title)}</h2>
            <ul class="wall" role="list" aria-label=move || t_string!(i18n, sync.covers)>
                {covers}
                <Show when=move || running.get()>
                    <li aria-hidden="true"><span class="slot cover"></span></li>
                </Show>
            </ul>
            <dl class="facts">{facts}</dl>
            <Show when=move || { books.get() > 0 }>
                <div class="row">
                    <A href="/reports/by-author" attr:class="btn">
                        {t!(
                            i18n,
                            sync.read_these,
                            count = move || books.get() as u64,
                            n = move || say.number(books.get())
                        )}
                    </A>
                </div>
            </Show>
        </section>
    }
}

const ON_THE_WALL: usize = 13;
