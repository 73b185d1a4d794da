//! `GET /user/profile`.

use http::StatusCode;
use serde_json::json;

use super::{Refusal, authenticate};
use crate::Sandbox;
use crate::host::Family;
use crate::request::{Answer, Request};
use crate::router::json as json_answer;

pub(super) fn answer(sandbox: &Sandbox, family: Family, request: &Request) -> Answer {
    let caller = match authenticate(sandbox, request) {
        Ok(caller) => caller,
        Err(refusal) => return refusal.answer(),
    };
    match sandbox.ledger().account(&caller.email) {
        Some(account) if account.family == family => json_answer(
            StatusCode::OK,
            &json!({"user_id": account.user_id, "name": account.name, "email": account.email}),
        ),
        _ => Refusal::message(
            StatusCode::UNAUTHORIZED,
            "Request could not be authenticated",
        )
        .answer(),
    }
}
