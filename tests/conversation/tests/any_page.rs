//! Whatever comes in the place of Amazon's pages: nothing panics, nothing leaves for anywhere else
//! than the relay's table says, no password is told, and it comes to an end.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use audible::conversation::{Answer, Conversation, Credentials, Step};
use audible::{AccountKind, Attempt, Marketplace, Secret, Timestamp};
use http::{HeaderValue, Method, Request, Response};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use relay::policy::{Allowed, Target, may_send};

const NAME: &str = "wilhelmina@mail.example";
const PASSWORD: &str = "Xq7-marker-Xq7";
const NOW: Timestamp = Timestamp::from_millis(1_795_444_215_123);

fn credentials() -> Credentials {
    Credentials {
        name: Secret::new(NAME.to_owned()),
        password: Secret::new(PASSWORD.to_owned()),
    }
}

fn begin() -> (Conversation, Step) {
    let attempt = Attempt::new(Marketplace::De, AccountKind::Amazon, &[1; 48], NOW).unwrap();
    Conversation::begin(attempt, credentials(), &[2; Conversation::RANDOM], NOW)
}

/// Addresses, right ones and all kinds of others.
fn addresses() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(vec![
            "https://www.amazon.de/ap/signin", "/ap/signin", "", "verify", "/ap/cvf/verify",
            "/ap/cvf/approval?arb=1", "/ap/mfa/new-otp?arb=1", "/ax/claim?a='b'|{c}",
            "/errors/validateCaptcha", "/claim/webauthn/nudge/skip", "/ap/accountfixup/skip?x=ä b",
            "https://www.audible.de/ap/signin", "/captcha/a/b.png",
            "https://opfcaptcha-prod.s3.amazonaws.com/x.jpg?y=z",
            "https://images-na.ssl-images-amazon.com/captcha/a/b.jpg",
            "https://www.amazon.de/ap/maplanding?openid.oa2.authorization_code=ANx",
        ]).prop_map(str::to_owned),
        4 => select(vec![
            "https://evil.example/ap/signin", "//evil.example/ap/signin",
            "http://www.amazon.de/ap/signin", "https://www.amazon.de:8443/ap/signin",
            "https://a:b@www.amazon.de/ap/signin", "https://www.amazon.de.evil.example/ap/signin",
            "https://www.amazon.de@evil.example/ap/signin", "https://www.amazon.com/ap/signin",
            "/ap/register", "/ap/cvf/../register", "/ap/cvf/%2e%2e/register", "/ap/cvf//verify",
            "\\\\evil.example\\ap\\signin", "/ap\\register", "javascript:alert(1)", "data:text/html,x",
            "/gp/css/homepage.html", "/ap/maplanding", "/ap/forgotpassword", "#", "?", "..",
            "https://evil.s3.amazonaws.com/x.jpg", "https://api.amazon.de/auth/register",
            "https://evil.example/?openid.oa2.authorization_code=ANx", "https://www.amazon.de./ap/signin",
        ]).prop_map(str::to_owned),
        1 => ".{0,30}",
    ]
}

fn names() -> impl Strategy<Value = String> {
    prop_oneof![
        20 => select(vec![
            "email", "password", "guess", "otpCode", "code", "option", "otpDeviceContext",
            "field-keywords", "cvf_captcha_input", "cvf_captcha_captcha_action", "verifyToken",
            "use_image_captcha", "transactionApprovalStatus", "OTPChallengeOptions", "appAction",
            "subPageType", "metadata1", "rememberDevice", "cvf_aamation_error_code", NAME, "a1234567",
        ]).prop_map(str::to_owned),
        1 => "[^\"]{0,20}",
    ]
}

/// Pieces of pages: all marks of section 5.3, in any company.
fn pieces() -> impl Strategy<Value = String> {
    let marks = select(vec![
        "signIn",
        "claimspicker",
        "forgotPassword",
        "ue_backdetect",
        "signInWithPasskeyButton",
        "auth-select-device-form",
        "auth-mfa-form",
        "verification-code-form",
        "pollingForm",
        "resend-approval-form",
        "resend-approval-alert",
        "cvf-page-content",
        "auth-captcha-image",
        "auth-error-message-box",
        "auth-warning-message-box",
        "ap_error_page_message",
        "passkey-error-alert",
        "passkey-nudge-skip-button",
        "ap-account-fixup-phone-skip-link",
        "auth-get-new-otp-link",
        "intent-confirmation-form",
        "challenge-container",
        "cvf-aamation-container",
        "cvf-widget-input-code",
        "transaction-approval-word-break",
        "cvf-widget-alert",
        "aok-hidden",
        "auth-SMS",
    ]);
    let kinds = select(vec![
        "hidden", "text", "password", "radio", "submit", "HIDDEN", "",
    ]);
    prop_oneof![
        4 => (marks.clone(), addresses(), select(vec!["post", "get", "POST", ""])).prop_map(
            |(mark, action, method)| format!(
                "<form name=\"{mark}\" id=\"{mark}\" method=\"{method}\" action=\"{action}\">"
            )
        ),
        8 => (names(), kinds, names()).prop_map(
            |(name, kind, value)| format!("<input type=\"{kind}\" name=\"{name}\" value=\"{value}\">")
        ),
        4 => marks.clone().prop_map(|mark| format!("<div id=\"{mark}\" class=\"{mark}\">")),
        2 => (marks, addresses()).prop_map(
            |(mark, href)| format!("<a id=\"{mark}\" href=\"{href}\">Go on</a>")
        ),
        2 => addresses().prop_map(|src| format!("<img alt=\"captcha\" src=\"{src}\">")),
        2 => select(vec![
            "</form>", "</div>", "<label>", "</label>", "<script>", "</script>", "<!--", "-->",
            "<title>Willkommen Wilhelmina</title>", "<title>", "<noscript>", "<textarea>", "<p>&amp;",
            "There was a problem", "<script src=\"https://x.token.awswaf.com/y\">",
        ]).prop_map(str::to_owned),
        1 => ".{0,20}",
    ]
}

fn responses() -> impl Strategy<Value = Response<Vec<u8>>> {
    let body = prop_oneof![
        6 => vec(pieces(), 0..14).prop_map(|pieces| pieces.concat().into_bytes()),
        1 => vec(any::<u8>(), 0..200),
        1 => Just(b"\x89PNG an invented picture".to_vec()),
    ];
    let status = select(vec![200_u16, 200, 200, 200, 202, 302, 302, 303, 404, 503]);
    let cookies = vec(
        prop_oneof![
            select(vec![
                "session-id=1; Domain=.amazon.de; Path=/; Secure",
                "a=b; Path=/ap; Max-Age=0",
                "x=y; Domain=.evil.example",
                "u=v; Expires=Thu, 01-Jan-1970 00:00:10 GMT",
                "=;=",
                "",
                "a; Path=; Domain=;",
            ])
            .prop_map(str::to_owned),
            "[ -~]{0,30}",
        ],
        0..3,
    );
    (
        body,
        status,
        cookies,
        prop::option::of(addresses()),
        any::<bool>(),
    )
        .prop_map(|(body, status, cookies, location, is_html)| {
            let mut response = Response::new(body);
            *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
            let headers = response.headers_mut();
            if is_html {
                headers.insert("content-type", HeaderValue::from_static("text/html"));
            }
            for cookie in cookies {
                headers.append("set-cookie", HeaderValue::from_str(&cookie).unwrap());
            }
            if let Some(Ok(location)) = location.map(|l| HeaderValue::from_bytes(l.as_bytes())) {
                headers.insert("location", location);
            }
            response
        })
}

fn answers() -> impl Strategy<Value = Answer> {
    prop_oneof![
        Just(Answer::Credentials(credentials())),
        ".{0,8}".prop_map(|characters| Answer::Captcha {
            characters,
            credentials: Some(credentials())
        }),
        Just(Answer::NewPicture),
        (0..4_usize).prop_map(Answer::Way),
        ".{0,8}".prop_map(|code| Answer::Code(Secret::new(code))),
        Just(Answer::OtherWay),
        Just(Answer::Resend),
        Just(Answer::Look),
    ]
}

/// What no request may do.
fn check(request: &Request<Vec<u8>>) {
    let url = request.uri().to_string();
    let target = Target::parse(request.method().as_str(), &url, Allowed::ScriptedSignIn)
        .unwrap_or_else(|why| panic!("the relay refuses {url}: {why}"));
    for (name, value) in request.headers() {
        assert!(may_send(target.service(), name.as_str()), "{name} to {url}");
        assert!(!value.to_str().unwrap_or_default().contains(PASSWORD));
    }
    let is_own = ["www.amazon.de", "www.audible.de"].contains(&target.host());
    assert!(is_own || request.headers().is_empty(), "{url}");
    assert!(is_own || request.body().is_empty(), "{url}");
    assert!(!url.contains("Xq7"), "a password in an address");
    assert!(!url.contains("authorization_code"), "{url}");
    assert!(!target.path_and_query().starts_with("/ap/register"));
}

fn holds_password(request: &Request<Vec<u8>>) -> bool {
    request.method() == Method::POST && String::from_utf8_lossy(request.body()).contains("Xq7")
}

fn check_words(conversation: &Conversation, step: &Step) {
    let shown = format!("{conversation:?} {step:?}");
    assert!(!shown.contains("Xq7"), "{shown}");
    if let Step::Ended(end) = step {
        let told = end.description.to_lowercase();
        assert!(!told.contains("wilhelmina"), "{told}");
        assert!(!told.contains("1234567"), "{told}");
    }
}

proptest! {
    #[test]
    fn nothing_bad_comes_of_any_pages(
        turns in vec((responses(), answers()), 1..12)
    ) {
        let (mut conversation, mut step) = begin();
        let (mut given, mut sent) = (1, 0);
        let mut turns = turns.iter().cycle();
        for _ in 0..60 {
            check_words(&conversation, &step);
            let (response, answer) = turns.next().unwrap();
            step = match step {
                Step::Send(request) => {
                    check(&request);
                    sent += usize::from(holds_password(&request));
                    conversation.answered(response, NOW)
                }
                Step::Ask(_) | Step::Wait { .. } => {
                    given += usize::from(matches!(
                        answer, Answer::Credentials(_) | Answer::Captcha { .. }
                    ));
                    conversation.answer(answer.clone(), NOW)
                }
                Step::Landed(_) | Step::Ended(_) => return Ok(()),
            };
        }
        // Twice where it came too early, else once each time that the member gave it.
        prop_assert!(sent <= 2 * given, "{sent} {given}");
    }

    #[test]
    fn without_the_member_it_comes_to_an_end(responses in vec(responses(), 1..6)) {
        let (mut conversation, mut step) = begin();
        let mut responses = responses.iter().cycle();
        let mut requests = 0;
        let mut passwords = 0;
        // Looking at an approval is what a clock does, not the member.
        while let Step::Send(_) | Step::Wait { .. } = &step {
            step = match step {
                Step::Send(request) => {
                    requests += 1;
                    passwords += usize::from(holds_password(&request));
                    conversation.answered(responses.next().unwrap(), NOW)
                }
                _ => conversation.look(NOW),
            };
            prop_assert!(requests < 20_000);
        }
        prop_assert!(passwords <= 2, "{passwords}");
    }

    #[test]
    fn calls_out_of_turn_do_no_harm(
        response in responses(),
        answer in answers(),
        calls in vec(0..4_u8, 0..20)
    ) {
        let (mut conversation, mut step) = begin();
        for call in calls {
            step = match call {
                0 => conversation.answered(&response, NOW),
                1 => conversation.unanswered(),
                2 => conversation.answer(answer.clone(), NOW),
                _ => conversation.look(NOW),
            };
            if let Step::Send(request) = &step {
                check(request);
            }
        }
        check_words(&conversation, &step);
    }
}

/// Pages that are made to be slow to read.
#[test]
fn a_page_without_end_is_read_to_its_end() {
    for piece in [
        "<div>",
        "</b>",
        "<div class=a-alert-error>x",
        "<form name=signIn><input name=email>",
        "<input name=otpDeviceContext value=x><label>",
        "<a",
        "&amp",
        "<!--",
    ] {
        let page = piece.repeat(50_000) + &"</b>".repeat(50_000);
        let (mut conversation, _) = begin();
        let step = conversation.answered(&Response::new(page.into_bytes()), NOW);
        check_words(&conversation, &step);
    }
}
