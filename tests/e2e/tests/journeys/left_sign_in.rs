//! Leaving the sign-in in the middle: it ends there, and nothing of it follows the member.

use e2e::sign_in::ADDRESS;
use e2e::{Screen, Stage};
use serde_json::json;

const EMAIL: &str = "leaving@example.org";

#[tokio::test]
async fn leaving_the_choice_of_stores_ends_it() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.open("/sign-in").await;
    let address = member.goes_through_amazon(&stage.sandbox, EMAIL).await;
    member.paste(ADDRESS, &address).await;
    member.press("Continue").await;
    member.is_at("/stores").await;
    member.sees("Read these stores").await;

    // Away without choosing: the first page is the overview, not the choice again.
    member.press("AudiPy").await;
    member.is_at("/").await;
    member.sees("Your library was not read yet").await;
    member.press("Status").await;
    member.is_at("/status").await;
    member.sees("Last renewed").await;

    // Opened anew it asks again, since nothing was chosen. Left while the stores are being asked.
    stage
        .sandbox
        .fault(json!({
            "host": "api.audible.com.br", "path": "/1.0/library", "do": "delay", "ms": 1500
        }))
        .await;
    let asked = stage.sandbox.requests("/1.0/library").await;
    member.open("/stores").await;
    member.sees("stores have answered").await;
    stage
        .sandbox
        .until_requests("/1.0/library", asked + 11)
        .await;
    member.press("Settings").await;
    member.is_at("/settings").await;
    member.press("AudiPy").await;
    member.is_at("/").await;
    member.sees("Your library was not read yet").await;
    member.open("/sign-in").await;
    // Who opens the sign-in means it: the choice does not push it away.
    member.sees("Choose your store").await;
    member.sees(ADDRESS).await;
    member.is_at("/sign-in").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}
