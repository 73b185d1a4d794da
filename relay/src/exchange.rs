//! One relayed request from end to end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;
use futures_util::{Stream, StreamExt, stream};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use crate::Relay;
use crate::envelope::{self, MAPPED, Unwrap};
use crate::guard::Caller;
use crate::options::Options;
use crate::policy::{Method, RETURNED, Target};
use crate::refusal::Refusal;

/// `POST /relay`.
pub async fn relay(
    State(relay): State<Arc<Relay>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let started = Instant::now();
    let caller = match relay.guard.check_page(request.headers()) {
        Ok(caller) => caller,
        Err(refusal) => return refused(&relay, refusal, None),
    };
    let client = relay.guard.client(peer, request.headers());
    let mut response = match relay.guard.check_rate(client) {
        Ok(()) => match exchange(&relay, request, started).await {
            Ok(response) => response,
            Err((refusal, target)) => refused(&relay, refusal, target.as_ref()),
        },
        Err(refusal) => refused(&relay, refusal, None),
    };
    allow(&caller, response.headers_mut());
    response
}

/// `OPTIONS /relay`: what a listed page elsewhere may send. Never with credentials.
pub async fn preflight(State(relay): State<Arc<Relay>>, headers: HeaderMap) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let answer = response.headers_mut();
    inert(answer);
    answer.insert(header::VARY, HeaderValue::from_static("origin"));
    if let Ok(caller @ Caller::Listed(_)) = relay.guard.check_page(&headers) {
        allow(&caller, answer);
        answer.insert(
            header::ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static("POST"),
        );
        answer.insert(
            header::ACCESS_CONTROL_MAX_AGE,
            HeaderValue::from_static("600"),
        );
        if let Some(asked) = headers
            .get(header::ACCESS_CONTROL_REQUEST_HEADERS)
            .filter(|asked| asked.to_str().is_ok_and(only_relay_headers))
        {
            answer.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, asked.clone());
        }
    }
    response
}

/// Makes an answer that can do nothing on our origin, whatever its bytes are: no script, no
/// picture, no redirect, no cookie, no cache.
pub fn inert(headers: &mut HeaderMap) {
    for (name, value) in [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'; frame-ancestors 'none'",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_DISPOSITION, "attachment"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

async fn exchange(
    relay: &Arc<Relay>,
    request: Request,
    started: Instant,
) -> Result<Response, (Refusal, Option<Target>)> {
    let Options {
        allowed, limits, ..
    } = &relay.options;
    let wrapped = envelope::unwrap(request.headers(), *allowed).map_err(|error| match error {
        Unwrap::Envelope(error) => (error.into(), None),
        Unwrap::Policy(error) => (error.into(), None),
    })?;
    let target = wrapped.target;
    let too_large = Refusal::BodyTooLarge(limits.body);
    if length(request.headers()).is_some_and(|length| length > limits.body) {
        return Err((too_large, Some(target)));
    }
    let gzip = request
        .headers()
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("gzip"));
    let exceeded = Arc::new(AtomicBool::new(false));
    let body = (target.method() == Method::Post).then(|| {
        upload(
            request.into_body(),
            limits.body,
            limits.idle,
            Arc::clone(&exceeded),
        )
    });
    let answer = relay
        .upstream
        .send(&target, wrapped.headers, gzip, body)
        .await
        .map_err(|refusal| {
            let refusal = if exceeded.load(Ordering::Relaxed) {
                too_large
            } else {
                refusal
            };
            (refusal, Some(target.clone()))
        })?;
    if length(answer.headers()).is_some_and(|length| length > limits.answer) {
        return Err((Refusal::AnswerTooLarge(limits.answer), Some(target)));
    }
    let status = answer.status();
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    inert(headers);
    headers.extend(envelope::wrap(status, answer.headers(), target.service()));
    // The browser undoes the compression itself, so the bytes pass untouched.
    if let Some(encoding) = answer.headers().get(header::CONTENT_ENCODING) {
        headers.insert(header::CONTENT_ENCODING, encoding.clone());
    }
    let record = Record {
        relay: Arc::clone(relay),
        target,
        status,
        bytes: AtomicU64::new(0),
        started,
    };
    *response.body_mut() =
        Body::from_stream(download(answer.bytes_stream(), limits.answer, record));
    Ok(response)
}

/// The request's body on its way out; breaks off above the limit or when the client stalls.
fn upload(
    body: Body,
    limit: u64,
    idle: Duration,
    exceeded: Arc<AtomicBool>,
) -> impl Stream<Item = Result<Bytes, Refusal>> + Send + 'static {
    let chunks = Box::pin(body.into_data_stream());
    stream::try_unfold((chunks, 0), move |(mut chunks, sent)| {
        let exceeded = Arc::clone(&exceeded);
        async move {
            let next = tokio::time::timeout(idle, chunks.next())
                .await
                .map_err(|_| Refusal::TimedOut)?;
            let Some(chunk) = next else { return Ok(None) };
            let chunk = chunk.map_err(|_| Refusal::Unreachable)?;
            let sent = sent + chunk.len() as u64;
            if sent > limit {
                exceeded.store(true, Ordering::Relaxed);
                return Err(Refusal::BodyTooLarge(limit));
            }
            Ok(Some((chunk, (chunks, sent))))
        }
    })
}

/// The answer's body on its way in; breaks off above the limit, which the page sees as a cut.
fn download(
    chunks: impl Stream<Item = reqwest::Result<Bytes>> + Send + 'static,
    limit: u64,
    record: Record,
) -> impl Stream<Item = Result<Bytes, Refusal>> + Send + 'static {
    chunks.map(move |chunk| {
        let chunk = chunk.map_err(|_| Refusal::Unreachable)?;
        let length = chunk.len() as u64;
        let carried = record.bytes.fetch_add(length, Ordering::Relaxed) + length;
        if carried > limit {
            return Err(Refusal::AnswerTooLarge(limit));
        }
        Ok(chunk)
    })
}

/// Written to the log and the metrics when the answer has gone, or was given up.
struct Record {
    relay: Arc<Relay>,
    target: Target,
    status: StatusCode,
    bytes: AtomicU64,
    started: Instant,
}

impl Drop for Record {
    fn drop(&mut self) {
        let bytes = self.bytes.load(Ordering::Relaxed);
        self.relay.metrics.answered(
            self.target.service(),
            self.status,
            bytes,
            self.started.elapsed(),
        );
        eprintln!(
            "{} {} {} {bytes} {}ms",
            self.target.method(),
            self.target.host(),
            self.status.as_u16(),
            self.started.elapsed().as_millis()
        );
    }
}

fn refused(relay: &Relay, refusal: Refusal, target: Option<&Target>) -> Response {
    let (status, code) = refusal.status_and_code();
    relay.metrics.refused(code);
    match target {
        Some(target) => eprintln!(
            "{} {} refused {} {code}",
            target.method(),
            target.host(),
            status.as_u16()
        ),
        None => eprintln!("- - refused {} {code}", status.as_u16()),
    }
    axum::response::IntoResponse::into_response(refusal)
}

fn allow(caller: &Caller, answer: &mut HeaderMap) {
    answer.insert(header::VARY, HeaderValue::from_static("origin"));
    if let Caller::Listed(origin) = caller {
        answer.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        let exposed = RETURNED
            .iter()
            .map(|name| format!("{MAPPED}{name}"))
            .chain([envelope::STATUS.to_owned(), envelope::SET_COOKIE.to_owned()])
            .collect::<Vec<_>>()
            .join(", ");
        if let Ok(exposed) = HeaderValue::try_from(exposed) {
            answer.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
        }
    }
}

fn only_relay_headers(list: &str) -> bool {
    list.split(',').map(str::trim).all(|name| {
        name.eq_ignore_ascii_case("content-type")
            || HeaderName::try_from(name).is_ok_and(|name| {
                name.as_str() == envelope::METHOD
                    || name.as_str() == envelope::URL
                    || name.as_str().starts_with(MAPPED)
            })
    })
}

fn length(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}
