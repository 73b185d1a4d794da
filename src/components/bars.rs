//! [`Bars`]: what concerns every page, above all else.

use audipy::state::{AuthView, NeedsSignIn, Origin, State};
use leptos::prelude::*;
use leptos_router::components::A;

use super::icon::{Icon, Symbol};
use crate::language::{Words, t, t_string, use_formats, use_i18n};
use crate::later::Later;
use crate::parts;

/// Sandbox, new version, offline, signed out by Amazon, sample library.
#[component]
pub(crate) fn Bars() -> impl IntoView {
    let state = expect_context::<State>();
    let open = Memo::new(move |_| state.account.read().is_some());
    view! {
        <SandboxBar/>
        // Always there, so that what appears inside is read out.
        <div role="status">
            <UpdateBar/>
            <OfflineBar/>
            <Show when=move || open.get()>
                <Later show=parts::account_bars waiting=|| () failed=|| ()/>
            </Show>
        </div>
    }
}

/// What concerns every page of an open account.
#[component]
pub(crate) fn AccountBars() -> impl IntoView {
    view! {
        <RefusedBar/>
        <GuestBar/>
    }
}

/// Why one has to sign in again, in a sentence or two.
pub(crate) fn why_sign_in(i18n: Words, why: &NeedsSignIn) -> String {
    match why {
        NeedsSignIn::Refused { message } if message.is_empty() => {
            t_string!(i18n, common.sign_in_refused).into()
        }
        NeedsSignIn::Refused { message } => {
            let words = t_string!(i18n, common.sign_in_words, message = message.as_str());
            format!("{} {words}", t_string!(i18n, common.sign_in_refused))
        }
        NeedsSignIn::NoRefreshToken => t_string!(i18n, common.sign_in_no_token).into(),
        NeedsSignIn::Damaged => t_string!(i18n, common.sign_in_damaged).into(),
    }
}

#[component]
fn SandboxBar() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let here = Memo::new(move |_| state.environment.read().sandbox.is_some());
    view! {
        <Show when=move || here.get()>
            <aside class="bar sandbox" aria-label=move || t_string!(i18n, common.sandbox_title)>
                <div>
                    <Icon symbol=Symbol::Flask/>
                    <span>
                        <b>{t!(i18n, common.sandbox_title)}</b> " "
                        {t!(i18n, common.sandbox_text)}
                    </span>
                </div>
            </aside>
        </Show>
    }
}

#[component]
fn UpdateBar() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    view! {
        <Show when=move || state.update_ready.get()>
            <div class="bar update">
                <div>
                    <Icon symbol=Symbol::Info/>
                    <span>{t!(i18n, common.update_text)}</span>
                    <button
                        class="btn small"
                        type="button"
                        on:click=move |_| state.apply_update()
                    >
                        {t!(i18n, common.update_button)}
                    </button>
                </div>
            </div>
        </Show>
    }
}

#[component]
fn OfflineBar() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let formats = use_formats();
    let text = move || match state.sync.read().last {
        Some(last) => t_string!(
            i18n,
            common.offline_text,
            when = formats.read().moment(last)
        ),
        None => t_string!(i18n, common.offline_never).to_owned(),
    };
    view! {
        <Show when=move || !state.online.get()>
            <div class="bar calm">
                <div>
                    <Icon symbol=Symbol::Offline/>
                    <span>{text}</span>
                </div>
            </div>
        </Show>
    }
}

#[component]
fn RefusedBar() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let why = Memo::new(move |_| match &*state.auth.read() {
        AuthView::NeedsSignIn { why } => Some(why.clone()),
        _ => None,
    });
    view! {
        <Show when=move || why.read().is_some()>
            <div class="bar refused">
                <div>
                    <Icon symbol=Symbol::Key/>
                    <span>
                        <b>{t!(i18n, common.sign_in_again)}</b> " "
                        {move || why.read().as_ref().map(|why| why_sign_in(i18n, why))}
                    </span>
                    <A href="/sign-in" attr:class="btn small main">
                        {t!(i18n, common.sign_in)}
                    </A>
                </div>
            </div>
        </Show>
    }
}

#[component]
fn GuestBar() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let guest = Memo::new(move |_| {
        let account = state.account.read();
        let account = account.as_ref();
        account.is_some_and(|account| account.origin.is_guest())
    });
    // The file's name; `None` for the sample.
    let file = Memo::new(move |_| {
        let account = state.account.read();
        let file = account.as_ref().filter(|it| it.origin == Origin::File);
        file.and_then(|file| file.name.clone())
    });
    let text = move || match file.get() {
        Some(name) => t_string!(i18n, common.file_text, name = name),
        None => t_string!(i18n, common.sample_text).to_owned(),
    };
    let leave = move || match &*file.read() {
        Some(_) => t_string!(i18n, common.file_leave),
        None => t_string!(i18n, common.sample_leave),
    };
    view! {
        <Show when=move || guest.get()>
            <div class="bar calm">
                <div>
                    <Icon symbol=Symbol::Info/>
                    <span>{text}</span>
                    <button class="btn small" type="button" on:click=move |_| state.forget()>
                        {leave}
                    </button>
                </div>
            </div>
        </Show>
    }
}
