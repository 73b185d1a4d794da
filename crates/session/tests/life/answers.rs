//! All that Amazon may answer to a renewal, what else the device learns, and what follows from a
//! device that was removed (sign-in reference, 7 to 10; traps T50, T51, T56, T59, T70).

use audible::cookies::{exchange_request, read_exchange};
use audible::{Marketplace, Secret};
use http::Response;
use session::life::{Event, Learned, NeedsSignIn, Refusal, Stored, Tokens, Trouble, View};
use session::sync::Lost;

use crate::tab::*;

/// Answers with a `Date`, as Amazon does.
fn dated(status: u16, body: &str, date: i64, more: &[(&str, &str)]) -> Answer {
    let seconds = at(date).millis() / 1000;
    let date = time::OffsetDateTime::from_unix_timestamp(seconds).unwrap();
    let date = date.format(&time::format_description::well_known::Rfc2822);
    let mut answer = Response::builder()
        .status(status)
        .header("date", date.unwrap().replace("+0000", "GMT"));
    for (name, value) in more {
        answer = answer.header(*name, *value);
    }
    Ok(answer.body(body.as_bytes().to_vec()).unwrap())
}

#[test]
fn odd_shapes_of_a_success_renew_all_the_same() {
    let hour = 2 * HOUR + HOUR;
    // What came; the access token, its end, and the refresh token that are kept.
    for (body, access, end, refresh) in [
        (
            r#"{"actor_access_token":"Atna|2","actor_refresh_token":"Atnr|actor","expires_in":3600}"#,
            "Atna|2",
            hour,
            "Atnr|1",
        ),
        (
            r#"{"access_token":"Atna|2","actor_access_token":"Atna|actor","expires_in":"1800"}"#,
            "Atna|2",
            2 * HOUR + HOUR / 2,
            "Atnr|1",
        ),
        (r#"{"access_token":"Atna|2"}"#, "Atna|2", hour, "Atnr|1"),
        (
            r#"{"access_token":"Atna|2","expires_in":null,"refresh_token":null}"#,
            "Atna|2",
            hour,
            "Atnr|1",
        ),
        (
            r#"{"access_token":"Atna|2","expires_in":-1,"refresh_token":""}"#,
            "Atna|2",
            hour,
            "Atnr|1",
        ),
        (
            r#"{"response":{"success":{"tokens":{"bearer":{"access_token":"Atna|2","refresh_token":"Atnr|2","expires_in":"3600"}}}}}"#,
            "Atna|2",
            hour,
            "Atnr|2",
        ),
        (
            r#"{"actor_access_token":"Atna|2","refresh_token":"Atnr|2"}"#,
            "Atna|2",
            hour,
            "Atnr|2",
        ),
    ] {
        let mut tab = Tab::new(&fresh(), 2 * HOUR);
        let id = tab.ask(&fresh());
        let next = only_store(tab.tell(Event::Answered(id, answer(200, body))));
        assert_eq!(
            next.registration.refresh_token,
            Some(secret(refresh)),
            "{body}"
        );
        assert_eq!(tab.access(), Some(access), "{body}");
        assert_eq!(tab.view(), ready(end), "{body}");
    }
}

#[test]
fn each_refusal_asks_for_a_sign_in_and_keeps_what_was() {
    for code in [
        "invalid_grant",
        "invalid_token",
        "InvalidToken",
        "InvalidValue",
        "CredentialError",
    ] {
        for status in [400, 401, 403] {
            for body in [
                format!(r#"{{"error":"{code}","error_description":"invented"}}"#),
                format!(r#"{{"response":{{"error":{{"code":"{code}","message":"invented"}}}}}}"#),
            ] {
                let mut tab = Tab::new(&fresh(), 2 * HOUR);
                let id = tab.ask(&fresh());
                let told = tab.told(Event::Answered(id, answer(status, &body)));
                assert_eq!(told, "[ReadCache]", "{status} {body}");
                let noted = only_store(tab.tell(Event::Found(stored(&fresh()))));
                assert_eq!(noted.registration, fresh().registration, "{status} {body}");
                tab.tell(Event::Stored(noted.revision));
                assert_eq!(tab.view(), needs(code), "{status} {body}");
                // It is not asked about again by itself, whatever happens.
                for event in [Event::Online, Event::Unauthorized(secret("Atna|1"))] {
                    // At most the cache is looked at: another tab may have signed in.
                    let told = tab.told(event);
                    assert!(["[]", "[ReadCache]"].contains(&told.as_str()), "{told}");
                }
            }
        }
    }
}

#[test]
fn a_dislike_of_the_address_is_no_refusal_however_often_it_comes() {
    let page = "<!doctype html><title>Sorry</title>";
    for (status, body) in [
        (200, page),
        (202, page),
        (302, ""),
        (401, page),
        (403, page),
        (403, ""),
        (404, page),
        (405, page),
        (408, r#"{"error":"invalid_grant"}"#),
        (429, r#"{"error":"invalid_grant"}"#),
        (500, r#"{"error":"invalid_grant"}"#),
        (503, r#"{"error":"InvalidToken"}"#),
        (503, page),
    ] {
        let mut cache = fresh();
        let mut tab = Tab::new(&cache, 2 * HOUR);
        for _ in 0..12 {
            let id = tab.ask(&cache);
            cache = only_store(tab.tell(Event::Answered(id, answer(status, body))));
            tab.tell(Event::Stored(cache.revision));
            let trouble = Trouble::Service { status };
            let retry_at = at(tab.wake().unwrap());
            assert_eq!(tab.view(), View::Waiting { retry_at, trouble }, "{status}");
            tab.now = tab.wake().unwrap();
        }
        assert_eq!(cache.registration, fresh().registration, "{status}");
        // And it goes on as if nothing had been.
        let id = tab.ask(&cache);
        let next = only_store(tab.tell(Event::Answered(id, granted("Atna|2"))));
        assert_eq!((next.failure, next.refused), (None, None), "{status}");
    }
}

#[test]
fn pauses_double_to_a_minute_and_are_spread() {
    let too_many = || answer(429, "");
    let broken = || answer(500, "{}");
    let lost = || Err(Lost::Unreachable);
    let kinds: [fn() -> Answer; 3] = [too_many, broken, lost];
    for kind in kinds {
        let mut spread = std::collections::BTreeSet::new();
        for seed in 0..20 {
            let mut cache = fresh();
            let life = session::life::Life::open(stored(&cache), seed);
            let mut tab = Tab {
                life,
                now: 2 * HOUR,
            };
            for least in [1, 2, 4, 8, 16, 32, 60, 60, 60] {
                let id = tab.ask(&cache);
                cache = only_store(tab.tell(Event::Answered(id, kind())));
                tab.tell(Event::Stored(cache.revision));
                let wait = tab.wake().unwrap() - tab.now;
                assert!((least * 1000..=least * 1500).contains(&wait), "{wait}");
                spread.insert((least, wait));
                tab.now += wait;
            }
        }
        assert!(spread.len() > 100, "tabs do not ask in step");
    }
}

#[test]
fn what_amazon_asks_to_wait_is_obeyed_to_an_hour() {
    let in_two_minutes = dated(503, "", 2 * HOUR + 2 * MINUTE, &[]).unwrap();
    let in_two_minutes = in_two_minutes.headers()["date"]
        .to_str()
        .unwrap()
        .to_owned();
    for (status, header, least, most) in [
        (429, "90", 90_000, 90_000),
        (503, "90", 90_000, 90_000),
        (503, &in_two_minutes, 2 * MINUTE, 2 * MINUTE),
        (429, "86400", HOUR, HOUR),
        (429, "0", 1000, 1500),
        (429, "soon", 1000, 1500),
    ] {
        let mut tab = Tab::new(&fresh(), 2 * HOUR);
        let id = tab.ask(&fresh());
        let asked = dated(status, "", tab.now, &[("retry-after", header)]);
        let noted = only_store(tab.tell(Event::Answered(id, asked)));
        tab.tell(Event::Stored(noted.revision));
        let wait = tab.wake().unwrap() - tab.now;
        assert!((least..=most).contains(&wait), "{status} {header}: {wait}");
    }
}

#[test]
fn amazons_clock_is_heard_from_any_answer_and_obeyed() {
    let broken = "<html>503</html>";
    for ahead in [
        -30 * 24 * HOUR,
        -10 * MINUTE,
        0,
        10 * MINUTE,
        30 * 24 * HOUR,
    ] {
        // From a failure it is known as well as from a success.
        let mut tab = Tab::new(&fresh(), 2 * HOUR);
        let id = tab.ask(&fresh());
        tab.tell(Event::Answered(
            id,
            dated(503, broken, tab.now + ahead, &[]),
        ));
        assert_eq!(tab.life.server_now(at(tab.now)), at(tab.now + ahead));
        // The new token's hour runs on this device's clock, from when it was asked for.
        let mut tab = Tab::new(&fresh(), 2 * HOUR);
        let id = tab.ask(&fresh());
        let asked_at = tab.now;
        tab.now += 400;
        let granted = r#"{"access_token":"Atna|2","expires_in":3600}"#;
        let came = dated(200, granted, asked_at + ahead, &[]);
        let next = only_store(tab.tell(Event::Answered(id, came)));
        assert_eq!(tab.view(), ready(asked_at + HOUR), "{ahead}");
        let error = tab
            .life
            .server_now(at(tab.now))
            .millis_since(at(tab.now + ahead));
        assert!(error.abs() <= 1000, "{ahead}: {error}");
        tab.tell(Event::Stored(next.revision));
        // Who opens the record later knows it at once: signatures are dated by it.
        let later = Tab::new(&next, 3 * HOUR);
        let error = later
            .life
            .server_now(at(3 * HOUR))
            .millis_since(at(3 * HOUR + ahead));
        assert!(error.abs() <= 1000, "{ahead}: {error}");
    }
}

#[test]
fn a_clock_that_is_set_moves_the_end_with_it() {
    for set in [-5 * HOUR, 5 * HOUR] {
        let mut tab = Tab::new(&fresh(), MINUTE);
        tab.now += set;
        let (server, sent_at) = (at(MINUTE), at(tab.now - 100));
        tab.tell(Event::Heard { server, sent_at });
        assert_eq!(tab.view(), ready(HOUR + set));
        assert_eq!(tab.access(), Some("Atna|1"));
        // It is renewed ahead of its end on the new clock, and no earlier.
        assert!(tab.wake().unwrap() >= set + 55 * MINUTE, "{set}");
        assert_eq!(tab.told(Event::Woke), "[]");
    }
}

#[test]
fn nobody_hears_of_a_successor_before_it_is_stored() {
    let mut tab = Tab::new(&fresh(), 2 * HOUR);
    let id = tab.ask(&fresh());
    let next = only_store(tab.tell(Event::Answered(id, rotated("Atna|2", "Atnr|2"))));
    // The lock is held and nothing is told, however long the write takes.
    for _ in 0..3 {
        assert_eq!(tab.told(Event::Woke), "[]");
        tab.now += 1000;
    }
    // Killed here, the old record is there with a token that Amazon takes still: it is as new as
    // any that was used.
    let reopened = Tab::new(&fresh(), tab.now);
    let kept = reopened.life.tokens().unwrap();
    assert_eq!(kept.registration.refresh_token, Some(secret("Atnr|1")));
    assert_eq!(
        tab.told(Event::Stored(next.revision)),
        "[Announce, ReleaseLock]"
    );
}

#[test]
fn cookies_of_any_store_come_from_the_home_sign_in() {
    let tokens = fresh();
    for store in Marketplace::ALL {
        let request = exchange_request(&tokens.registration, store).unwrap();
        assert_eq!(request.uri().host(), Some("www.amazon.de"), "{store:?}");
        let form = String::from_utf8(request.body().clone()).unwrap();
        let domain = format!("domain=.amazon.{}", store.tld());
        assert!(form.split('&').any(|pair| pair == domain), "{form}");
        assert!(form.contains("source_token=Atnr%7C1"), "{form}");
    }
    // What came is stored with the tokens, and a renewal after it keeps it.
    let body = r#"{"response":{"tokens":{"cookies":{".amazon.de":[{"Name":"at-acbde","Value":"\"c\"","Path":"/","Secure":true,"HttpOnly":true}]},"ttl":600}}}"#;
    let fresh_cookies = read_exchange(&answer(200, body).unwrap(), at(MINUTE)).unwrap();
    let mut tab = Tab::new(&tokens, MINUTE);
    let learned = Event::Learned {
        sign_in: 0,
        learned: Learned::WebsiteCookies(fresh_cookies),
    };
    assert_eq!(tab.told(learned), "[TakeLock]");
    let written = only_store(tab.tell(Event::LockGranted(stored(&tokens))));
    let expected = Some(vec![("at-acbde".to_owned(), secret("c"))]);
    assert_eq!(written.registration.website_cookies, expected);
    let end = Some(at(MINUTE + 600_000));
    assert_eq!(written.registration.website_cookies_expire, end);
    tab.tell(Event::Stored(written.revision));
    tab.now = 2 * HOUR;
    let id = tab.ask(&written);
    let next = only_store(tab.tell(Event::Answered(id, granted("Atna|2"))));
    assert_eq!(next.registration.website_cookies, expected);
}

#[test]
fn requests_are_signed_only_where_no_token_can_be_had() {
    let key = |mut tokens: Tokens| {
        tokens.registration.adp_token = Some(secret("{adp}"));
        tokens.registration.device_private_key = Some(secret("PEM"));
        tokens
    };
    let file = |access, refresh| Tokens::imported(registration(access, refresh));
    let ended = Some(("Atna|1", Some(-HOUR)));
    let lives = Some(("Atna|1", Some(HOUR)));
    let mut refused = key(file(ended, Some("Atnr|1")));
    refused.refused = Some(Refusal {
        at: at(0),
        reason: "invalid_grant".to_owned(),
    });
    for (tokens, signs) in [
        (key(file(None, None)), true),
        (key(file(ended, None)), true),
        // There is a token, or there will be.
        (key(file(lives, None)), false),
        (key(file(ended, Some("Atnr|1"))), false),
        // The key died with the device (trap T59).
        (refused, false),
        // There is nothing to sign with.
        (file(None, None), false),
    ] {
        let tab = Tab::new(&tokens, 0);
        assert_eq!(tab.life.signs(at(0)), signs, "{:?}", tab.view());
    }
}

#[test]
fn a_device_that_was_removed_at_amazon_works_to_the_end_of_its_token_and_is_then_asked_about() {
    // The access token lives on (trap T59); nothing is asked and nothing is shown before its end.
    let mut tab = Tab::new(&fresh(), 30 * MINUTE);
    assert_eq!(tab.told(Event::Woke), "[]");
    assert_eq!(tab.access(), Some("Atna|1"));
    // The API refuses it at last: one renewal finds out, under the lock.
    let unauthorized = Event::Unauthorized(secret("Atna|1"));
    assert_eq!(tab.told(unauthorized), "[TakeLock]");
    let id = only_send(&tab.tell(Event::LockGranted(stored(&fresh()))));
    assert_eq!(tab.told(Event::Answered(id, refused())), "[ReadCache]");
    let noted = only_store(tab.tell(Event::Found(stored(&fresh()))));
    tab.tell(Event::Stored(noted.revision));
    assert_eq!(tab.view(), needs("invalid_grant"));
    assert_eq!(tab.access(), None);
    // Other tabs learn it from the record and do not ask Amazon themselves.
    let mut other = Tab::new(&fresh(), 31 * MINUTE);
    assert_eq!(other.told(Event::Found(stored(&noted))), "[]");
    assert_eq!(other.view(), needs("invalid_grant"));
    // Removed here: nothing is left of it, and what comes late does not bring it back.
    assert_eq!(tab.told(Event::Left), "[]");
    let late = Learned::ActivationBytes {
        bytes: Secret::new("00000000".to_owned()),
        at: at(0),
    };
    let late = Event::Learned {
        sign_in: 0,
        learned: late,
    };
    assert_eq!(tab.told(late), "[]");
    assert_eq!(tab.told(Event::Found(Stored::Gone)), "[]");
    assert_eq!((tab.view(), tab.wake()), (View::SignedOut, None));
}

#[test]
fn a_token_that_audible_refuses_is_renewed_once_even_by_several_tabs() {
    let cache = fresh();
    let mut first = Tab::new(&cache, MINUTE);
    let mut second = Tab::new(&cache, MINUTE);
    for tab in [&mut first, &mut second] {
        assert_eq!(
            tab.told(Event::Unauthorized(secret("Atna|1"))),
            "[TakeLock]"
        );
    }
    let id = only_send(&first.tell(Event::LockGranted(stored(&cache))));
    let next = only_store(first.tell(Event::Answered(id, granted("Atna|2"))));
    first.tell(Event::Stored(next.revision));
    // The other one finds the successor and is content.
    assert_eq!(
        second.told(Event::LockGranted(stored(&next))),
        "[ReleaseLock]"
    );
    assert_eq!(second.access(), Some("Atna|2"));
    // Refused again: not the token's fault, and no sign-in either.
    assert_eq!(
        first.told(Event::Unauthorized(secret("Atna|2"))),
        "[NotTheToken]"
    );
    assert!(matches!(first.view(), View::Ready { .. }));
    assert!(!matches!(
        second.view(),
        View::NeedsSignIn(NeedsSignIn::Refused { .. })
    ));
}
