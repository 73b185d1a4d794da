//! Two hosts of which only the habits matter: bookmarks take signatures only (T53), downloads
//! take app-like user agents only (T58).

use axum::response::IntoResponse as _;
use http::StatusCode;

use super::{By, Refusal, authenticate};
use crate::Sandbox;
use crate::request::{Answer, Request};

/// `cde-ta-g7g.amazon.com`.
pub(crate) fn sidecar(sandbox: &Sandbox, request: &Request) -> Answer {
    match authenticate(sandbox, request) {
        // Nobody has made a bookmark (API reference, 8).
        Ok(caller) if caller.by == By::Signature => StatusCode::NOT_FOUND.into_response(),
        Ok(_) => {
            Refusal::message(StatusCode::FORBIDDEN, "Request could not be authenticated").answer()
        }
        Err(refusal) => refusal.answer(),
    }
}

/// `cds.audible.TLD`.
pub(crate) fn content(request: &Request) -> Answer {
    let agent = request.header("user-agent").unwrap_or_default();
    if agent.starts_with("Audible") {
        return StatusCode::NOT_FOUND.into_response();
    }
    (
        StatusCode::FORBIDDEN,
        [("content-type", "text/html")],
        "<html><body><h1>Request blocked</h1></body></html>",
    )
        .into_response()
}
