//! Asking only for what changed (API reference, 2.3).

use audible::{Snapshot, Timestamp};
use serde_json::{Value, json};
use session::sync::{Failure, Part, Sync};

use crate::service::{Call, Kind, Run, START, Service, asin, ok, options, run, run_from, status};
use crate::service::{first_sync, title};

const HOUR: i64 = 3_600_000;

/// A service that gives state tokens, and what a first sync read of it.
fn synced(count: usize) -> (Service, Snapshot) {
    let mut service = Service::new(count, 1);
    service.state = Some(1_767_225_600_123);
    let run = run(first_sync(), &mut service);
    run.outcome.expect("a complete sync");
    assert!(run.snapshot.marker.is_some() && run.snapshot.whole_at.is_some());
    (service, run.snapshot)
}

fn later(snapshot: &Snapshot, service: &mut Service, hours: i64) -> Run {
    let now = START.plus_millis(hours * HOUR);
    let sync = Sync::new(snapshot.clone(), options(), now);
    run_from(sync, service, now, |_, _| {})
}

fn active(asin: &str, name: &str) -> Value {
    let mut item = title(asin);
    item["title"] = json!(name);
    item["status"] = json!("Active");
    item
}

fn revoked(asin: &str) -> Value {
    json!({"asin": asin, "title": null, "status": "Revoked"})
}

fn names(snapshot: &Snapshot) -> Vec<(&str, &str)> {
    let items = snapshot.items.iter();
    items
        .map(|item| (item.product.asin.as_str(), item.product.title.as_str()))
        .collect()
}

fn asked_by_token(run: &Run) -> Vec<&str> {
    let calls = run.of(Kind::Library).into_iter();
    calls.map(|call: &Call| call.get("state_token")).collect()
}

#[test]
fn a028_nothing_changed_is_one_small_request() {
    let (mut service, first) = synced(1200);
    let run = later(&first, &mut service, 2);
    assert_eq!(run.outcome.expect("a complete sync").titles, 1200);
    // Library and wish list: everything else is younger than its age.
    assert_eq!(run.calls.len(), 2);
    assert_eq!(run.snapshot.items, first.items);
    assert_eq!(
        run.snapshot.read_at,
        Some(START.plus_millis(2 * HOUR + 100))
    );
    assert_eq!(run.snapshot.whole_at, first.whole_at);
    assert_eq!(run.snapshot.products, first.products);
}

#[test]
fn five_thousand_titles_with_one_in_a_hundred_changed_take_three_requests_at_most() {
    let (mut service, first) = synced(5000);
    for n in 0..50 {
        let item = service.items[n * 100].clone();
        service.happens(item);
    }
    let run = later(&first, &mut service, 2);
    run.outcome.as_ref().expect("a complete sync");
    assert!(run.of(Kind::Library).len() <= 3);
    assert_eq!(run.calls.len(), 2);
    let mut whole = Service::new(0, 0);
    std::mem::swap(&mut whole.items, &mut service.items);
    let sync = Sync::new(first, options().anew(), START);
    let full = run_from(sync, &mut whole, START, |_, _| {});
    assert_eq!(full.of(Kind::Library).len(), 10);
}

#[test]
fn what_was_added_changed_and_removed_is_taken_in() {
    let (mut service, first) = synced(5);
    service.happens(active(&asin("N", 0), "New"));
    service.happens(active(&asin("B", 2), "Renamed"));
    service.happens(revoked(&asin("B", 3)));
    service.largest_page = 2;
    let run = later(&first, &mut service, 2);
    run.outcome.as_ref().expect("a complete sync");
    assert_eq!(run.of(Kind::Library).len(), 2, "pages as in a scan");
    let named = names(&run.snapshot);
    assert_eq!(
        named,
        [
            ("N000000000", "New"),
            ("B000000000", "Title B000000000"),
            ("B000000001", "Title B000000001"),
            ("B000000002", "Renamed"),
            ("B000000004", "Title B000000004"),
        ]
    );
    let gone = &run.snapshot.gone;
    assert_eq!(gone.len(), 1);
    assert_eq!(gone[0].item.product.title, "Title B000000003", "A55");
    assert!(gone[0].revoked);
    assert!(run.saves.contains(&Part::Gone) && run.saves.contains(&Part::Library));
    // The next one goes on from there, and what comes back is gone no more.
    service.happens(active(&asin("B", 3), "Back"));
    let next = later(&run.snapshot, &mut service, 4);
    assert_eq!(asked_by_token(&next), ["1767225600126"]);
    assert_eq!(next.snapshot.items.len(), 6);
    assert!(next.snapshot.gone.is_empty());
}

#[test]
fn a030_the_older_ways_to_tell_of_removals_count_too() {
    for body in [
        json!({"items": [], "removed_asins": ["B000000001"]}),
        json!({"items": [], "deleted_items": [{"asin": "B000000001"}]}),
        json!({"items": [{"asin": "B000000001", "library_status": {"is_visible": false}}]}),
    ] {
        let (service, first) = synced(3);
        let mut service =
            service.with_fault(move |call| (call.kind == Kind::Library).then(|| Ok(ok(&body))));
        let run = later(&first, &mut service, 2);
        run.outcome.as_ref().expect("a complete sync");
        assert_eq!(run.snapshot.items.len(), 2);
        assert_eq!(run.snapshot.gone.len(), 1);
        assert_eq!(run.snapshot.marker, first.marker, "no new token was told");
    }
}

#[test]
fn all_of_the_library_is_read_once_a_week_and_when_asked_to() {
    let (mut service, first) = synced(5);
    // Nothing tells of these: progress, and a title that vanished (A29, A31).
    service.items[1]["percent_complete"] = json!(40.0);
    service.items.remove(3);
    let soon = later(&first, &mut service, 6 * 24);
    assert_eq!(soon.snapshot.items.len(), 5);
    let whole = later(&soon.snapshot, &mut service, 7 * 24 + 1);
    assert_eq!(asked_by_token(&whole), [""]);
    assert_eq!(whole.snapshot.items.len(), 4);
    assert_eq!(whole.snapshot.items[1].percent_complete, Some(40.0));
    assert_eq!(whole.snapshot.gone.len(), 1);
    assert!(!whole.snapshot.gone[0].revoked);
    let now = START.plus_millis(HOUR);
    let asked = Sync::new(first, options().anew(), now);
    let asked = run_from(asked, &mut service, now, |_, _| {});
    assert_eq!(asked_by_token(&asked), [""]);
    assert_eq!(asked.of(Kind::Series).len(), 1);
    assert_eq!(asked.of(Kind::Volumes).len(), 1);
}

#[test]
fn a_question_that_changed_reads_all() {
    let (mut service, mut first) = synced(5);
    if let Some(marker) = &mut first.marker {
        marker.question = "media".to_owned();
    }
    assert_eq!(asked_by_token(&later(&first, &mut service, 2)), [""]);
}

#[test]
fn a_token_that_is_refused_leads_to_all_of_the_library() {
    for code in [400, 404, 410, 412] {
        let (service, first) = synced(5);
        let mut service = service.with_fault(move |call| {
            (!call.get("state_token").is_empty()).then(|| Ok(status(code)))
        });
        service.items.remove(0);
        let run = later(&first, &mut service, 2);
        assert_eq!(run.outcome.as_ref().expect("a complete sync").titles, 4);
        assert_eq!(asked_by_token(&run), ["1767225600123", ""], "{code}");
        assert_eq!(run.snapshot.gone.len(), 1);
    }
}

#[test]
fn a_delta_that_breaks_keeps_everything_and_the_next_reading_is_whole() {
    let (service, first) = synced(5);
    let mut service = service
        .with_fault(move |call| (!call.get("state_token").is_empty()).then(|| Ok(status(500))));
    let run = later(&first, &mut service, 2);
    assert_eq!(run.outcome, Err(Failure::Broken { status: 500 }));
    assert_eq!(
        (&run.snapshot.items, &run.snapshot.marker),
        (&first.items, &first.marker)
    );
    let now = START.plus_millis(50 * HOUR);
    let sync = Sync::resume(run.snapshot, options(), run.place, now);
    let next = run_from(sync, &mut service, now, |_, _| {});
    assert_eq!(next.outcome.expect("a complete sync").titles, 5);
    let now = now.plus_millis(HOUR);
    let sync = Sync::resume(next.snapshot, options(), next.place, now);
    let third = run_from(sync, &mut Service::new(5, 1), now, |_, _| {});
    assert!(third.calls[0].get("state_token").is_empty().eq(&false));
}

#[test]
fn a025_a032_an_interrupted_delta_is_repeated_and_loses_nothing() {
    let (mut service, first) = synced(400);
    service.largest_page = 20;
    for n in 0..60 {
        service.happens(active(&asin("N", n), "New"));
    }
    service.happens(revoked(&asin("B", 7)));
    for stop in 1..6 {
        let now = START.plus_millis(2 * HOUR);
        let sync = Sync::new(first.clone(), options(), now);
        let stopped = run_from(sync, &mut service, now, |sync, answers| {
            if answers == stop {
                sync.cancel();
            }
        });
        let is_read = stopped.snapshot.marker != first.marker;
        if is_read {
            assert_eq!(
                stopped.snapshot.items.len(),
                459,
                "{stop}: token and titles are one"
            );
        } else {
            assert_eq!(stopped.snapshot.items, first.items, "{stop}");
        }
        let sync = Sync::resume(stopped.snapshot, options(), stopped.place, now);
        let resumed = run_from(sync, &mut service, now, |_, _| {});
        assert_eq!(
            resumed.outcome.as_ref().expect("a complete sync").titles,
            459
        );
        assert_eq!(resumed.snapshot.gone.len(), 1);
    }
}

#[test]
fn a_delta_that_falls_short_or_has_no_names_leads_to_all_of_the_library() {
    let bodies: [(Value, usize); 2] = [
        (json!({"items": []}), 3),
        (
            json!({"items": [{"asin": "B000000001", "title": null, "status": "Active"}]}),
            1,
        ),
    ];
    for (body, total) in bodies {
        let (service, first) = synced(5);
        let mut service = service.with_fault(move |call| {
            (!call.get("state_token").is_empty()).then(|| {
                let mut response = ok(&body);
                response.headers_mut().insert("total-count", total.into());
                Ok(response)
            })
        });
        let run = later(&first, &mut service, 2);
        assert_eq!(run.outcome.as_ref().expect("a complete sync").titles, 5);
        assert_eq!(asked_by_token(&run).last(), Some(&""));
        assert_eq!(run.snapshot.items, first.items);
    }
}

#[test]
fn a_library_that_fell_short_gives_no_token_to_go_on_from() {
    let (mut service, first) = synced(5);
    service.total = Some(9);
    service.state = Some(1_767_225_600_999);
    let now = START.plus_millis(HOUR);
    let run = run_from(
        Sync::new(first.clone(), options().anew(), now),
        &mut service,
        now,
        |_, _| {},
    );
    run.outcome.as_ref().expect("a complete sync");
    assert_eq!(run.snapshot.marker, first.marker);
    assert_eq!(run.snapshot.whole_at, first.whole_at);
}

#[test]
fn series_and_prices_have_ages_of_their_own() {
    let (mut service, first) = synced(30);
    for (hours, series, volumes) in [(2, 0, 0), (21, 0, 1), (73, 1, 1)] {
        let run = later(&first, &mut service, hours);
        run.outcome.as_ref().expect("a complete sync");
        let counted = (run.of(Kind::Series).len(), run.of(Kind::Volumes).len());
        assert_eq!(counted, (series, volumes), "{hours} hours later");
        assert_eq!(run.snapshot.series, first.series);
        assert_eq!(run.snapshot.products.len(), first.products.len());
        let oldest: Option<Timestamp> = run.snapshot.products_read.values().min().copied();
        assert_eq!(run.snapshot.priced_at, oldest);
    }
    // A book of a new series: only that is asked for.
    let mut item = active(&asin("N", 0), "New");
    item["series"] = json!([{"asin": asin("S", 90), "title": "A series", "sequence": "1"}]);
    service.series.insert(asin("S", 90), vec![asin("M", 900)]);
    service.happens(item);
    let run = later(&first, &mut service, 2);
    assert_eq!(run.of(Kind::Series)[0].get("asins"), asin("S", 90));
    assert_eq!(run.of(Kind::Volumes)[0].get("asins"), asin("M", 900));
}
