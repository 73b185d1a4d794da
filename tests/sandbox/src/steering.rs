//! `/sandbox/…`: how tests and people move this world. Loopback only.

use axum::body::Bytes;
use http::request::Parts;
use http::{HeaderMap, StatusCode};
use serde_json::json;

use crate::Sandbox;
use crate::request::Answer;
use crate::router::json as json_answer;

/// Answers what is meant for the sandbox itself.
pub(crate) fn answer(sandbox: &Sandbox, parts: &Parts, body: &Bytes) -> Answer {
    let _ = (sandbox, body);
    match from_here(&parts.headers) {
        Ok(()) => json_answer(StatusCode::NOT_FOUND, &json!({})),
        Err(refusal) => refusal,
    }
}

/// Refuses what a foreign page sends: another name for this address, or another site.
pub(crate) fn from_here(headers: &HeaderMap) -> Result<(), Answer> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text("host").unwrap_or("localhost");
    let name = host.rsplit_once(':').map_or(host, |(name, port)| {
        if port.bytes().all(|digit| digit.is_ascii_digit()) {
            name
        } else {
            host
        }
    });
    let refused = |message: &str| {
        Err(json_answer(
            StatusCode::FORBIDDEN,
            &json!({"message": message}),
        ))
    };
    if !matches!(name, "127.0.0.1" | "localhost" | "[::1]") {
        return refused("the sandbox answers to 127.0.0.1 and localhost only");
    }
    Ok(())
}
