//! [`SortMenu`]: what rows are sorted by, also where there is no head to press.

use leptos::prelude::*;

use crate::components::report::columns::column_name;
use crate::components::report::contents::Contents;
use crate::components::report::say::Say;
use crate::components::report::view::{Column, View, pressed};
use crate::components::{Icon, Menu, Symbol};
use crate::language::td_string;

/// A button for each column: by it as well, then the other way round, then not.
#[component]
pub(crate) fn SortMenu(contents: Contents, view: RwSignal<View>) -> impl IntoView {
    let say = Say::here();
    let sorted = Memo::new(move |_| !view.read().rows.is_empty());
    let buttons = move || {
        let columns = contents.available().iter().copied();
        columns
            .map(|column| button(say, column, view))
            .collect_view()
    };
    view! {
        <Menu label=td_string!(say.locale(), tables.sort)>
            <fieldset>
                <legend class="label">{td_string!(say.locale(), tables.sort_titles)}</legend>
                {buttons()}
            </fieldset>
            <p class="hint">{td_string!(say.locale(), tables.sort_hint)}</p>
            <button
                class="btn small"
                type="button"
                disabled=move || !sorted.get()
                on:click=move |_| view.update(|view| view.rows.clear())
            >
                {td_string!(say.locale(), tables.sort_own)}
            </button>
        </Menu>
    }
}

fn button(say: Say, column: Column, view: RwSignal<View>) -> impl IntoView {
    let locale = say.locale();
    let sorted = Memo::new(move |_| {
        let view = view.read();
        let at = view.rows.iter().position(|order| order.column == column)?;
        Some((at + 1, view.rows[at].falling))
    });
    let mark = move || {
        let (place, falling) = sorted.get()?;
        let words = if falling {
            td_string!(locale, tables.falling)
        } else {
            td_string!(locale, tables.rising)
        };
        Some(view! {
            <span>
                {place} ". " {words} " "
                <span class="way" class:falling=falling><Icon symbol=Symbol::Up/></span>
            </span>
        })
    };
    view! {
        <button
            type="button"
            aria-pressed=move || if sorted.get().is_some() { "true" } else { "false" }
            on:click=move |_| view.update(|view| view.rows = pressed(&view.rows, column, true))
        >
            {column_name(say, column)}
            {mark}
        </button>
    }
}
