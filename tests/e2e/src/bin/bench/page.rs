//! The page: bytes of the first load, warm start, memory, computing reports.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use e2e::stage::{Server, free_port, programs, site};
use e2e::{Member, Screen, Stage};
use serde_json::json;
use tempfile::TempDir;

use crate::figures::{aimed, figure, float, growth, heading, median};
use crate::library;
use crate::watch::{shown, until, watch};

/// What the first visit fetches before anything is asked for, as the browser counts it.
pub(crate) async fn first_load() {
    heading("first load, compressed bytes of the welcome page in a new profile");
    let stage = Stage::new().await;
    let member = stage.member("first", Screen::default()).await;
    watch(&member, "main h1").await;
    shown(&member, &stage.origin).await;
    let loaded = until(&member, LOADED).await;
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut packed = true;
    for file in loaded.as_array().unwrap() {
        let path = file[0].as_str().unwrap();
        let kind = path.rsplit_once('.').map_or("html", |(_, kind)| kind);
        let size = usize::try_from(file[1].as_u64().unwrap()).unwrap();
        packed &= kind != "wasm" || size < usize::try_from(file[2].as_u64().unwrap()).unwrap();
        *kinds.entry(kind).or_default() += size;
    }
    for kind in ["wasm", "js", "css", "woff2"] {
        figure(kind, kinds.get(kind).copied().unwrap_or(0));
    }
    let named = ["wasm", "js", "css", "woff2"];
    let rest = kinds.iter().filter(|(kind, _)| !named.contains(kind));
    figure(
        "all else (html, icons, manifest)",
        rest.map(|(_, size)| size).sum::<usize>(),
    );
    let all = float(kinds.values().sum::<usize>()) / 1024.0;
    if packed {
        aimed("all", all, "KB", 350.0);
    } else {
        figure(
            "all",
            format!("{all:.0} KB, but this build is not compressed: no figure"),
        );
    }
    member.leave().await;
}

/// Navigation to reports shown against an empty page, in turns.
pub(crate) async fn warm_start(stage: &Stage, member: &Member, titles: usize) {
    heading(&format!("warm start, {titles} titles"));
    // The same server by another name: our service worker does not answer there.
    let empty_page = format!("{}/health", stage.origin.replace("localhost", "127.0.0.1"));
    let (mut starts, mut empties, mut tasks) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        starts.push(shown(member, &stage.origin).await);
        // What comes after the first picture counts as well.
        until(member, SETTLED).await;
        tasks.push(longest_task(member).await);
        empties.push(shown(member, &empty_page).await);
    }
    let (start, empty) = (median(starts), median(empties));
    let aim = if titles == 1_000 {
        1_000.0
    } else {
        f64::INFINITY
    };
    if aim.is_finite() {
        aimed("navigation to reports shown", start, "ms", aim);
        aimed(
            "against an empty page of the same server",
            start / empty,
            "×",
            4.0,
        );
    } else {
        figure("navigation to reports shown", format!("{start:.1} ms"));
        figure(
            "against an empty page of the same server",
            format!("{:.1} ×", start / empty),
        );
    }
    figure("the empty page", format!("{empty:.1} ms"));
    match median(tasks) {
        0.0 => figure("the longest task", "not over 50 ms (aim: 50 ms: met)"),
        task => aimed("the longest task", task, "ms", 50.0),
    }
}

/// See [`watch`].
async fn longest_task(member: &Member) -> f64 {
    let answer = member.driver.execute("return bench.longest", Vec::new());
    answer.await.unwrap().json().as_f64().unwrap()
}

/// The page's memory with the overview open, after a collection of garbage.
pub(crate) async fn memory(stage: &Stage, member: &Member, titles: usize) {
    heading(&format!(
        "memory of the page, {titles} titles, overview open"
    ));
    shown(member, &stage.origin).await;
    member
        .devtools("HeapProfiler.collectGarbage", json!({}))
        .await;
    let heap = member.devtools("Runtime.getHeapUsage", json!({})).await;
    let wasm = until(member, "bench.memory && bench.memory.buffer.byteLength").await;
    let mega = |bytes: &serde_json::Value| bytes.as_f64().unwrap_or(f64::NAN) / MEGA;
    let (script, wasm) = (mega(&heap["usedSize"]), mega(&wasm));
    figure("JavaScript heap in use", format!("{script:.1} MB"));
    figure(
        "WebAssembly memory (the most it ever needed)",
        format!("{wasm:.1} MB"),
    );
    aimed("both", script + wasm, "MB", 200.0);
}

/// From the sample library's last byte to the reports on the screen: reading the JSON, computing
/// all reports, drawing the overview.
pub(crate) async fn computing() {
    heading("reports in the browser: read the JSON, compute all, draw the overview");
    let stage = Stage::new().await;
    let site = OwnSite::new();
    let origin = &site.origin;
    let mut before: Option<(usize, f64)> = None;
    for titles in [1_000, 10_000, 100_000] {
        fs::write(site.folder().join("sample.json"), library::sample(titles)).unwrap();
        let member = stage
            .member(&format!("sample-{titles}"), Screen::default())
            .await;
        watch(&member, REPORTS).await;
        member.driver.goto(origin).await.unwrap();
        member.press("Open the sample library").await;
        until(&member, "bench.shown").await;
        let mut times = Vec::new();
        for _ in 0..3 {
            let shown = shown(&member, origin).await;
            let arrived = until(&member, SAMPLE_ARRIVED).await.as_f64().unwrap();
            times.push(shown - arrived);
        }
        let time = median(times);
        let grown = before.map_or_else(String::new, |before| {
            format!(", growth n^{:.2}", growth(before, (titles, time)))
        });
        figure(&format!("{titles} titles"), format!("{time:.0} ms{grown}"));
        before = Some((titles, time));
        member.leave().await;
    }
}

/// The page served from a folder of its own, whose sample library may be another.
pub(crate) struct OwnSite {
    folder: TempDir,
    pub(crate) origin: String,
    _relay: Server,
}

impl OwnSite {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        copy_site(folder.path());
        let port = free_port();
        let mut relay = Command::new(programs().join("relay"));
        relay
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .arg("--site")
            .arg(folder.path());
        Self {
            _relay: Server::start(&mut relay, port, &folder.path().join("relay.log")),
            origin: format!("http://localhost:{port}"),
            folder,
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

fn copy_site(to: &Path) {
    for entry in fs::read_dir(site()).unwrap() {
        let from = entry.unwrap().path();
        let name = from.file_name().unwrap();
        if from.is_file() && !name.to_string_lossy().starts_with("sample.json") {
            fs::copy(&from, to.join(name)).unwrap();
        }
    }
}

/// Found once the overview shows reports.
pub(crate) const REPORTS: &str = "dl.facts dd";
/// Long after everything is there.
const SETTLED: &str = "performance.now() - bench.shown > 2000";
const RUNS: usize = 9;
const MEGA: f64 = 1024.0 * 1024.0;

/// Path, bytes on the way, bytes unpacked of everything; once nothing more has come for a while.
const LOADED: &str = r"(() => {
  const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  const last = Math.max(...all.map(e => e.responseEnd));
  return document.readyState === 'complete' && performance.now() - last > 2000
    && all.filter(e => new URL(e.name).origin === location.origin)
      .map(e => [new URL(e.name).pathname, e.encodedBodySize, e.decodedBodySize]);
})()";

const SAMPLE_ARRIVED: &str = "performance.getEntriesByType('resource').find(e => e.name.endsWith('/sample.json'))?.responseEnd";
