//! The catalogue's search.

use std::collections::BTreeSet;

use http::StatusCode;
use serde_json::Value;

use crate::world::{World, asins, titled};

const ELLISON: &str =
    "author=Mara%20Ellison&num_results=50&response_groups=contributors,product_desc,product_attrs";

async fn search(world: &World, query: &str) -> Vec<Value> {
    world
        .get(&format!("catalog/products?{query}"))
        .await
        .products()
}

#[tokio::test]
async fn a077_a_page_of_the_catalogue_has_at_most_fifty() {
    let world = World::new();
    let refusal = world
        .get("catalog/products?author=x&num_results=51")
        .await
        .refusal();
    assert!(refusal.contains("less than or equal to 50"), "{refusal}");
    assert_eq!(
        search(&world, "keywords=the").await.len(),
        10,
        "without a number"
    );
}

#[tokio::test]
async fn a083_a084_a_search_brings_strangers_and_another_page_of_the_same_person() {
    let world = World::new();
    let products = search(&world, ELLISON).await;
    let names: BTreeSet<&str> = products
        .iter()
        .flat_map(|product| product["authors"].as_array().unwrap())
        .map(|author| author["name"].as_str().unwrap())
        .collect();
    for name in [
        "Mara Ellison",
        "Mara Ellis",
        "Ellison Mara-Grant",
        "Mara Ellison - translator",
    ] {
        assert!(names.contains(name), "{name}: {names:?}");
    }
    let pages: BTreeSet<&str> = products
        .iter()
        .flat_map(|product| product["authors"].as_array().unwrap())
        .filter(|author| author["name"] == "Mara Ellison")
        .map(|author| author["asin"].as_str().unwrap_or_default())
        .collect();
    assert_eq!(pages, BTreeSet::from(["", "B0VAUTH001", "B0VAUTH077"]));
}

#[tokio::test]
async fn a085_narrators_have_no_page() {
    let world = World::new();
    let products = search(
        &world,
        "narrator=Theo%20Brandt&num_results=50&response_groups=contributors",
    )
    .await;
    assert!(products.len() > 20);
    for product in &products {
        assert!(
            product["narrators"]
                .as_array()
                .unwrap()
                .iter()
                .all(|one| one.get("asin").is_none())
        );
    }
    let items = world.library("contributors").await;
    let narrator = items
        .iter()
        .find_map(|item| item["narrators"].as_array())
        .unwrap();
    assert_eq!(narrator[0]["asin"], Value::Null);
}

#[tokio::test]
async fn a086_translations_and_piggyback_books_are_among_the_results() {
    let world = World::new();
    let products = search(&world, ELLISON).await;
    assert_eq!(titled(&products, "Das Salzbuch")["language"], "german");
    let summary = titled(&products, "Summary of The Salt Ledger by Mara Ellison");
    assert_eq!(summary["authors"][0]["name"], "Quick Study Notes");
}

#[tokio::test]
async fn a087_one_order_shows_five_hundred_and_then_repeats_its_last_page() {
    let world = World::of("prolific");
    let page = async |sort: &str, page: usize| {
        let query = format!(
            "author=Ottoline%20Pagewright&num_results=50&products_sort_by={sort}&page={page}"
        );
        let answer = world.get(&format!("catalog/products?{query}")).await;
        assert_eq!(answer.json()["total_results"], 600);
        asins(&answer.products())
    };
    let mut newest = BTreeSet::new();
    for number in 0..10 {
        newest.extend(page("-ReleaseDate", number).await);
    }
    assert_eq!(newest.len(), 500);
    let last = page("-ReleaseDate", 9).await;
    assert_eq!(page("-ReleaseDate", 10).await, last);
    assert_eq!(page("-ReleaseDate", 77).await, last);
    let oldest = page("ReleaseDate", 0).await;
    assert!(oldest.iter().all(|asin| !newest.contains(asin)));
    // Orders that are not really there repeat that of relevance.
    assert_eq!(page("AvgRating", 0).await, page("Relevance", 0).await);
}

#[tokio::test]
async fn a088_page_one_is_the_second_page() {
    let world = World::of("prolific");
    let query = |page: &str| format!("author=Ottoline%20Pagewright&num_results=5{page}");
    let none = asins(&search(&world, &query("")).await);
    assert_eq!(none, asins(&search(&world, &query("&page=0")).await));
    assert_ne!(none, asins(&search(&world, &query("&page=1")).await));
}

#[tokio::test]
async fn a089_orders_that_are_refused_and_ignored() {
    let world = World::new();
    for wrong in [
        "Price",
        "-AvgRating",
        "%2BReleaseDate",
        "+ReleaseDate",
        "Newest",
    ] {
        let answer = world
            .get(&format!(
                "catalog/products?author=Mara&products_sort_by={wrong}"
            ))
            .await;
        assert!(answer.refusal().contains("'productsSortBy'"), "{wrong}");
    }
    let plain = asins(&search(&world, ELLISON).await);
    assert_eq!(
        plain,
        asins(&search(&world, &format!("{ELLISON}&sort_by=Nonsense")).await)
    );
    let dates = search(&world, &format!("{ELLISON}&products_sort_by=-ReleaseDate")).await;
    assert!(
        dates
            .iter()
            .map(|product| product["release_date"].to_string())
            .rev()
            .is_sorted()
    );
}

#[tokio::test]
async fn a090_a_search_for_nothing_returns_the_whole_shop() {
    let world = World::new();
    let answer = world.get("catalog/products?num_results=5").await.json();
    assert_eq!(answer["total_results"], 73_810);
}

#[tokio::test]
async fn names_are_found_in_every_spelling_and_script() {
    let world = World::of("people");
    for (asked, number) in [
        ("J.%20K.%20Rowland", 6),
        ("J.K.%20Rowland", 6),
        ("jk%20rowland", 6),
        ("A.G.%20Ridder", 4),
        ("%E6%9D%91%E7%94%B0%20%E5%86%AC%E5%AD%90", 2),
        (
            "%D0%91%D0%BE%D1%80%D0%B8%D1%81%20%D0%9B%D1%83%D0%BD%D0%B8%D0%BD",
            2,
        ),
        ("Mara%20Ellison", 6),
        ("Nobody%20Known", 0),
    ] {
        let products = search(&world, &format!("author={asked}&num_results=50")).await;
        assert_eq!(products.len(), number, "{asked}");
    }
}

#[tokio::test]
async fn titles_series_categories_and_publishers_are_found() {
    let world = World::new();
    let groups = "num_results=50&response_groups=product_desc,series,category_ladders,contributors";
    let by_series = search(&world, &format!("title=Tidewright%20Saga&{groups}")).await;
    assert!(
        by_series
            .iter()
            .any(|product| product["title"] == "The Undertow Ledger")
    );
    let both = search(
        &world,
        &format!("title=Undertow%20Ledger&author=Ellison&{groups}"),
    )
    .await;
    assert!(
        both.iter()
            .any(|product| product["title"] == "The Undertow Ledger")
    );
    let id = both[0]["category_ladders"][0]["ladder"][0]["id"]
        .as_str()
        .unwrap();
    let in_category = search(&world, &format!("category_id={id}&{groups}")).await;
    assert!(!in_category.is_empty());
    assert!(
        in_category
            .iter()
            .all(|product| product["category_ladders"].to_string().contains(id))
    );
    let publisher = search(&world, &format!("publisher=oxbow&{groups}")).await;
    assert!(
        publisher
            .iter()
            .all(|product| product["publisher_name"] == "Oxbow & Daughters")
    );
    let similar = world
        .get("catalog/products/B0VFLICKER/sims?similarity_type=ByTheSameAuthor&num_results=5")
        .await;
    assert_eq!(
        similar.json()["similar_products"].as_array().unwrap().len(),
        5
    );
}

#[tokio::test]
async fn the_next_volume_and_all_of_a_series_are_similar() {
    let world = World::of("series");
    let similar = async |asin: &str, kind: &str| {
        let path = format!("catalog/products/{asin}/sims?similarity_type={kind}&num_results=50");
        let answer = world.get(&path).await.json();
        asins(answer["similar_products"].as_array().unwrap())
    };
    assert_eq!(
        similar("B0KAEON002", "NextInSameSeries").await,
        ["B0KAEON025"]
    );
    assert_eq!(
        similar("B0KAEON005", "NextInSameSeries").await,
        ["B0KAEON006"]
    );
    assert!(similar("B0KAEON0CO", "NextInSameSeries").await.is_empty());
    let all = similar("B0KAEON002", "InTheSameSeries").await;
    assert_eq!(
        all.len(),
        12,
        "without itself, and without what is not sold here"
    );
    assert!(similar("B0NOSUCH01", "ByTheSameAuthor").await.is_empty());
}

#[tokio::test]
async fn authors_and_narrators_of_the_library_have_more_books_in_the_shop() {
    let world = World::new();
    let items = world.library("contributors,product_attrs").await;
    let mine: BTreeSet<String> = asins(&items).into_iter().collect();
    for role in ["author", "narrator"] {
        let names: BTreeSet<&str> = items
            .iter()
            .filter(|item| item["language"] == "english" && item["content_type"] != "Podcast")
            .filter_map(|item| item[format!("{role}s")][0]["name"].as_str())
            .collect();
        let mut with_more = 0;
        for name in names.iter().take(40) {
            let query: String = form_urlencoded::Serializer::new(String::new())
                .append_pair(role, name)
                .finish();
            let products = search(&world, &format!("{query}&num_results=50")).await;
            assert!(!products.is_empty(), "{name}");
            with_more += u32::from(asins(&products).iter().any(|asin| !mine.contains(asin)));
        }
        assert!(with_more > 20, "{role}: {with_more}");
    }
}

#[tokio::test]
async fn categories_are_a_tree_over_the_titles() {
    let world = World::new();
    let list = async |query: &str| {
        let answer = world.get(&format!("catalog/categories{query}")).await;
        answer.json()["categories"].as_array().unwrap().clone()
    };
    let top = list("").await;
    let names: BTreeSet<String> = top.iter().map(|one| one["name"].to_string()).collect();
    assert!(names.len() > 3);
    assert_eq!(names.len(), top.len(), "each once");
    assert!(top.iter().all(|one| one.get("children").is_none()));
    let tree = list("?root=Genres&categories_num_levels=5").await;
    assert_eq!(tree.len(), top.len());
    assert!(list("?root=Elsewhere").await.is_empty());

    let parent = tree.iter().find(|one| one["children"].is_array()).unwrap();
    let id = parent["id"].as_str().unwrap();
    assert_eq!(list(&format!("?ids={id}")).await.len(), 1);
    let one = world.get(&format!("catalog/categories/{id}")).await.json();
    assert_eq!(one["category"]["name"], parent["name"]);
    let child = one["category"]["children"][0]["id"].as_str().unwrap();
    assert!(parent["children"].to_string().contains(child));
    for id in [id, child] {
        assert!(
            !search(&world, &format!("category_id={id}"))
                .await
                .is_empty()
        );
    }
    let status = world.get("catalog/categories/1").await.status;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn authors_and_titles_are_suggested() {
    let world = World::new();
    let answer = world
        .get("searchsuggestions?keywords=Ellison&key_strokes=Ellison&surface=Android")
        .await
        .json();
    let items = answer["model"]["items"].as_array().unwrap();
    let of = |template: &str| {
        let found = items
            .iter()
            .find(|item| item["view"]["template"] == template);
        found.unwrap()["model"].clone()
    };
    let person = &of("AuthorItemV2")["person_metadata"];
    assert!(person["name"].as_str().unwrap().contains("Ellison"));
    assert!(of("AsinRow")["product_metadata"]["asin"].is_string());
    let asin = person["asin"].as_str().unwrap().trim();
    let page = world
        .get(&format!("catalog/contributors/{asin}?locale=en-US"))
        .await
        .json();
    let name = page["contributor"]["name"].as_str().unwrap();
    assert!(name.contains("Ellison"), "{name}");
    let status = world.get("catalog/contributors/B0NOSUCH01").await.status;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(
        world
            .get("searchsuggestions")
            .await
            .refusal()
            .contains("'keywords'")
    );
}
