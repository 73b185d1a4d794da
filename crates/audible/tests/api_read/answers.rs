//! Answers as a whole: their pages, what in them cannot be read, what is no answer at all.

use audible::api::{catalog, library, search, wishlist};
use audible::{Asin, Error, Marketplace};
use serde_json::{Value, json};

use crate::common::{answer, instant, page};

#[test]
fn an_unreadable_item_is_named_and_the_others_are_shown() {
    let good = r#"{"asin":"B0QX1TIDE4","title":"Good","status":"Active"}"#;
    let cases = [
        (r#"{"asin":"B0QX1TIDE9","title":null}"#, "B0QX1TIDE9"),
        (r#"{"title":"Nameless Harbour"}"#, "Nameless Harbour"),
        (
            r#"{"asin":"short","title":"Short Harbour"}"#,
            "Short Harbour",
        ),
        ("null", "#2"),
        ("7", "#2"),
        ("[]", "#2"),
        // These break the reading of the whole answer, not of the item's neighbours.
        (
            r#"{"asin":"B0QX1TIDE9","title":"Twice","title":"Twice"}"#,
            "#2",
        ),
        (r#"{"asin":"B0QX1TIDE9","title":"Lone \ud800"}"#, "#2"),
        (
            r#"{"asin":"B0QX1TIDE9","title":"Huge","runtime_length_min":1e999}"#,
            "Huge",
        ),
    ];
    for (bad, name) in cases {
        let body = format!(r#"{{"items":[{good},{bad},{good}]}}"#);
        let page = library::read_page(&answer(200, body)).expect("a page");
        assert_eq!(page.listing.items.len(), 2, "{bad}");
        assert_eq!(page.received, 3, "{bad}");
        let named: Vec<_> = page
            .listing
            .unreadable
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(named, [name], "{bad}");
    }
}

#[test]
fn bytes_that_are_not_utf8_cost_one_item() {
    let mut body =
        br#"{"items":[{"asin":"B0QX1TIDE4","title":"Good"},{"asin":"B0QX1TIDE9","title":"B"#
            .to_vec();
    body.extend_from_slice(&[0xff, 0xfe]);
    body.extend_from_slice(br#""}]}"#);
    let page = library::read_page(&answer(200, body)).expect("a page");
    assert_eq!(page.listing.items.len(), 2);
    assert_eq!(page.listing.items[1].product.title, "B\u{fffd}\u{fffd}");
}

#[test]
fn a019_a020_a026_the_headers_of_a_page() {
    let mut response = answer(200, r#"{"items":[]}"#);
    for (name, value) in [
        ("total-count", "1340"),
        ("continuation-token", "eyJwIjoyfQ"),
        ("state-token", "1767225600123"),
    ] {
        response
            .headers_mut()
            .insert(name, value.parse().expect("a value"));
    }
    let page = library::read_page(&response).expect("an empty page is no end");
    assert_eq!((page.total, page.received), (Some(1340), 0));
    assert_eq!(page.continuation.as_deref(), Some("eyJwIjoyfQ"));
    assert_eq!(page.state_token.as_deref(), Some("1767225600123"));
    response
        .headers_mut()
        .insert("state-token", "0".parse().expect("a value"));
    assert_eq!(
        library::read_page(&response).expect("a page").state_token,
        None
    );
}

#[test]
fn a012_titles_that_are_missing_are_counted() {
    let page = page(&json!([
        {"asin": "B0QX1TIDE4", "title": null, "authors": null, "status": "Active"},
        {"asin": "B0QX1TIDE5", "title": "There", "status": "Active"}
    ]));
    assert_eq!((page.untitled, page.received), (1, 2));
}

#[test]
fn a055_a056_status_wins_over_visibility() {
    let page = page(&json!([
        {"asin": "B0QX1TIDE4", "status": "Revoked"},
        {"asin": "B0QX1TIDE5", "title": "Kept", "status": "Active", "library_status": {"is_visible": false}},
        {"asin": "B0QX1TIDE6", "title": "Gone", "library_status": {"is_visible": false}}
    ]));
    let titles: Vec<_> = page
        .listing
        .items
        .iter()
        .map(|item| item.product.title.as_str())
        .collect();
    assert_eq!(titles, ["Kept"]);
    assert_eq!(page.listing.unreadable, []);
}

#[test]
fn a080_a082_hollow_products() {
    let body = json!({"products": [
        {"asin": "B0NOSUCH01"}, {"asin": "B0QX1TIDE5", "title": "Real"},
        {"asin": "B0QX1TIDE6", "title": null, "language": "english", "price": {}}
    ], "total_results": 3});
    let listing = catalog::read_products(&answer(200, body.to_string())).expect("a batch");
    assert_eq!(listing.items.len(), 1);
    assert_eq!(
        listing
            .hollow
            .iter()
            .map(audible::Asin::as_str)
            .collect::<Vec<_>>(),
        ["B0NOSUCH01"]
    );
    assert_eq!(listing.unreadable.len(), 1);
}

#[test]
fn a099_a104_series_children() {
    let body = json!({"products": [
        {"asin": "B0QXSER001", "title": "The Tidewright Saga", "relationships": [
            {"asin": "B0QX1BOX13", "relationship_to_product": "child", "relationship_type": "series", "sequence": "1-3", "sort": "1"},
            {"asin": "B0QX1TIDE1", "relationship_to_product": "child", "sequence": "", "sort": "2"},
            {"asin": "B0QX1TIDE2", "relationship_to_product": "child", "relationship_type": "component", "sequence": "1", "sort": "3"},
            {"asin": "B0QXSER009", "relationship_to_product": "parent", "relationship_type": "series", "sequence": "1", "sort": "4"},
            {"relationship_to_product": "child", "relationship_type": "series"}, null
        ]},
        {"asin": "B0QXSER002"}
    ]});
    let listing = catalog::read_series(&answer(200, body.to_string())).expect("a batch");
    let first = &listing.items[0];
    assert_eq!(first.title.as_deref(), Some("The Tidewright Saga"));
    let children: Vec<_> = first
        .children
        .iter()
        .map(|child| (child.asin.as_str(), child.sequence.as_deref(), child.sort))
        .collect();
    assert_eq!(
        children,
        [
            ("B0QX1BOX13", Some("1-3"), Some(1)),
            ("B0QX1TIDE1", None, Some(2))
        ]
    );
    assert_eq!(listing.items[1].children, []);
}

#[test]
fn a109_wishes() {
    let body = json!({"products": [
        {"asin": "B0QX1TIDE6", "added_timestamp": "2025-12-24T20:11:09.000Z", "title": "Wanted", "authors": null},
        {"asin": "B0NOSUCH01", "added_timestamp": "2025-12-24T20:11:09.000Z"}
    ], "total_results": 23, "bin_fields": null});
    let page = wishlist::read(&answer(200, body.to_string())).expect("a page");
    assert_eq!((page.total, page.received), (Some(23), 2));
    assert_eq!(page.listing.items[0].added, instant("2025-12-24T20:11:09Z"));
    assert_eq!(page.listing.hollow.len(), 1);
}

#[test]
fn a_page_of_results() {
    let body = json!({"product_filters": [], "products": [{"asin": "B0QX1TIDE5", "title": "One"}], "total_results": 78});
    let page = search::read(&answer(200, body.to_string())).expect("a page");
    assert_eq!(
        (page.total, page.received, page.listing.items.len()),
        (Some(78), 1, 1)
    );
}

#[test]
fn the_count_of_a_store() {
    let mut response = answer(200, r#"{"items":[{"asin":"B0QX1TIDE4"}]}"#);
    response
        .headers_mut()
        .insert("total-count", "412".parse().expect("a value"));
    assert_eq!(library::read_count(&response), Ok(412));
    assert_eq!(
        library::read_count(&answer(200, r#"{"items":[]}"#)),
        Ok(0),
        "a wrong store (A4)"
    );
    assert!(library::read_count(&answer(200, "{}")).is_err());
}

#[test]
fn errors_by_what_can_be_done() {
    let later = |status| Error::RetryLater {
        status,
        after: None,
    };
    let cases = [
        (200, "<!DOCTYPE html><html></html>", later(200)),
        (200, "", later(200)),
        (
            200,
            r#"{"message":"No response groups populated."}"#,
            later(200),
        ),
        (200, r#"{"error":"InvalidValue"}"#, later(200)),
        (200, r#"{"items":null}"#, later(200)),
        (200, r#"{"items":{}}"#, later(200)),
        (200, r#"{"items":[{"asin":"B0QX1TIDE4""#, later(200)),
        (200, "[]", later(200)),
        (408, "", later(408)),
        (429, "", later(429)),
        (
            500,
            r#"{"message":"Whoops! Looks like something went wrong."}"#,
            later(500),
        ),
        (503, "<html>", later(503)),
        (401, "", Error::RenewToken { status: 401 }),
        (
            403,
            r#"{"message":"Request could not be authenticated"}"#,
            Error::RenewToken { status: 403 },
        ),
        (403, "<html>blocked</html>", Error::TurnedAway),
        (403, "", Error::TurnedAway),
    ];
    for (status, body, error) in cases {
        assert_eq!(
            library::read_page(&answer(status, body)),
            Err(error),
            "{status} {body}"
        );
    }
    let mut bug = answer(
        400,
        r#"{"message":"Invalid response group(s) requested: pdf_url"}"#,
    );
    bug.headers_mut()
        .insert("x-amzn-requestid", "0D1F2A".parse().expect("a value"));
    assert_eq!(
        library::read_page(&bug),
        Err(Error::ReportBug {
            subject: "library",
            fact: "status 400, Invalid response group(s) requested: pdf_url, request 0D1F2A"
                .to_owned()
        })
    );
    assert!(matches!(
        library::read_page(&answer(404, "")),
        Err(Error::ReportBug { .. })
    ));
}

#[test]
fn bare_arrays() {
    let listing = library::read_array(br#"[{"asin":"B0QX1TIDE4","title":"A"},{"title":"B"}]"#)
        .expect("an array");
    assert_eq!((listing.items.len(), listing.unreadable.len()), (1, 1));
    assert!(library::read_array(b"{}").is_err());
    assert_eq!(wishlist::read_array(b"[]").expect("an array").items, []);
    assert_eq!(
        catalog::read_series_array(br#"[{"asin":"B0QXSER001"}]"#)
            .expect("an array")
            .items
            .len(),
        1
    );
    assert_eq!(
        catalog::read_product_array(br#"[{"asin":"B0QXSER001"}]"#)
            .expect("an array")
            .hollow
            .len(),
        1
    );
}

#[test]
fn a066_a068_episodes_of_a_podcast() {
    let child = |asin: &str, kind: &str, sort: Value| json!({"asin": asin, "relationship_to_product": "child", "relationship_type": kind, "sort": sort});
    let body = json!({"product": {"asin": "B0QXSHOW01", "relationships": [
        child("B0QXEPIS03", "episode", json!("3")), child("B0QXEPIS01", "episode", json!("1")),
        child("B0QXSEAS01", "season", json!("1")), child("B0QXSHOW01", "episode", json!("0")),
        child("B0QXEPIS01", "episode", json!("1")), child("?", "episode", json!(null)),
        {"asin": "B0QXSHOW09", "relationship_to_product": "parent", "relationship_type": "episode"},
    ]}});
    let answer = answer(200, body.to_string());
    let episodes = catalog::read_episodes(&answer).expect("episodes");
    let episodes: Vec<_> = episodes.iter().map(Asin::as_str).collect();
    assert_eq!(episodes, ["B0QXEPIS01", "B0QXEPIS03"]);
    let asin = Asin::parse("B0QXSHOW01").expect("an ASIN");
    let request = catalog::episodes_request(Marketplace::Us, &asin);
    assert_eq!(request.uri().path(), "/1.0/catalog/products/B0QXSHOW01");
}
