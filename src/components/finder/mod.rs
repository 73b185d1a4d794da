//! The search over everything: opened by `/` or Ctrl+K from any page, or by its button.

mod dialog;
mod hits;
mod index;

use audipy::browser::viewport;
use audipy::state::State;
use leptos::ev;
use leptos::prelude::*;

use super::icon::{Icon, Symbol};
use super::opening::NotLoadedNote;
use crate::language::{t, use_i18n};
use crate::later::Later;
use crate::parts;

pub(crate) use dialog::FinderDialog;

/// Whether the search is open; provided by the shell.
#[derive(Clone, Copy)]
pub(crate) struct Finding {
    open: RwSignal<bool>,
}

/// Waits for the keys; its dialog is loaded when it is first opened, and then stays.
#[component]
pub(crate) fn Finder() -> impl IntoView {
    let state = expect_context::<State>();
    let finding = Finding {
        open: RwSignal::new(false),
    };
    provide_context(finding);
    let keys = window_event_listener(ev::keydown, move |event| {
        let control = event.ctrl_key() || event.meta_key();
        let asked = match event.key().as_str() {
            "/" => !control && !event.alt_key(),
            "k" | "K" => control && !event.alt_key() && !event.shift_key(),
            _ => false,
        };
        if asked && !viewport::is_typing() && state.account.read_untracked().is_some() {
            event.prevent_default();
            finding.open.set(true);
        }
    });
    on_cleanup(move || keys.remove());
    let asked = Memo::new(move |before: Option<&bool>| {
        finding.open.get() || before.copied().unwrap_or(false)
    });
    let open = Memo::new(move |_| state.account.read().is_some());
    view! {
        <Show when=move || asked.get() && open.get()>
            <Later show=parts::finder waiting=|| () failed=NotLoadedNote/>
        </Show>
    }
}

/// The button in the frame.
#[component]
pub(crate) fn FinderButton() -> impl IntoView {
    let i18n = use_i18n();
    let finding = expect_context::<Finding>();
    view! {
        <button
            class="btn small to-find"
            type="button"
            aria-haspopup="dialog"
            aria-keyshortcuts="/ Control+K"
            on:click=move |_| finding.open.set(true)
        >
            <Icon symbol=Symbol::Find/>
            <span>{t!(i18n, find.open)}</span>
            <kbd aria-hidden="true">"/"</kbd>
        </button>
    }
}
