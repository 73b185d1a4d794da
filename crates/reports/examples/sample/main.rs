//! Writes the sample library: an invented [`audible::Snapshot`] of 300 books, the same every time.
//!
//! `cargo run --release -p reports --example sample -- public/sample.json`

mod books;
mod listening;
mod words;

use std::process::ExitCode;

use audible::search::{PersonSearch, Role};
use audible::{Snapshot, Timestamp};
use reports::people_to_search;

use crate::books::Maker;

/// How many people of each kind were searched for.
const SEARCHED: usize = 14;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: cargo run -p reports --example sample -- public/sample.json");
        return ExitCode::FAILURE;
    };
    let written = serde_json::to_vec(&sample())
        .map_err(|error| error.to_string())
        .and_then(|json| std::fs::write(&path, json).map_err(|error| error.to_string()));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{path}: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn sample() -> Snapshot {
    let mut maker = Maker::new();
    maker.known_series();
    maker.invented_series();
    maker.single_books();
    maker.wish_list();
    let mut snapshot = maker.snapshot;
    let read_at = Timestamp::parse("2026-11-24T07:30:00Z").unwrap_or_default();
    snapshot.read_at = Some(read_at);
    snapshot.priced_at = Some(read_at);
    let queries = people_to_search(&snapshot);
    for role in [Role::Author, Role::Narrator] {
        let of_role = queries.iter().filter(|query| query.role == role);
        for (place, query) in of_role.take(SEARCHED).enumerate() {
            let products = Maker::more_by(&mut maker.dice, &mut maker.titles, query, place);
            snapshot.searches.push(PersonSearch {
                query: query.clone(),
                products,
                complete: place != 3,
                read_at,
            });
        }
    }
    snapshot.listening = listening::listening(read_at);
    snapshot.memberships = listening::memberships(read_at);
    snapshot
}
