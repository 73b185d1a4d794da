//! How long a search takes, natively: `cargo run --release -p reports --example search`.
//!
//! Types titles and names letter by letter, rightly and with a slip, into the index of invented
//! libraries of 1,000, 10,000 and 100,000 titles (and 1.4 times as many that are missing or
//! suggested). Prints how long building takes, its longest step, and how long a search takes.

mod invented;
mod timing;

use std::sync::Arc;
use std::time::Duration;

use audible::Marketplace;
use reports::search::{Index, Indexing, Limits};
use reports::{Options, Reports, compute};
use time::macros::date;

use invented::library;
use timing::{milliseconds, timed};

fn main() {
    println!(
        "titles   build, ms   longest step, ms   searches   median, ms   p95, ms   slowest, ms"
    );
    for titles in [1_000, 10_000, 100_000] {
        let options = Options::new(date!(2026 - 11 - 24), Marketplace::Us);
        let reports = Arc::new(compute(Arc::new(library(titles)), options));
        let (index, build, longest) = build(Arc::clone(&reports));
        let mut times: Vec<Duration> = typed(&reports)
            .iter()
            .map(|query| timed(|| std::hint::black_box(index.search(query, LIMITS))).1)
            .collect();
        times.sort_unstable();
        let at = |percent: usize| milliseconds(times[(times.len() - 1) * percent / 100]);
        println!(
            "{titles:>6} {:>11.1} {:>18.2} {:>10} {:>12.3} {:>9.3} {:>13.3}",
            milliseconds(build),
            milliseconds(longest),
            times.len(),
            at(50),
            at(95),
            at(100)
        );
    }
}

fn build(reports: Arc<Reports>) -> (Index, Duration, Duration) {
    let mut indexing = Indexing::new(reports);
    let (mut all, mut longest) = (Duration::ZERO, Duration::ZERO);
    loop {
        let (more, time) = timed(|| indexing.step());
        all += time;
        longest = longest.max(time);
        if !more {
            break;
        }
    }
    (indexing.finish(), all, longest)
}

/// Every beginning of some titles and names, and of the same with two letters swapped.
fn typed(reports: &Reports) -> Vec<String> {
    let all: Vec<_> = reports.titles().map(|(id, _)| id).collect();
    let mut queries = Vec::new();
    for id in all.iter().step_by(all.len() / 12) {
        let product = reports.product(*id);
        let author = &product.authors[0].name;
        for text in [
            product.title.chars().take(20).collect(),
            author.clone(),
            swapped(author),
        ] {
            for letters in 1..=text.chars().count() {
                queries.push(text.chars().take(letters).collect());
            }
        }
    }
    queries
}

fn swapped(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    letters.swap(2, 3);
    letters.into_iter().collect()
}

/// As the page asks for.
const LIMITS: Limits = Limits {
    books: 12,
    people: 5,
    series: 5,
};
