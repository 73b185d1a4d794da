//! Where we knowingly do something else than the package: `tests/deviations.json`. A deviation
//! that is not listed fails, and so does one that is listed and does not happen.

use std::collections::BTreeSet;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    /// In `tests/vectors`.
    file: String,
    /// Name of the case in it.
    case: String,
    /// What we do instead.
    ours: String,
    /// The section of the sign-in reference that says so.
    section: String,
}

/// Compares what was seen in one file of vectors with the list.
pub(crate) fn assert_listed(file: &str, seen: &BTreeSet<String>) {
    let list: Vec<Listed> = serde_json::from_str(include_str!("../deviations.json")).unwrap();
    for entry in &list {
        assert!(!entry.ours.is_empty(), "{}: say what we do", entry.case);
        assert!(
            entry.section.starts_with(|c: char| c.is_ascii_digit()),
            "{}: name a section",
            entry.case
        );
    }
    let listed: BTreeSet<String> = list
        .into_iter()
        .filter(|entry| entry.file == file)
        .map(|entry| entry.case)
        .collect();
    assert_eq!(seen, &listed, "tests/deviations.json, {file}");
}
