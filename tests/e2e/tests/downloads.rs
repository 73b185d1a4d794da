//! Downloads, opened and compared.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use e2e::{Member, Screen, Stage};

/// Each report's page and the name of its file.
const REPORTS: [(&str, &str); 6] = [
    ("/reports/by-author", "my_library_by_authors.txt"),
    ("/reports/by-narrator", "my_library_by_narrators.txt"),
    ("/reports/by-series", "my_library_by_series.txt"),
    ("/reports/missing", "missing_books_in_my_series.txt"),
    (
        "/reports/more-by-authors",
        "missing_books_by_my_authors.txt",
    ),
    (
        "/reports/more-by-narrators",
        "missing_books_by_my_narrators.txt",
    ),
];

#[tokio::test]
async fn each_report_is_the_same_alone_and_in_the_archive_and_again() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    member.open("/").await;
    member.press("Open the sample library").await;
    member.sees("You own").await;
    let first = download_each(&member).await;
    member.open("/reports/by-author").await;
    member.press("Download").await;
    member.press("All six reports").await;
    let archive = unpack(member.download("audipy-reports.zip").await);
    assert_eq!(archive, first);
    for (name, text) in &first {
        assert!(!text.trim().is_empty(), "{name} is empty");
        assert!(
            text.ends_with('\n') && !text.contains('\r'),
            "{name} has other ends of lines"
        );
    }
    member.leave().await;

    // Another browser, another visit: the same bytes.
    let other = stage.member("other", Screen::phone()).await;
    other.open("/").await;
    other.press("Open the sample library").await;
    other.sees("You own").await;
    assert_eq!(download_each(&other).await, first);
    other.leave().await;
}

async fn download_each(member: &Member) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for (path, name) in REPORTS {
        member.open(path).await;
        member.press("Download").await;
        member.press("This report").await;
        let text = String::from_utf8(member.download(name).await).unwrap();
        files.insert(name.to_owned(), text);
    }
    files
}

fn unpack(packed: Vec<u8>) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        files.insert(name, text);
    }
    files
}
