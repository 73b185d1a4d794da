//! What is asked of Audible only when a member wants to see it.

use e2e::{Screen, Stage};

const EMAIL: &str = "curious@example.org";

#[tokio::test]
async fn todays_prices_and_episodes_are_asked_for_on_demand() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;

    let before = stage.sandbox.requests("/1.0/catalog/products").await;
    member.open_inside("/worth").await;
    member.sees("books of yours take").await;
    assert_eq!(
        stage.sandbox.requests("/1.0/catalog/products").await,
        before,
        "nothing is asked for before the member says so"
    );
    member.press("Ask for today's prices").await;
    member.sees("Ask again").await;
    member.sees("With your membership").await;
    member.sees("Or in credits").await;
    member.sees("Books with a price, dearest first").await;
    member.screenshot("worth").await;
    let asked = stage.sandbox.requests("/1.0/catalog/products").await - before;
    assert!(
        (1..=10).contains(&asked),
        "{asked} requests for some 300 books"
    );

    member.open_inside("/podcasts").await;
    member.press("Show episodes").await;
    member.sees("more").await;
    member.screenshot("podcasts").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn the_sample_library_says_why_there_is_nobody_to_ask() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::phone()).await;
    member.opens_sample().await;
    member.open_inside("/worth").await;
    member
        .sees("Prices are asked for with your own account.")
        .await;
    member.leave().await;
}
