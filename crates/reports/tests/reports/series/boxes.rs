//! Box sets: rows, remarks, or the only way to a volume.

use reports::Remark;

use super::{missing, shelf, spine_remarks, volume};
use crate::support::{only_series, world};

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
