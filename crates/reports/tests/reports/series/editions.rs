//! Which edition of a missing volume is shown, and how.

use reports::{Advice, Languages, Remark, SeriesStatus};

use super::{missing, remarks, volume};
use crate::support::{Book, asin, only_series, world};

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
