//! [`Transport`]: a request out, an answer in. Nothing else knows how they travel.
//!
//! Today they travel through the relay on the page's own origin; its wire contract is
//! `relay/PROTOCOL.md`.

use http::{HeaderName, HeaderValue, Request, Response, StatusCode, header};
use serde::Deserialize;

/// The way out to Amazon and Audible.
#[derive(Clone, Debug)]
pub struct Transport {
    client: reqwest::Client,
    endpoint: String,
}

/// Why there is no answer. An error status of the service is an answer, not one of these.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum TransportError {
    /// The relay was not reached, or the answer broke off on its way.
    #[error("no connection")]
    Lost,
    /// The relay limits requests; try again after this many seconds.
    #[error("too many requests")]
    TooMany(u64),
    /// The relay did not reach the service, or it answered too late.
    #[error("the service cannot be reached")]
    Unreachable,
    /// The relay will not carry this: `policy`, `caller`, `envelope`, `body_too_large` …
    #[error("refused by the relay: {0}")]
    Refused(String),
}

impl Transport {
    /// By the relay on this origin.
    pub fn new(origin: &str) -> Self {
        Self {
            client: reqwest::Client::new(),
            endpoint: format!("{origin}/relay"),
        }
    }

    /// Sends a request for an `https` address. Drop the future to cancel it.
    ///
    /// # Errors
    /// See [`TransportError`].
    pub async fn send(
        &self,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        let (parts, body) = request.into_parts();
        let mut post = self
            .client
            .post(&self.endpoint)
            .fetch_credentials_omit()
            .fetch_cache_no_store()
            .header(METHOD, parts.method.as_str())
            .header(URL, parts.uri.to_string());
        for (name, value) in &parts.headers {
            post = post.header(format!("{MAPPED}{name}"), value.clone());
        }
        if parts.method != http::Method::GET {
            post = post.body(body);
        }
        let answer = post.send().await.map_err(|_| TransportError::Lost)?;
        if answer.status() != StatusCode::OK {
            return Err(refusal(answer).await);
        }
        unwrap(answer).await
    }
}

/// Takes the service's answer out of the relay's.
async fn unwrap(answer: reqwest::Response) -> Result<Response<Vec<u8>>, TransportError> {
    let not_the_relay = || TransportError::Refused("not_a_relay".to_owned());
    let status = answer
        .headers()
        .get(STATUS)
        .and_then(|status| StatusCode::from_bytes(status.as_bytes()).ok())
        .ok_or_else(not_the_relay)?;
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    for (name, value) in answer.headers() {
        let name = name
            .as_str()
            .strip_prefix(MAPPED)
            .and_then(|name| HeaderName::from_bytes(name.as_bytes()).ok());
        if let Some(name) = name {
            response.headers_mut().append(name, value.clone());
        }
    }
    if let Some(list) = answer.headers().get(SET_COOKIE) {
        for cookie in cookies(list) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    let body = answer.bytes().await.map_err(|_| TransportError::Lost)?;
    *response.body_mut() = body.into();
    Ok(response)
}

async fn refusal(answer: reqwest::Response) -> TransportError {
    let status = answer.status();
    let wait = answer
        .headers()
        .get(header::RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.trim().parse().ok())
        .unwrap_or(1);
    let said: Option<RelayError> = answer
        .bytes()
        .await
        .ok()
        .and_then(|body| serde_json::from_slice(&body).ok());
    match (status, said) {
        (StatusCode::TOO_MANY_REQUESTS, _) => TransportError::TooMany(wait),
        (StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT, Some(RelayError { error }))
            if error != "answer_too_large" =>
        {
            TransportError::Unreachable
        }
        (_, Some(RelayError { error })) => TransportError::Refused(error),
        // Some other server's error page: a proxy whose relay is down.
        (status, None) if status.is_server_error() => TransportError::Unreachable,
        (_, None) => TransportError::Refused("not_a_relay".to_owned()),
    }
}

fn cookies(list: &HeaderValue) -> Vec<HeaderValue> {
    list.to_str()
        .ok()
        .and_then(|list| {
            percent_encoding::percent_decode_str(list)
                .decode_utf8()
                .ok()
        })
        .and_then(|json| serde_json::from_str::<Vec<String>>(&json).ok())
        .unwrap_or_default()
        .iter()
        .filter_map(|cookie| HeaderValue::from_str(cookie).ok())
        .collect()
}

/// The body of the relay's own errors.
#[derive(Deserialize)]
struct RelayError {
    error: String,
}

const METHOD: &str = "x-relay-method";
const URL: &str = "x-relay-url";
const MAPPED: &str = "x-relay-h-";
const STATUS: &str = "x-relay-status";
const SET_COOKIE: &str = "x-relay-set-cookie";
