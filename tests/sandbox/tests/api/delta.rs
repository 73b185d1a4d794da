//! State tokens and what a delta tells (API reference, 2.3).

use serde_json::{Value, json};

use crate::world::{World, asins};

const DELTA: &str = "num_results=100&include_pending=true&response_groups=product_desc,is_archived,is_finished,percent_complete";

/// Everything since a token, and the next token.
async fn since(world: &World, token: &str) -> (Vec<Value>, String) {
    let query = format!("{DELTA}&status=Active,Revoked&state_token={token}");
    let (items, next) = world.scan(&query).await;
    (items, next.unwrap())
}

async fn full(world: &World) -> (Vec<Value>, String) {
    let (items, token) = world.scan(&format!("{DELTA}&status=Active")).await;
    (items, token.unwrap())
}

#[tokio::test]
async fn a025_the_state_token_is_on_the_first_page_and_from_before_the_pages() {
    let world = World::new();
    let first = world.get("library?num_results=100").await;
    let token = first.header("state-token").unwrap().to_owned();
    assert!(token.len() == 13 && token.bytes().all(|digit| digit.is_ascii_digit()));
    // Something happens while the pages are read: the delta after them tells of it.
    world.switch("library-change", json!("rename"));
    world.get("library?num_results=1").await;
    let (items, next) = since(&world, &token).await;
    assert_eq!(items.len(), 1);
    assert!(
        items[0]["title"]
            .as_str()
            .unwrap()
            .ends_with("(New Edition)")
    );
    assert!(next > token);
}

#[tokio::test]
async fn a026_an_empty_library_has_the_state_token_zero() {
    let world = World::new();
    let answer = world.get_at("co.uk", "library?num_results=10").await;
    assert_eq!(
        (answer.header("state-token"), answer.total()),
        (Some("0"), 0)
    );
    world.get("library?num_results=1&state_token=0").await;
    assert!(world.violations().contains("state token 0"));
}

#[tokio::test]
async fn a027_without_revoked_in_status_a_delta_hides_removals() {
    let world = World::new();
    let (_, token) = full(&world).await;
    world.switch("library-change", json!("remove"));
    let hidden = world
        .get(&format!("library?num_results=10&state_token={token}"))
        .await;
    assert_eq!(hidden.total(), 0);
    let (items, _) = since(&world, &token).await;
    assert_eq!(items.len(), 1);
    assert_eq!(items[0]["status"], "Revoked");
}

#[tokio::test]
async fn a028_where_nothing_changed_the_delta_is_empty_and_the_token_the_same() {
    let world = World::new();
    let (_, token) = full(&world).await;
    world.sandbox.clock.advance(3000);
    let answer = world
        .get(&format!(
            "library?{DELTA}&status=Active,Revoked&state_token={token}"
        ))
        .await;
    assert!(answer.items().is_empty() && answer.total() == 0);
    assert_eq!(answer.header("state-token"), Some(token.as_str()));
    assert_eq!(answer.header("continuation-token"), None);
}

#[tokio::test]
async fn a029_progress_does_not_move_the_token() {
    let world = World::new();
    let (before, token) = full(&world).await;
    world.switch("library-change", json!("finish"));
    let (items, next) = since(&world, &token).await;
    assert!(items.is_empty() && next == token);
    let (after, _) = full(&world).await;
    let differing: Vec<(&Value, &Value)> = before
        .iter()
        .zip(&after)
        .filter(|(old, new)| old["percent_complete"] != new["percent_complete"])
        .collect();
    assert_eq!(differing.len(), 1);
    assert_eq!(differing[0].1["percent_complete"], 100.0);
}

#[tokio::test]
async fn a030_a_removal_shows_in_a_delta_minutes_later_only() {
    let world = World::new();
    let (before, token) = full(&world).await;
    world.switch("slow-delta", json!(240));
    world.switch("library-change", json!("remove"));
    let (items, next) = since(&world, &token).await;
    assert!(items.is_empty() && next == token);
    assert_eq!(full(&world).await.0.len(), before.len() - 1);
    world.sandbox.clock.advance(300);
    let (items, next) = since(&world, &token).await;
    assert_eq!(items.len(), 1);
    assert!(next > token);
}

#[tokio::test]
async fn a031_a_title_can_vanish_without_a_record() {
    let world = World::new();
    let (before, token) = full(&world).await;
    world.switch("library-change", json!("vanish"));
    let (items, _) = since(&world, &token).await;
    assert!(items.is_empty());
    let (after, _) = full(&world).await;
    assert_eq!(after.len(), before.len() - 1);
    let revoked = world
        .get("library?num_results=1&status=Revoked")
        .await
        .total();
    assert_eq!(revoked, 2, "no record of it");
}

#[tokio::test]
async fn a043_a_show_s_purchase_date_jumps_with_each_episode() {
    let world = World::new();
    let (_, token) = full(&world).await;
    world.switch("library-change", json!("episode"));
    let (items, _) = since(&world, &token).await;
    assert_eq!(items.len(), 1);
    let today = world.sandbox.clock.date().date().to_string();
    assert!(
        items[0]["purchase_date"]
            .as_str()
            .unwrap()
            .starts_with(&today)
    );
}

#[tokio::test]
async fn a055_a_revoked_item_can_have_little_but_its_asin() {
    let world = World::new();
    let revoked = world
        .get("library?num_results=10&status=Revoked&response_groups=product_desc")
        .await
        .items();
    let titles: Vec<bool> = revoked
        .iter()
        .map(|item| item["title"].is_string())
        .collect();
    assert!(
        titles.contains(&true) && titles.contains(&false),
        "{revoked:?}"
    );
}

#[tokio::test]
async fn a_delta_tells_additions_archivings_and_deliveries() {
    let world = World::new();
    let (before, token) = full(&world).await;
    world.switch("library-change", json!("archive,deliver,add"));
    let (items, next) = since(&world, &token).await;
    assert_eq!(items.len(), 3);
    let known = asins(&before);
    let new: Vec<&Value> = items
        .iter()
        .filter(|item| !known.contains(&item["asin"].as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(new.len(), 1);
    assert!(items.iter().any(|item| item["is_archived"] == true));
    assert_eq!(full(&world).await.0.len(), before.len() + 1);
    assert!(since(&world, &next).await.0.is_empty());
    // A title by its name, and a change that cannot be.
    let asin = new[0]["asin"].as_str().unwrap();
    world.switch("library-change", json!(format!("remove:{asin}")));
    assert_eq!(asins(&since(&world, &next).await.0), [asin]);
    world.switch("library-change", json!("burn"));
    full(&world).await;
    assert!(world.violations().contains("burn"));
}

#[tokio::test]
async fn a_stale_or_foreign_state_token_is_refused() {
    let world = World::new();
    let (_, token) = full(&world).await;
    let ask =
        |token: &str| format!("library?num_results=1&status=Active,Revoked&state_token={token}");
    for wrong in ["1", "1234567890123", "abcdefghijklm", "99999999999999"] {
        assert!(
            world
                .get(&ask(wrong))
                .await
                .refusal()
                .contains("state token"),
            "{wrong}"
        );
    }
    // Another store's.
    world.get_at("de", &ask(&token)).await.refusal();
    world.switch("stale-state-token", json!(1));
    world.get(&ask(&token)).await.refusal();
    assert_eq!(world.get(&ask(&token)).await.total(), 0);
}

#[tokio::test]
async fn a_reset_brings_the_library_back() {
    let world = World::new();
    let (before, token) = full(&world).await;
    world.switch("library-change", json!("add,remove,rename"));
    let (_, later) = full(&world).await;
    assert_ne!(later, token);
    world.sandbox.data.reset();
    let (after, again) = full(&world).await;
    assert_eq!((asins(&after), again), (asins(&before), token));
}
