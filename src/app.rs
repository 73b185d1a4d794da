//! The root: state, language, colours, and which page belongs to which address.

use audipy::state::{AuthView, Boot, SignInStep, State, Theme};
use leptos::prelude::*;
use leptos_meta::{Html, provide_meta_context};
use leptos_router::components::{Redirect, Route, Router, Routes};
use leptos_router::path;

use crate::components::{FailedPage, OpeningPage, Shell};
use crate::language::{self, I18nContextProvider, use_i18n};
use crate::pages::{
    InsecurePage, NotFoundPage, OpenFilePage, OverviewPage, PrivacyPage, ReportPage, SettingsPage,
    SignInPage, StatusPage, StoresPage, SyncPage, WelcomePage,
};

/// Everything on the screen.
#[component]
pub(crate) fn App() -> impl IntoView {
    provide_meta_context();
    let state = State::provide();
    let theme = move || match state.preferences.read().theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    view! {
        <Html attr:data-theme=theme/>
        <I18nContextProvider>
            <Localized/>
        </I18nContextProvider>
    }
}

#[component]
fn Localized() -> impl IntoView {
    let state = expect_context::<State>();
    language::provide(state);
    // Without a secure context nothing else can work, so nothing else is offered.
    if !state.environment.read_untracked().secure {
        return view! { <Router><InsecurePage/></Router> }.into_any();
    }
    let i18n = use_i18n();
    // Made anew in another language, so that plain texts need not watch for it.
    let addresses = move || {
        i18n.get_locale();
        view! { <Addresses/> }
    };
    addresses.into_any()
}

/// Which page belongs to which address.
#[component]
fn Addresses() -> impl IntoView {
    view! {
        <Router>
            <Shell>
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/") view=Home/>
                    <Route path=path!("/sign-in") view=SignInPage/>
                    <Route path=path!("/open-file") view=OpenFilePage/>
                    <Route path=path!("/stores") view=StoresPage/>
                    <Route path=path!("/status") view=StatusPage/>
                    <Route path=path!("/settings") view=SettingsPage/>
                    <Route path=path!("/privacy") view=PrivacyPage/>
                    <Route path=path!("/sync") view=SyncPage/>
                    <Route path=path!("/reports/:report") view=ReportPage/>
                </Routes>
            </Shell>
        </Router>
    }
}

/// `/`: the overview of the open account, or the welcome.
#[component]
fn Home() -> impl IntoView {
    let state = expect_context::<State>();
    // A new account, opened before its stores were chosen.
    let is_choosing = Memo::new(move |_| {
        matches!(
            *state.auth.read(),
            AuthView::SigningIn(SignInStep::Probing { .. } | SignInStep::ChoosingStores { .. })
        )
    });
    move || match state.boot.get() {
        Boot::Opening => OpeningPage().into_any(),
        Boot::NoAccount => WelcomePage().into_any(),
        Boot::Open if is_choosing.get() => view! { <Redirect path="/stores"/> }.into_any(),
        Boot::Open => OverviewPage().into_any(),
        Boot::Failed(problem) => view! { <FailedPage problem/> }.into_any(),
    }
}
