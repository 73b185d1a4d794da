//! One refresh, however many tabs: who has the lock, and who waits for it how long.

use session::life::{Event, View};

use crate::tab::*;

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
