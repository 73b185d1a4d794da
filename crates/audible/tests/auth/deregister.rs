//! `deregister.json`: leaving, and who one is.

use audible::deregister::{Removal, deregister_request, device_list, read_deregister};
use audible::profile::{profile_request, read_profile};
use audible::registration::AccessToken;
use audible::{AccountKind, Error, Marketplace, authorize};
use serde_json::json;

use crate::common::{
    answer, assert_same_request, cases, kind, raw, registration, secret, status, store, text,
    vectors,
};
use crate::deviations::Deviations;

fn token(text: &str) -> AccessToken {
    AccessToken {
        token: secret(text),
        expires: None,
    }
}

#[test]
fn requests_are_those_of_the_package_except_for_all_accounts() {
    let mut deviations = Deviations::of("deregister.json");
    for (number, case) in cases(&vectors("deregister.json"), "requests")
        .iter()
        .enumerate()
    {
        let registration = registration(store(&case["domain"]), kind(&case["with_username"]));
        let request =
            deregister_request(&registration, &token(text(&case["access_token"]))).unwrap();
        let all = case["deregister_all"] == true;
        deviations.see(&format!("request {number}"), all);
        if all {
            assert_eq!(
                request.body(),
                b"{\"deregister_all_existing_accounts\":false}",
                "trap T60"
            );
        } else {
            assert_same_request(&request, &case["request"]);
        }
    }
    deviations.finish();
}

#[test]
fn answers_tell_what_became_of_the_device() {
    let vectors = vectors("deregister.json");
    for case in cases(&vectors, "answers") {
        assert_eq!(
            read_deregister(&answer(200, &case["answer"])),
            Ok(Removal::Removed)
        );
    }
    for case in cases(&vectors, "refused") {
        let read = read_deregister(&answer(status(case), &case["answer"]));
        assert_eq!(
            read,
            Ok(Removal::ProbablyGone {
                reason: "InvalidToken".into()
            })
        );
    }
    let not_authenticated = json!({"message": "Request could not be authenticated"});
    assert_eq!(
        read_deregister(&answer(403, &not_authenticated)),
        Ok(Removal::ProbablyGone {
            reason: "Request could not be authenticated".into()
        })
    );
    for (status, body) in [
        (503, &b"<html>"[..]),
        (403, b"<html>"),
        (500, b"{}"),
        (429, b"{}"),
        (200, b"<html>"),
        (302, b"{}"),
    ] {
        let read = read_deregister(&raw(status, "text/html", body));
        assert!(matches!(read, Err(Error::RetryLater { .. })), "{status}");
    }
}

#[test]
fn the_profile_is_that_of_the_package() {
    let profile = &vectors("deregister.json")["profile"];
    let registration = registration(Marketplace::Us, AccountKind::Amazon);
    let access_token = registration.access_token.clone().unwrap();
    assert_same_request(
        &profile_request(&registration, &access_token).unwrap(),
        &profile["request"],
    );
    let read = read_profile(&answer(200, &profile["answer"])).unwrap();
    assert_eq!(read.user_id, text(&profile["answer"]["user_id"]));
    assert_eq!(read.email.as_deref(), profile["answer"]["email"].as_str());
    assert!(matches!(
        read_profile(&answer(200, &json!({"name": "A"}))),
        Err(Error::ReportBug { .. })
    ));
    assert!(matches!(
        read_profile(&answer(401, &json!({"error": "invalid_token"}))),
        Err(Error::SignInAgain { .. })
    ));
}

#[test]
fn requests_to_the_api_carry_the_token_and_no_authorization() {
    let request = http::Request::get("https://api.audible.de/1.0/library?num_results=1")
        .body(Vec::new())
        .unwrap();
    let request = authorize(request, &token("Atna|x")).unwrap();
    let header = |name: &str| request.headers()[name].to_str().unwrap();
    assert_eq!(header("x-amz-access-token"), "Atna|x");
    assert!(request.headers()["x-amz-access-token"].is_sensitive());
    assert_eq!(header("accept"), "application/json");
    assert_eq!(header("accept-charset"), "utf-8");
    assert!(header("user-agent").starts_with("Audible/"), "trap T58");
    assert!(!request.headers().contains_key("authorization"), "trap T52");
    assert!(!request.headers().contains_key("content-type"));
    let broken = http::Request::new(Vec::new());
    assert!(matches!(
        authorize(broken, &token("a\nb")),
        Err(Error::FixInput { .. })
    ));
}

#[test]
fn the_list_of_devices_is_at_the_store_of_the_account() {
    assert!(device_list(Marketplace::Uk).starts_with("https://www.amazon.co.uk/hz/mycd/"));
}
