//! Ways in: passphrase, passkey, recovery code and this device; added, used, removed. What being locked means:
//! `locked.rs`.

use e2e::locks::LOCKED;
use e2e::{Member, Screen, Stage};
use serde_json::json;

const EMAIL: &str = "locked@example.org";
const PASSPHRASE: &str = "seven invented otters juggle";
const HOUR: u64 = 3600;

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
    member.unlocks(PASSPHRASE).await;
    // It catches up.
    stage
        .sandbox
        .until_requests("/auth/token", renewed + 1)
        .await;
    member.open("/").await;
    member.sees(LOCKED).await;
    member.unlocks(PASSPHRASE).await;
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
async fn a_recovery_code_opens_it_and_typing_mistakes_are_told() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::phone()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    member.sets_passphrase(PASSPHRASE).await;
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
    member.sets_passphrase(PASSPHRASE).await;
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
    member.unlocks("four other invented words").await;

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
    member.unlocks(PASSPHRASE).await;
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
    member.sets_passphrase(PASSPHRASE).await;
    member.leave().await;
    for kill in 0..kills {
        let member = stage.member("anna", Screen::default()).await;
        member.open("/locks").await;
        member.sees(LOCKED).await;
        member.unlocks(PASSPHRASE).await;
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
    member.sets_passphrase(PASSPHRASE).await;
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
