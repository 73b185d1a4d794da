//! Amazon's pages: `www.amazon.TLD`, `www.audible.TLD`.

use http::StatusCode;
use serde_json::json;

use crate::host::{Family, Marketplace};
use crate::request::{Answer, Request};
use crate::{Sandbox, auth};

pub(crate) mod browser;

/// A sign-in under way.
#[derive(Debug)]
pub(crate) struct Attempt {
    pub(crate) email: Option<String>,
}

/// Answers a request to `www.{amazon,audible}.TLD`.
pub(crate) fn answer(
    sandbox: &Sandbox,
    family: Family,
    marketplace: &'static Marketplace,
    request: &Request,
) -> Answer {
    match (request.method.as_str(), request.path()) {
        ("POST", "/ap/exchangetoken/cookies") => {
            auth::exchange(sandbox, family, marketplace, request)
        }
        ("GET", "/license/token")
            if family == Family::Audible && marketplace.country_code == "us" =>
        {
            auth::license_token(sandbox, request)
        }
        _ => crate::router::json(StatusCode::NOT_FOUND, &json!({})),
    }
}
