//! `/sync`: how far the sync is, what it found, what failed and what to do.

mod found;
mod health;
mod progress;

use std::sync::Arc;

use audipy::state::{Origin, Skipped, SkippedPart, State, SyncActivity};
use leptos::prelude::*;
use leptos_router::components::A;
use reports::Reports;

use self::found::SoFar;
use self::health::HealthSection;
use self::progress::ProgressList;
use crate::components::report::{FirstGaps, Say};
use crate::components::{Note, Page, PeopleLeft, ProblemNote, Tone, WithAccount};
use crate::language::{t, t_string, td_string};

/// The sync of the store that is shown.
#[component]
pub(crate) fn SyncPage() -> impl IntoView {
    view! { <WithAccount><Sync/></WithAccount> }
}

#[component]
fn Sync() -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let state = expect_context::<State>();
    let sample = Memo::new(move |_| {
        let account = state.account.read();
        account
            .as_ref()
            .is_some_and(|account| !account.origin.is_one_account())
    });
    let running = Memo::new(move |_| {
        matches!(
            state.sync.read().activity,
            SyncActivity::Running(_) | SyncActivity::Waiting { .. }
        )
    });
    let reports = Memo::new_with_compare(move |_| state.reports.get(), |_, _| true);
    let title = Signal::derive(move || {
        if running.get() {
            t_string!(i18n, sync.title_running)
        } else {
            t_string!(i18n, sync.title_idle)
        }
        .to_owned()
    });
    view! {
        <Page title lead=move || lead(say, state, sample.get())>
            <Show when=move || !sample.get()>
                <div class="two">
                    <section class="sync" aria-label=move || t_string!(i18n, sync.progress)>
                        <Show when=move || running.get()>
                            <ProgressList/>
                        </Show>
                        <Standing running/>
                        <Buttons running/>
                    </section>
                    <SoFar reports running/>
                </div>
                <Show when=move || running.get()>
                    <FirstGaps reports/>
                </Show>
                <HealthSection running/>
            </Show>
        </Page>
    }
}

/// The one sentence: running, up to date, due, or never.
fn lead(say: Say, state: State, sample: bool) -> AnyView {
    let i18n = say.i18n;
    let locale = say.locale();
    if sample {
        let account = state.account.read();
        return match account.as_ref().map(|account| account.origin) {
            Some(Origin::Together) => td_string!(locale, accounts.together_sync).into_any(),
            Some(Origin::File) => td_string!(locale, sync.lead_file).into_any(),
            _ => td_string!(locale, sync.lead_sample).into_any(),
        };
    }
    let sync = state.sync.read();
    match (&sync.activity, sync.last) {
        (SyncActivity::Running(_) | SyncActivity::Waiting { .. }, last) => {
            let account = state.account.read();
            let device = account
                .as_ref()
                .filter(|account| account.origin == Origin::SignIn && last.is_none())
                .and_then(|account| account.device_name.clone())
                .map(|device| t!(i18n, sync.lead_device, <strong> = <strong />, device = device));
            view! { {device} " " {td_string!(locale, sync.lead_running)} }.into_any()
        }
        (SyncActivity::Failed(_) | SyncActivity::Cancelled, last) => {
            let when = say.ago(last, state.now.get());
            td_string!(locale, sync.lead_stopped, when = when).into_any()
        }
        (_, None) => td_string!(locale, sync.lead_never).into_any(),
        (_, last) => {
            let now = state.now.get();
            let when = say.ago(last, now);
            if sync.due.is_some_and(|due| due <= now) {
                td_string!(locale, sync.lead_due, when = when).into_any()
            } else {
                td_string!(locale, sync.lead_done, when = when).into_any()
            }
        }
    }
}

/// What stands in the way, what was left out, what could not be read.
#[component]
fn Standing(running: Memo<bool>) -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let state = expect_context::<State>();
    let activity = Memo::new(move |_| match &state.sync.read().activity {
        // Progress changes many times a second; the notes do not.
        SyncActivity::Running(_) => SyncActivity::Idle,
        SyncActivity::Waiting { until, .. } => SyncActivity::Waiting {
            until: *until,
            progress: audipy::state::SyncProgress::default(),
        },
        other => other.clone(),
    });
    let summary = Memo::new(move |_| state.sync.read().summary.clone());
    let waits = move |until| {
        let seconds = u64::try_from(until_now(until, state)).unwrap_or(0);
        td_string!(
            i18n.get_locale(),
            sync.wait_title,
            span = span(say, seconds)
        )
    };
    view! {
        {move || match activity.get() {
            SyncActivity::Waiting { until, .. } => view! {
                <Note tone=Tone::Warn role="status">
                    <strong>{move || waits(until)}</strong>
                    <span>
                        {t!(
                            i18n,
                            sync.wait_text,
                            time = move || say.formats(|formats| formats.time(until))
                        )}
                    </span>
                </Note>
            }
            .into_any(),
            SyncActivity::Failed(problem) => view! {
                <ProblemNote problem>
                    <button class="btn small" type="button" on:click=move |_| state.sync_now()>
                        {td_string!(say.locale(), sync.try_now)}
                    </button>
                </ProblemNote>
                <p class="hint">{td_string!(say.locale(), sync.failed_kept)}</p>
            }
            .into_any(),
            SyncActivity::Cancelled => view! {
                <Note tone=Tone::Warn role="status">
                    <strong>{td_string!(say.locale(), sync.cancelled_title)}</strong>
                    <span>{td_string!(say.locale(), sync.cancelled_text)}</span>
                </Note>
            }
            .into_any(),
            SyncActivity::Idle | SyncActivity::Running(_) => ().into_any(),
        }}
        <Show when=move || !state.online.get() && !running.get()>
            <Note tone=Tone::Warn>
                <strong>{td_string!(say.locale(), sync.offline_title)}</strong>
                <span>{td_string!(say.locale(), sync.offline_text)}</span>
            </Note>
        </Show>
        {move || {
            summary
                .get()
                .filter(|_| !running.get())
                .map(|summary| {
                    let titles = usize::try_from(summary.titles).unwrap_or(usize::MAX);
                    view! {
                        <p>
                            {td_string!(
                                say.locale(),
                                sync.summary,
                                count = summary.titles,
                                n = say.number(titles)
                            )}
                        </p>
                        {unreadable(say, &summary.unreadable)}
                        {skipped(say, &summary.skipped)}
                        <PeopleLeft/>
                    }
                })
        }}
    }
}

fn unreadable(say: Say, items: &[String]) -> Option<impl IntoView + use<>> {
    let locale = say.locale();
    let title = td_string!(
        locale,
        sync.unreadable_title,
        count = items.len() as u64,
        n = say.number(items.len())
    );
    let names: Vec<_> = items
        .iter()
        .map(|item| view! { <li>{item.clone()}</li> })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <Note>
                <strong>{title}</strong>
                <span>{td_string!(locale, sync.unreadable_text)}</span>
                <ul>{names}</ul>
            </Note>
        }
    })
}

/// What was left out, and what Audible said instead.
fn skipped(say: Say, parts: &[Skipped]) -> Option<impl IntoView + use<>> {
    let locale = say.locale();
    let told: Vec<_> = parts
        .iter()
        .map(|part| {
            let fact = td_string!(locale, sync.skipped_why, fact = part.fact.clone());
            view! {
                <li>
                    {left_out(say, &part.what)} " "
                    <small class="soft">{fact}</small>
                </li>
            }
        })
        .collect();
    (!parts.is_empty()).then(|| {
        view! {
            <Note tone=Tone::Warn>
                <strong>{td_string!(locale, sync.skipped_title)}</strong>
                <span>{td_string!(locale, sync.skipped_text)}</span>
                <ul>{told}</ul>
            </Note>
        }
    })
}

fn left_out(say: Say, part: &SkippedPart) -> String {
    let locale = say.locale();
    let n = |number: u64| say.formats(|formats| formats.count(number));
    match part {
        SkippedPart::Titles(count) => {
            td_string!(locale, sync.skipped_titles, count = *count, n = n(*count))
        }
        SkippedPart::Series(count) => {
            td_string!(locale, sync.skipped_series, count = *count, n = n(*count))
        }
        SkippedPart::Volumes(count) => {
            td_string!(locale, sync.skipped_volumes, count = *count, n = n(*count))
        }
        SkippedPart::Wishes => td_string!(locale, sync.skipped_wishes).to_owned(),
        SkippedPart::Listening => td_string!(locale, sync.skipped_listening).to_owned(),
        SkippedPart::Finished => td_string!(locale, sync.skipped_finished).to_owned(),
        SkippedPart::Memberships => td_string!(locale, sync.skipped_memberships).to_owned(),
        SkippedPart::Person(name) => {
            td_string!(locale, sync.skipped_person, name = name.clone())
        }
    }
}

#[component]
fn Buttons(running: Memo<bool>) -> impl IntoView {
    let say = Say::here();
    let state = expect_context::<State>();
    // A failure has its own button, in its note.
    let word = Memo::new(move |_| match state.sync.read().activity {
        SyncActivity::Failed(_) => None,
        SyncActivity::Cancelled => Some(true),
        _ => Some(false),
    });
    view! {
        <Show
            when=move || running.get()
            fallback=move || {
                word.get().filter(|_| state.online.get()).map(|again| {
                    view! {
                        <div class="row">
                            <button
                                class="btn main"
                                type="button"
                                on:click=move |_| state.sync_now()
                            >
                                {if again { td_string!(say.locale(), sync.go_on) } else { td_string!(say.locale(), sync.sync_now) }}
                            </button>
                            <A href="/news">{td_string!(say.locale(), sync.news)}</A>
                            <A href="/podcasts">{td_string!(say.locale(), podcasts.title)}</A>
                        </div>
                    }
                })
            }
        >
            <div class="row">
                <button class="btn small" type="button" on:click=move |_| state.cancel_sync()>
                    {td_string!(say.locale(), sync.stop)}
                </button>
                <span class="hint">{td_string!(say.locale(), sync.stop_hint)}</span>
            </div>
        </Show>
    }
}

/// Whole seconds from now, at least one: never less than it takes.
fn until_now(until: audible::Timestamp, state: State) -> i64 {
    ((until.millis_since(state.now.get()) + 999) / 1000).max(1)
}

/// `20 seconds`, `5 minutes`.
fn span(say: Say, seconds: u64) -> String {
    let locale = say.locale();
    let n = |number: u64| say.formats(|formats| formats.count(number));
    if seconds < 90 {
        td_string!(locale, sync.seconds, count = seconds, n = n(seconds))
    } else {
        let minutes = seconds.div_ceil(60);
        td_string!(locale, sync.minutes, count = minutes, n = n(minutes))
    }
}

/// Reports as far as they are.
type SomeReports = Memo<Option<Arc<Reports>>>;
