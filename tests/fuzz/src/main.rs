//! `fuzz [TARGET] [--minutes N]`: see `cargo xtask fuzz`.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use fuzz::{TARGETS, Target};

fn main() -> ExitCode {
    let done = options(std::env::args().skip(1))
        .and_then(|(targets, each)| targets.iter().try_for_each(|target| run(target, each)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("fuzz: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(target: &Target, each: Duration) -> Result<(), String> {
    let (seed, begun) = (fuzz::fresh_seed(), Instant::now());
    match fuzz::fuzz(target, seed, |_| begun.elapsed() < each) {
        Ok(tried) => {
            println!("{}: {tried} inputs, none failed", target.name);
            Ok(())
        }
        Err(input) => {
            let folder = fuzz::folder(target);
            let file = folder.join(format!("{seed:016x}"));
            std::fs::create_dir_all(&folder)
                .and_then(|()| std::fs::write(&file, input))
                .map_err(|error| format!("cannot keep the input: {error}"))?;
            Err(format!(
                "{} failed; the input is kept: {}",
                target.name,
                file.display()
            ))
        }
    }
}

type Options = (Vec<&'static Target>, Duration);

/// The targets, and how long each is tried: 10 minutes in all if nothing is said.
fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let (mut targets, mut minutes): (Vec<&Target>, u32) = (TARGETS.iter().collect(), 10);
    while let Some(argument) = arguments.next() {
        if argument == "--minutes" {
            let value = arguments.next().unwrap_or_default();
            minutes = value
                .parse()
                .map_err(|_| format!("--minutes needs a whole number, not {value:?}"))?;
        } else {
            targets.retain(|target| target.name == argument);
        }
    }
    if targets.is_empty() {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        return Err(format!("the targets are {}", names.join(", ")));
    }
    let shares = u32::try_from(targets.len()).unwrap_or(1);
    Ok((targets, Duration::from_mins(1) * minutes / shares))
}
