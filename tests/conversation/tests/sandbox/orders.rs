//! Challenges one after the other, in any order (trap T24).

use audible::AccountKind;
use audible::conversation::{Challenge, Step, Why};
use proptest::prelude::*;

use crate::walk::{PASSWORD, Walk, World};

/// What the member was asked, until it landed.
fn all_the_way(walk: &mut Walk<'_>, email: &str) -> Vec<&'static str> {
    let mut asked = Vec::new();
    while !walk.has_landed() {
        asked.push(kind(walk.challenge()));
        assert!(asked.len() < 60, "{asked:?}");
        assert!(!walk.question().refused, "{asked:?}: {:?}", walk.step);
        walk.answer_rightly(email);
    }
    asked
}

const fn kind(challenge: &Challenge) -> &'static str {
    match challenge {
        Challenge::Credentials(_) => "credentials",
        Challenge::Captcha { .. } => "captcha",
        Challenge::MfaChoice { .. } => "mfa_choice",
        Challenge::Otp { .. } => "otp",
        Challenge::CvfChoice { .. } => "cvf_choice",
        Challenge::Cvf => "cvf",
        Challenge::Approval { .. } => "approval",
    }
}

#[test]
fn the_gauntlet() {
    let world = World::default();
    let email = "gauntlet@example.org";
    let mut walk = Walk::begin(&world, email, PASSWORD);
    let asked = all_the_way(&mut walk, email);
    assert_eq!(
        asked,
        [
            "captcha",
            "mfa_choice",
            "otp",
            "captcha",
            "approval",
            "approval",
            "approval",
        ]
    );
    walk.arrive();
}

#[test]
fn a_picture_after_the_one_time_password() {
    let world = World::default();
    let email = "kim@example.org";
    world.member(email, &["captcha", "otp", "captcha"]);
    let mut walk = Walk::begin(&world, email, PASSWORD);
    assert_eq!(all_the_way(&mut walk, email), ["captcha", "otp", "captcha"]);
    walk.arrive();
}

/// What Amazon puts before a member one after the other, what the member is asked of it, and how it
/// ends if not with a registration. Behind a robot page everything begins anew: name and password are
/// wanted again, and so is what came before it.
const MIXES: [(&[&str], &[&str], Option<Why>); 15] = [
    (&["phone", "nudge"], &[], None),
    (&["nudge", "otp", "phone"], &["otp"], None),
    (
        &["robot", "captcha"],
        &["captcha", "credentials", "captcha"],
        None,
    ),
    (
        &["captcha", "robot", "otp"],
        &["captcha", "captcha", "credentials", "captcha", "otp"],
        None,
    ),
    (
        &["otp", "robot"],
        &["otp", "captcha", "credentials", "otp"],
        None,
    ),
    (
        &["cvf_captcha", "mail_otp", "phone"],
        &["captcha", "otp"],
        None,
    ),
    (
        &["mail_otp", "cvf_pick", "cvf_captcha"],
        &["otp", "cvf_choice", "cvf", "captcha"],
        None,
    ),
    (
        &["cvf_pick", "nudge", "approval", "phone"],
        &["cvf_choice", "cvf", "approval"],
        None,
    ),
    (
        &["mfa_choice", "otp", "cvf"],
        &["mfa_choice", "otp", "cvf"],
        None,
    ),
    (
        &["approval", "captcha", "approval"],
        &["approval", "captcha", "approval"],
        None,
    ),
    (&["phone", "reset"], &[], Some(Why::PasswordReset)),
    (&["otp", "nudge", "waf"], &["otp"], Some(Why::Firewall)),
    (
        &["cvf_captcha", "aamation"],
        &["captcha"],
        Some(Why::Puzzle),
    ),
    (
        &["mail_otp", "loop"],
        &["otp", "credentials"],
        Some(Why::SilentLoop),
    ),
    (
        &["robot", "reset"],
        &["captcha", "credentials"],
        Some(Why::PasswordReset),
    ),
];

#[test]
fn mixes_of_everything() {
    let email = "kim@example.org";
    let mut other = Vec::new();
    for (challenges, expected, end) in MIXES {
        let world = World::default();
        world.member(email, challenges);
        let mut walk = Walk::begin(&world, email, PASSWORD);
        let mut asked = Vec::new();
        while let Step::Ask(_) | Step::Wait { .. } = walk.step {
            asked.push(kind(walk.challenge()));
            assert!(asked.len() < 20, "{challenges:?}: {asked:?}");
            walk.answer_rightly(email);
        }
        let ended = match &walk.step {
            Step::Ended(end) => Some(end.why),
            _ => None,
        };
        if asked != expected || ended != end {
            other.push((challenges, asked, ended));
        }
        match ended {
            None => drop(walk.arrive()),
            Some(_) => world.assert_well_behaved(),
        }
    }
    assert!(other.is_empty(), "{other:#?}");
}

#[test]
fn the_friends_of_the_sandbox() {
    for name in ["anna", "ben", "carla", "dora", "emil"] {
        let world = World::default();
        let email = format!("{name}@example.org");
        let mut walk = Walk::begin(&world, &email, PASSWORD);
        all_the_way(&mut walk, &email);
        assert_eq!(walk.conversation.attempt().kind, AccountKind::Amazon);
        walk.arrive();
    }
}

const ENDS: [(&str, Why); 7] = [
    ("aamation", Why::Puzzle),
    ("waf", Why::Firewall),
    ("reset", Why::PasswordReset),
    ("loop", Why::SilentLoop),
    ("passkey_only", Why::PasskeyDemanded),
    ("approval_denied", Why::ApprovalDenied),
    ("approval_expired", Why::ApprovalExpired),
];

const ALL: [&str; 11] = [
    "captcha",
    "robot",
    "mfa_choice",
    "otp",
    "cvf",
    "approval",
    "cvf_captcha",
    "mail_otp",
    "cvf_pick",
    "phone",
    "nudge",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_order_leads_to_a_registration(order in prop::collection::vec(0..ALL.len(), 0..7)) {
        let world = World::default();
        let email = "kim@example.org";
        let challenges: Vec<_> = order.iter().map(|at| ALL[*at]).collect();
        world.member(email, &challenges);
        let mut walk = Walk::begin(&world, email, PASSWORD);
        let mut left = 40;
        while !walk.has_landed() {
            left -= 1;
            prop_assert!(left > 0, "{challenges:?} {:?}", walk.requests);
            prop_assert!(
                matches!(walk.step, Step::Ask(_) | Step::Wait { .. }),
                "{challenges:?}: {:?}", walk.step
            );
            walk.answer_rightly(email);
        }
        walk.arrive();
    }

    #[test]
    fn a_dead_end_is_told_whatever_came_before_it(
        order in prop::collection::vec(0..ALL.len(), 0..5),
        end in prop::sample::select(ENDS.to_vec()),
    ) {
        let world = World::default();
        let email = "kim@example.org";
        let (last, why) = end;
        let challenges: Vec<_> = order.iter().map(|at| ALL[*at]).chain([last]).collect();
        world.member(email, &challenges);
        let mut walk = Walk::begin(&world, email, PASSWORD);
        let mut left = 40;
        while let Step::Ask(_) | Step::Wait { .. } = walk.step {
            left -= 1;
            prop_assert!(left > 0, "{challenges:?} {:?}", walk.requests);
            walk.answer_rightly(email);
        }
        prop_assert_eq!(walk.why(), why, "{:?}", challenges);
        world.assert_well_behaved();
    }
}
