//! The Audible API: `api.audible.TLD/1.0/…`.

use http::StatusCode;

use crate::Sandbox;
use crate::auth::{Caller, Refusal};
use crate::host::Marketplace;
use crate::request::{Answer, Request};

/// Answers a request to `/1.0/…`.
///
/// `caller` is who asks, or why that is not known: the catalogue answers without (fewer fields),
/// everything else must refuse with [`Refusal::answer`].
pub fn answer(
    sandbox: &Sandbox,
    marketplace: &'static Marketplace,
    caller: Result<Caller, Refusal>,
    request: &Request,
) -> Answer {
    let _ = (sandbox, marketplace, request);
    match caller {
        Ok(_) => crate::router::json(
            StatusCode::NOT_FOUND,
            &serde_json::json!({"message": "not built yet"}),
        ),
        Err(refusal) => refusal.answer(),
    }
}
