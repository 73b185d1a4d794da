//! `POST /auth/token`: a new access token for a refresh token (sign-in reference, section 7).

use http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};

use super::ledger::{ACCESS_TOKEN_LIVES_MS, random_text};
use super::request_id;
use crate::Sandbox;
use crate::host::{Family, Marketplace};
use crate::request::{Answer, Fields, Request};
use crate::router::json as json_answer;

pub(super) fn answer(
    sandbox: &Sandbox,
    family: Family,
    marketplace: &'static Marketplace,
    request: &Request,
) -> Answer {
    if sandbox.switches.take("refresh-429") {
        let mut answer = json_answer(
            StatusCode::TOO_MANY_REQUESTS,
            &json!({"message": "Rate exceeded"}),
        );
        answer
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static("7"));
        return answer;
    }
    let form = request.form();
    if let Some(refusal) = wrong_request(request, &form, "access_token") {
        return refusal;
    }
    let now_ms = sandbox.clock.now_ms();
    let token = form.text("source_token");
    let dead = sandbox.switches.on("dead-device");
    let rotate = sandbox.switches.on("rotate-refresh-token");
    let mut ledger = sandbox.ledger();
    let Some(device) = ledger
        .device_of_refresh_token(token)
        .filter(|device| !dead && device.family == family && device.marketplace == marketplace)
    else {
        return refused(sandbox);
    };
    // The successor was used: what came before it is void.
    if device
        .refresh_tokens
        .last()
        .is_some_and(|last| last == token)
    {
        device.refresh_tokens = vec![token.to_owned()];
    }
    let successor = rotate.then(new_refresh_token);
    device.refresh_tokens.extend(successor.clone());
    let (email, id) = (device.email.clone(), device.id);
    let access_token = ledger.new_access_token(&email, Some(id), now_ms);
    drop(ledger);

    let seconds = ACCESS_TOKEN_LIVES_MS / 1000;
    let expires_in = if sandbox.switches.on("numbers-as-strings") {
        Value::from(seconds.to_string())
    } else {
        Value::from(seconds)
    };
    let mut body = if sandbox.switches.text("refresh-shape").as_deref() == Some("actor") {
        json!({
            "actor_access_token": access_token,
            "actor_refresh_token": new_refresh_token(),
            "token_type": "bearer",
            "expires_in": expires_in,
        })
    } else {
        json!({"access_token": access_token, "token_type": "bearer", "expires_in": expires_in})
    };
    if let Some(successor) = successor {
        body["refresh_token"] = Value::from(successor);
    }
    json_answer(StatusCode::OK, &body)
}

/// What is asked of a refresh token must be asked rightly; that says nothing about the token.
pub(super) fn wrong_request(request: &Request, form: &Fields, requested: &str) -> Option<Answer> {
    let is_form = request
        .header("content-type")
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    let error =
        if !is_form || form.text("app_name").is_empty() || form.text("app_version").is_empty() {
            "invalid_request"
        } else if form.text("source_token_type") != "refresh_token"
            || form.text("requested_token_type") != requested
        {
            "unsupported_grant_type"
        } else {
            return None;
        };
    Some(json_answer(
        StatusCode::BAD_REQUEST,
        &json!({
            "error": error,
            "error_description": "The request is missing a required parameter, or one is wrong",
            "request_id": request_id(),
        }),
    ))
}

/// A dead, foreign or unknown refresh token, in the shape that the switch `refresh-shape` says.
pub(super) fn refused(sandbox: &Sandbox) -> Answer {
    let code = unknown_code(sandbox);
    let body = if sandbox.switches.text("refresh-shape").as_deref() == Some("map") {
        json!({
            "response": {"error": {
                "code": code.as_deref().unwrap_or("InvalidToken"),
                "message": "One or more tokens are invalid.",
            }},
            "request_id": request_id(),
        })
    } else {
        json!({
            "error": code.as_deref().unwrap_or("invalid_grant"),
            "error_description": "The request has an invalid grant parameter : refresh_token",
            "error_index": random_text(24),
            "request_id": request_id(),
        })
    };
    json_answer(StatusCode::BAD_REQUEST, &body)
}

/// A code that no client has seen, where the switch `unknown-error-code` is on.
pub(super) fn unknown_code(sandbox: &Sandbox) -> Option<String> {
    match sandbox.switches.value("unknown-error-code")? {
        Value::String(code) => Some(code),
        _ => Some("SomethingNew".to_owned()),
    }
}

pub(super) fn new_refresh_token() -> String {
    format!("Atnr|EwIC{}", random_text(280))
}
