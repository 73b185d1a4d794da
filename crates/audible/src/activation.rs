//! Activation bytes: four bytes that open all old files of an account
//! (sign-in reference, section 13).

use http::{Request, Response};

use crate::error::Error;
use crate::registration::Registration;
use crate::secret::Secret;
use crate::timestamp::Timestamp;
use crate::{answer, device, request};

/// Asks for the licence blob. To be signed with [`crate::signing`]; always at `.com` (trap T67).
/// Ask once and keep the result: every request registers a player.
pub fn activation_request() -> Request<Vec<u8>> {
    let mut request = request::get(
        "www.audible.com",
        "/license/token?player_manuf=Audible%2CiPhone&action=register&player_model=iPhone",
    );
    request.headers_mut().insert(
        http::header::USER_AGENT,
        http::HeaderValue::from_static(device::API_USER_AGENT),
    );
    request
}

/// Reads the answer to [`activation_request`]: eight hexadecimal digits.
///
/// # Errors
/// - [`Error::RetryLater`]: 429, 5xx, or an outage told in the body.
/// - [`Error::ReportBug`]: anything else that is no licence.
pub fn read_activation(response: &Response<Vec<u8>>) -> Result<Secret<String>, Error> {
    let status = response.status();
    if let (true, Some(bytes)) = (status.is_success(), extract(response.body())) {
        return Ok(bytes);
    }
    let outage = [
        &b"InternalServiceFailure"[..],
        b"Whoops",
        b"nternal service error",
    ]
    .iter()
    .any(|words| contains(response.body(), words));
    if outage || !(status.is_success() || status.is_client_error()) || status == 429 {
        return Err(answer::retry_later(response));
    }
    Err(Error::ReportBug {
        subject: "activation bytes",
        fact: format!("status {}, no licence in the answer", status.as_u16()),
    })
}

/// The activation bytes within a licence blob, which is bytes and never text.
pub fn extract(blob: &[u8]) -> Option<Secret<String>> {
    if contains(blob, b"BAD_LOGIN") || contains(blob, b"Whoops") || !contains(blob, b"group_id") {
        return None;
    }
    // The last 568 bytes are eight lines of 70 bytes and a separator; the first line starts with
    // the value, little end first.
    let tail = blob.get(blob.len().checked_sub(568)?..)?;
    let value = u32::from_le_bytes(*tail.first_chunk()?);
    Some(Secret::new(format!("{value:08x}")))
}

impl Registration {
    /// With activation bytes in place.
    #[must_use]
    pub fn with_activation_bytes(&self, bytes: Secret<String>, now: Timestamp) -> Self {
        let mut registration = self.clone();
        registration.activation_bytes = Some(bytes);
        registration.obtained.activation_bytes = Some(now);
        registration
    }
}

fn contains(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}
