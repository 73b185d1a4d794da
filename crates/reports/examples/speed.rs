//! How long all reports take, natively: `cargo run --release -p reports --example speed`.
//!
//! Invented libraries of 1,000, 10,000 and 100,000 titles, as many missing volumes, and as many search
//! results. Prints the median of some runs in milliseconds, the longest step of
//! [`reports::Computation`], and how the time grows (1.00 is linear). Where the system tells it, time
//! is that of the processor, so that other programs do not count.

mod invented;
mod timing;

use std::sync::Arc;
use std::time::Duration;

use audible::{Marketplace, Snapshot};
use invented::library;
use reports::{Computation, Options, Progress, Reports, compute};
use time::macros::date;
use timing::{milliseconds, timed};

fn main() {
    println!("titles   all, ms   longest step, ms   found");
    let mut before: Option<(usize, f64)> = None;
    for titles in [1_000, 10_000, 100_000] {
        let snapshot = Arc::new(library(titles));
        let options = Options::new(date!(2026 - 11 - 24), Marketplace::Us);
        let mut times: Vec<Duration> = (0..9)
            .map(|_| timed(|| compute(Arc::clone(&snapshot), options.clone())).1)
            .collect();
        times.sort_unstable();
        let all = milliseconds(times[times.len() / 2]);
        let (reports, longest) = stepped(Arc::clone(&snapshot), options);
        let suggested: usize = reports.more_by_authors.iter().map(|p| p.rows.len()).sum();
        println!(
            "{titles:>6} {all:>9.2} {:>18.2}   {} missing, {suggested} by authors",
            milliseconds(longest),
            reports.missing.volumes
        );
        if let Some((fewer, shorter)) = before {
            let growth = (all / shorter).ln() / (count(titles) / count(fewer)).ln();
            println!("       growth from {fewer}: n^{growth:.2}");
        }
        before = Some((titles, all));
    }
}

fn stepped(snapshot: Arc<Snapshot>, options: Options) -> (Reports, Duration) {
    let mut computation = Computation::new(snapshot, options);
    let mut longest = Duration::ZERO;
    loop {
        let (progress, time) = timed(|| computation.step());
        longest = longest.max(time);
        if progress == Progress::Done {
            break;
        }
    }
    let (reports, time) = timed(|| computation.finish());
    (reports, longest.max(time))
}

#[expect(clippy::cast_precision_loss, reason = "at most 100,000")]
fn count(titles: usize) -> f64 {
    titles as f64
}
