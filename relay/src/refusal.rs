//! [`Refusal`]: the relay's own errors. Anything but 200 on `/relay` is one of these.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

use crate::envelope::EnvelopeError;
use crate::exchange::inert;
use crate::policy::Refused;

/// Why the relay did not hand back an answer. Texts hold nothing of the request.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// Upstream sent more than the relay carries.
    #[error("the answer is larger than {0} bytes")]
    AnswerTooLarge(u64),
    /// The request body is too large.
    #[error("the request body is larger than {0} bytes")]
    BodyTooLarge(u64),
    /// The caller is not a page that this relay serves.
    #[error("{0}")]
    Caller(&'static str),
    /// The wrapping headers are missing or malformed.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// Amazon or Audible could not be reached.
    #[error("the service could not be reached")]
    Unreachable,
    /// Upstream did not send a byte for too long.
    #[error("the service did not answer in time")]
    TimedOut,
    /// Not in the table of allowed requests.
    #[error(transparent)]
    Policy(#[from] Refused),
    /// This client sent too many requests; wait so many seconds.
    #[error("too many requests; try again in {0} s")]
    TooMany(u64),
}

impl Refusal {
    /// Status and a code that never changes, for programs.
    pub const fn status_and_code(&self) -> (StatusCode, &'static str) {
        match self {
            Self::AnswerTooLarge(_) => (StatusCode::BAD_GATEWAY, "answer_too_large"),
            Self::BodyTooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, "body_too_large"),
            Self::Caller(_) => (StatusCode::FORBIDDEN, "caller"),
            Self::Envelope(_) => (StatusCode::BAD_REQUEST, "envelope"),
            Self::Unreachable => (StatusCode::BAD_GATEWAY, "unreachable"),
            Self::TimedOut => (StatusCode::GATEWAY_TIMEOUT, "timed_out"),
            Self::Policy(_) => (StatusCode::FORBIDDEN, "policy"),
            Self::TooMany(_) => (StatusCode::TOO_MANY_REQUESTS, "too_many"),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, code) = self.status_and_code();
        let body = serde_json::json!({ "error": code, "message": self.to_string() }).to_string();
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        let headers = response.headers_mut();
        inert(headers);
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        );
        if let Self::TooMany(seconds) = self {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
