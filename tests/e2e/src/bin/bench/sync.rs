//! The first sync: library, series, wish list, missing volumes; what follows (authors and
//! narrators) is not counted. Then, with the library at hand, warm start and memory.

use std::collections::BTreeMap;

use e2e::sign_in::ADDRESS;
use e2e::{Member, Screen, Stage};
use tempfile::TempDir;

use crate::figures::{aimed, figure, float, growth, heading, median};
use crate::library;
use crate::page::{self, REPORTS};
use crate::watch::{until, watch};

/// What one sync took.
struct Synced {
    /// From the first request to the last byte of the last answer, in milliseconds.
    time: f64,
    /// How long all requests took, added up.
    added_up: f64,
    requests: usize,
    by_path: BTreeMap<String, u64>,
}

/// Both latencies, both sizes; and what can be seen of a page with such a library.
pub(crate) async fn all() {
    for latency in [0, 100] {
        let mut before: Option<(usize, f64)> = None;
        for titles in [1_000, 10_000] {
            before = Some((titles, one(latency, titles, before).await));
        }
    }
}

async fn one(latency: u32, titles: usize, before: Option<(usize, f64)>) -> f64 {
    let data = TempDir::new().unwrap();
    library::write_folder(titles, data.path());
    let latency_ms = latency.to_string();
    let folder = data.path().to_str().unwrap();
    let mut stage = Stage::with_sandbox(&["--data", folder, "--latency-ms", &latency_ms]).await;
    let mut runs = Vec::new();
    for run in 0..RUNS {
        // The relay limits requests a client; each sync begins with a full allowance.
        stage.stop_relay();
        stage.start_relay();
        let member = stage
            .member(&format!("sync-{run}"), Screen::default())
            .await;
        watch(&member, REPORTS).await;
        runs.push(sync(&stage, &member, &format!("bench{run}@example.org")).await);
        if run + 1 == RUNS && latency == 0 {
            tell(&runs, latency, titles, before);
            // Until the whole sync is over, so that nothing else runs.
            until(&member, IDLE).await;
            page::warm_start(&stage, &member, titles).await;
            if titles == 10_000 {
                page::memory(&stage, &member, titles).await;
            }
        }
        member.leave().await;
    }
    if latency > 0 {
        tell(&runs, latency, titles, before);
    }
    median(runs.iter().map(|run| run.time))
}

async fn sync(stage: &Stage, member: &Member, email: &str) -> Synced {
    stage.sandbox.account(email, &[]).await;
    member.open("/sign-in").await;
    let address = member.goes_through_amazon(&stage.sandbox, email).await;
    member.paste(ADDRESS, &address).await;
    member.press("Continue").await;
    member.is_at("/stores").await;
    until(member, STORES).await;
    let found = until(member, FIRST_PARTS).await;
    let mut by_path = BTreeMap::new();
    for path in found["paths"].as_array().unwrap() {
        *by_path
            .entry(path.as_str().unwrap().to_owned())
            .or_default() += 1;
    }
    Synced {
        time: found["time"].as_f64().unwrap(),
        added_up: found["added_up"].as_f64().unwrap(),
        requests: usize::try_from(found["requests"].as_u64().unwrap()).unwrap(),
        by_path,
    }
}

fn tell(runs: &[Synced], latency: u32, titles: usize, before: Option<(usize, f64)>) {
    heading(&format!(
        "first sync, {titles} titles, {latency} ms latency, median of {RUNS}"
    ));
    let time = median(runs.iter().map(|run| run.time));
    let name = "library, series, wish list, missing volumes";
    if latency == 100 && titles == 1_000 {
        aimed(name, time, "ms", 1_500.0);
    } else {
        figure(name, format!("{time:.0} ms"));
    }
    if let Some(before) = before {
        figure(
            "growth with the number of titles",
            format!("n^{:.2}", growth(before, (titles, time))),
        );
    }
    let last = &runs[runs.len() - 1];
    let paths: Vec<_> = last
        .by_path
        .iter()
        .map(|(path, times)| format!("{times} × {path}"))
        .collect();
    figure(
        "requests",
        format!("{} ({})", last.requests, paths.join(", ")),
    );
    if latency > 0 {
        let one_by_one = float(last.requests) * f64::from(latency);
        figure(
            "of one by one (requests × latency)",
            format!("{:.2} ({one_by_one:.0} ms)", time / one_by_one),
        );
    }
    let side_by_side = median(runs.iter().map(|run| run.added_up / run.time));
    figure(
        "requests under way at once, on average",
        format!("{side_by_side:.1}"),
    );
}

const RUNS: usize = 3;

/// Chooses the stores as soon as they are offered; where their answers were missed, they are asked
/// again. What was asked until here belongs to the sign-in and is forgotten.
const STORES: &str = r"(() => {
  const button = words => [...document.querySelectorAll('button')].find(b => b.innerText.includes(words));
  button('Ask the stores')?.click();
  const read = button('Read these stores');
  if (!read) return false;
  bench.asked.length = 0;
  performance.clearResourceTimings();
  read.click();
  return true;
})()";

/// The sync page offers to sync again.
const IDLE: &str =
    "[...document.querySelectorAll('button')].some(b => b.innerText.includes('Sync now'))";

/// Once the searches for people have begun and everything before them has arrived. Requests are
/// noted in the order in which the browser lists them.
const FIRST_PARTS: &str = r"(() => {
  const asked = bench.asked, is_search = url => /[?&](author|narrator)=/.test(url);
  if (!asked.some(a => is_search(a.url))) return null;
  const last = asked.findLastIndex(a => !is_search(a.url));
  const entries = performance.getEntriesByType('resource')
    .filter(e => new URL(e.name).pathname === '/relay' && e.startTime <= asked[last].at + 1)
    .sort((one, other) => one.startTime - other.startTime);
  if (entries.length <= last) return null;
  const mine = entries.slice(0, last + 1).filter((_, index) => !is_search(asked[index].url));
  return {
    requests: mine.length,
    time: Math.max(...mine.map(e => e.responseEnd)) - Math.min(...mine.map(e => e.startTime)),
    added_up: mine.reduce((sum, e) => sum + e.duration, 0),
    paths: asked.slice(0, last + 1).filter(a => !is_search(a.url)).map(a => {
      const url = new URL(a.url), groups = url.searchParams.get('response_groups') ?? '';
      if (!url.searchParams.has('asins')) return url.pathname.split('/').pop();
      return groups.includes('relationships') ? 'series' : 'volumes';
    }),
  };
})()";
