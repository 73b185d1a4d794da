//! What the tokens of an account are for: activation bytes, cookies, signing; and word of their end.

use e2e::{Member, Screen, Stage};
use serde_json::json;

const ANNA: &str = "first@example.org";

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
    member.pictures_of("people-status", "/status").await;
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

async fn permission(member: &Member) -> String {
    let permission = member
        .script("return Notification.permission", json!([]))
        .await;
    permission.as_str().unwrap().to_owned()
}

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
