//! A browser that is killed while an account comes in: by a file, or by a sign-in. How the other
//! kills go: `harm.rs` (sync), `token_kills.rs` (refresh), `locks.rs` (ways in).

use std::time::Duration;

use e2e::sign_in::ADDRESS;
use e2e::{Member, Screen, Stage};
use serde_json::json;

const EMAIL: &str = "killed@example.org";

fn kills() -> u64 {
    if std::env::var_os("AUDIPY_LONG_TESTS").is_some() {
        50
    } else {
        3
    }
}

/// Presses a button and kills the browser some milliseconds later: another moment each time, spread
/// evenly over what the work takes.
async fn presses_and_is_killed(member: Member, words: &str, kill: u64, work_ms: u64) {
    member.press(words).await;
    tokio::time::sleep(Duration::from_millis(kill * 29 % work_ms)).await;
    member.is_killed().await;
}

/// As Python audible writes it.
fn file(user: u64, expires: f64) -> String {
    json!({
        "website_cookies": null, "adp_token": null, "access_token": format!("Atna|{user}|{expires}"),
        "refresh_token": format!("Atnr|kept-from-a-file-{user}"), "device_private_key": null,
        "store_authentication_cookie": null,
        "device_info": {"device_name": format!("Audible for iPhone {user}"),
            "device_serial_number": format!("SERIAL{user}"), "device_type": "A2CZJZGLK2JJVM"},
        "customer_info": {"account_pool": "Amazon", "user_id": format!("amzn1.account.{user}"),
            "name": format!("Member {user}")},
        "expires": expires, "locale_code": "us", "with_username": false, "activation_bytes": null,
    })
    .to_string()
}

#[tokio::test]
async fn killed_while_a_file_is_kept_the_account_is_there_or_not() {
    let stage = Stage::new().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audible.json");
    let (mut old, mut new) = (0, 0);
    for kill in 0..kills() {
        // New accounts at first, then newer tokens of those that are there.
        let user = kill % 4;
        #[expect(clippy::cast_precision_loss, reason = "small")]
        let expires = 4e9 + kill as f64;
        std::fs::write(&path, file(user, expires)).unwrap();
        let member = stage.member("anna", Screen::default()).await;
        opens(&member, &path).await;
        presses_and_is_killed(member, "Keep this account", kill, 150).await;

        let member = stage.member("anna", Screen::default()).await;
        opens(&member, &path).await;
        let text = member.text().await;
        assert!(!text.contains("set aside"), "after kill {kill}:\n{text}");
        if text.contains("This account is here already, in the same state.") {
            new += 1;
        } else {
            // What was there before is there still, and the file can be kept after all.
            old += 1;
            let was_there = kill >= 4;
            let is_newer = text.contains("This account is here already; the file is newer.");
            assert_eq!(is_newer, was_there, "after kill {kill}:\n{text}");
            member.press("Keep this account").await;
            member.is_at("/stores").await;
        }
        member.open("/accounts").await;
        for user in 0..kills().min(4).min(kill + 1) {
            member.sees(&format!("Member {user}")).await;
        }
        let text = member.text().await;
        assert!(!text.contains("set aside"), "after kill {kill}:\n{text}");
        member.leave().await;
    }
    println!("killed while a file is kept: {old} times the old state, {new} times the new");
    stage.assert_absent("kept-from-a-file-");
}

async fn opens(member: &Member, path: &std::path::Path) {
    member.opens_file(path).await;
    member.sees("One account is in it.").await;
}

#[tokio::test]
async fn killed_while_a_sign_in_ends_the_account_is_there_or_the_sign_in_begins_anew() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let (mut old, mut new) = (0, 0);
    for kill in 0..kills() {
        // Each with a profile of their own: one that is signed in already would sign in again.
        let name = format!("member-{kill}");
        let member = stage.member(&name, Screen::default()).await;
        member.open("/sign-in").await;
        let address = member.goes_through_amazon(&stage.sandbox, EMAIL).await;
        member.paste(ADDRESS, &address).await;
        presses_and_is_killed(member, "Continue", kill, 200).await;

        let member = stage.member(&name, Screen::default()).await;
        member.open("/").await;
        member.until("a page", OPENED, json!([])).await;
        let text = member.text().await;
        assert!(!text.contains("set aside"), "after kill {kill}:\n{text}");
        if text.contains("Sign in with Amazon") {
            old += 1;
            member.open("/sign-in").await;
            member.sees(ADDRESS).await;
        } else {
            new += 1;
            member.open("/status").await;
            member.sees("Nothing for you to do").await;
        }
        member.leave().await;
    }
    println!("killed while a sign-in ends: {old} times the old state, {new} times the new");
    stage.assert_no_secrets().await;
}

/// The welcome, the choice of stores, or the overview.
const OPENED: &str = "const text = document.body.innerText; \
    return ['Sign in with Amazon', 'Read these stores', 'Your library was not read yet', 'You own'] \
        .some(words => text.includes(words));";
