//! The six `.txt` files (API reference, 11, "our `.txt` rows").

use crate::reports::Reports;

/// Names of the files, in the order of [`files`].
pub const NAMES: [&str; 6] = [
    "my_library_by_authors.txt",
    "my_library_by_narrators.txt",
    "my_library_by_series.txt",
    "missing_books_in_my_series.txt",
    "missing_books_by_my_authors.txt",
    "missing_books_by_my_narrators.txt",
];

/// All six, name and content.
pub fn files(reports: &Reports) -> [(&'static str, String); 6] {
    let _ = reports;
    NAMES.map(|name| (name, String::new()))
}

/// NFKD, marks removed, lower case: the key by which the files are sorted and pages search.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}
