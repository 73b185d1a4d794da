//! [`Gallery`]: titles as covers in a grid, under the same headings.

mod grid;
mod tile;

use std::sync::Arc;

use leptos::prelude::*;

use self::grid::{Grid, Line, Measures};
use self::tile::{tile, tile_id};
use super::always;
use super::heading::heading;
use super::letters::Letters;
use super::lines::{Folds, Table, current_line};
use super::rest::rest_button;
use crate::components::list::{Lines, Shape, Window, room_of};
use crate::components::report::contents::Contents;
use crate::components::report::say::Say;
use crate::components::report::view::Size;

/// The covers. One is in the tab order; arrow keys lead from it to the others.
#[component]
pub(super) fn Gallery(
    /// Which report.
    contents: Contents,
    /// Its lines.
    table: Memo<Arc<Table>>,
    /// How large covers are.
    size: Size,
    /// What is folded.
    folds: RwSignal<Folds>,
    /// What the gallery is called.
    caption: Signal<String>,
    /// Whether letters to jump to are of use.
    alphabet: Memo<bool>,
) -> impl IntoView {
    let say = Say::here();
    let room = room_of(GALLERY, LIKELY_ROOM);
    let measures = Memo::new(move |_| Measures::of(size, room.get()));
    let version = StoredValue::new(0_u64);
    let grid = always(move || {
        version.update_value(|version| *version += 1);
        Arc::new(Grid::new(table.get(), measures.get().columns))
    });
    let shape = Signal::derive(move || {
        let (grid, measures) = (grid.read(), measures.get());
        Shape {
            version: version.get_value(),
            heights: (grid.lines.iter())
                .map(|line| line.likely_height(measures))
                .collect(),
        }
    });
    let window = Window::new(GALLERY, shape);
    let at = current_line(table);
    let jump = Callback::new(move |line| {
        let line = grid.with_untracked(|grid| grid.line_of(line));
        if let Some(line) = line {
            window.go_to(line);
        }
    });
    view! {
        <Show when=move || alphabet.get()>
            <Letters table jump/>
        </Show>
        <div
            class="gallery"
            class:small=size == Size::Small
            id=GALLERY
            role="group"
            aria-label=caption
            on:keydown=move |event| {
                let plain = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
                let Some(now) = at.get_untracked().filter(|_| plain) else {
                    return;
                };
                let next = grid.with_untracked(|grid| {
                    let next = grid.step(now, &event.key())?;
                    Some((next, grid.line_of(next)?))
                });
                if let Some((next, line)) = next {
                    event.prevent_default();
                    at.set(Some(next));
                    window.go_to_part(line, tile_id(next));
                }
            }
        >
            <Lines
                window
                draw=move |line| {
                    grid.with_untracked(|grid| draw(say, contents, grid, line, at, folds, window))
                }
            />
        </div>
    }
}

fn draw(
    say: Say,
    contents: Contents,
    grid: &Grid,
    line: usize,
    at: RwSignal<Option<usize>>,
    folds: RwSignal<Folds>,
    window: Window,
) -> AnyView {
    let table = &grid.table;
    match &grid.lines[line] {
        Line::Heading(group, rows) => view! {
            <h3 class="group">
                {heading(say, contents, table, (*group, *rows), line, folds, window)}
            </h3>
        }
        .into_any(),
        Line::Tiles(tiles) => {
            let tiles: Vec<_> = tiles
                .clone()
                .map(|place| tile(say, contents, table, place, at))
                .collect();
            // As many tracks in a short line as in a full one.
            let tracks = format!("repeat({}, minmax(0, 1fr))", grid.columns);
            view! { <ul class="tiles" role="list" style:grid-template-columns=tracks>{tiles}</ul> }
                .into_any()
        }
        Line::Rest(group, rest) => rest_button(say, *group, *rest, line, folds, window),
    }
}

/// The id of the gallery.
const GALLERY: &str = "covers";
/// The width of a page on a desk, in CSS pixels, until it is measured.
const LIKELY_ROOM: f64 = 1152.0;
