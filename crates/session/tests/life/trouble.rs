//! Trouble is waited out, a refusal is confirmed, and what cannot be stored is not lost.

use http::Response;
use session::life::{Event, Life, NeedsSignIn, Refusal, Stored, Trouble, View};
use session::sync::Lost;

use crate::tab::*;

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
