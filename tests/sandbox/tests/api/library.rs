//! `GET /1.0/library`: pages, counts, filters, shapes.

use std::collections::{BTreeMap, BTreeSet};

use http::StatusCode;
use serde_json::{Value, json};

use crate::world::{World, asins, titled};

const GROUPS: &str = "contributors,product_desc,product_attrs,series,product_plans,customer_rights,rating,media,\
    category_ladders,relationships_v2,is_archived,is_finished,percent_complete,is_visible,is_removable,origin_asin,provided_review";

#[tokio::test]
async fn a012_after_a_long_absence_the_first_scan_has_no_titles() {
    let world = World::new();
    world.switch("titles-null", json!(1));
    let counted = world.get("library?num_results=1").await;
    assert!(counted.total() > 200, "a count is no scan");
    let query = "num_results=100&response_groups=product_desc,contributors";
    let (nameless, _) = world.scan(query).await;
    assert!(nameless.len() > 200);
    assert!(
        nameless
            .iter()
            .all(|item| item["title"].is_null() && item["authors"].is_null())
    );
    let (named, _) = world.scan(query).await;
    assert_eq!(asins(&named), asins(&nameless));
    assert!(named.iter().all(|item| item["title"].is_string()));
}

#[tokio::test]
async fn a019_the_total_is_in_a_header_only() {
    let world = World::new();
    let answer = world.get("library?num_results=2").await;
    assert!(answer.total() > 2);
    let members: BTreeSet<String> = answer.json().as_object().unwrap().keys().cloned().collect();
    assert_eq!(
        members,
        BTreeSet::from(["items".into(), "response_groups".into()])
    );
}

#[tokio::test]
async fn a020_the_end_is_a_missing_header_not_an_empty_page() {
    let world = World::new();
    let total = world.get("library?num_results=100").await.total();
    world.switch("empty-page", json!(1));
    let first = world.get("library?num_results=100").await;
    let next = first.header("continuation-token").unwrap();
    let empty = world
        .get(&format!(
            "library?num_results=100&continuation_token={next}"
        ))
        .await;
    assert!(empty.items().is_empty() && empty.header("continuation-token").is_some());
    world.switch("empty-page", json!(1));
    let (items, _) = world.scan("num_results=100").await;
    assert_eq!(items.len(), total);
    assert_eq!(asins(&items).iter().collect::<BTreeSet<_>>().len(), total);
}

#[tokio::test]
async fn a021_the_library_s_pages_count_from_one() {
    let world = World::new();
    assert!(
        world
            .get("library?page=0")
            .await
            .refusal()
            .contains("'page'")
    );
    let first = world.get("library?page=1&num_results=3").await.items();
    let none = world.get("library?num_results=3").await.items();
    assert_eq!(asins(&first), asins(&none));
    let second = world.get("library?page=2&num_results=3").await.items();
    assert_ne!(asins(&first), asins(&second));
    let beyond = world.get("library?page=900&num_results=3").await;
    assert!(beyond.items().is_empty() && beyond.total() > 0);
}

#[tokio::test]
async fn a022_pages_by_number_end_at_ten_thousand() {
    let world = World::of("big-10500");
    assert_eq!(
        world.get("library?page=10&num_results=1000").await.status,
        StatusCode::OK
    );
    let refusal = world
        .get("library?page=11&num_results=1000")
        .await
        .refusal();
    assert_eq!(refusal, "Implied library size is unsupported.");
    let count = world.count("num_results=1000").await;
    assert!(count > 10_000, "{count}");
}

#[tokio::test]
async fn a023_a_page_has_at_most_a_thousand() {
    let world = World::new();
    let refusal = world.get("library?num_results=1001").await.refusal();
    assert!(refusal.contains("less than or equal to 1000"), "{refusal}");
    assert!(
        world
            .get("library?num_results=0")
            .await
            .refusal()
            .contains("'numResults'")
    );
}

#[tokio::test]
async fn a024_pages_by_number_shift_where_the_library_grows_and_tokens_do_not() {
    let world = World::new();
    let total = world.get("library?num_results=1").await.total();
    world.switch("grows-between-pages", json!(1));
    let mut seen = Vec::new();
    for page in 1..=total.div_ceil(50) {
        seen.extend(asins(
            &world
                .get(&format!("library?num_results=50&page={page}"))
                .await
                .items(),
        ));
    }
    let distinct: BTreeSet<&String> = seen.iter().collect();
    assert!(distinct.len() < seen.len(), "one title comes twice");
    // With tokens a scan stays what it was at its first page.
    let first = world.get("library?num_results=150").await;
    world.switch("library-change", json!("add"));
    world.get("library?num_results=1").await;
    let next = first.header("continuation-token").unwrap();
    let mut scan = asins(&first.items());
    let second = world
        .get(&format!(
            "library?num_results=150&continuation_token={next}"
        ))
        .await;
    scan.extend(asins(&second.items()));
    assert_eq!(scan.iter().collect::<BTreeSet<_>>().len(), scan.len());
}

#[tokio::test]
async fn a_continuation_belongs_to_its_query_and_store() {
    let world = World::new();
    let first = world
        .get("library?num_results=10&response_groups=series")
        .await;
    let next = first.header("continuation-token").unwrap();
    for (tld, query) in [
        (
            "com",
            format!("num_results=20&response_groups=series&continuation_token={next}"),
        ),
        (
            "com",
            format!("num_results=10&response_groups=media&continuation_token={next}"),
        ),
        (
            "de",
            format!("num_results=10&response_groups=series&continuation_token={next}"),
        ),
        (
            "com",
            "num_results=10&response_groups=series&continuation_token=invented".to_owned(),
        ),
    ] {
        let answer = world.get_at(tld, &format!("library?{query}")).await;
        assert!(answer.refusal().contains("continuation token"), "{query}");
    }
    let other = world.sandbox.issue_access_token("other@example.org");
    let path = format!("library?num_results=10&response_groups=series&continuation_token={next}");
    let mut request = world.request("GET", "com", &path);
    request
        .headers_mut()
        .insert("x-amz-access-token", other.parse().unwrap());
    world.send(request).await.refusal();
    assert_eq!(world.get(&path).await.items().len(), 10);
}

#[tokio::test]
async fn a027_a054_status_and_include_pending_decide_what_is_listed() {
    let world = World::new();
    let count = async |query: &str| {
        world
            .get(&format!("library?num_results=1&{query}"))
            .await
            .total()
    };
    let active = count("").await;
    assert_eq!(active, count("status=Active").await);
    let with_orders = count("include_pending=true").await;
    assert_eq!(with_orders, active + 2, "two titles are ordered");
    assert_eq!(count("status=Revoked").await, 2);
    assert_eq!(count("status=Active,Revoked").await, active + 2);
    let late = world
        .get("library?num_results=1000&purchased_after=2025-01-01T00:00:00Z")
        .await;
    assert!(late.total() > 0 && late.total() < active);
    assert!(late.items().iter().all(|item| {
        item["purchase_date"]
            .as_str()
            .is_none_or(|date| date >= "2025")
    }));
}

#[tokio::test]
async fn a018_a_large_page_takes_long() {
    let world = World::new();
    world.switch("slow-pages", json!(20));
    let begun = std::time::Instant::now();
    world.get("library?num_results=1").await;
    world.get("library?num_results=500").await;
    assert!(begun.elapsed() >= std::time::Duration::from_millis(100));
}

#[tokio::test]
async fn a032_a_later_page_fails_after_good_ones() {
    let world = World::new();
    world.switch("fail-page", json!(3));
    let mut next = String::new();
    for status in [200, 200, 500, 200] {
        let answer = world.get(&format!("library?num_results=50{next}")).await;
        assert_eq!(answer.status.as_u16(), status);
        if let Some(token) = answer.header("continuation-token") {
            next = format!("&continuation_token={token}");
        }
    }
}

#[tokio::test]
async fn a033_unordered_lists_come_in_another_order_each_time() {
    let world = World::new();
    let mut orders = BTreeSet::new();
    for _ in 0..12 {
        let items = world.library("series,product_desc").await;
        let series = titled(&items, "The Ebb Cartographer")["series"].clone();
        assert_eq!(series.as_array().unwrap().len(), 2);
        orders.insert(series[0]["asin"].to_string());
    }
    assert_eq!(orders.len(), 2);
}

#[tokio::test]
async fn a034_a035_a_library_item_has_all_keys_and_a_product_only_filled_ones() {
    let world = World::new();
    let items = world.library("contributors,series,product_desc").await;
    let keys = |value: &Value| value.as_object().unwrap().len();
    assert!(
        items.iter().all(|item| keys(item) == 142),
        "{}",
        keys(&items[0])
    );
    let single = items
        .iter()
        .find(|item| item["series"].is_null())
        .expect("series is null, never []");
    assert!(items.iter().all(|item| item["series"] != json!([])));
    let asin = single["asin"].as_str().unwrap();
    let answer = world
        .get(&format!(
            "catalog/products/{asin}?response_groups=contributors,series,product_desc"
        ))
        .await
        .json();
    let product = answer["product"].as_object().unwrap();
    assert!(product.values().all(|value| !value.is_null()) && !product.contains_key("series"));
    let nothing = world.get("library?num_results=1").await.items();
    assert!(nothing[0]["title"].is_null() && nothing[0]["purchase_date"].is_string());
    assert_eq!(nothing[0]["status"], "Active");
}

#[tokio::test]
async fn a067_a_show_lists_its_ten_newest_episodes_and_itself() {
    let world = World::new();
    let items = world.library("product_desc,product_attrs").await;
    let show = titled(&items, "The Harbour Hour")["asin"].as_str().unwrap();
    let answer = world
        .get(&format!(
            "library?parent_asin={show}&num_results=50&response_groups=product_desc"
        ))
        .await;
    let listed = asins(&answer.items());
    assert_eq!(listed.len(), 11);
    assert!(listed.contains(&show.to_owned()));
}

#[tokio::test]
async fn a071_one_asin_twice_and_one_of_them_unavailable() {
    let world = World::of("small");
    let items = world.library(GROUPS).await;
    let mut by_asin: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for item in &items {
        by_asin
            .entry(item["asin"].as_str().unwrap())
            .or_default()
            .push(item);
    }
    let twice: Vec<&Vec<&Value>> = by_asin.values().filter(|items| items.len() > 1).collect();
    assert_eq!(twice.len(), 1);
    let usable = |item: &&&Value| item["customer_rights"]["is_consumable"] == true;
    assert_eq!(twice[0].iter().filter(usable).count(), 1);
}

#[tokio::test]
async fn a073_flags_are_null_unless_their_group_is_asked_for() {
    let world = World::new();
    let items = world.library("product_desc").await;
    for flag in [
        "is_finished",
        "is_archived",
        "is_visible",
        "percent_complete",
        "customer_rights",
        "plans",
        "rating",
    ] {
        assert!(items.iter().all(|item| item[flag].is_null()), "{flag}");
    }
    let items = world.library(GROUPS).await;
    for flag in ["is_finished", "is_archived", "is_visible"] {
        assert!(items.iter().any(|item| item[flag].is_boolean()), "{flag}");
    }
}

#[tokio::test]
async fn a074_prices_are_null_in_the_library() {
    let world = World::new();
    let items = world.library("price,product_desc").await;
    assert!(items.iter().all(|item| item["price"].is_null()));
}

#[tokio::test]
async fn a075_own_stars_need_the_rating_group_too() {
    let world = World::new();
    let alone = world.library("provided_review").await;
    assert!(alone.iter().all(|item| item["provided_review"].is_null()));
    let both = world.library("provided_review,rating").await;
    assert!(
        both.iter()
            .any(|item| item["provided_review"]["ratings"]["overall_rating"].is_u64())
    );
}

#[tokio::test]
async fn orders_are_as_asked_for() {
    let world = World::new();
    let titles = async |sort: &str| {
        let path = format!("library?num_results=1000&response_groups=product_desc&sort_by={sort}");
        let items = world.get(&path).await.items();
        items
            .iter()
            .map(|item| item["title"].to_string().to_lowercase())
            .collect::<Vec<_>>()
    };
    let rising = titles("Title").await;
    assert!(rising.is_sorted_by_key(|title| title.trim_matches('"').replace('\\', "")));
    let mut falling = titles("-Title").await;
    falling.reverse();
    assert_eq!(rising, falling);
    let newest = world.get("library?num_results=1000").await.items();
    let dates: Vec<&str> = newest
        .iter()
        .filter_map(|item| item["purchase_date"].as_str())
        .collect();
    assert!(dates.iter().rev().is_sorted());
}

#[tokio::test]
async fn pictures_come_in_the_sizes_that_were_asked_for() {
    let world = World::new();
    let items = world
        .get("library?num_results=1000&response_groups=media&image_sizes=500,1215,252")
        .await
        .items();
    let images = |title: &str| titled(&items, title)["product_images"].clone();
    let full = images("The Salt Ledger");
    let sizes: Vec<&String> = full.as_object().unwrap().keys().collect();
    assert_eq!(sizes, ["1215", "252", "500"]);
    assert!(full["252"].as_str().unwrap().ends_with("._SL252_.jpg"));
    assert_eq!(images("One Picture").as_object().unwrap().len(), 1);
    // A065: one without.
    assert!(images("No Picture").is_null());
    let usual = world
        .get("library?num_results=1&response_groups=media")
        .await
        .items();
    assert_eq!(
        usual[0]["product_images"]
            .as_object()
            .unwrap()
            .keys()
            .collect::<Vec<_>>(),
        ["500"]
    );
}

#[tokio::test]
async fn one_item_is_answered_alone() {
    let world = World::new();
    let answer = world
        .get("library/B0VFLICKER?response_groups=product_desc,is_finished")
        .await
        .json();
    assert_eq!(answer["item"]["title"], "Bought and in Plus");
    assert_eq!(answer["item"].as_object().unwrap().len(), 142);
    assert_eq!(
        world.get("library/B0NOSUCH01").await.status,
        StatusCode::NOT_FOUND
    );
}
