//! Pages shown in place of another: while the library opens, and where none is open.

use audipy::state::{Boot, State};
use leptos::prelude::*;
use leptos_router::components::A;

use super::lock_screen::LockScreen;
use super::note::{Note, Tone};
use super::page::Page;
use super::problem::ProblemNote;
use crate::language::{t, t_string, use_i18n};

/// Shows its children once an account is open; until then, what is the matter.
#[component]
pub(crate) fn WithAccount(children: ChildrenFn) -> impl IntoView {
    let state = expect_context::<State>();
    move || match state.boot.get() {
        Boot::Looking | Boot::Opening => OpeningPage().into_any(),
        Boot::NoAccount => NobodyPage().into_any(),
        Boot::Open => children().into_any(),
        Boot::Locked(locked) => view! { <LockScreen locked/> }.into_any(),
        Boot::Failed(problem) => view! { <FailedPage problem/> }.into_any(),
    }
}

/// While what is stored is being opened. Usually too short to be seen.
#[component]
pub(crate) fn OpeningPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <main id="main" class="page" aria-busy="true">
            <p class="vh" role="status">{t!(i18n, common.opening)}</p>
            <Skeleton/>
        </main>
    }
}

/// Grey shapes where rows will be.
#[component]
pub(crate) fn Skeleton() -> impl IntoView {
    view! {
        <div class="skel" aria-hidden="true">
            <div><i></i><i></i><i></i></div>
            <div><i></i><i></i><i></i></div>
            <div><i></i><i></i><i></i></div>
        </div>
    }
}

/// What is stored cannot be opened.
#[component]
pub(crate) fn FailedPage(
    /// Why.
    problem: audipy::state::Problem,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, common.failed_title).to_owned())
            lead=move || t!(i18n, common.failed_lead)
            narrow=true
        >
            <ProblemNote problem/>
            <div class="row top-m">
                <a class="btn main" href="/" rel="external">{t!(i18n, common.try_again)}</a>
                <A href="/sign-in" attr:class="btn">{t!(i18n, common.sign_in)}</A>
            </div>
        </Page>
    }
}

/// The same for a piece of a page.
#[component]
pub(crate) fn NotLoadedNote() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Note tone=Tone::Warn role="alert">
            <strong>{t!(i18n, problems.part_title)}</strong>
            <span>{t!(i18n, problems.part_text)}</span>
        </Note>
    }
}

/// The code of a page cannot be loaded.
#[component]
pub(crate) fn NotLoadedPage(
    /// Set to try again.
    again: RwSignal<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, problems.part_title).to_owned())
            lead=move || t!(i18n, problems.part_text)
            narrow=true
        >
            <button class="btn main" type="button" on:click=move |_| again.set(())>
                {t!(i18n, common.try_again)}
            </button>
        </Page>
    }
}

#[component]
fn NobodyPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, common.nobody_title).to_owned())
            lead=move || t!(i18n, common.nobody_text)
            narrow=true
        >
            <A href="/" attr:class="btn main">{t!(i18n, common.nobody_link)}</A>
        </Page>
    }
}
