//! Opening files of accounts: by picker, drop or paste; then what is in them; then keeping it. Lists that
//! were downloaded here are read back in the same way.

mod account;
mod choose;
mod comparison;
mod lists;
mod locked;
mod preview;
mod refused;
mod storeless;

use audipy::browser::file::Handed;
use audipy::state::{ImportView, State};
use leptos::prelude::*;

use crate::components::{HandIn, HandInFailure, Page, SlowWork};
use crate::language::{t, t_string, use_i18n};
use choose::{Files, PastedFile, SharedDevice};
use lists::{Lists, forget_on_leaving};
use preview::Found;

/// `/open-file`.
#[component]
pub(crate) fn OpenFilePage() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let hand_in = HandIn::new();
    let over = RwSignal::new(false);
    // Whoever goes elsewhere keeps nothing of the files.
    on_cleanup(move || state.leave_import());
    forget_on_leaving(state);
    view! {
        <div
            class="drop"
            class:over=over
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event| {
                event.prevent_default();
                over.set(false);
                hand_in.take(Handed::of(&event));
            }
        >
            <Page
                title=Signal::derive(move || t_string!(i18n, files.title).to_owned())
                lead=move || t!(i18n, files.lead, <code> = <code/>)
                narrow=true
            >
                <div class="gap-m">
                    <Standing/>
                    <HandInFailure hand_in/>
                    <Lists/>
                    {move || match state.import.get() {
                        ImportView::Idle => view! {
                            <Files hand_in more=false/>
                            <PastedFile hand_in/>
                            <SharedDevice/>
                        }
                            .into_any(),
                        ImportView::Opening | ImportView::Writing => ().into_any(),
                        ImportView::Preview(preview) => view! { <Found preview=&preview hand_in/> }.into_any(),
                    }}
                </div>
            </Page>
        </div>
    }
}

/// What is going on, read out.
#[component]
fn Standing() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    view! {
        <div role="status">
            {move || {
                let words = match &*state.import.read() {
                    ImportView::Opening => t!(i18n, files.opening),
                    ImportView::Writing => t!(i18n, files.writing),
                    ImportView::Idle | ImportView::Preview(_) => return None,
                };
                Some(view! { <p>{words}</p> })
            }}
            <SlowWork/>
        </div>
    }
}
