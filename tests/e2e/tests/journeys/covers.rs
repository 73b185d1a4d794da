//! Covers: straight from Amazon unless somebody asks for them to be kept; then sealed, there without
//! a network, and gone when they are wanted no longer.

use e2e::{Member, Screen, Stage};
use serde_json::json;

const EMAIL: &str = "picturesque@example.org";
/// The tables have no covers.
const GALLERY: &str = "/reports/by-author?as=covers";
/// Where covers are at the picture server.
const PICTURES: &str = "/images/I/*";
const KEEP: &str = "Keep covers on this device";

#[tokio::test]
async fn covers_are_kept_only_for_who_asks_and_are_there_offline() {
    let mut stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    // Of the sample library nothing is ever kept.
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;

    // Without being asked nothing comes through the relay, and nothing stays here.
    member.open(GALLERY).await;
    drawn(&member).await;
    assert_eq!(stage.sandbox.requests(PICTURES).await, 0);
    keeps(&member, false).await;

    member.open("/settings").await;
    member.press(KEEP).await;
    member.until("the choice", IS_CHOSEN, json!([])).await;
    // One after the other, so that a failure tells how far they came.
    member.open(GALLERY).await;
    stage.sandbox.until_requests(PICTURES, 1).await;
    keeps(&member, true).await;
    shown(&member).await;
    member.screenshot("covers-kept").await;

    // With the relay gone there is nobody else to ask.
    member.until("the kept build", KEPT_BUILD, json!([])).await;
    shown(&member).await;
    stage.stop_relay();
    member.driver.refresh().await.unwrap();
    shown(&member).await;
    stage.start_relay();

    // Whoever wants them no longer is rid of them at once.
    member.open("/settings").await;
    member.sees("covers are kept,").await;
    member.press(KEEP).await;
    member.sees_no_more("covers are kept,").await;
    keeps(&member, false).await;
    let asked = stage.sandbox.requests(PICTURES).await;
    member.open(GALLERY).await;
    drawn(&member).await;
    assert_eq!(stage.sandbox.requests(PICTURES).await, asked);
    keeps(&member, false).await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

/// Waits until all covers on the screen are of this device: pictures that did arrive.
async fn shown(member: &Member) {
    let kept = "const pictures = seen.filter(cover => cover.matches('img')); \
        return pictures.length > 0 && pictures.every(it => \
          it.src.startsWith('blob:') && it.complete && it.naturalWidth > 0)";
    member
        .until("covers of this device", &seen(kept), json!([]))
        .await;
}

/// Waits until all covers on the screen are drawn: Amazon's picture server is not to be had here.
async fn drawn(member: &Member) {
    let none = "return seen.length > 0 && seen.every(cover => cover.matches('svg'))";
    member.until("drawn covers", &seen(none), json!([])).await;
}

/// A script about the covers on the screen.
fn seen(script: &str) -> String {
    format!(
        "const seen = [...document.querySelectorAll('.tile .cover')].filter(cover => {{ \
           const box = cover.getBoundingClientRect(); \
           return box.bottom > 0 && box.top < innerHeight; \
         }}); {script}"
    )
}

/// Waits until some covers are kept in this browser, of whatever account, or none.
async fn keeps(member: &Member, some: bool) {
    let what = if some { "kept covers" } else { "no kept cover" };
    member.until(what, KEEPS, json!([some])).await;
}

/// Looks each time it is asked, and tells what it saw the time before.
const KEEPS: &str = "
    const opening = indexedDB.open('audipy');
    opening.onsuccess = () => {
        const database = opening.result;
        const asked = database.transaction('records').objectStore('records').getAllKeys();
        asked.onsuccess = () => {
            const covers = asked.result.filter(key => key.split('/')[1] === 'covers');
            window.keptCovers = covers.length;
            database.close();
        };
    };
    return window.keptCovers !== undefined && window.keptCovers > 0 === arguments[0];";
const IS_CHOSEN: &str = "return JSON.parse(localStorage.getItem('preferences')).keep_covers";
/// The service worker has the whole build and is in charge of the page.
const KEPT_BUILD: &str = "if (!navigator.serviceWorker.controller) { \
    navigator.serviceWorker.ready.then(() => location.reload()); return false; } return true;";
