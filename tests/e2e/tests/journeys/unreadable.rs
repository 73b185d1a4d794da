//! Accounts one of which cannot be read: damaged, or written by a newer AudiPy.

use e2e::{Screen, Stage};
use serde_json::json;

const ANNA: &str = "first@example.org";
const BEN: &str = "second@example.org";

#[tokio::test]
async fn a_damaged_account_leaves_the_other_as_it_is() {
    let stage = Stage::new().await;
    stage.sandbox.account(ANNA, &[]).await;
    stage.sandbox.account(BEN, &["otp"]).await;
    let member = stage.member("household", Screen::default()).await;
    member.signs_in(&stage.sandbox, ANNA).await;
    // Nothing to switch, so no switcher.
    member.open("/accounts").await;
    member.sees("Signed in. Nothing to do.").await;
    assert!(!member.text().await.contains("All accounts"));
    member.calls_account(0, "Mum").await;
    member.signs_in(&stage.sandbox, BEN).await;
    member.open("/accounts").await;
    let dad = member.calls_account(1, "Dad").await;
    member.sees("At Amazon:").await;

    // From one to the other, in the frame, by keyboard as by mouse; the last one is remembered.
    member.switches_to("Mum").await;
    member.open("/").await;
    member.sees("You own").await;
    member.sees_account("Mum").await;
    member.switches_to("Dad").await;
    member.open("/").await;
    member.sees_account("Dad").await;

    // The tokens of the one that is shown are damaged: the other one does not even notice.
    member.damage("records", &format!("{dad}/tokens")).await;
    member.open("/accounts").await;
    member.sees("The stored tokens were damaged").await;
    member.sees("Signed in. Nothing to do.").await;
    member.switches_to("Mum").await;
    member.open("/status").await;
    member.sees("Nothing for you to do").await;

    // Its header too: it cannot be opened any more, can be forgotten, and hides nothing.
    member.damage("headers", &dad).await;
    member.open("/accounts").await;
    member
        .sees("This browser no longer has the key to it")
        .await;
    member.open("/").await;
    member.sees("You own").await;
    member.sees_account("Mum").await;
    member.open("/accounts").await;
    member.opens_account(1).await;
    member.until("to forget it", FORGET, json!([1])).await;
    member.sees("Forget Dad on this device?").await;
    member.says_yes().await;
    member.sees_no_more("no longer has the key").await;
    member.sees("Signed in. Nothing to do.").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn a_damaged_list_of_accounts_is_made_anew() {
    let stage = Stage::new().await;
    stage.sandbox.account(ANNA, &[]).await;
    stage.sandbox.account(BEN, &[]).await;
    let member = stage.member("household", Screen::phone()).await;
    member.signs_in(&stage.sandbox, ANNA).await;
    member.signs_in(&stage.sandbox, BEN).await;
    member.damage("records", "/accounts").await;
    member.open("/accounts").await;
    member.sees("list of accounts").await;
    member
        .until(
            "both accounts",
            "return document.querySelectorAll('.people > li').length === 2",
            json!([]),
        )
        .await;
    member.open("/").await;
    member.sees("You own").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn what_amazon_gave_once_is_stored_though_the_library_does_not_open() {
    let stage = Stage::new().await;
    stage.sandbox.account(ANNA, &[]).await;
    stage.sandbox.account(BEN, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, BEN).await;
    member.signs_in(&stage.sandbox, ANNA).await;
    member.open("/accounts").await;
    member.opens_account(1).await;
    let anna = member.script(SECOND_ID, json!([])).await;
    let library = format!("{}/us/library/0", anna.as_str().unwrap());
    stage.sandbox.revoke(ANNA).await;

    // A newer AudiPy wrote her library, so that this one shows the other account, and says so.
    member.make_newer(&library).await;
    member.open("/sign-in").await;
    member.sees("signed in here already").await;
    member.sees("comes from a newer AudiPy").await;
    member.press("Close this message").await;
    member.sees_no_more("comes from a newer AudiPy").await;
    let address = member.goes_through_amazon(&stage.sandbox, ANNA).await;
    member.paste(e2e::sign_in::ADDRESS, &address).await;
    member.press("Continue").await;
    // The tokens are stored by then, the library still does not open: no link is offered again.
    member.sees("Amazon has let this browser in").await;
    member.sees("comes from a newer AudiPy").await;
    member.sees_no_more("Choose your store").await;
    member.screenshot("sign-in-unopened").await;

    // As soon as it opens, it is signed in: nobody is asked again.
    member.make_readable(&library).await;
    member.open("/accounts").await;
    member.press("Show").await;
    member.open("/status").await;
    member.press("Refresh now").await;
    member.sees("Nothing for you to do").await;
    assert_eq!(stage.sandbox.requests("/auth/register").await, 3);
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn a_sign_in_to_a_library_of_a_newer_audipy_says_so_where_it_is_the_only_one() {
    let stage = Stage::new().await;
    stage.sandbox.account(ANNA, &[]).await;
    let member = stage.member("anna", Screen::phone()).await;
    member.signs_in(&stage.sandbox, ANNA).await;
    stage.sandbox.revoke(ANNA).await;
    member.make_newer("/us/library/0").await;
    member.open("/").await;
    member.sees("comes from a newer AudiPy").await;
    member.press("Sign in").await;
    member.is_at("/sign-in").await;
    let address = member.goes_through_amazon(&stage.sandbox, ANNA).await;
    member.paste(e2e::sign_in::ADDRESS, &address).await;
    member.press("Continue").await;
    member.sees("Amazon has let this browser in").await;
    member.sees("comes from a newer AudiPy").await;

    member.make_readable("/us/library/0").await;
    member.press("Load AudiPy anew").await;
    member.sees("You own").await;
    member.open("/status").await;
    member.press("Refresh now").await;
    member.sees("Nothing for you to do").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

const SECOND_ID: &str =
    "return document.querySelectorAll('.people > li input[maxlength]')[1].id.slice(5)";

const FORGET: &str = r"
const entry = document.querySelectorAll('.people > li')[arguments[0]];
const button = [...entry.querySelectorAll('button')].find(b => b.innerText === 'Forget here');
if (!button) return false;
button.click();
return true;";
