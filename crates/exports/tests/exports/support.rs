//! From a snapshot to files.

use std::sync::Arc;

use audible::{Snapshot, Timestamp};
use exports::{Cell, Field, Job, Language, List, Recipe, Rows, Table, write};
use reports::{Options, Reports, compute, text};
use time::Date;
use time::macros::date;

pub(crate) const TODAY: Date = date!(2026 - 11 - 24);

pub(crate) fn sample() -> Snapshot {
    let bytes = include_bytes!("../../../../public/sample.json");
    let mut snapshot: Snapshot = serde_json::from_slice(bytes).unwrap();
    snapshot.read_at = Timestamp::parse("2026-11-24T09:30:00Z");
    snapshot
}

pub(crate) fn reports(snapshot: Snapshot, utc_offset_min: i16) -> Reports {
    let store = snapshot.store;
    let options = Options {
        utc_offset_min,
        ..Options::new(TODAY, store)
    };
    compute(Arc::new(snapshot), options)
}

pub(crate) fn table(reports: &Reports, list: List, language: Language) -> Table {
    let mut rows = Rows::new(reports, list, language, &|_| true);
    while rows.sort() {}
    let fields: Vec<Field> = list.all().collect();
    let mut table = Table::new(list, fields);
    table.rows = (0..rows.len())
        .map(|row| rows.cells(row, &table.fields))
        .collect();
    table
}

pub(crate) fn file(reports: &Reports, recipe: Recipe, language: Language) -> Vec<u8> {
    let lists = recipe.lists_needed();
    let tables: Vec<Table> = lists
        .iter()
        .map(|list| table(reports, *list, language))
        .collect();
    let texts = text::files(reports).map(|(name, text)| (name.to_owned(), text));
    let job = Job {
        recipe,
        language,
        store: reports.snapshot().store,
        as_of: exports::as_of(reports),
        made: TODAY,
    };
    write::file(&job, &tables, &texts).unwrap()
}

/// A table without what is of no concern here.
pub(crate) fn without(table: &Table, fields: &[Field]) -> Vec<Vec<(Field, Cell)>> {
    let row = |row: &Vec<Cell>| {
        let cells = table.fields.iter().copied().zip(row.iter().cloned());
        cells.filter(|(field, _)| !fields.contains(field)).collect()
    };
    table.rows.iter().map(row).collect()
}
