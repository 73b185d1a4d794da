//! Several libraries as one, and who has what.

use std::collections::BTreeSet;
use std::sync::Arc;

use audible::{Marketplace, Snapshot};
use proptest::prelude::*;
use reports::together::{Owners, merge};
use reports::{Options, Reports, compute};

use crate::properties::any_world;
use crate::support::{Book, TODAY, World, asin, book, groups, only_series, volumes, world};

fn in_store(store: Marketplace, mut world: World) -> Snapshot {
    world.snapshot.store = store;
    world.snapshot
}

fn together(shelves: &[&Snapshot]) -> Reports {
    let merged = merge(Marketplace::Us, shelves, TODAY);
    compute(Arc::new(merged), Options::new(TODAY, Marketplace::Us))
}

#[test]
fn who_has_a_title_is_told_across_stores_and_editions() {
    let anna = in_store(
        Marketplace::Us,
        world().library([
            book("TIDE1", "Low Tide").owned(),
            book("PLUS1", "Borrowed Light").borrowed(None),
            book("NAMED", "Selected Stories").by(&["Ada Quill"]).owned(),
        ]),
    );
    let ben = in_store(
        Marketplace::De,
        world().library([
            book("DETID", "The Low Tide (Unabridged)").owned(),
            book("GONE1", "Returned").listed(),
        ]),
    );
    let owners = Owners::of(&[&anna, &ben], TODAY);
    let of = |book: &Book| owners.of_product(&book.0);
    for (what, asked, expected) in [
        (
            "the same edition and another store's",
            book("TIDE1", "Low Tide"),
            vec![0, 1],
        ),
        (
            "an edition that nobody has",
            book("OTHER", "Low Tide"),
            vec![0, 1],
        ),
        (
            "a translation is a work to be heard of its own",
            book("OTHER", "Low Tide").language("german"),
            vec![],
        ),
        (
            "a play is not the novel",
            book("OTHER", "Low Tide").drama(),
            vec![],
        ),
        (
            "the same title by someone else",
            book("OTHER", "Low Tide").by(&["Ada Quill"]),
            vec![],
        ),
        ("another volume", book("OTHER", "Low Tide: Book 2"), vec![]),
        (
            "borrowed is nobody's",
            book("PLUS1", "Borrowed Light"),
            vec![],
        ),
        (
            "listed on unknown terms",
            book("GONE1", "Returned"),
            vec![1],
        ),
        (
            "without authors only the edition counts",
            book("OTHER", "Selected Stories").by(&[]),
            vec![],
        ),
        (
            "and is found by it",
            book("NAMED", "Selected Stories").by(&[]),
            vec![0],
        ),
    ] {
        assert_eq!(of(&asked), expected, "{what}");
    }
    assert!(Owners::of(&[], TODAY).is_empty());
}

#[test]
fn two_libraries_make_one_report_without_what_either_has() {
    let anna = in_store(
        Marketplace::Us,
        world()
            .library([book("TIDE1", "Low Tide").in_series("TIDE", "1").owned()])
            .series(
                "TIDE",
                [
                    (
                        "2",
                        book("TIDE2", "Neap")
                            .in_series("TIDE", "2")
                            .price(900, 1500),
                    ),
                    (
                        "3",
                        book("TIDE3", "Spring")
                            .in_series("TIDE", "3")
                            .price(900, 1500),
                    ),
                ],
            )
            .and_child("TIDE1", "1")
            .wish(book("TIDE2", "Neap").in_series("TIDE", "2")),
    );
    let ben = in_store(
        Marketplace::Us,
        world().library([book("TIDE2", "Neap")
            .in_series("TIDE", "2")
            .by(&["Mara Ellison"])
            .owned()]),
    );
    let reports = together(&[&anna, &ben]);
    assert_eq!(
        groups(&reports, &reports.by_author),
        [("Mara Ellison", vec!["Low Tide", "Neap"])]
    );
    let series = only_series(&reports);
    assert_eq!(volumes(&reports, &series.missing), ["Spring"]);
    assert!(reports.snapshot().wishes.is_empty(), "someone has it");
}

#[test]
fn each_edition_is_there_once_and_the_firmest_copy_counts() {
    let borrower = world()
        .library([book("TIDE1", "Low Tide").borrowed(None)])
        .snapshot;
    let buyer = world()
        .library([book("TIDE1", "Low Tide").owned()])
        .snapshot;
    for shelves in [[&borrower, &buyer], [&buyer, &borrower]] {
        let merged = merge(Marketplace::Us, &shelves, TODAY);
        assert_eq!(merged.items.len(), 1);
        assert!(merged.items[0].purchased);
    }
}

#[test]
fn prices_of_other_stores_are_left_out() {
    let here = in_store(
        Marketplace::Us,
        world().wish(book("TIDE1", "Low Tide").price(900, 1500)),
    );
    let there = in_store(
        Marketplace::De,
        world()
            .wish(book("TIDE1", "Low Tide").price(100, 200))
            .wish(book("TIDE2", "Neap").price(100, 200)),
    );
    let merged = merge(Marketplace::Us, &[&there, &here], TODAY);
    let price = |short: &str| {
        let wish = merged
            .wishes
            .iter()
            .find(|wish| wish.product.asin == asin(short));
        wish.and_then(|wish| wish.product.price.as_ref()?.lowest.map(|money| money.minor))
    };
    assert_eq!(price("TIDE1"), Some(900));
    assert_eq!(price("TIDE2"), None);
}

#[test]
fn it_is_as_old_as_its_oldest_part() {
    let (old, mut new) = (world().snapshot, world().snapshot);
    new.read_at = old.read_at.map(|at| at.plus_millis(60_000));
    for shelves in [[&old, &new], [&new, &old]] {
        assert_eq!(merge(Marketplace::Us, &shelves, TODAY).read_at, old.read_at);
    }
}

proptest! {
    /// Nothing is lost, nothing is there twice, whatever the order; and one library alone stays
    /// as it is.
    #[test]
    fn all_editions_of_all_are_there_once(one in any_world(), other in any_world()) {
        let (one, mut other) = (one.snapshot, other.snapshot);
        other.store = Marketplace::De;
        let asins = |snapshot: &Snapshot| -> BTreeSet<_> {
            snapshot.items.iter().map(|item| item.product.asin.clone()).collect()
        };
        let expected: BTreeSet<_> = asins(&one).union(&asins(&other)).cloned().collect();
        let owners = Owners::of(&[&one, &other], TODAY);
        for shelves in [vec![&one, &other], vec![&other, &one]] {
            let merged = merge(Marketplace::Us, &shelves, TODAY);
            prop_assert_eq!(asins(&merged), expected.clone());
            prop_assert_eq!(merged.items.len(), expected.len());
            for item in merged.items.iter().filter(|item| item.purchased) {
                prop_assert!(!owners.of_product(&item.product).is_empty());
            }
        }
        let twice = merge(Marketplace::Us, &[&one, &one], TODAY);
        prop_assert_eq!(twice, merge(Marketplace::Us, &[&one], TODAY));
    }
}
