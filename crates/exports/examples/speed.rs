//! How long each format takes, natively: `cargo run --release -p exports --example speed`.
//!
//! Invented libraries of 10,000 and 100,000 titles, every list of them. Beside the milliseconds stands how
//! many times as long as copying the same bytes that is, in the same run: machines differ less in it. The
//! first lines tell how long the page would be busy at a stretch before it makes rows.

#[path = "../../reports/examples/invented/mod.rs"]
mod invented;
#[path = "../../reports/examples/timing/mod.rs"]
mod timing;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use exports::{Format, Job, Language, List, Recipe, Rows, Table, write};
use invented::library;
use reports::{Options, Reports, compute, text};
use time::macros::date;
use timing::{milliseconds, timed};

fn main() {
    for titles in [10_000, 100_000] {
        let snapshot = library(titles);
        let options = Options::new(date!(2026 - 11 - 24), snapshot.store);
        let reports = compute(Arc::new(snapshot), options);
        println!("\n{titles} titles");
        let tables = tables(&reports);
        let texts = text::files(&reports).map(|(name, text)| (name.to_owned(), text));
        println!("format           ms        MB   × a copy");
        for format in Format::ALL {
            written(&reports, format, &tables, &texts);
        }
    }
}

/// All lists, and how long the first step and all rows of each take.
fn tables(reports: &Reports) -> Vec<Table> {
    println!("list                  rows   longest step, ms   all rows, ms");
    let of = |list: &List| {
        let (mut rows, mut first) = timed(|| Rows::new(reports, *list, Language::En, &|_| true));
        loop {
            let (more, time) = timed(|| rows.sort());
            first = first.max(time);
            if !more {
                break;
            }
        }
        let mut table = Table::new(*list, list.all().collect());
        let (made, time) = timed(|| {
            let cells = (0..rows.len()).map(|row| rows.cells(row, &table.fields));
            cells.collect()
        });
        table.rows = made;
        println!(
            "{:<18} {:>7} {:>18.2} {:>14.1}",
            list.key(),
            table.rows.len(),
            milliseconds(first),
            milliseconds(time)
        );
        table
    };
    List::ALL.iter().map(of).collect()
}

/// Writes one format of the library's list, or of what it takes by itself.
fn written(reports: &Reports, format: Format, tables: &[Table], texts: &[(String, String)]) {
    let recipe = Recipe {
        format,
        lists: vec![List::Library],
        ..Recipe::default()
    };
    let wanted = recipe.lists_needed();
    let tables = tables.iter().filter(|table| wanted.contains(&table.list));
    let tables: Vec<Table> = tables.cloned().collect();
    let job = Job {
        recipe,
        language: Language::En,
        store: reports.snapshot().store,
        as_of: None,
        made: reports.options.today,
    };
    let (bytes, time) = timed(|| write::file(&job, &tables, texts).unwrap_or_default());
    let copy = copied(&bytes);
    println!(
        "{:<12} {:>8.1} {:>9.2} {:>10.0}",
        format.key(),
        milliseconds(time),
        megabytes(bytes.len()),
        time.as_secs_f64() / copy.as_secs_f64()
    );
}

/// The median of some copies.
fn copied(bytes: &[u8]) -> Duration {
    let mut times: Vec<Duration> = (0..9)
        .map(|_| timed(|| black_box(bytes.to_vec())).1)
        .collect();
    times.sort_unstable();
    times[times.len() / 2].max(Duration::from_nanos(1))
}

#[expect(clippy::cast_precision_loss, reason = "for reading only")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
