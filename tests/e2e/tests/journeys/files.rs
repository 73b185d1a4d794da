//! An auth file out and in, leaving, and the sample library. Files of all kinds: `imports.rs`.

use e2e::{Screen, Stage};
use serde_json::Value;

const EMAIL: &str = "filing@example.org";

#[tokio::test]
async fn an_exported_file_opens_the_account_elsewhere() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &["otp"]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    member.open("/status").await;
    member.press("Export auth file").await;
    member.sees("This file is your whole account").await;
    member.press("Export it").await;
    let bytes = member.download("audible-auth.json").await;
    member.leave().await;

    // What the Python library writes, and reads back.
    let file: Value = serde_json::from_slice(&bytes).unwrap();
    for key in [
        "access_token",
        "activation_bytes",
        "adp_token",
        "customer_info",
        "device_info",
        "device_private_key",
        "expires",
        "locale_code",
        "refresh_token",
        "store_authentication_cookie",
        "website_cookies",
        "with_username",
    ] {
        assert!(file.get(key).is_some(), "{key}");
    }

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audible-auth.json");
    std::fs::write(&path, &bytes).unwrap();
    let other = stage.member("other", Screen::phone()).await;
    other.opens_file(&path).await;
    other
        .sees("One account is in it. Nothing is kept yet.")
        .await;
    other.press("Keep this account").await;
    other.is_at("/stores").await;
    other.press("Read these stores").await;
    other.sees("Sync now").await;
    other.open("/status").await;
    other.sees("From an auth file").await;
    assert_eq!(stage.sandbox.counters().await["otps_asked"], 1);
    other.leave().await;
}

#[tokio::test]
async fn signing_out_removes_the_device_and_everything_here() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    member.open("/status").await;
    member.press("Sign out and remove").await;
    member
        .sees("Remove this device and delete everything here?")
        .await;
    member
        .until("to press the answer", ANSWER, serde_json::json!([]))
        .await;
    member.sees("Sign in with Amazon").await;
    assert_eq!(stage.sandbox.requests("/auth/deregister").await, 1);
    member.open("/").await;
    member.sees("Sign in with Amazon").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn the_sample_library_shows_everything_and_asks_nobody() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    member.opens_sample().await;
    for (path, words) in [
        ("/reports/missing", "are missing in"),
        ("/reports/more-by-authors", "that you do not have"),
        ("/sync", "there is nothing to sync"),
    ] {
        member.open(path).await;
        member.sees(words).await;
    }
    let counters = stage.sandbox.counters().await;
    assert!(counters["requests"].as_object().unwrap().is_empty());
    member.open("/").await;
    member.press("Leave the sample").await;
    member.sees("Sign in with Amazon").await;
    member.leave().await;
}

/// The grave button of the open question.
const ANSWER: &str = r"
const dialog = document.querySelector('dialog[open], [role=alertdialog], [role=dialog]') || document;
const all = [...dialog.querySelectorAll('button')].filter(b => b.checkVisibility());
const yes = all.find(b => b.classList.contains('grave') && b.closest('dialog, [role=alertdialog], [role=dialog], .note'));
if (!yes) return false;
yes.click();
return true;";
