//! What all answers have in common.

use std::time::Duration;

use http::header::{CONTENT_TYPE, DATE, RETRY_AFTER};
use http::{Response, StatusCode};
use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

use crate::error::Error;
use crate::timestamp::Timestamp;

/// The service's own clock, from `Date` (whole seconds). Wrong clocks of devices are corrected by
/// it (trap T70).
pub fn server_now(response: &Response<Vec<u8>>) -> Option<Timestamp> {
    http_date(response.headers().get(DATE)?.to_str().ok()?)
}

/// The wait that `Retry-After` asks for, in seconds or as a date (API reference, 1.4). A date is
/// measured against the answer's own `Date`, so that this device's clock does not matter; it is
/// unreadable without one.
pub fn retry_after(response: &Response<Vec<u8>>) -> Option<Duration> {
    let text = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let millis = http_date(text)?.millis_since(server_now(response)?);
    Some(Duration::from_millis(millis.max(0).unsigned_abs()))
}

/// Whether Audible refuses the access token, or the signature, of a request: renew once, ask once
/// more (sign-in reference, 7 and 10.4). A 403 without JSON is a firewall's (trap A8).
pub fn refuses_token(response: &Response<Vec<u8>>) -> bool {
    match response.status() {
        StatusCode::UNAUTHORIZED => true,
        StatusCode::FORBIDDEN => object(response).is_some(),
        _ => false,
    }
}

/// The answer as a JSON object. `None` for HTML, nothing, and anything else that is not about the
/// account (trap T57).
pub(crate) fn object(response: &Response<Vec<u8>>) -> Option<Map<String, Value>> {
    serde_json::from_slice(response.body()).ok()
}

/// Whether a JSON answer with this status is a verdict. Overload, time-outs, servers' faults and
/// detours are not, whatever they say.
pub(crate) fn is_about_the_account(status: StatusCode) -> bool {
    let passing = [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_MANY_REQUESTS];
    (status.is_success() || status.is_client_error()) && !passing.contains(&status)
}

/// Whether it looks like a page. For answers that are no JSON.
pub(crate) fn is_html(response: &Response<Vec<u8>>) -> bool {
    let says_so = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.contains("html"));
    says_so || response.body().trim_ascii_start().starts_with(b"<")
}

/// Amazon's own `code` and `message`, in any of the shapes of its errors (sign-in reference, 6.3,
/// 7, 10.4). Capped; they hold no secret of ours as Amazon does not repeat what it was sent.
pub(crate) fn error_of(object: &Map<String, Value>) -> Option<(String, String)> {
    let error = match object.get("response").and_then(|r| r.get("error")) {
        Some(Value::Object(error)) => error,
        _ => object,
    };
    let text = |keys: &[&str]| {
        keys.iter()
            .find_map(|key| error.get(*key).and_then(Value::as_str))
            .map(capped)
    };
    let code = text(&["code", "error", "error_code"]);
    let message = text(&["message", "error_description"]);
    (code.is_some() || message.is_some())
        .then(|| (code.unwrap_or_default(), message.unwrap_or_default()))
}

/// An answer that says nothing about the account.
pub(crate) fn retry_later(response: &Response<Vec<u8>>) -> Error {
    Error::RetryLater {
        status: response.status().as_u16(),
        after: retry_after(response),
    }
}

/// Seconds as a number or as digits in a string (trap T44). `None` unless above 0 and below a
/// hundred years.
pub(crate) fn seconds(value: Option<&Value>) -> Option<i64> {
    let seconds = number(value?)?;
    #[expect(clippy::cast_possible_truncation, reason = "within the range checked")]
    (seconds > 0.0 && seconds < 3.2e9).then_some(seconds as i64)
}

/// A finite number, or one written in a string.
pub(crate) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
    .filter(|number| number.is_finite())
}

/// One line of at most 300 characters.
pub(crate) fn capped(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(300)
        .collect::<String>()
        .trim()
        .to_owned()
}

fn http_date(text: &str) -> Option<Timestamp> {
    let instant = OffsetDateTime::parse(text.trim(), &Rfc2822).ok()?;
    instant
        .unix_timestamp()
        .checked_mul(1000)
        .map(Timestamp::from_millis)
}
