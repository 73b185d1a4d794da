//! The lines of a table: sorted, folded, and where keys lead.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::{Source, always};
use crate::components::report::contents::Contents;
use crate::components::report::listing::{Listing, Selection};
use crate::components::report::say::Say;
use crate::components::report::sorting::row_keys;
use crate::components::report::view::{Column, GroupOrder, RowOrder, View};

/// What is shown: sorted, folded, line by line.
pub(super) struct Table {
    pub(super) source: Arc<Source>,
    pub(super) columns: Vec<Column>,
    pub(super) lines: Vec<Line>,
    pub(super) letters: Vec<(char, usize)>,
    pub(super) version: u64,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Line {
    /// A group and how many rows of it are left.
    Group(usize, usize),
    /// A row of a group.
    Row(usize, usize),
    /// So many more rows of a group.
    Rest(usize, usize),
}

/// Which groups are folded, and which show all their rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Folds {
    pub(super) all: bool,
    pub(super) except: HashSet<usize>,
    pub(super) full: HashSet<usize>,
}

impl Folds {
    pub(super) fn is_folded(&self, group: usize) -> bool {
        self.all != self.except.contains(&group)
    }

    pub(super) fn toggle(&mut self, group: usize) {
        if !self.except.remove(&group) {
            self.except.insert(group);
        }
    }
}

/// The lines of what is left, in the order of the view.
pub(super) fn sorted_table(
    contents: Contents,
    source: Memo<Arc<Source>>,
    selection: Memo<Arc<Selection>>,
    view: RwSignal<View>,
    folds: RwSignal<Folds>,
) -> Memo<Arc<Table>> {
    let say = Say::here();
    let order = Memo::new(move |_| view.read().groups.unwrap_or(contents.orders()[0]));
    let rows = Memo::new(move |_| view.read().rows.clone());
    let columns = Memo::new(move |_| contents.columns(&view.read()));
    let group_keys = always(move || {
        let source = source.read();
        say.formats(|formats| contents.group_keys(&source.reports, formats, order.get()))
    });
    let keys = always(move || {
        let source = source.read();
        let mut orders = rows.get();
        if orders.is_empty() && order.get() == GroupOrder::Flat {
            orders = vec![BY_TITLE];
        }
        say.formats(|formats| row_keys(&source.reports, &source.listing, formats, &orders))
    });
    let searching = Memo::new(move |_| !view.read().search.trim().is_empty());
    let version = StoredValue::new(0_u64);
    always(move || {
        let source = source.get();
        let selection = selection.read();
        let keys = keys.read();
        let (lines, letters) = if order.get() == GroupOrder::Flat {
            let keys = keys.as_deref().unwrap_or_default();
            (flat(&source.listing, &selection, keys), Vec::new())
        } else {
            let mut selection = Selection::clone(&selection);
            let row_key = keys.as_ref().map(|keys| {
                let groups = &source.listing.groups;
                move |group: usize, row: usize| keys[groups[group].rows[row].index]
            });
            let group_keys = group_keys.read();
            selection.sort(|group| group_keys[group], row_key);
            let first = if searching.get() {
                usize::MAX
            } else {
                contents.first_rows()
            };
            grouped(&selection, &folds.read(), first, |group| {
                contents.letter(&source.reports, group)
            })
        };
        version.update_value(|version| *version += 1);
        Arc::new(Table {
            source,
            columns: columns.get(),
            lines,
            letters,
            version: version.get_value(),
        })
    })
}

/// Each title once, by its key.
fn flat(listing: &Listing, selection: &Selection, keys: &[i64]) -> Vec<Line> {
    let mut seen = vec![false; listing.titles];
    let mut lines = Vec::with_capacity(selection.titles);
    let index = |line: &Line| match *line {
        Line::Row(group, row) => listing.groups[group].rows[row].index,
        Line::Group(..) | Line::Rest(..) => 0,
    };
    for (group, rows) in &selection.groups {
        for row in rows {
            let line = Line::Row(*group, *row);
            if !std::mem::replace(&mut seen[index(&line)], true) {
                lines.push(line);
            }
        }
    }
    reports::order::sort_by_cached_key(&mut lines, |line| keys.get(index(line)).copied());
    lines
}

/// Headings and rows, and under which letter of the alphabet each line stands. Of a group the
/// first rows are shown until all are asked for.
fn grouped(
    selection: &Selection,
    folds: &Folds,
    first: usize,
    letter: impl Fn(usize) -> Option<char>,
) -> (Vec<Line>, Vec<(char, usize)>) {
    let mut lines = Vec::with_capacity(selection.titles + selection.groups.len());
    let mut letters = Vec::new();
    for (group, rows) in &selection.groups {
        if let Some(letter) = letter(*group) {
            letters.push((letter, lines.len()));
        }
        lines.push(Line::Group(*group, rows.len()));
        if folds.is_folded(*group) {
            continue;
        }
        let limit = if folds.full.contains(group) {
            usize::MAX
        } else {
            first
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
    (lines, letters)
}

impl Table {
    /// Where a key leads from a line; always to a row.
    pub(super) fn step(&self, line: usize, key: &str) -> Option<usize> {
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
    pub(super) const fn likely_height(self) -> f64 {
        match self {
            Self::Group(..) => 72.0,
            Self::Row(..) => 38.0,
            Self::Rest(..) => 44.0,
        }
    }
}

/// The one row in the tab order; the first one after each change of the table.
pub(super) fn current_line(table: Memo<Arc<Table>>) -> RwSignal<Option<usize>> {
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

/// Without groups there has to be some order.
const BY_TITLE: RowOrder = RowOrder {
    column: Column::Title,
    falling: false,
};

/// Lines that a page key passes over.
const PAGE: usize = 20;

#[cfg(test)]
pub(super) mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    pub(in super::super) fn table(lines: Vec<Line>) -> Table {
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
            columns: Vec::new(),
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
