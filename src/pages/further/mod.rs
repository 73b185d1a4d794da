//! `/reports` and the reports beyond the six, at `/reports/…`: one file a report.

mod class;
mod company;
mod computed;
mod duplicates;
mod facets;
mod health;
mod household;
mod index;
mod list;
mod listening;
mod planner;
mod plus;
mod rows;
mod unfinished;
mod upcoming;
mod words;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;
use reports::Reports;
use reports::further::FurtherReport;

use self::computed::{computed, computed_in_steps};
use self::list::Listed;
use self::rows::{Nothing, Rows};
use super::NotFoundPage;
use crate::components::report::{Say, with_reports};
use crate::components::{Page, WithAccount};
use crate::language::td_string;

pub(crate) use self::index::ReportsPage;

/// The report that the address names.
#[component]
pub(crate) fn FurtherPage() -> impl IntoView {
    let params = use_params_map();
    let asked = Memo::new(move |_| {
        let params = params.read();
        (params.get("report").unwrap_or_default(), params.get("of"))
    });
    move || {
        let (name, of) = asked.get();
        match (FurtherReport::named(&name), of) {
            (Some(FurtherReport::By(facet)), Some(of)) => {
                view! { <WithAccount>{facets::class_page(facet, of.clone())}</WithAccount> }
                    .into_any()
            }
            (Some(report), None) => {
                view! { <WithAccount><OneReport report/></WithAccount> }.into_any()
            }
            _ => view! { <NotFoundPage/> }.into_any(),
        }
    }
}

/// A report with its title, what it answers, and how it is computed.
#[component]
fn OneReport(report: FurtherReport) -> impl IntoView {
    let say = Say::here();
    let title = Signal::stored(words::title(say, report).to_owned());
    view! {
        <Page title lead=move || words::lead(say, report)>
            {match report {
                FurtherReport::By(facet) => facets::tabs(say, facet),
                _ => back(say),
            }}
            {with_reports(move |reports| {
                view! {
                    {body(say, report, reports)}
                    <p class="hint top-m">{words::how(say, report)}</p>
                }
            })}
        </Page>
    }
}

/// The way back to all reports.
fn back(say: Say) -> AnyView {
    view! {
        <nav class="by" aria-label=td_string!(say.locale(), further.title)>
            <div class="seg">
                <A href="/reports">{td_string!(say.locale(), further.all)}</A>
            </div>
        </nav>
    }
    .into_any()
}

fn body(say: Say, report: FurtherReport, reports: Memo<Arc<Reports>>) -> AnyView {
    match report {
        FurtherReport::Unfinished => rows(say, report, reports, unfinished::listed),
        FurtherReport::Upcoming => rows(say, report, reports, upcoming::listed),
        FurtherReport::PlusInMySeries => rows(say, report, reports, plus::listed),
        FurtherReport::Company => rows(say, report, reports, company::listed),
        FurtherReport::Duplicates => {
            let make = move |reports| duplicates::listed(say, reports);
            shown(say, report, computed_in_steps(reports, make))
        }
        FurtherReport::Health => rows(say, report, reports, health::listed),
        FurtherReport::By(facet) => facets::body(say, facet, reports),
        FurtherReport::CreditPlanner => view! { <planner::Planner reports/> }.into_any(),
        FurtherReport::Listening => view! { <listening::Heard reports/> }.into_any(),
        FurtherReport::Household => view! { <household::Together reports/> }.into_any(),
    }
}

/// A report that is nothing but rows.
fn rows(
    say: Say,
    report: FurtherReport,
    reports: Memo<Arc<Reports>>,
    make: fn(Say, &Arc<Reports>) -> Listed,
) -> AnyView {
    shown(
        say,
        report,
        computed(reports, move |reports| make(say, reports)),
    )
}

fn shown(say: Say, report: FurtherReport, listed: Signal<Option<Arc<Listed>>>) -> AnyView {
    let (title, text) = words::nothing(say, report);
    view! { <Rows listed nothing=Nothing { title, text }/> }.into_any()
}
