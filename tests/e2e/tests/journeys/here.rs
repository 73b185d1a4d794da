//! Signing in inside AudiPy: every kind of account, and what comes between.

use e2e::sandbox::PASSWORD;
use e2e::sign_in_here::NAME;
use e2e::{Member, Screen, Stage};
use serde_json::json;

const EMAIL: &str = "between@example.org";
const OTP: &str = "Type the one-time password";
const CAPTCHA: &str = "Type the characters in the picture";
const STORES: &str = "Stores";

#[tokio::test]
async fn user_names_of_three_stores_and_the_store_whose_last_page_does_not_stay() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::phone()).await;
    for (store, code) in [
        ("United States", "us"),
        ("United Kingdom", "uk"),
        ("Germany", "de"),
    ] {
        member
            .open(&format!("/sign-in/here?store={code}&kind=audible"))
            .await;
        member.fill("Audible user name", "old-user").await;
        member.fill("Password", PASSWORD).await;
        member.press("Sign in").await;
        assert_eq!(member.asked().await, STORES, "{store}");
        member.press("Read these stores").await;
        member.is_at("/sync").await;
        let log = stage.sandbox.log().await;
        let registered = log["requests"].to_string();
        assert!(registered.contains("/auth/register"), "{store}");
    }
    assert_eq!(stage.sandbox.requests("/auth/register").await, 3);
    // One person, however often and wherever: no account is here twice.
    member.open("/accounts").await;
    member.sees("Signed in. Nothing to do.").await;
    assert_eq!(people(&member).await, 1);

    // On Amazon's own page the address of this store would be lost; here it is not.
    stage.sandbox.account(EMAIL, &[]).await;
    member.open("/sign-in?store=br").await;
    member.sees("moves on").await;
    member.press("Sign in here instead").await;
    member.is_at("/sign-in/here").await;
    member.fill(NAME, EMAIL).await;
    member.fill("Password", PASSWORD).await;
    member.press("Sign in").await;
    assert_eq!(member.asked().await, STORES);
    member.open("/accounts").await;
    member.until("two people", PEOPLE, json!([2])).await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn questions_in_any_mix() {
    const MIXES: [(&[&str], &[&str], &str); 2] = [
        (
            &["robot", "mail_otp", "phone", "cvf_captcha", "nudge"],
            &[CAPTCHA, "Who are you at Amazon?", OTP, CAPTCHA],
            STORES,
        ),
        (
            &["nudge", "cvf_pick", "captcha", "phone", "aamation"],
            &[
                "Where should Amazon send a code?",
                "Type the code that Amazon sent you",
                CAPTCHA,
            ],
            "Amazon wants a puzzle solved that only its own page can show.",
        ),
    ];
    let stage = Stage::new().await;
    for (n, (challenges, asked, end)) in MIXES.into_iter().enumerate() {
        stage.sandbox.account(EMAIL, challenges).await;
        let member = stage.member(&format!("member-{n}"), Screen::phone()).await;
        member.begins_here(EMAIL, PASSWORD).await;
        let seen = member.answers_all(&stage.sandbox, EMAIL).await;
        let expected: Vec<_> = asked.iter().chain([&end]).collect();
        assert_eq!(seen.iter().collect::<Vec<_>>(), expected, "{challenges:?}");
        member.leave().await;
    }
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn whatever_breaks_in_the_middle_nothing_is_lost_or_sent_twice() {
    let mut stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &["otp"]).await;
    let member = stage.member("anna", Screen::default()).await;

    // Offline before anything was sent: the name stays, the password does not.
    member.open("/sign-in/here").await;
    member.fill(NAME, EMAIL).await;
    member.fill("Password", PASSWORD).await;
    member.go_offline(true).await;
    member.press("Sign in").await;
    member.sees("You are offline. Nothing was sent.").await;
    assert_eq!(value(&member, NAME).await, EMAIL);
    assert_eq!(value(&member, "Password").await, "");
    member.go_offline(false).await;
    member.fill("Password", PASSWORD).await;
    member.press("Sign in").await;
    member.sees(OTP).await;

    // Offline with a question on the screen: the code stays in its field, and is sent once.
    let right = stage.sandbox.answers(EMAIL).await["otp"].clone();
    member.fill("Code", right.as_str().unwrap()).await;
    let sent = stage.sandbox.requests("/ap/signin").await;
    member.go_offline(true).await;
    member.press("Continue").await;
    member.sees("You are offline. Nothing was sent.").await;
    assert_eq!(value(&member, "Code").await, right.as_str().unwrap());
    assert_eq!(stage.sandbox.requests("/ap/signin").await, sent);
    member.go_offline(false).await;

    // A page of Amazon's that says nothing, in the place of the answer.
    stage
        .sandbox
        .fault(json!({"path": "/ap/*", "do": "html", "status": 503}))
        .await;
    member.press("Continue").await;
    member.sees("Amazon cannot answer now.").await;
    member.sees(EMAIL).await;
    member.press("Start over").await;
    assert_eq!(value(&member, NAME).await, EMAIL);
    member.fill("Password", PASSWORD).await;
    member.press("Sign in").await;
    member.sees(OTP).await;

    // The relay is gone when the code is on its way.
    stage.stop_relay();
    let right = stage.sandbox.answers(EMAIL).await["otp"].clone();
    member.fill("Code", right.as_str().unwrap()).await;
    member.press("Continue").await;
    member.sees("No answer came from Amazon.").await;
    member.sees(EMAIL).await;
    stage.start_relay();
    member.press("Start over").await;
    member.fill("Password", PASSWORD).await;
    member.press("Sign in").await;
    let seen = member.answers_all(&stage.sandbox, EMAIL).await;
    assert_eq!(seen, [OTP, STORES]);
    assert_eq!(stage.sandbox.requests("/auth/register").await, 1);
    // Nobody needs the name any more.
    member.open("/sign-in/here").await;
    assert_eq!(value(&member, NAME).await, "");
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn two_tabs_sign_in_once() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &["otp"]).await;
    let member = stage.member("anna", Screen::default()).await;
    let first = member.driver.window().await.unwrap();
    member.begins_here(EMAIL, PASSWORD).await;
    member.sees(OTP).await;
    let second = member.driver.new_tab().await.unwrap();
    member
        .driver
        .switch_to_window(second.clone())
        .await
        .unwrap();
    member.begins_here(EMAIL, PASSWORD).await;
    let seen = member.answers_all(&stage.sandbox, EMAIL).await;
    assert_eq!(seen, [OTP, STORES]);
    // The other one hears of it, and can do no harm.
    member.driver.switch_to_window(first).await.unwrap();
    member.sees("You signed in from another tab.").await;
    assert!(!member.text().await.contains(OTP));
    member.press("Overview").await;
    member.is_at("/stores").await;
    assert_eq!(stage.sandbox.requests("/auth/register").await, 1);
    member.leave().await;
    stage.assert_no_secrets().await;
}

async fn value(member: &Member, label: &str) -> String {
    let field = member.field(label).await;
    field.prop("value").await.unwrap().unwrap_or_default()
}

async fn people(member: &Member) -> u64 {
    let count = "return document.querySelectorAll('.people > li').length";
    member.script(count, json!([])).await.as_u64().unwrap()
}

const PEOPLE: &str = "return document.querySelectorAll('.people > li').length === arguments[0]";
