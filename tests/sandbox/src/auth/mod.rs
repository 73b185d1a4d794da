//! Registration, tokens, cookies, signatures; and who is asking.

use http::StatusCode;
use serde_json::{Value, json};

use crate::Sandbox;
use crate::host::{Family, Marketplace};
use crate::request::{Answer, Request};
use crate::router::json as json_answer;

mod cookies;
mod deregister;
pub(crate) mod elsewhere;
pub(crate) mod keys;
mod ledger;
mod license;
mod profile;
mod register;
mod signature;
mod token;

pub(crate) use cookies::{exchange, session_number};
pub(crate) use ledger::{Code, Ledger, random_text};
pub(crate) use license::license_token;
pub(crate) use register::hex;

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The account's e-mail address or user name.
    pub email: String,
    /// Its customer id.
    pub user_id: String,
    /// How the request was authenticated.
    pub by: By,
}

/// How a request was authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// `x-amz-access-token`.
    AccessToken,
    /// `x-adp-token` and a signature.
    Signature,
}

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The status.
    pub status: StatusCode,
    /// The body.
    pub body: Value,
}

impl Refusal {
    /// The refusal as an answer.
    pub fn answer(&self) -> Answer {
        json_answer(self.status, &self.body)
    }

    pub(crate) fn message(status: StatusCode, message: &str) -> Self {
        Self {
            status,
            body: json!({ "message": message }),
        }
    }
}

/// Who asks, by access token or signature (sign-in reference, section 10).
pub fn authenticate(sandbox: &Sandbox, request: &Request) -> Result<Caller, Refusal> {
    if request.header("authorization").is_some() {
        sandbox
            .log
            .violation(format!("sent Authorization to {}", request.path()));
        return Err(Refusal::message(
            StatusCode::BAD_REQUEST,
            "The access token does not correspond to the specified Client-ID",
        ));
    }
    if request.header("x-adp-token").is_some() {
        return signature::verify(sandbox, request);
    }
    let refused = |message| Refusal::message(StatusCode::UNAUTHORIZED, message);
    let token = request
        .header("x-amz-access-token")
        .ok_or_else(|| refused("Message could not be authenticated"))?;
    let now_ms = sandbox.clock.now_ms();
    let ledger = sandbox.ledger();
    ledger
        .bearer_of(token, now_ms)
        .map(|account| Caller {
            email: account.email.clone(),
            user_id: account.user_id.clone(),
            by: By::AccessToken,
        })
        .ok_or_else(|| refused("Request could not be authenticated"))
}

/// Answers a request to `api.{amazon,audible}.TLD` beside the Audible API.
pub(crate) fn answer(
    sandbox: &Sandbox,
    family: Family,
    marketplace: &'static Marketplace,
    request: &Request,
) -> Answer {
    match (request.method.as_str(), request.path()) {
        ("POST", "/auth/register") => register::answer(sandbox, family, marketplace, request),
        ("POST", "/auth/token") => token::answer(sandbox, family, marketplace, request),
        ("POST", "/auth/deregister") => deregister::answer(sandbox, family, request),
        ("GET", "/user/profile") => profile::answer(sandbox, family, request),
        _ => json_answer(
            StatusCode::NOT_FOUND,
            &json!({"message": "No such resource"}),
        ),
    }
}

/// Amazon's id of an answer.
pub(crate) fn request_id() -> String {
    let hex = format!("{:032x}", rand::random::<u128>());
    format!(
        "{}-{}-4{}-8{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..]
    )
}
