//! What harms: records that were changed, a browser that is killed.

use e2e::{Screen, Stage};
use serde_json::json;

const EMAIL: &str = "harmed@example.org";

#[tokio::test]
async fn a_damaged_record_is_named_and_takes_nothing_else_along() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &["otp"]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    for (record, words) in [
        ("/us/wishes/0", "wish list"),
        ("/us/series/0", "series"),
        ("/us/sync", "place where the sync ended"),
    ] {
        member.damage("records", record).await;
        member.open("/").await;
        member
            .sees("Stored data is damaged and was set aside")
            .await;
        member.sees(words).await;
        member.sees("You own").await;
        // The next sync brings it back by itself.
        member.sees("Synced").await;
        member.open("/").await;
        member.sees("You own").await;
        member.sees_no_more("damaged").await;
    }

    member.damage("records", "/tokens").await;
    member.open("/").await;
    member.sees("Please sign in again.").await;
    member.sees("You own").await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    member.open("/status").await;
    member.sees("Nothing for you to do").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn a_browser_killed_at_any_moment_leaves_the_old_state_or_the_new() {
    let kills = if std::env::var_os("AUDIPY_LONG_TESTS").is_some() {
        50
    } else {
        3
    };
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    member.leave().await;
    for kill in 0..kills {
        let member = stage.member("anna", Screen::default()).await;
        member.open("/sync").await;
        member.press("How complete and how old is this?").await;
        // What the last kill cut off goes on by itself; this waits for its end.
        member.until("no sync", READS_ANEW, json!([])).await;
        let library = stage.sandbox.requests("/1.0/catalog/products").await;
        member.press("Read everything again").await;
        // Somewhere within the sync: each time some requests later.
        stage
            .sandbox
            .until_requests("/1.0/catalog/products", library + 1 + kill % 7)
            .await;
        member.is_killed().await;

        let member = stage.member("anna", Screen::default()).await;
        member.open("/").await;
        member.sees("You own").await;
        let text = member.text().await;
        assert!(!text.contains("damaged"), "after kill {kill}:\n{text}");
        assert!(
            !text.contains("sign in again"),
            "after kill {kill}:\n{text}"
        );
        member.leave().await;
    }
    stage.assert_no_secrets().await;
}

/// The button that begins a sync of everything is offered.
const READS_ANEW: &str = "return document.querySelector('.health button')?.disabled === false";
