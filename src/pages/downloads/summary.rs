//! What will be in the file, before it is made.

use leptos::prelude::*;

use super::draft::Draft;
use super::words::size;
use crate::language::td_string;

/// Rows, columns, size and name; it follows every choice.
#[component]
pub(super) fn Summary(draft: Draft) -> impl IntoView {
    let say = draft.say;
    let state = say.state;
    // Of archives of everything the rows say nothing.
    let rows = Memo::new(move |_| {
        let known = draft.rows.read();
        let recipe = draft.recipe.read();
        let lists = recipe.lists_needed();
        let lists = lists.iter().filter(|_| !recipe.has_texts());
        let rows = lists.map(|list| known.get(list).copied());
        rows.sum::<Option<usize>>()
    });
    let words = move || {
        let recipe = draft.recipe.read();
        let rows = rows.get()?;
        let lists = recipe.lists_needed();
        let columns: Vec<usize> = lists
            .iter()
            .map(|list| recipe.columns_of(*list).len())
            .collect();
        let mut parts = Vec::new();
        if !lists.is_empty() && !recipe.has_texts() {
            parts.push(td_string!(
                say.locale(),
                downloads.rows,
                count = rows as u64,
                n = say.number(rows)
            ));
        }
        let most = columns.iter().max().copied().unwrap_or_default();
        if recipe.format.has_choices() && most > 0 {
            parts.push(td_string!(
                say.locale(),
                downloads.column_count,
                count = most as u64,
                n = say.number(most)
            ));
        }
        let known = draft.rows.read();
        let bytes = recipe.likely_size(|list| known.get(&list).copied().unwrap_or_default());
        if bytes > 0 {
            let size = size(say, bytes);
            parts.push(td_string!(say.locale(), downloads.about_size, size = size));
        }
        Some(parts.join(" · "))
    };
    let name = move || {
        let recipe = draft.recipe.read();
        let account = state.account.read();
        let store = account.as_ref()?.store;
        draft
            .is_complete()
            .then(|| recipe.file_name(store, audipy::browser::clock::today()))
    };
    let several = move || {
        let recipe = draft.recipe.read();
        recipe.format.has_choices() && recipe.is_archive()
    };
    view! {
        <div class="what">
            <p class="label">{td_string!(say.locale(), downloads.summary)}</p>
            <output>
                {move || words().unwrap_or_else(|| td_string!(say.locale(), downloads.counting).to_owned())}
            </output>
            <code>{name}</code>
            <Show when=several>
                <p class="hint">{td_string!(say.locale(), downloads.one_file_a_list)}</p>
            </Show>
        </div>
    }
}
