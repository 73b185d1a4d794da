//! Items of a library.

use audible::Timestamp;
use audible::product::{Format, Kind};
use serde_json::json;
use time::macros::date;

use crate::common::{instant, item_with};

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
