//! `/sandbox/…`.

use axum::body::Body;
use http::{Request, StatusCode};
use serde_json::json;

use crate::world::{Browser, SignIn, World};

#[tokio::test]
async fn steering_answers_to_loopback_names_only() {
    let world = World::new();
    for (host, status) in [
        ("127.0.0.1:9000", StatusCode::OK),
        ("localhost:9000", StatusCode::OK),
        ("[::1]:9000", StatusCode::OK),
        ("localhost", StatusCode::OK),
        ("evil.example", StatusCode::FORBIDDEN),
        ("127.0.0.1.evil.example:9000", StatusCode::FORBIDDEN),
        ("localhost:evil", StatusCode::FORBIDDEN),
    ] {
        let request = Request::get("/sandbox/counters").header("host", host);
        let reply = world.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, status, "{host}");
        let request = Request::get("/@www.amazon.com/").header("host", host);
        let reply = world.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, status, "{host}");
    }
}

#[tokio::test]
async fn another_sites_page_does_not_steer() {
    let world = World::new();
    for (name, value, status) in [
        ("sec-fetch-site", "cross-site", StatusCode::FORBIDDEN),
        ("sec-fetch-site", "same-site", StatusCode::FORBIDDEN),
        ("sec-fetch-site", "same-origin", StatusCode::OK),
        ("origin", "http://evil.example", StatusCode::FORBIDDEN),
        ("origin", "http://localhost:8080", StatusCode::FORBIDDEN),
        ("origin", "http://localhost:9000", StatusCode::OK),
    ] {
        let request = Request::post("/sandbox/reset")
            .header("host", "localhost:9000")
            .header(name, value);
        let reply = world.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, status, "{name} {value}");
    }
}

#[tokio::test]
async fn mistakes_are_said() {
    let world = World::new();
    for (call, body, said) in [
        (
            "account",
            json!({"email": "a@example.org", "password": "p", "challenges": ["riddle"]}),
            "riddle",
        ),
        ("account", json!({"email": "a@example.org"}), "password"),
        (
            "account",
            json!({"email": "a@example.org", "password": "p", "otp_secret": "1!"}),
            "base32",
        ),
        ("approve", json!({"email": "nobody@example.org"}), "nobody@"),
        ("clock", json!({"advance": 3}), "advance"),
        ("fault", json!({"path": "/x", "do": "explode"}), "explode"),
        ("nonsense", json!({}), "no such call"),
    ] {
        let reply = world.steer(call, body).await;
        assert!(reply.status.is_client_error(), "{call}");
        assert!(reply.text().contains(said), "{call}: {}", reply.text());
    }
}

#[tokio::test]
async fn a_new_account_voids_what_was_known_of_it() {
    let world = World::new();
    let ada = json!({"email": "Ada@example.org", "password": "sandbox"});
    world.steer("account", ada.clone()).await;
    let device = world.device("us", "ada@example.org").await;
    let id = device.success["customer_id"].clone();
    world.steer("account", ada).await;
    assert_eq!(
        world.profile(&device.access_token).await.status,
        StatusCode::UNAUTHORIZED
    );
    let reply = world.refresh("api.amazon.com", &device.refresh_token).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    let again = world.device("us", "ada@example.org").await;
    assert_eq!(again.success["customer_id"], id);
    let name = &again.success["extensions"]["device_info"]["device_name"];
    assert_eq!(name, "Ada's Audible for iPhone");
}

#[tokio::test]
async fn every_sign_in_goes_through_the_challenges_that_were_ordered() {
    let world = World::new();
    let email = "ada@example.org";
    world
        .steer(
            "account",
            json!({"email": email, "password": "p", "challenges": ["captcha", "cvf"]}),
        )
        .await;
    for _ in 0..2 {
        let mut browser = Browser::new(&world);
        let page = browser.open(&SignIn::at("us").url()).await;
        let page = browser.sign_in(&page, email, "p").await;
        let guess = world.answers(email).await["captcha"].clone();
        let fields = [
            ("email", email),
            ("password", "p"),
            ("guess", guess.as_str().unwrap()),
        ];
        let page = browser.submit(&page, &page.form("signIn"), &fields).await;
        // Known before it is sent, and the same until the sign-in is done.
        let code = world.answers(email).await["cvf"].clone();
        let form = page.form_with("verifyToken");
        assert_eq!(form.action, "https://www.amazon.com/ap/cvf/verify");
        let page = browser.submit(&page, &form, &[]).await;
        assert_eq!(world.answers(email).await["cvf"], code);
        let fields = [("action", "code"), ("code", code.as_str().unwrap())];
        let page = browser
            .submit(&page, &page.form_with("code"), &fields)
            .await;
        assert!(page.code.is_some());
    }
}

#[tokio::test]
async fn expected_names_the_customer_who_is_meant() {
    let world = World::new();
    let name = async |call: &str| world.read(call).await.json()["customer"]["name"].clone();
    assert_eq!(name("expected").await, "Anna Example");
    world
        .steer(
            "account",
            json!({"email": "ada@example.org", "password": "p", "name": "Ada Invented"}),
        )
        .await;
    assert_eq!(
        name("expected?email=nobody@example.org").await,
        "Ada Invented"
    );
    world.device("us", "ben@example.org").await;
    assert_eq!(
        name("expected?email=nobody@example.org").await,
        "Ben Example"
    );
    assert_eq!(name("expected?email=ada@example.org").await, "Ada Invented");
}

#[tokio::test]
async fn faults_hit_as_often_as_ordered() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    for (fault, seen) in [
        (
            json!({"path": "/user/profile", "do": "status", "status": 503, "retry_after": 9, "times": 2}),
            vec![503, 503, 200],
        ),
        (json!({"path": "/user/*", "do": "html"}), vec![503, 200]),
        (
            json!({"host": "api.amazon.de", "path": "/user/profile", "do": "status"}),
            vec![200],
        ),
        (
            json!({"path": "/user/profile", "method": "GET", "do": "missing_member"}),
            vec![200, 200],
        ),
    ] {
        world.steer("fault", fault.clone()).await;
        for status in seen {
            let reply = world.profile(&device.access_token).await;
            assert_eq!(reply.status, status, "{fault}");
        }
    }
    // An order for no times takes an earlier one back.
    for times in [9, 0] {
        let fault = json!({"path": "/user/profile", "do": "status", "times": times});
        world.steer("fault", fault).await;
    }
    assert_eq!(world.profile(&device.access_token).await.status, 200);
    // What is dropped afterwards is done nevertheless.
    world
        .steer(
            "fault",
            json!({"path": "/auth/deregister", "do": "drop_after"}),
        )
        .await;
    world.deregister(&device.access_token, false).await;
    let reply = world.refresh("api.amazon.com", &device.refresh_token).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn t57_an_api_may_answer_with_a_page() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    for (switch, status) in [("html-503", 503), ("html-200", 200)] {
        world.switch(switch, json!(1)).await;
        let reply = world.profile(&device.access_token).await;
        assert_eq!(reply.status, status);
        assert!(reply.header("content-type").starts_with("text/html"));
        let reply = world.profile(&device.access_token).await;
        assert_eq!(reply.header("content-type"), "application/json");
    }
}

#[tokio::test]
async fn t70_the_date_may_be_off() {
    let world = World::new();
    let now = || world.sandbox.clock.date();
    let date = async || {
        let reply = world.read("counters").await;
        reply.header("date").to_owned()
    };
    let hour = |time: time::OffsetDateTime| format!(" {:02}:", time.hour());
    assert!(date().await.contains(&hour(now())));
    world.switch("clock-skew", json!("-7200")).await;
    let shifted = hour(now() - time::Duration::hours(2));
    assert!(date().await.contains(&shifted));
    // Only what is said is off: the clock itself is not.
    world.switch("clock-skew", json!(0)).await;
    world.steer("clock", json!({"advance_s": 10_800})).await;
    assert!(date().await.contains(&hour(now())));
}

#[tokio::test]
async fn counters_and_log_tell_what_was_asked() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    world.profile(&device.access_token).await;
    let counters = world.read("counters").await.json();
    assert_eq!(counters["requests"]["/user/profile"], 1);
    assert_eq!(counters["requests"]["/auth/register"], 1);
    assert_eq!(counters["otps_asked"], 0);
    assert_eq!(counters["max_in_flight"], 1);
    let log = world.read("log").await.json();
    let last = log["requests"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["method"], "GET");
    assert_eq!(last["host"], "api.amazon.com");
    assert_eq!(last["status"], 200);
    assert_eq!(
        last["headers"],
        json!(["x-sandbox-host", "x-amz-access-token"])
    );
}

#[tokio::test]
async fn the_log_tells_which_secrets_were_handed_out() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    world
        .steer("fault", json!({"path": "/auth/token", "do": "drop_after"}))
        .await;
    world.refresh("api.amazon.com", &device.refresh_token).await;
    let log = world.read("log").await.json();
    let answers: Vec<serde_json::Value> = log["requests"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|request| request["answer"].as_str())
        .map(|answer| serde_json::from_str(answer).unwrap())
        .collect();
    assert_eq!(answers.len(), 2);
    assert_eq!(
        answers[0]["response"]["success"]["tokens"]["bearer"]["refresh_token"],
        json!(device.refresh_token)
    );
    assert!(answers[1]["access_token"].is_string());
}

#[tokio::test]
async fn the_log_keeps_no_password_but_invented_ones() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.open(&SignIn::at("us").url()).await;
    let page = browser
        .sign_in(&page, "somebody@real.example", "a real password")
        .await;
    browser.sign_in(&page, "ben@example.org", "sandbox").await;
    let log = world.read("log").await.text();
    assert!(!log.contains("real.example") && !log.contains("real+password"));
    assert!(log.contains("password=sandbox") && log.contains("ben%40example.org"));
}

#[tokio::test]
async fn reset_is_as_after_the_start() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    world.switch("dead-device", json!(true)).await;
    world
        .steer(
            "fault",
            json!({"path": "*", "do": "drop_before", "times": 99}),
        )
        .await;
    world
        .steer(
            "account",
            json!({"email": "new@example.org", "password": "p"}),
        )
        .await;
    world.steer("clock", json!({"advance_s": 1_000_000})).await;
    world.steer("reset", json!({})).await;
    assert_eq!(
        world.read("answers?email=new@example.org").await.status,
        StatusCode::NOT_FOUND
    );
    let requests = world.read("counters").await.json()["requests"].clone();
    assert_eq!(requests, json!({}));
    assert_eq!(
        world.profile(&device.access_token).await.status,
        StatusCode::UNAUTHORIZED
    );
    let device = world.device("us", "ben@example.org").await;
    let name = &device.success["extensions"]["device_info"]["device_name"];
    assert_eq!(name, "Ben's Audible for iPhone");
}
