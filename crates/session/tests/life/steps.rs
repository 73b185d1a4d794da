//! The token life cycle of one tab, step by step.

use http::Response;
use session::life::{Event, Learned, Life, NeedsSignIn, Refusal, Stored, Tokens, Trouble, View};
use session::sync::Lost;

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
fn who_gets_the_lock_second_adopts_what_the_first_stored() {
    let mut tab = Tab::new(&fresh(), 2 * HOUR);
    assert_eq!(tab.told(Event::Woke), "[TakeLock]");
    assert_eq!(tab.view(), View::Refreshing);
    let mut newer = fresh();
    newer.revision += 1;
    newer.registration = registration(Some(("Atna|2", Some(3 * HOUR))), Some("Atnr|1"));
    assert_eq!(
        tab.told(Event::LockGranted(stored(&newer))),
        "[ReleaseLock]"
    );
    assert_eq!(tab.access(), Some("Atna|2"));
}

#[test]
fn a_rotated_refresh_token_is_stored_with_the_access_token() {
    let mut tab = Tab::new(&fresh(), 2 * HOUR);
    let id = tab.ask(&fresh());
    let next = only_store(tab.tell(Event::Answered(id, rotated("Atna|2", "Atnr|2"))));
    assert_eq!(next.registration.refresh_token, Some(secret("Atnr|2")));
}

#[test]
fn trouble_is_no_refusal() {
    let html = "<html><title>503</title></html>";
    let too_many = || {
        let answer = Response::builder().status(429).header("retry-after", "120");
        Ok(answer.body(Vec::new()).unwrap())
    };
    let unexpected = |fact: &str| Trouble::Unexpected {
        fact: fact.to_owned(),
    };
    let service = |status| Trouble::Service { status };
    let wrong_request = r#"{"error":"invalid_request"}"#;
    let wrong_fact = unexpected("status 400: invalid_request ");
    // What came, what is shown, the seconds waited at least.
    let table: Vec<(Answer, Trouble, i64)> = vec![
        (Err(Lost::Offline), Trouble::Offline, 1),
        (Err(Lost::Unreachable), Trouble::Unreachable, 1),
        (Err(Lost::Refused), Trouble::RelayRefused, 1),
        (Err(Lost::TooMany { after_s: 7 }), Trouble::AskedToWait, 7),
        (answer(500, "{}"), service(500), 1),
        (answer(503, html), service(503), 1),
        (answer(403, html), service(403), 1),
        (answer(200, html), service(200), 1),
        (too_many(), Trouble::AskedToWait, 120),
        (
            answer(200, "{}"),
            unexpected("a success without an access token"),
            1,
        ),
        (answer(400, wrong_request), wrong_fact, 1),
    ];
    for (answer, trouble, wait) in table {
        let mut tab = Tab::new(&fresh(), 2 * HOUR);
        let id = tab.ask(&fresh());
        let noted = only_store(tab.tell(Event::Answered(id, answer)));
        assert_eq!(noted.registration, fresh().registration, "{trouble:?}");
        assert_eq!(
            tab.told(Event::Stored(noted.revision)),
            "[Announce, ReleaseLock]"
        );
        let retry = tab.wake().unwrap();
        let (retry_at, shown) = (at(retry), trouble.clone());
        assert_eq!(
            tab.view(),
            View::Waiting {
                retry_at,
                trouble: shown
            }
        );
        let waits = retry - tab.now;
        assert!(
            (wait * 1000..=wait * 1500).contains(&waits),
            "{trouble:?}: {waits}"
        );
        tab.now = retry - 1;
        assert_eq!(tab.told(Event::Woke), "[]");
        tab.now = retry;
        assert_eq!(tab.told(Event::Woke), "[TakeLock]");
    }
}

#[test]
fn a_reload_and_another_tab_keep_to_the_pause() {
    let mut tab = Tab::new(&fresh(), 2 * HOUR);
    let id = tab.ask(&fresh());
    let noted = only_store(tab.tell(Event::Answered(id, answer(500, ""))));
    let mut other = Tab::new(&fresh(), 2 * HOUR + 1);
    assert_eq!(other.told(Event::Woke), "[TakeLock]");
    assert_eq!(
        other.told(Event::LockGranted(stored(&noted))),
        "[ReleaseLock]"
    );
    let mut reloaded = Tab::new(&noted, 2 * HOUR + 2);
    assert_eq!(reloaded.told(Event::Woke), "[]");
    assert!(matches!(reloaded.view(), View::Waiting { .. }));
    // A clock that is set back ends the pause rather than making it longer.
    reloaded.now = HOUR + 59 * MINUTE;
    assert_eq!(reloaded.told(Event::Woke), "[TakeLock]");
}

#[test]
fn coming_online_and_the_member_end_a_pause_but_not_one_that_was_asked_for() {
    for (lost, online, member) in [
        (Lost::Offline, "[TakeLock]", "[TakeLock]"),
        (Lost::Refused, "[]", "[TakeLock]"),
        (Lost::TooMany { after_s: 60 }, "[]", "[]"),
    ] {
        for (event, expected) in [(Event::Online, online), (Event::RefreshAsked, member)] {
            let mut tab = Tab::new(&fresh(), 2 * HOUR);
            let id = tab.ask(&fresh());
            let noted = only_store(tab.tell(Event::Answered(id, Err(lost))));
            tab.tell(Event::Stored(noted.revision));
            tab.now += 10;
            assert_eq!(tab.told(event), expected, "{lost:?}");
        }
    }
}

#[test]
fn a_refusal_is_confirmed_by_the_cache_before_the_member_is_asked() {
    let mut tab = Tab::new(&fresh(), 2 * HOUR);
    let id = tab.ask(&fresh());
    assert_eq!(tab.told(Event::Answered(id, refused())), "[ReadCache]");
    assert_eq!(tab.view(), View::Refreshing);
    let noted = only_store(tab.tell(Event::Found(stored(&fresh()))));
    assert_eq!(
        noted.registration,
        fresh().registration,
        "the old record is kept"
    );
    tab.tell(Event::Stored(noted.revision));
    assert_eq!(tab.view(), needs("invalid_grant"));
    // Another tab may sign in and be gone before it tells.
    tab.now = tab.wake().unwrap();
    assert_eq!(tab.told(Event::Woke), "[ReadCache]");
    assert_eq!(tab.told(Event::Found(Stored::Unreadable)), "[]");
    assert!(tab.wake().unwrap() <= tab.now + 2000);
    assert_eq!(tab.told(Event::Found(stored(&noted))), "[]");
    assert!(tab.wake().unwrap() > tab.now + MINUTE);
    // A reload does not ask again; the member can.
    let mut reloaded = Tab::new(&noted, 3 * HOUR);
    assert_eq!(reloaded.told(Event::Woke), "[ReadCache]");
    assert_eq!(reloaded.view(), needs("invalid_grant"));
    assert_eq!(reloaded.told(Event::RefreshAsked), "[TakeLock]");
    let id = only_send(&reloaded.tell(Event::LockGranted(stored(&noted))));
    let mended = only_store(reloaded.tell(Event::Answered(id, granted("Atna|2"))));
    assert_eq!(mended.refused, None);
    assert_eq!(reloaded.view(), ready(4 * HOUR));
}

#[test]
fn a_refused_token_that_was_replaced_meanwhile_is_no_refusal() {
    let mut tab = Tab::new(&fresh(), 2 * HOUR);
    let id = tab.ask(&fresh());
    tab.tell(Event::Answered(id, refused()));
    let mut newer = fresh();
    newer.revision += 1;
    newer.registration = registration(Some(("Atna|2", Some(3 * HOUR))), Some("Atnr|2"));
    assert_eq!(tab.told(Event::Found(stored(&newer))), "[ReleaseLock]");
    assert_eq!(tab.access(), Some("Atna|2"));
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
fn a_successor_that_cannot_be_written_is_kept_and_written_later() {
    let mut tab = Tab::new(&fresh(), 2 * HOUR);
    let id = tab.ask(&fresh());
    let next = only_store(tab.tell(Event::Answered(id, rotated("Atna|2", "Atnr|2"))));
    assert_eq!(tab.told(Event::StoreFailed(next.revision)), "[]");
    assert_eq!(tab.life.trouble(), Some(&Trouble::Storage));
    assert_eq!(tab.access(), Some("Atna|2"));
    // First under the lock, so that nobody asks with the predecessor.
    for releases in ["[]", "[]", "[ReleaseLock]"] {
        tab.now = tab.wake().unwrap();
        let again = only_store(tab.tell(Event::Woke));
        assert_eq!(again, next);
        assert_eq!(tab.told(Event::StoreFailed(next.revision)), releases);
    }
    let retry = tab.wake().unwrap();
    assert!(retry <= tab.now + 15_000);
    // Another tab was refused with the predecessor: what is only here is worth more.
    let (at, reason) = (at(0), "invalid_grant".to_owned());
    let mut refused = fresh();
    refused.revision += 5;
    refused.refused = Some(Refusal { at, reason });
    tab.now = retry;
    assert_eq!(tab.told(Event::Woke), "[TakeLock]");
    let again = only_store(tab.tell(Event::LockGranted(stored(&refused))));
    assert_eq!(again.registration, next.registration);
    assert!(again.revision > refused.revision);
    tab.tell(Event::Stored(again.revision));
    assert_eq!(tab.life.trouble(), None);
}

#[test]
fn an_answer_after_the_wait_was_given_up_is_not_lost() {
    let asked_at = 2 * HOUR;
    let mut tab = Tab::new(&fresh(), asked_at);
    let id = tab.ask(&fresh());
    tab.now = tab.wake().unwrap();
    assert_eq!(tab.now, asked_at + 30_000);
    let noted = only_store(tab.tell(Event::Woke));
    tab.tell(Event::Stored(noted.revision));
    let trouble = Trouble::Unreachable;
    let retry_at = at(tab.wake().unwrap());
    assert_eq!(tab.view(), View::Waiting { retry_at, trouble });
    tab.now += 10;
    let late = Event::Answered(id, rotated("Atna|2", "Atnr|2"));
    assert_eq!(tab.told(late), "[TakeLock]");
    let next = only_store(tab.tell(Event::LockGranted(stored(&noted))));
    assert_eq!(next.registration.refresh_token, Some(secret("Atnr|2")));
    // Its hour began when it was asked for.
    let end = next.registration.access_token.unwrap().expires;
    assert_eq!(end, Some(at(asked_at + HOUR)));
}

#[test]
fn a_hanging_holder_of_the_lock_does_not_stop_it() {
    let mut tab = Tab::new(&fresh(), 2 * HOUR);
    assert_eq!(tab.told(Event::Woke), "[TakeLock]");
    let patience = tab.wake().unwrap();
    assert_eq!(tab.told(Event::Woke), "[]");
    // The others are told before, and whoever got it meanwhile says so.
    tab.now = patience;
    assert_eq!(tab.told(Event::Woke), "[Announce]");
    assert_eq!(tab.told(Event::Found(stored(&fresh()))), "[]");
    let patience = tab.wake().unwrap();
    assert!((MINUTE..2 * MINUTE).contains(&(patience - tab.now)));
    tab.now = patience;
    assert_eq!(tab.told(Event::Woke), "[Announce]");
    tab.now = tab.wake().unwrap();
    assert_eq!(tab.told(Event::Woke), "[SkipLock]");
    let id = only_send(&tab.tell(Event::LockGranted(stored(&fresh()))));
    let next = only_store(tab.tell(Event::Answered(id, granted("Atna|2"))));
    assert_eq!(
        tab.told(Event::Stored(next.revision)),
        "[Announce, ReleaseLock]"
    );
    assert_eq!(tab.told(Event::LockGranted(stored(&next))), "[ReleaseLock]");
}

#[test]
fn a_lock_that_was_hard_to_get_is_announced() {
    let mut tab = Tab::new(&fresh(), 2 * HOUR);
    assert_eq!(tab.told(Event::Woke), "[TakeLock]");
    tab.now += 50_000;
    let effects = tab.tell(Event::LockGranted(stored(&fresh())));
    assert_eq!(names(&effects), "[Announce, Send]");
}

#[test]
fn after_a_connection_came_back_pauses_grow_from_the_start() {
    let mut tokens = fresh();
    let mut tab = Tab::new(&tokens, 2 * HOUR);
    for _ in 0..12 {
        let id = tab.ask(&tokens);
        tokens = only_store(tab.tell(Event::Answered(id, Err(Lost::Offline))));
        tab.tell(Event::Stored(tokens.revision));
        assert!(tab.wake().unwrap() <= tab.now + 90_000, "every pause ends");
        tab.now = tab.wake().unwrap();
    }
    tab.now -= 1;
    assert_eq!(tab.told(Event::Online), "[TakeLock]");
    let id = only_send(&tab.tell(Event::LockGranted(stored(&tokens))));
    tokens = only_store(tab.tell(Event::Answered(id, Err(Lost::Offline))));
    tab.tell(Event::Stored(tokens.revision));
    assert!(tab.wake().unwrap() <= tab.now + 1500);
}

#[test]
fn a_lock_is_waited_for_as_long_as_nothing_presses() {
    let mut tab = Tab::new(&fresh(), 56 * MINUTE + 500);
    assert_eq!(tab.told(Event::Woke), "[TakeLock]");
    while tab.access().is_some() {
        tab.now = tab.wake().unwrap();
        assert_eq!(tab.told(Event::Woke), "[]");
    }
    assert_eq!((tab.now, tab.view()), (HOUR, View::Refreshing));
    tab.now = tab.wake().unwrap();
    assert!(tab.now <= HOUR + 2 * MINUTE);
    assert_eq!(tab.told(Event::Woke), "[Announce]");
    tab.now = tab.wake().unwrap();
    assert_eq!(tab.told(Event::Woke), "[SkipLock]");
}

#[test]
fn time_asleep_is_no_time_waited() {
    // While Amazon is asked: the answer is there when the device wakes.
    let mut tab = Tab::new(&fresh(), 2 * HOUR);
    let id = tab.ask(&fresh());
    tab.now += 8 * HOUR;
    assert_eq!(tab.told(Event::Woke), "[]");
    let next = only_store(tab.tell(Event::Answered(id, granted("Atna|2"))));
    // By now its hour is over, so it is renewed again.
    assert_eq!(tab.access(), None);
    let effects = tab.tell(Event::Stored(next.revision));
    assert_eq!(names(&effects), "[Announce, Send]");
    // While the record is written.
    let id = only_send(&effects[1..]);
    let next = only_store(tab.tell(Event::Answered(id, granted("Atna|3"))));
    tab.now += MINUTE;
    assert_eq!(tab.told(Event::Woke), "[]");
    assert_eq!(
        tab.told(Event::Stored(next.revision)),
        "[Announce, ReleaseLock]"
    );
    // While the lock is waited for, however often.
    let mut tab = Tab::new(&fresh(), 2 * HOUR);
    assert_eq!(tab.told(Event::Woke), "[TakeLock]");
    for _ in 0..3 {
        tab.now += 8 * HOUR;
        assert_eq!(tab.told(Event::Woke), "[]");
    }
}

#[test]
fn a_write_that_took_too_long_still_counts() {
    let mut tab = Tab::new(&fresh(), 2 * HOUR);
    let id = tab.ask(&fresh());
    let next = only_store(tab.tell(Event::Answered(id, granted("Atna|2"))));
    tab.now = tab.wake().unwrap();
    assert_eq!(tab.told(Event::Woke), "[]");
    assert_eq!(tab.life.trouble(), Some(&Trouble::Storage));
    assert_eq!(
        tab.told(Event::Stored(next.revision)),
        "[Announce, ReleaseLock]"
    );
    assert_eq!(tab.life.trouble(), None);
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
fn signing_in_again_replaces_whatever_is_there() {
    let (at_0, reason) = (at(0), "invalid_grant".to_owned());
    let mut refused = fresh();
    refused.refused = Some(Refusal { at: at_0, reason });
    let mut tab = Tab::new(&refused, 2 * HOUR);
    let new = registration(Some(("Atna|9", Some(3 * HOUR))), Some("Atnr|9"));
    let new = Tokens::signed_in(new, None, at(2 * HOUR));
    assert_eq!(
        tab.told(Event::SignedIn(Box::new(new.clone()))),
        "[TakeLock]"
    );
    refused.revision = 20;
    let written = only_store(tab.tell(Event::LockGranted(stored(&refused))));
    assert_eq!(written.registration, new.registration);
    assert!(written.revision > 20);
    assert_eq!(
        tab.told(Event::Stored(written.revision)),
        "[Announce, ReleaseLock]"
    );
    assert_eq!(tab.view(), ready(3 * HOUR));
}

#[test]
fn nothing_of_an_older_sign_in_outlasts_a_newer_one() {
    let mut tab = Tab::new(&fresh(), MINUTE);
    let new = registration(Some(("Atna|9", Some(3 * HOUR))), Some("Atnr|9"));
    tab.tell(Event::SignedIn(Box::new(Tokens::signed_in(
        new,
        None,
        at(0),
    ))));
    let written = only_store(tab.tell(Event::LockGranted(stored(&fresh()))));
    tab.tell(Event::Stored(written.revision));
    // A tab that hung all the while writes what it knew.
    let mut old = fresh();
    old.revision = written.revision + 7;
    assert_eq!(tab.told(Event::Found(stored(&old))), "[TakeLock]");
    let again = only_store(tab.tell(Event::LockGranted(stored(&old))));
    assert_eq!(again.registration, written.registration);
    // And hears that it is out of date.
    let mut other = Tab::new(&old, MINUTE);
    assert_eq!(other.told(Event::Found(stored(&again))), "[]");
    assert_eq!(other.access(), Some("Atna|9"));
}

#[test]
fn signing_in_while_the_old_token_is_asked_about() {
    let mut tab = Tab::new(&fresh(), 2 * HOUR);
    let id = tab.ask(&fresh());
    let new = registration(Some(("Atna|9", Some(3 * HOUR))), Some("Atnr|9"));
    let new = Tokens::signed_in(new, None, at(2 * HOUR));
    let written = only_store(tab.tell(Event::SignedIn(Box::new(new))));
    assert_eq!(tab.told(Event::Answered(id, refused())), "[]");
    tab.tell(Event::Stored(written.revision));
    assert_eq!(tab.access(), Some("Atna|9"));
}

#[test]
fn what_else_was_learned_joins_what_another_tab_stored() {
    let (bytes, at_0) = (secret("0123abcd"), at(0));
    let mut tab = Tab::new(&fresh(), MINUTE);
    let learned = Learned::ActivationBytes {
        bytes: bytes.clone(),
        at: at_0,
    };
    let learned = Event::Learned {
        sign_in: 0,
        learned,
    };
    assert_eq!(tab.told(learned), "[TakeLock]");
    let mut newer = fresh();
    newer.revision += 1;
    newer.registration = registration(Some(("Atna|2", Some(2 * HOUR))), Some("Atnr|2"));
    let written = only_store(tab.tell(Event::LockGranted(stored(&newer))));
    assert_eq!(written.registration.refresh_token, Some(secret("Atnr|2")));
    assert_eq!(written.registration.activation_bytes, Some(bytes));
    assert_eq!(
        tab.told(Event::Stored(written.revision)),
        "[Announce, ReleaseLock]"
    );
    assert_eq!(tab.told(Event::Woke), "[]");
}

#[test]
fn what_was_learned_of_a_registration_is_never_stored_with_another() {
    let learned = || Event::Learned {
        sign_in: 0,
        learned: Learned::ActivationBytes {
            bytes: secret("0123abcd"),
            at: at(0),
        },
    };
    let new = registration(Some(("Atna|9", Some(3 * HOUR))), Some("Atnr|9"));
    let new = Tokens::signed_in(new, None, at(MINUTE));
    // The member signs in again in this tab while the answer is on its way.
    let mut tab = Tab::new(&fresh(), MINUTE);
    tab.tell(Event::SignedIn(Box::new(new.clone())));
    let written = only_store(tab.tell(Event::LockGranted(stored(&fresh()))));
    tab.tell(Event::Stored(written.revision));
    assert_eq!(tab.told(learned()), "[]");
    // In another tab, after the answer came and before it was stored.
    let mut tab = Tab::new(&fresh(), MINUTE);
    assert_eq!(tab.told(learned()), "[TakeLock]");
    let other = new.later_than(Some(&fresh()));
    assert_eq!(
        tab.told(Event::LockGranted(stored(&other))),
        "[ReleaseLock]"
    );
    assert_eq!(tab.access(), Some("Atna|9"));
    assert_eq!(tab.told(Event::Woke), "[]");
}

#[test]
fn forgetting_in_any_tab_ends_it() {
    // Here, while Amazon is asked.
    let mut tab = Tab::new(&fresh(), 2 * HOUR);
    let id = tab.ask(&fresh());
    assert_eq!(tab.told(Event::Left), "[ReleaseLock]");
    assert_eq!(tab.told(Event::Answered(id, granted("Atna|2"))), "[]");
    assert_eq!(tab.view(), View::SignedOut);
    // There, while this tab waits for the lock.
    let mut tab = Tab::new(&fresh(), 2 * HOUR);
    tab.tell(Event::Woke);
    assert_eq!(tab.told(Event::LockGranted(Stored::Gone)), "[ReleaseLock]");
    assert_eq!(tab.view(), View::SignedOut);
    // There, while this tab rests.
    let mut tab = Tab::new(&fresh(), 1);
    assert_eq!(tab.told(Event::Found(Stored::Gone)), "[]");
    assert_eq!(tab.view(), View::SignedOut);
    assert_eq!(tab.wake(), None);
}

#[test]
fn a_damaged_record_is_healed_by_a_tab_that_knows_the_tokens() {
    let mut tab = Tab::new(&fresh(), 1);
    assert_eq!(tab.told(Event::Found(Stored::Damaged)), "[TakeLock]");
    let healed = only_store(tab.tell(Event::LockGranted(Stored::Damaged)));
    assert_eq!(healed.registration, fresh().registration);
    // One that does not know them can only ask the member.
    let life = Life::open(Stored::Damaged, 1);
    let mut tab = Tab { life, now: 1 };
    assert_eq!(tab.told(Event::Woke), "[]");
    assert_eq!(tab.view(), View::NeedsSignIn(NeedsSignIn::Damaged));
}

#[test]
fn an_unreadable_cache_is_never_written_over() {
    let mut tab = Tab::new(&fresh(), 2 * HOUR);
    tab.tell(Event::Woke);
    assert_eq!(
        tab.told(Event::LockGranted(Stored::Unreadable)),
        "[ReleaseLock]"
    );
    let trouble = Trouble::Storage;
    let retry = tab.wake().unwrap();
    let retry_at = at(retry);
    assert_eq!(tab.view(), View::Waiting { retry_at, trouble });
    tab.now = retry;
    assert_eq!(tab.told(Event::Woke), "[TakeLock]");
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
