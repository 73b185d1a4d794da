//! `cargo xtask bench`: the figures, each measured in one run of one machine.

use crate::build;
use crate::command::{cargo, is_there, root, run};

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
    let driver = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
    if !is_there(&driver) {
        return Err(
            "the other parts need Chromium and its chromedriver (Debian: chromium chromium-driver)"
                .to_owned(),
        );
    }
    let site = build::site()?;
    let programs = build::servers(&["relay", "sandbox"])?;
    run(cargo()
        .args([
            "run",
            "--release",
            "--quiet",
            "--package",
            "e2e",
            "--bin",
            "bench",
            "--",
        ])
        .args(others)
        .env("AUDIPY_SITE", site)
        .env("AUDIPY_PROGRAMS", root().join(programs)))
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
const PARTS: [&str; 6] = [NATIVE, "load", "sync", "reports", "relay", "stream"];
