//! The head of a table: columns to sort by, and edges that make them wider.

use leptos::prelude::*;

use super::edge::Edge;
use crate::components::report::columns::column_name;
use crate::components::report::row;
use crate::components::report::say::Say;
use crate::components::report::view::{Column, View, pressed};
use crate::components::{Icon, Symbol};
use crate::language::td_string;

/// The columns. Pressing one sorts by it, upwards, then downwards, then not; with Shift by it as
/// well.
#[component]
pub(super) fn Head(
    /// Left to right.
    columns: Memo<Vec<Column>>,
    /// The width of each.
    widths: Memo<Vec<f64>>,
    /// What is sorted by.
    view: RwSignal<View>,
) -> impl IntoView {
    let say = Say::here();
    let cells = move || {
        let columns = columns.get();
        let cells = columns.into_iter().enumerate().map(|(at, column)| {
            let width = Memo::new(move |_| widths.read().get(at).copied().unwrap_or_default());
            head_cell(say, column, width, view)
        });
        cells.collect_view()
    };
    view! {
        <thead role="rowgroup">
            <tr role="row" aria-rowindex="1">{cells}</tr>
        </thead>
    }
}

fn head_cell(say: Say, column: Column, width: Memo<f64>, view: RwSignal<View>) -> AnyView {
    // Its place among what is sorted by, and whether downwards.
    let sorted = Memo::new(move |_| {
        let view = view.read();
        let at = view.rows.iter().position(|order| order.column == column)?;
        Some((at, view.rows[at].falling, view.rows.len()))
    });
    let press = move |added: bool| {
        view.update(|view| view.rows = pressed(&view.rows, column, added));
    };
    let mark = move || {
        let (at, falling, all) = sorted.get()?;
        let place = (all > 1).then(|| view! { <small class="nth">{at + 1}</small> });
        // A screen reader is told the first one by the cell itself.
        let words = (at > 0).then(|| {
            let locale = say.locale();
            let words = if falling {
                td_string!(locale, tables.then_falling)
            } else {
                td_string!(locale, tables.then_rising)
            };
            view! { <span class="vh">{words}</span> }
        });
        Some(view! {
            <span class="way" class:falling=falling><Icon symbol=Symbol::Up/></span>
            {place}
            {words}
        })
    };
    view! {
        <th
            scope="col"
            role="columnheader"
            class=row::class_of(column)
            aria-sort=move || match sorted.get() {
                Some((0, true, _)) => Some("descending"),
                Some((0, false, _)) => Some("ascending"),
                _ => None,
            }
        >
            <button
                type="button"
                class:sorted=move || sorted.get().is_some()
                on:click=move |event| press(event.shift_key())
                on:keydown=move |event| {
                    if event.key() == "Enter" && event.shift_key() {
                        // Not every browser tells of Shift in the click that follows.
                        event.prevent_default();
                        press(true);
                    }
                }
            >
                {column_name(say, column)}
                {mark}
            </button>
            <Edge column width view/>
        </th>
    }
    .into_any()
}
