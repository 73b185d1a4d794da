//! [`Rows`]: titles as rows of a table or, where it is narrow, as cards.

use std::sync::Arc;

use audipy::browser::viewport;
use leptos::prelude::*;

use super::head::Head;
use super::heading::heading;
use super::letters::Letters;
use super::lines::{Folds, Line, Table, current_line};
use super::rest::rest_button;
use crate::components::list::{Shape, TableLines, Window, room_of};
use crate::components::report::columns;
use crate::components::report::contents::Contents;
use crate::components::report::row;
use crate::components::report::say::Say;
use crate::components::report::view::View;

/// The table. One row is in the tab order; keys lead from it to the others.
#[component]
pub(super) fn Rows(
    /// Which report.
    contents: Contents,
    /// Its lines.
    table: Memo<Arc<Table>>,
    /// Columns and their widths.
    view: RwSignal<View>,
    /// What is folded.
    folds: RwSignal<Folds>,
    /// What the table is called.
    caption: Signal<String>,
    /// Whether letters to jump to are of use.
    alphabet: Memo<bool>,
) -> impl IntoView {
    let say = Say::here();
    let shape = Signal::derive(move || {
        let table = table.read();
        Shape {
            version: table.version,
            heights: table
                .lines
                .iter()
                .map(|line| line.likely_height())
                .collect(),
        }
    });
    let window = Window::new(TABLE, shape);
    let at = current_line(table);
    let nothing = Memo::new(move |_| table.read().lines.is_empty());
    let columns = Memo::new(move |_| table.read().columns.clone());
    let room = room_of(ROOM, LIKELY_ROOM);
    let widths =
        Memo::new(move |_| columns::widths(&columns.read(), &view.read().widths, room.get()));
    let scrolls = Memo::new(move |_| widths.read().iter().sum::<f64>() > room.get() + 1.0);
    let width = move |at: usize| {
        move || {
            let widths = widths.read();
            format!("{:.0}px", widths.get(at).copied().unwrap_or_default())
        }
    };
    let cols = move || {
        let cols = (0..columns.read().len()).map(|at| view! { <col style:width=width(at)/> });
        cols.collect_view()
    };
    view! {
        <Show when=move || alphabet.get()>
            <Letters table jump=Callback::new(move |line| window.go_to(line))/>
        </Show>
        <div
            class="table-room"
            class:scrolls=scrolls
            id=ROOM
            on:scroll=move |_| window.look_soon()
        >
            <table
                class="book-table"
                role="table"
                id=TABLE
                hidden=nothing
                aria-rowcount=move || table.read().lines.len() + 1
                on:keydown=move |event| {
                    let plain = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
                    let key = event.key();
                    if !plain || viewport::is_typing() {
                        return;
                    }
                    let Some(line) = at.get_untracked() else {
                        return;
                    };
                    if follow_key(&key, line, table, at, window) {
                        event.prevent_default();
                    }
                }
            >
                <caption class="vh">{caption}</caption>
                <colgroup>{cols}</colgroup>
                <Head columns widths view/>
                <TableLines
                    window
                    draw=move |line| {
                        table.with_untracked(|table| {
                            draw_line(say, contents, table, line, at, folds, window)
                        })
                    }
                />
            </table>
        </div>
    }
}

/// Enter opens the current row, others lead to another one; true if one did.
fn follow_key(
    key: &str,
    line: usize,
    table: Memo<Arc<Table>>,
    at: RwSignal<Option<usize>>,
    window: Window,
) -> bool {
    if key == "Enter" && viewport::has_focus(&window.line_id(line)) {
        viewport::click_link_in(&window.line_id(line));
    }
    let next = table.with_untracked(|table| table.step(line, key));
    if let Some(next) = next {
        at.set(Some(next));
        window.go_to(next);
    }
    next.is_some()
}

fn draw_line(
    say: Say,
    contents: Contents,
    table: &Table,
    line: usize,
    at: RwSignal<Option<usize>>,
    folds: RwSignal<Folds>,
    window: Window,
) -> AnyView {
    let reports = &table.source.reports;
    let columns = table.columns.len().to_string();
    match table.lines[line] {
        Line::Group(group, rows) => view! {
            <tr class="group" role="row" aria-rowindex=line + 2>
                <th colspan=columns scope="colgroup" role="rowheader">
                    {heading(say, contents, table, (group, rows), line, folds, window)}
                </th>
            </tr>
        }
        .into_any(),
        Line::Row(group, row) => {
            let title = table.source.listing.groups[group].rows[row].title;
            let cells = row::cells(say, contents, &table.columns, reports, (group, row), title);
            view! {
                <tr
                    role="row"
                    id=window.line_id(line)
                    class:at=move || at.get() == Some(line)
                    tabindex=move || if at.get() == Some(line) { "0" } else { "-1" }
                    aria-rowindex=line + 2
                    on:focusin=move |_| at.set(Some(line))
                >
                    {cells}
                </tr>
            }
            .into_any()
        }
        Line::Rest(group, rest) => view! {
            <tr class="rest" role="row" aria-rowindex=line + 2>
                <td colspan=columns role="cell">
                    {rest_button(say, group, rest, line, folds, window)}
                </td>
            </tr>
        }
        .into_any(),
    }
}

/// The id of the table.
const TABLE: &str = "titles";
/// The id of what it is in.
const ROOM: &str = "titles-room";
/// The width of a page on a desk, in CSS pixels, until it is measured.
const LIKELY_ROOM: f64 = 1176.0;
