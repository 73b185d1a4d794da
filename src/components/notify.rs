//! Telling the member who is elsewhere that signing in again is needed.

use audipy::browser::notification::{self, Permission};
use audipy::browser::visibility;
use audipy::state::{AuthView, NeedsSignIn, State};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::language::{t, t_string, use_i18n};

/// Notifies when Amazon has refused while nobody looks at the page. Part of every page; asks for
/// nothing.
#[component]
pub(super) fn Notifier() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let refused = Memo::new(move |_| {
        matches!(
            &*state.auth.read(),
            AuthView::NeedsSignIn {
                why: NeedsSignIn::Refused { .. }
            }
        )
    });
    Effect::new(move |before: Option<bool>| {
        let now = refused.get();
        // What was so when the page was opened is on the screen already.
        let is_news = now && before == Some(false);
        if is_news && !visibility::is_visible() && state.preferences.read_untracked().notify {
            let title = t_string!(i18n, notify.title).to_owned();
            let body = t_string!(i18n, notify.body).to_owned();
            spawn_local(async move { notification::show(&title, &body, "audipy-sign-in").await });
        }
        now
    });
}

/// Offers to notify, in the place where it makes sense; the browser is asked only by a tap.
#[component]
pub(crate) fn Notify() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let permission = RwSignal::new(notification::permission());
    let on = Memo::new(move |_| {
        state.preferences.read().notify && permission.get() == Permission::Granted
    });
    let ask = move |_| {
        spawn_local(async move {
            let answer = notification::ask().await;
            permission.set(answer);
            state.set_preferences(|all| all.notify = answer == Permission::Granted);
        });
    };
    let stop = move |_| state.set_preferences(|all| all.notify = false);
    let text = move || match permission.get() {
        Permission::Unsupported => t!(i18n, notify.unsupported),
        Permission::Denied => t!(i18n, notify.denied),
        _ if on.get() => t!(i18n, notify.on_text),
        _ => t!(i18n, notify.text),
    };
    let may_ask = move || matches!(permission.get(), Permission::Granted | Permission::NotAsked);
    view! {
        <p>
            <b>{t!(i18n, notify.heading)}</b>
            <span role="status">{text}</span>
        </p>
        <Show when=move || may_ask() && !on.get()>
            <button class="btn small" type="button" on:click=ask>{t!(i18n, notify.turn_on)}</button>
        </Show>
        <Show when=move || on.get()>
            <button class="btn small" type="button" on:click=stop>{t!(i18n, notify.turn_off)}</button>
        </Show>
    }
}
