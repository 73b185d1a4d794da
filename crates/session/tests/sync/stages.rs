//! Series, missing volumes and the wish list.

use serde_json::json;
use session::sync::{Failure, SkippedPart, Sync};

use crate::service::{Kind, START, Service, asin, first_sync, ok, options, run, status, title};

#[test]
fn batches_hold_fifty_at_most_and_every_asin_once() {
    let run = run(first_sync(), &mut Service::new(400, 1));
    run.outcome.as_ref().expect("a complete sync");
    for kind in [Kind::Series, Kind::Volumes] {
        let mut asked = Vec::new();
        for call in run.of(kind) {
            let asins: Vec<_> = call.get("asins").split(',').map(str::to_owned).collect();
            assert!(asins.len() <= 50, "{}", asins.len());
            asked.extend(asins);
        }
        let count = asked.len();
        asked.sort();
        asked.dedup();
        assert_eq!(asked.len(), count, "{kind:?}");
    }
    assert!(
        run.of(Kind::Volumes)
            .iter()
            .all(|call| !call.get("asins").contains("B0000")),
        "owned volumes are not asked for"
    );
}

#[test]
fn podcasts_have_no_series_to_complete() {
    let mut service = Service::new(3, 1);
    for item in &mut service.items {
        item["content_delivery_type"] = json!("PodcastParent");
    }
    let run = run(first_sync(), &mut service);
    run.outcome.as_ref().expect("a complete sync");
    assert_eq!(run.of(Kind::Series).len(), 0);
}

#[test]
fn a080_hollow_volumes_are_not_offered() {
    let mut service = Service::new(3, 1);
    service.products.remove(&asin("M", 1));
    let run = run(first_sync(), &mut service);
    run.outcome.expect("a complete sync");
    let unavailable: Vec<_> = run
        .snapshot
        .unavailable
        .iter()
        .map(audible::Asin::as_str)
        .collect();
    assert_eq!(unavailable, [asin("M", 1)]);
    assert_eq!(run.snapshot.products.len(), 1);
}

#[test]
fn a_volume_that_is_offered_again_is_no_longer_unavailable() {
    let mut service = Service::new(3, 1);
    let volume = service.products.remove(&asin("M", 1)).expect("a volume");
    let first = run(first_sync(), &mut service);
    service.products.insert(asin("M", 1), volume);
    let again = run(
        Sync::new(first.snapshot, options().anew(), START),
        &mut service,
    );
    assert_eq!(again.snapshot.unavailable, []);
    assert_eq!(again.snapshot.products.len(), 2);
    service.products.remove(&asin("M", 0));
    let third = run(
        Sync::new(again.snapshot, options().anew(), START),
        &mut service,
    );
    assert_eq!(
        (
            third.snapshot.unavailable.len(),
            third.snapshot.products.len()
        ),
        (1, 1)
    );
}

#[test]
fn a081_what_an_answer_left_out_is_asked_for_twice_again() {
    for (times, comes) in [(1, true), (2, true), (3, false)] {
        let mut service = Service::new(3, 1).with_fault(move |call| {
            let leaves_out = call.kind == Kind::Volumes && call.nth < times;
            leaves_out.then(|| Ok(ok(&json!({"products": [title(&asin("M", 0))]}))))
        });
        let run = run(first_sync(), &mut service);
        let summary = run.outcome.as_ref().expect("a complete sync");
        assert_eq!(
            run.snapshot.products.len(),
            if comes { 2 } else { 1 },
            "{times}"
        );
        assert_eq!(run.of(Kind::Volumes).len(), times.min(2) + 1);
        assert_eq!(run.of(Kind::Volumes)[1].get("asins"), asin("M", 1));
        let skipped: Vec<_> = summary
            .skipped
            .iter()
            .map(|skipped| &skipped.what)
            .collect();
        assert_eq!(skipped.is_empty(), comes);
    }
}

#[test]
fn products_that_nobody_asked_for_are_ignored() {
    let mut service = Service::new(3, 1).with_fault(|call| {
        (call.kind == Kind::Volumes).then(|| {
            Ok(ok(&json!({"products": [title(&asin("M", 0)), title(&asin("M", 1)), title(&asin("X", 1)), {"asin": asin("X", 2)}]})))
        })
    });
    let run = run(first_sync(), &mut service);
    run.outcome.expect("a complete sync");
    assert_eq!(
        (run.snapshot.products.len(), run.snapshot.unavailable.len()),
        (2, 0)
    );
}

#[test]
fn a_refused_batch_is_left_out_and_the_rest_is_read() {
    let mut service =
        Service::new(30, 2).with_fault(|call| (call.kind == Kind::Series).then(|| Ok(status(400))));
    let run = run(first_sync(), &mut service);
    let summary = run.outcome.expect("a complete sync");
    assert_eq!(summary.skipped[0].what, SkippedPart::Series(10));
    assert_eq!(
        (run.snapshot.items.len(), run.snapshot.searches.len()),
        (30, 2)
    );
}

#[test]
fn what_the_library_no_longer_names_is_forgotten() {
    let first = run(first_sync(), &mut Service::new(30, 1));
    let again = run(
        Sync::new(first.snapshot, options(), START),
        &mut Service::new(3, 1),
    );
    again.outcome.expect("a complete sync");
    assert_eq!(
        (again.snapshot.series.len(), again.snapshot.products.len()),
        (1, 2)
    );
}

#[test]
fn a107_wishes_come_one_page_at_a_time() {
    for (count, pages) in [(0, 1), (49, 1), (50, 1), (120, 3)] {
        let mut service = Service::new(3, 1);
        service.wishes = (0..count).map(|n| title(&asin("W", n))).collect();
        let run = run(first_sync(), &mut service);
        run.outcome.as_ref().expect("a complete sync");
        assert_eq!(run.snapshot.wishes.len(), count);
        assert_eq!(run.most_wishes_in_flight, 1);
        let asked: Vec<_> = run
            .of(Kind::Wishes)
            .iter()
            .map(|call| call.number("page"))
            .collect();
        assert_eq!(asked, (0..pages).collect::<Vec<_>>());
    }
}

#[test]
fn a_wish_list_that_repeats_itself_ends() {
    let page: Vec<_> = (0..50).map(|n| title(&asin("W", n))).collect();
    let mut service = Service::new(3, 1).with_fault(move |call| {
        (call.kind == Kind::Wishes)
            .then(|| Ok(ok(&json!({"products": page, "total_results": 1000}))))
    });
    let run = run(first_sync(), &mut service);
    run.outcome.as_ref().expect("a complete sync");
    assert_eq!(
        (run.snapshot.wishes.len(), run.of(Kind::Wishes).len()),
        (50, 2)
    );
}

#[test]
fn without_a_wish_list_the_older_one_stays_and_the_rest_is_read() {
    let first = run(first_sync(), &mut Service::new(3, 1));
    for answer in [500, 404] {
        let mut service = Service::new(3, 1)
            .with_fault(move |call| (call.kind == Kind::Wishes).then(|| Ok(status(answer))));
        let again = run(
            Sync::new(first.snapshot.clone(), options(), START),
            &mut service,
        );
        let summary = again.outcome.expect("a complete sync");
        assert_eq!(summary.skipped[0].what, SkippedPart::Wishes);
        assert_eq!(again.snapshot.wishes, first.snapshot.wishes);
    }
}

#[test]
fn a_service_that_breaks_down_ends_the_sync() {
    let mut service =
        Service::new(3, 1).with_fault(|call| (call.kind == Kind::Volumes).then(|| Ok(status(503))));
    let run = run(first_sync(), &mut service);
    assert_eq!(run.outcome, Err(Failure::Broken { status: 503 }));
    assert_eq!(run.snapshot.items.len(), 3, "what has arrived is kept");
    assert!(run.snapshot.read_at.is_some());
}
