//! Covers: straight from Amazon unless somebody asks for them to be kept; then sealed, there without
//! a network, and gone when they are wanted no longer.

use e2e::{Member, Screen, Stage};
use serde_json::{Value, json};
use thirtyfour::prelude::WindowHandle;

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
    watch(&member).await;

    // Without being asked nothing comes through the relay, and nothing stays here.
    member.open(GALLERY).await;
    drawn(&member).await;
    assert_eq!(stage.sandbox.requests(PICTURES).await, 0);
    assert_eq!(kept(&member).await, 0);

    member.open("/settings").await;
    member.press(KEEP).await;
    member.until("the choice", IS_CHOSEN, json!([])).await;
    // One after the other, so that a failure tells how far they came.
    member.open(GALLERY).await;
    stage.sandbox.until_requests(PICTURES, 1).await;
    until_some_are_kept(&member).await;
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
    let here = member.driver.window().await.unwrap();
    let there = member.driver.new_tab().await.unwrap();
    turn_to(&member, &there).await;
    watch(&member).await;
    member.open("/settings").await;
    member.sees("covers are kept,").await;
    turn_to(&member, &here).await;
    member.open("/settings").await;
    member.sees("covers are kept,").await;
    member.press(KEEP).await;
    member.sees_no_more("covers are kept,").await;
    assert_eq!(kept(&member).await, 0);
    let asked = stage.sandbox.requests(PICTURES).await;
    member.open(GALLERY).await;
    drawn(&member).await;
    assert_eq!(stage.sandbox.requests(PICTURES).await, asked);
    assert_eq!(kept(&member).await, 0);

    // A tab that was open all the while holds to it, too.
    turn_to(&member, &there).await;
    member
        .until("the choice of the other tab", IS_OFF, json!([KEEP]))
        .await;
    member.open_inside(GALLERY).await;
    drawn(&member).await;
    assert_eq!(stage.sandbox.requests(PICTURES).await, asked);
    assert_eq!(kept(&member).await, 0);
    member.leave().await;
    stage.assert_no_secrets().await;
}

/// Notes in each page that is loaded from now on which pictures did not come.
async fn watch(member: &Member) {
    let script = json!({ "source": WATCH });
    member
        .devtools("Page.addScriptToEvaluateOnNewDocument", script)
        .await;
}

/// Goes to a tab and has it in front: behind others no picture is loaded.
async fn turn_to(member: &Member, tab: &WindowHandle) {
    member.driver.switch_to_window(tab.clone()).await.unwrap();
    member.devtools("Page.bringToFront", json!({})).await;
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

/// Waits until Amazon itself was asked for covers, in vain since its picture server is not to be had here,
/// and all on the screen are drawn.
async fn drawn(member: &Member) {
    let none = "return seen.length > 0 && seen.every(cover => cover.matches('svg')) && \
        window.refused.some(it => it.startsWith('https://m.media-amazon.com/'))";
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

/// How many covers are kept in this browser now, of whatever account.
async fn kept(member: &Member) -> u64 {
    let look = format!("const [done] = arguments; {LOOK}");
    let looked = member
        .driver
        .execute_async(look.as_str(), Vec::<Value>::new())
        .await;
    looked.unwrap().json().as_u64().unwrap()
}

/// Waits until some covers are kept in this browser.
async fn until_some_are_kept(member: &Member) {
    // Looks each time it is asked, and tells what it saw the time before.
    let look = format!(
        "const done = count => {{ window.keptCovers = count; }}; {LOOK} return window.keptCovers > 0"
    );
    member.until("kept covers", &look, json!([])).await;
}

/// Hands the number of kept covers to `done`.
const LOOK: &str = "
    const opening = indexedDB.open('audipy');
    opening.onsuccess = () => {
        const database = opening.result;
        const asked = database.transaction('records').objectStore('records').getAllKeys();
        asked.onsuccess = () => {
            database.close();
            done(asked.result.filter(key => key.split('/')[1] === 'covers').length);
        };
    };";
const WATCH: &str = "window.refused = [];
    addEventListener('error', event => {
        if (event.target instanceof HTMLImageElement) window.refused.push(event.target.src);
    }, true);";
/// Whether the choice of this name is there and off.
const IS_OFF: &str = "const choices = [...document.querySelectorAll('label.check')];
    const choice = choices.find(it => it.innerText.trim().startsWith(arguments[0]));
    return choice !== undefined && !choice.querySelector('input').checked;";
const IS_CHOSEN: &str = "return JSON.parse(localStorage.getItem('preferences')).keep_covers";
/// The service worker has the whole build and is in charge of the page.
const KEPT_BUILD: &str = "if (!navigator.serviceWorker.controller) { \
    navigator.serviceWorker.ready.then(() => location.reload()); return false; } return true;";
