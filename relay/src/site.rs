//! The page's files, with the headers that a careful host gives them.

use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::{Next, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::get_service;
use axum::{Json, Router};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use tower_http::services::{ServeDir, ServeFile};

use crate::Relay;
use crate::policy::Allowed;

/// Refuses calls by a foreign name, for files as for the relay.
pub async fn check_host(State(relay): State<Arc<Relay>>, request: Request, next: Next) -> Response {
    match relay.guard.check_host(request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    }
}

/// `GET /config.json`: where the sandbox is, if there is one; whether sign-in pages are carried.
pub async fn config(State(relay): State<Arc<Relay>>) -> Response {
    let mut config = serde_json::Map::new();
    if let Some(url) = &relay.options.sandbox {
        config.insert(
            "sandbox".to_owned(),
            url.as_str().trim_end_matches('/').into(),
        );
    }
    if relay.options.allowed == Allowed::ScriptedSignIn {
        config.insert("scripted_sign_in".to_owned(), true.into());
    }
    let mut response = Json(config).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Serves a folder; a path without a dot in its last part is one of the page's own routes.
pub fn files(folder: &Path) -> Router {
    let index = folder.join("index.html");
    let missing = ServeFile::new(&index)
        .precompressed_br()
        .precompressed_gzip();
    let files = ServeDir::new(folder)
        .precompressed_br()
        .precompressed_gzip()
        .append_index_html_on_directories(true)
        .fallback(get_service(missing));
    Router::new()
        .fallback_service(files)
        .layer(axum::middleware::from_fn(only_routes_fall_back))
        .layer(map_response(with_headers))
}

/// A missing file must not be answered with the page: a script that is HTML helps nobody.
async fn only_routes_fall_back(request: Request, next: Next) -> Response {
    let is_file = request
        .uri()
        .path()
        .rsplit('/')
        .next()
        .is_some_and(|name| name.contains('.'));
    let response = next.run(request).await;
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_file && is_page {
        return (StatusCode::NOT_FOUND, "not found\n").into_response();
    }
    response
}

async fn with_headers(mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    for (name, value) in FILE_HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        // The service worker keeps whole builds; the HTTP cache only saves a transfer.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
    with_policy(headers);
    response
}

/// The page's Content-Security-Policy; `index.html` carries the same in a meta element for
/// hosts that cannot set headers (`frame-ancestors` works as a header only).
fn with_policy(headers: &mut HeaderMap) {
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; \
             style-src 'self'; connect-src 'self'; \
             img-src 'self' blob: https://m.media-amazon.com; manifest-src 'self'; \
             base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ),
    );
}

const FILE_HEADERS: [(header::HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        header::HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), \
         microphone=(), payment=(), usb=()",
    ),
    (
        header::HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        header::HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];
