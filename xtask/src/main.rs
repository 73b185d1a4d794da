//! `cargo xtask`: everything that one does with this repository.

mod against_python;
mod bench;
mod build;
mod command;
mod fuzz;
mod licences;
mod parts;
mod reports;
mod service_worker;
mod simulate;
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
        "fuzz" => fuzz::run(&rest),
        "simulate" => simulate::run(&rest),
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
cargo xtask bench [PART ...]                  the figures: load, sync, reports, relay, stream, native,
                                              python (all reports beside bench/reference.py)
cargo xtask build                             only build the page, into dist/
cargo xtask reports --data DIR --out DIR      the six text files of a data folder, and every other format in
                                              OUT/exports: [--today 2026-01-31] [--marketplace us]
                                              [--language english] [--credit-value 12.66]
cargo xtask fuzz [TARGET] [--minutes 10]      damaged inputs for all readers of what comes from outside, or for one
cargo xtask simulate [--days 1000] [--seed 1] days of use out of a seed: sign-ins, lost tokens, longest wait; the last
                                              line is JSON, the status tells whether all is as it should be";
