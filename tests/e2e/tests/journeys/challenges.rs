//! Signing in inside AudiPy: everything that Amazon may ask.

use e2e::sandbox::PASSWORD;
use e2e::sign_in_here::NAME;
use e2e::{Member, Screen, Stage};
use serde_json::json;

const EMAIL: &str = "asked@example.org";
const STORES: &str = "Stores";

/// What Amazon asks, and the headings that the member sees on the way.
const QUESTIONS: [(&[&str], &[&str]); 14] = [
    (&[], &[]),
    (&["captcha"], &[CAPTCHA]),
    (&["robot"], &[CAPTCHA]),
    (&["cvf_captcha"], &[CAPTCHA]),
    (&["otp"], &[OTP]),
    (&["mail_otp"], &[OTP]),
    (&["mfa_choice", "otp"], &[MFA, OTP]),
    (&["cvf"], &[CVF]),
    (&["cvf_pick"], &[CVF_CHOICE, CVF]),
    (&["approval"], &[APPROVAL]),
    (&["nudge", "phone"], &[]),
    (&["otp", "captcha"], &[OTP, CAPTCHA]),
    (&["cvf", "otp", "approval"], &[CVF, OTP, APPROVAL]),
    // The gauntlet.
    (
        &["captcha", "mfa_choice", "otp", "cvf", "approval", "nudge"],
        &[CAPTCHA, MFA, OTP, CVF, APPROVAL],
    ),
];

/// What ends a sign-in, and the words for it.
const ENDS: [(&str, &str); 7] = [
    ("waf", "Amazon doubts that a person is asking."),
    ("reset", "Amazon wants you to set a new password."),
    ("loop", "Amazon asks for the password again and again"),
    ("passkey_only", "Amazon wants your passkey."),
    ("approval_denied", "The sign-in was not approved."),
    ("approval_expired", "Nobody approved the sign-in in time."),
    ("aamation", "Amazon wants a puzzle solved"),
];

const CAPTCHA: &str = "Type the characters in the picture";
const OTP: &str = "Type the one-time password";
const MFA: &str = "Where should your code come from?";
const CVF: &str = "Type the code that Amazon sent you";
const CVF_CHOICE: &str = "Where should Amazon send a code?";
const APPROVAL: &str = "Approve this on your other device";

#[tokio::test]
async fn every_question_of_amazons_is_asked_and_answered() {
    let stage = Stage::new().await;
    for (n, (challenges, headings)) in QUESTIONS.into_iter().enumerate() {
        stage.sandbox.account(EMAIL, challenges).await;
        let member = stage.member(&format!("member-{n}"), screen(n)).await;
        member.begins_here(EMAIL, PASSWORD).await;
        let seen = member.answers_all(&stage.sandbox, EMAIL).await;
        assert_eq!(seen.last().unwrap(), STORES, "{challenges:?}: {seen:?}");
        for heading in headings {
            assert!(
                seen.iter().any(|it| it == heading),
                "{challenges:?}: {seen:?}"
            );
        }
        no_password_in(&member).await;
        member.leave().await;
    }
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn every_end_says_why_and_leads_to_amazons_own_page() {
    let stage = Stage::new().await;
    for (n, (challenge, words)) in ENDS.into_iter().enumerate() {
        stage.sandbox.account(EMAIL, &[challenge]).await;
        let member = stage.member(&format!("member-{n}"), screen(n)).await;
        member.begins_here(EMAIL, PASSWORD).await;
        let seen = member.answers_all(&stage.sandbox, EMAIL).await;
        let last = seen.last().unwrap();
        assert!(last.starts_with(words), "{challenge}: {seen:?}");
        // Nothing that was typed is lost, and there is always a way on.
        member.sees(EMAIL).await;
        no_password_in(&member).await;
        member.press("Open the way by Amazon").await;
        member.is_at("/sign-in").await;
        member.sees("Paste the address here").await;
        member.leave().await;
    }
    // After all of them the same member gets in, and the search has tokens to look for, too.
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("member-0", Screen::phone()).await;
    member.begins_here(EMAIL, PASSWORD).await;
    let seen = member.answers_all(&stage.sandbox, EMAIL).await;
    assert_eq!(seen, [STORES]);
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn what_is_wrong_is_said_and_asked_again() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &["otp"]).await;
    let member = stage.member("anna", Screen::phone()).await;
    member.begins_here(EMAIL, "not the password").await;
    member
        .sees("Amazon did not accept this e-mail address and password.")
        .await;
    member.fill("Password, once more", PASSWORD).await;
    member.press("Sign in").await;
    member.sees(OTP).await;
    member.press("Continue").await;
    member.sees("Fill in the field.").await;
    member.fill("Code", "000000").await;
    member.press("Continue").await;
    member.sees("Amazon did not accept this code.").await;
    let seen = member.answers_all(&stage.sandbox, EMAIL).await;
    assert_eq!(seen.last().unwrap(), STORES, "{seen:?}");
    member.leave().await;

    // An address that Amazon does not know makes no new account, whether Amazon says so or offers one.
    let member = stage.member("ben", Screen::default()).await;
    member.begins_here("nobody@example.org", PASSWORD).await;
    member.sees("We cannot find an account").await;
    stage.sandbox.account(EMAIL, &["intent"]).await;
    member.begins_here(EMAIL, PASSWORD).await;
    member.sees("Amazon knows no account with this name.").await;
    member.sees("Nothing was created.").await;
    member.leave().await;
    let log = stage.sandbox.log().await;
    assert_eq!(
        log["violations"],
        json!([]),
        "what a right client never does"
    );
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn an_approval_can_be_given_up_and_the_sign_in_begun_anew() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &["approval"]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.begins_here(EMAIL, PASSWORD).await;
    member.sees(APPROVAL).await;
    member.press("Give up").await;
    member.sees("Who are you at Amazon?").await;
    assert_eq!(
        member
            .field(NAME)
            .await
            .prop("value")
            .await
            .unwrap()
            .unwrap_or_default(),
        EMAIL,
        "what was typed stays"
    );
    let empty = member.field("Password").await.prop("value").await.unwrap();
    assert_eq!(empty.unwrap_or_default(), "", "but the password does not");
    member.fill("Password", PASSWORD).await;
    member.press("Sign in").await;
    let seen = member.answers_all(&stage.sandbox, EMAIL).await;
    assert_eq!(seen.last().unwrap(), STORES, "{seen:?}");
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn a_relay_that_does_not_carry_passwords_says_so() {
    let mut stage = Stage::new().await;
    stage.close_the_relay_to_passwords();
    let member = stage.member("anna", Screen::default()).await;
    member.open("/sign-in").await;
    member.sees("Open Amazon").await;
    member.sees_no_more("Sign in here").await;
    member.open("/sign-in/here").await;
    member.sees("This relay does not carry passwords.").await;
    member.leave().await;
}

/// Every question is seen on several kinds of screen.
fn screen(n: usize) -> Screen {
    let base = if n.is_multiple_of(2) {
        Screen::phone()
    } else {
        Screen::default()
    };
    Screen {
        dark: n % 4 > 1,
        ..base
    }
}

/// Neither in what the browser keeps nor in the address or the page.
async fn no_password_in(member: &Member) {
    let kept = member.script(EVERYTHING, json!([])).await;
    let kept = kept.as_str().unwrap();
    assert!(!kept.contains(PASSWORD), "the password is in the page");
    let console = member.console().await;
    assert!(
        console.iter().all(|line| !line.contains(PASSWORD)),
        "the password is in the console"
    );
}

const EVERYTHING: &str = "
    const fields = [...document.querySelectorAll('input')].map(field => field.value);
    return JSON.stringify([location.href, document.documentElement.outerHTML, fields,
        {...localStorage}, {...sessionStorage}, history.state])";
