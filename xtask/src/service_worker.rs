//! Tells the service worker which files make up a build.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::build::files;

/// Writes the list of files into `sw.js` of a finished build, before anything is compressed.
pub(crate) fn stamp(dist: &Path) -> Result<(), String> {
    let fail = |what: &str, error: std::io::Error| format!("cannot {what} in dist: {error}");
    let mut listed = BTreeMap::new();
    for file in files(dist).map_err(|error| fail("list files", error))? {
        let name = file
            .strip_prefix(dist)
            .map_err(|error| error.to_string())?
            .to_string_lossy()
            .replace('\\', "/");
        if name == WORKER || LATER.contains(&format!("/{name}").as_str()) {
            continue;
        }
        let bytes = fs::read(&file).map_err(|error| fail("read", error))?;
        listed.insert(address(&name), integrity(&bytes));
    }
    let worker = dist.join(WORKER);
    let script = fs::read_to_string(&worker).map_err(|error| fail("read sw.js", error))?;
    let stamped = with_build(&script, &listed)
        .ok_or_else(|| format!("public/{WORKER} has no line that begins with {LINE:?}"))?;
    fs::write(&worker, stamped).map_err(|error| fail("write sw.js", error))
}

/// Where a file is fetched. The page itself is fetched as `/`: every host serves it there, while
/// some redirect `/index.html`, and a redirected answer opens no page.
fn address(name: &str) -> String {
    match name {
        "index.html" => "/".to_owned(),
        _ => format!("/{name}"),
    }
}

fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// The script with its list of files; `None` if it has no place for one.
fn with_build(script: &str, files: &BTreeMap<String, String>) -> Option<String> {
    let old = script.lines().find(|line| line.starts_with(LINE))?;
    let entries: Vec<String> = files
        .iter()
        .map(|(path, integrity)| format!("{path:?}:{integrity:?}"))
        .collect();
    let entries = entries.join(",");
    // A change of the worker itself is a new build, too.
    let digest = Sha256::new()
        .chain_update(script)
        .chain_update(&entries)
        .finalize();
    let id = URL_SAFE_NO_PAD.encode(&digest[..9]);
    let later: Vec<String> = LATER.iter().map(|path| format!("{path:?}")).collect();
    let new = format!(
        "{LINE}{{id:{id:?},files:{{{entries}}},later:[{}]}};",
        later.join(",")
    );
    Some(script.replacen(old, &new, 1))
}

const WORKER: &str = "sw.js";
const LINE: &str = "const BUILD = ";
/// Not part of the first visit: kept once someone asked for it.
const LATER: [&str; 1] = ["/sample.json"];

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "// before\nconst BUILD = { id: \"\", files: {}, later: [] };\n// after\n";

    fn build(files: &[(&str, &str)]) -> String {
        let files = files
            .iter()
            .map(|(name, text)| (address(name), integrity(text.as_bytes())))
            .collect();
        with_build(SCRIPT, &files).unwrap()
    }

    #[test]
    fn the_list_names_each_file_with_its_hash() {
        let script = build(&[("index.html", "page"), ("a/b.css", "")]);
        assert!(script.starts_with("// before\nconst BUILD = {id:"));
        assert!(script.ends_with(";\n// after\n"));
        assert!(script.contains("\"/\":\"sha256-"));
        // The SHA-256 of nothing, as everyone knows it.
        assert!(
            script.contains("\"/a/b.css\":\"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"")
        );
        assert!(!script.contains("index.html"));
    }

    #[test]
    fn every_change_is_another_build() {
        let line = |script: String| script.lines().nth(1).unwrap().to_owned();
        let one = line(build(&[("a.js", "1")]));
        assert_eq!(one, line(build(&[("a.js", "1")])));
        assert_ne!(one, line(build(&[("a.js", "2")])));
        assert_ne!(one, line(build(&[("b.js", "1")])));
    }

    #[test]
    fn a_script_without_the_line_is_refused() {
        assert_eq!(with_build("self.onfetch = null;", &BTreeMap::new()), None);
    }
}
