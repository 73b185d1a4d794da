//! Whatever an answer holds, reading it ends without a panic, and no item is lost silently.

#![expect(clippy::expect_used, reason = "tests, outside of #[test] too")]

use audible::api::stats::{self, Ranges};
use audible::api::{account, catalog, library, search, wishlist};
use http::Response;
use proptest::prelude::*;
use serde_json::{Value, json};

fn read_all(response: &Response<Vec<u8>>) {
    let _ = library::read_page(response);
    let _ = library::read_count(response);
    let _ = catalog::read_products(response);
    let _ = catalog::read_series(response);
    let _ = search::read(response);
    let _ = wishlist::read(response);
    let ranges = Ranges {
        days: Some(time::Date::MAX),
        months: Some(2026),
        years: Some(i32::MAX),
    };
    let _ = stats::read(response, ranges);
    let _ = stats::read_finished(response);
    let _ = account::read(response);
    let _ = library::read_array(response.body());
}

fn answer(status: u16, body: Vec<u8>) -> Response<Vec<u8>> {
    Response::builder()
        .status(status)
        .body(body)
        .expect("a response")
}

/// Any JSON, of objects with the names that readers look for.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::sample::select(vec![
            "B0QX1TIDE4",
            "2025-11-02T18:20:41.31843Z",
            "9999-12-31T00:00:00.00000Z",
            "2024-02-30",
            "1-6",
            "Revoked",
            "USD",
            "child",
            "series",
            "Genres",
            "-0",
            "1e400",
        ])
        .prop_map(Value::from),
    ];
    let name = prop::sample::select(vec![
        "asin",
        "title",
        "authors",
        "narrators",
        "name",
        "series",
        "sequence",
        "price",
        "base",
        "currency_code",
        "lowest_price",
        "list_price",
        "credit_price",
        "plans",
        "plan_name",
        "end_date",
        "relationships",
        "relationship_to_product",
        "sort",
        "rating",
        "overall_distribution",
        "average_rating",
        "num_ratings",
        "product_images",
        "500",
        "category_ladders",
        "ladder",
        "root",
        "status",
        "aggregated_daily_listening_stats",
        "aggregated_monthly_listening_stats",
        "aggregated_yearly_listening_stats",
        "aggregated_total_listening_stats",
        "interval_identifier",
        "aggregated_sum",
        "mark_as_finished_status_list",
        "is_marked_as_finished",
        "customer_information",
        "subscription",
        "subscription_details",
        "next_bill_amount",
        "amount",
        "removed_asins",
        "deleted_items",
        "library_status",
        "purchase_date",
        "release_date",
        "percent_complete",
        "runtime_length_min",
        "provided_review",
        "ratings",
        "overall_rating",
        "customer_rights",
        "added_timestamp",
        "items",
        "products",
        "total_results",
    ]);
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::hash_map(name.clone(), inner, 0..6).prop_map(|map| {
                map.into_iter()
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect::<Value>()
            }),
        ]
    })
}

proptest! {
    #[test]
    fn any_bytes(status in 200_u16..600, body in prop::collection::vec(any::<u8>(), 0..300)) {
        read_all(&answer(status, body));
    }

    #[test]
    fn any_document(value in any_json()) {
        read_all(&answer(200, value.to_string().into_bytes()));
    }

    #[test]
    fn an_answer_cut_anywhere(cut in 0_usize..120) {
        let whole = json!({"items": [{"asin": "B0QX1TIDE4", "title": "The Ebb Cartographer", "runtime_length_min": 742}]}).to_string();
        let cut = cut.min(whole.len());
        let response = answer(200, whole.as_bytes()[..cut].to_vec());
        prop_assert_eq!(library::read_page(&response).is_ok(), cut == whole.len());
    }

    #[test]
    fn every_item_is_shown_or_named(items in prop::collection::vec(any_json(), 0..8)) {
        let body = json!({ "items": items, "products": items });
        let response = answer(200, body.to_string().into_bytes());
        let batch = catalog::read_products(&response).expect("an array is there");
        prop_assert_eq!(batch.items.len() + batch.hollow.len() + batch.unreadable.len(), items.len());
        let page = library::read_page(&response).expect("an array is there");
        prop_assert_eq!(page.received, items.len());
        for item in &page.listing.items {
            prop_assert!(!item.product.title.trim().is_empty());
            prop_assert!(item.product.authors.iter().all(|person| !person.name.is_empty()));
        }
    }
}
