//! Laws that hold for every library.

use std::collections::BTreeSet;
use std::sync::Arc;

use audible::library::LibraryItem;
use audible::search::Role;
use proptest::prelude::*;
use reports::{Computation, Progress, Release, Reports, TitleId, compute, text};
use time::macros::date;

use crate::support::{Book, World, book, world};

const PEOPLE: [&str; 8] = [
    "Mara Ellison@P1",
    "Mara Ellison@P2",
    "Mara Ellison",
    "M. Ellison",
    "Ada Quill",
    "full cast",
    "Bo Tarn - translator",
    "村田 冬子",
];

const TITLES: [&str; 8] = [
    "Low Tide",
    "The Low Tide (Unabridged)",
    "Low Tide: Book 2",
    "Origin",
    "Ébb",
    "Saga: Books 1-3",
    "(Part 1 of 2)",
    "?",
];

const SEQUENCES: [&str; 10] = ["", "1", "2", "3", "10", "0.5", "1-3", "2-4", "?", "1.5-2.5"];

fn any_book() -> impl Strategy<Value = Book> {
    (
        (
            0_u32..60,
            0..TITLES.len(),
            proptest::collection::vec(0..PEOPLE.len(), 0..3),
        ),
        proptest::collection::vec((0_u32..3, 0..SEQUENCES.len()), 0..3),
        (
            0_u32..8,
            any::<bool>(),
            any::<bool>(),
            0_u64..3000,
            any::<bool>(),
            any::<bool>(),
        ),
    )
        .prop_map(|((code, title, people), series, flags)| {
            let (when, abridged, drama, cents, german, rights) = flags;
            let people: Vec<_> = people.into_iter().map(|index| PEOPLE[index]).collect();
            let mut made = book(&code.to_string(), TITLES[title])
                .by(&people)
                .read_by(&people);
            for (index, sequence) in series {
                made = made.in_series(&format!("S{index}"), SEQUENCES[sequence]);
            }
            if abridged {
                made = made.abridged();
            }
            if drama {
                made = made.drama();
            }
            if german {
                made = made.language("german");
            }
            if cents > 100 {
                made = made.price(cents, cents + 100);
            }
            if rights {
                made = made.rights(cents.is_multiple_of(2), cents.is_multiple_of(3));
            }
            match when {
                0 => made.released(date!(2027 - 05 - 01)),
                1 => made.released(date!(2200 - 01 - 01)),
                2 => made.with(|p| p.release_date = None),
                3 => made.with(|p| p.not_for_sale = true),
                _ => made,
            }
        })
}

pub(crate) fn any_world() -> impl Strategy<Value = World> {
    let books = |most| proptest::collection::vec(any_book(), 0..most);
    let children = proptest::collection::vec((0_u32..70, 0..SEQUENCES.len()), 0..25);
    (
        books(25),
        any::<u64>(),
        children,
        books(20),
        books(15),
        books(15),
    )
        .prop_map(|(mine, mix, children, offers, by_author, by_narrator)| {
            let items = mine.into_iter().enumerate().map(|(i, book)| {
                if (mix >> (i % 64)) & 1 == 0 {
                    book.owned()
                } else {
                    LibraryItem {
                        percent_complete: Some(50.0),
                        ..book.listed()
                    }
                }
            });
            let mut made = world().library(items).series("S0", []);
            for (code, sequence) in children {
                made = made.and_child(&code.to_string(), SEQUENCES[sequence]);
            }
            made.snapshot.products = offers.into_iter().map(|book| book.0).collect();
            made.unavailable("69")
                .search(Role::Author, "Mara Ellison@P1", by_author)
                .search(Role::Narrator, "Ada Quill", by_narrator)
        })
}

/// ASINs that the library reports list.
fn listed(reports: &Reports, groups: &[reports::Group]) -> BTreeSet<TitleId> {
    let rows = groups.iter().flat_map(|group| &group.rows);
    let titles: BTreeSet<_> = rows.map(|row| row.title).collect();
    assert!(titles.iter().all(|id| reports.item(*id).is_some()));
    titles
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_library_reports_list_every_title(world in any_world()) {
        let asins: BTreeSet<_> =
            world.snapshot.items.iter().map(|item| item.product.asin.clone()).collect();
        let reports = world.reports();
        for groups in [&reports.by_author, &reports.by_narrator, &reports.by_series] {
            let listed = listed(&reports, groups);
            prop_assert_eq!(listed.len(), asins.len());
        }
        let summary = &reports.summary;
        prop_assert_eq!(
            summary.owned + summary.ordered + summary.borrowed + summary.unavailable,
            asins.len()
        );
    }

    #[test]
    fn no_suggestion_is_mine_or_made_twice(world in any_world()) {
        let reports = world.reports();
        let mut seen = BTreeSet::new();
        for person in reports.more_by_authors.iter().chain(&reports.more_by_narrators) {
            for suggestion in person.rows.iter().chain(&person.coming) {
                prop_assert!(!reports.title(suggestion.title).holding.in_hands());
                prop_assert!(seen.insert(suggestion.title), "twice");
            }
            for (rows, out) in [(&person.rows, true), (&person.coming, false)] {
                for row in rows {
                    let is_out = reports.title(row.title).release == Release::Out;
                    prop_assert_eq!(is_out, out);
                }
            }
        }
        for series in &reports.missing.series {
            let mut here = BTreeSet::new();
            for volume in series.volumes() {
                prop_assert!(!reports.title(volume.title).holding.in_hands());
                prop_assert!(here.insert(volume.title), "twice in one series");
                prop_assert!(!seen.contains(&volume.title), "in two reports");
            }
            prop_assert!(series.shelf.is_sorted_by_key(|spine| spine.number));
            prop_assert!(series.missing.is_sorted_by_key(|volume| volume.sequence.sort_key()));
        }
    }

    #[test]
    fn order_of_input_does_not_matter_to_the_missing(world in any_world()) {
        let mut turned = world.snapshot.clone();
        turned.products.reverse();
        turned.series.iter_mut().for_each(|series| series.children.reverse());
        turned.products.sort_by(|a, b| a.asin.cmp(&b.asin));
        turned.products.dedup_by(|a, b| a.asin == b.asin);
        let mut straight = turned.clone();
        straight.products.reverse();
        straight.series.iter_mut().for_each(|series| series.children.reverse());
        // A child named twice with two numbers has no order-free answer.
        for snapshot in [&mut turned, &mut straight] {
            for series in &mut snapshot.series {
                series.children.sort_by(|a, b| (&a.asin, &a.sequence).cmp(&(&b.asin, &b.sequence)));
                series.children.dedup_by(|a, b| a.asin == b.asin);
            }
        }
        straight.series.iter_mut().for_each(|series| series.children.reverse());
        let file = |snapshot| {
            text::file(&compute(Arc::new(snapshot), world.options.clone()), text::ReportKind::Missing)
        };
        prop_assert_eq!(file(turned), file(straight));
    }

    #[test]
    fn steps_and_one_go_agree_and_files_end_well(world in any_world()) {
        let snapshot = Arc::new(world.snapshot);
        let mut computation = Computation::new(Arc::clone(&snapshot), world.options.clone());
        let mut last = 0;
        while let Progress::More { percent } = computation.step() {
            prop_assert!((last..=100).contains(&percent));
            last = percent;
        }
        let stepped = text::files(&computation.finish());
        let at_once = text::files(&compute(snapshot, world.options));
        prop_assert_eq!(&stepped, &at_once);
        for (name, text) in &at_once {
            prop_assert!(text.is_empty() || text.ends_with("\n\n"), "{name}");
            prop_assert!(!text.contains("\n\n\n") && !text.contains('\t'), "{name}");
        }
    }
}
