//! The search over everything, and the pages of one book, one person and one series.

use e2e::{Member, Screen, Stage};
use serde_json::json;
use thirtyfour::Key;

#[tokio::test]
async fn from_book_to_person_to_series_and_back_by_keyboard_alone() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    member.opens_sample().await;

    // A slip of the finger, and a book that is missing.
    member.keys("/").await;
    is_open(&member).await;
    member.keys("undertow ledgr").await;
    first_is(&member, "The Undertow Ledger").await;
    member.screenshot("find-books").await;
    member.keys(Key::Enter).await;
    member.sees_heading("The Undertow Ledger").await;
    member.sees("Mara Ellison").await;
    member.sees("In the Audible store").await;
    member.focus_is("h1").await;
    member.screenshot("book").await;

    let chain = member.driver.action_chain().key_down(Key::Control);
    let chain = chain.send_keys("k").key_up(Key::Control);
    chain.perform().await.unwrap();
    is_open(&member).await;
    // What was typed last is chosen, so that typing replaces it.
    member.keys("mara ellison").await;
    first_is(&member, "Mara Ellison").await;
    member.keys(Key::Enter).await;
    member.sees_heading("Mara Ellison").await;
    member.sees("Written, and yours").await;
    member.sees("Written, and not yours").await;
    member.screenshot("person").await;

    member.keys("/").await;
    is_open(&member).await;
    member.keys("tidewright").await;
    first_is(&member, "The Tidewright Saga").await;
    member.keys(Key::Down).await;
    member.keys(Key::Up).await;
    member.keys(Key::Enter).await;
    member.sees_heading("The Tidewright Saga").await;
    member.sees("In order").await;
    member.sees("Completing it takes").await;
    member.screenshot("series").await;

    member.driver.back().await.unwrap();
    member.sees_heading("Mara Ellison").await;
    member.driver.back().await.unwrap();
    member.sees_heading("The Undertow Ledger").await;

    // Escape closes it, and the focus is where it was.
    member.keys("/").await;
    is_open(&member).await;
    member.keys("zzzz no such title").await;
    member.sees("Nothing is called that").await;
    member.keys(Key::Escape).await;
    is_closed(&member).await;
    member.focus_is("h1").await;

    // In a field these keys are letters.
    member.open("/reports/by-author").await;
    let field = member.field("Search your library").await;
    field.send_keys("a/b").await.unwrap();
    is_closed(&member).await;

    // From a row to its book, and on to its author.
    member.open("/reports/by-author").await;
    member.follow(".book-table th[scope=row] a").await;
    member.sees("In your library").await;
    member.follow(".known a[href^='/people/']").await;
    member.sees("Together with").await;
    member.follow(".vol a[href^='/books/']").await;
    member.follow(".known a[href^='/people/']").await;

    for path in [
        "/books/B000000000",
        "/books/nothing",
        "/people/nobodyatall",
        "/people/%E6%9D%91%E7%94%B0%2F",
        "/series/no%20such%20series",
    ] {
        member.open(path).await;
        member.sees_heading("AudiPy does not know this one").await;
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
    member.opens_sample().await;
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
    member.follow("dialog.finder [role=option]").await;
    member.sees_heading("The Tidewright Saga").await;
    is_closed(&member).await;
    member.fits().await;
    member.screenshot("series-phone").await;
    member.follow(".vol a[href^='/books/']").await;
    member.sees("In deiner Bibliothek").await;
    member.fits().await;
    member.screenshot("book-phone").await;
    member.follow(".known a[href^='/people/']").await;
    member.sees("Zusammen mit").await;
    member.fits().await;
    member.screenshot("person-phone").await;
    member.leave().await;
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
