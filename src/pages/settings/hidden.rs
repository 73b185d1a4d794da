//! Titles that are not for the member: all of them, and the way back.

use audipy::state::{HiddenTitle, Said, State};
use leptos::html::H2;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::components::report::{LastSaid, book_address};
use crate::language::{Words, t, t_string, use_i18n};

/// What is hidden in the account that is open, the last one first.
#[component]
pub(super) fn Hidden() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let is_open = Memo::new(move |_| state.account.read().is_some());
    let (heading, hash) = (NodeRef::<H2>::new(), use_location().hash);
    Effect::new(move |_| {
        // The router looks for the place before the page is there, and the page's own heading gets the focus.
        if let Some(heading) = heading.get()
            && hash.with_untracked(|hash| hash == "#not-for-me")
        {
            // It fails only for elements that are not shown.
            let _ = heading.focus();
        }
    });
    let list = move || {
        let hidden = state.hidden.read();
        if hidden.titles.is_empty() {
            return view! { <p class="hint">{t!(i18n, settings.hidden_none)}</p> }.into_any();
        }
        let titles = hidden.titles.iter().rev();
        let lines: Vec<_> = titles.map(|title| line(i18n, state, title)).collect();
        view! { <ul class="hidden-titles" role="list">{lines}</ul> }.into_any()
    };
    view! {
        <Show when=move || is_open.get()>
            <section class="gap-s" id="not-for-me">
                <h2 node_ref=heading tabindex="-1">
                    {t!(i18n, settings.hidden)}
                </h2>
                <p>{t!(i18n, settings.hidden_text)}</p>
                <LastSaid leads_to_all=false/>
                {list}
            </section>
        </Show>
    }
}

fn line(i18n: Words, state: State, title: &HiddenTitle) -> AnyView {
    let name = if title.title.is_empty() {
        title.asin.to_string()
    } else {
        title.title.clone()
    };
    let label = t_string!(i18n, reports.hidden.back_of, title = name.clone());
    let said = Said {
        titles: vec![title.clone()],
        hides: false,
    };
    view! {
        <li>
            <a href=book_address(&title.asin)>{name}</a>
            <button
                class="btn small"
                type="button"
                aria-label=label
                on:click=move |_| state.say_of_titles(said.clone())
            >
                {t_string!(i18n, reports.hidden.back)}
            </button>
        </li>
    }
    .into_any()
}
