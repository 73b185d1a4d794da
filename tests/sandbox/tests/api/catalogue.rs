//! `GET /1.0/catalog/products?asins=…`, single products, series and their volumes.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::world::{World, asins, titled};

async fn batch(world: &World, asins: &[&str], groups: &str) -> Value {
    let path = format!(
        "catalog/products?asins={}&response_groups={groups}",
        asins.join(",")
    );
    world.get(&path).await.json()
}

/// The volumes of a series by ASIN.
async fn volumes(world: &World, series: &str) -> Vec<Value> {
    let answer = batch(world, &[series], "relationships_v2").await;
    answer["products"][0]["relationships"]
        .as_array()
        .cloned()
        .unwrap_or_default()
}

#[tokio::test]
async fn a078_fifty_asins_and_no_more() {
    let world = World::new();
    let asins: Vec<String> = (0..51)
        .map(|number| format!("B0NOSUCH{number:02}"))
        .collect();
    let asins: Vec<&str> = asins.iter().map(String::as_str).collect();
    let answer = batch(&world, &asins[..50], "product_desc").await;
    assert_eq!(
        (
            answer["products"].as_array().unwrap().len(),
            answer["total_results"].as_u64()
        ),
        (50, Some(50))
    );
    let path = format!("catalog/products?asins={}", asins.join(","));
    assert!(world.get(&path).await.refusal().contains("'asins'"));
}

#[tokio::test]
async fn a079_a_repeated_parameter_gives_one_product() {
    let world = World::new();
    let products = world
        .get("catalog/products?asins=B0VFLICKER&asins=0198765432")
        .await
        .products();
    assert_eq!(asins(&products), ["0198765432"]);
    let products = world
        .get("catalog/products/?asins=B0VFLICKER,B0VFLICKER,0198765432")
        .await
        .products();
    assert_eq!(
        products.len(),
        2,
        "a trailing slash works, twice the same is one"
    );
}

#[tokio::test]
async fn a080_an_unknown_asin_is_echoed_hollow_and_counted() {
    let world = World::new();
    let answer = batch(&world, &["B0NOSUCH01", "B0VFLICKER"], "product_desc,price").await;
    assert_eq!(answer["total_results"], 2);
    let products = answer["products"].as_array().unwrap();
    assert!(products.contains(&json!({"asin": "B0NOSUCH01"})));
    assert!(
        products
            .iter()
            .any(|product| product["title"] == "Bought and in Plus")
    );
    let single = world
        .get("catalog/products/B0NOSUCH01?response_groups=product_desc")
        .await
        .json();
    assert_eq!(
        single,
        json!({"product": {"asin": "B0NOSUCH01"}, "response_groups": ["always-returned"]})
    );
    let lower = batch(&world, &["b0vflicker"], "product_desc").await;
    assert_eq!(lower["products"], json!([{"asin": "b0vflicker"}]));
}

#[tokio::test]
async fn a081_a_product_can_be_left_out_once() {
    let world = World::new();
    world.switch("omit-products", json!(1));
    let asked = ["B0VFLICKER", "0198765432", "198000123X"];
    let first = batch(&world, &asked, "product_desc").await;
    assert_eq!(first["products"].as_array().unwrap().len(), 2);
    let second = batch(&world, &asked, "product_desc").await;
    assert_eq!(second["products"].as_array().unwrap().len(), 3);
    // For ever with a switch that stays on, but each only once.
    world.switch("omit-products", json!(true));
    let counts = [
        batch(&world, &["198000123X"], "").await,
        batch(&world, &["198000123X"], "").await,
    ];
    assert_eq!(
        counts.map(|answer| answer["products"].as_array().unwrap().len()),
        [0, 1]
    );
}

#[tokio::test]
async fn a082_a_batch_answers_in_any_order() {
    let world = World::new();
    let asked = ["B0VFLICKER", "0198765432", "198000123X"];
    let mut orders = BTreeSet::new();
    for _ in 0..20 {
        let answer = batch(&world, &asked, "product_desc").await;
        orders.insert(asins(answer["products"].as_array().unwrap()));
    }
    assert!(orders.len() > 2);
}

#[tokio::test]
async fn a069_parts_are_components_and_no_works() {
    let world = World::new();
    let items = world
        .library("product_desc,product_attrs,relationships_v2")
        .await;
    for title in ["A Very Long Winter", "The Longest Ledger"] {
        let book = titled(&items, title);
        assert_eq!(book["content_delivery_type"], "MultiPartBook");
        let parts = book["relationships"].as_array().unwrap();
        assert_eq!(parts.len(), 4);
        assert!(
            parts
                .iter()
                .all(|part| part["relationship_type"] == "component" && part.get("sku").is_none())
        );
        let part = parts[0]["asin"].as_str().unwrap();
        assert!(!asins(&items).contains(&part.to_owned()));
        let product = world
            .get(&format!(
                "catalog/products/{part}?response_groups=product_attrs"
            ))
            .await
            .json();
        assert_eq!(product["product"]["content_delivery_type"], "AudioPart");
    }
    // The older group still has numbers of stock.
    let items = world.library("product_desc,relationships").await;
    assert!(titled(&items, "The Longest Ledger")["relationships"][0]["sku"].is_string());
}

#[tokio::test]
async fn a068_seasons_and_the_show_itself_are_among_its_children() {
    let world = World::new();
    let items = world.library("product_desc").await;
    let show = titled(&items, "Night Ferry")["asin"].as_str().unwrap();
    let children = volumes(&world, show).await;
    let kinds: BTreeSet<&str> = children
        .iter()
        .map(|child| child["relationship_type"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, BTreeSet::from(["episode", "season"]));
    assert!(children.iter().any(|child| child["asin"] == show));
    // The catalogue lists a show's episodes, page by page, and fewer than there are.
    let page = async |page: usize| {
        let path = format!("catalog/products?parent_asin={show}&num_results=10&page={page}");
        asins(&world.get(&path).await.products())
    };
    let (first, second) = (page(0).await, page(1).await);
    assert_eq!((first.len(), second.len()), (10, 4));
    assert!(
        first
            .iter()
            .all(|episode| !second.contains(episode) && episode != show)
    );
}

#[tokio::test]
async fn a098_the_worked_example_of_a_series() {
    let world = World::of("series");
    let items = world.library("product_desc,series").await;
    let mut mine: Vec<&str> = items
        .iter()
        .map(|item| item["series"][0]["sequence"].as_str().unwrap())
        .collect();
    mine.sort_unstable();
    assert_eq!(mine, ["1", "2", "4-5"]);
    let children = volumes(&world, "B0KSERIES1").await;
    let mut numbers: Vec<&str> = children
        .iter()
        .map(|child| child["sequence"].as_str().unwrap())
        .collect();
    numbers.sort_unstable();
    assert_eq!(
        numbers,
        [
            "", "1", "1", "1-3", "2", "2.5", "3", "3", "3", "3", "4", "5", "6", "7"
        ]
    );
    let all = asins(&children);
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let answer = batch(
        &world,
        &all,
        "product_desc,product_attrs,contributors,price",
    )
    .await;
    let products = answer["products"].as_array().unwrap();
    let hollow: Vec<&Value> = products
        .iter()
        .filter(|product| product.as_object().unwrap().len() == 1)
        .collect();
    assert_eq!(hollow, [&json!({"asin": "B0KAEON007"})]);
    assert_eq!(titled(products, "Aschelicht")["language"], "german");
    // A096: without narrators and length, with a price.
    let coming = titled(products, "Farewell Sound");
    assert!(coming["narrators"].is_null() && coming["runtime_length_min"].is_null());
    assert!(coming["price"].is_object());
}

#[tokio::test]
async fn a099_the_order_of_display_is_text_and_no_volume_number() {
    let world = World::of("series");
    let children = volumes(&world, "B0KSERIES1").await;
    assert!(
        children
            .iter()
            .all(|child| child["sort"].as_str().unwrap().parse::<u32>().is_ok())
    );
    let second = children
        .iter()
        .find(|child| child["sequence"] == "2")
        .unwrap();
    assert_ne!(second["sort"], "2", "a box set comes before it");
    assert!(
        children
            .iter()
            .all(|child| child["relationship_to_product"] == "child")
    );
}

#[tokio::test]
async fn a101_two_series_have_one_name() {
    let world = World::new();
    let items = world.library("product_desc,series").await;
    let of = |title| titled(&items, title)["series"][0].clone();
    let (salt, light) = (of("Origins of Salt"), of("Origins of Light"));
    assert_eq!(salt["title"], light["title"]);
    assert_ne!(salt["asin"], light["asin"]);
    assert_eq!(
        volumes(&world, salt["asin"].as_str().unwrap()).await.len(),
        2
    );
}

#[tokio::test]
async fn a102_a_book_is_in_two_series_with_two_numbers() {
    let world = World::new();
    let items = world.library("product_desc,series").await;
    let mut series = titled(&items, "The Second Comes First")["series"]
        .as_array()
        .unwrap()
        .clone();
    series.sort_by_key(|entry| entry["asin"].to_string());
    assert_eq!(
        (&series[0]["sequence"], &series[1]["sequence"]),
        (&json!("1"), &json!("2"))
    );
}

#[tokio::test]
async fn a103_a_title_has_the_label_of_a_series_only() {
    let world = World::new();
    let items = world.library("product_desc,product_attrs,series").await;
    let item = titled(&items, "A Label Only");
    assert!(item["series"].is_null() && item["publication_name"] == "The Salt Circle");
}

#[tokio::test]
async fn a104_a_series_without_a_list() {
    let world = World::new();
    assert!(volumes(&world, "B0VSER0009").await.is_empty());
    // And one with a volume that is not sold here.
    let children = volumes(&world, "B0VSER0010").await;
    assert!(asins(&children).contains(&"B0NOTHERE2".to_owned()));
}

#[tokio::test]
async fn a070_the_same_asin_is_sold_in_two_stores() {
    let world = World::new();
    let path = "catalog/products?num_results=50&keywords=the&response_groups=product_desc";
    let us = asins(&world.get(path).await.products());
    let mut shared = 0;
    for asin in &us {
        let answer = world
            .get_at(
                "de",
                &format!("catalog/products/{asin}?response_groups=product_desc"),
            )
            .await
            .json();
        // A title of another region is hollow.
        shared += u32::from(answer["product"].as_object().unwrap().len() > 1);
    }
    assert!(0 < shared && shared < 50, "{shared}");
}

#[tokio::test]
async fn everything_that_a_member_s_books_name_is_there() {
    let world = World::new();
    let items = world.library("product_desc,series,relationships_v2").await;
    let series: BTreeSet<String> = items
        .iter()
        .filter_map(|item| item["series"].as_array())
        .flatten()
        .filter_map(|entry| entry["asin"].as_str().map(str::to_owned))
        .collect();
    assert!(series.len() > 25, "{}", series.len());
    let mut without_list = Vec::new();
    let mut missing = 0;
    for asin in &series {
        let children = volumes(&world, asin).await;
        if children.is_empty() {
            without_list.push(asin.as_str());
        }
        let mine = asins(&items);
        missing += asins(&children)
            .iter()
            .filter(|child| !mine.contains(child))
            .count();
    }
    assert_eq!(
        without_list,
        ["B0VSER0002", "B0VSER0004", "B0VSER0009"]
            .into_iter()
            .filter(|asin| without_list.contains(asin))
            .collect::<Vec<_>>()
    );
    assert!(missing > 50, "{missing}");
}

#[tokio::test]
async fn details_bring_the_people_and_any_size_of_picture_along() {
    let world = World::new();
    let path = "catalog/products/B0VFLICKER?response_groups=product_details,media&image_sizes=500,1000,2400";
    let product = world.get(path).await.json()["product"].clone();
    assert!(product["authors"][0]["name"].is_string());
    let sizes: Vec<&String> = product["product_images"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(sizes, ["1000", "2400", "500"]);
}
