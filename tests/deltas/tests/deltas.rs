//! What the store says changed, taken in; and what it says only when all is read.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test may fail")]

use audible::{Asin, Marketplace, Snapshot};
use deltas::{Run, World, now};
use serde_json::json;
use session::sync::{Options, Sync};

const LIBRARY: &str = "/1.0/library";

async fn first(world: &World) -> Run {
    let sync = Sync::new(Snapshot::new(Marketplace::Us), Options::new(1), now());
    let run = world.run(sync, &[]).await;
    run.outcome.as_ref().unwrap();
    run
}

async fn again(world: &World, before: &Run, options: Options) -> Run {
    let snapshot = before.snapshot.clone();
    let sync = Sync::resume(snapshot, options, before.place.clone(), now());
    let run = world.run(sync, &[]).await;
    run.outcome.as_ref().unwrap();
    run
}

fn asins(run: &Run) -> Vec<Asin> {
    let items = run.snapshot.items.iter();
    let mut asins: Vec<_> = items.map(|item| item.product.asin.clone()).collect();
    asins.sort();
    asins
}

#[tokio::test]
async fn everything_of_a_member_is_read() {
    let world = World::new("big").unwrap();
    let run = first(&world).await;
    let snapshot = &run.snapshot;
    assert!(snapshot.items.len() > 1_300);
    assert!(snapshot.marker.is_some());
    let listening = &snapshot.listening;
    assert!(listening.total_ms.unwrap() > 0);
    let years: u64 = listening.years.iter().map(|year| year.ms).sum();
    let months: u64 = listening.months.iter().map(|month| month.ms).sum();
    let near = |one: u64, other: u64| one.abs_diff(other) * 1_000 < one.max(1_000);
    assert!(near(years, listening.total_ms.unwrap()), "{years}");
    assert!(near(months, years), "{months} of {years}");
    assert!(!listening.finished.is_empty());
    let plan = &snapshot.memberships.list[0];
    assert_eq!(plan.next_amount.unwrap().minor, 1495);
    assert_eq!(run.outcome.as_ref().unwrap().skipped, []);
    assert_eq!(world.violations(), [""; 0]);
}

#[tokio::test]
async fn a_delta_brings_the_library_to_where_a_whole_reading_would() {
    for (set, changes) in [
        ("big", "add"),
        ("big", "remove"),
        ("big", "rename"),
        ("big", "archive"),
        ("small", "deliver"),
        ("small", "episode"),
        ("big", "remove,remove,rename,archive,add,add"),
    ] {
        let world = World::new(set).unwrap();
        let before = first(&world).await;
        world.switch("library-change", json!(changes));
        let delta = again(&world, &before, Options::new(1)).await;
        assert_eq!(delta.requests[LIBRARY], 1, "{changes}");
        let whole = again(&world, &delta, Options::new(1).anew()).await;
        assert!(set == "small" || whole.requests[LIBRARY] > 1, "{changes}");
        assert_eq!(asins(&delta), asins(&whole), "{changes}");
        let named = |run: &Run| {
            let mut named: Vec<_> = (run.snapshot.items.iter())
                .map(|item| (item.product.asin.clone(), item.product.title.clone()))
                .collect();
            named.sort();
            named
        };
        assert_eq!(named(&delta), named(&whole), "{changes}");
        let removed = changes.matches("remove").count();
        assert_eq!(delta.snapshot.gone.len(), removed, "{changes}");
        assert!(delta.snapshot.gone.iter().all(|gone| gone.revoked));
        assert_eq!(world.violations(), [""; 0], "{changes}");
    }
}

#[tokio::test]
async fn nothing_changed_is_said_by_one_answer() {
    let world = World::new("big").unwrap();
    let before = first(&world).await;
    let delta = again(&world, &before, Options::new(1)).await;
    assert_eq!(delta.sent(), 2, "{:?}", delta.requests);
    assert_eq!(delta.snapshot.items, before.snapshot.items);
    assert_eq!(delta.snapshot.marker, before.snapshot.marker, "A28");
    assert!(delta.bytes < before.bytes / 20);
}

#[tokio::test]
async fn a029_a031_what_no_delta_tells_is_found_by_reading_all() {
    let world = World::new("big").unwrap();
    let before = first(&world).await;
    world.switch("library-change", json!("finish"));
    let delta = again(&world, &before, Options::new(1)).await;
    assert_eq!(delta.snapshot.items, before.snapshot.items);
    let whole = again(&world, &delta, Options::new(1).anew()).await;
    let finished = |run: &Run| {
        let items = run.snapshot.items.iter();
        items.filter(|item| item.finished == Some(true)).count()
    };
    assert_eq!(finished(&whole), finished(&before) + 1);
    world.switch("library-change", json!("vanish"));
    let delta = again(&world, &whole, Options::new(1)).await;
    assert!(delta.snapshot.gone.is_empty());
    let whole = again(&world, &delta, Options::new(1).anew()).await;
    assert_eq!(whole.snapshot.items.len(), before.snapshot.items.len() - 1);
    assert_eq!(whole.snapshot.gone.len(), 1);
    assert!(!whole.snapshot.gone[0].revoked);
}

#[tokio::test]
async fn a030_a_removal_that_shows_late_is_taken_in_when_it_shows() {
    let world = World::new("big").unwrap();
    let before = first(&world).await;
    world.switch("slow-delta", json!(1));
    world.switch("library-change", json!("remove"));
    let soon = again(&world, &before, Options::new(1)).await;
    assert!(soon.snapshot.gone.is_empty());
    let mut late = soon;
    for _ in 0..50 {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        late = again(&world, &late, Options::new(1)).await;
        if !late.snapshot.gone.is_empty() {
            break;
        }
    }
    assert_eq!(late.snapshot.gone.len(), 1);
}

#[tokio::test]
async fn a_stale_token_costs_a_whole_reading_and_nothing_else() {
    let world = World::new("big").unwrap();
    let before = first(&world).await;
    world.switch("stale-state-token", json!(1));
    world.switch("library-change", json!("vanish"));
    let run = again(&world, &before, Options::new(1)).await;
    assert_eq!(run.snapshot.items.len(), before.snapshot.items.len() - 1);
    assert_eq!(run.outcome.as_ref().unwrap().skipped, []);
    let next = again(&world, &run, Options::new(1)).await;
    assert_eq!(next.requests[LIBRARY], 1);
    assert_eq!(world.violations(), [""; 0]);
}

#[tokio::test]
async fn a114_a119_an_empty_store_has_no_statistics_and_no_library() {
    let world = World::new("empty").unwrap();
    world.switch("membership", json!("none"));
    let run = first(&world).await;
    assert!(run.snapshot.items.is_empty());
    assert_eq!(run.snapshot.marker, None, "A26");
    assert!(run.snapshot.memberships.list.is_empty());
    assert_eq!(world.violations(), [""; 0]);
}
