//! Locks: an account that no longer opens by itself, and every way to open it.

use e2e::{Member, Screen, Stage};
use serde_json::json;

const EMAIL: &str = "locked@example.org";
const PASSPHRASE: &str = "seven invented otters juggle";
const HOUR: u64 = 3600;
/// What the lock screen says, and no page that speaks of locks.
const LOCKED: &str = "While it is locked, AudiPy neither renews";

#[tokio::test]
async fn a_passphrase_locks_the_account_until_it_is_typed() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &["otp"]).await;
    let mut member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    member.open("/locks").await;
    member.sees("Opens by itself").await;
    member
        .sees("The only way in, so it cannot be removed.")
        .await;
    member.press("Add a passphrase").await;
    member.fill("New passphrase", "password").await;
    member.sees("Very weak").await;
    member.fill("New passphrase", PASSPHRASE).await;
    member.sees("Very strong").await;
    member
        .fill("The same again", "seven invented otters juggl")
        .await;
    member.sees("The two are not the same.").await;
    member.fill("The same again", PASSPHRASE).await;
    member.press("Set passphrase").await;
    member.sees("The passphrase is set.").await;
    member.sees_no_more("Opens by itself").await;

    // Locked, it asks nothing of Amazon, however long that takes.
    member.press("Lock now").await;
    member.sees(LOCKED).await;
    let renewed = stage.sandbox.requests("/auth/token").await;
    stage.sandbox.advance(2 * HOUR).await;
    member.move_clock(2 * HOUR).await;
    for path in ["/", "/reports/by-author", "/status", "/locks"] {
        member.open(path).await;
        member.sees(LOCKED).await;
    }
    assert_eq!(stage.sandbox.requests("/auth/token").await, renewed);

    member.fill("Passphrase", "seven invented otters").await;
    member.press("Unlock").await;
    member.sees("This passphrase does not open it.").await;
    unlock(&member, PASSPHRASE).await;
    // It catches up.
    stage
        .sandbox
        .until_requests("/auth/token", renewed + 1)
        .await;
    member.open("/").await;
    member.sees(LOCKED).await;
    unlock(&member, PASSPHRASE).await;
    member.sees("You own").await;
    member.leave().await;

    // Nor does another start of the browser open it.
    let member = stage.member("anna", Screen::default()).await;
    member.open("/").await;
    member.sees(LOCKED).await;
    member.leave().await;
    stage.assert_no_secrets().await;
    stage.assert_absent(PASSPHRASE);
}

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
    set_passphrase(&member).await;

    // Both tabs hold the key; one of them locks both.
    member.press("Lock now").await;
    for tab in [&first, &second] {
        member.driver.switch_to_window(tab.clone()).await.unwrap();
        member.sees(LOCKED).await;
        unlock(&member, PASSPHRASE).await;
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
async fn a_recovery_code_opens_it_and_typing_mistakes_are_told() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::phone()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    set_passphrase(&member).await;
    member.press("Make a recovery code").await;
    let code = member
        .script(
            "return document.querySelector('.paper code').innerText",
            json!([]),
        )
        .await;
    let code = code.as_str().unwrap().to_owned();
    member.press("I have kept it").await;
    member
        .sees("The recovery code opens the account now.")
        .await;
    assert!(!member.text().await.contains(&code));
    member.press("Lock now").await;

    member.sees(LOCKED).await;
    member.press("Use the recovery code").await;
    for (typed, words) in [
        (code[..33].to_owned(), "has 28 characters; this has 27"),
        (mistyped(&code), "probably in group 3"),
        (
            "0410-6105-0R3G-G28A-1C60-T3GF-2091".to_owned(),
            "not of this account",
        ),
    ] {
        member.fill("Recovery code", &typed).await;
        press_unlock_code(&member).await;
        member.sees(words).await;
    }
    let loose = code.replace('-', " ").to_lowercase();
    member.fill("Recovery code", &loose).await;
    press_unlock_code(&member).await;
    member.sees_no_more(LOCKED).await;
    member.open("/").await;
    member.sees(LOCKED).await;
    member.leave().await;
    stage.assert_no_secrets().await;
    stage.assert_absent(&code);
}

#[tokio::test]
async fn ways_in_are_removed_but_for_the_last() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    set_passphrase(&member).await;
    member.sees("The only way in").await;

    // Changed: the old one is worthless.
    member.press("Change").await;
    member
        .fill("New passphrase", "four other invented words")
        .await;
    member
        .fill("The same again", "four other invented words")
        .await;
    member.press("Set passphrase").await;
    member.sees("The passphrase is set.").await;
    member.press("Lock now").await;
    member.sees(LOCKED).await;
    member.fill("Passphrase", PASSPHRASE).await;
    member.press("Unlock").await;
    member.sees("This passphrase does not open it.").await;
    unlock(&member, "four other invented words").await;

    // By itself again, then without the passphrase.
    member.press("Let it open by itself").await;
    member.press("Let it open by itself").await;
    member.sees("The account opens by itself again.").await;
    member.press("Remove: Passphrase").await;
    member.press("Keep").await;
    member.press("Remove: Passphrase").await;
    member.press("Remove it").await;
    member.sees("It is removed.").await;
    member.sees("The only way in").await;
    member.open("/").await;
    member.sees("You own").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn a_passkey_opens_it() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    let authenticator = member.add_authenticator(true).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    member.open("/locks").await;
    member.press("Add a passkey").await;
    member.press("Make the passkey").await;
    member.sees("The passkey is set.").await;
    member.sees_no_more("Opens by itself").await;
    member.press("Lock now").await;
    member.sees(LOCKED).await;
    member.press("Unlock with a passkey").await;
    member.sees_no_more(LOCKED).await;

    // Someone else's finger.
    member
        .devtools(
            "WebAuthn.setUserVerified",
            json!({"authenticatorId": authenticator, "isUserVerified": false}),
        )
        .await;
    member.open("/").await;
    member.sees(LOCKED).await;
    member.press("Unlock with a passkey").await;
    member.sees("No passkey was used.").await;
    member.sees(LOCKED).await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn a_passkey_that_holds_no_key_changes_nothing() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.add_authenticator(false).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    member.open("/locks").await;
    member.press("Add a passkey").await;
    member.press("Make the passkey").await;
    member
        .sees("This passkey cannot hold a key for AudiPy.")
        .await;
    member.sees("Opens by itself").await;
    member.open("/").await;
    member.sees("You own").await;
    member.leave().await;
}

#[tokio::test]
async fn one_locked_account_leaves_the_other_usable() {
    const OTHER: &str = "other@example.org";
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    stage.sandbox.account(OTHER, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    set_passphrase(&member).await;
    member.signs_in(&stage.sandbox, OTHER).await;
    member.open("/accounts").await;
    member.sees("Locked.").await;
    member.open("/").await;
    member.sees("You own").await;

    // The locked one is shown as what it is, and the other one again.
    member.open("/accounts").await;
    member.press("Show").await;
    member.sees(LOCKED).await;
    unlock(&member, PASSPHRASE).await;
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
    set_passphrase(&member).await;
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
    unlock(&member, PASSPHRASE).await;
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
    unlock(&member, PASSPHRASE).await;
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
    set_passphrase(&member).await;
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
async fn a_slot_of_a_lost_device_key_is_no_way_in() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    // A passphrase beside this device, which goes on opening it.
    member.open("/locks").await;
    member.press("Add a passphrase").await;
    member.fill("New passphrase", PASSPHRASE).await;
    member.fill("The same again", PASSPHRASE).await;
    member.press("Ask for it from now on").await;
    member.press("Set passphrase").await;
    member.sees("The passphrase is set.").await;
    member.sees("Opens by itself").await;

    // The browser loses the key that it kept for the page.
    member
        .until("no device key", LOSE_DEVICE_KEY, json!([]))
        .await;
    member.open("/locks").await;
    member.sees(LOCKED).await;
    unlock(&member, PASSPHRASE).await;
    member.sees("What opens it").await;
    member.sees_no_more("Opens by itself").await;
    member
        .sees("The only way in, so it cannot be removed.")
        .await;
    member.press("Let it open by itself").await;
    member.press("Let it open by itself").await;
    member.sees("The account opens by itself again.").await;
    member.open("/").await;
    member.sees("You own").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn locking_takes_what_was_open_out_of_memory() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    set_passphrase(&member).await;
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

#[tokio::test]
async fn a_browser_killed_while_ways_in_change_opens_with_the_old_or_the_new() {
    let kills = if std::env::var_os("AUDIPY_LONG_TESTS").is_some() {
        50
    } else {
        2
    };
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    set_passphrase(&member).await;
    member.leave().await;
    for kill in 0..kills {
        let member = stage.member("anna", Screen::default()).await;
        member.open("/locks").await;
        member.sees(LOCKED).await;
        unlock(&member, PASSPHRASE).await;
        member.press("Let it open by itself").await;
        member.sees("Let it open by itself again?").await;
        // The click and the death of the browser race, each time a little further apart.
        let click = format!(
            "const all = [...document.querySelectorAll('[role=alertdialog] button')]; all[0].click(); \
             const until = performance.now() + {}; while (performance.now() < until);",
            kill % 10
        );
        member.script(&click, json!([])).await;
        member.is_killed().await;

        let member = stage.member("anna", Screen::default()).await;
        member.open("/locks").await;
        member
            .until("the account or its lock", OPEN_OR_LOCKED, json!([LOCKED]))
            .await;
        let text = member.text().await;
        assert!(!text.contains("damaged"), "after kill {kill}:\n{text}");
        if !text.contains(LOCKED) {
            member.press("Remove: This device").await;
            member.press("Ask from now on").await;
            member.sees("It is removed.").await;
        }
        member.leave().await;
    }
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn the_pages_fit_every_screen() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    set_passphrase(&member).await;
    fits(&member, "locks").await;
    member.press("Add a passphrase").await;
    member.fill("New passphrase", "wooden horse").await;
    member.sees("Strength").await;
    fits(&member, "locks-passphrase").await;
    member.press("Not now").await;
    member.press("Make a recovery code").await;
    member.sees("It is shown only now.").await;
    fits(&member, "locks-code").await;
    member.press("I have kept it").await;
    member.sees("opens the account now").await;
    member.press("Lock now").await;
    member.sees(LOCKED).await;
    member.press("Use the recovery code").await;
    member.press("None of these works any more").await;
    member.fill("Passphrase", "wrong on purpose").await;
    member.press("Unlock").await;
    member.sees("This passphrase does not open it.").await;
    fits(&member, "locked").await;
    member.leave().await;
}

/// Pictures on every screen, none of which the page is too wide for.
async fn fits(member: &Member, name: &str) {
    for screen in Screen::all() {
        member.looks_through(&screen).await;
        let wide = member
            .script("return document.documentElement.scrollWidth", json!([]))
            .await;
        let width = screen.width;
        assert!(
            wide.as_u64() <= Some(width.into()),
            "{name}: {wide} at {width}"
        );
        member
            .screenshot(&format!("{name}-{}", screen.name()))
            .await;
    }
}

/// From `/locks`, asked for from now on.
async fn set_passphrase(member: &Member) {
    member.open("/locks").await;
    member.press("Add a passphrase").await;
    member.fill("New passphrase", PASSPHRASE).await;
    member.fill("The same again", PASSPHRASE).await;
    member.press("Set passphrase").await;
    member.sees("The passphrase is set.").await;
}

async fn unlock(member: &Member, passphrase: &str) {
    member.fill("Passphrase", passphrase).await;
    member.press("Unlock").await;
    member.sees_no_more(LOCKED).await;
}

/// The button beside the field for the code: there are two of that name.
async fn press_unlock_code(member: &Member) {
    member
        .script(
            "document.querySelector('#recovery-code').form.requestSubmit()",
            json!([]),
        )
        .await;
}

/// With another symbol in its third group.
fn mistyped(code: &str) -> String {
    let other = if &code[10..11] == "7" { "8" } else { "7" };
    format!("{}{other}{}", &code[..10], &code[11..])
}

const OPEN_OR_LOCKED: &str = "const text = document.body.innerText; \
    return text.includes(arguments[0]) || text.includes('What opens it');";
/// Deletes what the page's own key is kept under; answers true once it is gone.
const LOSE_DEVICE_KEY: &str = "
    if (window.keyIsLost !== undefined) return window.keyIsLost;
    window.keyIsLost = false;
    const opening = indexedDB.open('audipy');
    opening.onsuccess = () => {
        const database = opening.result;
        const transaction = database.transaction('keys', 'readwrite');
        transaction.objectStore('keys').clear();
        transaction.oncomplete = () => { database.close(); window.keyIsLost = true; };
    };
    return false;";
const LOCK_AFTER_A_MINUTE: &str = "const choice = document.querySelector('#lock-after'); \
    choice.value = '1'; choice.dispatchEvent(new Event('change', {bubbles: true}));";
const AN_HOUR_LATER: &str = "const now = Date.now; Date.now = () => now() + 3600_000;";
