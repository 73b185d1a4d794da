//! Cutting the page's program into parts that load when they are needed; `src/part.rs` says what
//! is in which part.

use std::cmp::Reverse;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::build::{files, target};
use crate::command::{run, run_quietly, side_by_side};
use crate::tools::Tools;

/// Replaces the whole program in a build by Trunk with one in parts. All its files lie in a
/// folder that is named after them, so that parts of two builds never meet.
pub(crate) fn cut(dist: &Path, tools: &Tools) -> Result<(), String> {
    let work = target().join("parts");
    let fail = |what: &str, error: io::Error| format!("cannot {what}: {error}");
    if work.exists() {
        fs::remove_dir_all(&work).map_err(|error| fail("empty the parts' folder", error))?;
    }
    let whole = target().join("wasm32-unknown-unknown/page/audipy.wasm");
    let whole = fs::read(&whole).map_err(|error| fail("read the program", error))?;
    let first = work.join("first.wasm");
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = &work;
    options.main_out_path = &first;
    options.link_name = "./parts.js";
    options.main_module = "./audipy.js";
    wasm_split_cli_support::transform(options)
        .map_err(|error| format!("cannot cut the program: {error:#}"))?;

    let mut bind = Command::new("wasm-bindgen");
    bind.args(["--target", "web", "--no-typescript", "--keep-lld-exports"])
        .args(["--out-name", "audipy", "--out-dir"])
        .arg(&work)
        .arg(&first);
    run(tools.on_path(&mut bind)?)?;
    fs::remove_file(&first).map_err(|error| fail("tidy up", error))?;
    optimise(&work, tools)?;

    let made = files(&work).map_err(|error| fail("list the parts", error))?;
    let folder = format!(
        "program-{}",
        digest(&made).map_err(|error| fail("read", error))?
    );
    for file in &made {
        let name = file
            .strip_prefix(&work)
            .map_err(|error| error.to_string())?;
        let place = dist.join(&folder).join(name);
        let parent = place.parent().unwrap_or(dist);
        fs::create_dir_all(parent)
            .and_then(|()| fs::copy(file, &place))
            .map_err(|error| fail("place the parts", error))?;
    }

    let index = dist.join("index.html");
    let page = fs::read_to_string(&index).map_err(|error| fail("read index.html", error))?;
    let (page, replaced) = point_at(&page, &folder)
        .ok_or("index.html does not name its program as Trunk.toml has it")?;
    fs::write(&index, page).map_err(|error| fail("write index.html", error))?;
    for name in replaced {
        fs::remove_file(dist.join(name))
            .map_err(|error| fail("remove the whole program", error))?;
    }
    Ok(())
}

/// The page with its program in `folder`, and the files that it named before.
fn point_at(page: &str, folder: &str) -> Option<(String, [String; 2])> {
    let mut pointed = page.to_owned();
    let mut replace = |attribute: &str, file: &str| {
        let before = page.split(attribute).nth(1)?.split('"').next()?;
        pointed = pointed.replace(
            &format!("{attribute}{before}\""),
            &format!("{attribute}/{folder}/{file}\""),
        );
        Some(before.trim_start_matches('/').to_owned())
    };
    let replaced = [
        replace("data-program=\"", "audipy.js")?,
        replace("data-wasm=\"", "audipy_bg.wasm")?,
    ];
    Some((pointed, replaced))
}

/// Makes every part as small as it gets, each by itself.
fn optimise(work: &Path, tools: &Tools) -> Result<(), String> {
    if !tools.has_wasm_opt() {
        return Ok(());
    }
    let mut parts = files(work).map_err(|error| format!("cannot list the parts: {error}"))?;
    parts.retain(|file| file.extension().is_some_and(|kind| kind == "wasm"));
    // The largest first, so that none of them is begun last.
    parts.sort_by_key(|file| Reverse(fs::metadata(file).map_or(0, |facts| facts.len())));
    side_by_side(parts, |file| {
        let mut optimise = Command::new("wasm-opt");
        optimise
            .args(["-Oz", "--quiet"])
            .args(FEATURES)
            .arg(&file)
            .arg("--output")
            .arg(&file);
        // It warns of the names of labels, which are not shipped.
        run_quietly(tools.on_path(&mut optimise)?)
    })
}

/// What Rust's programs use of WebAssembly; the parts do not say it themselves.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

fn digest(files: &[PathBuf]) -> io::Result<String> {
    let mut digest = Sha256::new();
    for file in files {
        digest.update(fs::read(file)?);
    }
    Ok(URL_SAFE_NO_PAD.encode(&digest.finalize()[..12]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_points_at_the_parts() {
        let page = r#"<script src="/boot.js" data-program="/audipy-1a.js" data-wasm="/audipy-1a_bg.wasm"></script>"#;
        let (page, replaced) = point_at(page, "program-2b").unwrap();
        assert_eq!(
            page,
            r#"<script src="/boot.js" data-program="/program-2b/audipy.js" data-wasm="/program-2b/audipy_bg.wasm"></script>"#
        );
        assert_eq!(replaced, ["audipy-1a.js", "audipy-1a_bg.wasm"]);
    }

    #[test]
    fn a_page_without_a_program_is_refused() {
        assert_eq!(point_at("<html></html>", "program-2b"), None);
    }
}
