//! Where a listing of the library goes on: what a client gets is opaque, and bound to its query.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::Call;
use super::query::refused;
use crate::auth::Refusal;

/// Where a listing goes on (API reference, 2.2).
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Place {
    /// How many items were listed.
    pub(super) p: usize,
    /// How much had happened when the listing began.
    pub(super) l: usize,
    /// Whether it tells no titles.
    pub(super) n: bool,
    /// Whether its empty page was shown.
    pub(super) e: bool,
    /// What it is bound to.
    pub(super) q: String,
}

/// What a continuation belongs to: the customer, the store and all other parameters.
pub(super) fn bound_to(call: &Call<'_>) -> String {
    let mut parameters = call.request.parameters().0;
    parameters.retain(|(name, _)| name != "continuation_token" && name != "page");
    parameters.sort();
    let user = call.caller.as_ref().map(|caller| caller.user_id.as_str());
    let text = format!(
        "{} {user:?} {:?} {parameters:?}",
        call.marketplace.country_code, call.set
    );
    URL_SAFE_NO_PAD.encode(&Sha256::digest(text)[..9])
}

pub(super) fn sealed(place: &Place) -> String {
    URL_SAFE_NO_PAD.encode(json!(place).to_string())
}

pub(super) fn opened(token: &str, bound_to: &str) -> Result<Place, Refusal> {
    URL_SAFE_NO_PAD
        .decode(token)
        .ok()
        .and_then(|bytes| serde_json::from_slice::<Place>(&bytes).ok())
        .filter(|place| place.q == bound_to)
        .ok_or_else(|| refused("The continuation token is invalid for this request."))
}
