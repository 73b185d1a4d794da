//! A library that changes between two syncs: what is asked, what is told, and what a file for a
//! bug report holds.

use e2e::sign_in::ADDRESS;
use e2e::{Member, Screen, Stage};
use serde_json::Value;

const EMAIL: &str = "curious@example.org";
const LIBRARY: &str = "/1.0/library";

#[tokio::test]
async fn what_changed_is_asked_for_told_and_seen() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.open("/sign-in").await;
    let address = member.goes_through_amazon(&stage.sandbox, EMAIL).await;
    member.paste(ADDRESS, &address).await;
    member.press("Continue").await;
    member.is_at("/stores").await;
    member.press("Read these stores").await;
    member.sees("Synced").await;
    member.sees("Everything is up to date").await;

    // A whole library is no news.
    member.open("/news").await;
    member.sees("Nothing has changed yet").await;
    let pages = stage.sandbox.requests(LIBRARY).await;

    // One request brings what changed.
    let changes = "remove,add,deliver";
    stage.sandbox.switch("library-change", changes).await;
    syncs(&stage, &member).await;
    assert_eq!(stage.sandbox.requests(LIBRARY).await, pages + 1);
    member.open("/sync").await;
    unfold(&member).await;
    member.sees("Only what had changed was read").await;
    member.screenshot("sync-health-1280-light").await;

    // A file for a bug report has nothing of anybody in it.
    member.press("Make a diagnostics file").await;
    let (_, file) = member.download_like("audipy-diagnostics-").await;
    member.sees("The file is in your downloads").await;
    let file = String::from_utf8(file).unwrap();
    let told: Value = serde_json::from_str(&file).unwrap();
    assert!(told["answers"].as_array().unwrap().len() >= 7);
    let places = &told["answers"][0]["shape"]["places"];
    assert!(places["items[].content_type"].is_object(), "{places}");
    let library = stage.sandbox.expected(EMAIL).await["library"].clone();
    let library = library.as_array().unwrap();
    assert!(!library.is_empty());
    for text in library.iter().flat_map(|it| [&it["asin"], &it["title"]]) {
        let text = text.as_str().unwrap_or_default().trim();
        // A title of one word may be the name of a field.
        if text.len() > 9 {
            assert!(!file.contains(text), "{text} is in the file");
        }
    }
    assert!(!file.contains(EMAIL) && !file.contains("Atna|"));

    // All of it, when one asks for that.
    let pages = stage.sandbox.requests(LIBRARY).await;
    stage.sandbox.switch("library-change", "finish").await;
    member.press("Read everything again").await;
    stage.sandbox.until_requests(LIBRARY, pages + 1).await;
    member.sees("Sync now").await;

    member.open("/news").await;
    member.sees("changes since you last looked").await;
    member.sees("added to your library").await;
    member.sees("no longer in your library").await;
    member.sees("heard to the end").await;
    member.screenshot("news-1280-light").await;
    member.press("Left").await;
    member.sees_no_more("added to your library").await;
    member.is_at("/news").await;
    member.leave().await;

    // Seen is seen, also on the next day on a phone.
    let phone = Screen {
        dark: true,
        ..Screen::phone()
    };
    let member = stage.member("anna", phone).await;
    member.open("/news").await;
    member.sees("Nothing new since you last looked").await;
    member.sees("added to your library").await;
    member.screenshot("news-390-dark").await;
    member.open("/sync").await;
    unfold(&member).await;
    member.sees("What your reports are based on").await;
    member.screenshot("sync-health-390-dark").await;
    let wide = member
        .script(
            "return document.documentElement.scrollWidth - innerWidth;",
            Value::Null,
        )
        .await;
    assert_eq!(wide, 0, "the page is wider than the screen");
    member.leave().await;
    stage.assert_no_secrets().await;
}

/// Presses the button and waits for the end.
async fn syncs(stage: &Stage, member: &Member) {
    let pages = stage.sandbox.requests(LIBRARY).await;
    member.open("/sync").await;
    member.press("Sync now").await;
    stage.sandbox.until_requests(LIBRARY, pages + 1).await;
    member.sees("Sync now").await;
}

async fn unfold(member: &Member) {
    member.press("How complete and how old is this?").await;
    member.sees("What your reports are based on").await;
}
