//! The root: state, language, colours, and which page belongs to which address.

use audipy::state::{Boot, State, Theme};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::{Html, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::{use_navigate, use_params_map};
use leptos_router::{NavigateOptions, path};

use crate::components::{OpeningPage, Shell};
use crate::language::{self, I18nContextProvider, use_i18n};
use crate::later::{Later, Part, later, later_of};
use crate::pages::{InsecurePage, NotFoundPage, WelcomePage};
use crate::parts;

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
                    <Route path=path!("/sign-in") view=later(parts::sign_in)/>
                    <Route path=path!("/sign-in/here") view=later(parts::sign_in_here)/>
                    <Route path=path!("/open-file") view=later(parts::open_file)/>
                    <Route path=path!("/accounts") view=later(parts::accounts)/>
                    <Route path=path!("/backup") view=later(parts::backup)/>
                    <Route path=path!("/downloads") view=later(parts::downloads)/>
                    <Route path=path!("/stores") view=later(parts::stores)/>
                    <Route path=path!("/status") view=later(parts::status)/>
                    <Route path=path!("/locks") view=later(parts::locks)/>
                    <Route path=path!("/settings") view=later(parts::settings)/>
                    <Route path=path!("/privacy") view=later(parts::privacy)/>
                    <Route path=path!("/sync") view=later(parts::sync)/>
                    <Route path=path!("/books/:key") view=later(parts::book)/>
                    <Route path=path!("/people/:key") view=later(parts::person)/>
                    <Route path=path!("/series/:key") view=later(parts::series)/>
                    <Route path=path!("/news") view=later(parts::news)/>
                    <Route path=path!("/podcasts") view=later(parts::podcasts)/>
                    <Route path=path!("/worth") view=later(parts::worth)/>
                    <Route path=path!("/reports") view=later(parts::reports_index)/>
                    <Route path=path!("/reports/:report") view=later_of(report)/>
                    <Route path=path!("/reports/:report/:of") view=later(parts::further_report)/>
                </Routes>
            </Shell>
        </Router>
    }
}

/// `/`: the overview of the open account, or the welcome.
#[component]
fn Home() -> impl IntoView {
    let state = expect_context::<State>();
    bring_library(state);
    // A new account, opened before its stores were chosen.
    let navigate = use_navigate();
    Effect::new(move |_| {
        if state.unchosen.get() && *state.boot.read() == Boot::Open {
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate("/stores", options);
        }
    });
    move || match state.boot.get() {
        Boot::Looking | Boot::Opening => OpeningPage().into_any(),
        Boot::NoAccount => WelcomePage().into_any(),
        Boot::Open if state.unchosen.get() => OpeningPage().into_any(),
        Boot::Open => view! { <Later show=parts::overview/> }.into_any(),
        Boot::Locked(_) => view! { <Later show=parts::locked/> }.into_any(),
        Boot::Failed(_) => view! { <Later show=parts::failed/> }.into_any(),
    }
}

/// `/reports/…`: the six have a part of their own.
fn report() -> Signal<Part> {
    bring_library(expect_context::<State>());
    let params = use_params_map();
    let is_first = Memo::new(move |_| {
        let report = params.read().get("report").unwrap_or_default();
        SIX.contains(&report.as_str())
    });
    Signal::derive(move || -> Part {
        if is_first.get() {
            parts::report
        } else {
            parts::further_report
        }
    })
}

const SIX: [&str; 6] = [
    "by-author",
    "by-narrator",
    "by-series",
    "missing",
    "more-by-authors",
    "more-by-narrators",
];

/// Loads the pages of the library along with the engine that opens it, not after it.
fn bring_library(state: State) {
    Effect::new(move |_| {
        if *state.boot.read() == Boot::Opening {
            spawn_local(async {
                // Who shows them says so if they cannot be loaded.
                let _ = parts::library().await;
            });
        }
    });
}
