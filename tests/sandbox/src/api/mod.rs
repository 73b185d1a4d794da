//! The Audible API: `api.audible.TLD/1.0/…`.

use std::sync::Arc;

use axum::response::IntoResponse as _;
use http::{HeaderValue, StatusCode, header};
use serde_json::json;

use self::groups::{Groups, View};
use self::query::{Query, refused};
use self::shape::Shape;
use crate::Sandbox;
use crate::auth::{Caller, Refusal};
use crate::data::{Set, Shop};
use crate::host::Marketplace;
use crate::request::{Answer, Request};
use crate::router::json as json_answer;

mod account;
mod catalogue;
mod groups;
mod library;
mod query;
mod search;
mod shape;
mod stats;
mod wishlist;

/// Answers a request to `/1.0/…`.
///
/// `caller` is who asks, or why that is not known: the catalogue answers without (fewer fields),
/// everything else must refuse with [`Refusal::answer`].
pub fn answer(
    sandbox: &Sandbox,
    marketplace: &'static Marketplace,
    caller: Result<Caller, Refusal>,
    request: &Request,
) -> Answer {
    let mut answer =
        answered(sandbox, marketplace, caller, request).unwrap_or_else(|refusal| refusal.answer());
    let id = request
        .headers
        .get("x-amzn-requestid")
        .cloned()
        .or_else(|| HeaderValue::from_str(&crate::auth::request_id()).ok());
    if let Some(id) = id {
        answer.headers_mut().insert("x-amzn-requestid", id);
    }
    answer
}

/// A call that is answered.
struct Call<'a> {
    sandbox: &'a Sandbox,
    marketplace: &'static Marketplace,
    /// Who asks; nobody where the catalogue is asked without a token.
    caller: Option<Caller>,
    request: &'a Request,
    set: Set,
    shop: Arc<Shop>,
    query: Query,
}

/// An answer, or a refusal.
type Answered = Result<Answer, Refusal>;

fn answered(
    sandbox: &Sandbox,
    marketplace: &'static Marketplace,
    caller: Result<Caller, Refusal>,
    request: &Request,
) -> Answered {
    let method = request.method.as_str();
    let path = request.path().strip_prefix("/1.0/").unwrap_or_default();
    let path = path.strip_suffix('/').unwrap_or(path);
    if is_forbidden(method, path) {
        sandbox.log.violation(format!(
            "sent {method} /1.0/{path}, which no client of ours may"
        ));
        let status = StatusCode::from_u16(599).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        return Ok(json_answer(status, &json!({"message": "never send this"})));
    }
    if request.header("user-agent").is_none() {
        // The firewall (A8).
        return Ok((
            StatusCode::FORBIDDEN,
            [(header::CONTENT_TYPE, "text/html")],
            "<html><head><title>403 Forbidden</title></head><body>Request blocked.</body></html>",
        )
            .into_response());
    }
    let says_who = ["authorization", "x-adp-token", "x-amz-access-token"]
        .iter()
        .any(|name| request.headers.contains_key(*name));
    let caller = match caller {
        Ok(caller) => Some(caller),
        Err(_) if !says_who && path.starts_with("catalog/") => None,
        Err(refusal) => return Err(refusal),
    };
    let name = sandbox.switches.text("data-set").unwrap_or_default();
    let set = Set::of(&name).unwrap_or_default();
    let mut call = Call {
        sandbox,
        marketplace,
        caller,
        request,
        set,
        shop: sandbox.data.shop(set, marketplace),
        query: Query::new(request.parameters()),
    };
    let answered = match (method, path.split('/').collect::<Vec<_>>().as_slice()) {
        ("GET", ["library"]) => library::list(&mut call),
        ("GET", ["library", asin]) => library::item(&mut call, asin),
        ("GET", ["catalog", "products"]) => catalogue::products(&mut call),
        ("GET", ["catalog", "products", asin]) => catalogue::product(&mut call, asin),
        ("GET", ["catalog", "products", asin, "sims"]) => search::similar(&mut call, asin),
        ("GET", ["wishlist"]) => wishlist::list(&mut call),
        ("POST", ["wishlist"]) => wishlist::add(&call),
        ("DELETE", ["wishlist", asin]) => Ok(wishlist::remove(&call, asin)),
        ("GET", ["stats", "aggregates"]) => stats::aggregates(&mut call),
        ("GET", ["stats", "status", "finished"]) => stats::finished(&mut call),
        ("GET", ["account", "information"]) => account::information(&mut call),
        ("GET", ["customer", "information"]) => account::customer(&mut call),
        _ => {
            return Ok(json_answer(
                StatusCode::NOT_FOUND,
                &json!({"message": "No such resource"}),
            ));
        }
    };
    for name in call.query.unknown() {
        sandbox.log.violation(format!(
            "sent the parameter {name:?} to /1.0/{path}, which ignores it"
        ));
    }
    answered
}

/// What buys, counts against a quota or falsifies (A123).
fn is_forbidden(method: &str, path: &str) -> bool {
    match method {
        "POST" => path == "orders" || path.ends_with("/licenserequest"),
        "PUT" => path == "stats/events" || path.starts_with("lastpositions/"),
        _ => false,
    }
}

impl Call<'_> {
    /// How records are written: the response groups and picture sizes that were asked for.
    fn shape(&mut self, view: View) -> Result<Shape, Refusal> {
        let groups = self.query.text("response_groups").unwrap_or_default();
        let groups = Groups::read(view, &groups).map_err(|invalid| {
            refused(&format!(
                "Invalid response group(s) requested: {}",
                invalid.join(", ")
            ))
        })?;
        let sizes = self
            .query
            .text("image_sizes")
            .unwrap_or_else(|| "500".into());
        let sizes: Vec<String> = sizes
            .split(',')
            .map(|size| size.trim().to_owned())
            .collect();
        for size in &sizes {
            if !SIZES.contains(&size.as_str()) {
                let set = SIZES.join(", ");
                self.query.unfit(
                    "image_sizes",
                    size,
                    &format!("satisfy enum value set: [{set}]"),
                );
            }
        }
        let data = &self.sandbox.data;
        let switches = &self.sandbox.switches;
        let shuffles = switches.on("shuffle") || data.is_invented() && !switches.on("steady-order");
        let mut shape = Shape::new(view, groups, sizes, data, shuffles);
        shape.anonymous = self.caller.is_none();
        Ok(shape)
    }
}

/// An answer whose JSON is written already.
fn written(body: String) -> Answer {
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

const SIZES: &[&str] = &[
    "1215", "900", "882", "570", "558", "500", "408", "360", "315", "252",
];
