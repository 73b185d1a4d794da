//! The tools that a build needs: found on `PATH`, else installed into a folder of the user's
//! cache, so that a second clone finds them there.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{cargo, cargo_behind, is_there, output, root, run};

/// Trunk 0.22 asks for a newer compiler than this repository does.
const TRUNK: &str = "0.21.14";
/// The npm package that brings `wasm-opt`; Debian's own is too old for today's wasm.
const BINARYEN: &str = "132";

/// What a page build needs; all folders go in front of `PATH`.
#[derive(Debug)]
pub(crate) struct Tools {
    folders: Vec<PathBuf>,
    has_wasm_opt: bool,
}

impl Tools {
    /// Finds or installs everything, with a line of progress for each step that takes time.
    pub(crate) fn ensure() -> Result<Self, String> {
        let wasm_opt = wasm_opt();
        let has_wasm_opt = !matches!(wasm_opt, WasmOpt::Missing);
        let wasm_opt = match wasm_opt {
            WasmOpt::In(folder) => Some(folder),
            WasmOpt::OnPath | WasmOpt::Missing => None,
        };
        let folders = [trunk()?, wasm_bindgen()?, wasm_opt]
            .into_iter()
            .flatten()
            .collect();
        Ok(Self {
            folders,
            has_wasm_opt,
        })
    }

    /// Only what `wasm-bindgen-test-runner` is part of.
    pub(crate) fn for_wasm_tests() -> Result<Self, String> {
        wasm_target()?;
        Ok(Self {
            folders: wasm_bindgen()?.into_iter().collect(),
            has_wasm_opt: false,
        })
    }

    /// Whether programs can be made smaller.
    pub(crate) fn has_wasm_opt(&self) -> bool {
        self.has_wasm_opt
    }

    /// Puts the tools in front of a command's `PATH`.
    pub(crate) fn on_path<'c>(&self, command: &'c mut Command) -> Result<&'c mut Command, String> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let joined = std::env::join_paths(
            self.folders
                .iter()
                .cloned()
                .chain(std::env::split_paths(&path)),
        )
        .map_err(|error| format!("cannot set PATH: {error}"))?;
        Ok(command.env("PATH", joined))
    }
}

/// Where installed tools live: the user's cache folder, never the work tree.
pub(crate) fn cache() -> Result<PathBuf, String> {
    let from = |variable| std::env::var_os(variable).map(PathBuf::from);
    let base = if cfg!(windows) {
        from("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        from("HOME").map(|home| home.join("Library/Caches"))
    } else {
        from("XDG_CACHE_HOME").or_else(|| from("HOME").map(|home| home.join(".cache")))
    };
    base.map(|base| base.join("audipy"))
        .ok_or_else(|| "no home folder is known; set HOME".to_owned())
}

/// The standard library for wasm, by rustup where it is missing.
pub(crate) fn wasm_target() -> Result<(), String> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]));
    let there = sysroot.is_some_and(|sysroot| {
        Path::new(&sysroot)
            .join("lib/rustlib")
            .join(TARGET)
            .join("lib")
            .is_dir()
    });
    if there {
        return Ok(());
    }
    println!("· adding Rust's {TARGET} target (about a minute)");
    run(Command::new("rustup").args(["target", "add", TARGET])).map_err(|error| {
        format!("{error}; with a Rust that rustup does not manage, install its {TARGET} standard library yourself")
    })
}

fn trunk() -> Result<Option<PathBuf>, String> {
    let is_right = |program: &Path| {
        output(Command::new(program).arg("--version"))
            .is_some_and(|version| version.contains("0.21."))
    };
    if is_right(Path::new("trunk")) {
        return Ok(None);
    }
    install(
        "trunk",
        TRUNK,
        "4 to 6 minutes on two cores",
        true,
        &is_right,
    )
    .map(Some)
}

/// wasm-bindgen must be exactly the version of the crate in `Cargo.lock`.
fn wasm_bindgen() -> Result<Option<PathBuf>, String> {
    let version = locked_version("wasm-bindgen")?;
    let is_right = |program: &Path| {
        output(Command::new(program).arg("--version"))
            .is_some_and(|printed| printed.split_whitespace().nth(1) == Some(version.as_str()))
    };
    if is_right(Path::new("wasm-bindgen")) && is_there("wasm-bindgen-test-runner") {
        return Ok(None);
    }
    // Its own lock file names a crate version that is gone, hence not --locked.
    install(
        "wasm-bindgen-cli",
        &version,
        "3 minutes on two cores",
        false,
        &is_right,
    )
    .map(Some)
}

/// Makes the page a third smaller; a page without it works just as well.
fn wasm_opt() -> WasmOpt {
    let is_right = |program: &Path| {
        output(Command::new(program).arg("--version"))
            .and_then(|version| version.split_whitespace().nth(2)?.parse::<u32>().ok())
            .is_some_and(|version| version >= 120)
    };
    if is_right(Path::new("wasm-opt")) {
        return WasmOpt::OnPath;
    }
    let Ok(cache) = cache() else {
        return WasmOpt::Missing;
    };
    let folder = cache.join(format!("binaryen-{BINARYEN}"));
    let bin = folder.join("node_modules/.bin");
    if is_right(&bin.join("wasm-opt")) {
        return WasmOpt::In(bin);
    }
    if is_there("npm") {
        println!("· installing wasm-opt with npm (about 10 seconds)");
        let installed = std::fs::create_dir_all(&folder).is_ok()
            && run(Command::new("npm")
                .args(["install", "--silent", "--no-fund", "--no-audit", "--prefix"])
                .arg(&folder)
                .arg(format!("binaryen@{BINARYEN}")))
            .is_ok();
        if installed && is_right(&bin.join("wasm-opt")) {
            return WasmOpt::In(bin);
        }
    }
    println!(
        "· wasm-opt is skipped: it needs Node and npm. The page works, but is a third larger."
    );
    WasmOpt::Missing
}

enum WasmOpt {
    OnPath,
    In(PathBuf),
    Missing,
}

fn install(
    package: &str,
    version: &str,
    usually: &str,
    locked: bool,
    is_right: &dyn Fn(&Path) -> bool,
) -> Result<PathBuf, String> {
    let folder = cache()?.join(format!("{package}-{version}"));
    let bin = folder.join("bin");
    let program = bin.join(package.trim_end_matches("-cli"));
    if is_right(&program) {
        return Ok(bin);
    }
    let wanted = format!("{package}@{version}");
    if output(cargo().args(["binstall", "-V"])).is_some() {
        println!("· installing {wanted} with cargo binstall (about 20 seconds)");
        let installed = run(cargo()
            .args(["binstall", "--no-confirm", "--root"])
            .arg(&folder)
            .arg(&wanted));
        if installed.is_ok() && is_right(&program) {
            return Ok(bin);
        }
    }
    println!("· building {wanted}, once for this computer (about {usually})");
    let mut command = cargo_behind();
    command
        .args(["install", "--quiet", &wanted, "--root"])
        .arg(&folder)
        .arg("--target-dir")
        .arg(cache()?.join("build"))
        .env("CARGO_PROFILE_RELEASE_LTO", "false")
        // Trunk only moves files; wasm-bindgen rewrites megabytes.
        .env(
            "CARGO_PROFILE_RELEASE_OPT_LEVEL",
            if package == "trunk" { "0" } else { "1" },
        )
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_PANIC", "abort")
        .env_remove("CARGO_BUILD_TARGET");
    if locked {
        command.arg("--locked");
    }
    if package == "trunk" {
        // No downloads of its own are wanted, so no TLS.
        command.arg("--no-default-features");
    }
    run(&mut command)?;
    if is_right(&program) {
        Ok(bin)
    } else {
        Err(format!(
            "{wanted} was installed but does not run: {}",
            program.display()
        ))
    }
}

fn locked_version(package: &str) -> Result<String, String> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock"))
        .map_err(|error| format!("cannot read Cargo.lock: {error}"))?;
    lock.split("[[package]]")
        .find(|entry| entry.contains(&format!("\nname = \"{package}\"\n")))
        .and_then(|entry| entry.split("version = \"").nth(1)?.split('"').next())
        .map(str::to_owned)
        .ok_or_else(|| format!("Cargo.lock does not name {package}"))
}
