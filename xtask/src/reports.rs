//! `cargo xtask reports`: the reports and exports of a data folder, by the code that the page runs.

use crate::command;

/// Compiles and runs the example `folder` of `crates/exports`, optimised: xtask itself stays small.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    // Paths are relative to where the task was called.
    let here = std::env::current_dir().map_err(|error| format!("no current folder: {error}"))?;
    eprintln!(
        "The code of the reports is compiled first; when nothing is built yet, that takes a minute."
    );
    command::run(
        command::cargo()
            .current_dir(here)
            .args(["run", "--quiet", "--release", "--manifest-path"])
            .arg(command::root().join("Cargo.toml"))
            .args(["-p", "exports", "--example", "folder", "--"])
            .args(arguments),
    )
}
