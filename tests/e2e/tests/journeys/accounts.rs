//! Several accounts and stores on one device, and what their tokens are for.

use e2e::{Member, Screen, Stage};
use serde_json::json;

const ANNA: &str = "first@example.org";
const BEN: &str = "second@example.org";

#[tokio::test]
async fn a_damaged_account_leaves_the_other_as_it_is() {
    let stage = Stage::new().await;
    stage.sandbox.account(ANNA, &[]).await;
    stage.sandbox.account(BEN, &["otp"]).await;
    let member = stage.member("household", Screen::default()).await;
    member.signs_in(&stage.sandbox, ANNA).await;
    // Nothing to switch, so no switcher.
    member.open("/accounts").await;
    member.sees("Signed in. Nothing to do.").await;
    assert!(!member.text().await.contains("All accounts"));
    call(&member, 0, "Mum").await;
    member.signs_in(&stage.sandbox, BEN).await;
    member.open("/accounts").await;
    let dad = call(&member, 1, "Dad").await;
    member.sees("At Amazon:").await;

    // From one to the other, in the frame, by keyboard as by mouse; the last one is remembered.
    switch_to(&member, "Mum").await;
    member.open("/").await;
    member.sees("You own").await;
    shows(&member, "Mum").await;
    switch_to(&member, "Dad").await;
    member.open("/").await;
    shows(&member, "Dad").await;

    // The tokens of the one that is shown are damaged: the other one does not even notice.
    member.damage("records", &format!("{dad}/tokens")).await;
    member.open("/accounts").await;
    member.sees("The stored tokens were damaged").await;
    member.sees("Signed in. Nothing to do.").await;
    switch_to(&member, "Mum").await;
    member.open("/status").await;
    member.sees("Nothing for you to do").await;

    // Its header too: it cannot be opened any more, can be forgotten, and hides nothing.
    member.damage("headers", &dad).await;
    member.open("/accounts").await;
    member
        .sees("This browser no longer has the key to it")
        .await;
    member.open("/").await;
    member.sees("You own").await;
    shows(&member, "Mum").await;
    member.open("/accounts").await;
    member.until("the account", OPEN_ENTRY, json!([1])).await;
    member.until("to forget it", FORGET, json!([1])).await;
    member.sees("Forget Dad on this device?").await;
    member.until("the answer", ANSWER, json!([])).await;
    member.sees_no_more("no longer has the key").await;
    member.sees("Signed in. Nothing to do.").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn a_damaged_list_of_accounts_is_made_anew() {
    let stage = Stage::new().await;
    stage.sandbox.account(ANNA, &[]).await;
    stage.sandbox.account(BEN, &[]).await;
    let member = stage.member("household", Screen::phone()).await;
    member.signs_in(&stage.sandbox, ANNA).await;
    member.signs_in(&stage.sandbox, BEN).await;
    member.damage("records", "/accounts").await;
    member.open("/accounts").await;
    member.sees("list of accounts").await;
    member
        .until(
            "both accounts",
            "return document.querySelectorAll('.people > li').length === 2",
            json!([]),
        )
        .await;
    member.open("/").await;
    member.sees("You own").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn a_second_store_needs_no_second_sign_in_and_no_tab_undoes_it() {
    let stage = Stage::new().await;
    stage.sandbox.account(ANNA, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, ANNA).await;
    let registered = stage.sandbox.requests("/auth/register").await;
    let first = member.driver.window().await.unwrap();
    let second = member.driver.new_tab().await.unwrap();
    member
        .driver
        .switch_to_window(second.clone())
        .await
        .unwrap();
    member.open("/status").await;
    member.sees("Nothing for you to do").await;

    member.driver.switch_to_window(first.clone()).await.unwrap();
    member.open("/stores").await;
    member.press("Ask the stores").await;
    member.sees("Read these stores").await;
    member.press("Other stores").await;
    member.press("France").await;
    member.press("Read these stores").await;
    member.is_at("/sync").await;

    // The other tab, opened before, writes the same record: it keeps what it did not know of.
    member.driver.switch_to_window(second).await.unwrap();
    member.press("Export auth file").await;
    member.press("Export it").await;
    member.download("audible-auth.json").await;
    member.sees("Show France").await;
    member.driver.switch_to_window(first).await.unwrap();
    member.open("/status").await;
    member.sees("Show France").await;
    member.sees("Last backup file:").await;
    assert_eq!(stage.sandbox.requests("/auth/register").await, registered);

    // One account with two stores: the frame offers the stores.
    switch_to(&member, "France").await;
    member.leave().await;
}

#[tokio::test]
async fn what_amazon_gave_once_is_stored_though_the_library_does_not_open() {
    let stage = Stage::new().await;
    stage.sandbox.account(ANNA, &[]).await;
    stage.sandbox.account(BEN, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, BEN).await;
    member.signs_in(&stage.sandbox, ANNA).await;
    member.open("/accounts").await;
    member.until("both", OPEN_ENTRY, json!([1])).await;
    let anna = member.script(SECOND_ID, json!([])).await;
    let library = format!("{}/us/library/0", anna.as_str().unwrap());
    stage.sandbox.revoke(ANNA).await;

    // A newer AudiPy wrote her library, so that this one shows the other account, and says so.
    member.make_newer(&library).await;
    member.open("/sign-in").await;
    member.sees("signed in here already").await;
    member.sees("comes from a newer AudiPy").await;
    member.press("Close this message").await;
    member.sees_no_more("comes from a newer AudiPy").await;
    let address = member.goes_through_amazon(&stage.sandbox, ANNA).await;
    member.paste(e2e::sign_in::ADDRESS, &address).await;
    member.press("Continue").await;
    // The tokens are stored by then, the library still does not open: no link is offered again.
    member.sees("Amazon has let this browser in").await;
    member.sees("comes from a newer AudiPy").await;
    member.sees_no_more("Choose your store").await;
    member.screenshot("sign-in-unopened").await;

    // As soon as it opens, it is signed in: nobody is asked again.
    member.make_readable(&library).await;
    member.open("/accounts").await;
    member.press("Show").await;
    member.open("/status").await;
    member.press("Refresh now").await;
    member.sees("Nothing for you to do").await;
    assert_eq!(stage.sandbox.requests("/auth/register").await, 3);
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn a_sign_in_to_a_library_of_a_newer_audipy_says_so_where_it_is_the_only_one() {
    let stage = Stage::new().await;
    stage.sandbox.account(ANNA, &[]).await;
    let member = stage.member("anna", Screen::phone()).await;
    member.signs_in(&stage.sandbox, ANNA).await;
    stage.sandbox.revoke(ANNA).await;
    member.make_newer("/us/library/0").await;
    member.open("/").await;
    member.sees("comes from a newer AudiPy").await;
    member.press("Sign in").await;
    member.is_at("/sign-in").await;
    let address = member.goes_through_amazon(&stage.sandbox, ANNA).await;
    member.paste(e2e::sign_in::ADDRESS, &address).await;
    member.press("Continue").await;
    member.sees("Amazon has let this browser in").await;
    member.sees("comes from a newer AudiPy").await;

    member.make_readable("/us/library/0").await;
    member.press("Load AudiPy anew").await;
    member.sees("You own").await;
    member.open("/status").await;
    member.press("Refresh now").await;
    member.sees("Nothing for you to do").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn activation_bytes_and_cookies_come_when_they_are_asked_for() {
    let stage = Stage::new().await;
    stage.sandbox.account(ANNA, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, ANNA).await;
    let expected = stage.sandbox.expected(ANNA).await;
    let bytes = expected["activation_bytes"].as_str().unwrap().to_owned();
    assert_eq!(bytes.len(), 8);

    member.open("/status").await;
    assert_eq!(stage.sandbox.requests("/license/token").await, 0);
    member.press("Fetch from Audible").await;
    member.sees(&bytes).await;
    member.press("Fetch fresh ones").await;
    member.sees("fetched anew when something needs them").await;
    // Possible again once they are stored; they are still good.
    member.press("Fetch fresh ones").await;
    // Kept, so that nobody is asked again.
    member.open("/status").await;
    member.sees("fetched anew when something needs them").await;
    member.press("Show").await;
    member.sees(&bytes).await;
    // An export with cookies takes those that are still good.
    member.press("Hide").await;
    member.press("Export auth file").await;
    member.press("With fresh website cookies").await;
    member.press("Export it").await;
    let file = member.takes_download("audible-auth.json").await;
    let file: serde_json::Value = serde_json::from_slice(&file).unwrap();
    assert_eq!(file["activation_bytes"], bytes.as_str());
    let of_home = &file["website_cookies"];
    assert!(!of_home.as_object().unwrap().is_empty());
    assert_eq!(stage.sandbox.requests("/license/token").await, 1);
    assert_eq!(stage.sandbox.requests("/ap/exchangetoken/cookies").await, 1);

    // Those of another store of the account are handed on and not kept.
    member.click("Export auth file").await;
    member.click("With fresh website cookies").await;
    member.choose("Cookies of the website of", "Germany").await;
    member.click("Export it").await;
    let other = member.takes_download("audible-auth.json").await;
    let other: serde_json::Value = serde_json::from_slice(&other).unwrap();
    assert!(!other["website_cookies"].as_object().unwrap().is_empty());
    assert_ne!(&other["website_cookies"], of_home);
    assert_eq!(stage.sandbox.requests("/ap/exchangetoken/cookies").await, 2);
    let log = stage.sandbox.log().await.to_string();
    assert!(log.contains(".amazon.de"), "{log}");
    member.click("Export auth file").await;
    member.click("With fresh website cookies").await;
    member.click("Export it").await;
    let again = member.takes_download("audible-auth.json").await;
    let again: serde_json::Value = serde_json::from_slice(&again).unwrap();
    assert_eq!(&again["website_cookies"], of_home);
    assert_eq!(stage.sandbox.requests("/ap/exchangetoken/cookies").await, 2);
    pictures_of(&member, "status", "/status").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn a_file_with_a_device_key_alone_reads_the_library_by_signing() {
    let stage = Stage::new().await;
    stage.sandbox.account(ANNA, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, ANNA).await;
    member.open("/status").await;
    member.press("Export auth file").await;
    member.press("Export it").await;
    let bytes = member.download("audible-auth.json").await;
    let mut file: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    for key in [
        "access_token",
        "refresh_token",
        "expires",
        "website_cookies",
    ] {
        file[key] = json!(null);
    }
    member.leave().await;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("signing.json");
    std::fs::write(&path, file.to_string()).unwrap();
    let other = stage.member("other", Screen::default()).await;
    other.opens_file(&path).await;
    other
        .sees("One account is in it. Nothing is kept yet.")
        .await;
    other.press("Keep this account").await;
    other.is_at("/stores").await;
    other.press("Read these stores").await;
    other.sees("Sync now").await;
    other.open("/").await;
    other.sees("You own").await;
    other.open("/status").await;
    other.sees("Requests are signed with the device key").await;
    assert_eq!(stage.sandbox.requests("/auth/token").await, 0);
    other.leave().await;
}

#[tokio::test]
async fn a_refusal_is_notified_to_who_looks_elsewhere_and_only_to_who_asked_for_it() {
    let stage = Stage::new().await;
    stage.sandbox.account(ANNA, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.open("/").await;
    // Nobody is asked at the start.
    assert_eq!(permission(&member).await, "default");
    member
        .devtools(
            "Browser.grantPermissions",
            json!({"origin": stage.origin, "permissions": ["notifications"]}),
        )
        .await;
    member.signs_in(&stage.sandbox, ANNA).await;
    member.open("/status").await;
    member.press("Notify me").await;
    member.sees("Switched on, for this device").await;

    // Elsewhere, while Amazon ends the sign-in.
    stage.sandbox.revoke(ANNA).await;
    member.script(COUNT_NOTIFICATIONS, json!([])).await;
    member.press("Refresh now").await;
    member.sees("Please sign in again.").await;
    member
        .until("a notification", "return window.notified === 1", json!([]))
        .await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn all_libraries_are_shown_as_one_with_who_has_what() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, books: serde_json::Value| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, books.to_string()).unwrap();
    };
    write(
        "us/library.json",
        json!([book("B0FBOOK001", "Low Water", "1")]),
    );
    write(
        "us/catalog.json",
        json!([
            book("B0FBOOK002", "High Water", "2"),
            book("B0FBOOK003", "Slack Water", "3")
        ]),
    );
    // The British store has an ASIN of its own for the second volume.
    write(
        "uk/library.json",
        json!([book("B0FBOOKUK2", "High Water", "2")]),
    );
    write(
        "uk/catalog.json",
        json!([
            book("B0FBOOK001", "Low Water", "1"),
            book("B0FBOOK003", "Slack Water", "3")
        ]),
    );
    let data = folder.path().to_str().unwrap();
    let stage = Stage::with_sandbox(&["--data", data]).await;
    stage.sandbox.account(ANNA, &[]).await;
    stage.sandbox.account(BEN, &[]).await;
    let member = stage.member("household", Screen::default()).await;
    for (email, not, place, name) in [
        (ANNA, "United Kingdom", 0, "Mum"),
        (BEN, "United States", 1, "Dad"),
    ] {
        member.open("/sign-in").await;
        let address = member.goes_through_amazon(&stage.sandbox, email).await;
        member.paste(e2e::sign_in::ADDRESS, &address).await;
        member.press("Continue").await;
        member.is_at("/stores").await;
        member.press(not).await;
        member.press("Read these stores").await;
        member.is_at("/sync").await;
        member.sees("Sync now").await;
        member.open("/accounts").await;
        call(&member, place, name).await;
    }

    // Dad lacks two volumes, and Mum has one of them.
    member.open("/reports/missing").await;
    member
        .until("who has volume 1", OWNERS, json!(["Low Water", ["Mum"]]))
        .await;
    member
        .until("who has volume 3", OWNERS, json!(["Slack Water", []]))
        .await;

    // Together only the third is missing, and it stays so after a reload.
    switch_to(&member, "All together").await;
    member.open("/reports/missing").await;
    shows(&member, "All together").await;
    member.sees("Slack Water").await;
    member.sees_no_more("Low Water").await;
    member.open("/reports/by-author").await;
    member
        .until("who has volume 1", OWNERS, json!(["Low Water", ["Mum"]]))
        .await;
    member
        .until("who has volume 2", OWNERS, json!(["High Water", ["Dad"]]))
        .await;
    member.open("/status").await;
    member.sees("Your libraries as one").await;
    member.sees_no_more("Sign out and remove").await;
    pictures(&member).await;
    switch_to(&member, "Mum").await;
    member.open("/reports/missing").await;
    member
        .until("who has volume 2", OWNERS, json!(["High Water", ["Dad"]]))
        .await;
    pictures_of(&member, "missing-owned", "/reports/missing").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn nobody_signs_in_twice_without_knowing() {
    let stage = Stage::new().await;
    stage.sandbox.account(ANNA, &[]).await;
    let member = stage.member("anna", Screen::phone()).await;
    member.signs_in(&stage.sandbox, ANNA).await;
    assert_eq!(stage.sandbox.requests("/auth/register").await, 1);
    member.open("/sign-in").await;
    member.sees("is signed in here already").await;
    pictures_of(&member, "one-device", "/sign-in").await;
    member.sees("Open Amazon’s list").await;
    // Out first: the old device is gone before a new one comes.
    member.press("Sign out first").await;
    member.is_at("/accounts").await;
    member.until("the account", OPEN_ENTRY, json!([0])).await;
    member.press("Sign out and remove").await;
    member.sees("and delete the library here?").await;
    member.until("the answer", ANSWER, json!([])).await;
    member.sees("Nobody is signed in on this device yet").await;
    assert_eq!(stage.sandbox.requests("/auth/deregister").await, 1);
    member.signs_in(&stage.sandbox, ANNA).await;
    member.open("/status").await;
    member.sees("Nothing for you to do").await;
    assert_eq!(stage.sandbox.requests("/auth/register").await, 2);
    member.leave().await;
    stage.assert_no_secrets().await;
}

fn book(asin: &str, title: &str, number: &str) -> serde_json::Value {
    json!({
        "asin": asin,
        "title": title,
        "authors": [{"asin": "B0FAUTHOR1", "name": "Ada Quill"}],
        "narrators": [{"asin": null, "name": "Theo Brandt"}],
        "language": "english",
        "runtime_length_min": 600,
        "origin_type": "Purchase",
        "purchase_date": "2022-01-01T00:00:00Z",
        "release_date": "2020-01-01",
        "series": [{"asin": "B0FSERIES1", "title": "Waters", "sequence": number}],
    })
}

/// The pages of this file in both sizes and schemes, as `target/screens/people-…`.
async fn pictures(member: &Member) {
    for (name, path) in [
        ("accounts", "/accounts"),
        ("together", "/reports/by-author"),
        ("together-status", "/status"),
    ] {
        pictures_of(member, name, path).await;
    }
}

async fn pictures_of(member: &Member, name: &str, path: &str) {
    member.open(path).await;
    for (width, height) in [(390, 844), (1280, 900)] {
        for scheme in ["light", "dark"] {
            member
                .devtools(
                    "Emulation.setDeviceMetricsOverride",
                    json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}),
                )
                .await;
            member
                .devtools(
                    "Emulation.setEmulatedMedia",
                    json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]}),
                )
                .await;
            member
                .until(
                    "the page",
                    "return !!document.querySelector('main h1')?.innerText \
                       && !document.querySelector('#boot, [aria-busy=true]')",
                    json!([]),
                )
                .await;
            let widths = member
                .script(
                    "return [document.documentElement.scrollWidth, innerWidth]",
                    json!([]),
                )
                .await;
            assert!(
                widths[0].as_f64() <= widths[1].as_f64(),
                "{name} is {} wide on a screen of {}",
                widths[0],
                widths[1]
            );
            member
                .screenshot(&format!("people-{name}-{width}-{scheme}"))
                .await;
        }
    }
}

async fn permission(member: &Member) -> String {
    let permission = member
        .script("return Notification.permission", json!([]))
        .await;
    permission.as_str().unwrap().to_owned()
}

/// Gives the account at a place of the list a name of one's own; hands back its id.
async fn call(member: &Member, place: usize, name: &str) -> String {
    member
        .until("the account", OPEN_ENTRY, json!([place]))
        .await;
    let field = member.driver.find(thirtyfour::By::Css("[data-e2e-name]"));
    let field = field.await.unwrap();
    field.clear().await.unwrap();
    field.send_keys(name).await.unwrap();
    field.send_keys("\u{e007}").await.unwrap();
    member.sees(name).await;
    let id = field.attr("id").await.unwrap().unwrap();
    id.trim_start_matches("name-").to_owned()
}

/// Opens the switcher with the keyboard and chooses an account.
async fn switch_to(member: &Member, name: &str) {
    member
        .until("the switcher", "const s = document.querySelector('.switch > summary'); if (!s) return false; s.focus(); return true", json!([]))
        .await;
    let summary = member.driver.active_element().await.unwrap();
    summary.send_keys("\u{e007}").await.unwrap();
    member.until("the account", CHOOSE, json!([name])).await;
    shows(member, name).await;
}

/// Waits until the frame says that this account is shown.
async fn shows(member: &Member, name: &str) {
    member
        .until(
            &format!("{name} to be shown"),
            "return (document.querySelector('.switch > summary') || {innerText: ''}).innerText.includes(arguments[0])",
            json!([name]),
        )
        .await;
}

const OWNERS: &str = r"
const [title, names] = arguments;
const row = [...document.querySelectorAll('.vol, tr')].find(r => r.innerText.includes(title));
if (!row) return false;
const said = [...row.querySelectorAll('.owner')].map(o => o.innerText.replace(/^\s*\S\s+/, '').trim());
return JSON.stringify(said) === JSON.stringify(names);";

const SECOND_ID: &str =
    "return document.querySelectorAll('.people > li input[maxlength]')[1].id.slice(5)";

const OPEN_ENTRY: &str = r"
const entry = document.querySelectorAll('.people > li')[arguments[0]];
if (!entry) return false;
entry.querySelector('details').open = true;
const field = entry.querySelector('input[maxlength]');
if (!field) return false;
document.querySelectorAll('[data-e2e-name]').forEach(e => e.removeAttribute('data-e2e-name'));
field.setAttribute('data-e2e-name', '');
return true;";

const CHOOSE: &str = r"
const all = [...document.querySelectorAll('.switch[open] button')];
const one = all.find(b => b.innerText.includes(arguments[0]));
if (!one) return false;
one.click();
return true;";

const FORGET: &str = r"
const entry = document.querySelectorAll('.people > li')[arguments[0]];
const button = [...entry.querySelectorAll('button')].find(b => b.innerText === 'Forget here');
if (!button) return false;
button.click();
return true;";

const ANSWER: &str = r"
const yes = document.querySelector('[role=alertdialog] button.grave');
if (!yes) return false;
yes.click();
return true;";

/// As if the page were in the background: what it would show is counted.
const COUNT_NOTIFICATIONS: &str = r"
Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});
window.notified = 0;
const shown = ServiceWorkerRegistration.prototype.showNotification;
ServiceWorkerRegistration.prototype.showNotification = function (...all) {
  window.notified += 1;
  return shown.apply(this, all);
};
const Real = Notification;
window.Notification = class extends Real {
  constructor(...all) { super(...all); window.notified += 1; }
};";
