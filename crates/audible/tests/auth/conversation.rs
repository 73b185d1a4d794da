//! `metadata1.json` and `login_pages.json`: pages and whole sign-ins, as the package takes them.

use std::collections::BTreeMap;

use audible::conversation::{
    Answer, Challenge, Conversation, Credentials, MfaMethod, Step, Why, metadata1,
};
use audible::device::SIGN_IN_USER_AGENT;
use audible::{AccountKind, Attempt, Marketplace, Secret, Timestamp};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use http::{Method, Request, Response};
use serde_json::Value;

use crate::common::{attempt, cases, text, vectors};
use crate::deviations::Deviations;

const PICTURE: &[u8] = b"\xff\xd8\xff an invented picture";
const SERIAL: &str = "4dA0Invented7Serial1Of2Forty3Characters9";
/// The stopped clock of the package.
const NOW: Timestamp = Timestamp::from_millis(1_795_444_215_123);

#[test]
fn metadata1_is_that_of_the_package() {
    let vectors = vectors("metadata1.json");
    for case in [cases(&vectors, "cases"), cases(&vectors, "beyond_ascii")].concat() {
        let plain = text(&case["plaintext"]);
        assert_eq!(
            metadata1::encrypt(plain),
            text(&case["encrypted"]),
            "{plain}"
        );
    }
    let app = &vectors["of_the_app"];
    let now = Timestamp::from_millis(app["now_ms"].as_i64().unwrap());
    assert_eq!(text(&app["user_agent"]), SIGN_IN_USER_AGENT);
    assert_eq!(
        metadata1::metadata1(text(&app["location"]), now),
        text(&app["encrypted"])
    );
}

fn ada() -> Credentials {
    Credentials {
        name: Secret::new("ada@example.com".to_owned()),
        password: Secret::new("p&ss wörd+1".to_owned()),
    }
}

/// The page as the first answer of a sign-in; a picture comes if it is asked for.
fn first_step(page: &str) -> (Step, Option<String>) {
    let attempt = attempt(Marketplace::Us, AccountKind::Amazon, SERIAL, "verifier");
    let (mut conversation, _) =
        Conversation::begin(attempt, ada(), &[3; Conversation::RANDOM], NOW);
    let mut step = conversation.answered(&answer(200, page), NOW);
    let mut picture = None;
    if let Step::Send(request) = &step
        && request.uri().path().starts_with("/captcha/")
    {
        picture = Some(request.uri().to_string());
        step = conversation.answered(&Response::new(PICTURE.to_vec()), NOW);
    }
    (step, picture)
}

fn answer(status: u16, page: &str) -> Response<Vec<u8>> {
    Response::builder()
        .status(status)
        .header("content-type", "text/html; charset=utf-8")
        .body(page.as_bytes().to_vec())
        .unwrap()
}

#[test]
fn pages_are_what_the_package_takes_them_for() {
    let vectors = vectors("login_pages.json");
    let mut deviations = Deviations::of("login_pages.json");
    for page in cases(&vectors, "pages") {
        let name = text(&page["name"]);
        let (step, picture) = first_step(text(&page["html"]));
        let challenge = match &step {
            Step::Ask(question) | Step::Wait { question, .. } => Some(&question.challenge),
            _ => None,
        };
        // The page that has a code sent is posted without a question.
        let sends_code =
            matches!(&step, Step::Send(request) if request.uri().path() == "/ap/cvf/verify");
        let is = |kind: &str| page["is"][kind] == Value::Bool(true);
        let same = is("captcha") == matches!(challenge, Some(Challenge::Captcha { .. }))
            && is("mfa_choice") == matches!(challenge, Some(Challenge::MfaChoice { .. }))
            && is("otp") == matches!(challenge, Some(Challenge::Otp { .. }))
            && is("cvf") == (matches!(challenge, Some(Challenge::Cvf)) || sends_code)
            && is("approval") == matches!(challenge, Some(Challenge::Approval { .. }));
        deviations.see(&format!("page {name}"), !same);
        assert_eq!(picture.as_deref(), page["captcha_url"].as_str(), "{name}");

        // What the sign-in form sends beside what is filled in.
        let Step::Send(request) = &step else { continue };
        if sends_code {
            continue;
        }
        assert_eq!(request.method(), Method::POST, "{name}");
        let form = &page["form"];
        let mut ours = fields(request);
        for filled in ["email", "password", "metadata1"] {
            ours.remove(filled);
        }
        let theirs: BTreeMap<String, String> =
            serde_json::from_value(form["inputs"].clone()).unwrap();
        let theirs: BTreeMap<_, _> = theirs
            .into_iter()
            .filter(|(name, _)| name != "email" && name != "password")
            .collect();
        let same = ours == theirs && *request.uri() == text(&form["requested_url"]);
        deviations.see(&format!("form {name}"), !same);
    }
    for conversation in cases(&vectors, "conversations") {
        let name = text(&conversation["name"]);
        let same = is_walked_alike(conversation, &vectors);
        deviations.see(&format!("conversation {name}"), !same);
    }
    deviations.finish();
}

fn fields(request: &Request<Vec<u8>>) -> BTreeMap<String, String> {
    form_urlencoded::parse(request.body())
        .into_owned()
        .collect()
}

/// Whether our requests are those of the package, up to the code, and the code is found alike.
fn is_walked_alike(conversation: &Value, vectors: &Value) -> bool {
    let steps = cases(conversation, "steps");
    let first = &steps[0]["request"];
    let (attempt, random) = attempt_of(first);
    let (mut ours, mut step) = Conversation::begin(attempt, ada(), &random, NOW);
    // The package follows the address that holds the code; we never do (section 3.4).
    let theirs: Vec<_> = steps
        .iter()
        .take_while(|step| !text(&step["request"]["url"]).contains("authorization_code="))
        .collect();
    let mut theirs = theirs.into_iter();
    let mut left = 50;
    loop {
        left -= 1;
        assert!(left > 0);
        step = match step {
            Step::Send(request) if request.uri().path().starts_with("/captcha/") => {
                ours.answered(&Response::new(PICTURE.to_vec()), NOW)
            }
            Step::Send(request) => {
                let Some(their) = theirs.next() else {
                    return false;
                };
                if !is_same_request(&request, &their["request"]) {
                    return false;
                }
                ours.answered(&their_answer(&their["answer"], vectors), NOW)
            }
            Step::Ask(question) => {
                // Where the package gives up, there is nobody to answer.
                let Some(answer) = ada_says(&question.challenge) else {
                    return conversation["result"].is_null() && theirs.next().is_none();
                };
                ours.answer(answer, NOW)
            }
            Step::Wait { .. } => ours.look(NOW),
            Step::Landed(_) => {
                return conversation["result"].is_object() && theirs.next().is_none();
            }
            Step::Ended(end) => {
                return conversation["result"].is_null()
                    && theirs.next().is_none()
                    && end.why == Why::UnknownPage;
            }
        }
    }
}

/// The attempt and the random bytes that a first request was made with.
fn attempt_of(request: &Value) -> (Attempt, [u8; Conversation::RANDOM]) {
    let cookies = text(&request["headers"]["cookie"]);
    let frc = cookies
        .split("; ")
        .find_map(|cookie| cookie.strip_prefix("frc="))
        .unwrap();
    let random = STANDARD_NO_PAD.decode(frc).unwrap().try_into().unwrap();
    // The verifier is not in the request; its challenge is compared by other vectors.
    let attempt = attempt(Marketplace::Us, AccountKind::Amazon, SERIAL, "verifier");
    (attempt, random)
}

fn is_same_request(ours: &Request<Vec<u8>>, theirs: &Value) -> bool {
    let headers = |name: &str| {
        let ours = ours
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok());
        ours == theirs["headers"][name].as_str()
    };
    let without_challenge = |url: &str| {
        url.split('&')
            .filter(|part| !part.starts_with("openid.oa2.code_challenge="))
            .collect::<Vec<_>>()
            .join("&")
    };
    let form = match &theirs["form"] {
        Value::Null => BTreeMap::new(),
        form => serde_json::from_value(form.clone()).unwrap(),
    };
    // After a redirect the package says of what type the body is that it no longer has.
    let has_body = ours.method() == Method::POST;
    ours.method().as_str() == text(&theirs["method"])
        && (!has_body || headers("content-type"))
        && without_challenge(&ours.uri().to_string()) == without_challenge(text(&theirs["url"]))
        && ["user-agent", "accept-language", "cookie"]
            .iter()
            .all(|name| headers(name))
        && fields(ours) == form
}

fn their_answer(answer: &Value, vectors: &Value) -> Response<Vec<u8>> {
    let page = cases(vectors, "pages")
        .iter()
        .find(|page| page["name"] == answer["page"])
        .map_or("", |page| text(&page["html"]));
    let status = u16::try_from(answer["status"].as_u64().unwrap()).unwrap();
    let mut response = self::answer(status, page);
    for header in answer["headers"].as_array().unwrap() {
        response.headers_mut().append(
            http::HeaderName::try_from(text(&header[0])).unwrap(),
            text(&header[1]).parse().unwrap(),
        );
    }
    response
}

fn ada_says(challenge: &Challenge) -> Option<Answer> {
    let code = |code: &str| Answer::Code(Secret::new(code.to_owned()));
    Some(match challenge {
        Challenge::Captcha { picture, .. } => {
            assert_eq!(picture.as_ref().unwrap().bytes, PICTURE);
            Answer::Captcha {
                characters: "GUESS42".to_owned(),
                credentials: Some(ada()),
            }
        }
        Challenge::MfaChoice { ways } => Answer::Way(
            ways.iter()
                .position(|way| way.method == MfaMethod::App)
                .unwrap_or_default(),
        ),
        Challenge::Otp { .. } => code("123456"),
        Challenge::Cvf => code("654321"),
        _ => return None,
    })
}
