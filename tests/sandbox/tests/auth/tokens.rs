//! Tokens, cookies, profile, deregistering, activation bytes.

use http::StatusCode;
use serde_json::{Value, json};

use crate::world::{World, tld};

const API: &str = "api.amazon.com";
const WWW: &str = "www.amazon.com";

#[tokio::test]
async fn an_access_token_lives_for_an_hour() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    let profile = world.profile(&device.access_token).await;
    assert_eq!(profile.status, StatusCode::OK);
    assert_eq!(profile.json()["name"], "Ben Example");
    assert_eq!(profile.json()["email"], "ben@example.org");
    world.sandbox.clock.advance(3_599);
    assert_eq!(
        world.profile(&device.access_token).await.status,
        StatusCode::OK
    );
    world.sandbox.clock.advance(1);
    let late = world.profile(&device.access_token).await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
    let answer = world.refresh(API, &device.refresh_token).await.json();
    let new = answer["access_token"].as_str().unwrap();
    assert_eq!(world.profile(new).await.status, StatusCode::OK);
}

#[tokio::test]
async fn older_access_tokens_stay_good_beside_a_new_one() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    world.refresh(API, &device.refresh_token).await;
    let reply = world.profile(&device.access_token).await;
    assert_eq!(reply.status, StatusCode::OK);
}

#[tokio::test]
async fn refresh_tokens_die_and_their_refusal_has_two_shapes() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    for host in ["api.amazon.de", "api.audible.com"] {
        let reply = world.refresh(host, &device.refresh_token).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{host}");
    }
    world
        .steer("revoke", json!({"email": "ben@example.org"}))
        .await;
    let reply = world.refresh(API, &device.refresh_token).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert_eq!(reply.json()["error"], "invalid_grant");
    world.switch("refresh-shape", json!("map")).await;
    let reply = world.refresh(API, &device.refresh_token).await;
    assert_eq!(reply.json()["response"]["error"]["code"], "InvalidToken");
    // The device itself lives on: only its refresh tokens are void.
    let reply = world.profile(&device.access_token).await;
    assert_eq!(reply.status, StatusCode::OK);
}

#[tokio::test]
async fn wrong_requests_say_nothing_about_the_token() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    let right = [
        ("app_name", "Audible"),
        ("app_version", "4.60"),
        ("source_token", device.refresh_token.as_str()),
        ("requested_token_type", "access_token"),
        ("source_token_type", "refresh_token"),
    ];
    for (name, error) in [
        ("app_name", "invalid_request"),
        ("source_token_type", "unsupported_grant_type"),
        ("requested_token_type", "unsupported_grant_type"),
    ] {
        let fields: Vec<_> = right.into_iter().filter(|(n, _)| *n != name).collect();
        let reply = world.post_form(API, "/auth/token", &fields).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST);
        assert_eq!(reply.json()["error"], error, "{name}");
    }
}

#[tokio::test]
async fn t44_the_life_of_a_token_is_a_text_or_a_number() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    assert_eq!(
        device.success["tokens"]["bearer"]["expires_in"],
        json!("3600")
    );
    let answer = world.refresh(API, &device.refresh_token).await.json();
    assert_eq!(answer["expires_in"], json!(3600));
    world.switch("numbers-as-strings", json!(true)).await;
    let answer = world.refresh(API, &device.refresh_token).await.json();
    assert_eq!(answer["expires_in"], json!("3600"));
}

/// The cookies of an exchange, and the domain that they are for.
async fn cookies(world: &World, refresh_token: &str, domain: &str) -> (String, Vec<Value>) {
    let answer = world.exchange(WWW, refresh_token, domain).await.json();
    let cookies = answer["response"]["tokens"]["cookies"].as_object().unwrap();
    assert_eq!(cookies.len(), 1);
    let (domain, list) = cookies.iter().next().unwrap();
    (domain.clone(), list.as_array().unwrap().clone())
}

#[tokio::test]
async fn t45_flags_of_cookies_are_texts_or_truth_values() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    let registered = &device.success["tokens"]["website_cookies"][0];
    assert_eq!(registered["Secure"], json!("true"));
    let mut kinds = Vec::new();
    for _ in 0..2 {
        let (_, list) = cookies(&world, &device.refresh_token, ".amazon.com").await;
        kinds.push(list[0]["Secure"].is_boolean());
    }
    kinds.sort_unstable();
    assert_eq!(kinds, [false, true]);
}

#[tokio::test]
async fn t46_values_of_cookies_stand_in_quotes() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    let (_, exchanged) = cookies(&world, &device.refresh_token, ".amazon.com").await;
    let registered = device.success["tokens"]["website_cookies"]
        .as_array()
        .unwrap();
    for cookie in exchanged.iter().chain(registered) {
        let value = cookie["Value"].as_str().unwrap();
        assert!(value.len() > 2 && value.starts_with('"') && value.ends_with('"'));
    }
}

#[tokio::test]
async fn t48_cookies_are_printed_to_last_for_decades() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    let reply = world
        .exchange(WWW, &device.refresh_token, ".amazon.com")
        .await
        .json();
    assert_eq!(reply["response"]["ttl"], 2_592_000);
    let cookie = &reply["response"]["tokens"]["cookies"][".amazon.com"][0];
    let end = cookie["Expires"].as_str().unwrap();
    let year: i32 = end.split(' ').nth(2).unwrap().parse().unwrap();
    assert_eq!(year, world.sandbox.clock.date().year() + 20);
    assert!(end.ends_with(" GMT") && !end.contains(','));
}

#[tokio::test]
async fn t49_only_amazons_domain_comes_back() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    for cc in ["us", "de", "uk"] {
        let asked = format!(".amazon.{}", tld(cc));
        let (domain, list) = cookies(&world, &device.refresh_token, &asked).await;
        assert_eq!(domain, asked);
        assert!(list.iter().any(|cookie| {
            cookie["Name"].as_str().unwrap().starts_with("at-")
                && cookie["Value"].as_str().unwrap().starts_with("\"Atza|")
        }));
    }
    let reply = world
        .exchange(WWW, &device.refresh_token, ".elsewhere.example")
        .await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_targets_own_host_exchanges_too() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    for (host, domain, status) in [
        ("www.amazon.de", ".amazon.de", StatusCode::OK),
        ("www.amazon.de", ".amazon.co.uk", StatusCode::BAD_REQUEST),
        ("www.audible.com", ".audible.com", StatusCode::BAD_REQUEST),
    ] {
        let reply = world.exchange(host, &device.refresh_token, domain).await;
        assert_eq!(reply.status, status, "{host} {domain}");
    }
}

#[tokio::test]
async fn t50_a_refresh_keeps_the_refresh_token_but_for_once() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    let answer = world.refresh(API, &device.refresh_token).await.json();
    assert!(answer.get("refresh_token").is_none());
    world.switch("rotate-refresh-token", json!(true)).await;
    let answer = world.refresh(API, &device.refresh_token).await.json();
    let successor = answer["refresh_token"].as_str().unwrap().to_owned();
    world.switch("rotate-refresh-token", json!(false)).await;
    // A client that lost the answer may ask with the old one; once the new one is used, it is void.
    let reply = world.refresh(API, &device.refresh_token).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(world.refresh(API, &successor).await.status, StatusCode::OK);
    let reply = world.refresh(API, &device.refresh_token).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn t51_a_refresh_may_answer_with_an_actors_token() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    world.switch("refresh-shape", json!("actor")).await;
    let answer = world.refresh(API, &device.refresh_token).await.json();
    assert!(answer.get("access_token").is_none());
    let token = answer["actor_access_token"].as_str().unwrap();
    assert_eq!(world.profile(token).await.status, StatusCode::OK);
}

#[tokio::test]
async fn t52_authorization_is_not_taken() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    let bearer = format!("Bearer {}", device.access_token);
    let headers = [
        ("authorization", bearer.as_str()),
        ("client-id", "0"),
        ("user-agent", "Audible/671"),
    ];
    let reply = world
        .ask("GET", "api.audible.com", "/1.0/library", &headers, "")
        .await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert!(
        reply
            .text()
            .contains("token does not correspond to the specified Client-ID")
    );
    assert_eq!(
        world.violations().await,
        ["sent Authorization to /1.0/library"]
    );
}

#[tokio::test]
async fn t59_after_deregistering_the_access_token_works_on() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    let reply = world.deregister(&device.access_token, false).await;
    assert_eq!(reply.json()["response"]["success"], json!({}));
    let profile = world.profile(&device.access_token).await;
    assert_eq!(profile.status, StatusCode::OK);
    for reply in [
        world.refresh(API, &device.refresh_token).await,
        world
            .exchange(WWW, &device.refresh_token, ".amazon.com")
            .await,
    ] {
        assert_eq!(reply.status, StatusCode::BAD_REQUEST);
        assert_eq!(reply.json()["error"], "invalid_grant");
    }
    let again = world.deregister(&device.access_token, false).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
    world.sandbox.clock.advance(3_600);
    let profile = world.profile(&device.access_token).await;
    assert_eq!(profile.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn t60_deregistering_all_takes_the_others_too() {
    let world = World::new();
    let phone = world.device("us", "ben@example.org").await;
    let page = world.device("us", "ben@example.org").await;
    world.deregister(&page.access_token, true).await;
    let reply = world.refresh(API, &phone.refresh_token).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        world.violations().await,
        ["asked to deregister all devices of the account"]
    );
}

#[tokio::test]
async fn one_device_leaves_the_others_alone() {
    let world = World::new();
    let phone = world.device("us", "ben@example.org").await;
    let page = world.device("us", "ben@example.org").await;
    world.deregister(&page.access_token, false).await;
    let reply = world.refresh(API, &phone.refresh_token).await;
    assert_eq!(reply.status, StatusCode::OK);
}

#[tokio::test]
async fn switches_of_refreshing() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    world.switch("refresh-429", json!("2")).await;
    for status in [429, 429, 200] {
        let reply = world.refresh(API, &device.refresh_token).await;
        assert_eq!(reply.status, status);
        assert_eq!(reply.header("retry-after") == "7", status == 429);
    }
    world.switch("dead-device", json!("true")).await;
    let reply = world.refresh(API, &device.refresh_token).await;
    assert_eq!(reply.json()["error"], "invalid_grant");
    world.switch("dead-device", json!("false")).await;
    let reply = world.refresh(API, &device.refresh_token).await;
    assert_eq!(reply.status, StatusCode::OK);
}

#[tokio::test]
async fn t58_downloads_want_an_apps_user_agent() {
    let world = World::new();
    for (agent, status) in [
        ("Mozilla/5.0", StatusCode::FORBIDDEN),
        ("Audible/671 CFNetwork", StatusCode::NOT_FOUND),
    ] {
        let headers = [("user-agent", agent)];
        let reply = world
            .ask("GET", "cds.audible.com", "/download", &headers, "")
            .await;
        assert_eq!(reply.status, status, "{agent}");
    }
}
