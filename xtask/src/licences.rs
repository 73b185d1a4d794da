//! Where every dependency comes from and on which terms, read from `cargo metadata` without a
//! network: only from crates.io or this repository, and only licences of [`ALLOWED`].

use serde_json::Value;

use crate::command::{cargo, output};

/// How many packages are all right.
///
/// # Errors
/// Names each package that is not.
pub(crate) fn check() -> Result<u32, String> {
    let printed = output(cargo().args(["metadata", "--format-version", "1", "--locked"]))
        .ok_or("cargo metadata failed")?;
    let metadata: Value = serde_json::from_str(&printed)
        .map_err(|error| format!("cargo metadata cannot be read: {error}"))?;
    let packages = metadata["packages"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    let wrong: Vec<String> = packages.iter().filter_map(problem).collect();
    match (wrong.as_slice(), u32::try_from(packages.len())) {
        ([], Ok(count @ 1..)) => Ok(count),
        ([], _) => Err("cargo metadata names no package".to_owned()),
        _ => Err(wrong.join("\n")),
    }
}

fn problem(package: &Value) -> Option<String> {
    let name = package["name"].as_str().unwrap_or_default();
    let licence = package["license"].as_str().unwrap_or_default();
    // Without a source it lies in this repository.
    let source = package["source"].as_str().unwrap_or(CRATES_IO);
    if source != CRATES_IO {
        return Some(format!("{name} comes from {source}"));
    }
    (!is_allowed(licence)).then(|| format!("{name} has the licence {licence:?}"))
}

/// Whether an SPDX expression can be met with what is allowed. `/` is an old way to write `OR`;
/// brackets come only around a whole side of an `AND`.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    match split_outside(&expression, " AND ").as_slice() {
        [one] => split_outside(one, " OR ").iter().any(|it| {
            let bare = it.trim();
            let inner = bare.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
            inner.map_or_else(|| ALLOWED.contains(&bare), is_allowed)
        }),
        sides => sides.iter().all(|side| is_allowed(side)),
    }
}

/// Splits where the separator stands outside brackets.
fn split_outside<'t>(text: &'t str, separator: &str) -> Vec<&'t str> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 && at >= from && text[at..].starts_with(separator) => {
                parts.push(&text[from..at]);
                from = at + separator.len();
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts
}

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Permissive ones only: no GPL, LGPL or AGPL of any version.
const ALLOWED: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions() {
        for (expression, allowed) in [
            ("MIT", true),
            ("MIT OR Apache-2.0", true),
            ("Apache-2.0/MIT", true),
            ("Apache-2.0 / MIT", true),
            ("MIT OR Apache-2.0 OR LGPL-2.1-or-later", true),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT", true),
            ("AGPL-3.0-only", false),
            ("MIT AND AGPL-3.0-only", false),
            ("(MIT OR GPL-3.0) AND GPL-3.0", false),
            ("LGPL-2.1-or-later", false),
            ("MIT-unknown", false),
            ("", false),
        ] {
            assert_eq!(is_allowed(expression), allowed, "{expression}");
        }
    }

    #[test]
    fn sources() {
        let package =
            |source: Value| serde_json::json!({"name": "it", "license": "MIT", "source": source});
        assert_eq!(problem(&package(Value::Null)), None);
        assert_eq!(problem(&package(CRATES_IO.into())), None);
        assert!(problem(&package("git+https://example.org/it".into())).is_some());
    }
}
