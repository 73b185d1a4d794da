//! `cargo xtask bench`: the figures, each measured in one run of one machine.

use crate::against_python;
use crate::build;
use crate::command::{cargo, is_there, run};

/// Builds everything as for release, then measures the parts that are named, or all. What the
/// browser does is measured from outside by `tests/e2e/src/bin/bench`.
pub(crate) fn run_parts(arguments: &[String]) -> Result<(), String> {
    if let Some(unknown) = arguments
        .iter()
        .find(|part| !PARTS.contains(&part.as_str()))
    {
        return Err(format!(
            "there is no part {unknown:?}; there are {}",
            PARTS.join(", ")
        ));
    }
    let is_wanted = |part: &str| arguments.is_empty() || arguments.iter().any(|name| name == part);
    if is_wanted(NATIVE) {
        println!("\n── all reports, natively (aim: 10,000 titles in less than 50 ms)");
        example("reports", "speed")?;
        println!("\n── sealing and opening, natively");
        example("vault", "speed")?;
    }
    if is_wanted(AUTH) {
        println!("\n── what AudiPy itself does for a refresh, natively");
        example("session", "speed")?;
        println!("\n── opening an auth file of 1 MB, natively");
        example("auth_files", "speed")?;
    }
    if is_wanted(PYTHON) {
        println!("\n── all reports against Python (aim: 50 times as fast as the same work there)");
        against_python::measure()?;
    }
    if is_wanted(SEARCH) {
        println!("\n── search over everything, natively (aim: p95 below 16 ms at 10,000 titles)");
        example("reports", "search")?;
    }
    if is_wanted(EXPORTS) {
        println!("\n── exports of every format, natively, beside copying as many bytes");
        example("exports", "speed")?;
    }
    if is_wanted(DELTA) {
        println!("\n── what a delta saves, and what asking side by side does");
        run(cargo()
            .args(["run", "--release", "--quiet", "--package", "deltas"])
            .args(["--example", "deltas"]))?;
    }
    let others: Vec<&str> = PARTS
        .into_iter()
        .filter(|part| ![NATIVE, PYTHON, DELTA, EXPORTS].contains(part) && is_wanted(part))
        .collect();
    if others.is_empty() {
        return Ok(());
    }
    let mut bench = cargo();
    if others.iter().any(|part| IN_BROWSER.contains(part)) {
        let driver = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        if !is_there(&driver) {
            let parts = IN_BROWSER.join(", ");
            return Err(format!(
                "{parts} need Chromium and its chromedriver (Debian: chromium chromium-driver)"
            ));
        }
        bench.env("AUDIPY_SITE", build::site()?);
    }
    bench.env("AUDIPY_PROGRAMS", build::servers(&["relay", "sandbox"])?);
    println!("· building the bench (about 2 minutes at first, then seconds)");
    run(bench
        .args(["run", "--release", "--quiet", "--package", "e2e"])
        .args(["--bin", "bench", "--"])
        .args(others))
}

fn example(package: &str, name: &str) -> Result<(), String> {
    run(cargo().args([
        "run",
        "--release",
        "--quiet",
        "--package",
        package,
        "--example",
        name,
    ]))
}

const NATIVE: &str = "native";
const AUTH: &str = "auth";
const IN_BROWSER: [&str; 6] = ["load", AUTH, "sync", "reports", SEARCH, "scroll"];
const DELTA: &str = "delta";
const EXPORTS: &str = "exports";
const PYTHON: &str = "python";
const SEARCH: &str = "search";
const PARTS: [&str; 12] = [
    NATIVE, PYTHON, SEARCH, EXPORTS, DELTA, AUTH, "load", "sync", "reports", "scroll", "relay",
    "stream",
];
