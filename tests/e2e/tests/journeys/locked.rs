//! An account that is locked: in all tabs, beside another one, at a sign-in, and in memory. Ways in: `locks.rs`.

use e2e::locks::LOCKED;
use e2e::{Screen, Stage};
use serde_json::json;

const EMAIL: &str = "locked@example.org";
const PASSPHRASE: &str = "seven invented otters juggle";

#[tokio::test]
async fn tabs_lock_together_and_by_themselves_when_nobody_is_there() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    let first = member.driver.window().await.unwrap();
    let second = member.driver.new_tab().await.unwrap();
    member
        .driver
        .switch_to_window(second.clone())
        .await
        .unwrap();
    member.open("/reports/by-author").await;
    member.sees("My library by author").await;
    member.driver.switch_to_window(first.clone()).await.unwrap();
    member.sets_passphrase(PASSPHRASE).await;

    // Both tabs hold the key; one of them locks both.
    member.press("Lock now").await;
    for tab in [&first, &second] {
        member.driver.switch_to_window(tab.clone()).await.unwrap();
        member.sees(LOCKED).await;
        member.unlocks(PASSPHRASE).await;
    }
    member.sees("My library by author").await;

    // Nobody is there for an hour.
    member.driver.switch_to_window(first.clone()).await.unwrap();
    member.script(LOCK_AFTER_A_MINUTE, json!([])).await;
    member.script(AN_HOUR_LATER, json!([])).await;
    for tab in [&first, &second] {
        member.driver.switch_to_window(tab.clone()).await.unwrap();
        member.sees(LOCKED).await;
    }
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn one_locked_account_leaves_the_other_usable() {
    const OTHER: &str = "other@example.org";
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    stage.sandbox.account(OTHER, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    member.sets_passphrase(PASSPHRASE).await;
    member.signs_in(&stage.sandbox, OTHER).await;
    member.open("/accounts").await;
    member.sees("Locked.").await;
    member.open("/").await;
    member.sees("You own").await;

    // The locked one is shown as what it is, and the other one again.
    member.open("/accounts").await;
    member.press("Show").await;
    member.sees(LOCKED).await;
    member.unlocks(PASSPHRASE).await;
    member.sees("You own").await;
    member.open("/").await;
    member.sees(LOCKED).await;

    // Nobody knows the passphrase any more.
    member.press("None of these works any more").await;
    member.press("Delete it here").await;
    member.press("Delete it here").await;
    member.sees("You own").await;
    member.open("/accounts").await;
    member.sees_no_more("Locked.").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn signing_in_to_a_locked_account_waits_until_it_is_unlocked() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::phone()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    member.sets_passphrase(PASSPHRASE).await;
    member.press("Lock now").await;
    member.sees(LOCKED).await;
    // What is stored of it is worth nothing any more.
    stage.sandbox.revoke(EMAIL).await;

    member.open("/sign-in").await;
    member.sees("is here already, and locked.").await;
    let address = member.goes_through_amazon(&stage.sandbox, EMAIL).await;
    member.paste(e2e::sign_in::ADDRESS, &address).await;
    member.press("Continue").await;
    member.is_at("/").await;
    member.sees("You have signed in to this account.").await;
    member.sees(LOCKED).await;
    // Nothing of it gets lost, whatever happens before it is unlocked.
    member.open("/").await;
    member.sees("You have signed in to this account.").await;
    member.unlocks(PASSPHRASE).await;
    member.sees("You own").await;
    member.open("/accounts").await;
    member.sees("Locked.").await;
    let people = "return document.querySelectorAll('.people > li').length";
    assert_eq!(member.script(people, json!([])).await, json!(1));
    assert_eq!(stage.sandbox.requests("/auth/register").await, 2);

    // A file of it is recognised as well.
    member.open("/status").await;
    member.sees(LOCKED).await;
    assert!(
        !member
            .text()
            .await
            .contains("You have signed in to this account.")
    );
    member.unlocks(PASSPHRASE).await;
    member.sees("Nothing for you to do").await;
    member.press("Export auth file").await;
    member.press("Export it").await;
    let file = member.takes_download("audible-auth.json").await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audible-auth.json");
    std::fs::write(&path, file).unwrap();
    member.opens_file(&path).await;
    member
        .sees("This account is here already, and it is locked.")
        .await;
    assert!(!member.text().await.contains("Keep this account"));
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn a_lock_reaches_tabs_that_only_saw_the_account() {
    const OTHER: &str = "other@example.org";
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    stage.sandbox.account(OTHER, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, OTHER).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    let first = member.driver.window().await.unwrap();
    // A tab that saw the account that is locked later, and shows the other one by now.
    let second = member.driver.new_tab().await.unwrap();
    member
        .driver
        .switch_to_window(second.clone())
        .await
        .unwrap();
    member.open("/accounts").await;
    member.press("Show").await;
    member.open("/reports/by-author").await;
    member.sees("My library by author").await;
    member
        .script("window.beforeTheLock = true", json!([]))
        .await;

    member.driver.switch_to_window(first).await.unwrap();
    member.open("/accounts").await;
    member.press("Show").await;
    member.sets_passphrase(PASSPHRASE).await;
    member.press("Lock now").await;
    member.sees(LOCKED).await;
    member.driver.switch_to_window(second).await.unwrap();
    member
        .until(
            "the tab to be loaded anew",
            "return !window.beforeTheLock",
            json!([]),
        )
        .await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn locking_takes_what_was_open_out_of_memory() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    member.sets_passphrase(PASSPHRASE).await;
    let secrets = e2e::secrets::of(&stage.sandbox).await;
    let profile = stage.profile("anna");
    let open = e2e::memory::held(&secrets, &profile).expect("the memory of other processes");
    assert!(
        !open.is_empty(),
        "the search finds nothing where there is something"
    );
    member.press("Lock now").await;
    member.sees(LOCKED).await;
    member
        .devtools("HeapProfiler.collectGarbage", json!({}))
        .await;
    let locked = e2e::memory::held(&secrets, &profile).unwrap();
    // Chromium does not wipe what it frees: traces of single requests may outlive their page.
    assert!(locked.len() * 4 <= open.len(), "{locked:?} of {open:?}");
    member.leave().await;
}

const LOCK_AFTER_A_MINUTE: &str = "const choice = document.querySelector('#lock-after'); \
    choice.value = '1'; choice.dispatchEvent(new Event('change', {bubbles: true}));";
const AN_HOUR_LATER: &str = "const now = Date.now; Date.now = () => now() + 3600_000;";
