//! Cancelling, and going on where it stopped.

use session::sync::{Failure, Place, Sync};

use crate::service::{Kind, Run, START, Service, first_sync, options, run, run_from};

fn cancelled_after(answers: usize, service: &mut Service, sync: Sync) -> Run {
    run_from(sync, service, START, |sync, answered| {
        if answered == answers {
            sync.cancel();
        }
    })
}

/// What is stored is read back.
fn stored(place: &Place) -> Place {
    serde_json::from_str(&serde_json::to_string(place).expect("JSON")).expect("a place")
}

fn large() -> Service {
    let mut service = Service::new(450, 20);
    service.largest_page = 100;
    service
}

#[test]
fn wherever_it_stops_it_goes_on_and_nothing_is_lost() {
    let whole = run(first_sync(), &mut large());
    let answers = whole.calls.len();
    for stop in 1..answers {
        let mut service = large();
        let stopped = cancelled_after(stop, &mut service, first_sync());
        assert_eq!(stopped.outcome, Err(Failure::Cancelled), "{stop}");
        assert!(stopped.place.is_unfinished());
        let later = START.plus_millis(3_600_000);
        let sync = Sync::resume(stopped.snapshot, options(), stored(&stopped.place), later);
        let resumed = run_from(sync, &mut service, later, |_, _| {});
        assert_eq!(
            resumed.outcome.as_ref().expect("a complete sync").titles,
            450,
            "{stop}"
        );
        let (a, b) = (&resumed.snapshot, &whole.snapshot);
        assert_eq!(a.items, b.items, "{stop}");
        assert_eq!(
            (
                a.series.len(),
                a.products.len(),
                a.wishes.len(),
                a.searches.len()
            ),
            (
                b.series.len(),
                b.products.len(),
                b.wishes.len(),
                b.searches.len()
            ),
            "{stop}"
        );
        // What was in flight is asked again, and what is about the member from its beginning.
        let member = whole.of(Kind::Member).len();
        assert!(
            stopped.calls.len() + resumed.calls.len() <= answers + 13 + member,
            "{stop}: {} and {} of {answers}",
            stopped.calls.len(),
            resumed.calls.len()
        );
    }
}

#[test]
fn a_first_scan_goes_on_after_its_last_page() {
    let mut service = large();
    let stopped = run_from(first_sync(), &mut service, START, |sync, _| {
        if sync.snapshot().items.len() == 200 {
            sync.cancel();
        }
    });
    let sync = Sync::resume(stopped.snapshot, options(), stored(&stopped.place), START);
    let resumed = run_from(sync, &mut service, START, |_, _| {});
    let pages: Vec<_> = resumed
        .of(Kind::Library)
        .iter()
        .map(|call| call.number("continuation_token"))
        .collect();
    assert_eq!(pages, [200, 300, 400]);
}

#[test]
fn pages_of_a_first_scan_that_were_not_stored_are_read_again() {
    let mut service = large();
    let stopped = run_from(first_sync(), &mut service, START, |sync, _| {
        if sync.snapshot().items.len() == 200 {
            sync.cancel();
        }
    });
    let mut snapshot = stopped.snapshot;
    snapshot.items.truncate(100);
    let resumed = run(
        Sync::resume(snapshot, options(), stored(&stopped.place), START),
        &mut service,
    );
    assert_eq!(resumed.outcome.expect("a complete sync").titles, 450);
}

#[test]
fn a_later_scan_begins_again_with_the_older_library_shown() {
    let first = run(first_sync(), &mut Service::new(5, 1));
    let mut service = large();
    let sync = Sync::new(first.snapshot.clone(), options(), START);
    let stopped = cancelled_after(2, &mut service, sync);
    assert_eq!(stopped.snapshot.items, first.snapshot.items);
    let resumed = run(
        Sync::resume(stopped.snapshot, options(), stored(&stopped.place), START),
        &mut service,
    );
    assert_eq!(resumed.outcome.expect("a complete sync").titles, 450);
}

#[test]
fn a_place_that_is_finished_or_a_day_old_is_a_new_beginning() {
    let finished = run(first_sync(), &mut large());
    let again = run(
        Sync::resume(finished.snapshot, options(), finished.place, START),
        &mut large(),
    );
    assert_eq!(again.of(Kind::Library).len(), 5);

    let stopped = cancelled_after(20, &mut large(), first_sync());
    let later = START.plus_millis(25 * 60 * 60 * 1000);
    let sync = Sync::resume(stopped.snapshot, options(), stopped.place, later);
    let again = run_from(sync, &mut large(), later, |_, _| {});
    assert_eq!(again.of(Kind::Library).len(), 5);
}

#[test]
fn what_could_not_be_read_is_still_named() {
    for stop in 1..14 {
        let odd = || {
            let mut service = large();
            service.items[3]["title"] = serde_json::Value::Null;
            service
        };
        let mut service = odd();
        let stopped = cancelled_after(stop, &mut service, first_sync());
        let sync = Sync::resume(stopped.snapshot, options(), stored(&stopped.place), START);
        let summary = run(sync, &mut service).outcome.expect("a complete sync");
        let named: Vec<_> = summary.unreadable.iter().map(ToString::to_string).collect();
        assert_eq!(
            (summary.titles, named),
            (449, vec!["B000000003".to_owned()]),
            "{stop}"
        );
    }
}

#[test]
fn answers_after_the_end_change_nothing() {
    let mut service = large();
    let stopped = run_from(first_sync(), &mut service, START, |sync, answered| {
        if answered == 3 {
            sync.cancel();
            sync.cancel();
        }
    });
    assert_eq!(stopped.outcome, Err(Failure::Cancelled));
}
