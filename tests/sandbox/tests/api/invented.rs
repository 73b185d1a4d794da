//! The invented library: its oddities, and that it is the same again.

use std::collections::{BTreeMap, BTreeSet};

use sandbox::Options;
use sandbox::host::Marketplace;
use serde_json::{Value, json};

use crate::world::{World, asins, titled};

const ALL: &str = "contributors,product_desc,product_attrs,product_extended_attrs,series,product_plans,customer_rights,\
    rating,media,is_archived,is_finished,percent_complete,is_visible,origin_asin";

async fn items() -> Vec<Value> {
    World::of("small").library(ALL).await
}

#[tokio::test]
async fn a036_people_can_be_null() {
    let items = items().await;
    assert!(titled(&items, "Nobody Wrote It")["authors"].is_null());
    assert!(titled(&items, "Nobody Reads It")["narrators"].is_null());
}

#[tokio::test]
async fn a037_sequences_are_texts_of_all_kinds_null_or_missing() {
    let items = items().await;
    let entries: Vec<&Value> = items
        .iter()
        .filter_map(|item| item["series"].as_array())
        .flatten()
        .collect();
    for sequence in ["1", "10", "0.5", "1-2", "1.5-2.5", "?", "", " 3 "] {
        assert!(
            entries.iter().any(|entry| entry["sequence"] == sequence),
            "{sequence:?}"
        );
    }
    assert!(
        entries
            .iter()
            .any(|entry| entry.get("sequence") == Some(&Value::Null))
    );
    assert!(entries.iter().any(|entry| entry.get("sequence").is_none()));
    assert!(entries.iter().all(|entry| !entry["sequence"].is_number()));
}

#[tokio::test]
async fn a038_series_entries_can_lack_asin_or_title() {
    let items = items().await;
    assert!(titled(&items, "A Series without a Page")["series"][0]["asin"].is_null());
    assert!(titled(&items, "A Series without a Name")["series"][0]["title"].is_null());
}

#[tokio::test]
async fn a039_a040_names_have_tabs_and_roles() {
    let items = items().await;
    let tab = &titled(&items, "A Tab before the Page")["authors"][0];
    assert!(
        tab["asin"].as_str().unwrap().starts_with('\t')
            && tab["name"].as_str().unwrap().ends_with('\t')
    );
    let names: BTreeSet<&str> = items
        .iter()
        .filter_map(|item| item["authors"].as_array())
        .flatten()
        .map(|author| author["name"].as_str().unwrap())
        .collect();
    for role in [" - translator", " - foreword", " - Übersetzer"] {
        assert!(names.iter().any(|name| name.ends_with(role)), "{role}");
    }
    for name in [
        "J. K. Rowland",
        "J.K. Rowland",
        "村田 冬子",
        "Борис Лунин",
        "Åsa Söderholm",
        "Group - One",
        "test",
    ] {
        assert!(names.contains(name), "{name}");
    }
}

#[tokio::test]
async fn a041_a042_a060_purchase_dates_with_without_milliseconds_null_and_shared() {
    let items = items().await;
    let dates: Vec<&str> = items
        .iter()
        .filter_map(|item| item["purchase_date"].as_str())
        .collect();
    assert!(
        dates.iter().any(|date| date.contains('.')) && dates.iter().any(|date| !date.contains('.'))
    );
    assert!(titled(&items, "No Purchase Date")["library_status"]["date_added"].is_string());
    assert!(titled(&items, "No Purchase Date")["purchase_date"].is_null());
    assert_eq!(
        titled(&items, "Out of One Order")["purchase_date"],
        titled(&items, "Out of the Same Order")["purchase_date"]
    );
    assert!(titled(&items, "No Library Status")["library_status"].is_null());
}

#[tokio::test]
async fn a044_a045_dates_of_release() {
    let items = items().await;
    let item = titled(&items, "The Salt Ledger");
    assert!(
        item["preorder_release_date"].is_string(),
        "also on old titles"
    );
    let moment = item["publication_datetime"].as_str().unwrap();
    assert!(moment.ends_with("T07:00:00Z") || moment.ends_with("T08:00:00Z"));
    assert!(moment.starts_with(item["release_date"].as_str().unwrap()));
    assert_eq!(item["release_date"], item["issue_date"]);
}

#[tokio::test]
async fn a046_a_title_is_announced_for_the_year_2200() {
    let world = World::new();
    let products = world.get("catalog/products?title=Some%20Day&num_results=50&response_groups=product_desc,product_attrs").await.products();
    assert_eq!(titled(&products, "Some Day")["release_date"], "2200-01-01");
}

#[tokio::test]
async fn a050_a_bought_title_is_in_plus_in_some_answers() {
    let world = World::new();
    let mut seen = BTreeSet::new();
    for _ in 0..16 {
        let item = world
            .get("library/B0VFLICKER?response_groups=customer_rights,origin_asin")
            .await
            .json()["item"]
            .clone();
        assert_eq!(item["origin_type"], "Purchase");
        assert_eq!(item["customer_rights"]["is_consumable_indefinitely"], true);
        seen.insert(item["is_ayce"].as_bool().unwrap());
    }
    assert_eq!(seen.len(), 2);
}

#[tokio::test]
async fn a051_a052_a053_plus_titles_that_are_lent_leave_and_left() {
    let world = World::new();
    let items = world.library(ALL).await;
    let lent = titled(&items, "The Lending Tide");
    assert!(lent["origin_type"].is_null() && lent["is_ayce"] == true);
    assert_eq!(lent["customer_rights"]["is_consumable_indefinitely"], false);
    let plus = |title: &str| -> Value {
        let plans = titled(&items, title)["plans"].as_array().unwrap();
        plans
            .iter()
            .find(|plan| plan["plan_name"] == "US Minerva")
            .cloned()
            .unwrap_or_default()
    };
    assert!(plus("Left Without a Plan").is_null());
    assert!(titled(&items, "Left Without a Kind")["content_type"].is_null());
    assert_eq!(
        titled(&items, "Left Without a Kind")["customer_rights"]["is_consumable"],
        false
    );
    assert_eq!(plus("Gone With the Membership")["customer_eligible"], false);
    let today = world.sandbox.clock.date().date().to_string();
    let end = |title: &str| plus(title)["end_date"].as_str().unwrap().to_owned();
    assert!(end("Left Last Week") < today);
    assert!(
        today < end("Leaving Tomorrow") && end("Leaving Tomorrow") < end("Leaving in Twenty Days")
    );
    assert!(end("The Lending Tide").starts_with("2099"));
}

#[tokio::test]
async fn a056_a057_a058_a059_items_that_look_odd_and_are_mine() {
    let items = items().await;
    let hidden = titled(&items, "Active but Not Visible");
    assert_eq!(
        (&hidden["status"], &hidden["is_visible"]),
        (&json!("Active"), &json!(false))
    );
    assert_eq!(titled(&items, "In the Archive")["is_archived"], true);
    let all = asins(&items);
    assert!(all.contains(&"0198765432".to_owned()) && all.contains(&"198000123X".to_owned()));
    assert_eq!(
        titled(&items, "Your First Hour")["authors"][0]["name"],
        "test"
    );
}

#[tokio::test]
async fn a061_a062_a063_a064_a066_fields_that_are_odd() {
    let items = items().await;
    assert!(titled(&items, "Length Unknown")["runtime_length_min"].is_null());
    assert_eq!(titled(&items, "Length Zero")["runtime_length_min"], 0);
    let scripted = titled(&items, "Scripted");
    for field in ["publisher_summary", "merchandising_summary"] {
        assert!(
            scripted[field].as_str().unwrap().contains("<script>"),
            "{field}"
        );
    }
    let titles: Vec<&str> = items
        .iter()
        .map(|item| item["title"].as_str().unwrap())
        .collect();
    assert!(titles.contains(&"  Leading and Trailing Blanks ") && titles.contains(&"ספר הגאות"));
    assert!(titles.iter().any(|title| title.chars().count() > 300));
    assert!(titled(&items, "Language Missing")["language"].is_null());
    assert_eq!(
        titled(&items, "Language in Capitals")["language"],
        "English"
    );
    let counts: Vec<&Value> = ["The Harbour Hour", "Night Ferry", "Small Hours, Long Waves"]
        .map(|show| &titled(&items, show)["episode_count"])
        .into();
    assert_eq!(counts, [&json!(214), &json!("14"), &Value::Null]);
}

#[tokio::test]
async fn a072_finished_and_percent_disagree_both_ways() {
    let items = items().await;
    let of = |title| {
        (
            titled(&items, title)["is_finished"].clone(),
            titled(&items, title)["percent_complete"].clone(),
        )
    };
    assert_eq!(of("The Salt Ledger"), (json!(true), json!(12.5)));
    assert_eq!(of("A Harbour Prequel"), (json!(false), json!(100.0)));
}

#[tokio::test]
async fn a096_ordered_titles_lack_narrators_and_length() {
    let items = items().await;
    let ordered = titled(&items, "Not Before Spring");
    assert_eq!(
        (
            &ordered["is_pending"],
            &ordered["library_status"]["is_pending"]
        ),
        (&json!(true), &json!(true))
    );
    assert!(ordered["narrators"].is_null() && ordered["runtime_length_min"].is_null());
    assert_eq!(ordered["is_listenable"], false);
}

#[tokio::test]
async fn a100_a105_numbers_come_twice_and_some_titles_are_unrated() {
    let world = World::new();
    let items = world.library(ALL).await;
    assert_eq!(
        titled(&items, "Nobody Rated It")["rating"]["overall_distribution"]["num_ratings"],
        0
    );
    let series = world
        .get("catalog/products/B0VSER0001?response_groups=relationships_v2")
        .await
        .json();
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    for child in series["product"]["relationships"].as_array().unwrap() {
        *numbers.entry(child["sequence"].to_string()).or_default() += 1;
    }
    assert_eq!(numbers["\"3\""], 3, "the novel and both parts of the drama");
}

#[tokio::test]
async fn the_same_seed_makes_the_same_library() {
    let library = async |seed| {
        let world = World::with(Options {
            seed,
            ..Options::default()
        });
        let items = world.library("product_desc,contributors,series").await;
        (
            asins(&items),
            items
                .iter()
                .map(|item| item["title"].to_string())
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(library(7).await, library(7).await);
    assert_ne!(library(7).await.1, library(8).await.1);
}

#[tokio::test]
async fn every_seed_keeps_what_the_oracle_needs() {
    for seed in 0..4 {
        let world = World::with(Options {
            seed,
            ..Options::default()
        });
        for marketplace in Marketplace::ALL {
            let expected = world.sandbox.data.expected(marketplace, true);
            let books = |name: &str| {
                let list = expected[name].as_array().unwrap();
                assert!(
                    list.iter()
                        .all(|book| book["title"].is_string() && book["asin"].is_string()),
                    "{name}"
                );
                let distinct: BTreeSet<String> = asins(list).into_iter().collect();
                assert_eq!(distinct.len(), list.len(), "{name}: none twice");
                list.len()
            };
            assert!((3..=3000).contains(&books("library")));
            assert!((2..=100).contains(&books("wishlist")));
            assert!(books("catalog") >= 3);
            let stats = expected["stats"].as_object().unwrap();
            assert!(
                (1..=12).contains(&stats.len()) && stats.values().any(|sum| sum.as_u64() > Some(0))
            );
        }
    }
}

#[tokio::test]
async fn expected_is_what_is_answered() {
    let world = World::new();
    let expected = world
        .sandbox
        .data
        .expected(Marketplace::of_country("us").unwrap(), false);
    let told = |list: &[Value]| -> BTreeMap<String, String> {
        list.iter()
            .map(|book| (book["asin"].to_string(), book["title"].to_string()))
            .collect()
    };
    let mut paged = Vec::new();
    for page in 1.. {
        let answer = world
            .get(&format!(
                "library?num_results=100&page={page}&response_groups=product_desc"
            ))
            .await;
        assert_eq!(
            answer.total(),
            expected["library"].as_array().unwrap().len()
        );
        if answer.items().is_empty() {
            break;
        }
        paged.extend(answer.items());
    }
    assert_eq!(told(&paged), told(expected["library"].as_array().unwrap()));
    let asked = asins(&expected["catalog"].as_array().unwrap()[..50]).join(",");
    let products = world
        .get(&format!(
            "catalog/products?asins={asked}&response_groups=product_desc"
        ))
        .await
        .products();
    assert_eq!(
        told(&products),
        told(&expected["catalog"].as_array().unwrap()[..50])
    );
}
