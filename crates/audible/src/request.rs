//! How requests are put together.

use http::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue, USER_AGENT};
use http::{Method, Request};
use serde::Serialize;

use crate::device;
use crate::error::Error;
use crate::registration::AccessToken;

/// Puts the access token and the headers of the API on a request
/// (sign-in reference, 10.1; API reference, 1.4).
///
/// # Errors
/// [`Error::FixInput`] if the token holds characters that no header can carry.
pub fn authorize(
    mut request: Request<Vec<u8>>,
    access_token: &AccessToken,
) -> Result<Request<Vec<u8>>, Error> {
    request = with_token(request, access_token)?;
    add_api_headers(&mut request);
    Ok(request)
}

/// With the headers of the API alone, for a request that is to be signed
/// (sign-in reference, 10.1 and 10.3).
pub fn unauthorized(mut request: Request<Vec<u8>>) -> Request<Vec<u8>> {
    add_api_headers(&mut request);
    request
}

fn add_api_headers(request: &mut Request<Vec<u8>>) {
    let headers = request.headers_mut();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert("accept-charset", HeaderValue::from_static("utf-8"));
    headers.insert(USER_AGENT, HeaderValue::from_static(device::API_USER_AGENT));
    if !request.body().is_empty() {
        request
            .headers_mut()
            .entry(CONTENT_TYPE)
            .or_insert(HeaderValue::from_static("application/json"));
    }
}

/// The header of the access token. `Authorization: Bearer` is refused (trap T52).
pub(crate) const ACCESS_TOKEN: HeaderName = HeaderName::from_static("x-amz-access-token");

pub(crate) const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// With the access token alone, for Amazon's own hosts.
pub(crate) fn with_token(
    mut request: Request<Vec<u8>>,
    access_token: &AccessToken,
) -> Result<Request<Vec<u8>>, Error> {
    // EXPOSE: the access token is what the request is authorized with.
    let mut token =
        HeaderValue::from_str(access_token.token.expose()).map_err(|_| Error::FixInput {
            what: "the access token holds characters that cannot be sent; refresh it",
        })?;
    token.set_sensitive(true);
    request.headers_mut().insert(ACCESS_TOKEN, token);
    Ok(request)
}

/// `path` with its query, as it goes on the wire.
pub(crate) fn get(host: &str, path: &str) -> Request<Vec<u8>> {
    request(Method::GET, host, path, Vec::new())
}

pub(crate) fn post(host: &str, path: &str, kind: HeaderValue, body: Vec<u8>) -> Request<Vec<u8>> {
    let mut request = request(Method::POST, host, path, body);
    request.headers_mut().insert(CONTENT_TYPE, kind);
    request
        .headers_mut()
        .insert(ACCEPT, HeaderValue::from_static("application/json"));
    request.headers_mut().insert(
        USER_AGENT,
        HeaderValue::from_static(device::AUTH_USER_AGENT),
    );
    request
}

#[expect(
    clippy::expect_used,
    reason = "the bodies are structs of texts, which always serialize"
)]
pub(crate) fn json(body: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(body).expect("a struct of texts")
}

#[expect(
    clippy::expect_used,
    reason = "hosts and paths are constants of this crate"
)]
fn request(method: Method, host: &str, path: &str, body: Vec<u8>) -> Request<Vec<u8>> {
    Request::builder()
        .method(method)
        .uri(format!("https://{host}{path}"))
        .body(body)
        .expect("a host of the table and a constant path")
}
