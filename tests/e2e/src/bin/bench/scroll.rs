//! A report of 10,000 titles: scrolling through it, and typing what it is filtered by.

use std::fs;

use e2e::{Member, Screen, Stage};
use serde_json::json;

use crate::figures::{aimed, figure, float, heading};
use crate::library;
use crate::page::OwnSite;
use crate::typing::key_times;
use crate::watch::until;

/// Frames while the table and the gallery move, against a page that is empty but as long; then
/// every beginning of some words in the search field.
pub(crate) async fn frames_and_typing() {
    heading("scrolling and filtering 10,000 titles");
    let stage = Stage::new().await;
    let site = OwnSite::new();
    fs::write(site.folder().join("sample.json"), library::sample(10_000)).unwrap();
    let member = stage.member("scrolling", Screen::default()).await;
    member.driver.goto(&site.origin).await.unwrap();
    member.press("Open the sample library").await;
    member.sees("You own").await;

    let empty_page = format!("{}/health", stage.origin.replace("localhost", "127.0.0.1"));
    member.driver.goto(&empty_page).await.unwrap();
    member
        .script("document.body.style.height = '400000px'", json!([]))
        .await;
    frames(&member, "an empty page of that length").await;
    for (name, address, line) in [
        ("the table", "/reports/by-author", "tbody tr[id]"),
        ("the gallery", "/reports/by-author?as=covers", ".tile"),
    ] {
        let address = format!("{}{address}", site.origin);
        member.driver.goto(&address).await.unwrap();
        until(&member, &format!("document.querySelector('{line}')")).await;
        frames(&member, name).await;
    }
    let address = format!("{}/reports/by-author", site.origin);
    member.driver.goto(&address).await.unwrap();
    until(&member, "document.querySelector('tbody tr[id]')").await;
    typing(&member).await;
    member.leave().await;
}

async fn frames(member: &Member, name: &str) {
    let frames = member.script(SCROLL, json!([])).await;
    let mut frames: Vec<f64> = frames
        .as_array()
        .unwrap()
        .iter()
        .filter_map(serde_json::Value::as_f64)
        .collect();
    frames.sort_by(f64::total_cmp);
    let late = frames.iter().filter(|frame| **frame > FRAME).count();
    let share = float(late) / float(frames.len()) * 100.0;
    let p99 = frames[(frames.len() - 1) * 99 / 100];
    let longest = frames.last().copied().unwrap_or(f64::NAN);
    figure(
        &format!("{name}: frames over 16.7 ms"),
        format!("{share:.1} % (p99 {p99:.1} ms, longest {longest:.1} ms)"),
    );
}

async fn typing(member: &Member) {
    let words = ["the undertow", "mara ellison", "saga", "zzz"];
    let times = key_times(member, "#search", ".active", &words).await;
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    figure("typing: keys", times.len());
    figure("typing: median", format!("{:.1} ms", at(50)));
    aimed(
        "typing: p95 from the key to the filtered view",
        at(95),
        "ms",
        16.0,
    );
    figure("typing: slowest", format!("{:.1} ms", at(100)));
}

/// A frame at 60 a second; the clock of frames has tenths of milliseconds.
const FRAME: f64 = 16.75;

/// The times between 600 frames, in each of which the page is scrolled on by 100 pixels.
const SCROLL: &str = r"
return new Promise(done => {
  const frames = [];
  let last = null;
  const step = now => {
    if (last !== null) frames.push(now - last);
    last = now;
    if (frames.length >= 600) return done(frames);
    scrollBy(0, 100);
    requestAnimationFrame(step);
  };
  scrollTo(0, 0);
  requestAnimationFrame(step);
});
";
