//! Signing in anew, what is learned of a sign-in besides its tokens, and signing out.

use session::life::{Event, Learned, Refusal, Stored, Tokens, View};

use crate::tab::*;

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
