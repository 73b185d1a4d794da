//! `simulation --days N --seed N`: see `cargo xtask simulate`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match options(std::env::args().skip(1)) {
        Ok((days, seed)) => {
            let figures = simulation::simulate(days, seed);
            println!("{}", figures.told());
            println!("{}", serde_json::json!(figures));
            ExitCode::from(u8::from(!figures.are_right()))
        }
        Err(problem) => {
            eprintln!("simulation: {problem}");
            ExitCode::from(2)
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<(u32, u64), String> {
    let (mut days, mut seed) = (1000, 1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().unwrap_or_default();
        let wrong = |_| format!("{name} needs a whole number, not {value:?}");
        match name.as_str() {
            "--days" => days = value.parse().map_err(wrong)?,
            "--seed" => seed = value.parse().map_err(wrong)?,
            _ => return Err(format!("{name:?} is no option: --days N --seed N")),
        }
    }
    Ok((days, seed))
}
