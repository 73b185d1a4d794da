//! Repeats, pauses, width and the renewal of tokens (API reference, 1.3 and 1.9).

use serde_json::json;
use session::sync::{Action, Failure, Lost, Place, Sync};

use crate::service::{
    Answer, Call, Kind, START, Service, first_sync, ok, options, retry_after, run, run_from, status,
};

fn at_first(
    kind: Kind,
    answer: impl Fn() -> Answer + 'static,
) -> impl FnMut(&Call) -> Option<Answer> {
    move |call| (call.kind == kind && call.nth == 0).then(&answer)
}

/// The waits between the calls of a kind, without the latency of 100 ms.
fn waits(calls: &[&Call]) -> Vec<i64> {
    calls
        .windows(2)
        .map(|pair| pair[1].at - pair[0].at - 100)
        .collect()
}

#[test]
fn what_passes_is_repeated_six_times_with_growing_waits() {
    let passing: [fn() -> Answer; 8] = [
        || Ok(status(429)),
        || Ok(status(500)),
        || Ok(status(502)),
        || Ok(status(503)),
        || Ok(status(504)),
        || Ok(status(200)),
        || Ok(ok(&json!({"message": "No response groups populated."}))),
        || Err(Lost::Offline),
    ];
    for answer in passing {
        let mut service =
            Service::new(3, 1).with_fault(move |call| (call.kind == Kind::Library).then(answer));
        let run = run(first_sync(), &mut service);
        assert!(run.outcome.is_err());
        let waits = waits(&run.of(Kind::Library));
        assert_eq!(waits.len(), 6, "{:?}", run.outcome);
        for (repeat, wait) in waits.iter().enumerate() {
            let whole = 500 << repeat;
            assert!((whole / 2..=whole).contains(wait), "{repeat}: {wait}");
        }
    }
}

#[test]
fn one_repeat_is_enough_if_it_works() {
    let mut service = Service::new(3, 1).with_fault(at_first(Kind::Library, || Err(Lost::Offline)));
    let run = run(first_sync(), &mut service);
    assert_eq!(run.outcome.expect("a complete sync").titles, 3);
}

#[test]
fn how_it_ends_says_what_to_do() {
    let cases: [(fn() -> Answer, Failure); 5] = [
        (|| Err(Lost::Offline), Failure::Offline),
        (|| Err(Lost::Unreachable), Failure::Unreachable),
        (|| Err(Lost::Refused), Failure::RelayRefused),
        (|| Ok(status(503)), Failure::Broken { status: 503 }),
        (|| Ok(status(403)), Failure::TurnedAway),
    ];
    for (answer, failure) in cases {
        let mut service =
            Service::new(3, 1).with_fault(move |call| (call.kind == Kind::Library).then(answer));
        assert_eq!(run(first_sync(), &mut service).outcome, Err(failure));
    }
}

#[test]
fn bad_requests_are_not_repeated() {
    let mut service =
        Service::new(3, 1).with_fault(|call| (call.kind == Kind::Library).then(|| Ok(status(400))));
    let run = run(first_sync(), &mut service);
    assert!(matches!(run.outcome, Err(Failure::Bug { .. })));
    assert_eq!(run.of(Kind::Library).len(), 1);
}

#[test]
fn a007_retry_after() {
    let one_minute = 60_000;
    let own = 250..=500;
    let cases = [
        ("7", 7_000..=7_000),
        ("60", one_minute..=one_minute),
        ("Thu, 01 Jan 2026 00:00:09 GMT", 9_000..=9_000),
        ("-1", own.clone()),
        ("NaN", own.clone()),
        ("864000", own.clone()),
        ("soon", own),
    ];
    for code in [429, 503] {
        for (value, wait) in &cases {
            let value = (*value).to_owned();
            let mut service = Service::new(3, 1).with_fault({
                let value = value.clone();
                at_first(Kind::Library, move || Ok(retry_after(code, &value)))
            });
            let run = run(first_sync(), &mut service);
            run.outcome.as_ref().expect("a complete sync");
            let waited = waits(&run.of(Kind::Library))[0];
            assert!(wait.contains(&waited), "{code} {value}: {waited}");
        }
    }
}

#[test]
fn a_long_pause_stops_the_sync_and_is_kept_to() {
    let mut service =
        Service::new(30, 1).with_fault(at_first(Kind::Volumes, || Ok(retry_after(429, "3600"))));
    let first = run(first_sync(), &mut service);
    let until = START.plus_millis(first.ended_at + 3_600_000);
    assert_eq!(first.outcome, Err(Failure::AskedToWait { until }));
    assert_eq!(first.place.not_before(), Some(until));

    let place: Place =
        serde_json::from_value(serde_json::to_value(&first.place).expect("JSON")).expect("a place");
    assert_eq!(place, first.place);
    let too_early = until.plus_millis(-1);
    let mut sync = Sync::resume(first.snapshot.clone(), options(), place.clone(), too_early);
    assert!(matches!(
        sync.poll(too_early)[..],
        [Action::Failed(Failure::AskedToWait { .. })]
    ));
    assert_eq!(
        sync.place().not_before(),
        Some(until),
        "still to be kept to"
    );

    let sync = Sync::resume(first.snapshot, options(), place, until);
    let second = run_from(sync, &mut service, until, |_, _| {});
    second.outcome.as_ref().expect("a complete sync");
    assert_eq!(
        (
            second.of(Kind::Library).len(),
            second.of(Kind::Series).len()
        ),
        (0, 0)
    );
}

#[test]
fn a_pause_holds_everything_up() {
    let mut service =
        Service::new(1000, 1).with_fault(at_first(Kind::Volumes, || Ok(retry_after(429, "5"))));
    let run = run(first_sync(), &mut service);
    run.outcome.as_ref().expect("a complete sync");
    let asked = run.of(Kind::Volumes)[0].at + 100;
    assert!(
        run.calls
            .iter()
            .all(|call| call.at <= asked || call.at >= asked + 5_000)
    );
}

#[test]
fn eight_at_once_halved_when_told_and_slowly_raised() {
    let mut service = Service::new(3000, 1);
    let full = run(first_sync(), &mut service);
    assert_eq!(full.in_flight.iter().max(), Some(&8));

    for answer in [429, 503] {
        let mut service =
            Service::new(6000, 1).with_fault(at_first(Kind::Volumes, move || Ok(status(answer))));
        let run = run(first_sync(), &mut service);
        run.outcome.as_ref().expect("a complete sync");
        let told = run.of(Kind::Volumes)[0].at + 100;
        let catalog: Vec<_> = run
            .calls
            .iter()
            .filter(|call| !matches!(call.kind, Kind::Library | Kind::Wishes | Kind::Member))
            .collect();
        // Those that were under way when it was said are answered before the pause is over.
        let after: Vec<_> = catalog
            .iter()
            .zip(&run.in_flight)
            .filter(|(call, _)| call.at > told)
            .map(|(_, in_flight)| *in_flight)
            .collect();
        assert!(
            after[..8].iter().all(|in_flight| *in_flight <= 4),
            "{after:?}"
        );
        assert!(
            after.contains(&5) && after.contains(&8),
            "raised again: {after:?}"
        );
    }
}

#[test]
fn a003_many_refusals_ask_for_one_renewal() {
    let mut service = Service::new(1000, 1)
        .with_fault(|call| (call.kind == Kind::Volumes && call.nth < 8).then(|| Ok(status(401))));
    let run = run(first_sync(), &mut service);
    run.outcome.as_ref().expect("a complete sync");
    assert_eq!(run.renewals, 1);
    assert_eq!(run.snapshot.products.len(), 668);
}

#[test]
fn a002_a_token_that_expires_between_pages_keeps_the_place() {
    let mut service = Service::new(250, 1)
        .with_fault(|call| (call.kind == Kind::Library && call.nth == 1).then(|| Ok(status(401))));
    service.largest_page = 100;
    let run = run(first_sync(), &mut service);
    assert_eq!(
        (
            run.outcome.as_ref().expect("a complete sync").titles,
            run.renewals
        ),
        (250, 1)
    );
    let pages: Vec<_> = run
        .of(Kind::Library)
        .iter()
        .map(|call| call.number("continuation_token"))
        .collect();
    assert_eq!(pages, [0, 100, 100, 200]);
}

#[test]
fn a_second_refusal_ends_it() {
    let mut service =
        Service::new(3, 1).with_fault(|call| (call.kind == Kind::Library).then(|| Ok(status(401))));
    let run = run(first_sync(), &mut service);
    assert_eq!(
        (run.outcome.clone(), run.renewals),
        (Err(Failure::Unauthorized), 1)
    );
    assert_eq!(run.of(Kind::Library).len(), 2);
}

#[test]
fn nothing_is_sent_while_a_token_is_renewed() {
    let mut service = Service::new(1000, 1).with_fault(at_first(Kind::Volumes, || Ok(status(401))));
    let run = run(first_sync(), &mut service);
    run.outcome.as_ref().expect("a complete sync");
    let refused = run.of(Kind::Volumes)[0].at + 100;
    assert!(
        run.calls
            .iter()
            .all(|call| call.at <= refused || call.at >= refused + 100)
    );
}

#[test]
fn the_relays_own_limit_is_a_pause() {
    let mut service = Service::new(3, 1).with_fault(at_first(Kind::Library, || {
        Err(Lost::TooMany { after_s: 3 })
    }));
    let run = run(first_sync(), &mut service);
    run.outcome.as_ref().expect("a complete sync");
    assert_eq!(waits(&run.of(Kind::Library)), [3_000]);
}

#[test]
fn a_relay_that_carries_twenty_a_second_is_no_obstacle() {
    let (mut allowed, mut last) = (300_i64 * 50, 0);
    let mut service = Service::new(300, 100).with_fault(move |call| {
        // One request costs what 50 ms bring.
        allowed = (allowed + call.at - last).min(300 * 50);
        last = call.at;
        if allowed >= 50 {
            allowed -= 50;
            None
        } else {
            Some(Err(Lost::TooMany { after_s: 1 }))
        }
    });
    for products in service.people.values_mut() {
        *products = (0..400)
            .map(|n| crate::service::title(&crate::service::asin("P", n)))
            .collect();
    }
    let run = run(first_sync(), &mut service);
    run.outcome.as_ref().expect("a complete sync");
    assert_eq!(run.snapshot.searches.len(), 100);
    let carried = i64::try_from(run.calls.len()).expect("a number");
    let needed = (carried - 300) * 50;
    assert!(run.ended_at < 2 * needed, "{} ms of {needed}", run.ended_at);
}
