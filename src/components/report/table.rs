//! [`BookTable`]: titles in groups, as a table or, where it is narrow, as cards.

use std::collections::HashSet;
use std::sync::Arc;

use audipy::browser::viewport;
use leptos::prelude::*;
use reports::{Reports, text};

use super::contents::Contents;
use super::listing::{Listing, Selection};
use super::row;
use super::say::Say;
use super::states::NothingMatches;
use super::tools::Tools;
use super::view::{Column, GroupOrder, RowOrder, View, use_view};
use crate::components::list::{Shape, TableLines, Window};
use crate::components::{Icon, Symbol};
use crate::language::{t, t_string, td_string};

/// Reports and all rows of one of them.
pub(crate) struct Source {
    pub(crate) reports: Arc<Reports>,
    pub(crate) listing: Arc<Listing>,
}

/// What is shown: sorted, folded, line by line.
struct Table {
    source: Arc<Source>,
    lines: Vec<Line>,
    letters: Vec<(char, usize)>,
    version: u64,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Line {
    /// A group and how many rows of it are left.
    Group(usize, usize),
    /// A row of a group.
    Row(usize, usize),
    /// So many more rows of a group.
    Rest(usize, usize),
}

/// Which groups are folded, and which show all their rows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Folds {
    all: bool,
    except: HashSet<usize>,
    full: HashSet<usize>,
}

impl Folds {
    fn is_folded(&self, group: usize) -> bool {
        self.all != self.except.contains(&group)
    }

    fn toggle(&mut self, group: usize) {
        if !self.except.remove(&group) {
            self.except.insert(group);
        }
    }
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
                        {move || match folds.read().all {
                            true => t_string!(i18n, reports.tools.unfold_all),
                            false => t_string!(i18n, reports.tools.fold_all),
                        }}
                    </button>
                </Show>
                <p class="keys">
                    <span>
                        <kbd>"↑"</kbd> " " <kbd>"↓"</kbd> " "
                        {t!(i18n, reports.tools.key_row)}
                    </span>
                    <span><kbd>"Enter"</kbd> " " {t!(i18n, reports.tools.key_open)}</span>
                    <span><kbd>"/"</kbd> " " {t!(i18n, reports.tools.key_search)}</span>
                </p>
                <Show when=move || order.get() == GroupOrder::Name && foldable.get()>
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
                    if key == "Enter" {
                        if viewport::has_focus(&window.line_id(line)) {
                            viewport::click_link_in(&window.line_id(line));
                        }
                    } else if let Some(next) = table.with_untracked(|table| table.step(line, &key)) {
                        event.prevent_default();
                        at.set(Some(next));
                        window.go_to(next);
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

fn sorted_table(
    contents: Contents,
    source: Memo<Arc<Source>>,
    selection: Memo<Arc<Selection>>,
    view: RwSignal<View>,
    order: Memo<GroupOrder>,
    rows: Memo<Option<RowOrder>>,
    folds: RwSignal<Folds>,
) -> Memo<Arc<Table>> {
    let say = Say::here();
    let group_keys = always(move || {
        let source = source.read();
        say.formats(|formats| contents.group_keys(&source.reports, formats, order.get()))
    });
    let row_keys = always(move || {
        let source = source.read();
        rows.get().map(|RowOrder { column, falling }| {
            say.formats(|formats| {
                contents.row_keys(&source.reports, &source.listing, formats, column, falling)
            })
        })
    });
    let searching = Memo::new(move |_| !view.read().search.trim().is_empty());
    let version = StoredValue::new(0_u64);
    always(move || {
        // The words in the rows are of one language.
        say.locale();
        let source = source.get();
        let mut selection = Selection::clone(&selection.read());
        let (group_keys, row_keys) = (group_keys.read(), row_keys.read());
        let row_key = row_keys.as_ref().map(|keys| {
            let groups = &source.listing.groups;
            move |group: usize, row: usize| keys[groups[group].rows[row].index]
        });
        selection.sort(|group| group_keys[group], row_key);
        let limit = match searching.get() {
            true => usize::MAX,
            false => contents.first_rows(),
        };
        let folds = folds.read();
        let mut lines = Vec::with_capacity(selection.titles + selection.groups.len());
        let mut letters = Vec::new();
        for (group, rows) in &selection.groups {
            if let Some(letter) = contents.letter(&source.reports, *group) {
                letters.push((letter, lines.len()));
            }
            lines.push(Line::Group(*group, rows.len()));
            if folds.is_folded(*group) {
                continue;
            }
            let limit = if folds.full.contains(group) {
                usize::MAX
            } else {
                limit
            };
            // One row less is no shorter than the line that says so.
            let shown = if rows.len() > limit.saturating_add(1) {
                limit
            } else {
                rows.len()
            };
            lines.extend(rows[..shown].iter().map(|row| Line::Row(*group, *row)));
            if shown < rows.len() {
                lines.push(Line::Rest(*group, rows.len() - shown));
            }
        }
        letters.dedup_by_key(|(letter, _)| *letter);
        version.update_value(|version| *version += 1);
        Arc::new(Table {
            source,
            lines,
            letters,
            version: version.get_value(),
        })
    })
}

impl Table {
    /// Where a key leads from a line; always to a row.
    fn step(&self, line: usize, key: &str) -> Option<usize> {
        let is_row = |line: &usize| matches!(self.lines.get(*line), Some(Line::Row(..)));
        let last = self.lines.len();
        match key {
            "ArrowDown" => (line + 1..last).find(is_row),
            "ArrowUp" => (0..line).rev().find(is_row),
            "PageDown" => (line + PAGE..last).chain((0..last).rev()).find(is_row),
            "PageUp" => (0..=line.saturating_sub(PAGE))
                .rev()
                .chain(0..last)
                .find(is_row),
            "Home" => (0..last).find(is_row),
            "End" => (0..last).rev().find(is_row),
            _ => None,
        }
    }
}

impl Line {
    const fn likely_height(self) -> f64 {
        match self {
            Self::Group(..) => 72.0,
            Self::Row(..) => 38.0,
            Self::Rest(..) => 44.0,
        }
    }
}

/// The one row in the tab order; the first one after each change of the table.
fn current_line(table: Memo<Arc<Table>>) -> RwSignal<Option<usize>> {
    let at = RwSignal::new(None);
    Effect::new(move |_| {
        let table = table.read();
        at.set(
            table
                .lines
                .iter()
                .position(|line| matches!(line, Line::Row(..))),
        );
    });
    at
}

#[component]
fn Letters(table: Memo<Arc<Table>>, window: Window) -> impl IntoView {
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

#[component]
fn Head(contents: Contents, view: RwSignal<View>) -> impl IntoView {
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
                        ).to_string()}
                    </button>
                </td>
            </tr>
        }
        .into_any(),
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

/// The id of the table.
const TABLE: &str = "titles";

/// Lines that a page key passes over.
const PAGE: usize = 20;

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn table(lines: Vec<Line>) -> Table {
        let store = audible::Marketplace::Us;
        let snapshot = Arc::new(audible::Snapshot::new(store));
        let today = time::Date::MIN;
        Table {
            source: Arc::new(Source {
                reports: Arc::new(reports::compute(
                    snapshot,
                    reports::Options::new(today, store),
                )),
                listing: Arc::default(),
            }),
            lines,
            letters: Vec::new(),
            version: 1,
        }
    }

    #[wasm_bindgen_test]
    fn keys_lead_from_row_to_row_and_pass_over_headings() {
        let table = table(vec![
            Line::Group(0, 1),
            Line::Row(0, 0),
            Line::Group(1, 2),
            Line::Row(1, 0),
            Line::Row(1, 1),
            Line::Rest(1, 9),
        ]);
        for (from, key, to) in [
            (1, "ArrowDown", Some(3)),
            (3, "ArrowUp", Some(1)),
            (1, "ArrowUp", None),
            (4, "ArrowDown", None),
            (1, "End", Some(4)),
            (4, "Home", Some(1)),
            (1, "PageDown", Some(4)),
            (4, "PageUp", Some(1)),
            (1, "x", None),
        ] {
            assert_eq!(table.step(from, key), to, "{key} from {from}");
        }
    }

    #[wasm_bindgen_test]
    fn folding_all_and_one() {
        let mut folds = Folds::default();
        folds.toggle(3);
        assert!(folds.is_folded(3) && !folds.is_folded(4));
        folds.toggle(3);
        assert!(!folds.is_folded(3));
        folds.all = true;
        folds.toggle(3);
        assert!(!folds.is_folded(3) && folds.is_folded(4));
    }
}
