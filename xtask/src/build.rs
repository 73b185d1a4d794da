//! Building the page with Trunk, and compressing it for the relay.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::SystemTime;

use crate::command::{cargo, cargo_behind, root, run, side_by_side};
use crate::parts;
use crate::service_worker;
use crate::tools::{self, Tools};

/// Builds the page into `dist/` unless nothing has changed since. Returns that folder.
pub(crate) fn site() -> Result<PathBuf, String> {
    let root = root();
    let dist = root.join("dist");
    let stamp = target().join("site.stamp");
    if is_current(&root, &dist, &stamp) {
        return Ok(dist);
    }
    tools::wasm_target()?;
    println!("· building the page (about 10 minutes at first on two cores, then 2 to 4)");
    // Beside the tools that go on with it: the last minutes of each keep one core only.
    let programs = thread::spawn(both_programs);
    let tools = Tools::ensure()?;
    programs
        .join()
        .map_err(|_| "building the page broke off".to_owned())??;
    let mut trunk = Command::new("trunk");
    trunk
        .current_dir(&root)
        .args([
            "build",
            "--release",
            "--offline",
            "--features",
            "split",
            "--dist",
        ])
        .arg(&dist)
        // Trunk reads NO_COLOR as its own flag and accepts only true and false.
        .env_remove("NO_COLOR");
    run(tools.on_path(&mut trunk)?)?;
    parts::cut(&dist, &tools)?;
    service_worker::stamp(&dist)?;
    compress(&dist)?;
    fs::write(&stamp, b"").map_err(|error| format!("cannot write {}: {error}", stamp.display()))?;
    Ok(dist)
}

/// Compiles the page's program and its worker as Trunk does, which then finds them done.
fn both_programs() -> Result<(), String> {
    // The worker is one piece.
    let of_each: [&[&str]; 2] = [&["--bin=worker"], &["--features=split", "--bin=audipy"]];
    for program in of_each {
        let mut build = cargo();
        build
            .args(["build", "--quiet", "--profile=page"])
            .arg("--target=wasm32-unknown-unknown")
            .args(program);
        run(&mut build)?;
    }
    Ok(())
}

/// Builds relay and, where wanted, sandbox, optimised. Returns the folder of the programs.
pub(crate) fn servers(packages: &[&str]) -> Result<PathBuf, String> {
    println!(
        "· building {} (about 3 minutes at first, then seconds)",
        packages.join(" and ")
    );
    let mut build = cargo_behind();
    build.args(["build", "--release", "--quiet"]);
    for package in packages {
        build.args(["--package", package]);
    }
    run(&mut build)?;
    Ok(target().join("release"))
}

/// Builds what journeys start: the servers, and what `cargo xtask reports` runs.
pub(crate) fn for_journeys() -> Result<(), String> {
    let build = ["build", "--quiet", "--package"];
    run(cargo().args(build).args(["relay", "--package", "sandbox"]))?;
    run(cargo().args(build).args(["exports", "--example", "folder"]))
}

/// Where programs are that are built as tests are: the native tests have built most that journeys start.
pub(crate) fn programs() -> PathBuf {
    target().join("debug")
}

/// Cargo's target folder.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Writes `FILE.br` beside each file that gains from it.
fn compress(folder: &Path) -> Result<(), String> {
    let mut texts = files(folder).map_err(|error| format!("cannot list the page: {error}"))?;
    texts.retain(|file| {
        let kind = file.extension().and_then(|kind| kind.to_str());
        let gains = ["css", "html", "js", "json", "svg", "wasm", "webmanifest"];
        kind.is_some_and(|kind| gains.contains(&kind))
    });
    side_by_side(texts, |file| {
        let pack = || -> io::Result<()> {
            let parameters = brotli::enc::BrotliEncoderParams {
                quality: 11,
                lgwin: 22,
                ..Default::default()
            };
            let mut packed = Vec::new();
            brotli::BrotliCompress(&mut fs::read(&file)?.as_slice(), &mut packed, &parameters)?;
            let mut name = file.clone().into_os_string();
            name.push(".br");
            fs::File::create(name)?.write_all(&packed)
        };
        pack().map_err(|error| format!("cannot compress {}: {error}", file.display()))
    })
}

fn is_current(root: &Path, dist: &Path, stamp: &Path) -> bool {
    let built = |path: &Path| fs::metadata(path).and_then(|data| data.modified());
    let Ok(built) = built(&dist.join("index.html")).and(built(stamp)) else {
        return false;
    };
    SOURCES
        .iter()
        .map(|source| root.join(source))
        .all(|source| newest(&source).is_ok_and(|changed| changed <= built))
}

fn newest(path: &Path) -> io::Result<SystemTime> {
    let mut newest = fs::metadata(path)?.modified()?;
    if path.is_dir() {
        for file in files(path)? {
            newest = newest.max(fs::metadata(file)?.modified()?);
        }
    }
    Ok(newest)
}

/// All files below a folder.
pub(crate) fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

const SOURCES: [&str; 10] = [
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "build.rs",
    "crates",
    "index.html",
    "locales",
    "public",
    "src",
    "style",
];
