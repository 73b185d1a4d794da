//! Pages in the shapes of the sign-in reference that neither the vectors nor the sandbox have, and
//! the cookies between them.

use std::collections::BTreeMap;

use audible::conversation::{
    Again, Answer, Challenge, Conversation, Credentials, MfaMethod, NoPicture, Question, Step, Why,
};
use audible::{AccountKind, Attempt, Marketplace, Secret, Timestamp};
use http::{Method, Request, Response, StatusCode, header};

use crate::common::NOW;

struct Talk {
    conversation: Conversation,
    step: Step,
    now: Timestamp,
}

fn ada(password: &str) -> Credentials {
    Credentials {
        name: Secret::new(" ada@mail.example ".to_owned()),
        password: Secret::new(password.to_owned()),
    }
}

impl Talk {
    fn begin() -> Self {
        Self::of(AccountKind::Amazon)
    }

    fn of(kind: AccountKind) -> Self {
        let attempt = Attempt::new(Marketplace::De, kind, &[5; 48], NOW).unwrap();
        let random = &[5; Conversation::RANDOM];
        let (conversation, step) = Conversation::begin(attempt, ada(" a b "), random, NOW);
        Self {
            conversation,
            step,
            now: NOW,
        }
    }

    /// The answer to what is sent now.
    fn response(mut self, response: &Response<Vec<u8>>) -> Self {
        assert!(matches!(self.step, Step::Send(_)), "{:?}", self.step);
        self.step = self.conversation.answered(response, self.now);
        self
    }

    fn page(self, body: &str) -> Self {
        let page = format!("<!doctype html><html><body>{body}</body></html>");
        self.response(&Response::new(page.into_bytes()))
    }

    fn redirect(self, location: &str) -> Self {
        let response = Response::builder()
            .status(302)
            .header(header::LOCATION, location);
        self.response(&response.body(Vec::new()).unwrap())
    }

    fn cookie(self, cookies: &[&str], page: &str) -> Self {
        let mut response = Response::new(page.as_bytes().to_vec());
        for cookie in cookies {
            response
                .headers_mut()
                .append(header::SET_COOKIE, cookie.parse().unwrap());
        }
        self.response(&response)
    }

    fn answer(mut self, answer: Answer) -> Self {
        self.step = self.conversation.answer(answer, self.now);
        self
    }

    fn code(self, code: &str) -> Self {
        self.answer(Answer::Code(Secret::new(code.to_owned())))
    }

    fn request(&self) -> &Request<Vec<u8>> {
        match &self.step {
            Step::Send(request) => request,
            other => panic!("nothing is sent: {other:?}"),
        }
    }

    fn target(&self) -> String {
        let request = self.request();
        format!("{} {}", request.method(), request.uri())
    }

    fn fields(&self) -> BTreeMap<String, String> {
        assert_eq!(self.request().method(), Method::POST);
        form_urlencoded::parse(self.request().body())
            .into_owned()
            .collect()
    }

    fn cookies(&self) -> &str {
        let cookies = self.request().headers().get(header::COOKIE);
        cookies.map_or("", |value| value.to_str().unwrap())
    }

    fn question(&self) -> &Question {
        match &self.step {
            Step::Ask(question) | Step::Wait { question, .. } => question,
            other => panic!("nothing is asked: {other:?}"),
        }
    }

    fn why(&self) -> Why {
        match &self.step {
            Step::Ended(end) => end.why,
            other => panic!("no end: {other:?}"),
        }
    }
}

const PASSWORD_PAGE: &str = r#"
    <form name="signInWithPasskeyButton" method="post" action=""><input type="hidden" name="x" value="1"></form>
    <form name="ue_backdetect" action="get"><input type="hidden" name="ue_back" value="1"></form>
    <form name="signIn" method="post" action="/ap/signin"><input type="hidden" name="appAction" value="SIGNIN_PWD_COLLECT">
     <input type="hidden" name="metadata1" value="ape:dHJ1ZQ=="><input type="hidden" name="email" value="ada@mail.example">
     <input type="text" name="email" value="ada@mail.example" class="hide"><input type="password" name="password">
     <input type="hidden" name="encryptedPasswordExpected" value=""></form>"#;

#[test]
fn name_and_password_are_sent_as_they_are_meant() {
    let talk = Talk::begin().page(PASSWORD_PAGE);
    let fields = talk.fields();
    assert_eq!(fields["email"], "ada@mail.example");
    // Blanks may belong to a password.
    assert_eq!(fields["password"], " a b ");
    assert!(fields["metadata1"].starts_with("ECdITeCs:"));
    assert!(!fields.contains_key("ue_back") && !fields.contains_key("x"));
    // The hint for the password on a page for the name is no box for it.
    let talk = Talk::begin().page(
        r#"<form name="signIn" method="post" action="https://www.amazon.de/ap/signin"><input type="email" name="email">
           <input type="hidden" name="subPageType" value="SignInClaimCollect">
           <input type="password" name="password" class="a-input-text hide"></form>"#,
    );
    assert!(!talk.fields().contains_key("password"));
    let talk = talk.page(PASSWORD_PAGE);
    assert_eq!(talk.fields()["password"], " a b ");
}

#[test]
fn messages_are_those_that_a_person_sees() {
    let boxes = r#"
        <div id="auth-cookie-warning-message" class="a-alert a-alert-warning"><h4>Please Enable Cookies to Continue</h4></div>
        <div class="aok-hidden"><div class="a-alert a-alert-error">A template</div></div>
        <div id="auth-error-message-box" class="a-box a-alert a-alert-error"><h4>There was a <b>problem</b></h4>
         <ul><li><span>Your password &amp; more</span></li></ul></div>"#;
    let talk = Talk::begin()
        .page(PASSWORD_PAGE)
        .page(&format!("{boxes}{PASSWORD_PAGE}"));
    let question = talk.question();
    assert_eq!(question.challenge, Challenge::Credentials(Again::Refused));
    assert_eq!(
        question.notices,
        ["There was a problem Your password & more"]
    );
}

#[test]
fn a_robot_page_with_a_button_only_is_passed() {
    let talk = Talk::begin().page(
        r#"<form method="get" action="/errors/validateCaptcha"><input type="hidden" name="amzn" value="x==">
           <input type="hidden" name="field-keywords" value="ABC"><button>Continue shopping</button></form>"#,
    );
    assert_eq!(
        talk.target(),
        "GET https://www.amazon.de/errors/validateCaptcha?amzn=x%3D%3D&field-keywords=ABC"
    );
}

#[test]
fn pictures_come_bare_or_not_at_all() {
    let page = |src: &str| {
        format!(
            r#"<div id="cvf-page-content"><img alt="captcha" src="{src}"><form method="post" action="verify">
               <input type="hidden" name="verifyToken" value="s|1"><input type="text" name="cvf_captcha_input">
               <input type="submit" name="cvf_captcha_captcha_action" value="newCaptcha"></form></div>"#
        )
    };
    let at = "https://www.amazon.de/ap/cvf/request?arb=1";
    let talk = Talk::begin().redirect(at).page(&page(
        "https://opfcaptcha-prod.s3.amazonaws.com/INV.jpg?a=1&amp;b=2",
    ));
    assert_eq!(
        talk.target(),
        "GET https://opfcaptcha-prod.s3.amazonaws.com/INV.jpg?a=1&b=2"
    );
    assert!(talk.request().headers().is_empty());
    let talk = talk.page("not a picture");
    let no_picture = |talk: &Talk| match &talk.question().challenge {
        Challenge::Captcha { picture, .. } => picture.clone().unwrap_err(),
        other => panic!("{other:?}"),
    };
    assert_eq!(no_picture(&talk), NoPicture::NotLoaded);
    let talk = talk.answer(Answer::NewPicture);
    assert_eq!(talk.target(), "POST https://www.amazon.de/ap/cvf/verify");
    assert_eq!(talk.fields()["cvf_captcha_captcha_action"], "newCaptcha");

    let talk = talk.page(&page("https://pictures.example/INV.jpg"));
    let foreign = NoPicture::ForeignHost("pictures.example".to_owned());
    assert_eq!(no_picture(&talk), foreign);
    let talk = talk.answer(Answer::Captcha {
        characters: "A b".to_owned(),
        credentials: Some(ada("not for this page")),
    });
    assert_eq!(talk.fields()["cvf_captcha_input"], "ab");
    assert!(!talk.fields().contains_key("password"));
}

#[test]
fn ways_of_a_one_time_password_are_told_by_class_value_or_label() {
    let talk = Talk::begin()
        .redirect("/ap/mfa/new-otp?arb=1&x=y")
        .page(
            r#"<form id="auth-select-device-form" method="post" action="" class="auth-validate-form">
             <div class="a-radio auth-TOTP"><label><input type="radio" name="otpDeviceContext" value="a, TOTP"><span>App</span></label></div>
             <input type="radio" name="otpDeviceContext" value="b, VOICE" id="v"><label for="v">Call <b>me</b></label>
             <div class="a-radio auth-WHATSAPP"><label><input type="radio" name="otpDeviceContext" value="c, WHATSAPP">By WhatsApp</label></div>
             <input type="radio" name="otpDeviceContext" value=""></form>"#,
        );
    let Challenge::MfaChoice { ways } = &talk.question().challenge else {
        panic!("{:?}", talk.step);
    };
    let ways: Vec<_> = ways
        .iter()
        .map(|way| (way.method, way.label.as_str()))
        .collect();
    assert_eq!(
        ways,
        [
            (MfaMethod::App, "App"),
            (MfaMethod::Voice, "Call me"),
            (MfaMethod::Other, "By WhatsApp"),
        ]
    );
    // An empty action is the page's own address with its query (trap T25).
    let talk = talk.answer(Answer::Way(2));
    assert_eq!(
        talk.target(),
        "POST https://www.amazon.de/ap/mfa/new-otp?arb=1&x=y"
    );
    assert_eq!(talk.fields()["otpDeviceContext"], "c, WHATSAPP");
}

#[test]
fn a_one_time_password_wins_over_other_marks() {
    let talk = Talk::begin().page(
        r#"<div id="resend-approval-alert"></div><form id="pollingForm"></form><div id="cvf-page-content"></div>
           <input type="hidden" name="cvf_aamation_error_code" value="">
           <form id="verification-code-form" method="post" action="/ap/cvf/approval/verifyOtp"><input type="tel" id="input-box-otp">
            <input type="hidden" name="otpCode" id="otpCode"><input type="hidden" name="arb" value="1"></form>"#,
    );
    assert!(matches!(talk.question().challenge, Challenge::Otp { .. }));
    let talk = talk.code("12-34 56");
    assert_eq!(
        talk.target(),
        "POST https://www.amazon.de/ap/cvf/approval/verifyOtp"
    );
    assert_eq!(talk.fields()["otpCode"], "123456");
    assert_eq!(talk.fields()["rememberDevice"], "false");
}

#[test]
fn a_box_without_a_name_takes_the_code_once_it_was_sent() {
    let page = r#"<div id="cvf-page-content"><form method="post" action="verify"><input type="hidden" name="verifyToken" value="s">
        <input type="text" class="cvf-widget-input-code"></form></div>"#;
    let talk = Talk::begin().redirect("/ap/cvf/request?arb=1").page(page);
    assert_eq!(talk.target(), "POST https://www.amazon.de/ap/cvf/verify");
    assert!(!talk.fields().contains_key("code"));
    let talk = talk.page(page).code("654321");
    assert_eq!(talk.fields()["code"], "654321");
    assert_eq!(talk.fields()["action"], "code");
}

#[test]
fn an_interruption_is_left_by_whatever_control_it_has() {
    let at = "/claim/webauthn/nudge?arb=1";
    for (control, target) in [
        (
            r#"<a id="passkey-nudge-skip-button" href="/claim/webauthn/nudge/skip?x=1&amp;y=2">Skip</a>"#,
            "GET https://www.amazon.de/claim/webauthn/nudge/skip?x=1&y=2",
        ),
        (
            r##"<span id="passkey-creation-skip-link"><a href="#">Top</a><a href="/ap/signin?arb=1">Not now</a></span>"##,
            "GET https://www.amazon.de/ap/signin?arb=1",
        ),
        (
            r#"<form method="post" action="skip"><input type="hidden" name="t" value="1">
               <button id="passkey-nudge-skip-button" name="act" value="no">Skip</button></form>"#,
            "POST https://www.amazon.de/claim/webauthn/skip",
        ),
    ] {
        let talk = Talk::begin().redirect(at).page(control);
        assert_eq!(talk.target(), target);
        if talk.request().method() == Method::POST {
            assert_eq!(talk.fields()["act"], "no");
        }
    }
    for (path, page) in [
        (at, "<p>Use your face</p>"),
        (
            at,
            r#"<a id="passkey-nudge-skip-button" href="javascript:skip()">Skip</a>"#,
        ),
        (
            "/ap/accountfixup",
            r#"<form id="auth-account-fixup-phone-form" action="/ap/accountfixup"></form>"#,
        ),
    ] {
        assert_eq!(
            Talk::begin().redirect(path).page(page).why(),
            Why::UnknownPage
        );
    }
}

#[test]
fn a_waiting_page_says_when_it_is_over() {
    for (status, why) in [
        ("TransactionPending", None),
        ("TransactionCompleted", None),
        ("TransactionExpired", Some(Why::ApprovalExpired)),
        ("TransactionCompletionTimeout", Some(Why::ApprovalExpired)),
    ] {
        let page =
            format!(r#"<input type="hidden" name="transactionApprovalStatus" value="{status}">"#);
        let talk = Talk::begin().redirect("/ap/cvf/approval?arb=1").page(&page);
        match why {
            Some(why) => assert_eq!(talk.why(), why, "{status}"),
            None => assert!(matches!(talk.step, Step::Wait { .. }), "{status}"),
        }
    }
}

#[test]
fn an_approval_is_looked_at_where_it_can_be_seen_again() {
    let page = r##"<div id="resend-approval-alert"></div><a class="a-link-normal" href="#">Resend</a>
        <a class="a-link-normal" href="https://www.amazon.de/ap/cvf/approval?arb=7">Approved</a>"##;
    // The answer to a form has no address of its own.
    let talk = Talk::begin().page(PASSWORD_PAGE).page(page);
    let talk = talk.answer(Answer::Look);
    assert_eq!(
        talk.target(),
        "GET https://www.amazon.de/ap/cvf/approval?arb=7"
    );
    let talk = Talk::begin()
        .redirect("/ap/cvf/approval?arb=1&x=y")
        .page(page);
    assert_eq!(
        talk.answer(Answer::Look).target(),
        "GET https://www.amazon.de/ap/cvf/approval?arb=1&x=y"
    );
}

#[test]
fn a_new_password_is_demanded_in_words_only() {
    let talk = Talk::begin().page("<h4>Password reset required</h4><a href=\"/help\">Help</a>");
    assert_eq!(talk.why(), Why::PasswordReset);
    let talk = Talk::begin().page("<p>Password reset required</p>");
    assert_eq!(talk.why(), Why::UnknownPage);
}

#[test]
fn where_it_does_not_go() {
    for (location, why) in [
        ("/ap/maplanding", Why::SessionLost),
        ("/ap/maplanding?openid.mode=cancel", Why::SessionLost),
        ("/ap/forgotpassword?x=1", Why::PasswordReset),
        ("https://www.audible.de/", Why::ForeignAddress),
        ("https://www.amazon.com/ap/signin", Why::ForeignAddress),
        ("https://evil.example/ap/signin", Why::ForeignAddress),
        ("http://www.amazon.de/ap/signin", Why::ForeignAddress),
        ("https://", Why::ForeignAddress),
        // Codes of another store, or another kind of account.
        (
            "https://www.amazon.com/ap/maplanding?openid.oa2.authorization_code=AN",
            Why::OtherStore,
        ),
        (
            "https://www.audible.de/ap/maplanding?openid.oa2.authorization_code=AN",
            Why::OtherStore,
        ),
        (
            "https://evil.example/?openid.oa2.authorization_code=AN",
            Why::OtherStore,
        ),
    ] {
        assert_eq!(Talk::begin().redirect(location).why(), why, "{location}");
    }
    let landing = "https://www.amazon.de/ap/maplanding?a=b&openid.oa2.authorization_code=AN1";
    assert!(matches!(
        Talk::begin().redirect(landing).step,
        Step::Landed(_)
    ));
    let landing = "https://www.audible.de/ap/maplanding?openid.oa2.authorization_code=AN1";
    let talk = Talk::of(AccountKind::Audible).redirect(landing);
    assert!(matches!(talk.step, Step::Landed(_)));
    // Eleven hops.
    let mut talk = Talk::begin();
    for _ in 0..10 {
        talk = talk.redirect("/ap/signin?again");
    }
    assert_eq!(talk.redirect("/ap/signin?again").why(), Why::TooManyPages);
    // An attempt of yesterday.
    let mut talk = Talk::begin();
    talk.now = NOW.plus_millis(Attempt::LIFE_MILLIS + 1);
    let landing = "https://www.amazon.de/ap/maplanding?openid.oa2.authorization_code=AN1";
    assert_eq!(talk.redirect(landing).why(), Why::AttemptTooOld);
}

#[test]
fn a_form_that_creates_an_account_is_never_sent() {
    let page = r#"<form name="signIn" id="intent-confirmation-form" method="post" action="/ap/register">
        <input name="email"><input type="password" name="password"></form>"#;
    let talk = Talk::begin().page(page);
    assert_eq!(
        talk.question().challenge,
        Challenge::Credentials(Again::Unknown)
    );
    // The answer begins anew instead.
    let talk = talk.answer(Answer::Credentials(ada("x")));
    assert!(
        talk.target()
            .starts_with("GET https://www.amazon.de/ap/signin?")
    );
    // Not by another name either.
    let page = page.replace("intent-confirmation-form", "x");
    assert_eq!(Talk::begin().page(&page).why(), Why::ForeignAddress);
}

#[test]
fn an_unknown_page_is_described_without_anything_of_the_member() {
    let mut response = Response::new(
        br#"<html><head><title>Hello Ada, your code 123456 (ada@mail.example) - Help</title></head>
            <form id="help-form" action="/x?secret=1"><input name="question" value="secret-value"><input name="ada"><input name="n123456"></form>"#
            .to_vec(),
    );
    *response.status_mut() = StatusCode::NOT_FOUND;
    let talk = Talk::begin()
        .redirect("/ap/cvf/A1B2C3D4E5F6789/verify?arb=secret")
        .response(&response);
    let Step::Ended(end) = &talk.step else {
        panic!("{:?}", talk.step);
    };
    assert_eq!(end.why, Why::UnknownPage);
    assert_eq!(
        end.description,
        "page www.amazon.de/ap/cvf/…/verify\nstatus 404\ntitle Hello your code - Help\nforms help-form\ninputs question"
    );
}

#[test]
fn no_answer_is_the_end_and_nothing_is_sent_again() {
    let mut talk = Talk::begin().page(PASSWORD_PAGE);
    talk.step = talk.conversation.unanswered();
    assert_eq!(talk.why(), Why::NoAnswer);
    talk.step = talk.conversation.look(NOW);
    assert_eq!(talk.why(), Why::NoAnswer);
}

#[test]
fn cookies_go_where_they_belong_and_no_longer_than_they_hold() {
    let page = r#"<form name="signIn" method="post" action="/ap/signin"><input name="email"><input type="password" name="password"></form>"#;
    let talk = Talk::begin();
    let first: Vec<_> = talk.cookies().split("; ").collect();
    assert_eq!(first.len(), 3);
    assert!(first[0].starts_with("frc=") && first[0].len() == 4 + 418);
    assert_eq!(first[2], "amzn-app-id=MAPiOSLib/6.0/ToHideRetailLink");
    let talk = talk.cookie(
        &[
            "session-id=1-2-3; Domain=.amazon.de; Path=/; Secure; Expires=Wed, 24 Nov 2027 10:00:00 GMT",
            "frc=new; Domain=.amazon.de; Path=/",
            "map-md=gone; Domain=amazon.de; Path=/; Expires=Thu, 01-Jan-1970 00:00:10 GMT",
            "amzn-app-id=; Domain=.amazon.de; Path=/; Max-Age=0",
            "folder=1",
            "deep=1; Path=/ap/signin",
            "other=1; Path=/ap/cvf",
            "near=1; Path=/ap/sign",
            "short=1; Max-Age=60",
            "evil=1; Domain=.evil.example",
            "wide=1; Domain=.de",
            "host=1; Domain=www.amazon.de; Path=/",
        ],
        page,
    );
    assert_eq!(
        talk.cookies(),
        "deep=1; folder=1; short=1; frc=new; session-id=1-2-3; host=1"
    );
    let mut talk = talk;
    talk.now = NOW.plus_millis(61_000);
    let talk = talk.redirect("https://www.amazon.de/ap/cvf/request");
    assert_eq!(
        talk.cookies(),
        "other=1; folder=1; frc=new; session-id=1-2-3; host=1"
    );
    // Another site gets none of them.
    let talk = talk.redirect("https://www.audible.de/ap/signin");
    assert_eq!(talk.cookies(), "");
}
