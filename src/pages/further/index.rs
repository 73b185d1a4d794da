//! `/reports`: all reports, each with what it answers and its number.

use std::sync::Arc;

use audipy::browser::clock;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use reports::Reports;
use reports::further::FurtherReport;
use reports::further::facets::Facet;

use super::{
    company, duplicates, facets, health, listening, planner, plus, unfinished, upcoming, words,
};
use crate::components::report::{Say, with_reports};
use crate::components::{Page, WithAccount};
use crate::language::{t_string, td_string};

/// All reports.
#[component]
pub(crate) fn ReportsPage() -> impl IntoView {
    view! { <WithAccount><Index/></WithAccount> }
}

/// The results that are worked out so far, in the order of [`FurtherReport::ALL`].
type Results = RwSignal<Vec<Option<String>>>;

#[component]
fn Index() -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let title = Signal::derive(move || t_string!(i18n, further.title).to_owned());
    view! {
        <Page title lead=move || td_string!(say.locale(), further.lead)>
            {with_reports(move |reports| {
                let results = results(say, reports);
                view! {
                    <div class="figures">
                        {library(say, reports, results)}
                        <div class="gap-m">
                            {next(say, reports, results)}
                            {time(say, results)}
                        </div>
                    </div>
                }
            })}
        </Page>
    }
}

fn library(say: Say, reports: Memo<Arc<Reports>>, results: Results) -> AnyView {
    let locale = say.locale();
    let by = Facet::ALL.map(FurtherReport::By);
    let rest = [
        FurtherReport::Duplicates,
        FurtherReport::Household,
        FurtherReport::Health,
    ];
    let further: Vec<_> = (by.into_iter().chain(rest))
        .map(|report| further(say, report, results))
        .collect();
    group(
        td_string!(locale, further.group_library),
        view! {
            {first(
                "/reports/by-author",
                td_string!(locale, reports.library.page_by_author),
                td_string!(locale, further.about_author),
                move || say.authors(reports.read().summary.authors),
            )}
            {first(
                "/reports/by-narrator",
                td_string!(locale, reports.library.page_by_narrator),
                td_string!(locale, further.about_narrator),
                move || say.narrators_plain(reports.read().summary.narrators),
            )}
            {first(
                "/reports/by-series",
                td_string!(locale, reports.library.page_by_series),
                td_string!(locale, further.about_series),
                move || say.series(reports.read().summary.series_begun),
            )}
            {further}
        }
        .into_any(),
    )
}

fn next(say: Say, reports: Memo<Arc<Reports>>, results: Results) -> AnyView {
    let locale = say.locale();
    let further: Vec<_> = [
        FurtherReport::Unfinished,
        FurtherReport::Upcoming,
        FurtherReport::CreditPlanner,
        FurtherReport::PlusInMySeries,
        FurtherReport::Company,
    ]
    .into_iter()
    .map(|report| further(say, report, results))
    .collect();
    group(
        td_string!(locale, further.group_next),
        view! {
            {first(
                "/reports/missing",
                td_string!(locale, reports.missing.title),
                td_string!(locale, further.about_missing),
                move || say.volumes(reports.read().missing.volumes),
            )}
            {first(
                "/reports/more-by-authors",
                td_string!(locale, reports.more.title_author),
                td_string!(locale, further.about_more_authors),
                move || say.authors(reports.read().more_by_authors.len()),
            )}
            {first(
                "/reports/more-by-narrators",
                td_string!(locale, reports.more.title_narrator),
                td_string!(locale, further.about_more_narrators),
                move || say.narrators_plain(reports.read().more_by_narrators.len()),
            )}
            {further}
        }
        .into_any(),
    )
}

fn time(say: Say, results: Results) -> AnyView {
    let locale = say.locale();
    group(
        td_string!(locale, further.group_time),
        view! {
            {further(say, FurtherReport::Listening, results)}
            {unnumbered(
                "/news",
                td_string!(locale, news.title),
                td_string!(locale, further.about_news),
            )}
            {unnumbered(
                "/worth",
                td_string!(locale, worth.title),
                td_string!(locale, further.about_worth),
            )}
            {unnumbered(
                "/podcasts",
                td_string!(locale, podcasts.title),
                td_string!(locale, further.about_podcasts),
            )}
        }
        .into_any(),
    )
}

fn group(heading: &'static str, entries: AnyView) -> AnyView {
    view! {
        <section>
            <div class="head">
                <h2>{heading}</h2>
            </div>
            <ul class="index" role="list">{entries}</ul>
        </section>
    }
    .into_any()
}

/// One of the reports beyond the six.
fn further(say: Say, report: FurtherReport, results: Results) -> AnyView {
    let place = FurtherReport::ALL.iter().position(|one| *one == report);
    let result = move || {
        let results = results.read();
        place.and_then(|place| results.get(place).cloned().flatten())
    };
    view! {
        <li>
            <A href=format!("/reports/{}", report.key())>{words::title(say, report)}</A>
            <span>{result}</span>
            <p>{words::lead(say, report)}</p>
        </li>
    }
    .into_any()
}

/// A page with an address of its own, and its number.
fn first(
    address: &'static str,
    name: &'static str,
    about: &'static str,
    result: impl Fn() -> String + Send + 'static,
) -> AnyView {
    view! {
        <li>
            <A href=address>{name}</A>
            <span>{result}</span>
            <p>{about}</p>
        </li>
    }
    .into_any()
}

/// A page with an address of its own, of which no number says anything.
fn unnumbered(address: &'static str, name: &'static str, about: &'static str) -> AnyView {
    view! {
        <li>
            <A href=address>{name}</A>
            <p>{about}</p>
        </li>
    }
    .into_any()
}

/// Worked out one after the other, while the page goes on painting.
fn results(say: Say, reports: Memo<Arc<Reports>>) -> Results {
    let results = RwSignal::new(vec![None; FurtherReport::ALL.len()]);
    Effect::new(move |_| {
        let newest = reports.get();
        spawn_local(async move {
            for (place, report) in FurtherReport::ALL.into_iter().enumerate() {
                clock::breathe().await;
                let is_newest = reports.try_with_untracked(|now| Arc::ptr_eq(now, &newest));
                if is_newest != Some(true) {
                    return;
                }
                let result = result(say, report, &newest).await;
                results.try_update(|results| results[place] = result);
            }
        });
    });
    results
}

/// The number of a report; `None` where it takes more than this library.
async fn result(say: Say, report: FurtherReport, reports: &Reports) -> Option<String> {
    Some(match report {
        FurtherReport::Unfinished => unfinished::result(say, reports),
        FurtherReport::Upcoming => upcoming::result(say, reports),
        FurtherReport::CreditPlanner => planner::result(say, reports),
        FurtherReport::PlusInMySeries => plus::result(say, reports),
        FurtherReport::Company => company::result(say, reports),
        FurtherReport::By(facet) => facets::result(say, facet, reports),
        FurtherReport::Duplicates => duplicates::result(say, reports).await,
        FurtherReport::Health => health::result(say, reports),
        FurtherReport::Listening => listening::result(say, reports)?,
        FurtherReport::Household => return None,
    })
}
