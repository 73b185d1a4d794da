//! `cargo xtask simulate`: years of use of the token life cycle, drawn from a seed.

use crate::command;

/// Compiles and runs `tests/simulation`. Its last line is the JSON line, so cargo is quiet.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    eprintln!("The simulation is compiled first; when nothing is built yet, that takes a minute.");
    command::run(
        command::cargo()
            .args(["run", "--quiet", "--package", "simulation", "--"])
            .args(arguments),
    )
}
