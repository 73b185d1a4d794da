//! What a report shows while there is nothing to report, and what stands over it when something
//! is the matter. What has arrived is shown in every case.

use std::sync::Arc;

use audipy::state::{State, SyncActivity};
use leptos::prelude::*;
use leptos_router::components::A;
use reports::Reports;

use super::say::Say;
use crate::components::{Note, ProblemNote, Skeleton, Tone};
use crate::language::{t, td_string};

/// Draws with the reports once there are books; until then, says what is the matter.
pub(crate) fn with_reports<V: IntoView + 'static>(
    draw: impl Fn(Memo<Arc<Reports>>) -> V + Send + Clone + 'static,
) -> impl IntoView {
    let state = expect_context::<State>();
    let ready = Memo::new(move |_| {
        let reports = state.reports.read();
        let has_books = |reports: &Arc<Reports>| !reports.snapshot().items.is_empty();
        reports.as_ref().is_some_and(has_books)
    });
    move || match (ready.get(), state.reports.get_untracked()) {
        (true, Some(first)) => {
            let reports = Memo::new_with_compare(
                move |before: Option<&Arc<Reports>>| {
                    let now = state.reports.get();
                    now.or_else(|| before.cloned())
                        .unwrap_or_else(|| first.clone())
                },
                |one, other| match (one, other) {
                    (Some(one), Some(other)) => !Arc::ptr_eq(one, other),
                    _ => true,
                },
            );
            view! {
                <SyncNote/>
                {draw(reports)}
            }
            .into_any()
        }
        _ => view! { <NoBooks/> }.into_any(),
    }
}

/// A running first sync, or one that stopped: over what has arrived.
#[component]
pub(crate) fn SyncNote() -> impl IntoView {
    let state = expect_context::<State>();
    let say = Say::here();
    let activity = Memo::new(move |_| {
        let sync = state.sync.read();
        match &sync.activity {
            SyncActivity::Running(_) | SyncActivity::Waiting { .. } if sync.last.is_none() => {
                Some(Stage::Running)
            }
            SyncActivity::Cancelled => Some(Stage::Stopped),
            SyncActivity::Failed(problem) => Some(Stage::Failed(problem.clone())),
            _ => None,
        }
    });
    move || match activity.get() {
        None => ().into_any(),
        Some(Stage::Running) => view! {
            <Note>
                <strong>{td_string!(say.locale(), reports.state.partial_title)}</strong>
                <span>
                    {td_string!(say.locale(), reports.state.partial_text)} " "
                    <A href="/sync">{td_string!(say.locale(), reports.state.see_sync)}</A>
                </span>
            </Note>
        }
        .into_any(),
        Some(Stage::Stopped) => view! {
            <Note tone=Tone::Warn>
                <strong>{td_string!(say.locale(), reports.state.partial_stopped_title)}</strong>
                <span>{td_string!(say.locale(), reports.state.partial_stopped_text)}</span>
                <div class="row">
                    <button class="btn small" type="button" on:click=move |_| state.sync_now()>
                        {td_string!(say.locale(), reports.state.continue_sync)}
                    </button>
                </div>
            </Note>
        }
        .into_any(),
        Some(Stage::Failed(problem)) => view! {
            <ProblemNote problem>
                <button class="btn small" type="button" on:click=move |_| state.sync_now()>
                    {td_string!(say.locale(), sync.try_now)}
                </button>
            </ProblemNote>
        }
        .into_any(),
    }
}

#[derive(Clone, PartialEq)]
enum Stage {
    Running,
    Stopped,
    Failed(audipy::state::Problem),
}

/// No book is known: why, and what to do.
#[component]
fn NoBooks() -> impl IntoView {
    let state = expect_context::<State>();
    let say = Say::here();
    let sample = Memo::new(move |_| {
        let account = state.account.read();
        account
            .as_ref()
            .is_some_and(|account| !account.origin.is_one_account())
    });
    let read = Memo::new(move |_| {
        let reports = state.reports.read();
        reports
            .as_ref()
            .map(|reports| reports.snapshot().read_at.is_some())
    });
    let idle = Memo::new(move |_| {
        matches!(
            state.sync.read().activity,
            SyncActivity::Idle | SyncActivity::Cancelled | SyncActivity::Failed(_)
        )
    });
    let store = move || {
        let account = state.account.read();
        account
            .as_ref()
            .map(|account| format!("audible.{}", account.store.tld()))
            .unwrap_or_default()
    };
    view! {
        <SyncNote/>
        {move || match read.get() {
            Some(true) => view! {
                <div class="empty">
                    <h3>{td_string!(say.locale(), reports.state.empty_title)}</h3>
                    <p>{t!(say.i18n, reports.state.empty_text, store = store)}</p>
                    <A href="/status" attr:class="btn">{td_string!(say.locale(), common.status)}</A>
                </div>
            }
            .into_any(),
            Some(false) if idle.get() && !sample.get() => view! {
                <div class="empty">
                    <h3>{td_string!(say.locale(), reports.state.not_synced_title)}</h3>
                    <p>{td_string!(say.locale(), reports.state.not_synced_text)}</p>
                    <button class="btn main" type="button" on:click=move |_| state.sync_now()>
                        {td_string!(say.locale(), reports.state.sync_now)}
                    </button>
                </div>
            }
            .into_any(),
            _ => view! {
                <div aria-busy="true">
                    <p class="vh" role="status">{td_string!(say.locale(), reports.state.computing)}</p>
                    <Skeleton/>
                </div>
            }
            .into_any(),
        }}
    }
}

/// Nothing is left by search and filters.
#[component]
pub(crate) fn NothingMatches(
    /// How many titles are hidden.
    hidden: Signal<usize>,
    /// Shows everything again.
    clear: Callback<()>,
) -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    view! {
        <div class="empty top-m">
            <h3>{td_string!(say.locale(), reports.state.filtered_title)}</h3>
            <p>
                {t!(
                    i18n,
                    reports.state.filtered_text,
                    count = move || hidden.get() as u64,
                    n = move || say.number(hidden.get())
                )}
            </p>
            <button class="btn" type="button" on:click=move |_| clear.run(())>
                {td_string!(say.locale(), reports.tools.clear)}
            </button>
        </div>
    }
}

/// Without a credit value there is no cash-or-credit advice: where to enter it.
#[component]
pub(crate) fn NoCreditValue(reports: Memo<Arc<Reports>>) -> impl IntoView {
    let say = Say::here();
    let missing = Memo::new(move |_| {
        let reports = reports.read();
        reports
            .options
            .credit_value
            .is_none()
            .then(|| reports.snapshot().store.currency().code())
    });
    move || {
        missing.get().map(|currency| {
            view! {
                <Note>
                    <strong>{td_string!(say.locale(), reports.state.no_value_title)}</strong>
                    <span>
                        {t!(say.i18n, reports.state.no_value_text, currency = currency)} " "
                        <A href="/settings">{td_string!(say.locale(), reports.state.no_value_action)}</A>
                    </span>
                </Note>
            }
        })
    }
}
