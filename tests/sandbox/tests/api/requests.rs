//! Who may ask, and what a refusal sounds like.

use axum::body::Body;
use http::{Request, StatusCode};
use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn a001_bearer_with_client_id_is_a_bad_request() {
    let world = World::new();
    let mut request = world.request("GET", "com", "library?num_results=1");
    let token = request.headers_mut().remove("x-amz-access-token").unwrap();
    let bearer = format!("Bearer {}", token.to_str().unwrap());
    request
        .headers_mut()
        .insert("authorization", bearer.parse().unwrap());
    request
        .headers_mut()
        .insert("client-id", "0".parse().unwrap());
    let answer = world.send(request).await;
    assert!(answer.refusal().contains("Client-ID"));
}

#[tokio::test]
async fn a002_a_token_is_over_after_an_hour_also_between_two_pages() {
    let world = World::new();
    let first = world.get("library?num_results=5").await;
    let next = first.header("continuation-token").unwrap().to_owned();
    world.sandbox.clock.advance(3601);
    let path = format!("library?num_results=5&continuation_token={next}");
    let refused = world.get(&path).await;
    assert!(
        matches!(refused.status.as_u16(), 401 | 403),
        "{}",
        refused.status
    );
    let mut again = world.request("GET", "com", &path);
    let token = world.sandbox.issue_access_token("member@example.org");
    again
        .headers_mut()
        .insert("x-amz-access-token", token.parse().unwrap());
    assert_eq!(world.send(again).await.items().len(), 5);
}

#[tokio::test]
async fn a004_a_token_works_in_all_stores_and_most_are_empty() {
    let world = World::new();
    for (tld, least, most) in [
        ("com", 200, 400),
        ("de", 30, 199),
        ("co.jp", 3, 60),
        ("co.uk", 0, 0),
        ("com.br", 0, 0),
        ("in", 0, 0),
    ] {
        let answer = world.get_at(tld, "library?num_results=1").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(
            (least..=most).contains(&answer.total()),
            "{tld}: {}",
            answer.total()
        );
        assert_eq!(answer.items().len(), least.min(1));
    }
}

#[tokio::test]
async fn a008_a_request_without_user_agent_meets_the_firewall() {
    let world = World::new();
    let mut request = world.request("GET", "com", "library");
    request.headers_mut().remove("user-agent");
    let answer = world.send(request).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text.starts_with("<html>"));
}

#[tokio::test]
async fn a009_a_title_can_answer_with_a_message_instead_of_data() {
    let world = World::new();
    world.switch("soft-error", json!("B0VFLICKER"));
    for path in ["library/B0VFLICKER", "catalog/products/B0VFLICKER"] {
        let answer = world.get(path).await;
        assert_eq!(answer.status, StatusCode::OK);
        let answer = answer.json();
        assert_eq!(answer["error_code"], "000307");
        assert!(
            answer["message"].is_string()
                && answer["item"].is_null()
                && answer["product"].is_null()
        );
    }
}

#[tokio::test]
async fn a011_the_request_id_comes_back() {
    let world = World::new();
    let mut request = world.request("GET", "com", "wishlist");
    request
        .headers_mut()
        .insert("x-amzn-requestid", "0123456789ABCDEF".parse().unwrap());
    assert_eq!(
        world.send(request).await.header("x-amzn-requestid"),
        Some("0123456789ABCDEF")
    );
    assert!(
        world
            .get("library?page=x")
            .await
            .header("x-amzn-requestid")
            .is_some()
    );
}

#[tokio::test]
async fn a013_unknown_parameters_change_nothing_and_are_noted() {
    let world = World::new();
    let answer = world
        .get("catalog/products?author_asin=B0VAUTH001&num_results=50")
        .await;
    assert_eq!(answer.json()["total_results"], 73_810);
    assert_eq!(answer.products().len(), 50);
    assert!(
        world.violations().contains("author_asin"),
        "{}",
        world.violations()
    );
}

#[tokio::test]
async fn a014_a015_a_group_that_is_not_valid_here_fails_all_and_is_named() {
    let world = World::new();
    for (path, message) in [
        (
            "library?response_groups=media,pineapple,series",
            "Invalid response group(s) requested: pineapple",
        ),
        (
            "catalog/products?asins=B0VFLICKER&response_groups=pdf_url",
            "Invalid response group(s) requested: pdf_url",
        ),
        (
            "catalog/products/B0VFLICKER?response_groups=percent_complete",
            "Invalid response group(s) requested: percent_complete",
        ),
        (
            "wishlist?response_groups=is_finished",
            "Invalid response group(s) requested: is_finished",
        ),
    ] {
        assert_eq!(world.get(path).await.refusal(), message, "{path}");
    }
    assert_eq!(
        world
            .get("library?num_results=1&response_groups=pdf_url,percent_complete")
            .await
            .status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a016_the_echo_of_groups_has_extras_and_another_order() {
    let world = World::new();
    let mut echoes = std::collections::BTreeSet::new();
    for _ in 0..8 {
        let answer = world
            .get("library?num_results=1&response_groups=media,series,rating,review_attrs")
            .await
            .json();
        let echo = answer["response_groups"].clone();
        let names: Vec<&str> = echo
            .as_array()
            .unwrap()
            .iter()
            .map(|name| name.as_str().unwrap())
            .collect();
        assert!(names.contains(&"always-returned") && names.contains(&"rating"));
        assert!(!names.contains(&"review_attrs"), "it has no effect");
        echoes.insert(echo.to_string());
    }
    assert!(echoes.len() > 1);
    // Some programs send the echo back.
    let again = "library?num_results=1&response_groups=always-returned,library_status,media";
    assert_eq!(world.get(again).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a076_blanks_after_commas_do_no_harm() {
    let world = World::new();
    let items = world
        .get("library?num_results=1&response_groups=product_attrs,%20product_desc")
        .await
        .items();
    assert!(items[0]["title"].is_string() && items[0]["release_date"].is_string());
}

#[tokio::test]
async fn refusals_name_value_and_parameter() {
    let world = World::new();
    for (path, message) in [
        (
            "library?num_results=x",
            r"1 validation error detected: Value 'x' at 'numResults' failed to satisfy constraint: Member must satisfy regular expression pattern: ^\d+$",
        ),
        (
            "library?sort_by=Colour",
            "1 validation error detected: Value 'Colour' at 'sortBy' failed to satisfy constraint: Member must satisfy enum value set: [Author, -Author, Length, -Length, Narrator, -Narrator, PurchaseDate, -PurchaseDate, Title, -Title]",
        ),
        (
            "catalog/products?page=-1&author=x",
            "1 validation error detected: Value '-1' at 'page' failed to satisfy constraint: Member must have value greater than or equal to 0",
        ),
        (
            "catalog/products?asins=",
            "1 validation error detected: Value null at 'asins' failed to satisfy constraint: Member must not be null",
        ),
    ] {
        assert_eq!(world.get(path).await.refusal(), message, "{path}");
    }
    let two = world.get("library?num_results=x&page=y").await.refusal();
    assert!(
        two.starts_with("2 validation errors detected: ") && two.contains("; "),
        "{two}"
    );
    for path in [
        "library?status=Gone",
        "library?include_pending=yes",
        "library?image_sizes=1000",
        "library?purchased_after=yesterday",
        "catalog/products?image_sizes=0",
        "catalog/products?category_id=abc",
        "wishlist?sort_by=Colour",
        "stats/aggregates?monthly_listening_interval_duration=13&monthly_listening_interval_start_date=2026-01",
        "stats/aggregates?monthly_listening_interval_duration=1",
        "stats/aggregates?monthly_listening_interval_duration=1&monthly_listening_interval_start_date=2026-13",
    ] {
        world.get(path).await.refusal();
    }
    assert_eq!(world.get("nowhere").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_catalogue_answers_without_a_token_and_with_general_prices() {
    let world = World::new();
    let ask = |path: &str| {
        Request::get(format!("/1.0/{path}"))
            .header("x-sandbox-host", "api.audible.com")
            .header("user-agent", "test")
            .body(Body::empty())
            .unwrap()
    };
    let path = "catalog/products/B0VFLICKER?response_groups=price,customer_rights,product_desc";
    let anonymous = world.send(ask(path)).await.json();
    let known = world.get(path).await.json();
    assert!(anonymous["product"]["customer_rights"].is_null());
    assert_eq!(known["product"]["customer_rights"]["is_consumable"], true);
    let lowest = |answer: &serde_json::Value| {
        answer["product"]["price"]["lowest_price"]["base"]
            .as_f64()
            .unwrap()
    };
    assert!(lowest(&anonymous) > lowest(&known));
    for path in [
        "catalog/categories",
        "content/B0VFLICKER/metadata?response_groups=chapter_info",
        "searchsuggestions?keywords=a",
    ] {
        assert_eq!(world.send(ask(path)).await.status, StatusCode::OK, "{path}");
    }
    for path in [
        "library",
        "wishlist",
        "stats/aggregates",
        "account/information",
    ] {
        let answer = world.send(ask(path)).await;
        assert!(matches!(answer.status.as_u16(), 401 | 403), "{path}");
    }
    let mut wrong = ask(path);
    wrong
        .headers_mut()
        .insert("x-amz-access-token", "Atna|invented".parse().unwrap());
    assert!(matches!(world.send(wrong).await.status.as_u16(), 401 | 403));
}

#[tokio::test]
async fn a123_what_buys_counts_or_falsifies_is_noted_and_not_done() {
    let world = World::new();
    for (method, path) in [
        ("POST", "orders"),
        ("POST", "content/B0VFLICKER/licenserequest"),
        ("PUT", "stats/events"),
        ("PUT", "lastpositions/B0VFLICKER"),
    ] {
        let answer = world.send(world.request(method, "com", path)).await;
        assert_eq!(answer.status.as_u16(), 599);
        assert!(world.violations().contains(path), "{path}");
    }
}
