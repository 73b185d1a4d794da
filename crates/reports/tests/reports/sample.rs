//! The sample library, `public/sample.json`: what is promised of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use audible::{Marketplace, Snapshot};
use reports::{Advice, Options, Remark, SpineState, compute, text};
use time::macros::date;

const SAMPLE: &[u8] = include_bytes!("../../../../public/sample.json");

#[test]
fn the_sample_shows_everything_that_reports_can_say() {
    assert!(SAMPLE.len() < 355_000, "{} bytes", SAMPLE.len());
    let snapshot: Snapshot = serde_json::from_slice(SAMPLE).expect("a snapshot");
    assert_eq!(snapshot.items.len(), 300);
    assert!(snapshot.wishes.len() > 20);
    let today = date!(2026 - 11 - 24);
    let reports = compute(Arc::new(snapshot), Options::new(today, Marketplace::Us));
    let spines: BTreeSet<_> = reports
        .missing
        .series
        .iter()
        .flat_map(|series| &series.shelf)
        .map(|spine| format!("{:?}", spine.state))
        .collect();
    let states = [
        SpineState::Owned,
        SpineState::Borrowed,
        SpineState::Missing,
        SpineState::InPlus,
        SpineState::NotForSale,
        SpineState::Coming,
        SpineState::Elsewhere,
    ];
    assert_eq!(spines, states.map(|state| format!("{state:?}")).into());
    let advice = |wanted: fn(&Advice) -> bool| {
        let mut rows = reports
            .missing
            .series
            .iter()
            .flat_map(|series| &series.missing);
        rows.any(|volume| wanted(&reports.title(volume.title).advice))
    };
    assert!(advice(|advice| matches!(
        advice,
        Advice::Cash { sale: true, .. }
    )));
    assert!(advice(|advice| matches!(
        advice,
        Advice::Cash { sale: false, .. }
    )));
    assert!(advice(|advice| matches!(advice, Advice::Credit { .. })));
    assert!(advice(|advice| matches!(advice, Advice::Plus { .. })));
    assert!(advice(|advice| matches!(advice, Advice::Unknown)));
    assert!(reports::further::listening::heard(&reports.snapshot().listening).longest_streak > 3);
    assert_eq!(reports.snapshot().memberships.list.len(), 1);
    let summary = &reports.summary;
    assert!(summary.borrowed > 0 && summary.ordered > 0 && summary.unavailable > 0);
    assert_eq!(summary.next.len(), 4);
    assert!(
        reports
            .languages
            .as_ref()
            .is_some_and(|usual| usual.len() == 2)
    );
    assert!(!reports.more_by_narrators.is_empty());
    for (name, text) in text::files(&reports) {
        assert!(text.lines().count() > 40, "{name}");
    }
}

#[test]
fn the_sample_has_the_series_of_the_worked_example() {
    let snapshot: Snapshot = serde_json::from_slice(SAMPLE).expect("a snapshot");
    let today = date!(2026 - 11 - 24);
    let reports = compute(Arc::new(snapshot), Options::new(today, Marketplace::Us));
    let mut series = reports.missing.series.iter();
    let tidewright = series
        .find(|series| series.title == "The Tidewright Saga")
        .expect("it is there");
    let missing: Vec<_> = tidewright
        .missing
        .iter()
        .map(|volume| reports.product(volume.title).title.as_str())
        .collect();
    assert_eq!(missing, ["The Undertow Ledger", "What the Pilots Kept"]);
    let remarks = &tidewright.missing[0].remarks;
    assert!(remarks.contains(&Remark::AlsoDrama { parts: 2 }));
    assert!(matches!(
        remarks.last(),
        Some(Remark::AlsoInBox { missing: 1, .. })
    ));
}
