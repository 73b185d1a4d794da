//! Parts of the program that cannot be loaded.

use e2e::{Member, Screen, Stage};
use serde_json::json;

const WORDS: &str = "A part of AudiPy could not be loaded.";

#[tokio::test]
async fn a_part_that_does_not_load_says_so_and_is_loaded_once_it_can_be() {
    assert!(
        is_cut(),
        "this page is one whole program; cargo xtask build cuts it"
    );
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::phone()).await;
    member.open("/").await;
    member.sees("Sign in with Amazon").await;
    block(&member, &["*.wasm"]).await;
    member.press("Sign in with Amazon").await;
    member.sees(WORDS).await;
    member.is_at("/sign-in").await;
    member.sees("Nothing is lost.").await;
    member.screenshot("part-not-loaded-390-light").await;

    // Still not.
    member.press("Try again").await;
    member.sees(WORDS).await;
    // Another page says the same, and the first one is as it was.
    member.open_inside("/open-file").await;
    member.sees(WORDS).await;
    member.driver.back().await.unwrap();
    member.is_at("/sign-in").await;
    member.sees(WORDS).await;

    block(&member, &[]).await;
    member.press("Try again").await;
    member.sees("Open Amazon").await;
    member.sees_no_more(WORDS).await;
    member.leave().await;
}

/// Whether the program lies in parts.
fn is_cut() -> bool {
    let files = std::fs::read_dir(e2e::stage::site()).unwrap();
    files.flatten().any(|file| {
        let name = file.file_name();
        name.to_string_lossy().starts_with("program-")
    })
}

/// From now on the browser gets none of these, nor from what it kept.
async fn block(member: &Member, addresses: &[&str]) {
    for (command, parameters) in [
        ("Network.enable", json!({})),
        ("Network.setCacheDisabled", json!({"cacheDisabled": true})),
        ("Network.setBypassServiceWorker", json!({"bypass": true})),
        ("Network.setBlockedURLs", json!({ "urls": addresses })),
    ] {
        member.devtools(command, parameters).await;
    }
}
