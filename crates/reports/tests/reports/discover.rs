//! API reference, 4.3, 10.4 and 10.5: more by my authors, discovery through my narrators.

use audible::product::Kind;
use audible::search::Role;
use reports::{Languages, people_to_search};
use time::macros::date;

use crate::support::{Book, book, suggested, title, world};

/// Rows for Mara Ellison (page P1), of whom one book is in the library.
fn found(candidates: impl IntoIterator<Item = Book>) -> Vec<String> {
    let reports = world()
        .library([book("MINE", "Salt Ledger").by(&["Mara Ellison@P1"]).owned()])
        .search(Role::Author, "Mara Ellison@P1", candidates)
        .reports();
    suggested(&reports, &reports.more_by_authors)
        .into_iter()
        .flat_map(|(_, rows)| rows)
        .map(str::to_owned)
        .collect()
}

#[test]
fn strangers_are_dropped_and_the_person_is_kept() {
    let new = || book("N", "New");
    for (case, candidate, kept) in [
        ("her page", new().by(&["Mara Ellison@P1"]), true),
        (
            "her page under another name",
            new().by(&["M. Ellison-Grant@P1"]),
            true,
        ),
        ("no page, equal name", new().by(&["mara ellison"]), true),
        (
            "second page of the name",
            new().by(&["Mara Ellison@P77"]),
            true,
        ),
        ("co-author", new().by(&["Bo Tarn", "Mara Ellison@P1"]), true),
        ("similar name", new().by(&["Mara Ellis"]), false),
        (
            "tokens in another order",
            new().by(&["Ellison Mara-Grant"]),
            false,
        ),
        (
            "her translation",
            new().by(&["Bo Tarn", "Mara Ellison - translator"]),
            false,
        ),
        (
            "a study guide",
            new()
                .with(|p| p.title = "Summary of Salt Ledger by Mara Ellison".into())
                .by(&["Quick Guides"]),
            false,
        ),
        ("nobody given", new().by(&[]), false),
        (
            "a translation into German",
            new().by(&["Mara Ellison@P1"]).language("german"),
            false,
        ),
        (
            "language not given",
            new().by(&["Mara Ellison@P1"]).with(|p| p.language = None),
            true,
        ),
        (
            "a podcast",
            new()
                .by(&["Mara Ellison@P1"])
                .with(|p| p.kind = Kind::Podcast),
            false,
        ),
        (
            "mine, same ASIN",
            book("MINE", "Salt Ledger").by(&["Mara Ellison@P1"]),
            false,
        ),
        (
            "mine, another edition",
            new()
                .by(&["Mara Ellison@P1"])
                .with(|p| p.title = "The Salt Ledger (Unabridged)".into()),
            false,
        ),
        (
            "mine as a novel, this is the drama",
            new()
                .by(&["Mara Ellison@P1"])
                .with(|p| p.title = "Salt Ledger".into())
                .drama(),
            true,
        ),
        (
            "without sound",
            new()
                .by(&["Mara Ellison@P1"])
                .with(|p| p.not_listenable = true),
            false,
        ),
        (
            "not for sale: shown, not in the file",
            new()
                .by(&["Mara Ellison@P1"])
                .with(|p| p.not_for_sale = true),
            true,
        ),
    ] {
        assert_eq!(!found([candidate]).is_empty(), kept, "{case}");
    }
}

#[test]
fn equal_titles_of_other_authors_are_not_mine() {
    let reports = world()
        .library([
            book("G1", "Genesis").by(&["Bo Tarn"]).owned(),
            book("M1", "Salt Ledger").owned(),
        ])
        .search(Role::Author, "Mara Ellison", [book("G2", "Genesis")])
        .reports();
    assert_eq!(
        suggested(&reports, &reports.more_by_authors),
        [("Mara Ellison", vec!["Genesis"])]
    );
}

#[test]
fn volumes_that_a_title_numbers_are_different_works() {
    for (mine, other, kept) in [
        ("Ashfall: Book 1", "Ashfall: Book 2", true),
        ("Ashfall: Book One", "Ashfall: Book 1", false),
        ("Ashfall", "Ashfall: Book 1", false),
        ("Ashfall, Vol. 1", "Ashfall, Vol. 2", true),
    ] {
        let reports = world()
            .library([book("M", mine).owned()])
            .search(Role::Author, "Mara Ellison", [book("N", other)])
            .reports();
        assert_eq!(
            reports.more_by_authors.len() == 1,
            kept,
            "{mine:?}, {other:?}"
        );
    }
}

#[test]
fn only_a_name_in_common_is_flagged() {
    let maybe = |candidate: Book| {
        let reports = world()
            .library([book("M1", "Salt Ledger")
                .by(&["Mara Ellison@P1", "Bo Tarn"])
                .with(|p| p.publisher = Some("Lantern Row".into()))
                .owned()])
            .search(Role::Author, "Mara Ellison@P1", [candidate])
            .reports();
        reports.more_by_authors[0].rows[0].maybe_other_person
    };
    let new = || book("N", "New").by(&["Mara Ellison@P2"]);
    assert!(maybe(new()));
    assert!(!maybe(
        new().with(|p| p.publisher = Some("lantern row".into()))
    ));
    assert!(!maybe(new().by(&["Mara Ellison@P2", "Bo Tarn"])));
    assert!(!maybe(new().by(&["Mara Ellison@P1"])));
    assert!(!maybe(new().by(&["Mara Ellison"])));
}

#[test]
fn a_namesake_whose_books_i_have_keeps_hers() {
    let reports = world()
        .library([
            book("A", "Ebb").by(&["Mara Ellison@P1"]).owned(),
            book("B", "Flood").by(&["Mara Ellison@P2"]).owned(),
            book("C", "Neap").by(&["Mara Ellison@P1"]).owned(),
        ])
        .search(
            Role::Author,
            "Mara Ellison@P1",
            [
                book("N1", "One").by(&["Mara Ellison@P1"]),
                book("N2", "Two").by(&["Mara Ellison@P2"]),
            ],
        )
        .reports();
    assert_eq!(
        suggested(&reports, &reports.more_by_authors),
        [("Mara Ellison", vec!["One"]), ("Mara Ellison", vec!["Two"])]
    );
}

#[test]
fn one_row_a_work_under_the_author_that_matters_most() {
    let reports = world()
        .library([
            book("A1", "Ebb").by(&["Ada Quill"]).owned(),
            book("Z1", "Flood").by(&["Zoe Ward"]).owned(),
            book("Z2", "Neap").by(&["Zoe Ward"]).owned(),
        ])
        .search(
            Role::Author,
            "Ada Quill",
            [book("N1", "Both").by(&["Ada Quill", "Zoe Ward"])],
        )
        .search(
            Role::Author,
            "Zoe Ward",
            [
                book("N1", "Both").by(&["Ada Quill", "Zoe Ward"]),
                book("N2", "Twice").by(&["Zoe Ward"]).abridged().ratings(9),
                book("N3", "Twice (Unabridged)").by(&["Zoe Ward"]),
            ],
        )
        .reports();
    assert_eq!(
        suggested(&reports, &reports.more_by_authors),
        [("Zoe Ward", vec!["Both", "Twice (Unabridged)"])]
    );
    assert_eq!(reports.more_by_authors[0].rank, 0);
}

#[test]
fn one_number_of_one_series_is_one_work() {
    let volume = |short: &str, name: &str| book(short, name).in_series("NEW", "1");
    let reports = world()
        .library([book("M1", "Salt Ledger").owned()])
        .search(
            Role::Author,
            "Mara Ellison",
            [
                volume("A", "Ashfall"),
                volume("B", "Ashfall Rises").ratings(10),
                volume("C", "Ashfall, as Played").drama(),
                book("D", "Cinders").in_series("NEW", "2"),
            ],
        )
        .reports();
    assert_eq!(
        suggested(&reports, &reports.more_by_authors),
        [(
            "Mara Ellison",
            vec!["Ashfall Rises", "Ashfall, as Played", "Cinders"]
        )]
    );
}

#[test]
fn what_the_series_report_lists_is_not_listed_again() {
    let mine = || book("T1", "Salt Ledger").in_series("S", "1").owned();
    for (case, world, expected) in [
        (
            "a missing volume",
            world()
                .library([mine()])
                .series("S", [("2", book("T2", "Low Tide").in_series("S", "2"))])
                .search(
                    Role::Author,
                    "Mara Ellison",
                    [book("T2", "Low Tide").in_series("S", "2"), book("N", "New")],
                ),
            vec!["New"],
        ),
        (
            "another edition of a missing volume, without series entry",
            world()
                .library([mine()])
                .series("S", [("2", book("T2", "Low Tide").in_series("S", "2"))])
                .search(
                    Role::Author,
                    "Mara Ellison",
                    [book("X2", "Low Tide: A Novel")],
                ),
            vec![],
        ),
        (
            "another edition of my volume",
            world()
                .library([mine()])
                .series("S", [("2", book("T2", "Low Tide").in_series("S", "2"))])
                .search(
                    Role::Author,
                    "Mara Ellison",
                    [book("X1", "Salzbuch").in_series("S", "1")],
                ),
            vec![],
        ),
        (
            "a series that I do not follow",
            world().library([mine()]).search(
                Role::Author,
                "Mara Ellison",
                [book("O1", "Other").in_series("OTHER", "1")],
            ),
            vec!["Other"],
        ),
        (
            "the shop gives no list: what I lack is listed here, what I have is not",
            world().library([mine()]).search(
                Role::Author,
                "Mara Ellison",
                [
                    book("X1", "Salzbuch").in_series("S", "1"),
                    book("T2", "Low Tide").in_series("S", "2"),
                ],
            ),
            vec!["Low Tide"],
        ),
    ] {
        let reports = world.reports();
        let rows: Vec<_> = suggested(&reports, &reports.more_by_authors)
            .into_iter()
            .flat_map(|(_, rows)| rows)
            .collect();
        assert_eq!(rows, expected, "{case}");
    }
}

#[test]
fn narrators_bring_what_the_authors_did_not() {
    let reports = world()
        .library([
            book("T1", "Salt Ledger").in_series("S", "1").owned(),
            book("F1", "Cast Off").read_by(&["full cast"]).owned(),
        ])
        .series("S", [("2", book("T2", "Low Tide").in_series("S", "2"))])
        .search(Role::Author, "Mara Ellison", [book("N1", "New")])
        .search(
            Role::Narrator,
            "Theo Brandt",
            [
                book("N1", "New"),
                book("T2", "Low Tide").in_series("S", "2"),
                book("N2", "Fresh").by(&["Ada Quill"]),
                book("N3", "Robot")
                    .by(&["Ada Quill"])
                    .with(|p| p.synthetic_voice = true),
                book("N4", "Stranger")
                    .by(&["Ada Quill"])
                    .read_by(&["Theo Brand"]),
            ],
        )
        .search(
            Role::Narrator,
            "full cast",
            [book("N5", "Loud").by(&["Bo Tarn"]).read_by(&["full cast"])],
        )
        .reports();
    assert_eq!(
        suggested(&reports, &reports.more_by_authors),
        [("Mara Ellison", vec!["New"])]
    );
    assert_eq!(
        suggested(&reports, &reports.more_by_narrators),
        [("Theo Brandt", vec!["Fresh"])]
    );
    assert!(reports.more_by_narrators[0].rows[0].new_author);
}

#[test]
fn narrators_are_ranked_by_genre_rating_and_new_authors() {
    let crime = |b: Book| b.with(|p| p.genres = vec!["Crime".into()]);
    let reports = world()
        .library([crime(book("T1", "Salt Ledger")).owned()])
        .search(
            Role::Narrator,
            "Theo Brandt",
            [
                crime(book("A", "Same genre").by(&["Ada Quill"])),
                book("B", "Other genre").by(&["Ada Quill"]),
                crime(book("C", "Rated").by(&["Ada Quill"]).ratings(5000)),
            ],
        )
        .reports();
    let mut rows = reports.more_by_narrators[0].rows.clone();
    rows.sort_by_key(|row| std::cmp::Reverse(row.score));
    let order: Vec<_> = rows.iter().map(|row| title(&reports, row.title)).collect();
    assert_eq!(order, ["Rated", "Same genre", "Other genre"]);
}

#[test]
fn announced_titles_and_anthologies_are_told_apart() {
    let six = ["Mara Ellison", "A", "B", "C", "D", "E"];
    let reports = world()
        .library([book("M1", "Salt Ledger").owned()])
        .search(
            Role::Author,
            "Mara Ellison",
            [
                book("N1", "Next").released(date!(2027 - 01 - 09)),
                book("N2", "Some day").released(date!(2200 - 01 - 01)),
                book("N3", "Many").by(&six),
            ],
        )
        .reports();
    let person = &reports.more_by_authors[0];
    let coming: Vec<_> = person
        .coming
        .iter()
        .map(|row| title(&reports, row.title))
        .collect();
    assert_eq!(coming, ["Next", "Some day"]);
    assert!(person.rows[0].anthology);
    assert_eq!(person.rows.len(), 1);
}

#[test]
fn everybody_is_searched_for_by_weight() {
    let stars = |item: audible::LibraryItem, stars| audible::LibraryItem {
        own_stars: Some(stars),
        ..item
    };
    let world = world().library([
        book("1", "A")
            .by(&["Ada Quill"])
            .read_by(&["Low Stars"])
            .owned(),
        book("2", "B")
            .by(&["Zadie Moor@P1"])
            .read_by(&["High Stars"])
            .owned(),
        book("3", "C")
            .by(&["Zadie Moor@P1", "Bo Tarn - translator"])
            .read_by(&["full cast"])
            .owned(),
        stars(
            book("4", "D")
                .by(&["various"])
                .read_by(&["High Stars"])
                .owned(),
            5,
        ),
        stars(
            book("5", "E")
                .by(&["Long Read"])
                .read_by(&["Low Stars"])
                .with(|p| p.runtime_min = Some(900))
                .owned(),
            1,
        ),
        book("6", "F")
            .by(&["Gone Away"])
            .read_by(&[])
            .rights(false, false)
            .listed(),
        book("7", "G")
            .by(&["Pod Cast"])
            .with(|p| p.kind = Kind::Podcast)
            .owned(),
    ]);
    let asked: Vec<_> = people_to_search(&world.snapshot)
        .into_iter()
        .map(|query| (query.role, query.name))
        .collect();
    let names: Vec<_> = asked.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Zadie Moor",
            "Long Read",
            "Ada Quill",
            "High Stars",
            "Low Stars"
        ],
        "most books, then most hours; no parts, pseudo people, gone titles, podcasts"
    );
    assert_eq!(asked[2].0, Role::Author);
    assert_eq!(asked[3].0, Role::Narrator);
}

#[test]
fn all_languages_can_be_asked_for() {
    let reports = world()
        .library([book("M1", "Salt Ledger").owned()])
        .options(|o| o.languages = Languages::All)
        .search(
            Role::Author,
            "Mara Ellison",
            [book("N", "Neu").language("german")],
        )
        .reports();
    assert_eq!(
        suggested(&reports, &reports.more_by_authors),
        [("Mara Ellison", vec!["Neu"])]
    );
}

#[test]
fn usual_languages_are_those_of_five_per_cent() {
    let library = |german: usize| {
        let english = (0..19).map(|i| book(&format!("E{i}"), "E").owned());
        let german = (0..german).map(|i| book(&format!("G{i}"), "G").language("german").owned());
        world()
            .library(english.chain(german).collect::<Vec<_>>())
            .reports()
    };
    let usual = |reports: &reports::Reports| reports.languages.clone().unwrap_or_default();
    assert_eq!(usual(&library(1)), ["english", "german"]);
    assert_eq!(usual(&library(0)), ["english"]);
    let one_of_21 = world()
        .library((0..20).map(|i| book(&format!("E{i}"), "E").owned()))
        .library([book("G", "G").language("german").owned()])
        .reports();
    assert_eq!(usual(&one_of_21), ["english"]);
}

/// API reference, 10.11, row 3.
#[test]
fn all_results_are_used() {
    let many = (0..120).map(|i| book(&format!("N{i}"), &format!("Title {i}")));
    let reports = world()
        .library([book("M1", "Salt Ledger").owned()])
        .search(Role::Author, "Mara Ellison", many)
        .reports();
    assert_eq!(reports.more_by_authors[0].rows.len(), 120);
}
