//! CSV (RFC 4180), and a mode in which no cell can act as a formula.

use csv::{Terminator, WriterBuilder};

use super::plain::text;
use super::{Job, NotWritten};
use crate::recipe::Separator;
use crate::table::Table;

/// One list. Lines end with CR and LF; only what has to be quoted is.
pub(crate) fn file(job: &Job, table: &Table) -> Result<Vec<u8>, NotWritten> {
    let recipe = &job.recipe;
    let sheet = table.sheet(&recipe.columns_of(table.list), recipe, job.language);
    let safe = recipe.csv.safe;
    // A mark in front says that the file is UTF-8, and on reading that cells are guarded.
    let start = if safe { MARK.to_vec() } else { Vec::new() };
    let mut csv = WriterBuilder::new()
        .delimiter(match recipe.csv.separator {
            Separator::Comma => b',',
            Separator::Semicolon => b';',
        })
        .terminator(Terminator::CRLF)
        .from_writer(start);
    let shown = |cell: String| if safe { guarded(cell) } else { cell };
    let headings = sheet
        .columns
        .iter()
        .map(|column| shown(column.heading.clone()));
    write(&mut csv, headings)?;
    for row in sheet.rows() {
        let cells =
            row.map(|cell| cell.map_or_else(String::new, |value| shown(text(value, job.language))));
        write(&mut csv, cells)?;
    }
    csv.into_inner().map_err(|_| NotWritten("CSV"))
}

fn write(
    csv: &mut csv::Writer<Vec<u8>>,
    cells: impl Iterator<Item = String>,
) -> Result<(), NotWritten> {
    csv.write_record(cells).map_err(|_| NotWritten("CSV"))
}

/// An apostrophe in front of what a spreadsheet program may take for a formula: then it is text. One in
/// front of an apostrophe, too, so that it can be taken away again.
pub(crate) fn guarded(cell: String) -> String {
    let first = cell.chars().next();
    let begins = cell
        .trim_start_matches(|c: char| c.is_whitespace() || c.is_control())
        .chars()
        .next();
    let acts = begins.is_some_and(|c| FORMULA.contains(&c))
        || first.is_some_and(|c| c == '\'' || c.is_control());
    if acts { format!("'{cell}") } else { cell }
}

/// The cell before [`guarded`].
pub(crate) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

/// What formulas begin with, full-width ones too.
const FORMULA: [char; 12] = [
    '=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠', '−', '﹣',
];

/// UTF-8's byte order mark.
pub(crate) const MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];
