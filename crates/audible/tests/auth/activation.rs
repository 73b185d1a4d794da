//! `activation_bytes.json`.

use audible::activation::{activation_request, extract, read_activation};
use audible::signing::ToSign;
use audible::{AccountKind, Error, Marketplace};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::common::{NOW, cases, raw, registration, secret, text, vectors};

fn blob(case: &serde_json::Value) -> Vec<u8> {
    STANDARD.decode(text(&case["blob_base64"])).unwrap()
}

#[test]
fn bytes_are_those_of_the_package() {
    let vectors = vectors("activation_bytes.json");
    for case in cases(&vectors, "cases") {
        let answer = raw(200, "application/octet-stream", &blob(case));
        let bytes = read_activation(&answer).unwrap();
        assert_eq!(
            bytes.expose(),
            text(&case["activation_bytes"]),
            "{}",
            case["name"]
        );
        let kept = registration(Marketplace::De, AccountKind::Amazon)
            .with_activation_bytes(bytes.clone(), NOW);
        assert_eq!(kept.activation_bytes, Some(bytes));
        assert_eq!(kept.obtained.activation_bytes, Some(NOW));
    }
    for case in cases(&vectors, "refused") {
        assert_eq!(extract(&blob(case)), None, "{}", case["name"]);
    }
}

#[test]
fn the_request_is_that_of_the_package() {
    let theirs = &vectors("activation_bytes.json")["signed_request"];
    let request = activation_request();
    assert_eq!(request.uri().to_string(), text(&theirs["url"]));
    let signature = text(&theirs["headers"]["x-adp-signature"]);
    let (base64, date) = signature.split_once(':').unwrap();
    let adp_token = secret(text(&theirs["headers"]["x-adp-token"]));
    let signed = ToSign::new(request, &adp_token, 1_795_444_215_123_456)
        .unwrap()
        .signed(&STANDARD.decode(base64).unwrap());
    assert_eq!(
        signed.headers()["x-adp-signature"].to_str().unwrap(),
        signature
    );
    assert!(date.starts_with("2026-11-23"));
}

#[test]
fn an_outage_is_not_a_bug() {
    for (status, body) in [
        (200, &b"(audible_error=InternalServiceFailure)"[..]),
        (500, b"Whoops! Looks like something went wrong."),
        (503, b"<html>"),
        (429, b""),
    ] {
        let read = read_activation(&raw(status, "text/plain", body));
        assert!(matches!(read, Err(Error::RetryLater { .. })), "{status}");
    }
    for (status, body) in [
        (200, &b"BAD_LOGIN"[..]),
        (200, b""),
        (
            403,
            b"{\"message\": \"Request could not be authenticated\"}",
        ),
    ] {
        let read = read_activation(&raw(status, "text/plain", body));
        assert!(matches!(read, Err(Error::ReportBug { .. })), "{status}");
    }
}
