//! Signing in: on Amazon's own page, bringing one address back, or here.

mod here;
mod link;
mod lost;
mod one_device;
mod paste;
mod picture;
mod store;
mod wrong;

use audible::{AccountKind, Marketplace};
use audipy::state::{AuthView, Boot, NeedsSignIn, SignInStep, State};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::components::{Note, Notify, Page, ProblemNote, Skeleton, Tone, why_sign_in};
use crate::language::{t, t_string, use_i18n};
pub(crate) use here::SignInHerePage;
use link::LinkStep;
use one_device::OneDevice;
use paste::PasteStep;
use store::{StoreStep, guess};

/// `/sign-in`.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    go_on(state);
    on_cleanup(move || state.leave_sign_in());
    let taken = taken(state);
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, sign_in.title).to_owned())
            lead=move || t!(i18n, sign_in.lead)
            narrow=true
        >
            <div class="gap-s">
                <WhyAgain/>
                <OneDevice/>
                <HomeScreenFirst/>
            </div>
            // One closure: a fallback that reads what its condition is made of is not always drawn anew.
            {move || match taken.get() {
                None => view! { <Steps/> }.into_any(),
                Some(step) => view! { <Taken step/> }.into_any(),
            }}
        </Page>
    }
}

/// What was chosen, and how far the member is. `Copy`, for the steps.
#[derive(Clone, Copy)]
struct SignIn {
    /// By reference: it is large.
    held: StoredValue<State>,
    store: RwSignal<Marketplace>,
    kind: RwSignal<AccountKind>,
    /// Whether the link was used (or is old enough that it surely was): steps 1 and 2 are folded.
    under_way: RwSignal<bool>,
}

impl SignIn {
    fn state(self) -> State {
        self.held.get_value()
    }

    /// What the address says was chosen on the other page, else what is pending or likely.
    fn chosen(state: State) -> Self {
        let query = use_query_map().get_untracked();
        let asked_for = query
            .get("store")
            .and_then(|code| Marketplace::parse(&code));
        let (store, kind) = match asked_for {
            Some(store) if query.get("kind").as_deref() == Some(AUDIBLE) => {
                (store, AccountKind::Audible)
            }
            Some(store) => (store, AccountKind::Amazon),
            None => state.attempt.read_untracked().as_ref().map_or_else(
                || (home_or_guess(state), AccountKind::Amazon),
                |attempt| (attempt.store, attempt.kind),
            ),
        };
        let sign_in = Self {
            held: StoredValue::new(state),
            store: RwSignal::new(store),
            kind: RwSignal::new(AccountKind::Amazon),
            under_way: RwSignal::new(false),
        };
        if store.has_usernames() {
            sign_in.kind.set(kind);
        }
        sign_in
    }

    /// For the other page: what was chosen here.
    fn query(self) -> String {
        let store = self.store.get().code();
        match self.kind.get() {
            AccountKind::Amazon => format!("store={store}"),
            AccountKind::Audible => format!("store={store}&kind={AUDIBLE}"),
        }
    }

    fn begin(state: State) -> Self {
        let sign_in = Self::chosen(state);
        // Attempts are kept in what is being opened. A memo, because an account that is opened by
        // this sign-in must not begin another one.
        let is_opened = Memo::new(move |_| !state.boot.read().is_under_way());
        // The link has its address before anyone taps it.
        Effect::new(move |_| {
            let (store, kind) = (sign_in.store.get(), sign_in.kind.get());
            if is_opened.get() {
                state.start_sign_in(store, kind);
            }
        });
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
        <OfferHere sign_in/>
    }
}

/// The second, quieter way, where the relay carries it.
#[component]
fn OfferHere(sign_in: SignIn) -> impl IntoView {
    let i18n = use_i18n();
    let state = sign_in.state();
    state.ask_relay();
    let carries = Memo::new(move |_| state.environment.read().carries_sign_in == Some(true));
    let relay = move || state.environment.read().relay.clone();
    view! {
        <Show when=move || carries.get()>
            <details class="more">
                <summary>{t!(i18n, conversation.offer_more)}</summary>
                <div class="gap-s">
                    <p class="hint">
                        {t!(i18n, conversation.offer_text, <code> = <code/>, relay = relay)}
                    </p>
                    <div class="row">
                        <A
                            href=move || format!("/sign-in/here?{}", sign_in.query())
                            attr:class="btn small"
                        >
                            {t!(i18n, conversation.offer_go)}
                        </A>
                    </div>
                </div>
            </details>
        </Show>
    }
}

/// How far it is once the address was taken.
fn taken(state: State) -> Memo<Option<SignInStep>> {
    Memo::new(move |_| match &*state.auth.read() {
        AuthView::SigningIn(step @ (SignInStep::Registering | SignInStep::Unopened(_))) => {
            Some(step.clone())
        }
        _ => None,
    })
}

/// The address was taken: in place of everything that was asked before.
#[component]
fn Taken(step: SignInStep) -> impl IntoView {
    let i18n = use_i18n();
    if let SignInStep::Unopened(problem) = step {
        return view! {
            <section class="gap-m">
                <Note tone=Tone::Good role="status">
                    <strong>{t!(i18n, sign_in.unopened_title)}</strong>
                    <span>{t!(i18n, sign_in.unopened_text)}</span>
                </Note>
                <ProblemNote problem/>
                <div class="row">
                    <a class="btn main" href="/" rel="external">
                        {t!(i18n, sign_in.unopened_again)}
                    </a>
                </div>
            </section>
        }
        .into_any();
    }
    view! {
        <section class="gap-s" role="status" aria-busy="true">
            <h2>{t!(i18n, sign_in.registering_title)}</h2>
            <p>{t!(i18n, sign_in.registering_text)}</p>
            <Skeleton/>
        </section>
    }
    .into_any()
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
                <details class="more">
                    <summary>{t!(i18n, notify.heading)}</summary>
                    <ul class="list" role="list"><li><Notify/></li></ul>
                </details>
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

/// A sign-in that has arrived leads to the choice of stores, or to the lock of an account that was
/// here already.
fn go_on(state: State) {
    let navigate = use_navigate();
    let registered = StoredValue::new(false);
    Effect::new({
        let navigate = navigate.clone();
        move |_| {
            if let Boot::Locked(locked) = &*state.boot.read()
                && locked.signed_in
                && registered.get_value()
            {
                navigate("/", NavigateOptions::default());
            }
        }
    });
    Effect::new(move |_| {
        if let AuthView::SigningIn(SignInStep::Registering) = &*state.auth.read() {
            registered.set_value(true);
        }
        if let AuthView::SigningIn(SignInStep::Probing { .. } | SignInStep::ChoosingStores { .. }) =
            &*state.auth.read()
        {
            navigate("/stores", NavigateOptions::default());
        }
    });
}

/// In an address: an Audible user name.
const AUDIBLE: &str = "audible";
