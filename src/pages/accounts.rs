//! The accounts of this device: who they are, where each stands, what they are called.

mod entry;

use audipy::state::{Boot, State};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::{FailedPage, Note, OpeningPage, Page};
use crate::language::{t, t_string, use_i18n};
use entry::Entry;

/// `/accounts`.
#[component]
pub(crate) fn AccountsPage() -> impl IntoView {
    let state = expect_context::<State>();
    // A failure to open one account is no reason to hide the others.
    move || match state.boot.get() {
        Boot::Looking | Boot::Opening => OpeningPage().into_any(),
        Boot::Failed(problem) if state.accounts.read().is_empty() => {
            view! { <FailedPage problem/> }.into_any()
        }
        _ => Accounts().into_any(),
    }
}

#[component]
fn Accounts() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let ids = Memo::new(move |_| {
        let accounts = state.accounts.read();
        accounts.iter().map(|card| card.id).collect::<Vec<_>>()
    });
    let none = Memo::new(move |_| ids.read().is_empty());
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, accounts.title).to_owned())
            lead=move || {
                if none.get() {
                    t!(i18n, accounts.lead_none)
                } else {
                    t!(i18n, accounts.lead)
                }
            }
            narrow=true
        >
            <ul class="list people" role="list">
                <For each=move || ids.get() key=|id| *id let:id>
                    <Entry id/>
                </For>
            </ul>
            <section class="gap-m" aria-labelledby="add">
                <h2 id="add">{t!(i18n, accounts.add)}</h2>
                <p>{t!(i18n, accounts.add_text)}</p>
                <div class="row">
                    <A href="/sign-in" attr:class="btn main">{t!(i18n, accounts.add_sign_in)}</A>
                    <A href="/open-file" attr:class="btn">{t!(i18n, accounts.add_file)}</A>
                </div>
                <Show when=move || !none.get()>
                    <Note>
                        <strong>{t!(i18n, accounts.other_title)}</strong>
                        <span>{t!(i18n, accounts.other_text)}</span>
                    </Note>
                </Show>
            </section>
        </Page>
    }
}
