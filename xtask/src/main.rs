//! `cargo xtask`: everything that one does with this repository.

mod bench;
mod build;
mod command;
mod reports;
mod service_worker;
mod start;
mod test;
mod tools;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let task = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let done = match task.as_str() {
        "start" => start::run(&rest),
        "test" => test::run(&rest),
        "bench" => bench::run_parts(&rest),
        "build" => build::site().map(drop),
        "reports" => reports::run(&rest),
        "" | "help" | "-h" | "--help" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("there is no task {other:?}\n\n{HELP}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("xtask: {problem}");
            ExitCode::FAILURE
        }
    }
}

const HELP: &str = "\
cargo xtask start [--port 8080] [--sandbox]   build the page and the relay, and serve both
cargo xtask test [--all]                      every check and test; --all adds the long ones
cargo xtask bench [PART ...]                  the figures: load, sync, reports, relay, stream, native
cargo xtask build                             only build the page, into dist/
cargo xtask reports --data DIR --out DIR      the six text files of a data folder: [--today 2026-01-31]
                                              [--marketplace us] [--language english] [--credit-value 12.66]";
