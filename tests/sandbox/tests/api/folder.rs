//! `--data DIR`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use sandbox::{Options, Sandbox};
use serde_json::{Value, json};

use crate::world::{World, asins, titled};

/// A folder that is gone when the test is.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path =
            std::env::temp_dir().join(format!("sandbox-data-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, value: &Value) -> &Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, serde_json::to_string_pretty(value).unwrap()).unwrap();
        self
    }

    fn world(&self) -> World {
        World::with(Options {
            data: Some(self.0.clone()),
            ..Options::default()
        })
    }

    fn error(&self) -> String {
        load(&self.0).unwrap_err()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn load(path: &Path) -> Result<(), String> {
    let options = Options {
        data: Some(path.to_owned()),
        ..Options::default()
    };
    Sandbox::new(options)
        .map(|_| ())
        .map_err(|error| error.to_string())
}

fn book(asin: &str, title: &str, number: &str) -> Value {
    json!({"asin": asin, "title": title, "authors": [{"asin": "B0FAUTHOR1", "name": "Ada Quill"}],
        "narrators": [{"asin": null, "name": "Theo Brandt"}], "language": "english",
        "series": [{"asin": "B0FSERIES1", "title": "Sums", "sequence": number}], "surprise": {"new": true}})
}

fn usual() -> Folder {
    let folder = Folder::new();
    let mut older = book("B0FBOOK001", "One", "1");
    older["purchase_date"] = json!("2020-01-01T00:00:00Z");
    let mut newer = book("B0FBOOK002", "Two", "2");
    newer["purchase_date"] = json!("2022-01-01T00:00:00Z");
    let mut gone = book("B0FBOOK009", "Nine", "9");
    gone["status"] = json!("Revoked");
    let mut third = book("B0FBOOK003", "Three", "3");
    third["price"] = json!({"lowest_price": {"base": 9.619_999_885_559_082, "currency_code": "USD", "type": "member"}});
    folder
        .write("library.json", &json!([older, newer, gone]))
        .write("catalog.json", &json!([book("B0FBOOK001", "One", "1"), third]))
        .write("wishlist.json", &json!([
            {"asin": "B0FBOOK003", "added_timestamp": "2024-01-01T00:00:00Z"},
            {"asin": "B0FBOOK777", "title": "Elsewhere", "added_timestamp": "2025-01-01T00:00:00Z"}]))
        .write("stats.json", &json!({"2026-01": 3_600_000, "2026-02": 0}));
    folder
}

#[tokio::test]
async fn the_books_of_a_folder_are_in_every_store() {
    let folder = usual();
    let world = folder.world();
    for tld in ["com", "de", "co.jp"] {
        let answer = world
            .get_at(
                tld,
                "library?num_results=10&response_groups=product_desc,series",
            )
            .await;
        assert_eq!(
            asins(&answer.items()),
            ["B0FBOOK002", "B0FBOOK001"],
            "newest first, without the revoked"
        );
        assert_eq!(answer.items()[0]["status"], "Active");
        assert_eq!(
            answer.items()[0]["surprise"],
            json!({"new": true}),
            "unknown members stay"
        );
        assert_eq!(answer.items()[0].as_object().unwrap().len(), 143);
    }
    let products = world
        .get("catalog/products?asins=B0FBOOK003,B0FBOOK001,B0FBOOK002,B0FBOOK009&response_groups=product_desc,price,series")
        .await
        .products();
    assert_eq!(
        asins(&products),
        ["B0FBOOK003", "B0FBOOK001", "B0FBOOK002", "B0FBOOK009"],
        "in the order asked for"
    );
    assert_eq!(
        products[0]["price"]["lowest_price"]["base"],
        9.619_999_885_559_082
    );
    assert_eq!(
        products[2]["title"], "Two",
        "what is owned is known to the catalogue"
    );
    assert_eq!(
        products[3],
        json!({"asin": "B0FBOOK009"}),
        "what was returned is not"
    );
    let found = world
        .get("catalog/products?author=Ada%20Quill&narrator=Brandt&response_groups=product_desc")
        .await;
    assert_eq!(found.json()["total_results"], 2);
    assert_eq!(
        world.get("catalog/products").await.json()["total_results"],
        2
    );
    let wishes = world
        .get("wishlist?response_groups=product_desc,price")
        .await
        .products();
    assert_eq!(asins(&wishes), ["B0FBOOK777", "B0FBOOK003"]);
    assert_eq!(
        titled(&wishes, "Three")["price"]["lowest_price"]["type"],
        "member"
    );
    let stats = world
        .get("stats/aggregates?monthly_listening_interval_duration=1&monthly_listening_interval_start_date=2026-01")
        .await
        .json();
    assert_eq!(
        stats["aggregated_monthly_listening_stats"][0]["aggregated_sum"].as_f64(),
        Some(3_600_000.0)
    );
    assert!(
        world.get("account/information?source=Credit").await.json()["customer_information"]
            .is_object()
    );
}

#[tokio::test]
async fn series_are_derived_from_the_books_or_given() {
    let folder = usual();
    let ask = "catalog/products?asins=B0FSERIES1&response_groups=relationships_v2,product_desc";
    let series = folder.world().get(ask).await.products()[0].clone();
    assert_eq!(series["title"], "Sums");
    let children = series["relationships"].as_array().unwrap();
    let numbers: Vec<&str> = children
        .iter()
        .map(|child| child["sequence"].as_str().unwrap())
        .collect();
    assert_eq!(numbers, ["1", "2", "3"], "without the revoked");
    folder.write("series.json", &json!([{"asin": "B0FSERIES1", "title": "Given", "relationships": [
        {"asin": "B0FBOOK004", "relationship_to_product": "child", "relationship_type": "series", "sequence": "4", "sort": "1"}]}]));
    let series = folder.world().get(ask).await.products()[0].clone();
    assert_eq!(
        (
            &series["title"],
            series["relationships"].as_array().unwrap().len()
        ),
        (&json!("Given"), 1)
    );
}

#[tokio::test]
async fn a_store_s_own_folder_stands_alone() {
    let folder = usual();
    folder.write("de/library.json", &json!([book("B0FBUCH001", "Eins", "1")]));
    let world = folder.world();
    let titles = |items: Vec<Value>| asins(&items);
    let ask = "library?num_results=10";
    assert_eq!(
        titles(world.get_at("de", ask).await.items()),
        ["B0FBUCH001"]
    );
    assert_eq!(titles(world.get_at("fr", ask).await.items()).len(), 2);
    assert!(world.get_at("de", "wishlist").await.products().is_empty());
}

#[test]
fn a_folder_that_cannot_be_read_says_why() {
    assert!(
        load(Path::new("/no/such/folder"))
            .unwrap_err()
            .contains("library.json")
    );
    let folder = Folder::new();
    assert!(
        folder
            .error()
            .contains("neither a library.json nor a catalog.json")
    );
    folder.write("library.json", &json!({"items": []}));
    assert!(
        folder.error().contains("library.json must be an array"),
        "{}",
        folder.error()
    );
    folder.write(
        "library.json",
        &json!([{"asin": "B0FBOOK001"}, {"title": "No ASIN"}]),
    );
    assert!(
        folder.error().contains("number 1 (from 0) has no asin"),
        "{}",
        folder.error()
    );
    folder.write("library.json", &json!([]));
    folder.write("stats.json", &json!({"2026-01": "many"}));
    assert!(
        folder.error().contains("stats.json must hold milliseconds"),
        "{}",
        folder.error()
    );
}

#[tokio::test]
async fn a_hundred_thousand_titles_are_paged_and_searched() {
    let folder = Folder::new();
    let books: Vec<String> = (0..100_000)
        .map(|number| {
            format!(
                r#"{{"asin":"B0{number:08}","title":"Title {number}","authors":[{{"asin":null,"name":"Author Number{}"}}],"purchase_date":"20{:02}-01-01T00:00:00Z"}}"#,
                number % 5000,
                number % 25
            )
        })
        .collect();
    let write = |name: &str, books: &[String]| {
        fs::write(folder.0.join(name), format!("[{}]", books.join(","))).unwrap();
    };
    write("library.json", &books[..50_000]);
    write("catalog.json", &books);
    let world = folder.world();
    let count = world
        .count("num_results=1000&response_groups=product_desc")
        .await;
    assert_eq!(count, 50_000);
    let found = world
        .get("catalog/products?author=Author%20Number77&num_results=50")
        .await;
    assert!(found.json()["total_results"].as_u64() >= Some(20));
    assert_eq!(found.products().len(), 50);
}

#[tokio::test]
async fn a035_an_empty_list_of_a_folder_is_null_in_the_library_and_left_out_of_the_catalogue() {
    let folder = Folder::new();
    let mut alone = book("B0FBOOK001", "One", "");
    alone["series"] = json!([]);
    alone["narrators"] = json!([]);
    folder.write("library.json", &json!([alone]));
    let world = folder.world();
    let item = world.library("series,contributors").await.remove(0);
    assert!(item["series"].is_null() && item["narrators"].is_null());
    assert_eq!(item["authors"][0]["name"], "Ada Quill");
    let path = "catalog/products/B0FBOOK001?response_groups=series,contributors";
    let product = world.get(path).await.json()["product"].clone();
    assert!(product.get("series").is_none() && product.get("narrators").is_none());
}
