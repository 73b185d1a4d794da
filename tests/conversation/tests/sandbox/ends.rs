//! Where it cannot go on.

use audible::conversation::{Again, Challenge, Why};
use serde_json::json;

use crate::walk::{PASSWORD, Walk, World};

#[test]
fn dead_ends_are_told_from_each_other() {
    for (email, why) in [
        ("aamation@example.org", Why::Puzzle),
        ("waf@example.org", Why::Firewall),
        ("passkeyonly@example.org", Why::PasskeyDemanded),
        ("reset@example.org", Why::PasswordReset),
        // Seven devices already (trap T63).
        ("many@example.org", Why::PasswordReset),
    ] {
        let world = World::default();
        let walk = Walk::begin(&world, email, PASSWORD);
        assert_eq!(walk.why(), why, "{email}");
        let name = email.split('@').next().unwrap();
        assert!(!walk.description().contains(name), "{}", walk.description());
        assert!(!walk.description().contains(PASSWORD));
        world.assert_well_behaved();
    }
}

#[test]
fn an_approval_that_is_denied_or_expires() {
    for (email, why) in [
        ("deny@example.org", Why::ApprovalDenied),
        ("expire@example.org", Why::ApprovalExpired),
    ] {
        let world = World::default();
        let mut walk = Walk::begin(&world, email, PASSWORD);
        for _ in 0..2 {
            walk.look();
            assert!(matches!(walk.challenge(), Challenge::Approval { .. }));
        }
        walk.look();
        assert_eq!(walk.why(), why, "{email}");
    }
}

#[test]
fn a_silent_loop_ends_after_one_repeat() {
    let world = World::default();
    let mut walk = Walk::begin(&world, "loop@example.org", PASSWORD);
    assert_eq!(walk.challenge(), &Challenge::Credentials(Again::Unsaid));
    walk.answer_rightly("loop@example.org");
    assert_eq!(walk.why(), Why::SilentLoop);
    let passwords = walk
        .bodies
        .iter()
        .filter(|body| body.contains("password=sandbox"))
        .count();
    assert_eq!(passwords, 2, "each time as the member gave it");
}

#[test]
fn an_outage_ends_it_with_the_wait_that_was_asked_for() {
    for (fault, status) in [
        (
            json!({"path": "/ap/signin", "do": "status", "status": 503}),
            503,
        ),
        (
            json!({"path": "/ap/signin", "do": "status", "status": 429, "retry_after": 7}),
            429,
        ),
        (
            json!({"path": "/ap/signin", "do": "html", "status": 503}),
            503,
        ),
    ] {
        let world = World::default();
        world.steer("fault", &fault);
        let walk = Walk::begin(&world, "ben@example.org", PASSWORD);
        let Why::Outage {
            status: told,
            after,
        } = walk.why()
        else {
            panic!("{:?}", walk.step);
        };
        assert_eq!(told, status);
        assert_eq!(after.is_some(), status == 429);
        assert!(walk.bodies.is_empty());
    }
}

#[test]
fn lost_cookies_are_a_lost_session() {
    let world = World::default();
    let mut walk = Walk::begin(&world, "anna@example.org", PASSWORD);
    // The sandbox forgets everything, this sign-in too.
    world.steer("reset", &json!({}));
    walk.code("123456");
    assert_eq!(walk.why(), Why::SessionLost);
    let description = walk.description();
    assert!(
        description.contains("www.amazon.de/ap/signin"),
        "{description}"
    );
    assert!(
        description.contains("Please Enable Cookies"),
        "{description}"
    );
}

#[test]
fn an_outage_in_the_middle_ends_it_and_the_code_is_sent_once() {
    for (fault, status) in [
        (json!({"path": "/ap/*", "do": "html", "status": 503}), 503),
        (json!({"path": "/ap/*", "do": "html", "status": 500}), 500),
    ] {
        let world = World::default();
        let email = "kim@example.org";
        world.member(email, &["captcha", "otp"]);
        let mut walk = Walk::begin(&world, email, PASSWORD);
        walk.answer_rightly(email);
        let Challenge::Otp { .. } = walk.challenge() else {
            panic!("{:?}", walk.step);
        };
        let sent = walk.bodies.len();
        world.steer("fault", &fault);
        walk.answer_rightly(email);
        let Why::Outage { status: told, .. } = walk.why() else {
            panic!("{:?}", walk.step);
        };
        assert_eq!(told, status);
        assert_eq!(walk.bodies.len(), sent + 1, "the code went out once");
        assert!(
            !walk.description().contains("kim"),
            "{}",
            walk.description()
        );
        world.assert_well_behaved();
    }
}

#[test]
fn a_connection_that_breaks_in_the_middle_sends_nothing_twice() {
    let world = World::default();
    let email = "kim@example.org";
    world.member(email, &["otp"]);
    let mut walk = Walk::begin(&world, email, PASSWORD);
    let right = audible::Secret::new(world.right(email, "otp"));
    let answer = audible::conversation::Answer::Code(right);
    walk.step = walk.conversation.answer(answer, world.now());
    assert!(matches!(walk.step, audible::conversation::Step::Send(_)));
    // Nobody knows whether Amazon read it.
    walk.step = walk.conversation.unanswered();
    assert_eq!(walk.why(), Why::NoAnswer);
}
