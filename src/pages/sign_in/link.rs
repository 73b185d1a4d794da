//! Step 2: the link to Amazon's page.

use audible::AccountKind;
use audipy::browser::clipboard;
use audipy::state::{AuthView, SignInStep};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::SignIn;
use crate::components::{Age, Icon, Note, Symbol};
use crate::language::{t, use_i18n};

/// Folded to one line while the sign-in is under way; the link stays in reach.
#[component]
pub(super) fn LinkStep(sign_in: SignIn) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Show
            when=move || !sign_in.under_way.get()
            fallback=move || view! { <OpenAgain sign_in/> }
        >
            <li class="step now">
                <div>
                    <h2>{t!(i18n, sign_in.open_step)}</h2>
                    <p>{t!(i18n, sign_in.open_text)}</p>
                    <OpenLink sign_in/>
                    <CatchingApp sign_in/>
                </div>
            </li>
        </Show>
    }
}

#[component]
fn OpenLink(sign_in: SignIn) -> impl IntoView {
    let i18n = use_i18n();
    let url = move || {
        let attempt = sign_in.state().attempt.read();
        attempt.as_ref().map(|attempt| attempt.url.clone())
    };
    let has_failed =
        Memo::new(move |_| *sign_in.state().auth.read() == AuthView::SigningIn(SignInStep::NoLink));
    move || match url() {
        None if has_failed.get() => view! { <NoLink sign_in/> }.into_any(),
        None => {
            view! { <p class="hint" role="status">{t!(i18n, sign_in.preparing)}</p> }.into_any()
        }
        Some(url) => view! {
            <div class="row">
                <a
                    class="btn main"
                    href=url
                    target="_blank"
                    rel="noopener noreferrer"
                    on:click=move |_| sign_in.under_way.set(true)
                >
                    <Icon symbol=Symbol::Out/>
                    {move || match sign_in.kind.get() {
                        AccountKind::Amazon => t!(i18n, sign_in.open_link).into_any(),
                        AccountKind::Audible => t!(i18n, sign_in.open_link_audible).into_any(),
                    }}
                </a>
                <CopyLink sign_in/>
            </div>
        }
        .into_any(),
    }
}

/// Why stands among the problems at the top of the page.
#[component]
fn NoLink(sign_in: SignIn) -> impl IntoView {
    let i18n = use_i18n();
    let again = move |_| {
        let (store, kind) = (sign_in.store.get_untracked(), sign_in.kind.get_untracked());
        sign_in.state().start_sign_in(store, kind);
    };
    view! {
        <div class="row">
            <span role="status">{t!(i18n, sign_in.no_link)}</span>
            <button class="btn" type="button" on:click=again>
                {t!(i18n, common.try_again)}
            </button>
        </div>
    }
}

#[component]
fn CopyLink(sign_in: SignIn) -> impl IntoView {
    let i18n = use_i18n();
    let copied = RwSignal::new(None);
    let copy = move |_| {
        let attempt = sign_in.state().attempt.read_untracked();
        let Some(url) = attempt.as_ref().map(|attempt| attempt.url.clone()) else {
            return;
        };
        spawn_local(async move { copied.set(Some(clipboard::copy(&url).await)) });
    };
    view! {
        <button class="btn" type="button" on:click=copy>
            <Icon symbol=Symbol::Copy/>
            {t!(i18n, sign_in.copy_link)}
        </button>
        <span class="hint" role="status">
            {move || match copied.get() {
                None => None,
                Some(true) => Some(t!(i18n, sign_in.link_copied).into_any()),
                Some(false) => Some(t!(i18n, common.copy_failed).into_any()),
            }}
        </span>
    }
}

/// On phones an installed Amazon app may take the link.
#[component]
fn CatchingApp(sign_in: SignIn) -> impl IntoView {
    let i18n = use_i18n();
    sign_in.state().environment.read_untracked().phone.then(|| {
        view! {
            <Note>
                <strong>{t!(i18n, sign_in.app_title)}</strong>
                <span>{t!(i18n, sign_in.app_text)}</span>
            </Note>
        }
    })
}

#[component]
fn OpenAgain(sign_in: SignIn) -> impl IntoView {
    let i18n = use_i18n();
    let attempt = move || sign_in.state().attempt.get();
    view! {
        <li class="step done">
            <div>
                {move || {
                    attempt().map(|attempt| {
                        view! {
                            <div class="row">
                                <h2>
                                    {t!(i18n, sign_in.open_done)} " "
                                    <Age at=Signal::stored(attempt.made_at)/>
                                </h2>
                                <a href=attempt.url target="_blank" rel="noopener noreferrer">
                                    {t!(i18n, sign_in.open_again)}
                                </a>
                            </div>
                        }
                    })
                }}
                <CatchingApp sign_in/>
            </div>
        </li>
    }
}
