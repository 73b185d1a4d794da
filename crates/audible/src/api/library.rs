//! The library (API reference, section 2).

use http::{HeaderMap, Request, Response};

use super::body::{self, Member};
use super::listing::Listing;
use super::query::Query;
use super::read;
use crate::asin::Asin;
use crate::error::Error;
use crate::library::LibraryItem;
use crate::marketplace::Marketplace;

/// The most items a page can have; more is refused (trap A23).
pub const LARGEST_PAGE: u16 = 1000;

/// One page of a scan of the library.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LibraryPage {
    /// Its items. Those that are no longer in the library are in [`Self::removed`] instead.
    pub listing: Listing<LibraryItem>,
    /// Titles that are revoked, by whichever of the known ways this is told (API reference, 2.3).
    /// A delta tells of them; a listing of the whole library lacks them.
    pub removed: Vec<Asin>,
    /// Length of the received array, whatever was in it.
    pub received: usize,
    /// How many of the received items had no title, removed ones not counted: most of them is
    /// trap A12.
    pub untitled: usize,
    /// `Total-Count`, if told.
    pub total: Option<u64>,
    /// `Continuation-Token`; `None` = the last page, however short this one is (trap A20).
    pub continuation: Option<String>,
    /// `State-Token`; `None` also for `0` (trap A26).
    pub state_token: Option<String>,
}

/// What is asked about each item. A state token holds for what it was asked with: after a change
/// of this text the whole library is to be read (API reference, 2.3).
pub const fn question() -> &'static str {
    GROUPS
}

/// Asks for `num_results` items (at most [`LARGEST_PAGE`]), from the beginning or from a
/// continuation token. All pages of a scan must ask for equally many. With a state token (`since`)
/// only for what was added, changed or removed since it was given; without `Revoked` that would
/// hide removals (trap A27).
pub fn page_request(
    store: Marketplace,
    num_results: u16,
    since: Option<&str>,
    continuation: Option<&str>,
) -> Request<Vec<u8>> {
    let status = if since.is_some() {
        "Active,Revoked"
    } else {
        "Active"
    };
    let mut query = Query::new(store, "/1.0/library")
        .with(
            "num_results",
            &num_results.clamp(1, LARGEST_PAGE).to_string(),
        )
        .with("status", status)
        .with("include_pending", "true")
        .with("response_groups", GROUPS)
        .with("image_sizes", "500");
    if let Some(token) = since {
        query = query.with("state_token", token);
    }
    if let Some(token) = continuation {
        query = query.with("continuation_token", token);
    }
    query.request()
}

/// Reads the answer to [`page_request`].
pub fn read_page(response: &Response<Vec<u8>>) -> Result<LibraryPage, Error> {
    let body = body::read(response, "library", Member::Items, read::library_item)?;
    let headers = response.headers();
    Ok(LibraryPage {
        listing: body.listing,
        removed: body.removed,
        received: body.received,
        untitled: body.untitled,
        total: total(headers),
        continuation: text(headers, "continuation-token"),
        state_token: text(headers, "state-token").filter(|token| token != "0"),
    })
}

/// Asks how many titles the member has in a store. Says 0 in the wrong store (trap A4).
pub fn count_request(store: Marketplace) -> Request<Vec<u8>> {
    Query::new(store, "/1.0/library")
        .with("num_results", "1")
        .with("status", "Active")
        .with("include_pending", "true")
        .request()
}

/// Reads the answer to [`count_request`].
pub fn read_count(response: &Response<Vec<u8>>) -> Result<u64, Error> {
    let body = body::read(response, "library count", Member::Items, read::library_item)?;
    total(response.headers()).map_or_else(
        || match body.received {
            0 => Ok(0),
            _ => Err(Error::ReportBug {
                subject: "library count",
                fact: "no Total-Count".to_owned(),
            }),
        },
        Ok,
    )
}

/// Reads a bare JSON array of library items.
pub fn read_array(json: &[u8]) -> Result<Listing<LibraryItem>, Error> {
    body::read_array(json, "library file", read::library_item)
}

/// The economical set (API reference, 2.4) without `relationships_v2`, `is_visible`,
/// `is_removable` and `origin_asin`, whose fields nothing reads. Never from user input: one wrong
/// group fails the request (trap A14).
const GROUPS: &str = "contributors,product_desc,product_attrs,series,product_plans,\
    customer_rights,rating,media,category_ladders,is_archived,is_finished,percent_complete,\
    provided_review";

fn total(headers: &HeaderMap) -> Option<u64> {
    text(headers, "total-count")?.parse().ok()
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let text = headers.get(name)?.to_str().ok()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
