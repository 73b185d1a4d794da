//! The access token, counting down.

use audible::Timestamp;
use audipy::state::{AuthView, State};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::{Age, Icon, Symbol, what_happened};
use crate::language::{t, t_string, use_formats, use_i18n};

/// Time left, what happened last, and renewing now.
#[component]
pub(super) fn AccessToken() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let needs = Memo::new(move |_| matches!(*state.auth.read(), AuthView::NeedsSignIn { .. }));
    // There may be nothing to renew.
    let busy = Memo::new(move |_| {
        matches!(
            *state.auth.read(),
            AuthView::Refreshing | AuthView::BySignature
        )
    });
    view! {
        <section aria-labelledby="countdown" class="gap-m">
            <h2 id="countdown">{t!(i18n, status.token_title)}</h2>
            <div class="count">
                <Countdown/>
                <p class="hint" role="status">{Standing}</p>
                <p class="hint">{History}</p>
            </div>
            <div class="row">
                <Show
                    when=move || !needs.get()
                    fallback=move || {
                        view! {
                            <A href="/sign-in" attr:class="btn main">
                                {t!(i18n, common.sign_in)}
                            </A>
                        }
                    }
                >
                    <button
                        class="btn main"
                        type="button"
                        disabled=move || busy.get() || !state.online.get()
                        on:click=move |_| state.refresh_now()
                    >
                        <Icon symbol=Symbol::Sync/>
                        {t!(i18n, status.refresh)}
                    </button>
                    <button
                        class="btn"
                        type="button"
                        disabled=move || !state.online.get()
                        on:click=move |_| state.sync_now()
                    >
                        {t!(i18n, status.sync)}
                    </button>
                </Show>
            </div>
        </section>
    }
}

/// When the token ends, if it has not.
fn ends(state: State) -> Option<Timestamp> {
    let expires = match &*state.auth.read() {
        AuthView::Ready { expires } => (*expires).or(state.status.read().access_token.expires),
        _ => None,
    };
    expires.filter(|expires| *expires > state.now.get())
}

#[component]
fn Countdown() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let left = Memo::new(move |_| {
        ends(state)
            .map(|ends| u64::try_from(ends.millis_since(state.now.get()) / 1000).unwrap_or(0))
    });
    // Nobody wants each second read out.
    view! {
        <Show when=move || left.get().is_some()>
            <time class="big" role="timer" aria-live="off" datetime=move || duration(left.get())>
                {move || clock(left.get())}
            </time>
            <progress
                class="live"
                max=LIFETIME_S
                value=move || left.get()
                aria-label=move || t_string!(i18n, status.token_left)
            ></progress>
        </Show>
    }
}

/// `43:12`.
fn clock(seconds: Option<u64>) -> String {
    let seconds = seconds.unwrap_or(0);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// The same for machines, `PT43M12S`.
fn duration(seconds: Option<u64>) -> String {
    let seconds = seconds.unwrap_or(0);
    format!("PT{}M{}S", seconds / 60, seconds % 60)
}

/// What is going on with it.
#[component]
fn Standing() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let formats = use_formats();
    move || match &*state.auth.read() {
        AuthView::Refreshing => t!(i18n, status.token_refreshing).into_any(),
        AuthView::Waiting {
            retry_at: Some(at), ..
        } => {
            let when = formats.read().time(*at);
            t!(i18n, status.token_waiting, when = when).into_any()
        }
        AuthView::Waiting { retry_at: None, .. } => t!(i18n, status.token_waiting_plain).into_any(),
        AuthView::NeedsSignIn { .. } => t!(i18n, status.token_refused).into_any(),
        AuthView::BySignature => t!(i18n, device.by_signature).into_any(),
        AuthView::Ready { .. } | AuthView::SignedOut | AuthView::SigningIn(_) => {
            match ends(state) {
                Some(ends) => {
                    let when = formats.read().time(ends);
                    t!(i18n, status.token_until, when = when).into_any()
                }
                None => t!(i18n, status.token_ended).into_any(),
            }
        }
    }
}

/// Last renewal and last error.
#[component]
fn History() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let refresh = Memo::new(move |_| state.status.read().last_refresh);
    let error = Memo::new(move |_| state.status.read().last_error.clone());
    move || {
        let refreshed = refresh.get().map(|at| {
            view! {
                {t!(i18n, status.last_refresh)} " " <Age at=Signal::stored(at)/> ". "
            }
        });
        let failed = match error.get() {
            Some((at, problem)) => view! {
                {t!(i18n, status.last_error)} " " <Age at=Signal::stored(at)/> ": "
                {move || what_happened(i18n, &problem)}
            }
            .into_any(),
            None => t!(i18n, status.no_error).into_any(),
        };
        view! { {refreshed} {failed} }
    }
}

/// How long Amazon's access tokens last (sign-in reference, section 14).
const LIFETIME_S: u32 = 3600;
