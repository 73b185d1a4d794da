//! [`Letters`]: an alphabet to jump by.

use std::sync::Arc;

use leptos::prelude::*;

use super::lines::Table;
use crate::components::report::say::Say;
use crate::language::t_string;

/// Jumps to the first group under a letter.
#[component]
pub(super) fn Letters(
    /// What is shown.
    table: Memo<Arc<Table>>,
    /// Goes to a line of it.
    jump: Callback<usize>,
) -> impl IntoView {
    let i18n = Say::here().i18n;
    let line_of = move |letter: char| {
        let table = table.read();
        table
            .letters
            .iter()
            .find(|(known, _)| *known == letter)
            .map(|(_, line)| *line)
    };
    let letters = ('A'..='Z')
        .map(|letter| {
            let line = Memo::new(move |_| line_of(letter));
            view! {
                <button
                    type="button"
                    disabled=move || line.get().is_none()
                    on:click=move |_| {
                        if let Some(line) = line.get_untracked() {
                            jump.run(line);
                        }
                    }
                >
                    {letter}
                </button>
            }
        })
        .collect_view();
    view! {
        <nav aria-label=move || t_string!(i18n, reports.tools.jump)>
            <div class="az">{letters}</div>
        </nav>
    }
}
