//! [`rest_button`]: shows all titles of a group.

use leptos::prelude::*;

use super::lines::Folds;
use crate::components::list::Window;
use crate::components::report::say::Say;
use crate::language::td_string;

/// `12 more titles`, at a line of a list.
pub(super) fn rest_button(
    say: Say,
    group: usize,
    rest: usize,
    line: usize,
    folds: RwSignal<Folds>,
    window: Window,
) -> AnyView {
    view! {
        <button
            class="btn plain small"
            type="button"
            on:click=move |_| {
                folds.update(|folds| {
                    folds.full.insert(group);
                });
                // The first of the new titles stands here now.
                request_animation_frame(move || window.go_to(line));
            }
        >
            {td_string!(
                say.locale(),
                reports.more.rest,
                count = rest as u64,
                n = say.number(rest)
            )}
        </button>
    }
    .into_any()
}
