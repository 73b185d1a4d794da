//! Coming back: with a token, without one, refused, offline, in two tabs, for thirty days.

use e2e::{Screen, Stage};
use serde_json::json;

const EMAIL: &str = "returning@example.org";
const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

#[tokio::test]
async fn reports_are_there_at_once_and_the_token_is_renewed_in_the_back() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &["otp"]).await;
    let mut member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;

    // The token is valid and the library fresh: nobody is asked anything.
    let before = total(&stage).await;
    member.open("/").await;
    member.sees("You own").await;
    member.open("/status").await;
    member.sees("Nothing for you to do").await;
    assert_eq!(total(&stage).await, before);

    // It has ended: reports are there, and it is renewed meanwhile, once.
    stage.sandbox.advance(2 * HOUR).await;
    member.move_clock(2 * HOUR).await;
    member.open("/").await;
    member.sees("You own").await;
    stage.sandbox.until_requests("/auth/token", 1).await;
    member.open("/status").await;
    member.sees("Nothing for you to do").await;
    assert_eq!(stage.sandbox.requests("/auth/token").await, 1);
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn a_refused_member_keeps_the_library_and_signs_in_again() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let mut member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;

    stage.sandbox.revoke(EMAIL).await;
    stage.sandbox.advance(2 * HOUR).await;
    member.move_clock(2 * HOUR).await;
    member.open("/").await;
    member.sees("Please sign in again.").await;
    member.sees("Amazon no longer accepts this device").await;
    member.sees("You own").await;
    member.open("/reports/missing").await;
    member.sees("are missing in").await;

    member.signs_in(&stage.sandbox, EMAIL).await;
    member.open("/status").await;
    member.sees("Nothing for you to do").await;
    member.sees_no_more("Please sign in again.").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn without_a_network_everything_is_readable() {
    let mut stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    member.until("the kept build", KEPT, json!([])).await;
    stage.stop_relay();
    for (path, words) in [
        ("/", "You own"),
        ("/reports/by-author", "My library by author"),
        ("/status", "Access token"),
    ] {
        member.open(path).await;
        member.sees(words).await;
    }
    stage.start_relay();
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn two_tabs_renew_once_and_both_go_on() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    member.open("/status").await;
    member.sees("Refresh now").await;
    let first = member.driver.window().await.unwrap();
    let second = member.driver.new_tab().await.unwrap();
    member
        .driver
        .switch_to_window(second.clone())
        .await
        .unwrap();
    member.open("/status").await;
    member.sees("Refresh now").await;

    // Amazon's clock goes on: the next answer says that the token is over.
    stage.sandbox.advance(2 * HOUR).await;
    member.press("Sync now").await;
    member.driver.switch_to_window(first).await.unwrap();
    member.press("Sync now").await;
    for tab in member.driver.windows().await.unwrap() {
        member.driver.switch_to_window(tab).await.unwrap();
        member.sees("Nothing for you to do").await;
        member.sees("Synced").await;
        member.sees_no_more("Syncing").await;
    }
    assert_eq!(stage.sandbox.requests("/auth/token").await, 1);
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn thirty_days_ask_for_one_code() {
    let stage = Stage::new().await;
    stage.sandbox.switch("data-set", "small").await;
    stage.sandbox.account(EMAIL, &["otp"]).await;
    let mut member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    for day in 1..=30 {
        let synced = stage.sandbox.requests("/1.0/library").await;
        stage.sandbox.advance(DAY).await;
        member.move_clock(day * DAY).await;
        member.open("/").await;
        member.sees("You own").await;
        stage
            .sandbox
            .until_requests("/1.0/library", synced + 1)
            .await;
        member.sees_no_more("Syncing").await;
    }
    assert_eq!(stage.sandbox.counters().await["otps_asked"], 1);
    let renewed = stage.sandbox.requests("/auth/token").await;
    assert_eq!(renewed, 30, "one renewal a day");
    member.leave().await;
    stage.assert_no_secrets().await;
}

async fn total(stage: &Stage) -> u64 {
    let counters = stage.sandbox.counters().await;
    let requests = counters["requests"].as_object().unwrap();
    requests
        .values()
        .filter_map(serde_json::Value::as_u64)
        .sum()
}

/// The service worker has the whole build and is in charge of the page.
const KEPT: &str = "if (!navigator.serviceWorker.controller) { \
    navigator.serviceWorker.ready.then(() => location.reload()); return false; } return true;";
