//! The wish list.

use std::sync::Arc;

use http::StatusCode;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::world::{World, asins};

const GROUPS: &str = "response_groups=contributors,product_desc,price";

async fn all(world: &World) -> Vec<Value> {
    let mut wishes = Vec::new();
    for page in 0.. {
        let answer = world
            .get(&format!("wishlist?num_results=50&page={page}&{GROUPS}"))
            .await;
        let products = answer.products();
        let is_last = products.len() < 50;
        wishes.extend(products);
        if is_last {
            assert_eq!(
                answer.json()["total_results"].as_u64(),
                Some(wishes.len() as u64)
            );
            break;
        }
    }
    wishes
}

#[tokio::test]
async fn a021_pages_count_from_zero() {
    let world = World::new();
    let wishes = all(&world).await;
    assert!((20..=100).contains(&wishes.len()), "{}", wishes.len());
    let none = world.get("wishlist?num_results=3").await.products();
    assert_eq!(asins(&none), asins(&wishes)[..3]);
    let second = world.get("wishlist?num_results=3&page=1").await.products();
    assert_eq!(asins(&second), asins(&wishes)[3..6]);
    let count = world.get("wishlist?num_results=0").await.json();
    assert_eq!(count["products"], json!([]));
    assert!(count["bin_fields"].is_null() && count["total_results"].as_u64() > Some(20));
    assert!(
        world
            .get("wishlist?num_results=51")
            .await
            .refusal()
            .contains("'numResults'")
    );
}

#[tokio::test]
async fn a107_calls_side_by_side_fail_where_the_switch_says_so() {
    let world = World::new();
    world.switch("wishlist-one-at-a-time", json!(true));
    let router = sandbox::router(Arc::clone(&world.sandbox));
    // An answer that is not read yet is under way.
    let first = router
        .oneshot(world.request("GET", "com", "wishlist"))
        .await
        .unwrap();
    let second = world.get("wishlist").await;
    assert_eq!(second.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(first.status(), StatusCode::OK);
    drop(first);
    assert_eq!(world.get("wishlist").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a108_adding_twice_and_removing_what_is_not_there_do_no_harm() {
    let world = World::new();
    let before = all(&world).await.len();
    for _ in 0..2 {
        let mut request = world.request("POST", "com", "wishlist");
        *request.body_mut() = axum::body::Body::from(r#"{"asin":"B0NEWWISH1"}"#);
        let answer = world.send(request).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        assert_eq!(answer.header("location"), Some("/1.0/wishlist/B0NEWWISH1"));
    }
    let wishes = all(&world).await;
    assert_eq!(wishes.len(), before + 1);
    assert_eq!(wishes[0]["asin"], "B0NEWWISH1", "the latest comes first");
    for _ in 0..2 {
        let answer = world
            .send(world.request("DELETE", "com", "wishlist/B0NEWWISH1"))
            .await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(all(&world).await.len(), before);
}

#[tokio::test]
async fn a109_wishes_can_be_owned_or_hollow_and_their_people_null() {
    let world = World::of("small");
    let wishes = all(&world).await;
    let mine = asins(&world.library("product_desc").await);
    assert!(asins(&wishes).iter().any(|asin| mine.contains(asin)));
    let hollow = wishes
        .iter()
        .find(|wish| wish["asin"] == "B0NOSUCH01")
        .unwrap();
    assert!(hollow.get("title").is_none());
    assert_eq!(hollow.get("authors"), Some(&Value::Null));
    assert!(
        wishes
            .iter()
            .all(|wish| wish["added_timestamp"].is_string())
    );
    assert!(
        wishes
            .iter()
            .filter(|wish| wish["price"].is_object())
            .count()
            > 5
    );
}

#[tokio::test]
async fn wishes_come_in_the_order_that_was_asked_for() {
    let world = World::new();
    let order = async |sort: &str| {
        asins(
            &world
                .get(&format!("wishlist?num_results=50&sort_by={sort}"))
                .await
                .products(),
        )
    };
    let newest = order("-DateAdded").await;
    assert_eq!(
        newest,
        asins(&world.get("wishlist?num_results=50").await.products())
    );
    for (rising, falling) in [
        ("Title", "-Title"),
        ("Price", "-Price"),
        ("Rating", "-Rating"),
        ("Author", "-Author"),
    ] {
        assert_ne!(order(rising).await, order(falling).await, "{rising}");
    }
}
