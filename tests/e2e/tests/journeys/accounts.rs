//! Several accounts and stores on one device.

use e2e::{Screen, Stage};
use serde_json::json;

const ANNA: &str = "first@example.org";
const BEN: &str = "second@example.org";

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
    member.switches_to("France").await;
    member.leave().await;
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
        member.calls_account(place, name).await;
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
    member.switches_to("All together").await;
    member.open("/reports/missing").await;
    member.sees_account("All together").await;
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
    for (name, path) in [
        ("accounts", "/accounts"),
        ("together", "/reports/by-author"),
        ("together-status", "/status"),
    ] {
        member.pictures_of(&format!("people-{name}"), path).await;
    }
    member.switches_to("Mum").await;
    member.open("/reports/missing").await;
    member
        .until("who has volume 2", OWNERS, json!(["High Water", ["Dad"]]))
        .await;
    member
        .pictures_of("people-missing-owned", "/reports/missing")
        .await;
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
    member.pictures_of("people-one-device", "/sign-in").await;
    member.sees("Open Amazon’s list").await;
    // Out first: the old device is gone before a new one comes.
    member.press("Sign out first").await;
    member.is_at("/accounts").await;
    member.opens_account(0).await;
    member.press("Sign out and remove").await;
    member.sees("and delete the library here?").await;
    member.says_yes().await;
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

const OWNERS: &str = r"
const [title, names] = arguments;
const row = [...document.querySelectorAll('.vol, tr')].find(r => r.innerText.includes(title));
if (!row) return false;
const said = [...row.querySelectorAll('.owner')].map(o => o.innerText.replace(/^\s*\S\s+/, '').trim());
return JSON.stringify(said) === JSON.stringify(names);";
