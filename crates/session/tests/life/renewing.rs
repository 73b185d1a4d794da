//! A token is renewed ahead of its end, once and no oftener.

use session::life::{Event, NeedsSignIn, Tokens, View};

use crate::tab::*;

#[test]
fn a_fresh_token_needs_nothing() {
    let mut tab = Tab::new(&fresh(), 1);
    assert_eq!(tab.told(Event::Woke), "[]");
    assert_eq!(tab.view(), ready(HOUR));
    assert!((55 * MINUTE..=56 * MINUTE).contains(&tab.wake().unwrap()));
}

#[test]
fn it_is_renewed_ahead_of_its_end_and_stored_before_it_is_told() {
    let cache = fresh();
    let mut tab = Tab::new(&cache, 56 * MINUTE);
    let id = tab.ask(&cache);
    assert_eq!(
        tab.access(),
        Some("Atna|1"),
        "the old one is used meanwhile"
    );
    let next = only_store(tab.tell(Event::Answered(id, granted("Atna|2"))));
    assert_eq!(next.revision, cache.revision + 1);
    assert_eq!(next.registration.refresh_token, Some(secret("Atnr|1")));
    assert_eq!(tab.view(), ready(tab.now + HOUR));
    assert_eq!(
        tab.told(Event::Stored(next.revision)),
        "[Announce, ReleaseLock]"
    );
    assert_eq!(tab.access(), Some("Atna|2"));
    tab.now += HOUR;
    assert_eq!(tab.access(), None);
}

#[test]
fn a_rotated_refresh_token_is_stored_with_the_access_token() {
    let mut tab = Tab::new(&fresh(), 2 * HOUR);
    let id = tab.ask(&fresh());
    let next = only_store(tab.tell(Event::Answered(id, rotated("Atna|2", "Atnr|2"))));
    assert_eq!(next.registration.refresh_token, Some(secret("Atnr|2")));
}

#[test]
fn audible_refusing_a_token_forces_one_renewal() {
    let unauthorized = |token| Event::Unauthorized(secret(token));
    let mut tab = Tab::new(&fresh(), MINUTE);
    assert_eq!(tab.told(unauthorized("Atna|1")), "[TakeLock]");
    assert_eq!(tab.view(), View::Refreshing);
    // Another request that was refused with the same token changes nothing.
    assert_eq!(tab.told(unauthorized("Atna|1")), "[]");
    let id = only_send(&tab.tell(Event::LockGranted(stored(&fresh()))));
    let next = only_store(tab.tell(Event::Answered(id, granted("Atna|2"))));
    tab.tell(Event::Stored(next.revision));
    // A late refusal of the old one is no reason either.
    assert_eq!(tab.told(unauthorized("Atna|1")), "[]");
    tab.now += 1000;
    assert_eq!(tab.told(unauthorized("Atna|2")), "[NotTheToken]");
    assert_eq!(tab.view(), ready(MINUTE + HOUR));
    tab.now += 10 * MINUTE;
    assert_eq!(tab.told(unauthorized("Atna|2")), "[TakeLock]");
}

#[test]
fn files_without_an_end_or_a_refresh_token() {
    let no_refresh = View::NeedsSignIn(NeedsSignIn::NoRefreshToken);
    let endless = View::Ready { expires: None };
    let token = |end| Some(("Atna|1", end));
    for (access, refresh, view, effects) in [
        (token(None), Some("Atnr|1"), endless.clone(), "[TakeLock]"),
        (token(Some(HOUR)), Some("Atnr|1"), ready(HOUR), "[]"),
        (
            token(Some(-HOUR)),
            Some("Atnr|1"),
            View::Refreshing,
            "[TakeLock]",
        ),
        (None, Some("Atnr|1"), View::Refreshing, "[TakeLock]"),
        (token(None), None, endless, "[]"),
        (token(Some(HOUR)), None, ready(HOUR), "[]"),
        (token(Some(-HOUR)), None, no_refresh.clone(), "[]"),
        (None, None, no_refresh.clone(), "[]"),
    ] {
        let mut tab = Tab::new(&Tokens::imported(registration(access, refresh)), 0);
        assert_eq!(tab.told(Event::Woke), effects, "{access:?} {refresh:?}");
        assert_eq!(tab.view(), view, "{access:?} {refresh:?}");
    }
    // Without a refresh token a refused access token is the end.
    let mut tab = Tab::new(&Tokens::imported(registration(token(None), None)), 0);
    assert_eq!(tab.told(Event::Unauthorized(secret("Atna|1"))), "[]");
    assert_eq!(tab.view(), no_refresh);
    assert_eq!(tab.told(Event::RefreshAsked), "[]");
    assert_eq!(tab.wake(), None);
}

#[test]
fn ends_follow_amazons_clock() {
    let registration = || registration(Some(("Atna|1", Some(HOUR))), Some("Atnr|1"));
    for (ahead, end) in [
        (0, HOUR),
        (2_000, HOUR),
        (-2_000, HOUR),
        (10 * MINUTE, HOUR - 10 * MINUTE),
        (-10 * MINUTE, HOUR + 10 * MINUTE),
    ] {
        let agreed = Tokens::signed_in(registration(), Some(at(0)), at(0));
        // A file's ends were written by a right clock; our own, by this one before it was set.
        for tokens in [Tokens::imported(registration()), agreed] {
            let mut tab = Tab::new(&tokens, MINUTE);
            let (server, sent_at) = (at(MINUTE + ahead), at(MINUTE - 100));
            tab.tell(Event::Heard { server, sent_at });
            assert_eq!(tab.view(), ready(end), "{ahead}");
            let error = tab.life.server_now(at(MINUTE)).millis_since(server);
            assert!(error.abs() < 30_000, "{ahead}: {error}");
        }
    }
    // An answer that a sleeping device hands out late says nothing about the clocks.
    let mut tab = Tab::new(&fresh(), 30 * MINUTE);
    let (server, sent_at) = (at(0), at(0));
    tab.tell(Event::Heard { server, sent_at });
    assert_eq!(tab.life.server_now(at(tab.now)), at(tab.now));
}

#[test]
fn a_clock_that_was_wrong_at_sign_in_does_no_harm() {
    // A day behind Amazon: the token's end is reckoned on this device's clock.
    let registration = registration(Some(("Atna|1", Some(HOUR))), Some("Atnr|1"));
    let tokens = Tokens::signed_in(registration, Some(at(24 * HOUR)), at(0));
    let mut tab = Tab::new(&tokens, MINUTE);
    let (server, sent_at) = (at(24 * HOUR + MINUTE), at(MINUTE));
    assert_eq!(tab.told(Event::Heard { server, sent_at }), "[]");
    assert_eq!(tab.view(), ready(HOUR));
}

#[test]
fn short_lives_do_not_make_it_ask_without_end() {
    let mut tokens = fresh();
    let mut tab = Tab::new(&tokens, 2 * HOUR);
    for round in 0..5 {
        let id = tab.ask(&tokens);
        let body = format!(r#"{{"access_token":"Atna|{round}","expires_in":1}}"#);
        tokens = only_store(tab.tell(Event::Answered(id, answer(200, &body))));
        assert_eq!(
            tab.told(Event::Stored(tokens.revision)),
            "[Announce, ReleaseLock]"
        );
        tab.now += MINUTE - 1;
        assert_eq!(tab.told(Event::Woke), "[]");
        tab.now += 1;
    }
}

#[test]
fn nothing_secret_is_printed() {
    let mut tab = Tab::new(&fresh(), 2 * HOUR);
    let id = tab.ask(&fresh());
    let event = Event::Answered(id, granted("Atna|2"));
    let before = format!("{:?} {event:?} {:?}", tab.life, stored(&fresh()));
    let effects = tab.tell(event);
    let printed = format!("{before} {effects:?} {:?}", tab.life);
    assert!(
        !printed.contains("Atna") && !printed.contains("Atnr"),
        "{printed}"
    );
}
