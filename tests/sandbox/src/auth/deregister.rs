//! `POST /auth/deregister` (sign-in reference, section 9).

use http::StatusCode;
use serde_json::{Value, json};

use super::{Refusal, request_id};
use crate::Sandbox;
use crate::host::Family;
use crate::request::{Answer, Request};
use crate::router::json as json_answer;

/// The device dies at once; its access token works on until its end. Older clients send the token
/// as `Authorization: Bearer` here, and succeed.
pub(super) fn answer(sandbox: &Sandbox, family: Family, request: &Request) -> Answer {
    let token = request
        .header("x-amz-access-token")
        .or_else(|| {
            request
                .header("authorization")
                .and_then(|value| value.strip_prefix("Bearer "))
        })
        .unwrap_or_default();
    let now_ms = sandbox.clock.now_ms();
    let mut ledger = sandbox.ledger();
    let refused = || {
        Refusal::message(
            StatusCode::UNAUTHORIZED,
            "Request could not be authenticated",
        )
        .answer()
    };
    let Some(email) = ledger
        .bearer_of(token, now_ms)
        .filter(|account| account.family == family)
        .map(|account| account.email.clone())
    else {
        return refused();
    };
    let id = ledger
        .access_tokens
        .get(token)
        .and_then(|token| token.device);
    let all = request
        .json()
        .and_then(|body| {
            body.get("deregister_all_existing_accounts")
                .and_then(Value::as_bool)
        })
        .unwrap_or_default();
    if all {
        sandbox
            .log
            .violation("asked to deregister all devices of the account");
    }
    let mut found = false;
    for device in ledger
        .devices
        .iter_mut()
        .filter(|device| device.alive && device.email == email)
    {
        if all || Some(device.id) == id {
            device.alive = false;
            found = true;
        }
    }
    if !found {
        return refused();
    }
    json_answer(
        StatusCode::OK,
        &json!({"response": {"success": {}}, "request_id": request_id()}),
    )
}
