//! A series as a whole: its shelf, its state and what completing it costs.

use reports::{Languages, Remark, Reports, SeriesStatus};
use time::macros::date;

use super::{missing, remarks, shelf, spine_remarks, volume};
use crate::support::{World, asin, book, only_series, title, volumes, world};

#[test]
fn the_worked_example() {
    let reports = world()
        .library([
            volume("T1", "Salt Ledger", "1").owned(),
            volume("T2", "Low Tide", "2").owned(),
            volume("T45", "The Tide: Books 4-5", "4-5").owned(),
        ])
        .series(
            "S",
            [
                ("1", volume("G1", "Das Salzbuch", "1").language("german")),
                ("1-3", volume("B13", "Books 1-3", "1-3").price(3000, 4000)),
                ("2.5", volume("T25", "Slack Water", "2.5").price(300, 400)),
                (
                    "3",
                    volume("A3", "Undertow", "3").abridged().price(500, 900),
                ),
                ("3", volume("T3", "Undertow", "3").price(1742, 2449)),
                (
                    "3",
                    volume("D31", "Undertow (Part 1 of 2) (Dramatized Adaptation)", "3").drama(),
                ),
                (
                    "3",
                    volume("D32", "Undertow (Part 2 of 2) (Dramatized Adaptation)", "3").drama(),
                ),
                ("4", volume("T4", "Ebb", "4")),
                ("5", volume("T5", "Flood", "5")),
                (
                    "6",
                    volume("T6", "Neap", "6").released(date!(2027 - 03 - 14)),
                ),
                ("", volume("TC", "The Companion", "").price(900, 900)),
            ],
        )
        .and_child("T1", "1")
        .and_child("T2", "2")
        .and_child("H7", "7")
        .unavailable("H7")
        .reports();
    let series = only_series(&reports);
    assert_eq!(missing(&reports), ["Undertow"]);
    assert_eq!(reports.product(series.missing[0].title).asin, asin("T3"));
    assert!(series.missing[0].gap);
    let box_set = series.boxes[0].title;
    assert_eq!(title(&reports, box_set), "Books 1-3");
    assert_eq!(series.boxes[0].missing.len(), 1);
    assert_eq!(
        remarks(&reports, 0),
        [
            Remark::AlsoDrama { parts: 2 },
            Remark::OtherEditions(1),
            Remark::AlsoInBox {
                title: box_set,
                numbers: series.boxes[0].sequence.clone(),
                missing: 1
            },
        ]
    );
    assert_eq!(
        volumes(&reports, &series.stories),
        ["Slack Water", "The Companion"]
    );
    assert_eq!(volumes(&reports, &series.coming), ["Neap"]);
    assert!(!series.coming[0].gap);
    assert_eq!(series.elsewhere.len(), 1);
    assert!(series.dramas.is_empty());
    assert_eq!(
        shelf(&reports),
        "1 owned, 2 owned, 3 missing, 4 owned, 5 owned, 6 coming, 7 elsewhere"
    );
    assert_eq!(series.status, SeriesStatus::Incomplete);
    assert_eq!(
        (
            series.cost.credits_x100,
            series.cost.cash,
            series.cost.unknown
        ),
        (100, None, 0)
    );
    assert_eq!(
        (
            reports.missing.volumes,
            reports.missing.incomplete,
            reports.missing.coming,
            reports.missing.stories
        ),
        (1, 1, 1, 2)
    );
}

#[test]
fn owned_spines_say_what_is_worth_knowing() {
    let reports = world()
        .library([
            volume("BX", "Box", "1-2").owned(),
            volume("A3", "Undertow", "3").abridged().owned(),
            volume("G4", "Ebbe", "4").language("german").owned(),
            volume("T5", "Flood", "5").borrowed(Some("2026-12-31T08:00:00Z")),
            volume("D6", "Neap", "6").drama().owned(),
        ])
        .options(|o| o.languages = Languages::Only(vec!["english".into()]))
        .series(
            "S",
            [
                ("3", volume("T3", "Undertow", "3")),
                ("6", volume("T6", "Neap", "6")),
            ],
        )
        .reports();
    assert_eq!(
        shelf(&reports),
        "1 owned, 2 owned, 3 owned, 4 owned, 5 borrowed, 6 missing"
    );
    let mine = &only_series(&reports).mine;
    assert_eq!(spine_remarks(&reports, "2"), [Remark::InMyBox(mine[0])]);
    assert!(
        matches!(spine_remarks(&reports, "3"), [Remark::UnabridgedExists(id)]
        if reports.product(*id).asin == asin("T3"))
    );
    assert_eq!(
        spine_remarks(&reports, "4"),
        [Remark::HaveInLanguage("german".into())]
    );
    assert_eq!(
        spine_remarks(&reports, "5"),
        [Remark::Borrowed {
            leaves: Some(date!(2026 - 12 - 31))
        }]
    );
    assert_eq!(remarks(&reports, 0), [Remark::HaveDrama(mine[4])]);
}

#[test]
fn states_of_missing_volumes() {
    let reports = world()
        .library([volume("T1", "Salt Ledger", "1").owned()])
        .series(
            "S",
            [
                ("2", volume("T2", "Low Tide", "2").rights(true, false)),
                (
                    "3",
                    volume("T3", "Undertow", "3").with(|p| p.not_for_sale = true),
                ),
                (
                    "4",
                    volume("T4", "Ebb", "4").released(date!(2200 - 01 - 01)),
                ),
                ("5", volume("T5", "Flood", "5").price(599, 2449)),
            ],
        )
        .reports();
    assert_eq!(
        shelf(&reports),
        "1 owned, 2 plus, 3 unsold, 4 coming, 5 missing"
    );
    let cost = &only_series(&reports).cost;
    assert_eq!(
        (
            cost.included,
            cost.not_for_sale,
            cost.cash.map(|cash| cash.minor)
        ),
        (1, 1, Some(599))
    );
    assert_eq!(
        reports.missing.volumes, 2,
        "what is not for sale is not counted"
    );
}

#[test]
fn the_end_of_a_series_is_never_claimed_without_a_list() {
    let mine = || volume("T1", "Salt Ledger", "1").owned();
    for (case, world, status) in [
        (
            "no series product",
            world().library([mine()]),
            SeriesStatus::NoList,
        ),
        (
            "a series product without children (A104)",
            world().library([mine()]).series("S", []),
            SeriesStatus::NoList,
        ),
        (
            "details of a child were not read",
            world()
                .library([mine()])
                .series("S", [])
                .and_child("T2", "2"),
            SeriesStatus::Partial(1),
        ),
        (
            "an unread child of a number that is mine does not matter",
            world()
                .library([mine()])
                .series("S", [])
                .and_child("X1", "1"),
            SeriesStatus::Complete,
        ),
        (
            "only my own volume",
            world()
                .library([mine()])
                .series("S", [])
                .and_child("T1", "1"),
            SeriesStatus::Complete,
        ),
        (
            "what is not for sale does not make it incomplete",
            world().library([mine()]).series(
                "S",
                [(
                    "2",
                    volume("T2", "Low Tide", "2").with(|p| p.not_for_sale = true),
                )],
            ),
            SeriesStatus::Complete,
        ),
        (
            "in Plus counts as missing",
            world().library([mine()]).series(
                "S",
                [("2", volume("T2", "Low Tide", "2").rights(true, false))],
            ),
            SeriesStatus::Incomplete,
        ),
    ] {
        assert_eq!(only_series(&world.reports()).status, status, "{case}");
    }
}

#[test]
fn a_book_in_two_series_counts_once() {
    let twice = |short: &str, name: &str, a: &str, b: &str| {
        book(short, name).in_series("S", a).in_series("C", b)
    };
    let reports = world()
        .library([twice("T1", "Salt Ledger", "1", "3").owned()])
        .series(
            "S",
            [("2", twice("T2", "Low Tide", "2", "1").price(500, 500))],
        )
        .series(
            "C",
            [("1", twice("T2", "Low Tide", "2", "1").price(500, 500))],
        )
        .reports();
    assert_eq!(reports.missing.series.len(), 2);
    assert_eq!(reports.missing.incomplete, 2);
    assert_eq!(reports.missing.volumes, 1);
    let cost = &reports.missing.cost;
    assert_eq!(cost.cash.map(|cash| cash.minor), Some(500));
}

#[test]
fn series_are_told_apart_by_asin_not_title() {
    let reports = world()
        .library([
            book("O1", "Dawn")
                .in_named_series("S1", "Origins", "1")
                .owned(),
            book("O2", "Dusk")
                .in_named_series("S2", "Origins", "1")
                .by(&["Ada Quill"])
                .owned(),
        ])
        .named_series("S1", Some("Origins"), [("2", book("O3", "Noon"))])
        .named_series("S2", Some("Origins"), [])
        .reports();
    let found: Vec<_> = reports
        .missing
        .series
        .iter()
        .map(|series| (series.title.as_str(), series.missing.len()))
        .collect();
    assert_eq!(found, [("Origins", 1), ("Origins", 0)]);
}

#[test]
fn an_empty_world_has_empty_reports() {
    let reports: Reports = World::reports(world());
    assert!(reports.missing.series.is_empty());
    assert!(reports.by_author.is_empty());
    assert_eq!(reports.languages, None);
}
