//! [`BookTable`]: titles in groups, as a table or, where it is narrow, as cards.

mod head;
mod lines;

use std::sync::Arc;

use audipy::browser::viewport;
use leptos::prelude::*;
use reports::{Reports, text};

use self::head::{Head, Letters};
use self::lines::{Folds, Line, Table, current_line, sorted_table};
use super::contents::Contents;
use super::listing::{Listing, Selection};
use super::row;
use super::say::Say;
use super::states::NothingMatches;
use super::tools::Tools;
use super::view::{GroupOrder, View, use_view};
use crate::components::list::{Shape, TableLines, Window};
use crate::language::{t_string, td_string};

/// Reports and all rows of one of them.
pub(crate) struct Source {
    pub(crate) reports: Arc<Reports>,
    pub(crate) listing: Arc<Listing>,
}

/// One of the reports that are tables, with its tools.
#[component]
pub(crate) fn BookTable(
    /// Which report.
    contents: Contents,
    /// What it is computed from.
    reports: Memo<Arc<Reports>>,
    /// What can be searched for.
    #[prop(into)]
    search: Signal<String>,
    /// What the table is called.
    #[prop(into)]
    caption: Signal<String>,
) -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let view = use_view();
    let folds = RwSignal::new(Folds::default());

    let source = always(move || {
        let reports = reports.get();
        let listing = Arc::new(contents.listing(&reports));
        Arc::new(Source { reports, listing })
    });
    let listing = always(move || source.read().listing.clone());
    let selection = always(move || Arc::new(select(&source.read(), &view.read())));
    let order = Memo::new(move |_| view.read().groups.unwrap_or(contents.orders()[0]));
    let rows = Memo::new(move |_| view.read().rows);
    let table = sorted_table(contents, source, selection, view, order, rows, folds);

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
    let hidden = Signal::derive(move || listing.read().titles - selection.read().titles);
    let nothing = Memo::new(move |_| table.read().lines.is_empty());
    let clear = Callback::new(move |()| view.update(|view| *view = view.cleared()));
    let alphabet = Memo::new(move |_| {
        order.get() == GroupOrder::Name && table.read().letters.len() >= FEWEST_LETTERS
    });
    let foldable = Memo::new(move |_| selection.read().groups.len() > 1);

    view! {
        <Tools kind=contents.kind() view search orders=contents.orders() listing selection/>
        <section aria-label=caption>
            <div class="active">
                <output>{move || say.titles(selection.read().titles)}</output>
                <Show when=move || foldable.get()>
                    <button
                        class="btn plain small"
                        type="button"
                        on:click=move |_| {
                            folds
                                .update(|folds| {
                                    *folds = Folds {
                                        all: !folds.all,
                                        ..Folds::default()
                                    };
                                });
                        }
                    >
                        {move || if folds.read().all { t_string!(i18n, reports.tools.unfold_all) } else { t_string!(i18n, reports.tools.fold_all) }}
                    </button>
                </Show>
                <Keys/>
                <Show when=move || alphabet.get()>
                    <Letters table window/>
                </Show>
            </div>
            <Show when=move || nothing.get()>
                <NothingMatches hidden clear/>
            </Show>
            <table
                class="book-table"
                class:more=matches!(contents, Contents::More(_))
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
                <Head contents view/>
                <TableLines
                    window
                    draw=move |line| {
                        table.with_untracked(|table| {
                            draw_line(say, contents, table, line, at, folds, window)
                        })
                    }
                />
            </table>
        </section>
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

/// Which keys do what.
#[component]
fn Keys() -> impl IntoView {
    let say = Say::here();
    view! {
        <p class="keys">
            <span>
                <kbd>"↑"</kbd> " " <kbd>"↓"</kbd> " "
                {td_string!(say.locale(), reports.tools.key_row)}
            </span>
            <span><kbd>"Enter"</kbd> " " {td_string!(say.locale(), reports.tools.key_open)}</span>
            <span><kbd>"/"</kbd> " " {td_string!(say.locale(), reports.tools.key_search)}</span>
        </p>
    }
}

/// A memo whose every computation counts as a change: its value is cheap to replace and dear to
/// compare.
pub(crate) fn always<T: Send + Sync + 'static>(
    compute: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    Memo::new_with_compare(move |_| compute(), |_, _| true)
}

/// What is left of a listing in a view.
pub(crate) fn select(source: &Source, view: &View) -> Selection {
    let folded = text::fold(&view.search);
    let words: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
    source
        .listing
        .select(&words, source.listing.chosen(view), |title| {
            &source.reports.title(title).search_key
        })
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
    let columns = contents.columns().len().to_string();
    match table.lines[line] {
        Line::Group(group, rows) => {
            let folded = folds.with_untracked(|folds| folds.is_folded(group));
            view! {
                <tr class="group" role="row" aria-rowindex=line + 2>
                    <th colspan=columns scope="colgroup" role="rowheader">
                        <button
                            type="button"
                            class="fold"
                            class:folded=folded
                            id=window.line_id(line)
                            aria-expanded=if folded { "false" } else { "true" }
                            on:click=move |_| {
                                folds.update(|folds| folds.toggle(group));
                                // It is drawn anew, and keeps the focus.
                                request_animation_frame(move || window.go_to(line));
                            }
                        >
                            {contents.name(say, reports, group)}
                        </button>
                        <small>{contents.sum(say, reports, group, rows)}</small>
                    </th>
                </tr>
            }
            .into_any()
        }
        Line::Row(group, row) => {
            let title = table.source.listing.groups[group].rows[row].title;
            let cells = row::cells(say, contents, reports, group, row, title);
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
                    <button
                        class="btn plain small"
                        type="button"
                        on:click=move |_| {
                            folds.update(|folds| {
                                folds.full.insert(group);
                            });
                            // The first of the new rows stands here now.
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
                </td>
            </tr>
        }
        .into_any(),
    }
}

/// With fewer, there is little to jump to.
const FEWEST_LETTERS: usize = 4;

/// The id of the table.
const TABLE: &str = "titles";
