//! Reading the library: what is shown when, and what a scan must not do.

use audible::{Marketplace, Snapshot};
use serde_json::json;
use session::sync::{Failure, Part, SkippedPart, Sync};

use crate::service::{Kind, START, Service, first_sync, ok, options, run, run_from, status};

/// A snapshot of an earlier, complete sync of `count` titles.
fn synced(count: usize) -> Snapshot {
    let run = run(first_sync(), &mut Service::new(count, 1));
    run.outcome.expect("a complete sync");
    run.snapshot
}

fn asins(snapshot: &Snapshot) -> Vec<&str> {
    snapshot
        .items
        .iter()
        .map(|item| item.product.asin.as_str())
        .collect()
}

#[test]
fn everything_is_read() {
    let mut service = Service::new(30, 4);
    let run = run(first_sync(), &mut service);
    let summary = run.outcome.expect("a complete sync");
    assert_eq!((summary.titles, summary.people_left), (30, 0));
    assert_eq!((summary.unreadable, summary.skipped), (vec![], vec![]));
    assert_eq!(summary.requests, run.calls.len() as u64);
    let snapshot = &run.snapshot;
    assert_eq!(
        (
            snapshot.items.len(),
            snapshot.series.len(),
            snapshot.products.len()
        ),
        (30, 10, 20)
    );
    assert_eq!((snapshot.wishes.len(), snapshot.searches.len()), (3, 4));
    assert!(snapshot.read_at.is_some() && snapshot.priced_at.is_some());
    for part in [
        Part::Library,
        Part::Series,
        Part::Products,
        Part::Wishes,
        Part::Searches,
    ] {
        assert!(run.saves.contains(&part), "{part:?}");
    }
    assert!(!run.place.is_unfinished());
}

#[test]
fn a_thousand_titles_take_five_round_trips() {
    let run = run(first_sync(), &mut Service::new(1000, 20));
    run.outcome.expect("a complete sync");
    // Two pages; series; volumes in two waves of eight.
    let core = run.ranked_at.expect("people were ranked");
    assert!(core <= 500, "{core} ms at 100 ms a request");
}

#[test]
fn an_empty_library_is_read_to_its_end() {
    let run = run(first_sync(), &mut Service::new(0, 0));
    assert_eq!(run.outcome.expect("a complete sync").titles, 0);
    assert!(run.snapshot.read_at.is_some());
}

#[test]
fn a_first_sync_shows_pages_as_they_come() {
    let mut service = Service::new(250, 1);
    service.largest_page = 100;
    let mut seen = Vec::new();
    let run = run_from(first_sync(), &mut service, START, |sync, _| {
        let shown = sync.snapshot().items.len();
        if seen.last() != Some(&shown) {
            seen.push(shown);
        }
    });
    run.outcome.expect("a complete sync");
    assert_eq!(seen, [100, 200, 250]);
}

#[test]
fn a032_an_older_library_stays_until_a_scan_is_complete() {
    let old = synced(5);
    let mut service = Service::new(250, 1).with_fault(|call| {
        (call.kind == Kind::Library && call.number("continuation_token") == 100)
            .then(|| Ok(status(500)))
    });
    service.largest_page = 100;
    let sync = Sync::new(old.clone(), options(), START);
    let run = run_from(sync, &mut service, START, |sync, _| {
        assert_eq!(sync.snapshot().items, old.items);
    });
    assert_eq!(run.outcome, Err(Failure::Broken { status: 500 }));
    assert_eq!(
        (&run.snapshot.items, run.snapshot.read_at),
        (&old.items, old.read_at)
    );
    assert!(!run.saves.contains(&Part::Library));
}

#[test]
fn a020_an_empty_page_is_no_end() {
    let mut service = Service::new(3, 1).with_fault(|call| {
        let mut response = ok(&json!({"items": []}));
        response.headers_mut().insert("total-count", 3.into());
        response
            .headers_mut()
            .insert("continuation-token", "0".parse().expect("a value"));
        (call.kind == Kind::Library && call.nth == 0).then_some(Ok(response))
    });
    let run = run(first_sync(), &mut service);
    assert_eq!(run.outcome.expect("a complete sync").titles, 3);
}

#[test]
fn a012_a_library_without_names_is_read_again() {
    let nameless = |call: &crate::service::Call, times| {
        let items: Vec<_> = (0..3).map(|n| json!({"asin": crate::service::asin("B", n), "title": null, "status": "Active"})).collect();
        (call.kind == Kind::Library && call.nth < times).then(|| Ok(ok(&json!({ "items": items }))))
    };
    for times in [1, 2] {
        let mut service = Service::new(3, 1).with_fault(move |call| nameless(call, times));
        let run = run(first_sync(), &mut service);
        let summary = run.outcome.expect("a complete sync");
        assert_eq!((summary.titles, summary.unreadable), (3, vec![]), "{times}");
    }
    let old = synced(5);
    let mut service = Service::new(3, 1).with_fault(move |call| nameless(call, usize::MAX));
    let run = run(Sync::new(old.clone(), options(), START), &mut service);
    assert!(matches!(run.outcome, Err(Failure::Bug { .. })));
    assert_eq!(run.of(Kind::Library).len(), 3, "twice again at most");
    assert_eq!(run.snapshot.items, old.items);
}

#[test]
fn a024_titles_that_were_counted_and_not_listed_are_asked_for_again_and_kept() {
    let old = synced(5);
    let mut service = Service::new(3, 1);
    service.total = Some(5);
    let run = run(Sync::new(old.clone(), options(), START), &mut service);
    let summary = run.outcome.expect("a complete sync");
    assert_eq!(
        run.calls
            .iter()
            .filter(|call| call.kind == Kind::Library)
            .count(),
        3
    );
    assert_eq!(
        summary
            .skipped
            .iter()
            .map(|skipped| skipped.what.clone())
            .collect::<Vec<_>>(),
        [SkippedPart::Titles(2)]
    );
    assert_eq!(
        asins(&run.snapshot),
        asins(&old),
        "nothing counts as removed"
    );
}

#[test]
fn a031_titles_that_vanished_go() {
    let run = run(
        Sync::new(synced(5), options(), START),
        &mut Service::new(3, 1),
    );
    assert_eq!(run.outcome.expect("a complete sync").titles, 3);
}

#[test]
fn a071_of_two_copies_the_one_that_plays_stays() {
    let mut service = Service::new(1, 1);
    let mut playable = service.items[0].clone();
    playable["customer_rights"] = json!({"is_consumable": true});
    service.items.push(playable);
    let run = run(first_sync(), &mut service);
    assert_eq!(run.outcome.expect("a complete sync").titles, 1);
    let rights = run.snapshot.items[0]
        .product
        .rights
        .as_ref()
        .expect("rights");
    assert_eq!(rights.consumable, Some(true));
}

#[test]
fn a071_of_two_copies_the_one_that_was_bought_stays() {
    let mut service = Service::new(1, 1);
    let mut bought = service.items[0].clone();
    bought["origin_type"] = json!("Purchase");
    service.items[0]["origin_type"] = json!(null);
    service.items[0]["customer_rights"] = json!({"is_consumable": true});
    service.items.push(bought);
    let run = run(first_sync(), &mut service);
    assert!(run.snapshot.items[0].purchased);
}

#[test]
fn an_unreadable_item_is_named_and_its_older_copy_kept() {
    let old = synced(3);
    let mut service = Service::new(3, 1);
    service.items[1]["title"] = json!(null);
    let run = run(Sync::new(old, options(), START), &mut service);
    let summary = run.outcome.expect("a complete sync");
    assert_eq!(summary.titles, 3);
    let named: Vec<_> = summary.unreadable.iter().map(ToString::to_string).collect();
    assert_eq!(named, ["B000000001"]);
}

#[test]
fn pages_without_end_are_given_up() {
    let mut service = Service::new(3, 1).with_fault(|call| {
        let mut response = ok(&json!({"items": []}));
        response
            .headers_mut()
            .insert("continuation-token", call.at.into());
        (call.kind == Kind::Library).then_some(Ok(response))
    });
    let run = run(first_sync(), &mut service);
    assert!(matches!(run.outcome, Err(Failure::Bug { .. })));
}

#[test]
fn a018_slow_pages_become_small_ones() {
    let mut service = Service::new(600, 1).with_fault(|call| {
        (call.kind == Kind::Library && call.number("num_results") > 250).then(|| Ok(status(408)))
    });
    let run = run(first_sync(), &mut service);
    assert_eq!(run.outcome.as_ref().expect("a complete sync").titles, 600);
    let sizes: Vec<_> = run
        .of(Kind::Library)
        .iter()
        .map(|call| call.number("num_results"))
        .collect();
    assert_eq!(sizes, [500, 250, 250, 250]);
}

#[test]
fn a_continuation_that_grew_old_begins_again() {
    let mut service = Service::new(250, 1).with_fault(|call| {
        let is_first = call.kind == Kind::Library && call.nth == 1;
        is_first.then(|| Ok(status(400)))
    });
    service.largest_page = 100;
    let run = run(first_sync(), &mut service);
    assert_eq!(run.outcome.expect("a complete sync").titles, 250);
}

#[test]
fn the_store_is_kept() {
    let snapshot = Snapshot::new(Marketplace::De);
    let mut sync = Sync::new(snapshot, options(), START);
    let hosts: Vec<_> = sync
        .poll(START)
        .into_iter()
        .filter_map(|action| match action {
            session::sync::Action::Send { request, .. } => request.uri().host().map(str::to_owned),
            _ => None,
        })
        .collect();
    assert_eq!(
        hosts, ["api.audible.de"; 3],
        "library, wish list and statistics at once"
    );
}
