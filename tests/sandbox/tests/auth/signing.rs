//! Signed requests.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use rsa::pkcs1::DecodeRsaPrivateKey as _;
use serde_json::json;

use crate::world::{Device, Reply, World};

const DATE: &str = "2026-01-02T03:04:05.678901+00:00Z";
const LICENSE: &str =
    "/license/token?player_manuf=Audible,iPhone&action=register&player_model=iPhone";

/// The signature of a request by a device.
fn signature(device: &Device, method: &str, target: &str, date: &str, body: &str) -> String {
    let key = rsa::PrivateKey::from_pkcs1_pem(&device.private_key).unwrap();
    let text = format!("{method}\n{target}\n{date}\n{body}\n{}", device.adp_token);
    let signature = key
        .pkcs1v15_sign::<rsa::sha2::Sha256>(text.as_bytes())
        .unwrap();
    format!("{}:{date}", STANDARD.encode(signature))
}

/// Asks for the activation bytes: a request that takes signatures only.
async fn ask(world: &World, target: &str, adp_token: &str, signature: &str) -> Reply {
    let headers = [
        ("x-adp-token", adp_token),
        ("x-adp-alg", "SHA256withRSA:1.0"),
        ("x-adp-signature", signature),
    ];
    world
        .ask("GET", "www.audible.com", target, &headers, "")
        .await
}

#[tokio::test]
async fn t53_one_host_takes_signatures_only() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    let target = "/FionaCDEServiceEngine/sidecar?type=AUDI&key=B000000000";
    let token = [("x-amz-access-token", device.access_token.as_str())];
    let reply = world
        .ask("GET", "cde-ta-g7g.amazon.com", target, &token, "")
        .await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    let signature = signature(&device, "GET", target, DATE, "");
    let headers = [
        ("x-adp-token", device.adp_token.as_str()),
        ("x-adp-alg", "SHA256withRSA:1.0"),
        ("x-adp-signature", signature.as_str()),
    ];
    let reply = world
        .ask("GET", "cde-ta-g7g.amazon.com", target, &headers, "")
        .await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND, "no bookmarks");
}

#[tokio::test]
async fn t54_path_and_query_are_signed_byte_for_byte() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    let encoded = LICENSE.replace(',', "%2C");
    for (signed, sent, status) in [
        (LICENSE, LICENSE, StatusCode::OK),
        (encoded.as_str(), encoded.as_str(), StatusCode::OK),
        (LICENSE, encoded.as_str(), StatusCode::FORBIDDEN),
        (encoded.as_str(), LICENSE, StatusCode::FORBIDDEN),
    ] {
        let signature = signature(&device, "GET", signed, DATE, "");
        let reply = ask(&world, sent, &device.adp_token, &signature).await;
        assert_eq!(reply.status, status, "{signed} {sent}");
    }
    for wrong in [
        signature(&device, "POST", LICENSE, DATE, ""),
        signature(&device, "GET", LICENSE, DATE, "{}"),
        signature(&device, "GET", LICENSE, DATE, "").replace("2026", "2027"),
        "no signature".to_owned(),
    ] {
        let reply = ask(&world, LICENSE, &device.adp_token, &wrong).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn t55_dates_have_several_shapes() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    for (date, status) in [
        (DATE, StatusCode::OK),
        ("2026-01-02T03:04:05+00:00Z", StatusCode::OK),
        ("2026-01-02T03:04:05Z", StatusCode::OK),
        ("2026-01-02T03:04:05.000000000Z", StatusCode::OK),
        ("2026-01-02T03:04:05+01:00", StatusCode::FORBIDDEN),
        ("yesterday", StatusCode::FORBIDDEN),
    ] {
        let signature = signature(&device, "GET", LICENSE, date, "");
        let reply = ask(&world, LICENSE, &device.adp_token, &signature).await;
        assert_eq!(reply.status, status, "{date}");
    }
}

#[tokio::test]
async fn t56_a_wrong_token_and_a_dead_device_look_alike() {
    let world = World::new();
    let device = world.device("us", "ben@example.org").await;
    let signature = signature(&device, "GET", LICENSE, DATE, "");
    let tampered = device.adp_token.replace("{enc:", "{enc:x");
    let wrong = ask(&world, LICENSE, &tampered, &signature).await;
    world.deregister(&device.access_token, false).await;
    let dead = ask(&world, LICENSE, &device.adp_token, &signature).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    assert_eq!((wrong.status, wrong.json()), (dead.status, dead.json()));
    assert_eq!(
        wrong.json(),
        json!({"message": "Request could not be authenticated"})
    );
}

#[tokio::test]
async fn t67_activation_bytes_are_reversed_and_begin_with_a_zero() {
    let world = World::new();
    let device = world.device("us", "plain@example.org").await;
    let signature = signature(&device, "GET", LICENSE, DATE, "");
    let blob = ask(&world, LICENSE, &device.adp_token, &signature).await;
    assert!(blob.text().contains("group_id"));
    let tail = &blob.bytes[blob.bytes.len() - 568..];
    assert_eq!(tail[..4], [0x0d, 0x0c, 0x0b, 0x00]);
    for line in tail.chunks(71) {
        assert_eq!(line[70], b'\n');
    }
    let expected = world.read("expected?email=plain@example.org").await.json();
    assert_eq!(expected["activation_bytes"], "000b0c0d");
    // No other store has this host.
    let reply = world.ask("GET", "www.audible.de", LICENSE, &[], "").await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
}
