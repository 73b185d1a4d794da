//! The lines of a table: sorted, folded, and where keys lead.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::{Source, always};
use crate::components::report::contents::Contents;
use crate::components::report::listing::Selection;
use crate::components::report::say::Say;
use crate::components::report::view::{GroupOrder, RowOrder, View};

/// What is shown: sorted, folded, line by line.
pub(super) struct Table {
    pub(super) source: Arc<Source>,
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
                Contents::row_keys(&source.reports, &source.listing, formats, column, falling)
            })
        })
    });
    let searching = Memo::new(move |_| !view.read().search.trim().is_empty());
    let version = StoredValue::new(0_u64);
    always(move || {
        let source = source.get();
        let mut selection = Selection::clone(&selection.read());
        let (group_keys, row_keys) = (group_keys.read(), row_keys.read());
        let row_key = row_keys.as_ref().map(|keys| {
            let groups = &source.listing.groups;
            move |group: usize, row: usize| keys[groups[group].rows[row].index]
        });
        selection.sort(|group| group_keys[group], row_key);
        let limit = if searching.get() {
            usize::MAX
        } else {
            contents.first_rows()
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
