//! `/books/…`, `/people/…`, `/series/…`: the pages of one book, one person, one series.

mod book;
mod facts;
mod person;
mod series;

use std::sync::Arc;

use audipy::state::State;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;
use reports::Reports;

use crate::components::report::with_reports;
use crate::components::{Page, WithAccount};
use crate::language::{Words, t_string, use_i18n};

pub(crate) use book::BookPage;
pub(crate) use person::PersonPage;
pub(crate) use series::SeriesPage;

/// What a page of one thing shows.
struct Shown {
    title: String,
    lead: Option<AnyView>,
    body: AnyView,
}

/// The key in the address, as long as the page stays.
fn key() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.read().get("key").unwrap_or_default())
}

/// The page of what a key names, drawn anew when the reports or the key change.
fn page_of(
    draw: impl Fn(&Arc<Reports>, &str) -> Option<Shown> + Clone + Send + Sync + 'static,
) -> AnyView {
    let state = expect_context::<State>();
    let key = key();
    let page = move || {
        let reports = state.reports.get();
        let Some(reports) = reports.filter(|reports| !reports.snapshot().items.is_empty()) else {
            return view! { <NoBooks/> }.into_any();
        };
        match draw(&reports, &key.read()) {
            Some(Shown { title, lead, body }) => view! {
                <Page title=Signal::stored(title)>
                    {lead.map(|lead| view! { <p class="lead one-lead">{lead}</p> })}
                    {body}
                </Page>
            }
            .into_any(),
            None => view! { <Unknown/> }.into_any(),
        }
    };
    view! { <WithAccount>{page.clone()}</WithAccount> }.into_any()
}

/// There is nothing to show yet; what is the matter.
#[component]
fn NoBooks() -> impl IntoView {
    let i18n: Words = use_i18n();
    view! {
        <Page title=Signal::derive(move || t_string!(i18n, common.opening_title).to_owned())>
            {with_reports(|_| ())}
        </Page>
    }
}

/// Nothing in this library bears the key.
#[component]
fn Unknown() -> impl IntoView {
    let i18n: Words = use_i18n();
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, find.unknown_title).to_owned())
            lead=move || t_string!(i18n, find.unknown_text)
            narrow=true
        >
            <div class="row">
                <A href="/reports/by-author" attr:class="btn main">
                    {t_string!(i18n, find.unknown_library)}
                </A>
                <A href="/status" attr:class="btn">{t_string!(i18n, find.unknown_status)}</A>
            </div>
        </Page>
    }
}
