//! My library by author, by narrator, by series.

use audipy::state::State;
use leptos::prelude::*;
use leptos_router::components::A;
use reports::Reports;

use crate::components::Page;
use crate::components::report::{BookTable, Contents, Grouping, Say, with_reports};
use crate::language::{t, t_string, td_string};

/// The library, grouped one way.
#[component]
pub(super) fn LibraryPage(grouping: Grouping) -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let state = expect_context::<State>();
    let title = Signal::derive(move || {
        match grouping {
            Grouping::Author => t_string!(i18n, reports.library.page_by_author),
            Grouping::Narrator => t_string!(i18n, reports.library.page_by_narrator),
            Grouping::Series => t_string!(i18n, reports.library.page_by_series),
        }
        .to_owned()
    });
    let lead = move || {
        let reports = state.reports.read();
        let reports = reports
            .as_ref()
            .filter(|reports| !reports.by_author.is_empty())?;
        Some(lead(say, grouping, reports))
    };
    view! {
        <Page title lead>
            <nav class="by" aria-label=move || t_string!(i18n, reports.library.by)>
                <div class="seg">
                    <A href="/reports/by-author">{td_string!(say.locale(), reports.library.by_author)}</A>
                    <A href="/reports/by-narrator">{td_string!(say.locale(), reports.library.by_narrator)}</A>
                    <A href="/reports/by-series">{td_string!(say.locale(), reports.library.by_series)}</A>
                </div>
            </nav>
            {with_reports(move |reports| {
                let how = move || {
                    let reports = reports.read();
                    let snapshot = reports.snapshot();
                    let store = format!("audible.{}", snapshot.store.tld());
                    let when = say.ago(snapshot.read_at, state.now.get());
                    let locale = say.locale();
                    match grouping {
                        Grouping::Author => {
                            td_string!(locale, reports.state.how_library, store = store, when = when)

                        }
                        Grouping::Narrator => {
                            td_string!(
                                locale, reports.state.how_library_narrator, store = store, when = when
                            )

                        }
                        Grouping::Series => {
                            td_string!(
                                locale, reports.state.how_library_series, store = store, when = when
                            )

                        }
                    }
                };
                view! {
                    <BookTable
                        contents=Contents::Library(grouping)
                        reports
                        search=Signal::derive(move || {
                            t_string!(i18n, reports.library.search).to_owned()
                        })
                        caption=title
                    />
                    <p class="hint top-m">{how}</p>
                }
            })}
        </Page>
    }
}

/// `412 books by 187 authors, 4,318 hours.`
fn lead(say: Say, grouping: Grouping, reports: &Reports) -> AnyView {
    let i18n = say.i18n;
    let summary = &reports.summary;
    let books = say.books(summary.owned + summary.ordered + summary.borrowed + summary.unavailable);
    let hours = say.hours(summary.minutes);
    match grouping {
        Grouping::Author => {
            let groups = say.authors(summary.authors);
            t!(
                i18n,
                reports.library.lead_author,
                <strong> = <strong />,
                books = books,
                groups = groups,
                hours = hours
            )
            .into_any()
        }
        Grouping::Narrator => {
            let groups = say.narrators(summary.narrators);
            t!(
                i18n,
                reports.library.lead_narrator,
                <strong> = <strong />,
                books = books,
                groups = groups,
                hours = hours
            )
            .into_any()
        }
        Grouping::Series => {
            let groups = say.series(summary.series_begun);
            t!(
                i18n,
                reports.library.lead_series,
                <strong> = <strong />,
                books = books,
                groups = groups,
                hours = hours
            )
            .into_any()
        }
    }
}
