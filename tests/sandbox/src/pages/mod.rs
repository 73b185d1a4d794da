//! Amazon's pages: `www.amazon.TLD`, `www.audible.TLD`.

use axum::response::IntoResponse as _;
use http::{HeaderValue, StatusCode, header};
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use crate::accounts::{Manners, Step};
use crate::auth::Ledger;
use crate::host::{Family, Marketplace};
use crate::request::{Answer, Fields, Request};
use crate::{Sandbox, auth};

mod address;
pub(crate) mod attempt;
pub(crate) mod browser;
mod flow;
pub(crate) mod html;
mod picture;
mod steps;
mod views;

use address::Address;
pub(crate) use attempt::Attempt;
use attempt::Place;
use flow::SignIn;
use views::FirstPage;

/// Answers a request to `www.{amazon,audible}.TLD`.
pub(crate) fn answer(
    sandbox: &Sandbox,
    family: Family,
    marketplace: &'static Marketplace,
    request: &Request,
) -> Answer {
    let path = request.path();
    match (request.method.as_str(), path) {
        ("POST", "/ap/exchangetoken/cookies") => {
            auth::exchange(sandbox, family, marketplace, request)
        }
        ("GET", "/license/token")
            if family == Family::Audible && marketplace.country_code == "us" =>
        {
            auth::license_token(sandbox, request)
        }
        ("GET", "/ap/signin") if request.parameters().last("arb").is_none() => {
            begin(sandbox, family, marketplace, request)
        }
        ("GET", "/ap/maplanding") => landing(sandbox, request),
        ("GET", "/errors/validateCaptcha") => {
            let query = request.parameters();
            let id = query.text("amzn").trim_end_matches('=').to_owned();
            resume(sandbox, request, Some(&id), |sign_in| sign_in.robot(&query))
        }
        ("GET", "/") => html::answer(
            StatusCode::OK,
            views::home(&family.to_string(), marketplace),
        ),
        ("GET", _) if path.starts_with("/captcha/") => captcha(sandbox, path),
        ("GET", _) if PAGES.contains(&path) => {
            let query = request.parameters();
            resume(sandbox, request, query.last("arb"), |sign_in| {
                sign_in.look(path)
            })
        }
        ("POST", "/ap/register") => {
            sandbox
                .log
                .violation("posted the form that creates an account"); // T34
            dead("this form creates an account: no client may post it")
        }
        ("POST", _) if FORMS.contains(&path) => form(sandbox, request),
        _ => dead("there is no such page"),
    }
}

/// The sign-in address.
fn begin(
    sandbox: &Sandbox,
    family: Family,
    marketplace: &'static Marketplace,
    request: &Request,
) -> Answer {
    let address = match Address::parse(family, marketplace, &request.parameters()) {
        Ok(address) => address,
        Err(name) => return dead(&format!("the sign-in address is wrong at {name}")),
    };
    let known = request.cookie("session-id").filter(|value| {
        value.len() == 19
            && value
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-')
    });
    let session = known.map_or_else(auth::session_number, str::to_owned);
    let now_ms = sandbox.clock.now_ms();
    let mut attempt = Attempt::new(address, request.query(), session.clone(), now_ms);
    attempt.has_app_cookies = request.cookie("frc").is_some() && request.cookie("map-md").is_some();
    attempt.first_page = match sandbox.switches.text("first-page").as_deref() {
        Some("two-step") => FirstPage::TwoStep,
        Some("claim") => FirstPage::Claim,
        _ => FirstPage::Classic,
    };
    if sandbox.switches.take("robot-first") {
        attempt.steps.push_back(Step::Robot);
        attempt.place = Place::Step;
    }
    let mut ledger = sandbox.ledger();
    ledger
        .attempts
        .retain(|_, other| now_ms - other.began_ms < ATTEMPT_LIVES_MS);
    let mut sign_in = SignIn {
        sandbox,
        ledger: &mut ledger,
        attempt,
        finished: false,
    };
    let mut answer = sign_in.show(None);
    let attempt = sign_in.attempt;
    ledger.attempts.insert(attempt.id.clone(), attempt);
    set_cookies(sandbox, family, marketplace, &session, &mut answer);
    answer
}

/// A form of a sign-in's page.
fn form(sandbox: &Sandbox, request: &Request) -> Answer {
    let is_form = request
        .header("content-type")
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    let form = if is_form {
        request.form()
    } else {
        Fields::default()
    };
    let query = request.parameters();
    let id = query
        .last("arb")
        .or_else(|| form.last("arb"))
        .or_else(|| attempt::id_of_workflow_state(form.text("workflowState")))
        .map(str::to_owned)
        .or_else(|| {
            let verify = form.last("verifyToken")?;
            let ledger = sandbox.ledger();
            ledger
                .attempts
                .values()
                .find(|attempt| attempt.verify_value() == verify)
                .map(|attempt| attempt.id.clone())
        });
    resume(sandbox, request, id.as_deref(), |sign_in| {
        sign_in.answer_form(request.path(), &query, &form)
    })
}

/// Goes on with a sign-in: that of the id, or the latest of the browser, which begins anew.
fn resume(
    sandbox: &Sandbox,
    request: &Request,
    id: Option<&str>,
    act: impl FnOnce(&mut SignIn<'_>) -> Answer,
) -> Answer {
    let lost = || html::answer(StatusCode::OK, views::cookies_lost());
    let Some(session) = request.cookie("session-id") else {
        return lost();
    };
    let mut ledger = sandbox.ledger();
    let known = id.and_then(|id| ledger.attempts.remove(id));
    let is_known = known.is_some();
    let Some(attempt) = known.or_else(|| latest(&mut ledger, session)) else {
        return lost();
    };
    if attempt.session != session {
        ledger.attempts.insert(attempt.id.clone(), attempt);
        return lost();
    }
    let mut sign_in = SignIn {
        sandbox,
        ledger: &mut ledger,
        attempt,
        finished: false,
    };
    let answer = if is_known {
        act(&mut sign_in)
    } else {
        sign_in.restart()
    };
    let SignIn {
        attempt, finished, ..
    } = sign_in;
    if !finished {
        ledger.attempts.insert(attempt.id.clone(), attempt);
    }
    answer
}

fn latest(ledger: &mut Ledger, session: &str) -> Option<Attempt> {
    let id = ledger
        .attempts
        .values()
        .filter(|attempt| attempt.session == session)
        .max_by_key(|attempt| attempt.began_ms)?
        .id
        .clone();
    ledger.attempts.remove(&id)
}

/// The end of a sign-in: a page that is not found, with the code in its address (T1).
fn landing(sandbox: &Sandbox, request: &Request) -> Answer {
    let query = request.parameters();
    let code = query.text("openid.oa2.authorization_code");
    let ledger = sandbox.ledger();
    let Some(code) = ledger.codes.get(code) else {
        return dead("this address holds no code of the sandbox");
    };
    let manners = ledger.account(&code.email).map(|account| account.manners);
    if !request.by_browser {
        sandbox
            .log
            .violation("followed a redirect after the code was visible");
    }
    // In Brazil the tab moves on, and the code is gone from its address (T2).
    if code.marketplace.country_code == "br" && manners == Some(Manners::Odd) {
        return flow::redirect("https://www.audible.com.br/");
    }
    let page = if request.by_browser {
        views::landing(&format!("https://{}{}", request.host_name, request.target))
    } else {
        views::dead("the sign-in is done: the code is in this page's address")
    };
    html::answer(StatusCode::NOT_FOUND, page)
}

/// `m.media-amazon.com`: a cover, of which only the first letters of its name are to be seen.
pub(crate) fn cover(request: &Request) -> Answer {
    match request.path().strip_prefix("/images/I/") {
        Some(name) if request.method == http::Method::GET => (
            [(header::CONTENT_TYPE, "image/png")],
            picture::png(&name.chars().take(6).collect::<String>()),
        )
            .into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A picture, for as long as its page is shown.
fn captcha(sandbox: &Sandbox, path: &str) -> Answer {
    let ledger = sandbox.ledger();
    let mut parts = path.trim_start_matches("/captcha/").split('/');
    let attempt = parts.next().and_then(|id| ledger.attempts.get(id));
    let token = parts.next().and_then(|name| name.strip_suffix(".png"));
    match attempt {
        Some(attempt) if token == Some(&attempt.token) => (
            [
                (header::CONTENT_TYPE, "image/png"),
                (header::CACHE_CONTROL, "no-store"),
            ],
            picture::png(&attempt.captcha),
        )
            .into_response(),
        _ => dead("this picture is no longer shown"),
    }
}

fn set_cookies(
    sandbox: &Sandbox,
    family: Family,
    marketplace: &Marketplace,
    session: &str,
    answer: &mut Answer,
) {
    let now = sandbox.clock.date();
    let end = now
        .saturating_add(time::Duration::days(365))
        .format(EXPIRES)
        .unwrap_or_default();
    for (name, value) in [
        ("session-id".to_owned(), session.to_owned()),
        (
            "session-id-time".to_owned(),
            format!("{}l", now.unix_timestamp() + 2_592_000),
        ),
        (
            format!("ubid-{}", marketplace.cookie_suffix),
            auth::session_number(),
        ),
        ("session-token".to_owned(), auth::random_text(80)),
    ] {
        let cookie = format!(
            "{name}={value}; Domain=.{family}.{}; Path=/; Secure; Expires={end}",
            marketplace.tld
        );
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            answer.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
}

fn dead(reason: &str) -> Answer {
    html::answer(StatusCode::NOT_FOUND, views::dead(reason))
}

/// Pages of a sign-in under way.
const PAGES: [&str; 11] = [
    "/ap/signin",
    "/ap/mfa",
    "/ap/mfa/new-otp",
    "/ap/cvf/request",
    "/ap/cvf/approval",
    "/ap/cvf/approval/poll",
    "/ap/accountfixup",
    "/ap/accountfixup/skip",
    "/claim/webauthn/nudge",
    "/claim/webauthn/nudge/skip",
    "/ap/forgotpassword",
];
/// Where its forms are sent.
const FORMS: [&str; 8] = [
    "/ap/signin",
    "/ax/claim",
    "/ap/mfa/new-otp",
    "/ap/cvf/verify",
    "/ap/cvf/approval/verifyOtp",
    "/ap/cvf/approval/resend",
    "/ap/accountfixup",
    "/ap/forgotpassword",
];
const EXPIRES: &[BorrowedFormatItem<'_>] = format_description!(
    "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
);
/// Then a page of it is stale.
const ATTEMPT_LIVES_MS: i64 = 3_600_000;
