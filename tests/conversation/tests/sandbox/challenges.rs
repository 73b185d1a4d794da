//! One challenge after the other.

use audible::conversation::{Again, Answer, Challenge, MfaMethod, Step};
use audible::{AccountKind, Marketplace};
use serde_json::json;

use crate::walk::{PASSWORD, Walk, World, credentials};

#[test]
fn a_sign_in_in_one_two_and_three_steps() {
    for (account, first_page) in [
        ("ben@example.org", ""),
        ("plain@example.org", ""),
        // Asked for a picture where the app's cookies are missing (trap T16).
        ("newplace@example.org", ""),
        // The password on a page of its own, with a passkey form before it.
        ("twostep@example.org", "two-step"),
        // The same, though name and password were sent together.
        ("twostep@example.org", ""),
        ("claim@example.org", ""),
        ("claim@example.org", "claim"),
        ("ben@example.org", "two-step"),
        ("ben@example.org", "claim"),
    ] {
        let world = World::default();
        world.steer(
            "switch",
            &json!({"name": "first-page", "value": first_page}),
        );
        let walk = Walk::begin(&world, account, PASSWORD);
        assert!(walk.has_landed(), "{account} {first_page}: {:?}", walk.step);
        assert!(walk.arrive().refresh_token.is_some());
    }
}

#[test]
fn every_store_has_its_own_pages() {
    for store in Marketplace::ALL {
        let world = World::default();
        let walk = Walk::begin_at(&world, store, AccountKind::Amazon, "plain@example.org", "x");
        assert_eq!(walk.arrive().marketplace, store);
    }
}

#[test]
fn user_names_from_before_amazon() {
    for store in [Marketplace::Us, Marketplace::Uk, Marketplace::De] {
        let world = World::default();
        let walk = Walk::begin_at(&world, store, AccountKind::Audible, "old-user", "x");
        assert_eq!(walk.arrive().kind, AccountKind::Audible);
    }
}

#[test]
fn a_wrong_password_is_asked_for_again_and_sent_once_only() {
    let world = World::default();
    let mut walk = Walk::begin(&world, "ben@example.org", "nope");
    assert_eq!(walk.challenge(), &Challenge::Credentials(Again::Refused));
    assert!(walk.question().refused);
    assert!(walk.question().notices[0].contains("password is incorrect"));
    assert_eq!(walk.bodies.len(), 1);
    walk.answer(Answer::Credentials(credentials("ben@example.org", "no")));
    assert!(walk.question().refused);
    walk.answer_rightly("ben@example.org");
    walk.arrive();
}

#[test]
fn an_unknown_address_never_makes_an_account() {
    let world = World::default();
    // With a message on the sign-in page, and as a page that offers a new account.
    let mut walk = Walk::begin(&world, "nobody@example.org", PASSWORD);
    assert_eq!(walk.challenge(), &Challenge::Credentials(Again::Refused));
    walk.answer_rightly("ben@example.org");
    walk.arrive();

    let mut walk = Walk::begin(&world, "unknown@example.org", PASSWORD);
    assert_eq!(walk.challenge(), &Challenge::Credentials(Again::Unknown));
    walk.answer_rightly("ben@example.org");
    walk.arrive();
}

#[test]
fn characters_in_a_picture_in_all_three_kinds() {
    for (kind, with_password) in [("captcha", true), ("cvf_captcha", false), ("robot", false)] {
        let world = World::default();
        world.member("kim@example.org", &[kind]);
        let mut walk = Walk::begin(&world, "kim@example.org", PASSWORD);
        let Challenge::Captcha {
            picture: Ok(first),
            with_credentials,
        } = walk.challenge().clone()
        else {
            panic!("{kind}: {:?}", walk.step);
        };
        assert_eq!(with_credentials, with_password, "{kind}");
        assert!(!walk.question().refused);
        // Another one.
        walk.answer(Answer::NewPicture);
        let Challenge::Captcha {
            picture: Ok(second),
            ..
        } = walk.challenge()
        else {
            panic!("{kind}: {:?}", walk.step);
        };
        assert_ne!(first.bytes, second.bytes, "{kind}");
        assert!(!walk.question().refused && walk.question().notices.is_empty());
        // A wrong guess.
        walk.answer(Answer::Captcha {
            characters: "wrong".to_owned(),
            credentials: with_password.then(|| credentials("kim@example.org", PASSWORD)),
        });
        assert!(walk.question().refused, "{kind}: {:?}", walk.step);
        assert!(!walk.question().notices.is_empty());
        // Blanks and capitals do not matter.
        let right = world.right("kim@example.org", "captcha").to_uppercase();
        walk.answer(Answer::Captcha {
            characters: format!(" {} {}", &right[..2], &right[2..]),
            credentials: with_password.then(|| credentials("kim@example.org", PASSWORD)),
        });
        if kind == "robot" {
            // Amazon begins anew behind it.
            assert_eq!(walk.challenge(), &Challenge::Credentials(Again::Unsaid));
            walk.answer_rightly("kim@example.org");
        }
        walk.arrive();
    }
}

#[test]
fn a_picture_with_a_wrong_password_asks_both_again() {
    let world = World::default();
    world.member("kim@example.org", &["captcha"]);
    let mut walk = Walk::begin(&world, "kim@example.org", PASSWORD);
    // Without the password nothing is sent.
    let sent = walk.requests.len();
    let right = |world: &World| world.right("kim@example.org", "captcha");
    walk.answer(Answer::Captcha {
        characters: right(&world),
        credentials: None,
    });
    assert_eq!(walk.requests.len(), sent);
    walk.answer(Answer::Captcha {
        characters: right(&world),
        credentials: Some(credentials("kim@example.org", "nope")),
    });
    assert!(walk.question().refused);
    walk.answer_rightly("kim@example.org");
    walk.arrive();
}

#[test]
fn a_robot_page_before_anything() {
    let world = World::default();
    world.steer("switch", &json!({"name": "robot-first", "value": 1}));
    let mut walk = Walk::begin(&world, "anna@example.org", PASSWORD);
    let Challenge::Captcha {
        with_credentials, ..
    } = walk.challenge()
    else {
        panic!("{:?}", walk.step);
    };
    assert!(!with_credentials);
    // Nobody has signed in yet: the sandbox shows what the picture says to nobody, so it cannot be
    // read here; a wrong guess has it shown again.
    walk.answer(Answer::Captcha {
        characters: "wrong".to_owned(),
        credentials: None,
    });
    assert!(walk.question().refused);
    assert!(walk.bodies.is_empty(), "no password was sent");
}

#[test]
fn one_time_passwords_with_blanks_wrong_and_used() {
    let world = World::default();
    let mut walk = Walk::begin(&world, "totp@example.org", "x");
    assert_eq!(
        walk.challenge(),
        &Challenge::Otp {
            other_way: true,
            resendable: false
        }
    );
    assert!(!walk.question().refused);
    walk.code("00 00 00");
    assert!(walk.question().refused);
    assert!(walk.question().notices[0].contains("not valid"));
    // Nothing to send.
    let sent = walk.requests.len();
    walk.code(" - ");
    assert_eq!(walk.requests.len(), sent);
    walk.code("123 456");
    assert!(walk.bodies.last().unwrap().contains("rememberDevice=false"));
    walk.arrive();

    // The same once more (trap T35).
    let mut walk = Walk::begin(&world, "totp@example.org", "x");
    walk.code("123456");
    assert!(walk.question().notices[0].contains("already used"));
}

#[test]
fn the_way_of_a_one_time_password_is_the_members_choice() {
    let world = World::default();
    let mut walk = Walk::begin(&world, "choice@example.org", "x");
    let Challenge::MfaChoice { ways } = walk.challenge().clone() else {
        panic!("{:?}", walk.step);
    };
    let methods: Vec<_> = ways.iter().map(|way| way.method).collect();
    assert_eq!(methods, [MfaMethod::App, MfaMethod::Sms]);
    assert_eq!(ways[1].label, "Text me at my number ending in 12");
    // There is no third: nothing is sent.
    walk.answer(Answer::Way(2));
    assert!(matches!(walk.challenge(), Challenge::MfaChoice { .. }));
    walk.answer(Answer::Way(1));
    assert!(matches!(walk.challenge(), Challenge::Otp { .. }));
    // Back to the choice.
    walk.answer(Answer::OtherWay);
    assert!(matches!(walk.challenge(), Challenge::MfaChoice { .. }));
    walk.answer(Answer::Way(0));
    walk.answer_rightly("choice@example.org");
    walk.arrive();
}

#[test]
fn too_many_codes_use_up_one_way_after_the_other() {
    let world = World::default();
    for _ in 0..5 {
        let mut walk = Walk::begin(&world, "smsonly@example.org", "x");
        walk.answer(Answer::Way(0));
        assert!(matches!(walk.challenge(), Challenge::Otp { .. }));
    }
    let mut walk = Walk::begin(&world, "smsonly@example.org", "x");
    walk.answer(Answer::Way(0));
    let Challenge::MfaChoice { ways } = walk.challenge() else {
        panic!("{:?}", walk.step);
    };
    assert!(ways[0].spent && !ways[1].spent);
    assert!(walk.question().notices[0].contains("too many"));
    walk.answer(Answer::Way(1));
    assert_eq!(walk.why(), audible::conversation::Why::TooManyCodes);
}

#[test]
fn a_code_by_mail_is_no_approval() {
    for (email, odd) in [("kim@example.org", false), ("mailotp@example.org", true)] {
        let world = World::default();
        if !odd {
            world.member(email, &["mail_otp"]);
        }
        let mut walk = Walk::begin(&world, email, PASSWORD);
        assert_eq!(
            walk.challenge(),
            &Challenge::Otp {
                other_way: false,
                resendable: true
            }
        );
        let first = world.right(email, "otp");
        walk.answer(Answer::Resend);
        assert!(!walk.question().refused);
        if first != world.right(email, "otp") {
            walk.code(&first);
            assert!(walk.question().refused);
        }
        walk.answer_rightly(email);
        walk.arrive();
    }
}

#[test]
fn a_code_is_sent_once() {
    for (email, choice) in [
        ("dora@example.org", false),
        ("cvf@example.org", false),
        ("cvfpick@example.org", true),
    ] {
        let world = World::default();
        let mut walk = Walk::begin(&world, email, PASSWORD);
        if choice {
            let Challenge::CvfChoice { ways } = walk.challenge() else {
                panic!("{:?}", walk.step);
            };
            assert_eq!(ways, &["Text ending 12", "a***@example.org"]);
            walk.answer(Answer::Way(1));
        }
        assert_eq!(walk.challenge(), &Challenge::Cvf, "{email}");
        assert!(!walk.question().refused);
        walk.code("no");
        assert!(walk.question().refused, "{email}");
        assert!(walk.question().notices[0].contains("Invalid code"));
        assert_eq!(world.see("counters")["otps_asked"], 1, "{email}");
        walk.answer_rightly(email);
        walk.arrive();
    }
}

#[test]
fn an_approval_is_waited_for() {
    let world = World::default();
    let mut walk = Walk::begin(&world, "emil@example.org", PASSWORD);
    let Step::Wait { look_after, .. } = &walk.step else {
        panic!("{:?}", walk.step);
    };
    assert_eq!(look_after.as_secs(), 5);
    assert_eq!(
        walk.challenge(),
        &Challenge::Approval {
            device: Some("Device: iPhone near Invented City".to_owned()),
            resendable: true,
        }
    );
    walk.look();
    walk.look();
    walk.answer(Answer::Resend);
    assert!(matches!(walk.step, Step::Wait { .. }), "{:?}", walk.step);
    walk.look();
    assert_eq!(walk.requests.last().unwrap(), "GET /ap/cvf/approval");
    walk.answer_rightly("emil@example.org");
    walk.arrive();
}

#[test]
fn a_look_that_fails_does_not_end_the_waiting() {
    let world = World::default();
    let mut walk = Walk::begin(&world, "emil@example.org", PASSWORD);
    world.steer(
        "fault",
        &json!({"path": "/ap/cvf/approval", "do": "status", "status": 503, "times": 1}),
    );
    walk.look();
    assert!(matches!(walk.step, Step::Wait { .. }), "{:?}", walk.step);
    // No answer at all.
    walk.step = walk.conversation.look(world.now());
    assert!(matches!(walk.step, Step::Send(_)));
    walk.step = walk.conversation.unanswered();
    assert!(matches!(walk.step, Step::Wait { .. }), "{:?}", walk.step);
    walk.answer_rightly("emil@example.org");
    walk.arrive();
}

#[test]
fn nobody_waits_for_ever() {
    let world = World::default();
    let mut walk = Walk::begin(&world, "emil@example.org", PASSWORD);
    let mut looks = 0;
    while matches!(walk.step, Step::Wait { .. }) {
        walk.look();
        looks += 1;
        assert!(looks < 100);
    }
    assert_eq!(looks, 61);
    assert_eq!(walk.why(), audible::conversation::Why::ApprovalExpired);
}

#[test]
fn interruptions_are_skipped() {
    for kind in ["phone", "nudge"] {
        let world = World::default();
        world.member("kim@example.org", &[kind]);
        let walk = Walk::begin(&world, "kim@example.org", PASSWORD);
        assert!(walk.has_landed(), "{kind}: {:?}", walk.step);
        walk.arrive();
    }
}
