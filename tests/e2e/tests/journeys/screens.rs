//! Every page in both sizes and both schemes, in German, and by keyboard alone. The pictures land
//! in `target/screens`.

use e2e::{Member, Screen, Stage};
use serde_json::json;
use thirtyfour::Key;

const PAGES: [(&str, &str); 23] = [
    ("overview", "/"),
    ("by-author", "/reports/by-author"),
    ("by-narrator", "/reports/by-narrator"),
    ("by-series", "/reports/by-series"),
    ("missing", "/reports/missing"),
    ("more-by-authors", "/reports/more-by-authors"),
    ("more-by-narrators", "/reports/more-by-narrators"),
    ("reports", "/reports"),
    ("unfinished", "/reports/unfinished"),
    ("planner", "/reports/planner"),
    ("by-genre", "/reports/by-genre"),
    ("sync", "/sync"),
    ("status", "/status"),
    ("settings", "/settings"),
    ("privacy", "/privacy"),
    ("not-found", "/no/such/page"),
    ("open-file", "/open-file"),
    ("accounts", "/accounts"),
    ("backup", "/backup"),
    ("locks", "/locks"),
    ("news", "/news"),
    ("podcasts", "/podcasts"),
    ("worth", "/worth"),
];

#[tokio::test]
async fn no_page_is_wider_than_the_screen() {
    let stage = Stage::new().await;
    for screen in Screen::all() {
        let of = screen.name();
        let member = stage.member(&of, screen).await;
        for (name, path) in [("welcome", "/"), ("sign-in", "/sign-in")] {
            shows(&member, &format!("{name}-{of}"), path).await;
        }
        member.opens_sample().await;
        for (name, path) in PAGES {
            shows(&member, &format!("{name}-{of}"), path).await;
        }
        member.leave().await;
    }
}

#[tokio::test]
async fn a_german_browser_gets_german_pages_and_the_choice() {
    let stage = Stage::new().await;
    let screen = Screen {
        language: "de-DE",
        ..Screen::phone()
    };
    let member = stage.member("anna", screen).await;
    member.open("/").await;
    member.sees("Beispielbibliothek").await;
    member.press("Beispielbibliothek öffnen").await;
    member.sees("Du hast").await;
    member.open("/reports/missing").await;
    member.sees("Lücken in meinen Serien").await;
    member.open("/settings").await;
    member.press("English").await;
    member
        .sees("Kept on this device. Changes apply at once.")
        .await;
    member.open("/reports/missing").await;
    member.sees("Missing in my series").await;
    member.leave().await;
}

#[tokio::test]
async fn everything_can_be_reached_by_keyboard() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    member.open("/").await;
    member.sees("Open the sample library").await;
    tab_to(&member, "Open the sample library").await;
    member.keys(Key::Enter).await;
    member.sees("You own").await;
    tab_to(&member, "Series").await;
    member.keys(Key::Enter).await;
    member.is_at("/reports/missing").await;
    member.sees("are missing in").await;
    for _ in 0..60 {
        member.keys(Key::Tab).await;
        let script = "return document.activeElement.matches('input[type=search]')";
        if member.script(script, json!([])).await == true {
            break;
        }
    }
    member.keys("zzzz no such title").await;
    member.sees("Nothing matches").await;
    member.leave().await;
}

async fn shows(member: &Member, name: &str, path: &str) {
    member.open(path).await;
    member
        .until(
            "the page's heading",
            "return !!document.querySelector('main h1')?.innerText \
               && !document.querySelector('#boot, [aria-busy=true], .skeleton')",
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
    member.screenshot(name).await;
}

/// Presses Tab until what has the focus says so.
async fn tab_to(member: &Member, words: &str) {
    for _ in 0..60 {
        member.keys(Key::Tab).await;
        let focused = member
            .script(
                "return (document.activeElement.innerText || '').trim()",
                json!([]),
            )
            .await;
        if focused == words {
            return;
        }
    }
    panic!("no way to {words:?} by Tab:\n{}", member.text().await);
}
