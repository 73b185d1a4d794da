//! Two people joined into one, and one taken apart, by the member's word: kept, obeyed, taken back.

use e2e::{Member, Screen, Stage};
use serde_json::json;
use thirtyfour::Key;

const EMAIL: &str = "knowing@example.org";

/// Two of the sandbox's authors, and where the page of the first is.
const MARA: &str = "Mara Ellison";
const ADA: &str = "Ada Quill";
const PAGE: &str = "/people/B0VAUTH001";

/// Of the sample library. Some of her books name her page, others only her name.
const ZADIE: &str = "Zadie Fairholm";

#[tokio::test]
async fn two_authors_are_one_until_that_is_taken_back() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    let mara = books_by(&member, MARA).await;
    let ada = books_by(&member, ADA).await;
    assert_eq!((mara.len(), ada.len()), (1, 1), "{mara:?} {ada:?}");
    // The name that more books bear, of equals the first.
    let (name, other) = if mara > ada { (MARA, ADA) } else { (ADA, MARA) };

    member.open(PAGE).await;
    member.sees("Who this is").await;
    member.fill("Same person as …", "zzzz").await;
    member.sees("Nobody is called that.").await;
    member.fill("Same person as …", "ada quill").await;
    member.screenshot("people-candidates").await;
    member.press("Ada Quill (").await;
    member
        .sees("Ada Quill is the same person from now on.")
        .await;
    member.sees("joined by you").await;
    member.sees("Also as").await;
    member.focus_is(".told").await;
    member.screenshot("people-joined").await;

    let both = [mara[0] + ada[0]];
    has_books_by(&member, name, &both).await;
    has_books_by(&member, other, &[]).await;
    member.driver.refresh().await.unwrap();
    has_books_by(&member, name, &both).await;

    // Another tab hears of it, and takes it back.
    let here = member.driver.window().await.unwrap();
    let there = member.driver.new_tab().await.unwrap();
    member.driver.switch_to_window(there).await.unwrap();
    member.open(PAGE).await;
    member.sees("joined by you").await;
    member.until("the button", PART, json!([])).await;
    member.sees("is somebody else from now on.").await;
    member.sees_no_more("joined by you").await;
    member.driver.close_window().await.unwrap();
    member.driver.switch_to_window(here).await.unwrap();
    has_books_by(&member, MARA, &mara).await;
    has_books_by(&member, ADA, &ada).await;

    // What is damaged is set aside, and said.
    member.damage("records", "/people").await;
    member.open("/").await;
    member.sees("what you said about people").await;
    member.sees("You own").await;
    member.open("/").await;
    member.sees("You own").await;
    member.sees_no_more("damaged").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn one_author_is_two_until_that_is_taken_back_on_a_phone() {
    let stage = Stage::new().await;
    let screen = Screen {
        dark: true,
        ..Screen::phone()
    };
    let member = stage.member("anna", screen).await;
    member.open("/").await;
    member.press("Open the sample library").await;
    member.sees("You own").await;
    let all = books_by(&member, ZADIE).await;
    assert_eq!(all.len(), 1, "{all:?}");

    member.open_inside("/people/zadiefairholm").await;
    member.sees("the same name").await;
    member.sees("Nothing of this library is stored").await;
    // By keyboard alone, to the first button.
    let reach = "document.querySelector('.identity li button').focus()";
    member.script(reach, json!([])).await;
    let chain = member.driver.action_chain().send_keys(Key::Enter);
    chain.perform().await.unwrap();
    member
        .sees("Zadie Fairholm is somebody else from now on.")
        .await;
    member.sees("Take that back").await;
    member.focus_is(".told").await;
    member.fits().await;
    member.screenshot("people-apart-phone").await;
    let parts = books_by(&member, ZADIE).await;
    assert_eq!(parts.len(), 2, "{parts:?}");
    assert_eq!(parts.iter().sum::<u64>(), all[0]);

    member.open_inside("/people/zadiefairholm").await;
    member
        .press("Take back what you said about Zadie Fairholm")
        .await;
    member.sees("Taken back.").await;
    member.sees("the same name").await;
    has_books_by(&member, ZADIE, &all).await;
    member.leave().await;
}

/// How many books each group of this name has in the report by author.
async fn books_by(member: &Member, name: &str) -> Vec<u64> {
    look_for(member, name).await;
    let some = format!("return {GROUPS}.length > 0");
    member.until(name, &some, json!([name])).await;
    let counts = format!("return {GROUPS}");
    let counts = member.script(&counts, json!([name])).await;
    serde_json::from_value(counts).unwrap()
}

/// Waits until the report by author has just these groups of this name.
async fn has_books_by(member: &Member, name: &str, counts: &[u64]) {
    look_for(member, name).await;
    let same = format!("return JSON.stringify({GROUPS}) === JSON.stringify(arguments[1])");
    member.until(name, &same, json!([name, counts])).await;
}

/// In the page as it is loaded: of the sample nothing is kept.
async fn look_for(member: &Member, name: &str) {
    let here = member.script("return location.pathname", json!([])).await;
    if here != json!(BY_AUTHOR) {
        member.open_inside(BY_AUTHOR).await;
    }
    member.fill("Search your library", name).await;
    let found = "return document.querySelector('.tools [type=search]')?.value === arguments[0]";
    member.until(name, found, json!([name])).await;
}

const BY_AUTHOR: &str = "/reports/by-author";

/// The numbers of books in the groups of a name, without those who translated or introduced.
const GROUPS: &str = "[...document.querySelectorAll('button.fold')]\
    .filter(fold => fold.innerText.trim() === arguments[0])\
    .map(fold => parseInt(fold.parentElement.querySelector('small').innerText))\
    .filter(books => books > 0).sort((a, b) => a - b)";

/// Presses the button beside whom the member joined.
const PART: &str = "const lines = [...document.querySelectorAll('.identity li')];\
    const button = lines.find(line => line.innerText.includes('joined by you'))\
    ?.querySelector('button');\
    if (!button) return false;\
    button.click();\
    return true;";
