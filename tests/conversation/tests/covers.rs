//! Covers, by the addresses that a library names: the relay's table carries each, and what comes
//! back can be kept.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    missing_docs,
    reason = "a test may fail"
)]

use std::sync::Arc;

use audible::Marketplace;
use audible::api::library::{LARGEST_PAGE, page_request, read_page};
use audible::request::unauthorized;
use http::{HeaderValue, Request, Response};
use http_body_util::BodyExt as _;
use relay::policy::{Allowed, Target, may_send};
use sandbox::{Options, Sandbox, router};
use session::records::cover_type;
use tower::ServiceExt as _;

#[tokio::test]
async fn every_cover_of_a_library_is_carried_and_can_be_kept() {
    let sandbox = Sandbox::new(Options::default()).unwrap();
    let token = sandbox.issue_access_token("covers@example.org");
    let mut asked = unauthorized(page_request(Marketplace::Us, LARGEST_PAGE, None, None));
    asked
        .headers_mut()
        .insert("x-amz-access-token", HeaderValue::from_str(&token).unwrap());
    let page = read_page(&carried(&sandbox, asked).await).unwrap();
    let items = page.listing.items.iter();
    let covers: Vec<&str> = items
        .filter_map(|item| item.product.cover.as_deref())
        .collect();
    assert!(covers.len() > 100, "{} covers", covers.len());
    for url in covers {
        // No header goes along, as to no host of pictures.
        let asked = Request::get(url).body(Vec::new()).unwrap();
        let answer = carried(&sandbox, asked).await;
        assert_eq!(answer.status(), 200, "{url}");
        let media_type = answer.headers()["content-type"].to_str().unwrap();
        assert_eq!(cover_type(answer.body()), Some(media_type), "{url}");
    }
}

/// What the sandbox says to a request that went through the relay's table.
async fn carried(sandbox: &Arc<Sandbox>, mut request: Request<Vec<u8>>) -> Response<Vec<u8>> {
    let url = request.uri().to_string();
    let target = Target::parse(request.method().as_str(), &url, Allowed::Usual);
    let target = target.unwrap_or_else(|why| panic!("the relay refuses {url}: {why}"));
    for name in request.headers().keys() {
        let may = may_send(target.service(), name.as_str());
        assert!(may, "the relay does not carry {name} to {url}");
    }
    let host = HeaderValue::from_str(target.host()).unwrap();
    request.headers_mut().insert("x-sandbox-host", host);
    *request.uri_mut() = target.path_and_query().parse().unwrap();
    let request = request.map(axum::body::Body::from);
    let answer = router(Arc::clone(sandbox)).oneshot(request).await.unwrap();
    let (parts, body) = answer.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes().to_vec();
    Response::from_parts(parts, bytes)
}
