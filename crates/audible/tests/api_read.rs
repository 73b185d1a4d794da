//! Reading library, catalogue, search and wish list: complete answers, and every oddity that the
//! API reference names (section 13; the trap is in the test's name).

#![expect(clippy::expect_used, reason = "tests, outside of #[test] too")]

use audible::api::{catalog, library, search, wishlist};
use audible::money::{Currency, Money};
use audible::product::{Format, Kind};
use audible::{Asin, Error, LibraryItem, Marketplace, Product, Timestamp};
use http::Response;
use serde_json::{Value, json};
use time::macros::date;

fn answer(status: u16, body: impl Into<Vec<u8>>) -> Response<Vec<u8>> {
    Response::builder()
        .status(status)
        .body(body.into())
        .expect("a response")
}

fn page(items: &Value) -> library::LibraryPage {
    let body = json!({ "items": items, "response_groups": ["always-returned"] });
    library::read_page(&answer(200, body.to_string())).expect("a page")
}

/// A plain item, changed by `change` (`null` overrides).
fn item_with(change: &Value) -> LibraryItem {
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

fn product_with(change: &Value) -> Product {
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
fn instant(text: &str) -> Option<Timestamp> {
    Timestamp::parse(text)
}

#[test]
fn a_complete_library_item() {
    let item = item_with(&json!({
        "subtitle": "The Tidewright Saga, Book 4",
        "narrators": [{"asin": null, "name": "Theo Brandt"}],
        "publisher_name": "Lantern Row Audio",
        "series": [
            {"asin": "B0QXSER001", "sequence": "4", "title": "The Tidewright Saga", "url": "/pd/x"},
            {"asin": "B0QXSER002", "sequence": "", "title": "Tales of the Drowned Coast"}
        ],
        "runtime_length_min": 742, "purchase_date": "2025-11-02T18:20:41.318Z",
        "release_date": "2024-03-12", "publication_datetime": "2024-03-12T07:00:00Z",
        "language": "english", "format_type": "unabridged", "content_type": "Product",
        "content_delivery_type": "SinglePartBook", "is_ayce": false, "origin_type": "Purchase",
        "customer_rights": {"is_consumable": true, "is_consumable_indefinitely": true,
            "is_consumable_offline": true, "is_consumable_until": null},
        "is_archived": false, "is_finished": false, "percent_complete": 37.5,
        "rating": {"num_reviews": 118, "overall_distribution":
            {"average_rating": 4.612_903, "display_average_rating": "4.6", "num_ratings": 1240}},
        "provided_review": {"ratings": {"overall_rating": 5, "performance_rating": 4}},
        "product_images": {"252": "https://m.media-amazon.com/images/I/a._SL252_.jpg",
            "500": "https://m.media-amazon.com/images/I/a._SL500_.jpg",
            "1215": "https://m.media-amazon.com/images/I/b._SL1215_.jpg"},
        "category_ladders": [
            {"root": "ExploreBy", "ladder": [{"id": "1", "name": "Moods"}]}, null,
            {"root": "Genres", "ladder": [{"id": "2", "name": "Science Fiction & Fantasy"}, null,
                {"id": "3", "name": "Fantasy"}]}
        ]
    }));
    let product = &item.product;
    assert_eq!(product.asin.as_str(), "B0QX1TIDE4");
    assert_eq!(product.title, "The Ebb Cartographer");
    assert_eq!(
        product.subtitle.as_deref(),
        Some("The Tidewright Saga, Book 4")
    );
    assert_eq!(
        product.authors[0]
            .asin
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        Some("B0QXAUTH01")
    );
    assert_eq!(
        (
            product.narrators[0].name.as_str(),
            &product.narrators[0].asin
        ),
        ("Theo Brandt", &None)
    );
    assert_eq!(product.series[0].sequence.as_deref(), Some("4"));
    assert_eq!(product.series[1].sequence, None);
    assert_eq!(product.runtime_min, Some(742));
    assert_eq!(product.release_date, Some(date!(2024 - 03 - 12)));
    assert_eq!(product.language.as_deref(), Some("english"));
    assert_eq!(
        (product.kind, product.format),
        (Kind::Book, Some(Format::Unabridged))
    );
    assert_eq!(product.rating.map(|rating| rating.count), Some(1240));
    assert_eq!(
        product.cover.as_deref(),
        Some("https://m.media-amazon.com/images/I/a._SL500_.jpg")
    );
    assert_eq!(product.genres, ["Science Fiction & Fantasy", "Fantasy"]);
    assert_eq!(item.added.map(Timestamp::millis), Some(1_762_107_641_318));
    assert!(item.purchased && !item.ayce && !item.pending);
    assert_eq!((item.archived, item.finished), (Some(false), Some(false)));
    assert_eq!(
        (item.percent_complete, item.own_stars),
        (Some(37.5), Some(5))
    );
    let rights = product.rights.as_ref().expect("rights");
    assert_eq!(
        (rights.consumable, rights.consumable_indefinitely),
        (Some(true), Some(true))
    );
}

#[test]
fn a034_null_missing_and_empty_are_alike() {
    let all_null = item_with(&json!({
        "subtitle": null, "authors": null, "narrators": null, "series": null, "plans": null,
        "customer_rights": null, "rating": null, "product_images": null, "category_ladders": null,
        "price": null, "language": null, "library_status": null, "purchase_date": null,
        "is_finished": null, "provided_review": null, "listening_status": null
    }));
    let all_empty = item_with(&json!({
        "subtitle": " ", "authors": [], "narrators": [], "series": [], "plans": [],
        "product_images": {}, "category_ladders": [], "price": {}, "language": "",
        "library_status": {}, "purchase_date": "", "rating": {}
    }));
    assert_eq!(all_null, all_empty);
    assert_eq!(all_null.finished, None, "unknown is not false (A73)");
}

#[test]
fn an_odd_type_costs_the_field_and_not_the_item() {
    let odd = [
        json!(true),
        json!(7),
        json!(-1.5),
        json!("x"),
        json!([1, "a", null]),
        json!({"a": {"b": []}}),
    ];
    let keys = [
        "subtitle",
        "authors",
        "narrators",
        "publisher_name",
        "series",
        "runtime_length_min",
        "release_date",
        "issue_date",
        "publication_datetime",
        "language",
        "content_delivery_type",
        "content_type",
        "format_type",
        "price",
        "plans",
        "customer_rights",
        "rating",
        "product_images",
        "category_ladders",
        "is_vvab",
        "is_purchasability_suppressed",
        "is_buyable",
        "is_listenable",
        "status",
        "library_status",
        "purchase_date",
        "origin_type",
        "is_ayce",
        "is_pending",
        "is_archived",
        "is_finished",
        "percent_complete",
        "listening_status",
        "provided_review",
        "added_timestamp",
        "relationships",
        "unknown",
    ];
    for key in keys {
        for value in &odd {
            let item = item_with(&json!({ key: value }));
            assert_eq!(item.product.title, "The Ebb Cartographer", "{key}: {value}");
        }
    }
}

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
fn a037_a038_series_entries() {
    let item = item_with(&json!({"series": [
        {"asin": "B0QXSER001", "title": "A", "sequence": "0.5"},
        {"asin": null, "title": "Only a title", "sequence": null},
        {"asin": "B0QXSER002", "title": null, "sequence": "1-6"},
        {"asin": null, "title": null, "sequence": "3"},
        {"asin": "B0QXSER003", "title": "C", "sequence": 7},
        {"asin": "B0QXSER004", "title": "D", "sequence": "?"},
        null
    ]}));
    let sequences: Vec<_> = item
        .product
        .series
        .iter()
        .map(|entry| entry.sequence.as_deref())
        .collect();
    assert_eq!(
        sequences,
        [Some("0.5"), None, Some("1-6"), Some("7"), Some("?")]
    );
}

#[test]
fn a039_a040_a063_names_are_trimmed_and_kept() {
    let item = item_with(&json!({
        "title": "  \u{200f}قصة \"quoted\" \n",
        "authors": [
            {"asin": "\tB0QXAUTH01", "name": "Mara\tEllison\t"},
            {"asin": null, "name": "Elio Marsh - translator"},
            {"name": " "}
        ]
    }));
    assert_eq!(item.product.title, "\u{200f}قصة \"quoted\"");
    let authors: Vec<_> = item
        .product
        .authors
        .iter()
        .map(|person| person.name.as_str())
        .collect();
    assert_eq!(authors, ["Mara Ellison", "Elio Marsh - translator"]);
    assert!(item.product.authors[0].asin.is_some());
}

#[test]
fn a041_a060_when_it_was_added() {
    let cases = [
        (
            json!({"purchase_date": "2025-11-02T18:20:41Z"}),
            instant("2025-11-02T18:20:41Z"),
        ),
        (
            json!({"purchase_date": null, "library_status": {"date_added": "2025-01-01T00:00:00.5Z"}}),
            instant("2025-01-01T00:00:00.5Z"),
        ),
        (json!({"purchase_date": null, "library_status": null}), None),
        (json!({"purchase_date": "yesterday"}), None),
    ];
    for (change, added) in cases {
        assert_eq!(item_with(&change).added, added, "{change}");
    }
}

#[test]
fn a044_a045_a046_the_release_date() {
    let cases = [
        (
            json!({"release_date": "2024-03-12", "publication_datetime": "2024-03-13T07:00:00Z"}),
            Some(date!(2024 - 03 - 12)),
        ),
        (
            json!({"issue_date": "2024-03-12"}),
            Some(date!(2024 - 03 - 12)),
        ),
        (
            json!({"publication_datetime": "2200-01-01T00:00:00Z"}),
            Some(date!(2200 - 01 - 01)),
        ),
        (
            json!({"preorder_release_date": "2024-03-12T07:00:00Z"}),
            None,
        ),
        (json!({"release_date": "2024-13-40"}), None),
        (json!({"release_date": "20ä4-03-12"}), None),
    ];
    for (change, day) in cases {
        assert_eq!(item_with(&change).product.release_date, day, "{change}");
    }
}

#[test]
fn a047_a048_plans() {
    let item = item_with(&json!({"plans": [
        {"plan_name": "AccessViaMusic", "start_date": "1970-01-01T00:00:00.00000Z", "end_date": "2099-12-31T00:00:00.00000Z"},
        {"plan_name": "US Minerva", "customer_eligible": true, "end_date": "2026-03-31T07:00:00.00000Z"},
        {"plan_name": "SpecialBenefit", "customer_eligible": null, "end_date": "9999-12-31T00:00:00.00000Z"}
    ]}));
    let plans: Vec<_> = item
        .product
        .plans
        .iter()
        .map(|plan| (plan.name.as_str(), plan.eligible, plan.end))
        .collect();
    assert_eq!(
        plans,
        [
            ("US Minerva", Some(true), instant("2026-03-31T07:00:00Z")),
            ("SpecialBenefit", None, None),
        ]
    );
}

#[test]
fn a058_isbn_as_asin() {
    for asin in ["0198765432", "198000123X", "198000123x"] {
        assert_eq!(
            item_with(&json!({"asin": asin})).product.asin.as_str(),
            asin.to_ascii_uppercase()
        );
    }
}

#[test]
fn a064_languages() {
    for (received, read) in [
        ("English", Some("english")),
        ("Deutsch", Some("german")),
        ("日本語", Some("japanese")),
        ("Português", Some("portuguese")),
        ("klingon", Some("klingon")),
        ("", None),
    ] {
        assert_eq!(
            item_with(&json!({"language": received}))
                .product
                .language
                .as_deref(),
            read
        );
    }
}

#[test]
fn a065_covers_come_from_one_host() {
    for (images, there) in [
        (
            json!({"252": "https://m.media-amazon.com/images/I/a._SL252_.jpg"}),
            true,
        ),
        (
            json!({"500": "https://elsewhere.example/images/I/a.jpg"}),
            false,
        ),
        (
            json!({"500": "http://m.media-amazon.com/images/I/a.jpg"}),
            false,
        ),
        (json!([]), false),
    ] {
        assert_eq!(
            item_with(&json!({"product_images": images}))
                .product
                .cover
                .is_some(),
            there,
            "{images}"
        );
    }
}

#[test]
fn kinds() {
    for (delivery, content, kind) in [
        (json!("PodcastEpisode"), json!("Podcast"), Kind::Episode),
        (json!("PodcastParent"), json!("Podcast"), Kind::Podcast),
        (json!("PodcastSeason"), json!(null), Kind::Podcast),
        (json!("Periodical"), json!(null), Kind::Podcast),
        (json!(null), json!("Podcast"), Kind::Podcast),
        (json!("SinglePartBook"), json!("Lecture"), Kind::Book),
        (json!("MultiPartBook"), json!("Performance"), Kind::Book),
        (json!(null), json!(null), Kind::Book),
    ] {
        let change = json!({"content_delivery_type": delivery, "content_type": content});
        assert_eq!(item_with(&change).product.kind, kind, "{change}");
    }
}

#[test]
fn pending_items() {
    for (change, pending) in [
        (json!({"is_pending": true}), true),
        (json!({"library_status": {"is_pending": true}}), true),
        (json!({"library_status": {"is_preordered": true}}), true),
        (
            json!({"library_status": {"is_preordered": null}, "is_preorderable": true}),
            false,
        ),
    ] {
        assert_eq!(item_with(&change).pending, pending, "{change}");
    }
}

#[test]
fn a091_to_a095_prices() {
    let usd = |minor| {
        Some(Money {
            minor,
            currency: Currency::Usd,
        })
    };
    let amount =
        |base: f64, kind: &str| json!({"base": base, "currency_code": "USD", "type": kind});
    let noisy = product_with(&json!({"price": {
        "credit_price": 1.0,
        "list_price": amount(23.950_000_762_939_453, "list"),
        "lowest_price": amount(12.659_999_847_412_11, "sale"),
        "ws4v_upsell_price": amount(1.0, "ws4v_upsell")
    }}))
    .price
    .expect("a price");
    assert_eq!(
        (noisy.list, noisy.lowest, noisy.sale),
        (usd(2395), usd(1266), true)
    );
    assert_eq!((noisy.credits_x100, noisy.cash_only), (Some(100), false));

    let free = product_with(&json!({"price": {"lowest_price": amount(0.0, "member")}}));
    assert_eq!(
        free.price.and_then(|price| price.lowest),
        usd(0),
        "free is a price (A93)"
    );
    for nothing in [
        json!(null),
        json!({}),
        json!({"list_price": null}),
        json!({"list_price": amount(-1.0, "list")}),
    ] {
        assert_eq!(
            product_with(&json!({"price": nothing})).price,
            None,
            "{nothing}"
        );
    }
    let yen =
        product_with(&json!({"price": {"list_price": {"base": 3500.0, "currency_code": "JPY"}}}));
    assert_eq!(
        yen.price.and_then(|price| price.list),
        Some(Money {
            minor: 3500,
            currency: Currency::Jpy
        })
    );
    let cash_only = product_with(
        &json!({"price": {"list_price": amount(5.0, "list"), "is_credit_price_eligible": false}}),
    );
    assert!(cash_only.price.expect("a price").cash_only);
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
fn a097_not_for_sale() {
    assert!(product_with(&json!({"is_purchasability_suppressed": true})).not_for_sale);
    assert!(product_with(&json!({"is_buyable": false})).not_for_sale);
    assert!(product_with(&json!({"is_listenable": false})).not_listenable);
}

#[test]
fn a105_unrated_titles_have_no_rating() {
    let zeros =
        json!({"rating": {"overall_distribution": {"average_rating": 0.0, "num_ratings": 0}}});
    assert_eq!(product_with(&zeros).rating, None);
    let text =
        json!({"rating": {"overall_distribution": {"average_rating": "4.5", "num_ratings": "12"}}});
    assert_eq!(
        product_with(&text).rating.map(|rating| rating.count),
        Some(12)
    );
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
