//! `refresh.json`, and the answers of section 7.

use std::time::Duration;

use audible::answer::{retry_after, server_now};
use audible::token::{read_refresh, refresh_request};
use audible::{AccountKind, Error, Marketplace, Timestamp};
use serde_json::json;

use crate::common::{
    NOW, answer, assert_same_request, cases, kind, raw, registration, secret, status, store, text,
    vectors,
};
use crate::deviations::Deviations;

#[test]
fn requests_are_those_of_the_package() {
    for case in cases(&vectors("refresh.json"), "requests") {
        let mut registration = registration(store(&case["domain"]), kind(&case["with_username"]));
        registration.refresh_token = Some(secret(text(&case["refresh_token"])));
        assert_same_request(&refresh_request(&registration).unwrap(), &case["request"]);
    }
}

#[test]
fn answers_are_read_as_the_package_does() {
    let mut deviations = Deviations::of("refresh.json");
    let vectors = vectors("refresh.json");
    for (number, case) in cases(&vectors, "answers").iter().enumerate() {
        let read = read_refresh(&answer(200, &case["answer"]), NOW).unwrap();
        let theirs = &case["extracted"];
        let seconds = theirs["expires"].as_f64().unwrap() - case["now"].as_f64().unwrap();
        let same = read.access_token.token.expose() == text(&theirs["access_token"])
            && read.access_token.expires
                == Some(NOW.plus_millis(if seconds > 3000.0 {
                    3_600_000
                } else {
                    1_800_000
                }));
        deviations.see(&format!("answer {number}"), !same);
    }
    for (number, case) in cases(&vectors, "refused").iter().enumerate() {
        let read = read_refresh(&answer(status(case), &case["answer"]), NOW);
        deviations.see(&format!("refused {number}"), read.is_ok());
    }
    deviations.finish();
}

#[test]
fn without_a_refresh_token_there_is_only_a_new_sign_in() {
    let mut registration = registration(Marketplace::De, AccountKind::Amazon);
    registration.refresh_token = None;
    assert!(matches!(
        refresh_request(&registration),
        Err(Error::SignInAgain { .. })
    ));
}

#[test]
fn every_shape_of_an_answer_is_read() {
    let bearer = json!({"access_token": "Atna|new", "expires_in": "1800"});
    let shapes = [
        bearer.clone(),
        json!({"response": {"success": bearer}}),
        json!({"response": {"success": {"tokens": {"bearer": bearer}}}}),
        json!({"response": {"success": {"expires_in": 1800.0, "actor_access_token": "Atna|new"}}}),
        json!({"actor_access_token": "Atna|new", "actor_refresh_token": "Atnr|actor", "expires_in": 1800}),
        json!({"access_token": "Atna|new", "expires_in": 1800, "message": "hello", "unknown": [null]}),
    ];
    for shape in shapes {
        let read = read_refresh(&answer(200, &shape), NOW).unwrap();
        assert_eq!(read.access_token.token.expose(), "Atna|new", "{shape}");
        assert_eq!(
            read.access_token.expires,
            Some(NOW.plus_millis(1_800_000)),
            "{shape}"
        );
        assert_eq!(read.refresh_token, None, "{shape}");
    }
}

#[test]
fn a_life_that_makes_no_sense_counts_as_an_hour() {
    for expires_in in [
        json!(null),
        json!("soon"),
        json!(0),
        json!(-5),
        json!([]),
        json!(1e300),
        json!("NaN"),
    ] {
        let body = json!({"access_token": "Atna|new", "expires_in": expires_in});
        let read = read_refresh(&answer(200, &body), NOW).unwrap();
        assert_eq!(
            read.access_token.expires,
            Some(NOW.plus_millis(3_600_000)),
            "{expires_in}"
        );
    }
}

#[test]
fn the_refresh_token_changes_only_for_a_successor() {
    let old = registration(Marketplace::De, AccountKind::Amazon);
    let read = |body| read_refresh(&answer(200, &body), NOW).unwrap();
    let renewed = old.renewed(read(
        json!({"access_token": "Atna|new", "refresh_token": ""}),
    ));
    assert_eq!(renewed.refresh_token, old.refresh_token, "trap T50");
    assert_eq!(renewed.obtained.access_token, Some(NOW));
    assert_eq!(renewed.obtained.refresh_token, None);
    let rotated = old.renewed(read(
        json!({"access_token": "Atna|new", "refresh_token": "Atnr|next"}),
    ));
    assert_eq!(rotated.refresh_token, Some(secret("Atnr|next")));
    assert_eq!(rotated.obtained.refresh_token, Some(NOW));
    assert_eq!(rotated.device_info, old.device_info);
}

#[test]
fn only_a_refusal_of_the_token_signs_a_member_out() {
    let shaped = |code: &str| {
        [
            json!({"error": code, "error_description": "invented", "error_index": "i", "request_id": "r"}),
            json!({"response": {"error": {"code": code, "message": "invented"}}, "request_id": "r"}),
        ]
    };
    for code in [
        "invalid_grant",
        "InvalidToken",
        "InvalidValue",
        "invalid_token",
        "CredentialError",
    ] {
        for body in shaped(code) {
            for status in [400, 401, 403] {
                let read = read_refresh(&answer(status, &body), NOW);
                assert_eq!(
                    read,
                    Err(Error::SignInAgain {
                        reason: code.into()
                    }),
                    "{status} {body}"
                );
            }
            for status in [429, 500, 503] {
                let read = read_refresh(&answer(status, &body), NOW);
                assert!(
                    matches!(read, Err(Error::RetryLater { .. })),
                    "{status} {body}"
                );
            }
        }
    }
    for code in [
        "invalid_request",
        "unsupported_grant_type",
        "unauthorized_client",
        "SomethingNew",
    ] {
        for body in shaped(code) {
            let read = read_refresh(&answer(400, &body), NOW);
            assert!(matches!(read, Err(Error::ReportBug { .. })), "{body}");
        }
    }
    let html = b"<html><title>Website Temporarily Unavailable</title></html>";
    for status in [
        200, 202, 302, 400, 401, 403, 404, 405, 429, 500, 502, 503, 504,
    ] {
        for body in [
            &html[..],
            b"",
            b"[]",
            b"null",
            b"\"text\"",
            b"{\"access_token\": \"At",
        ] {
            let read = read_refresh(&raw(status, "text/html", body), NOW);
            assert!(
                matches!(read, Err(Error::RetryLater { .. })),
                "{status} {body:?}"
            );
        }
    }
    let read = read_refresh(&answer(200, &json!({"token_type": "bearer"})), NOW);
    assert!(matches!(read, Err(Error::ReportBug { .. })));
}

#[test]
fn no_error_repeats_a_token() {
    let body = json!({"error": "SomethingNew", "access_token": "Atna|secret", "refresh_token": "Atnr|secret"});
    let error = read_refresh(&answer(400, &body), NOW).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("secret"));
}

#[test]
fn waits_and_clocks_are_read_from_headers() {
    let with = |headers: &[(&'static str, &'static str)]| {
        let mut answer = raw(503, "text/html", b"");
        for (name, value) in headers {
            answer.headers_mut().insert(*name, value.parse().unwrap());
        }
        answer
    };
    let date = ("date", "Mon, 23 Nov 2026 14:30:15 GMT");
    assert_eq!(
        server_now(&with(&[date])),
        Some(Timestamp::from_millis(1_795_444_215_000))
    );
    assert_eq!(server_now(&with(&[("date", "yesterday")])), None);
    assert_eq!(server_now(&with(&[])), None);
    let wait = |headers: &[_]| retry_after(&with(headers));
    let minute = Some(Duration::from_mins(1));
    assert_eq!(wait(&[("retry-after", "60")]), minute);
    assert_eq!(
        wait(&[date, ("retry-after", "Mon, 23 Nov 2026 14:31:15 GMT")]),
        minute
    );
    assert_eq!(
        wait(&[date, ("retry-after", "Mon, 23 Nov 2026 14:00:00 GMT")]),
        Some(Duration::ZERO)
    );
    assert_eq!(
        wait(&[("retry-after", "Mon, 23 Nov 2026 14:31:15 GMT")]),
        None
    );
    assert_eq!(wait(&[("retry-after", "-5")]), None);
    assert_eq!(wait(&[("retry-after", "soon")]), None);
    let read = read_refresh(&with(&[("retry-after", "60")]), NOW);
    assert_eq!(
        read,
        Err(Error::RetryLater {
            status: 503,
            after: minute
        })
    );
}
