//! [`Active`]: what is chosen beside the filters, each to be taken back.

use leptos::prelude::*;

use crate::components::report::columns::column_name;
use crate::components::report::say::Say;
use crate::components::report::view::View;
use crate::language::td_string;

/// Search, order and columns where they are not the report's own, as chips that take them back.
#[component]
pub(super) fn Active(view: RwSignal<View>) -> impl IntoView {
    let say = Say::here();
    let locale = say.locale();
    let search = Memo::new(move |_| {
        let view = view.read();
        let words = view.search.trim().to_owned();
        (!words.is_empty()).then(|| td_string!(locale, tables.searched, words = words))
    });
    let order = Memo::new(move |_| {
        let view = view.read();
        let columns: Vec<_> = view
            .rows
            .iter()
            .map(|order| column_name(say, order.column).to_owned())
            .collect();
        let columns = say.list(&columns);
        (!view.rows.is_empty()).then(|| td_string!(locale, tables.sorted, columns = columns))
    });
    let columns = Memo::new(move |_| {
        let view = view.read();
        let own = view.columns.is_some() || !view.widths.is_empty();
        own.then(|| td_string!(locale, tables.own_columns).to_owned())
    });
    view! {
        {chip(say, search, move || view.update(|view| view.search.clear()))}
        {chip(say, order, move || view.update(|view| view.rows.clear()))}
        {chip(say, columns, move || {
            view.update(|view| {
                view.columns = None;
                view.widths.clear();
            });
        })}
    }
}

fn chip(
    say: Say,
    words: Memo<Option<String>>,
    remove: impl Fn() + Copy + Send + 'static,
) -> impl IntoView {
    move || {
        words.get().map(|words| {
            let label = td_string!(say.locale(), tables.remove, what = words.clone());
            view! {
                <button
                    class="chip on"
                    type="button"
                    aria-label=label
                    on:click=move |_| remove()
                >
                    {words}
                </button>
            }
        })
    }
}
