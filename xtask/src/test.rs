//! `cargo xtask test`: every check, one after the other, with an honest count at the end.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::build;
use crate::command::{cargo, is_there, output, root};
use crate::licences;
use crate::start::Servers;
use crate::tools::{Tools, cache};

/// Runs everything; fails if anything failed. What cannot be had is *not run*, never *passed*.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let all = match arguments {
        [] => false,
        [one] if one == "--all" => true,
        _ => return Err("test takes nothing or --all".to_owned()),
    };
    let mut report = Report::default();
    let browser = browser(&mut report);

    report.step("format", || {
        check(cargo().args(["fmt", "--all", "--check"]))
    });
    report.step("clippy", || {
        check(cargo().args([
            "clippy",
            "--workspace",
            "--exclude",
            "audipy",
            "--all-targets",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ]))
    });
    report.step("clippy of the page", || {
        Tools::for_wasm_tests()?;
        check(cargo().args([
            "clippy",
            "--package",
            "audipy",
            "--all-targets",
            "--target",
            WASM,
            "--quiet",
            "--",
            "-D",
            "warnings",
        ]))
    });
    report.step("licences and sources", || Ok(licences_and_sources()));
    report.step("native tests", || native_tests(all));
    report.step("tests in the browser", || {
        browser.clone()?;
        let tools = Tools::for_wasm_tests()?;
        let mut tests = cargo();
        tests
            // Not `--quiet`: the runner in the browser does not know it.
            .args(["test", "--package", "audipy", "--target", WASM])
            .env("CHROMEDRIVER", chromedriver());
        tests_of(tools.on_path(&mut tests)?)
    });
    let built = report.step("release build", || {
        build::site()?;
        build::for_journeys()?;
        Ok(Outcome::Passed(1))
    });
    report.step("journeys", || {
        browser.clone()?;
        if !built {
            return Ok(Outcome::NotRun("the build failed".to_owned()));
        }
        let mut tests = journeys(&["--no-fail-fast", "--", "--test-threads=2"]);
        if all {
            tests.env("AUDIPY_LONG_TESTS", "1");
        }
        tests_of(&mut tests)
    });
    with_python(&mut report, built, &browser);
    report.step("exports, with Python", || exports(built, None));
    if all {
        report.step("exports, with LibreOffice", || {
            exports(built, Some("soffice"))
        });
    }
    report.end()
}

fn licences_and_sources() -> Outcome {
    match licences::check() {
        Ok(count) => Outcome::Passed(count),
        Err(problem) => {
            println!("{problem}");
            Outcome::Failed {
                passed: 0,
                failed: 1,
            }
        }
    }
}

fn native_tests(all: bool) -> Step {
    let mut tests = cargo();
    tests.args([
        "test",
        "--workspace",
        "--exclude",
        "audipy",
        "--exclude",
        "e2e",
        "--quiet",
    ]);
    if all {
        // Forty times as many draws for each property.
        tests.env("PROPTEST_CASES", "10000");
    }
    tests_of(&mut tests)
}

/// Journeys on what was built.
fn journeys(arguments: &[&str]) -> Command {
    let mut tests = cargo();
    tests
        // Not `--quiet`: a line for each tells which one a run that was cut short had come to.
        .args(["test", "--package", "e2e"])
        .args(arguments)
        .env("AUDIPY_SITE", root().join("dist"))
        .env("AUDIPY_PROGRAMS", build::programs())
        .env("CHROMEDRIVER", chromedriver());
    tests
}

/// What the real Python library has to say.
fn with_python(report: &mut Report, built: bool, browser: &Result<(), String>) {
    report.step("oracle", || {
        if built {
            oracle()
        } else {
            Ok(Outcome::NotRun("the build failed".to_owned()))
        }
    });
    report.step("other programs, beside ours", || {
        if built {
            peers()
        } else {
            Ok(Outcome::NotRun("the build failed".to_owned()))
        }
    });
    report.step("auth files, with the Python library", auth_files);
    report.step("auth files of the page, with the Python library", || {
        browser.clone()?;
        if !built {
            return Ok(Outcome::NotRun("the build failed".to_owned()));
        }
        let mut journey = journeys(&["--", "--ignored", "python::"]);
        tests_of(journey.env("AUDIPY_PYTHON", oracle_python()?))
    });
}

/// How a step ended. `Err` is for what cannot be had: the step was not run.
type Step = Result<Outcome, String>;

#[derive(Debug)]
enum Outcome {
    Passed(u32),
    Failed { passed: u32, failed: u32 },
    NotRun(String),
}

#[derive(Debug, Default)]
struct Report {
    lines: Vec<String>,
    passed: u32,
    failed: u32,
    not_run: u32,
}

impl Report {
    /// Runs a step and says how it went; true if it passed.
    fn step(&mut self, name: &str, step: impl FnOnce() -> Step) -> bool {
        println!("\n── {name}");
        let started = Instant::now();
        let outcome = step().unwrap_or_else(Outcome::NotRun);
        let seconds = started.elapsed().as_secs();
        let (line, fine) = match outcome {
            Outcome::Passed(count) => {
                self.passed += count;
                (format!("passed   {name} ({count}, {seconds} s)"), true)
            }
            Outcome::Failed { passed, failed } => {
                self.passed += passed;
                self.failed += failed;
                (
                    format!(
                        "FAILED   {name} ({failed} of {}, {seconds} s)",
                        passed + failed
                    ),
                    false,
                )
            }
            Outcome::NotRun(why) => {
                self.not_run += 1;
                (format!("not run  {name}: {why}"), false)
            }
        };
        println!("{line}");
        self.lines.push(line);
        fine
    }

    fn end(self) -> Result<(), String> {
        println!("\n──");
        for line in &self.lines {
            println!("{line}");
        }
        println!();
        if self.not_run > 0 {
            println!(
                "{} step(s) not run: see above for what to install",
                self.not_run
            );
        }
        println!(
            "{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.not_run
        );
        if self.failed > 0 {
            return Err("some checks failed".to_owned());
        }
        // In CI everything can be had, so a step that was not run is a failure there.
        if self.not_run > 0 && std::env::var_os("CI").is_some() {
            return Err("some checks could not be run".to_owned());
        }
        Ok(())
    }
}

/// A check that counts as one.
fn check(command: &mut Command) -> Step {
    let status = command.status().map_err(|error| error.to_string())?;
    Ok(if status.success() {
        Outcome::Passed(1)
    } else {
        Outcome::Failed {
            passed: 0,
            failed: 1,
        }
    })
}

/// Test programs: adds up their `test result:` lines while passing everything on.
fn tests_of(command: &mut Command) -> Step {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let (mut passed, mut failed) = (0, 0);
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            println!("{line}");
            if line.starts_with("test result:") {
                passed += count(&line, "passed");
                failed += count(&line, "failed");
            }
        }
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    Ok(match (status.success(), failed, passed) {
        (true, 0, 1..) => Outcome::Passed(passed),
        (true, 0, 0) => Outcome::NotRun("there are no tests".to_owned()),
        (_, failed, passed) => Outcome::Failed {
            passed,
            failed: failed.max(1),
        },
    })
}

/// The number before a word, `12` in `12 passed;`.
fn count(line: &str, word: &str) -> u32 {
    line.split(word)
        .next()
        .and_then(|before| before.split_whitespace().last())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

/// The real Python package against our sandbox.
fn oracle() -> Step {
    let python = oracle_python()?;
    let mut servers = Servers::new();
    let port = 9190;
    servers.start(
        Command::new(build::programs().join("sandbox")).args(["--port", &port.to_string()]),
        port,
    )?;
    let recorded = check(
        Command::new(&python)
            .current_dir(root())
            .args(["tests/oracle/requests.py", "--check"]),
    )?;
    if let failed @ Outcome::Failed { .. } = recorded {
        return Ok(failed);
    }
    cases_of(Command::new(python).args([
        "tests/oracle/oracle.py",
        "--sandbox",
        &format!("http://127.0.0.1:{port}"),
    ]))
}

/// audible-cli, audible-series and libex-core against our sandbox.
fn peers() -> Step {
    let python = python_with(
        "oracle-peers-1",
        "tests/oracle/peers-requirements.txt",
        // One of them names an older `audible` and an older Python than it works with.
        &["--no-deps", "--ignore-requires-python"],
        "import audible, audible_cli, audible_series; assert audible.__version__ == '0.13.1'",
    )?;
    let programs = build::programs();
    cases_of(
        Command::new(python)
            .args(["tests/oracle/peers.py", "--sandbox"])
            .arg(programs.join("sandbox"))
            .arg("--folder")
            .arg(programs.join("examples/folder")),
    )
}

/// Auth files between AudiPy and the real Python package.
fn auth_files() -> Step {
    let python = oracle_python()?;
    let example = ["--quiet", "--package", "auth_files", "--example", "files"];
    let built = cargo().arg("build").args(example).status();
    if !built.is_ok_and(|status| status.success()) {
        return Err("the build failed".to_owned());
    }
    cases_of(
        Command::new(python)
            .args(["tests/oracle/auth_files.py", "--files"])
            .arg(build::programs().join("examples/files")),
    )
}

/// A script that prints one JSON line a case.
fn cases_of(command: &mut Command) -> Step {
    let output = command
        .current_dir(root())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| error.to_string())?;
    let lines = String::from_utf8_lossy(&output.stdout);
    let ok = |wanted: &str| {
        let lines = lines.lines().filter(|line| line.starts_with('{'));
        u32::try_from(lines.filter(|line| line.contains(wanted)).count()).unwrap_or(0)
    };
    let (passed, failed) = (ok("\"ok\": true"), ok("\"ok\": false"));
    Ok(match (failed, output.status.success()) {
        (0, true) => Outcome::Passed(passed),
        _ => Outcome::Failed {
            passed,
            failed: failed.max(1),
        },
    })
}

/// Exports of every format, opened by programs that are not ours.
fn exports(built: bool, office: Option<&str>) -> Step {
    if !built {
        return Ok(Outcome::NotRun("the build failed".to_owned()));
    }
    if office.is_some_and(|office| !is_there(office)) {
        return Err("it needs LibreOffice (soffice) on PATH".to_owned());
    }
    let python = python_with(
        "exports-check-1",
        "tests/exports_python/requirements.txt",
        &[],
        "import icalendar, jsonschema, openpyxl; assert openpyxl.__version__ == '3.1.5'",
    )?;
    let mut check = Command::new(python);
    check
        .args(["tests/exports_python/check.py", "--folder"])
        .arg(build::programs().join("examples/folder"));
    if let Some(office) = office {
        check.args(["--office", office]);
    }
    cases_of(&mut check)
}

fn oracle_python() -> Result<PathBuf, String> {
    python_with(
        "oracle-audible-0.13.1",
        "tests/oracle/requirements.txt",
        &[],
        "import audible, sys; assert audible.__version__ == '0.13.1'",
    )
}

/// A Python with the pinned packages, made once and kept in the cache; `proof` runs only where they are
/// there. `options` are for `pip install`.
fn python_with(
    name: &str,
    requirements: &str,
    options: &[&str],
    proof: &str,
) -> Result<PathBuf, String> {
    let venv = cache()?.join(name);
    let bin = if cfg!(windows) { "Scripts" } else { "bin" };
    let python = venv.join(bin).join("python");
    let works = |python: &Path| output(Command::new(python).args(["-c", proof])).is_some();
    if works(&python) {
        return Ok(python);
    }
    println!("· installing the Python packages of {requirements} (about a minute)");
    let system = ["python3", "python"]
        .into_iter()
        .find(|python| is_there(python))
        .ok_or("it needs Python 3.11 or later")?;
    let quiet = |command: &mut Command| {
        output(command)
            .ok_or_else(|| "it needs Python 3.11 or later with venv, and PyPI".to_owned())
    };
    quiet(Command::new(system).args(["-m", "venv"]).arg(&venv))?;
    quiet(
        Command::new(&python)
            .args(["-m", "pip", "install", "--quiet"])
            .args(options)
            .arg("-r")
            .arg(root().join(requirements)),
    )?;
    if works(&python) {
        Ok(python)
    } else {
        Err(format!(
            "the packages of {requirements} could not be installed"
        ))
    }
}

/// Finds Chromium and its driver, or installs them where that is Debian's way.
fn browser(report: &mut Report) -> Result<(), String> {
    let there = || is_there("chromium") && is_there(&chromedriver());
    if there() {
        return Ok(());
    }
    println!("· installing chromium and chromium-driver with apt-get (about a minute)");
    let apt = |arguments: &[&str]| {
        let root_user = output(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
        let mut command = if root_user {
            Command::new("apt-get")
        } else {
            let mut sudo = Command::new("sudo");
            sudo.args(["-n", "apt-get"]);
            sudo
        };
        output(
            command
                .args(arguments)
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )
    };
    if is_there("apt-get") {
        apt(&["update", "-qq"]);
        apt(&["install", "-y", "-qq", "chromium", "chromium-driver"]);
    }
    if there() {
        return Ok(());
    }
    let missing =
        "install Chromium and its chromedriver (Debian: chromium chromium-driver), both on PATH";
    report.lines.push(format!("missing  {missing}"));
    Err(missing.to_owned())
}

fn chromedriver() -> String {
    std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned())
}

const WASM: &str = "wasm32-unknown-unknown";
