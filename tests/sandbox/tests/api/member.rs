//! Statistics, account, and where one stopped.

use http::StatusCode;
use serde_json::{Value, json};

use crate::world::{World, asins, titled};

async fn months(world: &World, tld: &str, start: &str, duration: u32) -> Vec<Value> {
    let path = format!(
        "stats/aggregates?store=Audible&locale=en_US&response_groups=total_listening_stats\
         &monthly_listening_interval_duration={duration}&monthly_listening_interval_start_date={start}"
    );
    let answer = world.get_at(tld, &path).await.json();
    answer["aggregated_monthly_listening_stats"]
        .as_array()
        .unwrap()
        .clone()
}

/// The first month of the year of now.
fn january(world: &World) -> String {
    format!("{}-01", world.sandbox.clock.date().year() - 1)
}

#[tokio::test]
async fn a110_a_duration_is_an_offset_and_its_end_is_included() {
    let world = World::new();
    let sums = months(&world, "com", "2025-11", 3).await;
    let names: Vec<&str> = sums
        .iter()
        .map(|sum| sum["interval_identifier"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["2025-11", "2025-12", "2026-01", "2026-02"]);
    let path = "stats/aggregates?yearly_listening_interval_duration=5&yearly_listening_interval_start_date=2021\
        &daily_listening_interval_duration=2&daily_listening_interval_start_date=2026-02-27";
    let answer = world.get(path).await.json();
    assert_eq!(
        answer["aggregated_yearly_listening_stats"]
            .as_array()
            .unwrap()
            .len(),
        6
    );
    let days = answer["aggregated_daily_listening_stats"]
        .as_array()
        .unwrap();
    assert_eq!(days[2]["interval_identifier"], "2026-03-01");
}

#[tokio::test]
async fn a111_sums_are_integers_scientific_or_text() {
    let world = World::new();
    let path = format!(
        "stats/aggregates?monthly_listening_interval_duration=11&monthly_listening_interval_start_date={}",
        january(&world)
    );
    let sums = async || -> Vec<String> {
        let text = world.get(&path).await.text;
        text.split("\"aggregated_sum\":")
            .skip(1)
            .map(|rest| rest[..rest.find(['}', ',']).unwrap()].to_owned())
            .collect()
    };
    let usual = sums().await;
    assert_eq!(usual.len(), 12);
    assert!(
        usual.iter().any(|sum| sum.contains(['E', 'e', '.'])),
        "{usual:?}"
    );
    assert!(
        usual
            .iter()
            .any(|sum| sum.bytes().all(|digit| digit.is_ascii_digit()))
    );
    let is_text = |sum: &String| sum.starts_with('"');
    assert!(!usual.iter().any(is_text), "programs in use divide them");
    world.switch("numbers-as-strings", json!(true));
    assert!(sums().await.iter().any(is_text));
}

#[tokio::test]
async fn a112_every_answer_repeats_the_total_of_all_times() {
    let world = World::new();
    let total = async |start: &str| {
        let path = format!(
            "stats/aggregates?response_groups=total_listening_stats&monthly_listening_interval_duration=1&monthly_listening_interval_start_date={start}"
        );
        world.get(&path).await.json()["aggregated_total_listening_stats"]["aggregated_sum"].clone()
    };
    let one = total("2026-01").await;
    assert!(one.is_string());
    assert_eq!(one, total("2020-01").await);
}

#[tokio::test]
async fn a113_the_finished_list_repeats_takes_back_and_has_one_date() {
    let world = World::new();
    let answer = world
        .get("stats/status/finished?start_date=2001-01-01T00:00:00Z")
        .await
        .json();
    let list = answer["mark_as_finished_status_list"].as_array().unwrap();
    let all = asins(list);
    let distinct: std::collections::BTreeSet<&String> = all.iter().collect();
    assert!(distinct.len() < all.len());
    assert!(
        list.iter()
            .any(|entry| entry["is_marked_as_finished"] == false)
    );
    assert!(
        list.iter()
            .all(|entry| entry["event_timestamp"] == "2019-05-02T00:00:00Z")
    );
    let one = world
        .get(&format!(
            "stats/status/finished?start_date=2001-01-01T00:00:00Z&asin={}",
            all[0]
        ))
        .await
        .json();
    assert!(
        asins(one["mark_as_finished_status_list"].as_array().unwrap())
            .iter()
            .all(|asin| *asin == all[0])
    );
    assert!(
        world
            .get("stats/status/finished")
            .await
            .refusal()
            .contains("'startDate'")
    );
}

#[tokio::test]
async fn a114_statistics_differ_from_store_to_store() {
    let world = World::new();
    let start = january(&world);
    let (us, de, uk) = (
        months(&world, "com", &start, 11).await,
        months(&world, "de", &start, 11).await,
        months(&world, "co.uk", &start, 11).await,
    );
    assert_ne!(us, de);
    assert!(uk.iter().all(|sum| sum["aggregated_sum"] == 0));
}

#[tokio::test]
async fn a115_without_source_credit_there_is_no_subscription() {
    let world = World::new();
    let path = "account/information?response_groups=subscription_details,customer_segment";
    let without = world.get(path).await.json();
    assert!(without["customer_information"]["subscription"].is_null());
    assert_eq!(
        without["customer_information"]["segment"]["active_segment"],
        "CreditAL"
    );
    let with = world.get(&format!("{path}&source=Credit")).await.json();
    let details = &with["customer_information"]["subscription"]["subscription_details"];
    assert_eq!(
        details[0]["plan"]["membership_plan_details"]["title"],
        "Audible Premium Plus"
    );
    // A117: nothing tells how many credits there are.
    assert!(!with.to_string().contains("balance"));
}

#[tokio::test]
async fn a116_some_groups_are_refused_in_the_us() {
    let world = World::new();
    let path = "account/information?response_groups=subscription_details_channels";
    assert!(
        world
            .get(path)
            .await
            .refusal()
            .contains("subscription_details_channels")
    );
    assert!(world.get_at("de", path).await.json()["customer_information"].is_object());
}

#[tokio::test]
async fn a118_a119_memberships_are_cancelled_several_or_none() {
    let world = World::new();
    let details = async || {
        let path = "account/information?response_groups=subscription_details&source=Credit";
        world.get(path).await.json()["customer_information"]["subscription"]["subscription_details"]
            .clone()
    };
    world.switch("membership", json!("cancelled"));
    let cancelled = details().await[0].clone();
    assert_eq!(
        (&cancelled["status"], &cancelled["auto_renew_enabled"]),
        (&json!("Active"), &json!(false))
    );
    assert_eq!(
        cancelled["next_bill_date"],
        cancelled["expected_status_end_date"]
    );
    world.switch("membership", json!("several"));
    assert_eq!(details().await.as_array().unwrap().len(), 2);
    world.switch("membership", json!("none"));
    assert_eq!(details().await, json!([]));
}

#[tokio::test]
async fn the_home_store_is_told() {
    let world = World::new();
    let answer = world
        .get("customer/information?response_groups=migration_details")
        .await
        .json();
    assert_eq!(
        answer["customer_details"]["migration_details"][0]["to_marketplaceId"],
        "AF2M0KC94RCEA"
    );
}

#[tokio::test]
async fn chapters_fill_a_title_and_a_member_stopped_somewhere() {
    let world = World::new();
    let items = world
        .library("product_desc,product_attrs,percent_complete")
        .await;
    let heard = items
        .iter()
        .find(|item| {
            item["percent_complete"].as_f64().unwrap_or_default() > 1.0
                && item["runtime_length_min"].as_u64() > Some(60)
        })
        .unwrap();
    let asin = heard["asin"].as_str().unwrap();
    let path = |asin: &str| {
        format!(
            "content/{asin}/metadata?chapter_titles_type=Tree&drm_type=Adrm&quality=High\
             &response_groups=last_position_heard,%20content_reference,%20chapter_info"
        )
    };
    let answer = world.get(&path(asin)).await.json();
    let content = &answer["content_metadata"];
    let runtime = heard["runtime_length_min"].as_u64().unwrap() * 60_000;
    assert_eq!(content["chapter_info"]["runtime_length_ms"], runtime);
    let mut end = 0_u64;
    for chapter in content["chapter_info"]["chapters"].as_array().unwrap() {
        assert_eq!(chapter["start_offset_ms"], end);
        end += chapter["length_ms"].as_u64().unwrap();
    }
    assert_eq!(end, runtime);
    assert_eq!(content["content_reference"]["asin"], asin);
    let position = content["last_position_heard"]["position_ms"].as_u64();
    assert!(position > Some(0) && position <= Some(runtime));

    let show = titled(&items, "Night Ferry")["asin"].as_str().unwrap();
    assert_eq!(world.get(&path(show)).await.json()["error_code"], "000307");
    let status = world.get(&path("B0NOSUCH01")).await.status;
    assert_eq!(status, StatusCode::NOT_FOUND);
    for wrong in ["response_groups=chapters", "quality=Best"] {
        let path = format!("content/{asin}/metadata?{wrong}");
        world.get(&path).await.refusal();
    }
}
