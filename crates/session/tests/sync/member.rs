//! Statistics, finished titles and plans.

use audible::Timestamp;
use session::sync::{Failure, Part, SkippedPart, Sync};

use crate::service::{Call, Kind, START, Service, first_sync, ok, options, run, run_from, status};

fn heard() -> Service {
    let mut service = Service::new(3, 1);
    service.heard = [(2017, 5_000), (2020, 7_000), (2024, 9_000)].into();
    service.finished = vec!["B000000001".to_owned()];
    service
}

fn asked<'a>(calls: &[&'a Call], name: &str) -> Vec<&'a str> {
    let all = calls.iter().map(|call| call.get(name));
    all.filter(|value| !value.is_empty()).collect()
}

#[test]
fn everything_the_store_counted_is_read_once() {
    let run = run(first_sync(), &mut heard());
    let summary = run.outcome.as_ref().expect("a complete sync");
    assert_eq!(summary.skipped, []);
    let listening = &run.snapshot.listening;
    let years: Vec<_> = listening.years.iter().map(|it| (it.year, it.ms)).collect();
    assert_eq!(years, [(2017, 5_000), (2020, 7_000), (2024, 9_000)]);
    let months = listening.months.iter();
    let months: Vec<_> = months.map(|it| (it.year, it.month, it.ms)).collect();
    assert_eq!(
        months,
        [(2017, 3, 5_000), (2020, 3, 7_000), (2024, 3, 9_000)]
    );
    assert_eq!(listening.total_ms, Some(21_000));
    assert_eq!(listening.days.len(), 1);
    assert_eq!(listening.finished.len(), 1);
    assert!(listening.read_at.is_some());
    let plan = &run.snapshot.memberships.list[0];
    assert_eq!(plan.plan.as_deref(), Some("Premium Plus"));
    assert_eq!(plan.next_amount.map(|money| money.minor), Some(1495));
    assert!(run.saves.contains(&Part::Member));
    // Years until they make up the total; no year's months twice; days of a year back.
    let calls = run.of(Kind::Member);
    assert_eq!(
        asked(&calls, "yearly_listening_interval_start_date"),
        ["2021", "2015"]
    );
    let mut months = asked(&calls, "monthly_listening_interval_start_date");
    months.sort_unstable();
    assert_eq!(months, ["2017-01", "2020-01", "2024-01", "2026-01"]);
    assert_eq!(
        asked(&calls, "daily_listening_interval_start_date").len(),
        12
    );
    assert_eq!(calls.len(), 12 + 2);
}

#[test]
fn what_either_list_says_is_finished_is_finished() {
    let mut service = heard();
    service.items[2]["is_finished"] = serde_json::json!(true);
    let finished = |run: &crate::service::Run| {
        let items = run.snapshot.items.iter();
        items
            .filter(|item| item.finished == Some(true))
            .map(|item| item.product.asin.to_string())
            .collect::<Vec<_>>()
    };
    let first = run(first_sync(), &mut service);
    let mut told = finished(&first);
    told.sort_unstable();
    assert_eq!(told, ["B000000001", "B000000002"]);

    // Marked as not finished since: an old list has no say.
    let later = START.plus_millis(40 * 24 * 3_600_000);
    let sync = Sync::new(first.snapshot, options(), later);
    service.finished.clear();
    let again = run_from(sync, &mut service, later, |_, _| {});
    assert_eq!(finished(&again), ["B000000002"]);
}

#[test]
fn a_later_sync_asks_for_what_may_have_changed() {
    let first = run(first_sync(), &mut heard());
    for (hours, requests) in [(2, 0), (30, 3), (40 * 24, 4)] {
        let later = START.plus_millis(hours * 3_600_000);
        let sync = Sync::new(first.snapshot.clone(), options(), later);
        let again = run_from(sync, &mut heard(), later, |_, _| {});
        again.outcome.as_ref().expect("a complete sync");
        assert_eq!(
            again.of(Kind::Member).len(),
            requests,
            "{hours} hours later"
        );
        assert_eq!(again.snapshot.listening.years.len(), 3);
    }
}

#[test]
fn several_kinds_in_one_request_are_taken_apart_where_that_is_refused() {
    let mut service = heard().with_fault(|call| {
        let kinds = ["daily", "monthly", "yearly"];
        let has = |kind: &&str| {
            !call
                .get(&format!("{kind}_listening_interval_start_date"))
                .is_empty()
        };
        (kinds.iter().filter(|kind| has(kind)).count() > 1).then(|| Ok(status(400)))
    });
    let run = run(first_sync(), &mut service);
    assert_eq!(run.outcome.as_ref().expect("a complete sync").skipped, []);
    assert_eq!(run.snapshot.listening.years.len(), 3);
    assert_eq!(run.snapshot.listening.months.len(), 3);
    assert!(run.snapshot.listening.read_at.is_some());
}

#[test]
fn a_store_without_statistics_costs_nothing_else() {
    for refused in ["aggregates", "finished", "information"] {
        let first = run(first_sync(), &mut heard());
        let later = START.plus_millis(48 * 3_600_000);
        let mut service =
            heard().with_fault(move |call| call.path.ends_with(refused).then(|| Ok(status(404))));
        let sync = Sync::new(first.snapshot.clone(), options(), later);
        let run = run_from(sync, &mut service, later, |_, _| {});
        let summary = run.outcome.as_ref().expect("a complete sync");
        let what = match refused {
            "aggregates" => SkippedPart::Listening,
            "finished" => SkippedPart::Finished,
            _ => SkippedPart::Memberships,
        };
        assert_eq!(
            summary
                .skipped
                .iter()
                .map(|it| &it.what)
                .collect::<Vec<_>>(),
            [&what]
        );
        assert_eq!(run.snapshot.listening.years, first.snapshot.listening.years);
        assert_eq!(
            run.snapshot.listening.finished,
            first.snapshot.listening.finished
        );
        assert_eq!(
            run.snapshot.memberships.list,
            first.snapshot.memberships.list
        );
    }
}

#[test]
fn a_pause_that_statistics_ask_for_is_kept() {
    let mut service = heard().with_fault(|call| {
        (call.kind == Kind::Member).then(|| Ok(crate::service::retry_after(429, "3600")))
    });
    let run = run(first_sync(), &mut service);
    let until: Timestamp = START.plus_millis(100 + 3_600_000);
    assert_eq!(run.outcome, Err(Failure::AskedToWait { until }));
}

#[test]
fn an_answer_without_its_members_is_no_statistics() {
    let mut service = heard().with_fault(|call| {
        let is_it = call.path.ends_with("aggregates");
        is_it.then(|| {
            Ok(ok(
                &serde_json::json!({"message": "No response groups populated."}),
            ))
        })
    });
    let run = run(first_sync(), &mut service);
    let summary = run.outcome.as_ref().expect("a complete sync");
    assert_eq!(summary.skipped[0].what, SkippedPart::Listening);
    assert_eq!(run.snapshot.listening.read_at, None);
}
