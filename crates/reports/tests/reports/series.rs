//! API reference, 10.3: missing in my series.

use audible::library::{LibraryItem, Status};
use reports::{Advice, Languages, Remark, Reports, SeriesStatus, SpineState};
use time::macros::date;

use crate::support::{Book, World, asin, book, only_series, title, volumes, world};

/// `1 owned, 3 missing`: the shelf in words.
fn shelf(reports: &Reports) -> String {
    let spines = only_series(reports).shelf.iter().map(|spine| {
        let state = match spine.state {
            SpineState::Owned => "owned",
            SpineState::Borrowed => "borrowed",
            SpineState::Missing => "missing",
            SpineState::InPlus => "plus",
            SpineState::NotForSale => "unsold",
            SpineState::Coming => "coming",
            SpineState::Elsewhere => "elsewhere",
        };
        format!("{} {state}", spine.number)
    });
    spines.collect::<Vec<_>>().join(", ")
}

fn missing(reports: &Reports) -> Vec<String> {
    volumes(reports, &only_series(reports).missing)
}

fn remarks(reports: &Reports, index: usize) -> &[Remark] {
    &only_series(reports).missing[index].remarks
}

fn spine_remarks<'a>(reports: &'a Reports, number: &str) -> &'a [Remark] {
    let mut spines = only_series(reports).shelf.iter();
    let spine = spines.find(|spine| spine.number.to_string() == number);
    &spine.expect("the spine is on the shelf").remarks
}

/// A volume of series S, in its child list and in its own entry.
fn volume(short: &str, name: &str, number: &str) -> Book {
    book(short, name).in_series("S", number)
}

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
fn what_is_missing_case_by_case() {
    let singles = |numbers: &[&'static str]| -> Vec<(&'static str, Book)> {
        numbers
            .iter()
            .map(|number| {
                let code = format!("T{}", number.replace('.', "P"));
                (*number, volume(&code, &format!("Volume {number}"), number))
            })
            .collect()
    };
    let own = |number: &str| {
        let code = format!("T{number}");
        volume(&code, &format!("Volume {number}"), number).owned()
    };
    let set = |numbers: &'static str| (numbers, volume("BOX", "Box", numbers).price(3000, 3000));
    for (case, world, expected) in vec![
        (
            "own box 1-6 only: 1 to 6 are not missing, 7 is",
            world()
                .library([volume("BX", "The Box", "1-6").owned()])
                .series("S", singles(&["1", "2", "3", "4", "5", "6", "7"])),
            vec!["Volume 7"],
        ),
        (
            "own 1, 2, 3: box 1-3 is not missing",
            world()
                .library(["1", "2", "3"].map(own))
                .series("S", [set("1-3")]),
            vec![],
        ),
        (
            "own 1 and 2: 3 is missing, box 1-3 is a remark",
            world()
                .library(["1", "2"].map(own))
                .series("S", singles(&["3"]).into_iter().chain([set("1-3")])),
            vec!["Volume 3"],
        ),
        (
            "own only the drama of 3: the novel is missing",
            world()
                .library([own("1"), volume("D3", "Drama 3", "3").drama().owned()])
                .series("S", singles(&["3"])),
            vec!["Volume 3"],
        ),
        (
            "own the novel 3: its drama is not missing",
            world().library([own("3")]).series(
                "S",
                [("3", volume("D3", "Volume 3 (Dramatized Adaptation)", "3"))],
            ),
            vec![],
        ),
        (
            "dramas only: the next drama is missing",
            world()
                .library([volume("D1", "Drama 1", "1").drama().owned()])
                .series("S", [("2", volume("D2", "Drama 2", "2").drama())]),
            vec!["Drama 2"],
        ),
        (
            "own only the abridged 3: not missing",
            world()
                .library([volume("A3", "Volume 3", "3").abridged().owned()])
                .series("S", singles(&["3"])),
            vec![],
        ),
        (
            "own the German 3: not missing",
            world()
                .library([
                    own("1"),
                    volume("G3", "Band 3", "3").language("german").owned(),
                ])
                .options(|o| o.languages = Languages::Only(vec!["english".into()]))
                .series("S", singles(&["3"])),
            vec![],
        ),
        (
            "own an edition that left the shop: its ASIN is no child, its number covers",
            world()
                .library([volume("OLD", "Volume Three", "3").owned()])
                .series("S", singles(&["3"])),
            vec![],
        ),
        (
            "the same without number: the work covers",
            world()
                .library([
                    own("1"),
                    volume("OLD", "The Companion (Unabridged)", "").owned(),
                ])
                .series("S", [("", volume("NEW", "Companion: A Novel", ""))]),
            vec![],
        ),
        (
            "own 2 as revoked: missing again",
            world()
                .library([
                    own("1"),
                    LibraryItem {
                        status: Status::Revoked,
                        ..own("2")
                    },
                ])
                .series("S", singles(&["2"])),
            vec!["Volume 2"],
        ),
        (
            "2 has left Plus: missing again",
            world()
                .library([
                    own("1"),
                    volume("T2", "Volume 2", "2").rights(false, false).listed(),
                ])
                .series("S", singles(&["2"])),
            vec!["Volume 2"],
        ),
        (
            "3 is borrowed: not missing",
            world()
                .library([own("1"), volume("T3", "Volume 3", "3").borrowed(None)])
                .series("S", singles(&["3"])),
            vec![],
        ),
        (
            "3 is pre-ordered: not missing",
            world()
                .library([
                    own("1"),
                    LibraryItem {
                        pending: true,
                        ..volume("T3", "Volume 3", "3").listed()
                    },
                ])
                .series("S", singles(&["3"])),
            vec![],
        ),
        (
            "child 1-2 while 1 is mine: the box rule, not a row",
            world().library([own("1")]).series("S", [set("1-2")]),
            vec![],
        ),
        (
            "1.5-2.5 covers 2 (known wrong answer 12)",
            world()
                .library([volume("M", "Middle", "1.5-2.5").owned()])
                .series("S", singles(&["1", "2", "2.5", "3"])),
            vec!["Volume 1", "Volume 3"],
        ),
        (
            "the child has no number, its own entry has",
            world()
                .library([own("1")])
                .series("S", [("", volume("T2", "Volume 2", "2"))]),
            vec!["Volume 2"],
        ),
        (
            "my item has no number, the child entry has",
            world()
                .library([own("1"), volume("T2", "Volume 2", "").owned()])
                .series("S", [("2", volume("OTHER", "Another Two", "2"))])
                .and_child("T2", "2"),
            vec![],
        ),
        (
            "my item names no series, the series names it",
            world()
                .library([own("1"), book("T2", "Volume 2").owned()])
                .series("S", [("2", volume("OTHER", "Another Two", "2"))])
                .and_child("T2", "2"),
            vec![],
        ),
        (
            "ten comes after nine",
            world()
                .library([own("1")])
                .series("S", singles(&["10", "9", "2", "11"])),
            vec!["Volume 2", "Volume 9", "Volume 10", "Volume 11"],
        ),
        (
            "translations are dropped, missing language passes (17)",
            world().library([own("1")]).series(
                "S",
                [
                    ("2", volume("G2", "Band 2", "2").language("german")),
                    (
                        "3",
                        volume("T3", "Volume 3", "3").with(|p| p.language = None),
                    ),
                ],
            ),
            vec!["Volume 3"],
        ),
        (
            "without sound and out: dropped",
            world().library([own("1")]).series(
                "S",
                [(
                    "2",
                    volume("T2", "Volume 2", "2").with(|p| p.not_listenable = true),
                )],
            ),
            vec![],
        ),
        (
            "a podcast among the children is no volume (20)",
            world().library([own("1")]).series(
                "S",
                [(
                    "2",
                    volume("T2", "Show", "2").with(|p| p.kind = audible::product::Kind::Podcast),
                )],
            ),
            vec![],
        ),
        (
            "owned by its rights, although the library lacks it",
            world().library([own("1")]).series(
                "S",
                [("2", volume("T2", "Volume 2", "2").rights(true, true))],
            ),
            vec![],
        ),
        (
            "volumes that are called alike, told apart by the child list only",
            world()
                .library([own("1"), volume("A2", "Ashfall", "2").owned()])
                .series("S", [("3", book("A3", "Ashfall"))]),
            vec!["Ashfall"],
        ),
        (
            "the work is mine outside the series",
            world()
                .library([own("1"), book("X2", "Volume 2").owned()])
                .series("S", singles(&["2", "3"])),
            vec!["Volume 3"],
        ),
    ] {
        let reports = world.reports();
        assert_eq!(missing(&reports), expected, "{case}");
    }
}

#[test]
fn the_best_edition_is_chosen_step_by_step() {
    let base = || {
        volume("ZZ", "Undertow", "2")
            .read_by(&["Theo Brandt"])
            .price(900, 900)
    };
    let worse = |change: fn(Book) -> Book| {
        change(
            volume("A1", "Undertow", "2")
                .read_by(&["Theo Brandt"])
                .price(900, 900)
                .ratings(9000),
        )
    };
    for (case, better, worse) in [
        ("unabridged", base(), worse(Book::abridged)),
        (
            "a known language",
            base(),
            worse(|b| b.with(|p| p.language = None)),
        ),
        (
            "the usual narrator",
            base(),
            worse(|b| b.read_by(&["Ines Caldera"])),
        ),
        (
            "for sale",
            base(),
            worse(|b| b.with(|p| p.not_for_sale = true)),
        ),
        ("most ratings", base().ratings(9001), worse(|b| b)),
    ] {
        let reports = world()
            .library([volume("T1", "Salt Ledger", "1").owned()])
            .series("S", [("2", worse), ("2", better)])
            .reports();
        let rows = &only_series(&reports).missing;
        assert_eq!(rows.len(), 1, "{case}");
        assert_eq!(reports.product(rows[0].title).asin, asin("ZZ"), "{case}");
        assert!(
            rows[0].remarks.contains(&Remark::OtherEditions(1)),
            "{case}"
        );
    }
}

#[test]
fn an_abridged_edition_is_shown_if_there_is_no_other() {
    let reports = world()
        .library([volume("T1", "Salt Ledger", "1").owned()])
        .series("S", [("2", volume("A2", "Low Tide", "2").abridged())])
        .reports();
    assert_eq!(missing(&reports), ["Low Tide"]);
    assert_eq!(remarks(&reports, 0), [Remark::OnlyAbridged]);
}

#[test]
fn box_sets_are_rows_only_if_they_are_worth_it() {
    let one = || volume("T1", "Salt Ledger", "1").owned();
    let part = |number: &'static str, cents| {
        let code = format!("T{number}");
        (
            number,
            volume(&code, &format!("Volume {number}"), number).price(cents, cents),
        )
    };
    let set = |cents| ("2-3", volume("BOX", "Box", "2-3").price(cents, cents));
    for (case, world, rows, boxes) in [
        (
            "cheaper than its parts: a row after 2, before 3",
            world()
                .library([one()])
                .series("S", [part("2", 900), part("3", 900), set(1000)]),
            vec!["Volume 2", "Box", "Volume 3"],
            0,
        ),
        (
            "as dear as its parts: a remark",
            world()
                .library([one()])
                .series("S", [part("2", 500), part("3", 500), set(1000)]),
            vec!["Volume 2", "Volume 3"],
            1,
        ),
        (
            "one credit for two credits' worth: a row",
            world()
                .library([one()])
                .series("S", [part("2", 2000), part("3", 2000), set(3000)]),
            vec!["Volume 2", "Box", "Volume 3"],
            0,
        ),
        (
            "the price of a part is unknown: a remark",
            world().library([one()]).series(
                "S",
                [
                    part("2", 900),
                    ("3", volume("T3", "Volume 3", "3")),
                    set(100),
                ],
            ),
            vec!["Volume 2", "Volume 3"],
            1,
        ),
        (
            "3 is to be had in the box only: a row",
            world()
                .library([one()])
                .series("S", [part("2", 900), set(3000)]),
            vec!["Volume 2", "Box"],
            0,
        ),
        (
            "part of it is mine: a remark, although cheap",
            world()
                .library([one(), volume("T2", "Volume 2", "2").owned()])
                .series("S", [part("3", 900), set(100)]),
            vec!["Volume 3"],
            1,
        ),
    ] {
        let reports = world.reports();
        assert_eq!(missing(&reports), rows, "{case}");
        assert_eq!(only_series(&reports).boxes.len(), boxes, "{case}");
        let parts = only_series(&reports).shelf.iter().filter(|s| s.is_wanted());
        assert_eq!(
            reports.missing.volumes,
            parts.count(),
            "{case}: boxes are no volumes"
        );
    }
}

#[test]
fn a_volume_that_only_a_box_brings_stands_on_the_shelf() {
    let reports = world()
        .library([
            volume("T1", "Salt Ledger", "1").owned(),
            volume("T2", "Low Tide", "2").owned(),
        ])
        .series(
            "S",
            [("2-3", volume("BOX", "Box", "2-3").price(1500, 1500))],
        )
        .reports();
    assert_eq!(missing(&reports), [""; 0]);
    assert_eq!(shelf(&reports), "1 owned, 2 owned, 3 missing");
    let box_set = only_series(&reports).boxes[0].title;
    assert_eq!(spine_remarks(&reports, "3"), [Remark::OnlyInBox(box_set)]);
    assert_eq!(reports.missing.volumes, 1);
    assert_eq!(reports.missing.cost.credits_x100, 100);
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
fn dramas_of_owned_novels_have_a_place_of_their_own() {
    let reports = world()
        .library([volume("T3", "Undertow", "3").owned()])
        .series(
            "S",
            [
                (
                    "3",
                    volume("D31", "Undertow (Part 1 of 2) (Dramatized Adaptation)", "3"),
                ),
                (
                    "3",
                    volume("D32", "Undertow (Part 2 of 2) (Dramatized Adaptation)", "3"),
                ),
            ],
        )
        .reports();
    let series = only_series(&reports);
    assert_eq!(series.dramas.len(), 1);
    assert_eq!(series.dramas[0].remarks, [Remark::Parts(2)]);
    assert_eq!(series.status, SeriesStatus::Complete);
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
fn a_sale_is_advised_at_its_price() {
    let reports = world()
        .library([volume("T1", "Salt Ledger", "1").owned()])
        .series(
            "S",
            [(
                "2",
                volume("T2", "Low Tide", "2")
                    .price(599, 3390)
                    .with(|p| p.price.as_mut().expect("set above").sale = true),
            )],
        )
        .reports();
    let id = only_series(&reports).missing[0].title;
    assert!(matches!(
        reports.title(id).advice,
        Advice::Cash { price, sale: true, .. } if price.minor == 599
    ));
}

#[test]
fn an_empty_world_has_empty_reports() {
    let reports: Reports = World::reports(world());
    assert!(reports.missing.series.is_empty());
    assert!(reports.by_author.is_empty());
    assert_eq!(reports.languages, None);
}

#[test]
fn the_language_of_the_series_comes_first() {
    let reports = world()
        .library([volume("G1", "Salzbuch", "1").language("german").owned()])
        .options(|o| o.languages = Languages::All)
        .series(
            "S",
            [
                ("2", volume("E2", "Low Tide", "2").ratings(9000)),
                ("2", volume("G2", "Ebbe", "2").language("german")),
            ],
        )
        .reports();
    assert_eq!(missing(&reports), ["Ebbe"]);
}
