//! The Audible API: `api.audible.TLD/1.0/…`.
//!
//! Switches of `POST /sandbox/switch`; most habits of the service are always there.
//!
//! | switch | value | what happens |
//! | --- | --- | --- |
//! | `data-set` | `small`, `series`, `people`, `prolific`, `empty`, `big` (1,340), `big-N` | the us store has this set of books, where no folder is given |
//! | `library-change` | `add`, `remove`, `vanish`, `archive`, `rename`, `finish`, `episode`, `deliver`; each with `:ASIN` or without; several with commas | happens to the library that is asked for next |
//! | `slow-delta` | seconds | the next changes show in a delta so much later (A30) |
//! | `grows-between-pages` | times | a title is added before a later page by number (A24) |
//! | `titles-null` | times | a scan without titles and people (A12) |
//! | `empty-page` | times | an empty page with a continuation (A20) |
//! | `fail-page` | number | that page of the library fails once (A32) |
//! | `slow-pages` | ms | a page of the library takes so long for a hundred items (A18) |
//! | `stale-state-token` | times | a state token is refused |
//! | `omit-products` | times | a batch leaves a product out, each once (A81) |
//! | `soft-error` | ASIN | status 200 with a message and no data (A9) |
//! | `wishlist-one-at-a-time` | `true`, ms | wish-list calls side by side fail (A107); each is held so long |
//! | `membership` | `cancelled`, `several`, `none` | A118, A119 |
//! | `steady-order`, `shuffle` | `true` | arrays keep their order, or change it in a data folder too (A33) |

use std::sync::Arc;
use std::time::Duration;

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
mod categories;
mod content;
mod continuation;
mod groups;
mod library;
mod query;
mod search;
mod shape;
mod stats;
mod steer;
mod wishlist;

/// Answers a request to `/1.0/…`.
///
/// `caller` is who asks, or why that is not known: the catalogue and what belongs to it answer
/// without (fewer fields), everything else must refuse with [`Refusal::answer`].
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
        Err(_) if !says_who && PUBLIC.iter().any(|start| path.starts_with(start)) => None,
        Err(refusal) => return Err(refusal),
    };
    let name = sandbox.switches.text("data-set").unwrap_or_default();
    let is_home = |it: &Caller| sandbox.ledger().is_home(&it.email, marketplace);
    let set = match Set::of(&name).unwrap_or_default() {
        Set::Default if caller.as_ref().is_some_and(is_home) => Set::Home,
        other => other,
    };
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
        ("GET", ["catalog", "categories"]) => categories::all(&mut call),
        ("GET", ["catalog", "categories", id]) => categories::one(&mut call, id),
        ("GET", ["catalog", "contributors", asin]) => catalogue::contributor(&mut call, asin),
        ("GET", ["content", asin, "metadata"]) => content::metadata(&mut call, asin),
        ("GET", ["searchsuggestions"]) => search::suggestions(&mut call),
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
    if answered.is_ok() {
        for name in call.query.unknown() {
            let ignored = format!("sent the parameter {name:?} to /1.0/{path}, which ignores it");
            sandbox.log.violation(ignored);
        }
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
    /// Holds an answer back: as many milliseconds as a switch says, so many times.
    fn hold(&self, answer: &mut Answer, switch: &str, times: usize) {
        let milliseconds = self.sandbox.switches.number(switch).unwrap_or_default();
        let once = Duration::from_millis(u64::try_from(milliseconds).unwrap_or_default());
        let times = u32::try_from(times).unwrap_or(u32::MAX);
        if !once.is_zero() {
            answer
                .extensions_mut()
                .insert(Hold(once.saturating_mul(times)));
        }
    }

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
            let (fits, must) = if view == View::Catalogue {
                // Others, too (peer LIBEX: 1000, 2400, 3200).
                let number = size.parse::<u16>();
                let must = r"satisfy regular expression pattern: ^[1-9]\d*$".to_owned();
                (number.is_ok_and(|number| number > 0), must)
            } else {
                let set = SIZES.join(", ");
                let must = format!("satisfy enum value set: [{set}]");
                (SIZES.contains(&size.as_str()), must)
            };
            if !fits {
                self.query.unfit("image_sizes", size, &must);
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

/// How long an answer is held back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hold(pub(crate) Duration);

/// Something passing is wrong.
fn whoops() -> Answer {
    json_answer(
        StatusCode::INTERNAL_SERVER_ERROR,
        &json!({"message": "Whoops! Looks like something went wrong."}),
    )
}

/// An answer whose JSON is written already.
fn written(body: String) -> Answer {
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// What answers without a token (API reference, 1.3; the last three: peer LIBEX).
const PUBLIC: &[&str] = &["catalog/", "content/", "screens/", "searchsuggestions"];

/// What a library's pictures come in (API reference, 2.1).
const SIZES: &[&str] = &[
    "1215", "900", "882", "570", "558", "500", "408", "360", "315", "252",
];
