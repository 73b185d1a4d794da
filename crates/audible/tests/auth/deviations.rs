//! Where we knowingly do something else than the package: `tests/deviations.json`. The tests of
//! the vectors report what they saw; a deviation that is not listed fails, and so does one that is
//! listed and does not happen.

use std::collections::BTreeSet;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    /// In `tests/vectors`.
    file: String,
    /// Name or number of the case in it.
    case: String,
    /// What we do instead.
    ours: String,
    /// The section of the sign-in reference that says so.
    section: String,
}

/// The deviations of one file of vectors, seen and listed.
pub(crate) struct Deviations {
    file: &'static str,
    listed: BTreeSet<String>,
    seen: BTreeSet<String>,
}

impl Deviations {
    pub(crate) fn of(file: &'static str) -> Self {
        Self {
            file,
            listed: list()
                .into_iter()
                .filter(|entry| entry.file == file)
                .map(|entry| entry.case)
                .collect(),
            seen: BTreeSet::new(),
        }
    }

    /// A case was tried, and whether we did something else than the package.
    pub(crate) fn see(&mut self, case: &str, deviates: bool) {
        if deviates {
            self.seen.insert(case.to_owned());
        }
    }

    pub(crate) fn finish(self) {
        assert_eq!(
            self.seen, self.listed,
            "tests/deviations.json, {}",
            self.file
        );
    }
}

fn list() -> Vec<Listed> {
    serde_json::from_str(include_str!("../deviations.json")).unwrap()
}

#[test]
fn the_list_is_well_formed() {
    let list = list();
    assert!(!list.is_empty());
    let files = [
        "auth_file_plain.json",
        "deregister.json",
        "login_pages.json",
        "refresh.json",
        "register.json",
        "signing.json",
    ];
    let mut cases = BTreeSet::new();
    for entry in &list {
        // Only these compare what they see with the list.
        assert!(files.contains(&entry.file.as_str()), "{}", entry.file);
        assert!(
            !entry.ours.is_empty(),
            "{}: say what we do instead",
            entry.case
        );
        let starts_right = entry
            .section
            .starts_with(|c: char| c.is_ascii_digit() || c == 'T');
        assert!(starts_right, "{}: name a section or a trap", entry.case);
        assert!(
            cases.insert((&entry.file, &entry.case)),
            "{} twice",
            entry.case
        );
    }
}
