//! Each wrong paste has words of its own, and the field keeps nothing.

use e2e::sign_in::ADDRESS;
use e2e::{Screen, Stage};
use serde_json::json;

const EMAIL: &str = "pasting@example.org";

#[tokio::test]
async fn every_wrong_paste_has_words_of_its_own_on_a_phone() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::phone()).await;
    member.open("/sign-in").await;
    let right = member.goes_through_amazon(&stage.sandbox, EMAIL).await;
    // What the browser said until here is about Amazon's pages.
    member.console().await;
    let (before_code, _) = right.split_once("openid.oa2.authorization_code=").unwrap();
    for (wrong, words) in [
        ("page not found", "This is not an address."),
        (
            "https://www.example.org/ap/",
            "This address is not from Amazon’s sign-in.",
        ),
        (
            "https://www.amazon.com/ap/signin?openid.mode=checkid_setup",
            "This is the sign-in page itself.",
        ),
        (
            "https://www.amazon.com/ap/mfa?ie=UTF8",
            "This page is in the middle of signing in.",
        ),
        ("https://www.audible.com/library", "The tab has moved on."),
        (
            "http://www.amazon.com/ap/ext/oauth/2",
            "This is only a part of the address.",
        ),
        (
            "https://www.amazon.com/ap/maplanding?openid.oa2.access_token=Atna",
            "This address comes from another program or an old link.",
        ),
        (before_code, "The address was cut off."),
        (
            &format!("{before_code}openid.oa2.authorization_code="),
            "The address has no code in it.",
        ),
        (
            &right.replace("www.amazon.com", "www.amazon.de"),
            "You signed in at amazon.de; this attempt is for amazon.com.",
        ),
        (
            &right.replace("www.amazon.com", "www.audible.com"),
            "You signed in with an Audible user name; this link is for an Amazon account.",
        ),
    ] {
        member.paste(ADDRESS, wrong).await;
        member.sees(words).await;
        member.sees_no_more("This is the right address.").await;
    }
    assert_eq!(stage.sandbox.requests("/auth/register").await, 0);

    member.paste(ADDRESS, &right).await;
    member.sees("This is the right address.").await;
    member.press("Continue").await;
    // Emptied as soon as it was read, and before the page is another one.
    member
        .until(
            "no text in any field",
            "return [...document.querySelectorAll('textarea')].every(f => f.value === '')",
            json!([]),
        )
        .await;
    member.is_at("/stores").await;
    let said = member.console().await.join("\n");
    let code = right.split("authorization_code=").nth(1).unwrap();
    let code = code.split('&').next().unwrap();
    assert!(!code.is_empty());
    assert!(!said.contains(code), "the code is in the console");
    let kept = member
        .script(
            "return JSON.stringify([localStorage, sessionStorage, location.href, history.state])",
            json!([]),
        )
        .await;
    assert!(!kept.to_string().contains(code), "the code was kept");
    member.leave().await;
    stage.assert_no_secrets().await;
}
