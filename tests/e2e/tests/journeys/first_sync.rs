//! A first sync on bad days: everything goes wrong once, and nothing is lost.

use e2e::sign_in::ADDRESS;
use e2e::{Member, Screen, Stage};
use serde_json::json;

const EMAIL: &str = "unlucky@example.org";

#[tokio::test]
async fn a_pause_that_the_store_asks_for_is_said_and_kept() {
    let stage = Stage::new().await;
    let member = before_the_first_sync(&stage).await;
    stage
        .sandbox
        .fault(json!({"path": "/1.0/catalog/products*", "times": 1, "do": "status", "status": 429, "retry_after": 3}))
        .await;
    member.press("Read these stores").await;
    member.sees("Audible asked us to wait").await;
    member.sees("The sync goes on by itself").await;
    member.sees("Synced").await;
    member.open("/").await;
    member.sees("You own").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn answers_that_are_lost_or_cut_or_no_answers_are_asked_for_again() {
    let stage = Stage::new().await;
    let member = before_the_first_sync(&stage).await;
    for (path, times, what) in [
        ("/1.0/library", 1, "drop_before"),
        ("/1.0/wishlist", 1, "drop_after"),
        ("/1.0/catalog/products", 2, "html"),
        ("/1.0/catalog/products", 2, "cut"),
    ] {
        stage
            .sandbox
            .fault(json!({"path": path, "times": times, "do": what, "status": 503}))
            .await;
    }
    member.press("Read these stores").await;
    member.sees("Synced").await;
    member.open("/reports/missing").await;
    member.sees("Missing in my series").await;
    member.sees_no_more("No reports yet").await;
    member.open("/").await;
    member.sees("You own").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn a_pause_that_nobody_would_watch_stops_the_sync_which_goes_on_from_there() {
    let stage = Stage::new().await;
    let member = before_the_first_sync(&stage).await;
    let busy = |times: u32| {
        json!({
            "path": "/1.0/catalog/products*", "times": times,
            "do": "status", "status": 503, "retry_after": 600,
        })
    };
    stage.sandbox.fault(busy(1000)).await;
    member.press("Read these stores").await;
    member.sees("Audible asked us to wait").await;
    member.sees("What has arrived is kept and shown").await;
    let pages = stage.sandbox.requests("/1.0/library").await;
    stage.sandbox.fault(busy(0)).await;
    member.press("Try now").await;
    member.sees("Synced").await;
    assert_eq!(stage.sandbox.requests("/1.0/library").await, pages);
    member.open("/").await;
    member.sees("You own").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn a_tab_closed_in_the_middle_goes_on_where_it_was() {
    let stage = Stage::new().await;
    let member = before_the_first_sync(&stage).await;
    // The library arrives; the catalogue hangs until the tab is gone.
    stage
        .sandbox
        .fault(json!({"path": "/1.0/catalog/products*", "times": 200, "do": "delay", "ms": 60_000}))
        .await;
    member.press("Read these stores").await;
    stage
        .sandbox
        .until_requests("/1.0/catalog/products", 1)
        .await;
    member.open("/").await;
    member.sees("You own").await;
    let pages = stage.sandbox.requests("/1.0/library").await;
    member.is_killed().await;
    stage
        .sandbox
        .fault(json!({"path": "/1.0/catalog/products*", "times": 0, "do": "delay"}))
        .await;
    let member = stage.member("anna", Screen::default()).await;
    member.open("/sync").await;
    member.sees("Synced").await;
    assert_eq!(
        stage.sandbox.requests("/1.0/library").await,
        pages,
        "the library was read a second time"
    );
    member.leave().await;
}

#[tokio::test]
async fn what_is_unfolded_stays_unfolded_while_a_sync_begins_and_ends() {
    let stage = Stage::new().await;
    let member = before_the_first_sync(&stage).await;
    member.press("Read these stores").await;
    member.sees("Synced ").await;
    member.open("/sync").await;
    member.press("How complete and how old is this?").await;
    // The library hangs until the sync is stopped.
    let hanging =
        |times: u32| json!({"path": "/1.0/library", "times": times, "do": "delay", "ms": 60_000});
    stage.sandbox.fault(hanging(20)).await;
    member.press("Read everything again").await;
    member.sees("A sync is under way.").await;
    member.press("Stop here").await;
    member.sees_no_more("A sync is under way.").await;
    member.sees("Read everything again").await;
    stage.sandbox.fault(hanging(0)).await;
    member.press("Read everything again").await;
    member.sees("Everything is up to date.").await;
    member.sees("All of the library was read").await;
    member.leave().await;
}

/// A member who has signed in and not said which stores to read.
async fn before_the_first_sync(stage: &Stage) -> Member {
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.open("/sign-in").await;
    let address = member.goes_through_amazon(&stage.sandbox, EMAIL).await;
    member.paste(ADDRESS, &address).await;
    member.press("Continue").await;
    member.is_at("/stores").await;
    member.sees("Read these stores").await;
    member
}
