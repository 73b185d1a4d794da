//! API reference, 10.2: the library by author, by narrator, by series.

use audible::library::LibraryItem;
use audible::product::{Kind, SeriesRef};
use reports::names::Part;

use crate::support::{asin, book, groups, world};

#[test]
fn people_are_grouped_by_person_not_by_spelling() {
    for (case, items, expected) in [
        (
            "two authors: under both",
            vec![book("1", "Low Tide").by(&["Ada Quill", "Bo Tarn"])],
            vec![
                ("Ada Quill", vec!["Low Tide"]),
                ("Bo Tarn", vec!["Low Tide"]),
            ],
        ),
        (
            "a translator is no author",
            vec![book("1", "Low Tide").by(&["Ada Quill", "Bo Tarn - translator"])],
            vec![("Ada Quill", vec!["Low Tide"])],
        ),
        (
            "spellings are one person, most frequent first",
            vec![
                book("1", "Ebb").by(&["A.G. Ridder"]),
                book("2", "Flood").by(&["A. G. Ridder"]),
                book("3", "Neap").by(&["A. G. Ridder"]),
            ],
            vec![("A. G. Ridder", vec!["Ebb", "Flood", "Neap"])],
        ),
        (
            "no page joins the only page of that name",
            vec![
                book("1", "Ebb").by(&["Mara Ellison@P1"]),
                book("2", "Flood").by(&["Mara Ellison"]),
            ],
            vec![("Mara Ellison", vec!["Ebb", "Flood"])],
        ),
        (
            "two pages that share a co-author are one person",
            vec![
                book("1", "Ebb").by(&["Mara Ellison@P1", "Bo Tarn"]),
                book("2", "Flood").by(&["Mara Ellison@P2", "Bo Tarn"]),
                book("3", "Neap").by(&["Mara Ellison"]),
            ],
            vec![
                ("Bo Tarn", vec!["Ebb", "Flood"]),
                ("Mara Ellison", vec!["Ebb", "Flood", "Neap"]),
            ],
        ),
        (
            "two pages that share nothing are namesakes; no page is neither",
            vec![
                book("1", "Ebb").by(&["Mara Ellison@P1"]),
                book("2", "Flood").by(&["Mara Ellison@P2"]),
                book("3", "Neap").by(&["Mara Ellison"]),
            ],
            vec![
                ("Mara Ellison", vec!["Neap"]),
                ("Mara Ellison", vec!["Ebb"]),
                ("Mara Ellison", vec!["Flood"]),
            ],
        ),
        (
            "nobody given",
            vec![book("1", "Low Tide").by(&[])],
            vec![("-", vec!["Low Tide"])],
        ),
        (
            "pseudo people are listed",
            vec![book("1", "First Hour").by(&["test"])],
            vec![("test", vec!["First Hour"])],
        ),
        (
            "named twice: one row",
            vec![book("1", "Low Tide").by(&["Ada Quill", "ada quill"])],
            vec![("Ada Quill", vec!["Low Tide"])],
        ),
        (
            "other scripts stay apart",
            vec![
                book("1", "Ebb").by(&["村田 冬子"]),
                book("2", "Flood").by(&["Борис Лунин"]),
            ],
            vec![("Борис Лунин", vec!["Flood"]), ("村田 冬子", vec!["Ebb"])],
        ),
        (
            "small letters and accents sort with the others",
            vec![
                book("1", "A").by(&["van der Hoek"]),
                book("2", "B").by(&["Zoe Ward"]),
                book("3", "C").by(&["Åsa Öberg"]),
                book("4", "D").by(&["Ada Quill"]),
            ],
            vec![
                ("Ada Quill", vec!["D"]),
                ("Åsa Öberg", vec!["C"]),
                ("van der Hoek", vec!["A"]),
                ("Zoe Ward", vec!["B"]),
            ],
        ),
    ] {
        let reports = world()
            .library(items.into_iter().map(crate::support::Book::owned))
            .reports();
        let plain: Vec<_> = reports
            .by_author
            .iter()
            .filter(|group| group.part.is_none())
            .cloned()
            .collect();
        assert_eq!(groups(&reports, &plain), expected, "{case}");
    }
}

#[test]
fn other_parts_are_groups_of_their_own() {
    let reports = world()
        .library([book("1", "Low Tide")
            .by(&["Ada Quill", "Bo Tarn - translator", "Cy Dole - foreword"])
            .owned()])
        .reports();
    let parts: Vec<_> = reports.by_author.iter().map(|group| group.part).collect();
    assert_eq!(parts, [None, Some(Part::Translator), Some(Part::Foreword)]);
    assert_eq!(groups(&reports, &reports.by_author)[1].0, "Bo Tarn");
}

#[test]
fn whoever_is_read_by_is_a_narrator() {
    let reports = world()
        .library([book("1", "Low Tide")
            .read_by(&["Theo Brandt - read by"])
            .owned()])
        .reports();
    assert_eq!(
        groups(&reports, &reports.by_narrator),
        [("Theo Brandt", vec!["Low Tide"])]
    );
    assert_eq!(reports.by_narrator[0].part, None);
}

#[test]
fn series_are_in_numeric_order_and_by_asin() {
    let in_s =
        |short: &str, name: &str, number: &str| book(short, name).in_series("S", number).owned();
    let reports = world()
        .library([
            in_s("10", "Ten", "10"),
            in_s("2", "Two", "2"),
            in_s("N", "Null", ""),
            in_s("Q", "Query", "?"),
            in_s("B", "Box", "1-3"),
            in_s("1", "One", "1"),
            book("X", "Elsewhere")
                .in_named_series("S9", "Series S", "1")
                .owned(),
            book("Y", "Alone").owned(),
        ])
        .reports();
    assert_eq!(
        groups(&reports, &reports.by_series),
        [
            (
                "Series S",
                vec!["One", "Box", "Two", "Ten", "Null", "Query"]
            ),
            ("Series S", vec!["Elsewhere"]),
            ("-", vec!["Alone"]),
        ]
    );
}

#[test]
fn a_series_without_asin_is_grouped_by_title() {
    let nameless = |short: &str, name: &str, title: &str| {
        book(short, name)
            .with(|p| {
                p.series.push(SeriesRef {
                    asin: None,
                    title: Some(title.into()),
                    sequence: Some("1".into()),
                });
            })
            .owned()
    };
    let only_asin = book("3", "Neap")
        .with(|p| {
            p.series.push(SeriesRef {
                asin: Some(asin("S")),
                title: None,
                sequence: None,
            });
        })
        .owned();
    let reports = world()
        .library([
            nameless("1", "Ebb", "Tides"),
            nameless("2", "Flood", "tides"),
            only_asin,
        ])
        .named_series("S", Some("Moons"), [])
        .reports();
    assert_eq!(
        groups(&reports, &reports.by_series),
        [("Moons", vec!["Neap"]), ("Tides", vec!["Ebb", "Flood"])]
    );
}

#[test]
fn two_editions_are_two_marked_rows() {
    let reports = world()
        .library([
            book("1", "Low Tide").in_series("S", "2").owned(),
            book("2", "Low Tide").in_series("S", "2").abridged().owned(),
            book("3", "Ebb").in_series("S", "3").owned(),
        ])
        .reports();
    let twins: Vec<_> = reports.by_series[0]
        .rows
        .iter()
        .map(|row| row.twin)
        .collect();
    assert_eq!(twins, [true, true, false]);
}

#[test]
fn podcasts_and_revoked_titles_are_left_out_and_copies_are_one() {
    let reports = world()
        .library([
            book("P", "Show").with(|p| p.kind = Kind::Podcast).owned(),
            book("E", "Episode")
                .with(|p| p.kind = Kind::Episode)
                .owned(),
            LibraryItem {
                status: audible::library::Status::Revoked,
                ..book("R", "Returned").owned()
            },
            book("D", "Twice").rights(false, false).listed(),
            book("D", "Twice").owned(),
            book("G", "Gone").rights(false, false).listed(),
        ])
        .reports();
    assert_eq!(
        groups(&reports, &reports.by_author),
        [("Mara Ellison", vec!["Gone", "Twice"])]
    );
    assert_eq!(
        (reports.summary.owned, reports.summary.unavailable),
        (1, 1),
        "the available copy counts (A71)"
    );
}

#[test]
fn a_row_has_the_place_that_the_store_writes() {
    let reports = world()
        .library([book("1", "Low Tide")
            .in_series("S", "")
            .in_series("S", " 02 ")
            .in_series("T", "9")
            .owned()])
        .reports();
    let places = |groups: &[reports::Group]| -> Vec<Option<String>> {
        let rows = groups.iter().flat_map(|group| &group.rows);
        rows.map(|row| reports.sequence_text(row).map(str::to_owned))
            .collect()
    };
    let expected = [" 02 ", "9"].map(|text| Some(text.to_owned()));
    assert_eq!(places(&reports.by_series), expected);
    assert_eq!(places(&reports.by_author), [None]);
}

#[test]
fn a_search_key_has_all_words_of_the_cover_folded() {
    let reports = world()
        .library([book("1", "Ébb & FLOOD")
            .by(&["Ada Quill", "Bo Tärn - translator"])
            .read_by(&["Theo Brandt"])
            .in_named_series("S", "The Tides", "1")
            .with(|p| p.subtitle = Some("A Novel".into()))
            .owned()])
        .reports();
    let keys: Vec<_> = reports
        .titles()
        .map(|(id, _)| reports.search_key(id))
        .collect();
    assert_eq!(
        keys,
        [
            "ebb & flood\na novel\nada quill\nbo tarn - translator\ntheo brandt\nthe tides\n\
             b000000001"
        ]
    );
}
