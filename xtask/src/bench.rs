//! `cargo xtask bench`: the figures, each measured in one run of one machine.

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
        example("reports")?;
        println!("\n── sealing and opening, natively");
        example("vault")?;
    }
    let others: Vec<&str> = PARTS
        .into_iter()
        .filter(|part| *part != NATIVE && is_wanted(part))
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

fn example(package: &str) -> Result<(), String> {
    run(cargo().args([
        "run",
        "--release",
        "--quiet",
        "--package",
        package,
        "--example",
        "speed",
    ]))
}

const NATIVE: &str = "native";
const IN_BROWSER: [&str; 3] = ["load", "sync", "reports"];
const PARTS: [&str; 6] = [NATIVE, "load", "sync", "reports", "relay", "stream"];
