//! [`Undo`]: takes the last change of the view back.

use leptos::prelude::*;

use crate::components::report::say::Say;
use crate::components::report::view::History;
use crate::language::td_string;

/// A button, as long as there is something to undo; Ctrl+Z does the same.
#[component]
pub(crate) fn Undo(history: History) -> impl IntoView {
    let say = Say::here();
    let can_undo = Memo::new(move |_| history.can_undo());
    view! {
        <Show when=move || can_undo.get()>
            <button
                class="btn plain small"
                type="button"
                aria-keyshortcuts="Control+Z"
                on:click=move |_| {
                    history.undo();
                }
            >
                {td_string!(say.locale(), tables.undo)}
            </button>
        </Show>
    }
}
