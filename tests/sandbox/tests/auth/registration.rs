//! A code becomes a device.

use http::StatusCode;
use serde_json::{Value, json};

use crate::world::{Browser, IPHONE, SignIn, World, challenge, client_id, registration};

/// Registers with a change to the right body.
async fn register(world: &World, change: impl FnOnce(&mut Value)) -> (StatusCode, Value) {
    let code = world.code("us", "ben@example.org").await;
    let mut body = registration("us", &code);
    change(&mut body);
    let reply = world
        .post_json("api.amazon.com", "/auth/register", &body)
        .await;
    (reply.status, reply.json())
}

fn error_of(answer: &Value) -> &str {
    answer["response"]["error"]["code"].as_str().unwrap()
}

#[tokio::test]
async fn a_device_has_amazons_shape() {
    let world = World::new();
    let (status, answer) = register(&world, |_| ()).await;
    assert_eq!(status, StatusCode::OK);
    let success = &answer["response"]["success"];
    let tokens = &success["tokens"];
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    assert!(text(&tokens["bearer"]["access_token"]).starts_with("Atna|"));
    assert!(text(&tokens["bearer"]["refresh_token"]).starts_with("Atnr|"));
    let adp = text(&tokens["mac_dms"]["adp_token"]);
    assert!(adp.starts_with("{enc:") && adp.ends_with("{serial:Mg==}"));
    assert_eq!(adp.matches('{').count(), 5);
    let pem = text(&tokens["mac_dms"]["device_private_key"]);
    assert!(pem.starts_with("-----BEGIN RSA PRIVATE KEY-----\n"));
    assert!(pem.ends_with("-----END RSA PRIVATE KEY-----\n"));
    assert!(tokens["store_authentication_cookie"]["cookie"].is_string());
    let extensions = &success["extensions"];
    assert_eq!(extensions["device_info"]["device_type"], IPHONE);
    assert_eq!(extensions["customer_info"]["name"], "Ben Example");
    assert_eq!(
        success["customer_id"],
        extensions["customer_info"]["user_id"]
    );
    assert!(answer["request_id"].is_string());
}

#[tokio::test]
async fn wrong_values_are_refused_and_the_code_is_spent() {
    let world = World::new();
    for (pointer, value) in [
        ("/auth_data/code_verifier", json!("another verifier")),
        ("/auth_data/code_algorithm", json!("S256")),
        ("/auth_data/client_domain", json!("Device")),
        ("/auth_data/authorization_code", json!("ANinvented")),
        ("/auth_data/authorization_code", json!(17)),
        ("/cookies/domain", json!(".amazon.de")),
        ("/requested_token_type", json!([])),
        ("/requested_extensions", json!([])),
    ] {
        let (status, answer) = register(&world, |body| {
            *body.pointer_mut(pointer).unwrap() = value.clone();
        })
        .await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{pointer}");
        assert_eq!(error_of(&answer), "InvalidValue", "{pointer}");
    }
    for name in ["app_version", "device_name", "device_serial", "os_version"] {
        let (status, answer) = register(&world, |body| {
            body["registration_data"]
                .as_object_mut()
                .unwrap()
                .remove(name);
        })
        .await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{name}");
        assert_eq!(error_of(&answer), "ServerError", "{name}");
    }
}

#[tokio::test]
async fn a_code_is_good_once_and_for_minutes() {
    let world = World::new();
    let code = world.code("us", "ben@example.org").await;
    let body = registration("us", &code);
    for expected in [StatusCode::OK, StatusCode::BAD_REQUEST] {
        let reply = world
            .post_json("api.amazon.com", "/auth/register", &body)
            .await;
        assert_eq!(reply.status, expected);
    }
    assert_eq!(
        world.violations().await,
        ["sent an authorization code again"]
    );

    for (minutes, code, message) in [
        (
            6,
            "InvalidValue",
            "One or more provided values are invalid.",
        ),
        (16, "InvalidToken", "Auth time of the token is expired."),
    ] {
        let spent = world.code("us", "ben@example.org").await;
        world.sandbox.clock.advance(minutes * 60);
        let body = registration("us", &spent);
        let reply = world
            .post_json("api.amazon.com", "/auth/register", &body)
            .await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST);
        let error = &reply.json()["response"]["error"];
        assert_eq!(
            (error["code"].as_str().unwrap(), &error["message"]),
            (code, &json!(message))
        );
    }
}

#[tokio::test]
async fn t4_a_code_of_an_earlier_address_does_not_register() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let address = SignIn::at("us").with(
        "openid.oa2.code_challenge",
        &challenge("an earlier verifier"),
    );
    let page = browser.open(&address.url()).await;
    let page = browser.sign_in(&page, "ben@example.org", "sandbox").await;
    let body = registration("us", &page.code.unwrap());
    let reply = world
        .post_json("api.amazon.com", "/auth/register", &body)
        .await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert_eq!(error_of(&reply.json()), "InvalidValue");
}

#[tokio::test]
async fn t5_the_serial_is_that_of_the_address() {
    let world = World::new();
    let other = "Another0Serial0Of0Forty0Letters000000000";
    for change in [
        &(|body: &mut Value| body["registration_data"]["device_serial"] = json!(other))
            as &dyn Fn(&mut Value),
        &|body| body["auth_data"]["client_id"] = json!(client_id(other)),
        &|body| body["registration_data"]["device_type"] = json!("A10KISP2GWF0E4"),
    ] {
        let (status, answer) = register(&world, change).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert_eq!(error_of(&answer), "InvalidValue");
    }
}

#[tokio::test]
async fn t6_the_body_has_the_client_id_without_its_prefix() {
    let world = World::new();
    let (status, answer) = register(&world, |body| {
        let id = body["auth_data"]["client_id"].as_str().unwrap();
        body["auth_data"]["client_id"] = json!(format!("device:{id}"));
    })
    .await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(error_of(&answer), "InvalidValue");
}

#[tokio::test]
async fn t7_the_challenge_is_of_the_verifiers_characters() {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use sha2::{Digest as _, Sha256};
    let world = World::new();
    let mut browser = Browser::new(&world);
    let (verifier, bytes) = ("A".repeat(43), [0; 32]);
    assert_eq!(URL_SAFE_NO_PAD.decode(&verifier).unwrap(), bytes);
    let of_bytes = URL_SAFE_NO_PAD.encode(Sha256::digest(bytes));
    let address = SignIn::at("us").with("openid.oa2.code_challenge", &of_bytes);
    let page = browser.open(&address.url()).await;
    let page = browser.sign_in(&page, "ben@example.org", "sandbox").await;
    let mut body = registration("us", &page.code.unwrap());
    body["auth_data"]["code_verifier"] = json!(verifier);
    let reply = world
        .post_json("api.amazon.com", "/auth/register", &body)
        .await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
}

/// Signs `old-user` in, where user names belong.
async fn username_code(world: &World) -> String {
    let mut browser = Browser::new(world);
    let page = browser.open(&SignIn::with_username("us").url()).await;
    let page = browser.sign_in(&page, "old-user", "x").await;
    page.code.unwrap()
}

#[tokio::test]
async fn t9_user_names_live_on_audibles_hosts() {
    let world = World::new();
    let code = username_code(&world).await;
    let reply = world
        .post_json(
            "api.amazon.com",
            "/auth/register",
            &registration("us", &code),
        )
        .await;
    assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    assert_eq!(error_of(&reply.json()), "CredentialError");
    assert_eq!(
        reply.header("www-authenticate"),
        "Basic realm=\"api.amazon.com/auth/register\", error=\"CredentialError\", \
         error_description=\"The input credential is invalid.\""
    );

    let code = username_code(&world).await;
    let reply = world
        .post_json(
            "api.audible.com",
            "/auth/register",
            &registration("us", &code),
        )
        .await;
    assert_eq!(reply.status, StatusCode::OK);
    let tokens = &reply.json()["response"]["success"]["tokens"];
    let (access, refresh) = (
        tokens["bearer"]["access_token"].as_str().unwrap(),
        tokens["bearer"]["refresh_token"].as_str().unwrap(),
    );
    for (host, status) in [
        ("api.audible.com", StatusCode::OK),
        ("api.amazon.com", StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(world.refresh(host, refresh).await.status, status, "{host}");
    }
    for (host, status) in [
        ("api.audible.com", StatusCode::OK),
        ("api.amazon.com", StatusCode::UNAUTHORIZED),
    ] {
        let headers = [("x-amz-access-token", access)];
        let reply = world.ask("GET", host, "/user/profile", &headers, "").await;
        assert_eq!(reply.status, status, "{host}");
    }
}

#[tokio::test]
async fn another_stores_host_does_not_take_the_code() {
    let world = World::new();
    let code = world.code("us", "ben@example.org").await;
    let reply = world
        .post_json(
            "api.amazon.de",
            "/auth/register",
            &registration("us", &code),
        )
        .await;
    assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn t11_and_t47_a_user_name_has_a_pool_and_no_cookies() {
    let world = World::new();
    let code = username_code(&world).await;
    let reply = world
        .post_json(
            "api.audible.com",
            "/auth/register",
            &registration("us", &code),
        )
        .await;
    let success = &reply.json()["response"]["success"];
    let pool = success["extensions"]["customer_info"]["account_pool"].clone();
    assert!(pool.as_str().unwrap().starts_with("pool-"));
    assert!(success["tokens"].get("website_cookies").is_none());
    assert!(
        success["tokens"]
            .get("store_authentication_cookie")
            .is_none()
    );

    let device = world.device("us", "ben@example.org").await;
    let customer = &device.success["extensions"]["customer_info"];
    assert_eq!(customer["account_pool"], "Amazon");
}

#[tokio::test]
async fn t61_an_access_token_registers_nothing() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    let (status, answer) = register(&world, |body| {
        body["auth_data"] = json!({"access_token": device.access_token});
    })
    .await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(error_of(&answer), "InvalidToken");
}

#[tokio::test]
async fn t62_a_lost_answer_leaves_a_device_behind() {
    let world = World::new();
    world.switch("drop-register-answer", json!(1)).await;
    let code = world.code("us", "ben@example.org").await;
    let body = registration("us", &code);
    let reply = world
        .post_json("api.amazon.com", "/auth/register", &body)
        .await;
    // In this process a dropped connection shows as status 500 without a body.
    assert_eq!(
        (reply.status, reply.bytes.len()),
        (StatusCode::INTERNAL_SERVER_ERROR, 0)
    );
    let next = world.device("us", "ben@example.org").await;
    let name = &next.success["extensions"]["device_info"]["device_name"];
    assert_eq!(name, "Ben's 2nd Audible for iPhone");
}

#[tokio::test]
async fn names_of_devices_are_counted() {
    let world = World::new();
    for name in [
        "Ben's Audible for iPhone",
        "Ben's 2nd Audible for iPhone",
        "Ben's 3rd Audible for iPhone",
        "Ben's 4th Audible for iPhone",
    ] {
        let device = world.device("us", "ben@example.org").await;
        assert_eq!(
            device.success["extensions"]["device_info"]["device_name"],
            name
        );
    }
}

#[tokio::test]
async fn unknown_codes_of_errors_are_a_switch() {
    let world = World::new();
    world
        .switch("unknown-error-code", json!("SomethingNew"))
        .await;
    let (_, answer) = register(&world, |body| {
        body["auth_data"]["code_verifier"] = json!("x");
    })
    .await;
    assert_eq!(error_of(&answer), "SomethingNew");
}
