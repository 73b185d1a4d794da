//! Which volumes are missing, and which are covered by what is mine.

use audible::library::{LibraryItem, Status};
use reports::Languages;

use super::{missing, volume};
use crate::support::{Book, book, world};

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
