//! Running other programs, with errors that name them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;

/// The repository's root, as the cargo that runs this task sees it: a checkout may be moved after
/// the task was built.
pub(crate) fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR");
    package
        .as_deref()
        .map_or(Path::new(env!("CARGO_MANIFEST_DIR")), Path::new)
        .parent()
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// The cargo that runs this task.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    cargo
}

/// The same behind whatever else runs, where the system knows how: for what is built beside the page, whose
/// last step keeps one core only.
pub(crate) fn cargo_behind() -> Command {
    let cargo = cargo();
    if output(Command::new("nice").arg("true")).is_none() {
        return cargo;
    }
    let mut behind = Command::new("nice");
    behind.arg(cargo.get_program()).current_dir(root());
    behind
}

/// Does the same with each of several things, on all cores. Hands back the first fault.
pub(crate) fn side_by_side<T: Send>(
    things: Vec<T>,
    work: impl Fn(T) -> Result<(), String> + Sync,
) -> Result<(), String> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let left = Mutex::new(things.into_iter());
    let next = || left.lock().ok().and_then(|mut left| left.next());
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores)
            .map(|_| scope.spawn(|| std::iter::from_fn(next).try_for_each(&work)))
            .collect();
        workers.into_iter().try_for_each(|worker| {
            let broke_off = |_| Err("it broke off".to_owned());
            worker.join().unwrap_or_else(broke_off)
        })
    })
}

/// Runs a program to its end; its output goes where ours goes.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let status = command
        .status()
        .map_err(|error| format!("cannot run {}: {error}", name(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} failed ({status})", line(command)))
    }
}

/// Runs a program to its end; what it prints is of use only if it fails.
pub(crate) fn run_quietly(command: &mut Command) -> Result<(), String> {
    let output = command
        .output()
        .map_err(|error| format!("cannot run {}: {error}", name(command)))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let (line, status) = (line(command), output.status);
    Err(format!("{line} failed ({status})\n{}", said.trim_end()))
}

/// What a program prints; `None` if it is not there or fails.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a program answers to `--version`.
pub(crate) fn is_there(program: &str) -> bool {
    output(Command::new(program).arg("--version")).is_some()
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn line(command: &Command) -> String {
    let arguments = command
        .get_args()
        .map(|argument| argument.to_string_lossy());
    std::iter::once(command.get_program().to_string_lossy())
        .chain(arguments)
        .collect::<Vec<_>>()
        .join(" ")
}
