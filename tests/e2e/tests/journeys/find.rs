//! The search over everything, and the pages of one book, one person and one series.

use e2e::{Member, Screen, Stage};
use serde_json::json;
use thirtyfour::{Key, TypingData};

#[tokio::test]
async fn from_book_to_person_to_series_and_back_by_keyboard_alone() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    open_sample(&member, "Open the sample library", "You own").await;

    // A slip of the finger, and a book that is missing.
    keys(&member, "/").await;
    is_open(&member).await;
    keys(&member, "undertow ledgr").await;
    first_is(&member, "The Undertow Ledger").await;
    member.screenshot("find-books").await;
    keys(&member, Key::Enter).await;
    heading(&member, "The Undertow Ledger").await;
    member.sees("Mara Ellison").await;
    member.sees("In the Audible store").await;
    focus_is(&member, "h1").await;
    member.screenshot("book").await;

    let chain = member.driver.action_chain().key_down(Key::Control);
    let chain = chain.send_keys("k").key_up(Key::Control);
    chain.perform().await.unwrap();
    is_open(&member).await;
    // What was typed last is chosen, so that typing replaces it.
    keys(&member, "mara ellison").await;
    first_is(&member, "Mara Ellison").await;
    keys(&member, Key::Enter).await;
    heading(&member, "Mara Ellison").await;
    member.sees("Written, and yours").await;
    member.sees("Written, and not yours").await;
    member.screenshot("person").await;

    keys(&member, "/").await;
    is_open(&member).await;
    keys(&member, "tidewright").await;
    first_is(&member, "The Tidewright Saga").await;
    keys(&member, Key::Down).await;
    keys(&member, Key::Up).await;
    keys(&member, Key::Enter).await;
    heading(&member, "The Tidewright Saga").await;
    member.sees("In order").await;
    member.sees("Completing it takes").await;
    member.screenshot("series").await;

    member.driver.back().await.unwrap();
    heading(&member, "Mara Ellison").await;
    member.driver.back().await.unwrap();
    heading(&member, "The Undertow Ledger").await;

    // Escape closes it, and the focus is where it was.
    keys(&member, "/").await;
    is_open(&member).await;
    keys(&member, "zzzz no such title").await;
    member.sees("Nothing is called that").await;
    keys(&member, Key::Escape).await;
    is_closed(&member).await;
    focus_is(&member, "h1").await;

    // In a field these keys are letters.
    member.open("/reports/by-author").await;
    let field = member.field("Search your library").await;
    field.send_keys("a/b").await.unwrap();
    is_closed(&member).await;

    // From a row to its book, and on to its author.
    member.open("/reports/by-author").await;
    follow(&member, ".book-table th[scope=row] a").await;
    member.sees("In your library").await;
    follow(&member, ".known a[href^='/people/']").await;
    member.sees("Together with").await;
    follow(&member, ".vol a[href^='/books/']").await;
    follow(&member, ".known a[href^='/people/']").await;

    for path in [
        "/books/B000000000",
        "/books/nothing",
        "/people/nobodyatall",
        "/people/%E6%9D%91%E7%94%B0%2F",
        "/series/no%20such%20series",
    ] {
        member.open(path).await;
        heading(&member, "AudiPy does not know this one").await;
    }
    member.leave().await;
}

#[tokio::test]
async fn on_a_phone_in_german_it_fills_the_screen() {
    let stage = Stage::new().await;
    let screen = Screen {
        language: "de-DE",
        dark: true,
        ..Screen::phone()
    };
    let member = stage.member("anna", screen).await;
    open_sample(&member, "Beispielbibliothek öffnen", "Du hast").await;
    member.press("Suchen").await;
    is_open(&member).await;
    member.fill("Titel, Personen, Serien", "tidewright").await;
    first_is(&member, "The Tidewright Saga").await;
    let size = member
        .script(
            "const box = document.querySelector('dialog.finder').getBoundingClientRect(); \
             return [box.left, box.top, innerWidth - box.width, innerHeight - box.height]",
            json!([]),
        )
        .await;
    assert_eq!(size, json!([0, 0, 0, 0]));
    member.screenshot("find-phone").await;
    follow(&member, "dialog.finder [role=option]").await;
    heading(&member, "The Tidewright Saga").await;
    is_closed(&member).await;
    fits(&member, "series-phone").await;
    follow(&member, ".vol a[href^='/books/']").await;
    member.sees("In deiner Bibliothek").await;
    fits(&member, "book-phone").await;
    follow(&member, ".known a[href^='/people/']").await;
    member.sees("Zusammen mit").await;
    fits(&member, "person-phone").await;
    member.leave().await;
}

async fn open_sample(member: &Member, words: &str, then: &str) {
    member.open("/").await;
    member.press(words).await;
    member.sees(then).await;
}

async fn keys(member: &Member, keys: impl Into<TypingData>) {
    let chain = member.driver.action_chain().send_keys(keys);
    chain.perform().await.unwrap();
}

async fn is_open(member: &Member) {
    let open = "return document.activeElement.matches('dialog.finder[open] [role=combobox]')";
    member.until("the search, open", open, json!([])).await;
}

async fn is_closed(member: &Member) {
    let closed = "return !document.querySelector('dialog.finder[open]')";
    member.until("no search", closed, json!([])).await;
}

/// The chosen hit, as a screen reader finds it.
async fn first_is(member: &Member, name: &str) {
    let chosen = "const field = document.querySelector('dialog.finder [role=combobox]'); \
        const hit = document.getElementById(field.getAttribute('aria-activedescendant')); \
        return hit?.ariaSelected === 'true' && hit.innerText.includes(arguments[0])";
    member.until(name, chosen, json!([name])).await;
}

async fn heading(member: &Member, name: &str) {
    let shown = "return document.querySelector('main h1')?.innerText === arguments[0]";
    member.until(name, shown, json!([name])).await;
}

async fn focus_is(member: &Member, selector: &str) {
    let focused = "return document.activeElement.matches(arguments[0])";
    member.until("the focus", focused, json!([selector])).await;
}

/// Follows the first link of this kind, as a click does, once it is there.
async fn follow(member: &Member, selector: &str) {
    let before = "return !!document.querySelector(arguments[0])";
    member.until(selector, before, json!([selector])).await;
    let click = "const link = document.querySelector(arguments[0]); \
        const to = link.getAttribute('href'); link.click(); return to";
    let to = member.script(click, json!([selector])).await;
    member.is_at(to.as_str().unwrap()).await;
}

async fn fits(member: &Member, name: &str) {
    let wide = "return document.documentElement.scrollWidth <= innerWidth";
    member.until("nothing too wide", wide, json!([])).await;
    member.screenshot(name).await;
}
