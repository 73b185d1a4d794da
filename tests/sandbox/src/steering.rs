//! `/sandbox/…`: how tests and people move this world. Loopback only.

use axum::body::Bytes;
use axum::response::IntoResponse as _;
use http::request::Parts;
use http::{HeaderMap, StatusCode, Uri, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::Sandbox;
use crate::accounts::{self, Account, Otp};
use crate::auth::Refusal;
use crate::codes;
use crate::host::Marketplace;
use crate::pages::html;
use crate::request::{Answer, Fields};
use crate::router::json as json_answer;

/// Answers what is meant for the sandbox itself.
pub(crate) fn answer(sandbox: &Sandbox, parts: &Parts, body: &Bytes) -> Answer {
    let answer = from_here(&parts.headers).and_then(|()| match parts.method.as_str() {
        "GET" => read(sandbox, &parts.uri),
        "POST" => steer(sandbox, parts, body),
        _ => Err(unknown()),
    });
    answer.unwrap_or_else(|refusal| refusal.answer())
}

/// Refuses who reaches this address by another name.
pub(crate) fn from_here(headers: &HeaderMap) -> Result<(), Refusal> {
    let host = text(headers, "host").unwrap_or("localhost");
    let name = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|digit| digit.is_ascii_digit()))
        .map_or(host, |(name, _)| name);
    if matches!(name, "127.0.0.1" | "localhost" | "[::1]") {
        return Ok(());
    }
    Err(Refusal::message(
        StatusCode::FORBIDDEN,
        "the sandbox answers to 127.0.0.1 and localhost only",
    ))
}

/// Whether a browser sends this for another site's page.
fn is_foreign(headers: &HeaderMap) -> bool {
    let from_elsewhere =
        text(headers, "sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none"));
    let other_origin = text(headers, "origin").is_some_and(|origin| {
        origin.strip_prefix("http://") != Some(text(headers, "host").unwrap_or_default())
    });
    from_elsewhere || other_origin
}

fn read(sandbox: &Sandbox, uri: &Uri) -> Result<Answer, Refusal> {
    let query = Fields::parse(uri.query().unwrap_or_default().as_bytes());
    let found = match uri.path() {
        "/" | "/sandbox" | "/sandbox/" => return Ok(html::answer(StatusCode::OK, codes::start())),
        "/sandbox/codes" => return Ok(html::answer(StatusCode::OK, codes::page(sandbox))),
        "/sandbox/answers" => answers(sandbox, query.text("email"))?,
        "/sandbox/expected" => expected(sandbox, &query),
        "/sandbox/counters" => sandbox.log.counters(),
        "/sandbox/log" => sandbox.log.to_json(),
        _ => return Err(unknown()),
    };
    Ok(json_answer(StatusCode::OK, &found))
}

fn steer(sandbox: &Sandbox, parts: &Parts, body: &Bytes) -> Result<Answer, Refusal> {
    if is_foreign(&parts.headers) {
        return Err(Refusal::message(
            StatusCode::FORBIDDEN,
            "another site's page may not steer the sandbox",
        ));
    }
    let call = parts
        .uri
        .path()
        .strip_prefix("/sandbox/")
        .unwrap_or_default();
    match call {
        "account" => {
            let account = parse::<NewAccount>(body)?.account()?;
            sandbox.ledger().replace(account);
        }
        // Also a form's: the page of codes has a button for it.
        "approve" => {
            let by_form = text(&parts.headers, "content-type")
                .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
            let email = if by_form {
                Fields::parse(body).text("email").to_owned()
            } else {
                parse::<Person>(body)?.email
            };
            with_account(sandbox, &email, |account| account.approved = true)?;
            if by_form {
                return Ok((
                    StatusCode::SEE_OTHER,
                    [(header::LOCATION, "/sandbox/codes")],
                )
                    .into_response());
            }
        }
        "revoke" => {
            let Person { email } = parse(body)?;
            with_account(sandbox, &email, |_| ())?;
            sandbox.ledger().revoke(&email);
        }
        "clock" => sandbox.clock.advance(parse::<Advance>(body)?.advance_s),
        "fault" => sandbox.faults.add(parse(body)?),
        "switch" => {
            let Switch { name, value } = parse(body)?;
            sandbox.switches.set(&name, value);
        }
        "reset" => sandbox.reset(),
        _ => return Err(unknown()),
    }
    Ok(json_answer(StatusCode::OK, &json!({})))
}

/// `POST /sandbox/account`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewAccount {
    email: String,
    password: String,
    #[serde(default)]
    challenges: Vec<String>,
    #[serde(default)]
    otp_secret: Option<String>,
    /// The customer's name; made of the e-mail address where it is missing.
    #[serde(default)]
    name: Option<String>,
}

impl NewAccount {
    fn account(self) -> Result<Account, Refusal> {
        let steps = self
            .challenges
            .iter()
            .map(|name| {
                accounts::step(name)
                    .ok_or_else(|| bad(&format!("{name:?} is no challenge that the sandbox knows")))
            })
            .collect::<Result<_, _>>()?;
        let mut account = Account {
            password: Some(self.password),
            purpose: "made by POST /sandbox/account".to_owned(),
            steps,
            ..Account::well_behaved(&self.email)
        };
        if account.email.is_empty() {
            return Err(bad("email is empty"));
        }
        if let Some(secret) = self.otp_secret {
            let secret = accounts::base32(&secret).ok_or_else(|| bad("otp_secret is no base32"))?;
            account.otp = Otp::Secret(secret);
        }
        if let Some(name) = self.name {
            account.given_name = name.split(' ').take(1).collect();
            account.name = name;
        }
        Ok(account)
    }
}

/// A call that is about one account.
#[derive(Deserialize)]
struct Person {
    email: String,
}

/// `POST /sandbox/clock`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_s: i64,
}

/// `POST /sandbox/switch`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Switch {
    name: String,
    value: Value,
}

/// What would be accepted now.
fn answers(sandbox: &Sandbox, email: &str) -> Result<Value, Refusal> {
    let now = sandbox.clock.now();
    let ledger = sandbox.ledger();
    let account = ledger.account(email).ok_or_else(|| no_account(email))?;
    Ok(json!({"captcha": account.captcha, "otp": account.current_otp(now), "cvf": account.cvf}))
}

/// What an account holds. One that does not exist stands for the one that was used last.
fn expected(sandbox: &Sandbox, query: &Fields) -> Value {
    let marketplace = Marketplace::of_country(query.text("marketplace"))
        .unwrap_or_else(|| Sandbox::default_marketplace());
    let account = sandbox.ledger().meant(query.text("email")).cloned();
    let Some(account) = account else {
        return json!({});
    };
    let is_home = sandbox.ledger().is_home(&account.email, marketplace);
    let mut expected = sandbox.data.expected(marketplace, is_home);
    expected["customer"] = json!({"user_id": account.user_id, "name": account.name});
    expected["activation_bytes"] = Value::from(format!("{:08x}", account.activation_bytes));
    expected
}

fn with_account(
    sandbox: &Sandbox,
    email: &str,
    change: impl FnOnce(&mut Account),
) -> Result<(), Refusal> {
    let mut ledger = sandbox.ledger();
    let account = ledger.account_mut(email).ok_or_else(|| no_account(email))?;
    change(account);
    Ok(())
}

fn parse<T: DeserializeOwned>(body: &Bytes) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| bad(&error.to_string()))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn bad(what: &str) -> Refusal {
    Refusal::message(StatusCode::BAD_REQUEST, what)
}

fn no_account(email: &str) -> Refusal {
    Refusal::message(
        StatusCode::NOT_FOUND,
        &format!("the sandbox has no account {email:?}"),
    )
}

fn unknown() -> Refusal {
    Refusal::message(
        StatusCode::NOT_FOUND,
        "the sandbox knows no such call; name a host by x-sandbox-host or /@HOST/",
    )
}
