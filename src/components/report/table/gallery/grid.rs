//! [`Grid`]: the lines of a table as lines of so many covers.

use std::ops::Range;
use std::sync::Arc;

use crate::components::report::table::lines::{self, Table};
use crate::components::report::view::Size;

/// Covers line by line.
pub(super) struct Grid {
    pub(super) table: Arc<Table>,
    pub(super) lines: Vec<Line>,
    /// So many covers side by side.
    pub(super) columns: usize,
}

/// A line of the gallery.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Line {
    /// A group and how many rows of it are left.
    Heading(usize, usize),
    /// Rows of one group, by their lines in the table.
    Tiles(Range<usize>),
    /// So many more rows of a group.
    Rest(usize, usize),
}

/// How many covers stand side by side, and how wide each is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measures {
    pub(super) columns: usize,
    width: f64,
}

impl Measures {
    /// In a room so wide; at least two.
    pub(super) fn of(size: Size, room: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "covers on a screen"
        )]
        let columns = (((room + GAP) / (size.least() + GAP)) as usize).max(2);
        #[expect(clippy::cast_precision_loss, reason = "covers on a screen")]
        let width = (room + GAP) / columns as f64 - GAP;
        Self { columns, width }
    }
}

impl Line {
    pub(super) fn likely_height(&self, measures: Measures) -> f64 {
        match self {
            Self::Heading(..) => 72.0,
            Self::Tiles(_) => measures.width + TEXT,
            Self::Rest(..) => 44.0,
        }
    }
}

impl Grid {
    /// With so many covers side by side.
    pub(super) fn new(table: Arc<Table>, columns: usize) -> Self {
        let mut grid: Vec<Line> = Vec::new();
        for (place, line) in table.lines.iter().enumerate() {
            match (line, grid.last_mut()) {
                (lines::Line::Row(..), Some(Line::Tiles(tiles))) if tiles.len() < columns => {
                    tiles.end += 1;
                }
                (lines::Line::Row(..), _) => grid.push(Line::Tiles(place..place + 1)),
                (lines::Line::Group(group, rows), _) => grid.push(Line::Heading(*group, *rows)),
                (lines::Line::Rest(group, rest), _) => grid.push(Line::Rest(*group, *rest)),
            }
        }
        Self {
            table,
            lines: grid,
            columns,
        }
    }

    /// The line in which a line of the table stands.
    pub(super) fn line_of(&self, place: usize) -> Option<usize> {
        let mut first = 0;
        self.lines.iter().position(|line| {
            first += match line {
                Line::Tiles(tiles) => tiles.len(),
                Line::Heading(..) | Line::Rest(..) => 1,
            };
            place < first
        })
    }

    /// Where a key leads from a cover: to another one, by its line in the table.
    pub(super) fn step(&self, place: usize, key: &str) -> Option<usize> {
        match key {
            "ArrowRight" => self.table.step(place, "ArrowDown"),
            "ArrowLeft" => self.table.step(place, "ArrowUp"),
            "ArrowDown" | "ArrowUp" => {
                let line = self.line_of(place)?;
                let is_tiles = |line: &&Line| matches!(line, Line::Tiles(_));
                let (before, after) = self.lines.split_at(line);
                let next = if key == "ArrowDown" {
                    after.iter().skip(1).find(is_tiles)
                } else {
                    before.iter().rev().find(is_tiles)
                };
                let (Line::Tiles(now), Line::Tiles(next)) = (&self.lines[line], next?) else {
                    return None;
                };
                Some((next.start + place - now.start).min(next.end - 1))
            }
            _ => self.table.step(place, key),
        }
    }
}

/// Between covers, in CSS pixels; as in the style sheet.
const GAP: f64 = 16.0;
/// What stands below a cover, and the gap to the next line, in CSS pixels.
const TEXT: f64 = 92.0;

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::components::report::table::lines::tests::table;

    fn grid(columns: usize) -> Grid {
        use lines::Line::{Group, Rest, Row};
        let rows = |group, rows: Range<usize>| rows.map(move |row| Row(group, row));
        let mut lines = vec![Group(0, 5)];
        lines.extend(rows(0, 0..5));
        lines.push(Group(1, 9));
        lines.extend(rows(1, 0..2));
        lines.push(Rest(1, 7));
        Grid::new(Arc::new(table(lines)), columns)
    }

    #[wasm_bindgen_test]
    fn covers_stand_side_by_side_under_their_heading() {
        let grid = grid(3);
        let expected = [
            Line::Heading(0, 5),
            Line::Tiles(1..4),
            Line::Tiles(4..6),
            Line::Heading(1, 9),
            Line::Tiles(7..9),
            Line::Rest(1, 7),
        ];
        assert_eq!(grid.lines, expected);
        let lines: Vec<_> = (0..11).map(|place| grid.line_of(place)).collect();
        let expected = [0, 1, 1, 1, 2, 2, 3, 4, 4, 5].map(Some);
        assert_eq!(lines[..10], expected);
        assert_eq!(lines[10], None);
    }

    #[wasm_bindgen_test]
    fn arrows_lead_across_and_up_and_down() {
        let grid = grid(3);
        for (from, key, to) in [
            (1, "ArrowRight", Some(2)),
            (5, "ArrowRight", Some(7)),
            (7, "ArrowLeft", Some(5)),
            (1, "ArrowLeft", None),
            (2, "ArrowDown", Some(5)),
            (3, "ArrowDown", Some(5)),
            (4, "ArrowDown", Some(7)),
            (8, "ArrowDown", None),
            (8, "ArrowUp", Some(5)),
            (5, "ArrowUp", Some(2)),
            (1, "ArrowUp", None),
            (1, "End", Some(8)),
            (8, "Home", Some(1)),
            (1, "x", None),
        ] {
            assert_eq!(grid.step(from, key), to, "{key} from {from}");
        }
    }

    #[wasm_bindgen_test]
    fn larger_covers_are_fewer_and_fill_the_room() {
        for room in [300.0, 358.0, 1152.0] {
            let all = [Size::Small, Size::Medium, Size::Large].map(|size| {
                let measures = Measures::of(size, room);
                #[expect(clippy::cast_precision_loss, reason = "covers on a screen")]
                let columns = measures.columns as f64;
                assert!((columns * (measures.width + GAP) - GAP - room).abs() < 0.01);
                measures.columns
            });
            assert!(
                all[0] > all[1] && all[1] >= all[2] && all[2] >= 2,
                "{all:?}"
            );
        }
    }
}
