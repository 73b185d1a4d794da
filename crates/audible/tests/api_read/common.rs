//! What the tests share: answers, and items and products that differ in one thing.

use audible::api::{catalog, library};
use audible::{LibraryItem, Product, Timestamp};
use http::Response;
use serde_json::{Value, json};

pub(crate) fn answer(status: u16, body: impl Into<Vec<u8>>) -> Response<Vec<u8>> {
    Response::builder()
        .status(status)
        .body(body.into())
        .expect("a response")
}

pub(crate) fn page(items: &Value) -> library::LibraryPage {
    let body = json!({ "items": items, "response_groups": ["always-returned"] });
    library::read_page(&answer(200, body.to_string())).expect("a page")
}

/// A plain item, changed by `change` (`null` overrides).
pub(crate) fn item_with(change: &Value) -> LibraryItem {
    let mut item = json!({
        "asin": "B0QX1TIDE4", "title": "The Ebb Cartographer", "status": "Active",
        "authors": [{"asin": "B0QXAUTH01", "name": "Mara Ellison"}]
    });
    for (key, value) in change.as_object().expect("an object") {
        item[key] = value.clone();
    }
    let mut page = page(&json!([item]));
    assert_eq!(page.listing.unreadable, [], "{change}");
    page.listing.items.pop().expect("one item")
}

pub(crate) fn product_with(change: &Value) -> Product {
    let mut item = json!({"asin": "B0QX1TIDE5", "title": "The Undertow Ledger"});
    for (key, value) in change.as_object().expect("an object") {
        item[key] = value.clone();
    }
    let body = json!({"products": [item], "total_results": 1});
    let listing = catalog::read_products(&answer(200, body.to_string())).expect("a batch");
    assert_eq!(listing.unreadable, [], "{change}");
    listing.items.into_iter().next().expect("one product")
}

/// `None` for what is no instant.
pub(crate) fn instant(text: &str) -> Option<Timestamp> {
    Timestamp::parse(text)
}
