//! The head of a table: columns to sort by, letters to jump to.

use std::sync::Arc;

use leptos::prelude::*;

use super::lines::Table;
use crate::components::list::Window;
use crate::components::report::contents::Contents;
use crate::components::report::row;
use crate::components::report::say::Say;
use crate::components::report::view::{Column, RowOrder, View};
use crate::components::{Icon, Symbol};
use crate::language::{t_string, td_string};

/// Jumps to the first group under a letter.
#[component]
pub(super) fn Letters(table: Memo<Arc<Table>>, window: Window) -> impl IntoView {
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
                            window.go_to(line);
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

/// The columns. Pressing one sorts by it, upwards, then downwards, then not.
#[component]
pub(super) fn Head(contents: Contents, view: RwSignal<View>) -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let cells = contents
        .columns()
        .iter()
        .map(|column| {
            let column = *column;
            let sorted = Memo::new(move |_| {
                let rows = view.read().rows;
                rows.filter(|order| order.column == column)
                    .map(|order| order.falling)
            });
            // First upwards, then downwards, then the report's own order again.
            let press = move |_| {
                let rows = match sorted.get_untracked() {
                    None => Some(RowOrder {
                        column,
                        falling: false,
                    }),
                    Some(false) => Some(RowOrder {
                        column,
                        falling: true,
                    }),
                    Some(true) => None,
                };
                view.update(|view| view.rows = rows);
            };
            view! {
                <th
                    scope="col"
                    role="columnheader"
                    class=row::class_of(column)
                    aria-sort=move || {
                        sorted.get().map(|falling| if falling { "descending" } else { "ascending" })
                    }
                >
                    <button type="button" on:click=press>
                        {move || column_name(say, column)}
                        {move || {
                            sorted
                                .get()
                                .map(|falling| {
                                    view! {
                                        <span class="way" class:falling=falling>
                                            <Icon symbol=Symbol::Up/>
                                        </span>
                                    }
                                })
                        }}
                    </button>
                </th>
            }
        })
        .collect_view();
    let _ = i18n;
    view! {
        <thead role="rowgroup">
            <tr role="row" aria-rowindex="1">{cells}</tr>
        </thead>
    }
}

fn column_name(say: Say, column: Column) -> &'static str {
    let locale = say.locale();
    match column {
        Column::Advice => td_string!(locale, reports.column.advice),
        Column::Author => td_string!(locale, reports.column.author),
        Column::Bought => td_string!(locale, reports.column.bought),
        Column::Length => td_string!(locale, reports.column.length),
        Column::Listened => td_string!(locale, reports.column.listened),
        Column::Narrator => td_string!(locale, reports.column.narrator),
        Column::Released => td_string!(locale, reports.column.released),
        Column::Series => td_string!(locale, reports.column.series),
        Column::Title => td_string!(locale, reports.column.title),
    }
}
