//! Whatever the service says, a sync ends, without a panic, and an older library is not lost.

use audible::Snapshot;
use proptest::prelude::*;
use serde_json::{Value, json};
use session::sync::{Lost, Options, Sync};

use crate::service::{
    Answer, START, Service, asin, first_sync, ok, options, run, run_from, status,
};

/// One odd answer; `None` is the right one.
#[derive(Clone, Debug)]
enum Odd {
    Right,
    Status(u16),
    Lost(Lost),
    RetryAfter(u16, String),
    Body(Value),
    Headers(Value, Option<String>, Option<u64>),
    Bytes(Vec<u8>),
}

fn answer(odd: &Odd) -> Option<Answer> {
    Some(match odd {
        Odd::Right => return None,
        Odd::Status(code) => Ok(status(*code)),
        Odd::Lost(lost) => Err(*lost),
        Odd::RetryAfter(code, value) => {
            let mut response = status(*code);
            if let Ok(value) = value.parse() {
                response.headers_mut().insert("retry-after", value);
            }
            Ok(response)
        }
        Odd::Body(body) => Ok(ok(body)),
        Odd::Headers(body, token, total) => {
            let mut response = ok(body);
            if let Some(token) = token.as_ref().and_then(|token| token.parse().ok()) {
                response.headers_mut().insert("continuation-token", token);
            }
            if let Some(total) = total {
                response
                    .headers_mut()
                    .insert("total-count", (*total).into());
            }
            Ok(response)
        }
        Odd::Bytes(bytes) => Ok(http::Response::new(bytes.clone())),
    })
}

fn any_title() -> impl Strategy<Value = Value> {
    let prefix = prop::sample::select(vec!["B", "M", "S", "W", "P", "?"]);
    (prefix, 0..8_usize, any::<bool>(), any::<bool>()).prop_map(|(prefix, n, titled, in_series)| {
        let asin = asin(prefix, n);
        let series = in_series.then(|| json!([{"asin": crate::service::asin("S", n), "title": "S"}]));
        let children = json!([{"asin": crate::service::asin("M", n), "relationship_to_product": "child"}]);
        json!({"asin": asin, "title": titled.then_some("T"), "series": series, "relationships": children,
            "authors": [{"name": format!("A{n}")}]})
    })
}

fn any_body() -> impl Strategy<Value = Value> {
    (
        prop::collection::vec(any_title(), 0..55),
        prop::option::of(0..100_000_u64),
    )
        .prop_map(
            |(titles, total)| json!({"items": titles, "products": titles, "total_results": total}),
        )
}

fn any_odd() -> impl Strategy<Value = Odd> {
    prop_oneof![
        4 => Just(Odd::Right),
        1 => (100..600_u16).prop_map(Odd::Status),
        1 => prop::sample::select(vec![
            Lost::Offline, Lost::Unreachable, Lost::TooMany { after_s: 0 },
            Lost::TooMany { after_s: 59 }, Lost::TooMany { after_s: u64::MAX },
        ]).prop_map(Odd::Lost),
        1 => (prop::sample::select(vec![429, 503, 500]), "[ -~]{0,12}").prop_map(|(code, value)| Odd::RetryAfter(code, value)),
        3 => any_body().prop_map(Odd::Body),
        2 => (any_body(), prop::option::of("[a-z0-9]{0,4}"), prop::option::of(0..200_u64))
            .prop_map(|(body, token, total)| Odd::Headers(body, token, total)),
        1 => prop::collection::vec(any::<u8>(), 0..40).prop_map(Odd::Bytes),
    ]
}

/// Answers in turn, and the last pattern for ever.
fn odd_service(odds: Vec<Odd>) -> Service {
    let mut turn = 0;
    let mut service = Service::new(20, 6).with_fault(move |_| {
        turn += 1;
        answer(&odds[turn % odds.len()])
    });
    service.largest_page = 7;
    service
}

fn synced() -> Snapshot {
    run(first_sync(), &mut Service::new(20, 6)).snapshot
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_first_sync_ends(odds in prop::collection::vec(any_odd(), 1..40)) {
        let run = run(first_sync(), &mut odd_service(odds));
        prop_assert_eq!(run.outcome.is_ok(), !run.place.is_unfinished());
    }

    #[test]
    fn a_later_sync_ends_and_keeps_the_older_library_unless_it_read_a_newer(
        odds in prop::collection::vec(any_odd(), 1..40), seed: u64
    ) {
        let old = synced();
        let now = START.plus_millis(60_000);
        let options = Options { seed, look_further: true, ..options() };
        let run = run_from(Sync::new(old.clone(), options, now), &mut odd_service(odds), now, |_, _| {});
        if run.snapshot.read_at == old.read_at {
            prop_assert_eq!(&run.snapshot.items, &old.items);
        }
        let mut asins: Vec<_> = run.snapshot.items.iter().map(|item| &item.product.asin).collect();
        asins.sort();
        asins.dedup();
        prop_assert_eq!(asins.len(), run.snapshot.items.len(), "each ASIN once");
    }

    #[test]
    fn a_cancelled_sync_goes_on(odds in prop::collection::vec(any_odd(), 1..20), stop in 1..60_usize) {
        let stopped = run_from(first_sync(), &mut odd_service(odds), START, |sync, answered| {
            if answered == stop {
                sync.cancel();
            }
        });
        let later = START.plus_millis(2 * 24 * 60 * 60 * 1000);
        let sync = Sync::resume(stopped.snapshot, options(), stopped.place, later);
        let resumed = run_from(sync, &mut Service::new(20, 6), later, |_, _| {});
        prop_assert_eq!(resumed.outcome.map(|summary| summary.titles), Ok(20));
    }
}
