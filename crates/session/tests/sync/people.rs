//! Searches for authors and narrators (API reference, 4.2 and 12).

use audible::Snapshot;
use serde_json::json;
use session::sync::{Options, SkippedPart, Sync};

use crate::service::{
    Kind, START, Service, asin, first_sync, ok, options, run, run_from, status, title,
};

fn prolific(count: usize) -> Service {
    let mut service = Service::new(1, 1);
    service.people.insert(
        "Author 0".to_owned(),
        (0..count).map(|n| title(&asin("P", n))).collect(),
    );
    service
}

fn pages(run: &crate::service::Run) -> Vec<(String, usize)> {
    run.of(Kind::Person)
        .iter()
        .map(|call| (call.get("products_sort_by").to_owned(), call.number("page")))
        .collect()
}

#[test]
fn all_pages_of_a_person() {
    for (count, requests) in [
        (0, 1),
        (1, 1),
        (49, 1),
        (50, 1),
        (51, 2),
        (203, 5),
        (450, 9),
    ] {
        let run = run(first_sync(), &mut prolific(count));
        run.outcome.as_ref().expect("a complete sync");
        let search = &run.snapshot.searches[0];
        assert_eq!(
            (search.products.len(), search.complete),
            (count, true),
            "{count}"
        );
        assert_eq!(pages(&run).len(), requests, "{count}");
    }
}

#[test]
fn a087_beyond_the_ceiling_the_other_order_goes_on() {
    // Ten pages and the repeated one, then upwards until the two meet.
    let middling = run(first_sync(), &mut prolific(600));
    let search = &middling.snapshot.searches[0];
    assert_eq!((search.products.len(), search.complete), (600, true));
    assert_eq!(pages(&middling).len(), 11 + 3);

    let huge = run(first_sync(), &mut prolific(1138));
    let search = &huge.snapshot.searches[0];
    assert_eq!((search.products.len(), search.complete), (1000, false));
    assert_eq!(pages(&huge).len(), 11 + 11);
}

#[test]
fn an_order_that_is_ignored_is_not_taken_for_complete() {
    let mut service = prolific(600).with_fault(|call| {
        (call.kind == Kind::Person).then(|| {
            let page = call.number("page").min(9) * 50;
            let products: Vec<_> = (page..page + 50).map(|n| title(&asin("P", n))).collect();
            Ok(ok(&json!({"products": products, "total_results": 600})))
        })
    });
    let run = run(first_sync(), &mut service);
    run.outcome.as_ref().expect("a complete sync");
    let search = &run.snapshot.searches[0];
    assert_eq!((search.products.len(), search.complete), (500, false));
}

#[test]
fn a090_the_whole_shop_is_no_answer() {
    let mut service = Service::new(1, 1).with_fault(|call| {
        (call.kind == Kind::Person).then(|| {
            Ok(ok(
                &json!({"products": [title(&asin("P", 1))], "total_results": 73_810}),
            ))
        })
    });
    let run = run(first_sync(), &mut service);
    let summary = run.outcome.expect("a complete sync");
    assert_eq!(
        summary.skipped[0].what,
        SkippedPart::Person("Author 0".to_owned())
    );
    assert_eq!(run.snapshot.searches, []);
}

#[test]
fn a_person_whom_the_service_does_not_like_is_left_out() {
    let mut service = Service::new(10, 5)
        .with_fault(|call| (call.get("author") == "Author 3").then(|| Ok(status(400))));
    let run = run(first_sync(), &mut service);
    let summary = run.outcome.expect("a complete sync");
    assert_eq!(summary.skipped.len(), 1);
    assert_eq!(run.snapshot.searches.len(), 4);
}

#[test]
fn the_first_of_each_role_and_the_rest_by_looking_further() {
    let mut service = Service::new(300, 150);
    for (n, item) in service.items.iter_mut().enumerate() {
        item["narrators"] = json!([{"name": format!("Narrator {}", n % 120)}]);
    }
    let first = run(first_sync(), &mut service);
    let summary = first.outcome.expect("a complete sync");
    assert_eq!(first.snapshot.searches.len(), 200);
    assert_eq!(summary.people_left, 70);

    let further = Options {
        look_further: true,
        ..options()
    };
    let second = run(Sync::new(first.snapshot, further, START), &mut service);
    assert_eq!(second.of(Kind::Person).len(), 70, "nobody twice");
    assert_eq!(second.outcome.expect("a complete sync").people_left, 0);

    let third = run(Sync::new(second.snapshot, options(), START), &mut service);
    assert_eq!(
        (third.of(Kind::Person).len(), third.snapshot.searches.len()),
        (0, 270)
    );
    assert_eq!(third.outcome.expect("a complete sync").people_left, 0);
}

#[test]
fn results_are_kept_for_seven_days() {
    let mut service = Service::new(10, 5);
    let first = run(first_sync(), &mut service);
    let day = 24 * 60 * 60 * 1000;
    for (days, searches) in [(6, 0), (8, 5), (-1, 0), (-8, 5)] {
        let now = START.plus_millis(days * day);
        let sync = Sync::new(first.snapshot.clone(), options(), now);
        let again = run_from(sync, &mut service, now, |_, _| {});
        again.outcome.as_ref().expect("a complete sync");
        assert_eq!(again.of(Kind::Person).len(), searches, "after {days} days");
        assert_eq!(again.snapshot.searches.len(), 5);
    }
}

#[test]
fn people_who_left_the_library_are_forgotten() {
    let first = run(first_sync(), &mut Service::new(10, 5));
    let again = run(
        Sync::new(first.snapshot, options(), START),
        &mut Service::new(10, 2),
    );
    assert_eq!(names(&again.snapshot), ["Author 0", "Author 1"]);
}

#[test]
fn one_person_is_finished_before_many_are_begun() {
    let mut service = Service::new(100, 100);
    for person in service.people.values_mut() {
        *person = (0..120).map(|n| title(&asin("P", n))).collect();
    }
    let mut finished_after = Vec::new();
    let run = run_from(first_sync(), &mut service, START, |sync, answers| {
        if sync.snapshot().searches.len() == 8 && finished_after.is_empty() {
            finished_after.push(answers);
        }
    });
    run.outcome.as_ref().expect("a complete sync");
    // Three pages each, eight at once.
    assert!(finished_after[0] < 50, "{finished_after:?}");
}

fn names(snapshot: &Snapshot) -> Vec<&str> {
    snapshot
        .searches
        .iter()
        .map(|search| search.query.name.as_str())
        .collect()
}
