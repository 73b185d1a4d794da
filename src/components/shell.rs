//! [`Shell`]: what is around every page: bars, top line with tabs, foot.

use audipy::state::{Origin, State, SyncActivity, SyncProgress};
use leptos::prelude::*;
use leptos_router::components::A;

use super::age::relative;
use super::bars::Bars;
use super::finder::{Finder, FinderButton};
use super::icon::{Icon, Symbol};
use super::notify::Notifier;
use super::opening::NotLoadedNote;
use super::page::LastPath;
use crate::language::{t, t_string, use_formats, use_i18n};
use crate::later::Later;
use crate::parts;

/// The frame. Its children are the routes.
#[component]
pub(crate) fn Shell(children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    LastPath::provide();
    let open = Memo::new(move |_| state.account.read().is_some());
    let accounts = Memo::new(move |_| !state.accounts.read().is_empty());
    let problems = Memo::new(move |_| !state.problems.read().is_empty());
    view! {
        // `external` keeps the router away: the browser itself moves the focus.
        <a class="skip" href="#main" rel="external">{t!(i18n, common.skip)}</a>
        <Bars/>
        <header class="top">
            <A href="/" attr:class="brand" exact=true>
                <Wordmark/>
                "AudiPy"
            </A>
            <Show when=move || open.get()>
                <Later show=parts::account_top waiting=|| () failed=|| ()/>
            </Show>
            <Show when=move || accounts.get()>
                <Later show=parts::switcher waiting=|| () failed=|| ()/>
            </Show>
        </header>
        <div class="notices">
            <Show when=move || problems.get()>
                <Later show=parts::problems waiting=|| () failed=NotLoadedNote/>
            </Show>
        </div>
        {children()}
        <Finder/>
        <footer class="foot">
            <span>{t!(i18n, common.foot_stays)}</span>
            <A href="/privacy">{t!(i18n, common.foot_privacy)}</A>
            <A href="/settings">{t!(i18n, common.settings)}</A>
            <Show when=move || open.get()>
                <A href="/reports" exact=true>{t!(i18n, common.reports)}</A>
                <A href="/accounts">{t!(i18n, accounts.title)}</A>
                <A href="/status">{t!(i18n, common.status)}</A>
            </Show>
            <span>{t!(i18n, common.foot_version, version = env!("CARGO_PKG_VERSION"))}</span>
        </footer>
    }
}

/// The top line of an open account.
#[component]
pub(crate) fn AccountTop() -> impl IntoView {
    view! {
        <Notifier/>
        <Tabs/>
        <FinderButton/>
        <DataAge/>
    }
}

#[component]
fn Tabs() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <nav class="tabs" aria-label=move || t_string!(i18n, common.nav)>
            <ul role="list">
                <li>
                    <A href="/" exact=true>
                        <Icon symbol=Symbol::Home/>
                        {t!(i18n, common.overview)}
                    </A>
                </li>
                <li>
                    <A href="/reports/by-author">
                        <Icon symbol=Symbol::Library/>
                        {t!(i18n, common.library)}
                    </A>
                </li>
                <li>
                    <A href="/reports/missing">
                        <Icon symbol=Symbol::Gap/>
                        {t!(i18n, common.series)}
                    </A>
                </li>
                <li>
                    <A href="/reports/more-by-authors">
                        <Icon symbol=Symbol::Pen/>
                        {t!(i18n, common.authors)}
                    </A>
                </li>
                <li>
                    <A href="/reports/more-by-narrators">
                        <Icon symbol=Symbol::Microphone/>
                        {t!(i18n, common.narrators)}
                    </A>
                </li>
            </ul>
        </nav>
    }
}

/// How old the data is; the way to the status page, or to the sync page while one runs.
#[component]
fn DataAge() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let formats = use_formats();
    let sample = move || {
        let account = state.account.read();
        account
            .as_ref()
            .is_some_and(|account| account.origin == Origin::Sample)
    };
    let file = move || {
        let account = state.account.read();
        let account = account.as_ref();
        account.is_some_and(|account| account.origin == Origin::File)
    };
    // By the minute: a text that changes each second helps nobody.
    let minute = Memo::new(move |_| {
        state
            .now
            .get()
            .plus_millis(-(state.now.get().millis() % 60_000))
    });
    let text = move || {
        let sync = state.sync.read();
        let formats = formats.read();
        let when = || sync.last.map(|last| relative(&formats, last, minute.get()));
        if sample() {
            return t_string!(i18n, common.age_sample).to_owned();
        }
        if file() {
            return t_string!(i18n, common.age_file).to_owned();
        }
        match (&sync.activity, when()) {
            (SyncActivity::Running(progress), _) => match share(progress) {
                Some(share) => {
                    let share = formats.percent(share);
                    t_string!(i18n, common.age_syncing_share, share = share)
                }
                None => t_string!(i18n, common.age_syncing).to_owned(),
            },
            (SyncActivity::Waiting { until, .. }, _) => {
                t_string!(i18n, common.age_waiting, when = formats.time(*until))
            }
            (_, Some(when)) if state.online.get() => {
                t_string!(i18n, common.age_synced, when = when)
            }
            (_, Some(when)) => t_string!(i18n, common.age_offline, when = when),
            (_, None) if !state.online.get() => {
                t_string!(i18n, common.age_offline_never).to_owned()
            }
            (SyncActivity::Failed(_), None) => t_string!(i18n, common.age_failed).to_owned(),
            (_, None) => t_string!(i18n, common.age_never).to_owned(),
        }
    };
    let href = move || {
        let sync = state.sync.read();
        match sync.activity {
            SyncActivity::Running(_) | SyncActivity::Waiting { .. } => "/sync".to_owned(),
            SyncActivity::Failed(_) | SyncActivity::Cancelled if sync.last.is_none() => {
                "/sync".to_owned()
            }
            _ => "/status".to_owned(),
        }
    };
    view! {
        <A href=href attr:class="age">
            <Icon symbol=Symbol::Sync/>
            {text}
        </A>
    }
}

/// Part of a sync that is done, where all totals are known.
fn share(progress: &SyncProgress) -> Option<f64> {
    let counts = [
        progress.titles,
        progress.series,
        progress.wishes,
        progress.volumes,
        progress.people,
    ];
    let total: u64 = counts
        .iter()
        .map(|count| count.total)
        .sum::<Option<u64>>()?;
    let done: u64 = counts.iter().map(|count| count.done).sum();
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    (total > 0).then(|| (done as f64 / total as f64).min(1.0))
}

#[component]
fn Wordmark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 28 24" aria-hidden="true" focusable="false">
            <rect class="b" x="1" y="11" width="4" height="9.5"></rect>
            <rect class="b" x="6.5" y="6" width="4" height="14.5"></rect>
            <rect class="b" x="12" y="2" width="4" height="18.5"></rect>
            <path class="g" d="M18.5 21V8.5h3V21"></path>
            <rect class="b" x="24" y="12" width="3.5" height="8.5"></rect>
            <rect class="b" x="0" y="21.5" width="28" height="2"></rect>
        </svg>
    }
}
