//! What is found as one types, and in which order.

use std::sync::Arc;

use proptest::prelude::*;
use reports::Reports;
use reports::search::{Hit, Index, Indexing, Kind, Limits};

use crate::properties::any_world;
use crate::support::{book, world};

const ALL: Limits = Limits {
    books: 1000,
    people: 1000,
    series: 1000,
};

fn name(reports: &Reports, index: &Index, hit: Hit) -> String {
    match hit {
        Hit::Book(id) => reports.product(id).title.clone(),
        Hit::Person(person) => index.person(person).name.clone(),
        Hit::Series(series) => index.series(series).title.clone(),
    }
}

/// Kind by kind, best first: `Books: A, B | People: C`.
fn found(reports: &Reports, index: &Index, query: &str) -> String {
    let groups = index.search(query, ALL).into_iter().map(|group| {
        assert_eq!(group.total, group.hits.len());
        let hits = group.hits.into_iter();
        let names: Vec<_> = hits.map(|hit| name(reports, index, hit)).collect();
        format!("{:?}: {}", group.kind, names.join(", "))
    });
    groups.collect::<Vec<_>>().join(" | ")
}

fn shop() -> Arc<Reports> {
    let saga = |b: crate::support::Book, n| b.in_named_series("SAGA", "The Tidewright Saga", n);
    let reports = world()
        .library([
            saga(book("1", "Low Tide").by(&["Mara Ellison@MARA"]), "1").owned(),
            book("2", "Tide").by(&["Bo Tarn"]).owned(),
            book("3", "The Tide of Öland")
                .by(&["J. R. R. Ångström@JRR"])
                .read_by(&["Śanna O'Brien", "full cast"])
                .owned(),
            book("4", "Thaw")
                .by(&["Jean-Luc Vidal"])
                .with(|p| p.publisher = Some("Harbour Audio".into()))
                .owned(),
            book("5", "雪国への汽車").by(&["村田 冬子"]).owned(),
            book("6", "Große Straße").by(&["Ida Weiß"]).owned(),
            book("7", "Мастер часов").by(&["Анна Седова"]).owned(),
            book("8", "Undertow")
                .with(|p| p.subtitle = Some("A Lantern Story".into()))
                .owned(),
        ])
        .named_series(
            "SAGA",
            Some("The Tidewright Saga"),
            [(
                "2",
                saga(book("9", "Tidebound").by(&["Mara Ellison@MARA"]), "2").ratings(90),
            )],
        )
        .and_child("1", "1")
        .wish(book("10", "Tide Songs").by(&["Bo Tarn"]))
        .reports();
    Arc::new(reports)
}

#[test]
fn what_is_typed_finds_what_is_meant() {
    let reports = shop();
    let index = Indexing::new(reports.clone()).finish();
    for (query, expected, why) in [
        ("", "", "blank"),
        (" \t ", "", "blank"),
        ("…!?", "", "no word"),
        (
            "tide",
            // The same name, then names that begin with it, then words, then beginnings of words.
            "Books: Tide, The Tide of Öland, Tide Songs, Tidebound, Low Tide | Series: The Tidewright Saga",
            "ranks",
        ),
        (
            "low tid",
            "Books: Low Tide",
            "each word, the last one begun",
        ),
        ("tide low", "Books: Low Tide", "in any order"),
        ("low  TIDE:", "Books: Low Tide", "case, blanks and stops"),
        ("oland", "Books: The Tide of Öland", "marks dropped"),
        ("ÖLÄND", "Books: The Tide of Öland", "other marks"),
        (
            "jrr angstrom",
            "People: J. R. R. Ångström | Books: The Tide of Öland",
            "initials in one",
        ),
        (
            "j.r.r.",
            "People: J. R. R. Ångström | Books: The Tide of Öland",
            "initials apart",
        ),
        (
            "obrien",
            "People: Śanna O'Brien | Books: The Tide of Öland",
            "no apostrophe",
        ),
        (
            "full cast",
            "Books: The Tide of Öland",
            "nobody is no person",
        ),
        (
            "jeanluc",
            "People: Jean-Luc Vidal",
            "no hyphen, and nothing else is like it",
        ),
        ("harbour", "Books: Thaw", "publisher"),
        ("lantern story", "Books: Undertow", "subtitle"),
        (
            "tidewright",
            "Series: The Tidewright Saga | Books: Low Tide, Tidebound",
            "series before what is in it, mine before others",
        ),
        (
            "mara elison",
            "People: Mara Ellison | Books: Low Tide, Undertow, Tidebound | Series: The Tidewright Saga",
            "a letter left out",
        ),
        ("undertwo", "Books: Undertow", "two letters swapped"),
        ("undretwo", "Books: Undertow", "two slips in eight letters"),
        ("taw", "", "three letters are forgiven nothing"),
        ("thav", "Books: Thaw", "four are forgiven one"),
        ("under", "Books: Undertow", "beginning"),
        ("derto", "Books: Undertow", "inside"),
        ("国へ", "Books: 雪国への汽車", "no blanks in this script"),
        (
            "冬子",
            "People: 村田 冬子 | Books: 雪国への汽車",
            "a name without blanks",
        ),
        (
            "村田冬子",
            "People: 村田 冬子",
            "and with none where the store has one",
        ),
        ("grosse strasse", "Books: Große Straße", "sharp s"),
        (
            "weiss",
            "People: Ida Weiß | Books: Große Straße",
            "sharp s in a name",
        ),
        ("мастре", "Books: Мастер часов", "a slip in another script"),
        ("tide nowhere", "", "every word has to be found"),
    ] {
        assert_eq!(found(&reports, &index, query), expected, "{query:?}: {why}");
    }
}

#[test]
fn limits_cut_and_totals_stay() {
    let reports = shop();
    let index = Indexing::new(reports).finish();
    let limits = Limits {
        books: 2,
        people: 0,
        series: 1,
    };
    let groups = index.search("tide", limits);
    let books = &groups[0];
    assert_eq!(
        (books.kind, books.hits.len(), books.total),
        (Kind::Books, 2, 5)
    );
    let all = index.search("tide", ALL);
    assert_eq!(all[0].hits[..2], books.hits[..]);
}

#[test]
fn what_nobody_types_does_no_harm() {
    let reports = shop();
    let index = Indexing::new(reports).finish();
    for query in [
        "tide ".repeat(20_000),
        "a".repeat(100_000),
        "雪".repeat(50_000),
        "\u{0}\u{202e}\u{fffd}".repeat(1000),
        "e\u{301}".repeat(10_000),
    ] {
        index.search(&query, ALL);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn its_own_words_find_a_title(world in any_world()) {
        let reports = Arc::new(world.reports());
        let index = Indexing::new(reports.clone()).finish();
        for (id, _) in reports.titles() {
            let title = &reports.product(id).title;
            if !title.chars().any(char::is_alphanumeric) {
                continue;
            }
            let groups = index.search(title, ALL);
            let hits: Vec<Hit> = groups.into_iter().flat_map(|group| group.hits).collect();
            prop_assert!(hits.contains(&Hit::Book(id)), "{title}");
        }
    }

    #[test]
    fn whatever_is_typed_is_found_once_and_in_one_order(world in any_world(), query in ".{0,12}") {
        let reports = Arc::new(world.reports());
        let index = Indexing::new(reports.clone()).finish();
        let again = Indexing::new(reports).finish();
        let groups = index.search(&query, ALL);
        prop_assert_eq!(&groups, &again.search(&query, ALL));
        for group in &groups {
            let mut hits = group.hits.clone();
            hits.sort_unstable();
            hits.dedup();
            prop_assert_eq!(hits.len(), group.hits.len());
        }
        // Any part of a list is the beginning of the whole list.
        let some = Limits { books: 3, people: 2, series: 1 };
        for group in index.search(&query, some) {
            let whole = groups.iter().find(|whole| whole.kind == group.kind);
            prop_assert!(whole.is_some_and(|whole| whole.hits.starts_with(&group.hits)));
        }
    }
}
