//! Signing in on Amazon's own page, and bringing one address back.

mod link;
mod lost;
mod paste;
mod picture;
mod store;
mod wrong;

use audible::{AccountKind, Marketplace};
use audipy::state::{AuthView, Boot, NeedsSignIn, SignInStep, State};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::components::{Note, Page, Skeleton, Tone, why_sign_in};
use crate::language::{t, t_string, use_i18n};
use link::LinkStep;
use paste::PasteStep;
use store::{StoreStep, guess};

/// `/sign-in`.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    go_on_to_the_stores(state);
    let registering =
        Memo::new(move |_| *state.auth.read() == AuthView::SigningIn(SignInStep::Registering));
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, sign_in.title).to_owned())
            lead=move || t!(i18n, sign_in.lead)
            narrow=true
        >
            <div class="gap-s">
                <WhyAgain/>
                <HomeScreenFirst/>
            </div>
            <Show when=move || !registering.get() fallback=Registering>
                <Steps/>
            </Show>
        </Page>
    }
}

/// What was chosen, and how far the member is. `Copy`, for the steps.
#[derive(Clone, Copy)]
struct SignIn {
    state: State,
    store: RwSignal<Marketplace>,
    kind: RwSignal<AccountKind>,
    /// Whether the link was used (or is old enough that it surely was): steps 1 and 2 are folded.
    under_way: RwSignal<bool>,
}

impl SignIn {
    fn begin(state: State) -> Self {
        let (store, kind) = state.attempt.read_untracked().as_ref().map_or_else(
            || (home_or_guess(state), AccountKind::Amazon),
            |attempt| (attempt.store, attempt.kind),
        );
        let sign_in = Self {
            state,
            store: RwSignal::new(store),
            kind: RwSignal::new(kind),
            under_way: RwSignal::new(false),
        };
        // Attempts are kept in what is being opened. A memo, because an account that is opened by
        // this sign-in must not begin another one.
        let is_opened = Memo::new(move |_| *state.boot.read() != Boot::Opening);
        // The link has its address before anyone taps it.
        Effect::new(move |_| {
            let (store, kind) = (sign_in.store.get(), sign_in.kind.get());
            if is_opened.get() {
                state.start_sign_in(store, kind);
            }
        });
        on_cleanup(move || state.leave_sign_in());
        // An attempt from before this page was opened was begun in earnest.
        let opened = state.now.get_untracked();
        Effect::new(move |_| {
            let attempt = state.attempt.read();
            if attempt
                .as_ref()
                .is_some_and(|attempt| opened.millis_since(attempt.made_at) > 5_000)
            {
                sign_in.under_way.set(true);
            }
        });
        sign_in
    }

    /// Another store: an Audible user name exists in few of them.
    fn choose(self, store: Marketplace) {
        if !store.has_usernames() {
            self.kind.set(AccountKind::Amazon);
        }
        self.store.set(store);
    }
}

fn home_or_guess(state: State) -> Marketplace {
    let account = state.account.read_untracked();
    account.as_ref().map_or_else(
        || guess(&state.environment.read_untracked().languages),
        |account| account.home,
    )
}

#[component]
fn Steps() -> impl IntoView {
    let sign_in = SignIn::begin(expect_context());
    view! {
        <ol class="steps" role="list">
            <StoreStep sign_in/>
            <LinkStep sign_in/>
            <PasteStep sign_in/>
        </ol>
    }
}

/// The address was taken.
#[component]
fn Registering() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="gap-s" role="status" aria-busy="true">
            <h2>{t!(i18n, sign_in.registering_title)}</h2>
            <p>{t!(i18n, sign_in.registering_text)}</p>
            <Skeleton/>
        </section>
    }
}

/// Why someone who was signed in is here again.
#[component]
fn WhyAgain() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    // Beginning to sign in takes the reason out of the state, not off the page.
    let why = Memo::new(
        move |before: Option<&Option<NeedsSignIn>>| match &*state.auth.read() {
            AuthView::NeedsSignIn { why } => Some(why.clone()),
            _ => before.cloned().flatten(),
        },
    );
    move || {
        why.get().map(|why| {
            view! {
                <Note tone=Tone::Bad>
                    <strong>{t!(i18n, common.sign_in_again)}</strong>
                    <span>{move || why_sign_in(i18n, &why)}</span>
                </Note>
            }
        })
    }
}

/// An installed page on iOS has a storage of its own: signing in before would be in vain.
#[component]
fn HomeScreenFirst() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let on_safari_page = move || {
        let environment = state.environment.read();
        environment.ios && !environment.installed
    };
    view! {
        <Show when=on_safari_page>
            <Note tone=Tone::Warn>
                <strong>{t!(i18n, welcome.ios_title)}</strong>
                <span>{t!(i18n, welcome.ios_text)}</span>
            </Note>
        </Show>
    }
}

fn go_on_to_the_stores(state: State) {
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let AuthView::SigningIn(SignInStep::Probing { .. } | SignInStep::ChoosingStores { .. }) =
            &*state.auth.read()
        {
            navigate("/stores", NavigateOptions::default());
        }
    });
}
