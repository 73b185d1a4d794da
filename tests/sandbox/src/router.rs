//! The way of a request: steering or a host; faults, latency, log; the browser's view.

use std::io::ErrorKind;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header, request::Parts};
use hyper::body::Frame;
use serde_json::{Value, json};
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use crate::faults::{Fault, Kind};
use crate::host::{Family, Host};
use crate::pages::browser;
use crate::request::{Answer, Request};
use crate::{Sandbox, api, auth, pages, steering};

/// All that the sandbox answers, as a service: for a socket, or called in this process.
pub fn router(sandbox: Arc<Sandbox>) -> Router {
    Router::new().fallback(enter).with_state(sandbox)
}

/// An answer that never arrives. [`crate::serve`] closes the connection instead; in this process
/// it shows as status 500.
#[derive(Clone, Copy, Debug)]
pub struct Dropped;

/// An answer with a JSON body.
pub fn json(status: StatusCode, body: &Value) -> Answer {
    (
        status,
        [(header::CONTENT_TYPE, "application/json")],
        body.to_string(),
    )
        .into_response()
}

async fn enter(State(sandbox): State<Arc<Sandbox>>, request: axum::extract::Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, MOST_BYTES).await else {
        return json(
            StatusCode::PAYLOAD_TOO_LARGE,
            &json!({"message": "the body is too large"}),
        );
    };
    let mut answer = match meant(&parts, body.clone()) {
        Meant::Host(request) => play(&sandbox, &request).await,
        Meant::Unknown(name) => unknown_host(&name),
        Meant::Sandbox => steering::answer(&sandbox, &parts, &body),
    };
    let skew = sandbox.switches.number("clock-skew").unwrap_or_default();
    let date = sandbox
        .clock
        .date()
        .saturating_add(time::Duration::seconds(skew));
    if let Some(date) = date
        .format(HTTP_DATE)
        .ok()
        .and_then(|text| HeaderValue::from_str(&text).ok())
    {
        answer.headers_mut().insert(header::DATE, date);
    }
    answer
}

/// What a request is for.
enum Meant {
    Host(Request),
    Unknown(String),
    Sandbox,
}

/// The host is named by `x-sandbox-host`, or for browsers by `/@HOST/path`.
fn meant(parts: &Parts, body: Bytes) -> Meant {
    let target = parts
        .uri
        .path_and_query()
        .map_or("/", http::uri::PathAndQuery::as_str);
    let header = parts
        .headers
        .get("x-sandbox-host")
        .and_then(|value| value.to_str().ok());
    let (name, target, by_browser) = match (header, target.strip_prefix("/@")) {
        (Some(name), _) => (name, target, false),
        (None, Some(rest)) => {
            let end = rest.find(['/', '?']).unwrap_or(rest.len());
            (&rest[..end], &rest[end..], true)
        }
        (None, None) => return Meant::Sandbox,
    };
    let name = name.to_ascii_lowercase();
    let Some(host) = Host::parse(&name) else {
        return Meant::Unknown(name);
    };
    Meant::Host(Request {
        method: parts.method.clone(),
        host,
        host_name: name,
        target: if target.starts_with('/') {
            target.to_owned()
        } else {
            format!("/{target}")
        },
        headers: parts.headers.clone(),
        body,
        by_browser,
    })
}

async fn play(sandbox: &Arc<Sandbox>, request: &Request) -> Answer {
    if request.by_browser
        && let Err(refusal) = steering::from_here(&request.headers)
    {
        return refusal.answer();
    }
    let number = sandbox
        .log
        .begin(request, |text| sandbox.ledger().is_invented(text));
    let _in_flight = InFlight(sandbox);
    if !sandbox.latency.is_zero() {
        tokio::time::sleep(sandbox.latency).await;
    }
    let fault = sandbox
        .faults
        .take(&request.host_name, request.method.as_str(), request.path());
    let answer = match fault {
        Some(fault) => spoil(sandbox, number, request, &fault).await,
        None => carry_out(sandbox, number, request).await,
    };
    sandbox.log.status(number, answer.status());
    if request.by_browser {
        browser::turn_back(answer, &request.host_name).await
    } else {
        answer
    }
}

/// Answers a request. What is made of secrets is kept in the log: a test searches for them.
async fn carry_out(sandbox: &Sandbox, number: u64, request: &Request) -> Answer {
    let answer = dispatch(sandbox, request);
    if let Some(api::Hold(time)) = answer.extensions().get() {
        tokio::time::sleep(*time).await;
    }
    let is_secret = matches!(
        request.path(),
        "/auth/register" | "/auth/token" | "/ap/exchangetoken/cookies"
    );
    if !is_secret || answer.extensions().get::<Dropped>().is_some() {
        return answer;
    }
    let (parts, body) = answer.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return dropped();
    };
    sandbox.log.answer(number, &bytes);
    Answer::from_parts(parts, Body::from(bytes))
}

/// Counts the request as answered whatever happens to it, also where the client went away.
struct InFlight<'a>(&'a Sandbox);

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.log.end();
    }
}

fn dispatch(sandbox: &Sandbox, request: &Request) -> Answer {
    let is_api = matches!(request.host, Host::Api(..));
    if is_api && sandbox.switches.take("html-503") {
        return unavailable(StatusCode::SERVICE_UNAVAILABLE);
    }
    if is_api && sandbox.switches.take("html-200") {
        return unavailable(StatusCode::OK);
    }
    match request.host {
        Host::Api(Family::Audible, marketplace) if request.path().starts_with("/1.0/") => {
            api::answer(
                sandbox,
                marketplace,
                auth::authenticate(sandbox, request),
                request,
            )
        }
        Host::Api(family, marketplace) => auth::answer(sandbox, family, marketplace, request),
        Host::Www(family, marketplace) => pages::answer(sandbox, family, marketplace, request),
        Host::Sidecar => auth::elsewhere::sidecar(sandbox, request),
        Host::Content => auth::elsewhere::content(request),
        Host::Pictures => pages::cover(request),
    }
}

async fn spoil(sandbox: &Sandbox, number: u64, request: &Request, fault: &Fault) -> Answer {
    let status = |usual| {
        fault
            .status
            .and_then(|code| StatusCode::from_u16(code).ok())
            .unwrap_or(usual)
    };
    let mut answer = match fault.kind {
        Kind::DropBefore => dropped(),
        Kind::DropAfter => {
            carry_out(sandbox, number, request).await;
            dropped()
        }
        Kind::Delay => {
            tokio::time::sleep(std::time::Duration::from_millis(fault.ms)).await;
            carry_out(sandbox, number, request).await
        }
        Kind::Status => json(
            status(StatusCode::INTERNAL_SERVER_ERROR),
            &json!({"message": "Whoops! Looks like something went wrong."}),
        ),
        Kind::Html => unavailable(status(StatusCode::SERVICE_UNAVAILABLE)),
        Kind::Cut => cut(carry_out(sandbox, number, request).await).await,
        Kind::MissingMember => {
            let (mut parts, _) = carry_out(sandbox, number, request).await.into_parts();
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(
                parts,
                Body::from(r#"{"response_groups":["always-returned"]}"#),
            )
        }
    };
    let retry_after = fault
        .retry_after
        .as_ref()
        .map(|value| value.as_str().map_or(value.to_string(), str::to_owned));
    if let Some(value) = retry_after.and_then(|text| HeaderValue::from_str(&text).ok()) {
        answer.headers_mut().insert(header::RETRY_AFTER, value);
    }
    answer
}

/// Half of the body under the length of all of it.
async fn cut(answer: Answer) -> Answer {
    let (mut parts, body) = answer.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return dropped();
    };
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    let half = bytes.slice(..bytes.len() / 2);
    Response::from_parts(
        parts,
        Body::new(Half {
            bytes: Some(half),
            flushed: false,
        }),
    )
}

/// A body that breaks off after what it holds.
struct Half {
    bytes: Option<Bytes>,
    flushed: bool,
}

impl hyper::body::Body for Half {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        if let Some(bytes) = self.bytes.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        // What was written is sent when there is nothing to write for a moment.
        if !self.flushed {
            self.flushed = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(ErrorKind::ConnectionReset.into())))
    }
}

pub(crate) fn dropped() -> Answer {
    let mut answer = StatusCode::INTERNAL_SERVER_ERROR.into_response();
    answer.extensions_mut().insert(Dropped);
    answer
}

fn unavailable(status: StatusCode) -> Answer {
    (
        status,
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        "<!doctype html><title>Website Temporarily Unavailable</title><h1>Website Temporarily Unavailable</h1>\
         <p>AudiPy sandbox, not Amazon.</p>",
    )
        .into_response()
}

fn unknown_host(name: &str) -> Answer {
    json(
        StatusCode::BAD_GATEWAY,
        &json!({"message": format!("the sandbox does not play {name:?}")}),
    )
}

const HTTP_DATE: &[BorrowedFormatItem<'_>] = format_description!(
    "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
);
/// No request of a client has so much.
const MOST_BYTES: usize = 16 << 20;
