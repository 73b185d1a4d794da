//! Typing into the search over everything: from the key to the list on the screen, in the browser.

use std::fs;

use e2e::{Screen, Stage};

use crate::figures::{aimed, figure, heading};
use crate::library;
use crate::page::OwnSite;
use crate::typing::key_times;
use crate::watch::until;

/// Every beginning of some queries, rightly typed and with a slip, at 10,000 titles.
pub(crate) async fn typing() {
    heading("search over everything in the browser, 10,000 titles");
    let stage = Stage::new().await;
    let site = OwnSite::new();
    fs::write(site.folder().join("sample.json"), library::sample(10_000)).unwrap();
    let member = stage.member("typing", Screen::default()).await;
    member.driver.goto(&site.origin).await.unwrap();
    member.press("Open the sample library").await;
    member.sees("You own").await;
    let opened = "document.querySelector('dialog.finder[open]')";
    let ready = "document.querySelector('dialog.finder [role=option]')";
    member.press("Search").await;
    until(&member, opened).await;
    member.fill("Titles, people, series", "the").await;
    until(&member, ready).await;
    let queries = [
        "the undertow ledger",
        "mara ellison",
        "tidewrihgt saga",
        "josune arate",
    ];
    let field = "dialog.finder [role=combobox]";
    let times = key_times(&member, field, "dialog.finder", &queries).await;
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    figure("keys", times.len());
    figure("median", format!("{:.1} ms", at(50)));
    aimed("p95", at(95), "ms", 16.0);
    figure("slowest", format!("{:.1} ms", at(100)));
    let found = until(&member, "document.querySelectorAll('[role=option]').length").await;
    assert!(found.as_u64() > Some(0), "the last query finds {found}");
    member.leave().await;
}
