//! How a request travels inside `POST /relay`, and how its answer comes back: `PROTOCOL.md`.

use http::{HeaderMap, HeaderName, HeaderValue, header};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::policy::{Allowed, RETURNED, Refused, Service, Target, may_send};

/// A request taken out of its wrapping: a target that the policy allows, and its own headers.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrapped {
    /// Where it goes.
    pub target: Target,
    /// What goes along, nothing else does.
    pub headers: HeaderMap,
}

/// What is wrong with the wrapping headers.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum EnvelopeError {
    /// `x-relay-method` or `x-relay-url` is missing, doubled or not ASCII.
    #[error("exactly one {0} header is needed")]
    Header(&'static str),
    /// A mapped header that is not carried to this kind of host.
    #[error("the header {0} is not relayed to this host")]
    NotSent(String),
}

/// Why a request could not be unwrapped.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Unwrap {
    /// The wrapping is broken.
    Envelope(EnvelopeError),
    /// The target is not allowed.
    Policy(Refused),
}

/// Reads the wrapping headers of a request.
pub fn unwrap(headers: &HeaderMap, open: Allowed) -> Result<Wrapped, Unwrap> {
    let one = |name| {
        let mut values = headers.get_all(name).iter();
        match (values.next().map(HeaderValue::to_str), values.next()) {
            (Some(Ok(value)), None) => Ok(value),
            _ => Err(Unwrap::Envelope(EnvelopeError::Header(name))),
        }
    };
    let target = Target::parse(one(METHOD)?, one(URL)?, open).map_err(Unwrap::Policy)?;
    let mut sent = HeaderMap::new();
    for (name, value) in headers {
        let Some(name) = name.as_str().strip_prefix(MAPPED) else {
            continue;
        };
        if !may_send(target.service(), name) {
            return Err(Unwrap::Envelope(EnvelopeError::NotSent(name.to_owned())));
        }
        if let Ok(name) = HeaderName::from_bytes(name.as_bytes()) {
            sent.append(name, value.clone());
        }
    }
    Ok(Wrapped {
        target,
        headers: sent,
    })
}

/// The answer's status and headers in mapped form, ready to go beside the untouched body.
pub fn wrap(status: http::StatusCode, answer: &HeaderMap, service: Service) -> HeaderMap {
    let mut wrapped = HeaderMap::new();
    wrapped.insert(STATUS, HeaderValue::from(status.as_u16()));
    for name in RETURNED {
        if let (Some(value), Ok(mapped)) = (
            answer.get(name),
            HeaderName::try_from(format!("{MAPPED}{name}")),
        ) {
            wrapped.insert(mapped, value.clone());
        }
    }
    if service == Service::Website
        && let Some(list) = cookie_list(answer)
    {
        wrapped.insert(SET_COOKIE, list);
    }
    wrapped
}

/// Every `Set-Cookie` on its own, as a JSON list: `Expires` holds commas (T68).
fn cookie_list(answer: &HeaderMap) -> Option<HeaderValue> {
    let cookies: Vec<_> = answer
        .get_all(header::SET_COOKIE)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()))
        .collect();
    if cookies.is_empty() {
        return None;
    }
    let json = serde_json::to_string(&cookies).ok()?;
    HeaderValue::try_from(utf8_percent_encode(&json, NOT_IN_HEADER).to_string()).ok()
}

/// The method of the wrapped request.
pub const METHOD: &str = "x-relay-method";
/// The absolute URL of the wrapped request.
pub const URL: &str = "x-relay-url";
/// Prefix of every mapped header, both ways.
pub const MAPPED: &str = "x-relay-h-";
/// The answer's status.
pub const STATUS: &str = "x-relay-status";
/// The answer's cookies: a JSON list of strings, percent-encoded.
pub const SET_COOKIE: &str = "x-relay-set-cookie";

const NOT_IN_HEADER: &AsciiSet = &CONTROLS.add(b'%').add(b' ');

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_str(value).unwrap(),
                )
            })
            .collect()
    }

    #[test]
    fn only_mapped_headers_leave() {
        let wrapped = unwrap(
            &headers(&[
                (METHOD, "GET"),
                (URL, "https://api.audible.com/1.0/library"),
                ("x-relay-h-x-amz-access-token", "Atna|INVENTED"),
                ("cookie", "own=1"),
                ("user-agent", "Browser"),
                ("x-forwarded-for", "192.0.2.1"),
            ]),
            Allowed::Usual,
        )
        .unwrap();
        assert_eq!(
            wrapped.headers,
            headers(&[("x-amz-access-token", "Atna|INVENTED")])
        );
    }

    #[test]
    fn a_header_that_is_not_carried_is_named() {
        for (url, header) in [
            ("https://api.audible.com/1.0/library", "cookie"),
            ("https://api.audible.com/1.0/library", "authorization"),
            ("https://m.media-amazon.com/images/I/a.jpg", "user-agent"),
        ] {
            let mut map = headers(&[(METHOD, "GET"), (URL, url)]);
            map.insert(
                HeaderName::try_from(format!("{MAPPED}{header}")).unwrap(),
                HeaderValue::from_static("x"),
            );
            assert_eq!(
                unwrap(&map, Allowed::Usual),
                Err(Unwrap::Envelope(EnvelopeError::NotSent(header.to_owned())))
            );
        }
    }

    #[test]
    fn both_wrapping_headers_are_needed_once() {
        let url = ("x-relay-url", "https://api.audible.com/1.0/library");
        for (map, missing) in [
            (headers(&[url]), METHOD),
            (headers(&[(METHOD, "GET")]), URL),
            (headers(&[(METHOD, "GET"), (METHOD, "POST"), url]), METHOD),
        ] {
            assert_eq!(
                unwrap(&map, Allowed::Usual),
                Err(Unwrap::Envelope(EnvelopeError::Header(missing)))
            );
        }
    }

    #[test]
    fn cookies_come_back_one_by_one() {
        let mut answer = HeaderMap::new();
        let first = "session-id=1; Expires=Tue, 01 Jan 2036 00:00:00 GMT";
        answer.append(header::SET_COOKIE, HeaderValue::from_static(first));
        answer.append(
            header::SET_COOKIE,
            HeaderValue::from_static("x=\"2\"; Path=/"),
        );
        answer.append(header::SERVER, HeaderValue::from_static("Server"));
        let wrapped = wrap(http::StatusCode::FOUND, &answer, Service::Website);
        assert_eq!(wrapped[STATUS], "302");
        assert_eq!(wrapped.len(), 2);
        let list = percent_encoding::percent_decode(wrapped[SET_COOKIE].as_bytes())
            .decode_utf8()
            .unwrap();
        let list: Vec<String> = serde_json::from_str(&list).unwrap();
        assert_eq!(list, [first, "x=\"2\"; Path=/"]);
        assert_eq!(
            wrap(http::StatusCode::OK, &answer, Service::Api).get(SET_COOKIE),
            None
        );
    }
}
