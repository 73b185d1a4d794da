//! API reference, 10.11: answers that other programs get wrong. Rows that are proved elsewhere in full
//! (1, 12, 18, 20, 22) are not repeated.

use audible::LibraryItem;
use audible::search::Role;

use crate::support::{book, groups, only_series, suggested, volumes, world};

#[test]
fn row_2b_owned_titles_and_candidates_have_one_key() {
    let reports = world()
        .library([book("M1", "A.I. Dawn").owned()])
        .search(
            Role::Author,
            "Mara Ellison",
            [book("N1", "A.I. Dawn (Unabridged)")],
        )
        .reports();
    assert!(reports.more_by_authors.is_empty());
}

#[test]
fn row_3_all_results_are_used() {
    let many = (0..120).map(|i| book(&format!("N{i}"), &format!("Title {i}")));
    let reports = world()
        .library([book("M1", "Salt Ledger").owned()])
        .search(Role::Author, "Mara Ellison", many)
        .reports();
    assert_eq!(reports.more_by_authors[0].rows.len(), 120);
}

#[test]
fn row_5_volumes_need_not_bear_the_name_of_the_series() {
    let reports = world()
        .library([book("T1", "First Light")
            .in_named_series("S", "Aeon", "1")
            .owned()])
        .series("S", [("2", book("T2", "Quite Another"))])
        .reports();
    assert_eq!(
        volumes(&reports, &only_series(&reports).missing),
        ["Quite Another"]
    );
}

#[test]
fn row_8_a_bought_title_in_plus_is_mine() {
    let reports = world()
        .library([LibraryItem {
            ayce: true,
            ..book("M1", "Salt Ledger").owned()
        }])
        .reports();
    assert_eq!(reports.summary.owned, 1);
}

#[test]
fn rows_9_and_10_numbers_sort_as_numbers_and_null_last() {
    let reports = world()
        .library(["12", "2", "", "1", "10"].map(|n| {
            book(&format!("T{n}"), &format!("No {n}"))
                .in_series("S", n)
                .owned()
        }))
        .reports();
    assert_eq!(
        groups(&reports, &reports.by_series)[0].1,
        ["No 1", "No 2", "No 10", "No 12", "No "]
    );
}

#[test]
fn row_11_editions_languages_and_dramas_are_not_missing() {
    let volume = |short: &str, name: &str| book(short, name).in_series("S", "1");
    let reports = world()
        .library([volume("T1", "Salt Ledger").owned()])
        .series(
            "S",
            [
                ("1", volume("E", "Salt Ledger, New Recording")),
                ("1", volume("G", "Salzbuch").language("german")),
                ("1", volume("D", "Salt Ledger (Dramatized Adaptation)")),
            ],
        )
        .reports();
    assert!(only_series(&reports).missing.is_empty());
    assert_eq!(reports.missing.volumes, 0);
}

#[test]
fn row_14_a_title_without_price_in_plus_is_shown() {
    let reports = world()
        .library([book("T1", "One").in_series("S", "1").owned()])
        .series(
            "S",
            [("2", book("T2", "Two").plan("US Minerva", Some(true), None))],
        )
        .reports();
    let id = only_series(&reports).missing[0].title;
    assert_eq!(
        reports.title(id).advice,
        reports::Advice::Plus { leaves: None }
    );
}

#[test]
fn row_16_every_series_entry_counts_and_a_drama_replaces_no_novel() {
    let both = || {
        book("T1", "One")
            .in_series("X", "")
            .in_series("S", "1")
            .owned()
    };
    let reports = world()
        .library([both()])
        .series(
            "S",
            [
                (
                    "3",
                    book("D3", "Three (Dramatized Adaptation)").price(100, 100),
                ),
                ("3", book("T3", "Three").price(900, 900)),
            ],
        )
        .reports();
    let series = reports
        .missing
        .series
        .iter()
        .find(|s| !s.missing.is_empty());
    let series = series.expect("the second entry of the book");
    assert_eq!(volumes(&reports, &series.missing), ["Three"]);
}

#[test]
fn row_19_nobody_discovers_a_full_cast() {
    let reports = world()
        .library([book("M1", "Salt Ledger")
            .by(&["various"])
            .read_by(&["Full Cast"])
            .owned()])
        .search(
            Role::Narrator,
            "Full Cast",
            [book("N1", "Loud").read_by(&["Full Cast"])],
        )
        .search(
            Role::Author,
            "various",
            [book("N2", "Mixed").by(&["Various"])],
        )
        .reports();
    assert!(suggested(&reports, &reports.more_by_narrators).is_empty());
    assert!(suggested(&reports, &reports.more_by_authors).is_empty());
}
