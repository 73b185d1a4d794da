//! What a sync says of itself while it runs.

use session::sync::{Count, Effort, Health, Progress, Subject, Tally};

use crate::service::{Kind, START, Service, first_sync, retry_after, run_from, status};

/// What was said after every answer, with the time in milliseconds.
fn said(service: &mut Service) -> Vec<Progress> {
    let mut all = Vec::new();
    let run = run_from(first_sync(), service, START, |sync, _| {
        // The clock of the test is not at hand; waits are measured from the start.
        all.push(sync.progress(START));
    });
    run.outcome.expect("a complete sync");
    all
}

const fn whole(count: u64) -> Count {
    Count {
        done: count,
        total: Some(count),
    }
}

#[test]
fn counts_grow_to_their_totals() {
    let mut service = Service::new(450, 20);
    service.largest_page = 100;
    let all = said(&mut service);
    let last = all.last().expect("answers");
    assert_eq!(last.titles, whole(450));
    assert_eq!(last.series, whole(150));
    assert_eq!(last.volumes, whole(300));
    assert_eq!(last.wishes, whole(3));
    assert_eq!((last.people.total, last.people.done), (Some(20), 20));
    let counts: [fn(&Progress) -> Count; 5] = [
        |progress| progress.titles,
        |progress| progress.series,
        |progress| progress.wishes,
        |progress| progress.volumes,
        |progress| progress.people,
    ];
    for count in counts {
        for pair in all.windows(2) {
            let (before, after) = (count(&pair[0]), count(&pair[1]));
            assert!(before.done <= after.done, "{before:?} {after:?}");
            assert!(
                after.total.is_none_or(|total| after.done <= total),
                "{after:?}"
            );
            assert!(
                before.total.is_none() || after.total == before.total,
                "{before:?} {after:?}"
            );
        }
    }
}

#[test]
fn the_time_left_is_known_once_the_library_is_and_shrinks() {
    let mut service = Service::new(450, 60);
    service.largest_page = 100;
    let all = said(&mut service);
    assert_eq!(all[0].left_ms, None, "after the first page nobody knows");
    let known: Vec<_> = all.iter().filter_map(|progress| progress.left_ms).collect();
    assert!(known.len() > all.len() / 2);
    assert!(known[0] > 0 && known[0] < 5_000, "{}", known[0]);
    assert_eq!(known.last(), Some(&0));
}

#[test]
fn a_pause_says_until_when() {
    let mut service = Service::new(30, 1).with_fault(|call| {
        (call.kind == Kind::Series && call.nth == 0).then(|| Ok(retry_after(429, "20")))
    });
    let all = said(&mut service);
    let until = all
        .iter()
        .find_map(|progress| progress.waiting_until)
        .expect("a pause");
    assert_eq!(until.millis_since(START), 200 + 20_000);
}

#[test]
fn what_is_asked_again_is_said_until_it_is_answered() {
    let mut service = Service::new(30, 1)
        .with_fault(|call| (call.kind == Kind::Series && call.nth == 0).then(|| Ok(status(503))));
    let all = said(&mut service);
    assert!(all.iter().any(|progress| progress.is_repeating));
    assert!(!all[0].is_repeating, "the first answer was good");
    assert!(!all.last().expect("answers").is_repeating);
}

#[test]
fn looking_further_says_before_what_it_takes() {
    let tally = |answered, ms| Tally {
        sent: answered,
        answered,
        ms,
        ..Tally::default()
    };
    let health = |asked: &[(Subject, Tally)]| Health {
        asked: asked.iter().copied().collect(),
        ..Health::default()
    };
    let searched = health(&[
        (Subject::Library, tally(1, 4000)),
        (Subject::People, tally(10, 2000)),
    ]);
    for (health, people, requests, ms) in [
        // 200 ms each, eight at a time.
        (&searched, 80, 120, Some(3000)),
        (&searched, 1, 2, Some(50)),
        (&searched, 0, 0, Some(0)),
        // Nobody was searched lately: as fast as the library was.
        (
            &health(&[(Subject::Library, tally(2, 1600))]),
            2,
            3,
            Some(300),
        ),
        (&health(&[]), 2, 3, None),
    ] {
        assert_eq!(health.effort(people), Effort { requests, ms }, "{people}");
    }
}
