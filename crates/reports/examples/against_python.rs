//! The time of all reports and their six files of a data folder, beside the references under `bench/`.
//!
//! `cargo run --release -p reports --example against_python -- FOLDER [RUNS] [OUT]` prints JSON: titles,
//! the median time in milliseconds without and with reading the folder, and how many lines each file
//! has; the files go into a folder `OUT`, if one is named.

#[path = "shop/mod.rs"]
mod shop;
mod timing;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use audible::{Marketplace, Timestamp};
use reports::{Options, compute, text};
use time::macros::date;
use timing::{milliseconds, timed};

fn main() -> ExitCode {
    match run() {
        Ok(figures) => {
            println!("{figures}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("against_python: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<serde_json::Value, String> {
    let mut words = std::env::args().skip(1);
    let folder = PathBuf::from(words.next().ok_or("which folder?")?);
    let runs = words.next().and_then(|runs| runs.parse().ok()).unwrap_or(5);
    let out = words.next().map(PathBuf::from);
    let now = Timestamp::from_millis(1_795_500_000_000);
    let (shop, read) = timed(|| {
        shop::Shop::read(|name| {
            let path = folder.join(name);
            if !path.exists() {
                return Ok(None);
            }
            let read = std::fs::read(&path);
            read.map(Some).map_err(|error| format!("{name}: {error}"))
        })
    });
    let shop = shop?;
    let unreadable = shop.unreadable;
    // What a store would answer is prepared and not timed, as in the reference.
    let snapshot = Arc::new(shop.synced(Marketplace::Us, now));
    let titles = snapshot.items.len();
    let options = Options::new(date!(2026 - 11 - 24), Marketplace::Us);
    // Short work is done several times in a row: the kernel counts a thread's time in ticks.
    let batch = u32::try_from(20_000 / titles.max(1)).unwrap_or(1).max(1);
    let mut times = Vec::new();
    let mut files = [const { ("", String::new()) }; 6];
    for _ in 0..runs.max(1) {
        let ((), time) = timed(|| {
            for _ in 0..batch {
                files = text::files(&compute(Arc::clone(&snapshot), options.clone()));
            }
        });
        times.push(time / batch);
    }
    times.sort_unstable();
    if let Some(out) = out {
        std::fs::create_dir_all(&out).map_err(|error| format!("{}: {error}", out.display()))?;
        for (name, text) in &files {
            std::fs::write(out.join(name), text).map_err(|error| format!("{name}: {error}"))?;
        }
    }
    let lines: BTreeMap<_, _> = files
        .iter()
        .map(|(name, text)| (*name, text.lines().count()))
        .collect();
    Ok(serde_json::json!({
        "titles": titles,
        "unreadable": unreadable,
        "ms": milliseconds(times[times.len() / 2]),
        "read_ms": milliseconds(read),
        "lines": lines,
    }))
}
