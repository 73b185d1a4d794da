//! Fields that books of the library and of the catalogue share.

use audible::money::{Currency, Money};
use audible::product::Kind;
use serde_json::json;
use time::macros::date;

use crate::common::{instant, item_with, product_with};

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
        (json!("PodcastTrailer"), json!(null), Kind::Podcast),
        (json!("Periodical"), json!(null), Kind::Podcast),
        (json!(null), json!("Podcast"), Kind::Podcast),
        (json!("AudioPart"), json!("Product"), Kind::Part),
        (json!("SinglePartBook"), json!("Lecture"), Kind::Book),
        (json!("MultiPartBook"), json!("Performance"), Kind::Book),
        (json!(null), json!(null), Kind::Book),
    ] {
        let change = json!({"content_delivery_type": delivery, "content_type": content});
        assert_eq!(item_with(&change).product.kind, kind, "{change}");
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
