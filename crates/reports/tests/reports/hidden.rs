//! What the member does not want: gone from all suggestions, and nothing else is.

use std::collections::BTreeSet;
use std::sync::Arc;

use audible::Asin;
use audible::search::Role;
use proptest::prelude::*;
use reports::further::planner::{Wish, wanted};
use reports::further::plus::plus_in_my_series;
use reports::further::unfinished::{NextBook, unfinished};
use reports::further::upcoming::upcoming;
use reports::{Languages, Next, Reports, SeriesStatus, SpineState, compute, text};
use time::macros::date;

use crate::properties::any_world;
use crate::support::{Book, World, asin, book, only_series, suggested, volumes, world};

/// A volume of series S.
fn volume(short: &str, name: &str, number: &str) -> Book {
    book(short, name).in_series("S", number)
}

/// The first volume is there; 2 and 4 are missing, 3 is in Plus, 5 comes, and a story is missing.
fn tide() -> World {
    world()
        .library([volume("T1", "Salt Ledger", "1").owned()])
        .series(
            "S",
            [
                ("2", volume("T2", "Low Tide", "2").price(500, 900)),
                (
                    "2",
                    volume("U2", "Low Tide", "2").price(400, 900).abridged(),
                ),
                ("2.5", volume("T25", "Slack Water", "2.5").price(300, 400)),
                (
                    "3",
                    volume("T3", "Undertow", "3").plan("US Minerva", Some(true), None),
                ),
                ("4", volume("T4", "Ebb", "4").price(700, 900)),
                (
                    "5",
                    volume("T5", "Neap", "5").released(date!(2027 - 03 - 14)),
                ),
            ],
        )
        .search(
            Role::Author,
            "Mara Ellison",
            [
                book("X1", "Origin").price(600, 600),
                book("X2", "The Origin (Unabridged)").price(500, 600),
                book("X3", "Dry Dock").price(500, 600),
            ],
        )
        .wish(book("X3", "Dry Dock").price(500, 600))
}

/// With these titles hidden, one after the other.
fn hiding(world: World, hidden: &str) -> Reports {
    let hidden = hidden.split_whitespace().map(asin).collect();
    world.options(|options| options.hidden = hidden).reports()
}

fn states(reports: &Reports) -> Vec<SpineState> {
    let shelf = only_series(reports).shelf.iter();
    shelf.map(|spine| spine.state).collect()
}

#[test]
fn a_hidden_volume_is_not_wanted_and_costs_nothing() {
    use SpineState::{Coming, InPlus, Missing, NotWanted, Owned};
    // Hidden, the shelf, rows, missing volumes, cash in cents.
    for (hidden, shelf, rows, volumes_missing, cash) in [
        ("", [Owned, Missing, InPlus, Missing, Coming], 3, 3, 1200),
        ("T2", [Owned, NotWanted, InPlus, Missing, Coming], 2, 2, 700),
        // Of the same work another edition: it is the work that is hidden.
        ("U2", [Owned, NotWanted, InPlus, Missing, Coming], 2, 2, 700),
        (
            "T2 U2",
            [Owned, NotWanted, InPlus, Missing, Coming],
            2,
            2,
            700,
        ),
        (
            "T5",
            [Owned, Missing, InPlus, Missing, NotWanted],
            3,
            3,
            1200,
        ),
        // What the member has, and what nobody knows.
        (
            "T1 ZZ",
            [Owned, Missing, InPlus, Missing, Coming],
            3,
            3,
            1200,
        ),
    ] {
        let reports = hiding(tide(), hidden);
        let series = only_series(&reports);
        assert_eq!(states(&reports), shelf, "{hidden}");
        assert_eq!(series.missing.len(), rows, "{hidden}");
        assert_eq!(reports.missing.volumes, volumes_missing, "{hidden}");
        let minor = series.cost.cash.map(|cash| cash.minor);
        assert_eq!(minor, Some(cash), "{hidden}");
        assert_eq!(reports.missing.cost, series.cost, "{hidden}");
    }
}

#[test]
fn all_of_a_series_may_be_hidden() {
    let reports = hiding(tide(), "T2 T25 T3 T4 T5");
    let series = only_series(&reports);
    assert_eq!(series.status, SeriesStatus::Complete);
    assert_eq!(
        volumes(&reports, &series.not_wanted),
        ["Low Tide", "Slack Water", "Undertow", "Ebb", "Neap"]
    );
    assert_eq!(series.volumes().count(), 0);
    let missing = &reports.missing;
    assert_eq!(
        (
            missing.volumes,
            missing.incomplete,
            missing.stories,
            missing.coming
        ),
        (0, 0, 0, 0)
    );
    assert_eq!(missing.cost, reports::Completing::default());
}

#[test]
fn what_was_only_in_a_hidden_box_is_still_in_another_one() {
    use SpineState::{Missing, NotWanted, Owned};
    let boxes = || {
        world().library([volume("T4", "Ebb", "4").owned()]).series(
            "S",
            [
                ("1-3", volume("B13", "All of It", "1-3").price(500, 900)),
                ("1-2", volume("B12", "Half of It", "1-2").price(400, 900)),
            ],
        )
    };
    for (hidden, shelf, missing, cash) in [
        ("", [Missing, Missing, Missing, Owned], 3, Some(900)),
        ("B13", [Missing, Missing, NotWanted, Owned], 2, Some(400)),
        ("B12", [Missing, Missing, Missing, Owned], 3, Some(500)),
        ("B13 B12", [NotWanted, NotWanted, NotWanted, Owned], 0, None),
    ] {
        let reports = hiding(boxes(), hidden);
        let series = only_series(&reports);
        assert_eq!(states(&reports), shelf, "{hidden}");
        assert_eq!(reports.missing.volumes, missing, "{hidden}");
        assert_eq!(series.cost.cash.map(|cash| cash.minor), cash, "{hidden}");
        assert_eq!(
            series.status == SeriesStatus::Complete,
            missing == 0,
            "{hidden}"
        );
    }
}

#[test]
fn every_report_of_suggestions_obeys() {
    let all = tide().reports();
    assert_eq!(plus_in_my_series(&all).len(), 1);
    assert_eq!(upcoming(&all).len(), 1);
    assert_eq!(wanted(&all, &[Wish::List]).len(), 1);
    assert_eq!(suggested(&all, &all.more_by_authors)[0].1.len(), 2);
    let next_of = |reports: &Reports| unfinished(reports).first().map(|one| one.next);

    let reports = hiding(tide(), "T2 T3 T5 X1 X3");
    assert_eq!(plus_in_my_series(&reports).len(), 0);
    assert_eq!(upcoming(&reports).len(), 0);
    assert_eq!(wanted(&reports, &[Wish::List]).len(), 0);
    assert_eq!(
        reports.summary.wishes.len(),
        1,
        "the wish list is the member's own"
    );
    assert!(
        reports.more_by_authors.is_empty(),
        "nobody without suggestions"
    );
    let missing = wanted(&reports, &[Wish::Missing]);
    assert_eq!(missing.len(), 1);
    let ebb = reports.by_asin(&asin("T4"));
    assert_eq!(missing.first().copied(), ebb);
    // Heard or not is not known of the first volume: the next one to get is the first that is wanted.
    let (before, after) = (next_of(&all), next_of(&reports));
    assert_eq!(before, Some(NextBook::Get(all.by_asin(&asin("T2")))));
    assert_eq!(after, Some(NextBook::Get(ebb)));
    let waits = |next: &Next| matches!(next, Next::WaitFor { .. });
    assert!(all.summary.next.iter().any(waits));
    assert!(!reports.summary.next.iter().any(waits));
    let files = text::files(&reports).map(|(_, text)| text).concat();
    for gone in ["Low Tide", "Undertow", "Origin", "Dry Dock"] {
        assert!(!files.contains(gone), "{gone}");
    }
    assert!(files.contains("Ebb") && files.contains("Slack Water"));
}

#[test]
fn a_word_holds_where_the_title_itself_is_suggested_no_longer() {
    let origin = |hidden: &str| {
        let reports = world()
            .library([book("T1", "Salt Ledger").owned()])
            .search(
                Role::Author,
                "Mara Ellison",
                [
                    book("X1", "Origin").language("german").price(600, 600),
                    book("X2", "Origin").price(500, 600),
                ],
            )
            .options(|options| {
                options.languages = Languages::Only(vec!["english".to_owned()]);
                options.hidden = hidden.split_whitespace().map(asin).collect();
            })
            .reports();
        suggested(&reports, &reports.more_by_authors).len()
    };
    assert_eq!(origin(""), 1);
    assert_eq!(origin("X1"), 0);
}

#[test]
fn a_title_says_by_which_words_it_is_hidden() {
    let reports = hiding(tide(), "U2 X2");
    for (short, by) in [
        ("T2", "U2"),
        ("U2", "U2"),
        ("X1", "X2"),
        ("X2", "X2"),
        ("X3", ""),
        ("T1", ""),
    ] {
        let Some(id) = reports.by_asin(&asin(short)) else {
            panic!("{short} is not known");
        };
        let by: Vec<Asin> = by.split_whitespace().map(asin).collect();
        assert_eq!(reports.hidden_by(id), by, "{short}");
        assert_eq!(reports.title(id).hidden, !by.is_empty(), "{short}");
    }
}

/// All rows that suggest something: where, and what.
fn rows(reports: &Reports) -> BTreeSet<(String, Asin)> {
    let mut rows = BTreeSet::new();
    let asin = |id| reports.product(id).asin.clone();
    for (index, series) in reports.missing.series.iter().enumerate() {
        for volume in series.volumes() {
            rows.insert((format!("series {index}"), asin(volume.title)));
        }
        for set in &series.boxes {
            rows.insert((format!("boxes {index}"), asin(set.title)));
        }
    }
    for (role, people) in [
        ("author", &reports.more_by_authors),
        ("narrator", &reports.more_by_narrators),
    ] {
        for person in people {
            for row in person.rows.iter().chain(&person.coming) {
                rows.insert((format!("{role} {}", person.rank), asin(row.title)));
            }
        }
    }
    for id in wanted(reports, &Wish::ALL) {
        rows.insert(("plan".to_owned(), asin(id)));
    }
    for plus in plus_in_my_series(reports) {
        rows.insert(("plus".to_owned(), asin(plus.title)));
    }
    for one in upcoming(reports) {
        rows.insert(("upcoming".to_owned(), asin(one.title)));
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn hiding_removes_the_rows_of_that_work_and_bringing_back_restores_them(
        world in any_world(),
        which in any::<proptest::sample::Index>(),
    ) {
        let snapshot = Arc::new(world.snapshot);
        let mut options = world.options;
        let before = compute(Arc::clone(&snapshot), options.clone());
        let offered = rows(&before);
        if offered.is_empty() {
            return Ok(());
        }
        let offered_list: Vec<_> = offered.iter().collect();
        let (_, asin) = which.get(&offered_list);
        options.hidden = vec![asin.clone()];
        let after = compute(Arc::clone(&snapshot), options.clone());
        let is_hidden = |asin: &Asin| {
            after.by_asin(asin).is_some_and(|id| after.hidden_by(id).contains(&options.hidden[0]))
        };
        prop_assert!(is_hidden(asin));
        // The next book of a series moves on: the plan gains what comes after a hidden one.
        let left: BTreeSet<_> = rows(&after).into_iter().filter(|(place, _)| place != "plan").collect();
        let expected: BTreeSet<_> = offered
            .iter()
            .filter(|(place, asin)| place != "plan" && !is_hidden(asin))
            .cloned()
            .collect();
        prop_assert_eq!(left, expected);
        for (_, asin) in rows(&after) {
            prop_assert!(!is_hidden(&asin));
        }
        // What the member has is as it was.
        let library = |reports: &Reports| {
            use text::ReportKind::{ByAuthor, ByNarrator, BySeries};
            [ByAuthor, ByNarrator, BySeries].map(|kind| text::file(reports, kind))
        };
        prop_assert_eq!(library(&after), library(&before));
        options.hidden.clear();
        let back = compute(snapshot, options);
        prop_assert_eq!(rows(&back), rows(&before));
        prop_assert_eq!(text::files(&back), text::files(&before));
        prop_assert_eq!(back.missing.cost, before.missing.cost);
    }
}
