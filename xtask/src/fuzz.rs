//! `cargo xtask fuzz`: damaged inputs for everything that reads what comes from outside.

use crate::command;

/// Compiles and runs `tests/fuzz`, optimised.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    eprintln!("The targets are compiled first; when nothing is built yet, that takes a minute.");
    command::run(
        command::cargo()
            .args(["run", "--quiet", "--release", "--package", "fuzz", "--"])
            .args(arguments),
    )
}
