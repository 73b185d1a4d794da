//! [`ColumnMenu`]: which columns the table has.

use leptos::prelude::*;

use crate::components::Menu;
use crate::components::report::columns::column_name;
use crate::components::report::contents::Contents;
use crate::components::report::say::Say;
use crate::components::report::view::{Column, Layout, View};
use crate::language::td_string;

/// A check box for each column but the title, which is always there. For tables only.
#[component]
pub(crate) fn ColumnMenu(contents: Contents, view: RwSignal<View>) -> impl IntoView {
    let say = Say::here();
    let is_table = Memo::new(move |_| contents.layout(&view.read()) == Layout::Table);
    let shown = Memo::new(move |_| contents.columns(&view.read()));
    let is_own = Memo::new(move |_| {
        let view = view.read();
        view.columns.is_none() && view.widths.is_empty()
    });
    let own = move |_| {
        view.update(|view| {
            view.columns = None;
            view.widths.clear();
        });
    };
    let boxes = move || {
        let columns = contents.available().iter().copied();
        let columns = columns.filter(|column| *column != Column::Title);
        let boxes = columns.map(|column| {
            let is_shown = Memo::new(move |_| shown.read().contains(&column));
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=is_shown
                        on:change=move |_| view.update(|view| toggle(contents, view, column))
                    />
                    {column_name(say, column)}
                </label>
            }
        });
        boxes.collect_view()
    };
    view! {
        <Show when=move || is_table.get()>
            <Menu label=td_string!(say.locale(), tables.columns)>
                <fieldset class="gap-s">
                    <legend class="label">{td_string!(say.locale(), tables.columns_which)}</legend>
                    {boxes()}
                </fieldset>
                <p class="hint wide-only">{td_string!(say.locale(), tables.columns_hint)}</p>
                <button class="btn small" type="button" disabled=is_own on:click=own>
                    {td_string!(say.locale(), tables.columns_own)}
                </button>
            </Menu>
        </Show>
    }
}

/// Shows a column or not. The report's own columns need not be named.
fn toggle(contents: Contents, view: &mut View, column: Column) {
    let mut columns: std::collections::BTreeSet<_> = contents.columns(view).into_iter().collect();
    if !columns.remove(&column) {
        columns.insert(column);
    }
    let own = View {
        columns: None,
        ..view.clone()
    };
    let is_own = contents.columns(&own).into_iter().eq(contents
        .available()
        .iter()
        .copied()
        .filter(|column| columns.contains(column)));
    view.columns = (!is_own).then_some(columns);
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::components::report::contents::Grouping;

    #[wasm_bindgen_test]
    fn a_column_comes_and_goes_and_the_title_stays() {
        let contents = Contents::Library(Grouping::Author);
        let mut view = View::default();
        let own = contents.columns(&view);
        toggle(contents, &mut view, Column::Genre);
        let more = contents.columns(&view);
        assert_eq!(more.len(), own.len() + 1);
        assert!(more.contains(&Column::Genre));
        toggle(contents, &mut view, Column::Genre);
        assert_eq!(view, View::default());
        for column in own {
            toggle(contents, &mut view, column);
        }
        assert_eq!(contents.columns(&view), [Column::Title]);
    }
}
