//! How long answers take: `cargo run --release -p sandbox --example speed [-- DIR]`, with a data
//! folder or the invented library of 10,500 titles.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use http::Request;
use http_body_util::BodyExt as _;
use sandbox::{Options, Sandbox};
use serde_json::json;
use tower::ServiceExt as _;

const GROUPS: &str = "contributors,product_desc,product_attrs,series,product_plans,customer_rights,rating,media,\
    category_ladders,relationships_v2,is_archived,is_finished,percent_complete,is_visible,origin_asin,price";
const CATALOGUE: &str =
    "contributors,product_desc,product_attrs,series,product_plans,customer_rights,rating,price";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let begun = Instant::now();
    let sandbox = Sandbox::new(Options {
        data: std::env::args_os().nth(1).map(Into::into),
        ..Options::default()
    })?;
    sandbox.switches.set("data-set", json!("big-10500"));
    println!("{:>9.1} ms  start", begun.elapsed().as_secs_f64() * 1000.0);
    let token = sandbox.issue_access_token("speed@example.org");
    for (name, path) in [
        ("a first page of 1", "library?num_results=1".to_owned()),
        (
            "a page of 1000",
            format!("library?num_results=1000&response_groups={GROUPS}"),
        ),
        (
            "a first search",
            format!("catalog/products?author=Verity&num_results=50&response_groups={CATALOGUE}"),
        ),
        (
            "an author",
            format!(
                "catalog/products?author=Verity%20Oakhanger&num_results=50&response_groups={CATALOGUE}"
            ),
        ),
        (
            "a narrator",
            format!(
                "catalog/products?narrator=Verity%20Oakhanger&num_results=50&response_groups={CATALOGUE}"
            ),
        ),
        (
            "the whole shop",
            format!("catalog/products?num_results=50&response_groups={CATALOGUE}"),
        ),
        (
            "a wish list",
            format!("wishlist?num_results=50&response_groups={CATALOGUE}"),
        ),
    ] {
        let request = || {
            Request::get(format!("/1.0/{path}"))
                .header("x-sandbox-host", "api.audible.com")
                .header("user-agent", "speed")
                .header("x-amz-access-token", &token)
                .body(Body::empty())
        };
        let mut times = Vec::new();
        let mut bytes = 0;
        let rounds = if name.contains("first") { 1 } else { 9 };
        for _ in 0..rounds {
            let begun = Instant::now();
            let answer = sandbox::router(Arc::clone(&sandbox))
                .oneshot(request()?)
                .await?;
            bytes = answer.into_body().collect().await?.to_bytes().len();
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        times.sort_by(f64::total_cmp);
        println!("{:>9.1} ms  {name} ({bytes} bytes)", times[times.len() / 2]);
    }
    Ok(())
}
