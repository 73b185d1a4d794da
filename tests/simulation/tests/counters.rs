//! Each counter counts: devices with one defect each, and the counter that must show it.

use simulation::{Defect, Figures, simulate, simulate_with};

/// The sums of some lives with a defect.
fn lives(defect: Option<Defect>) -> Figures {
    let mut sum = Figures::default();
    for seed in 0..6 {
        let figures = simulate_with(30, seed, defect);
        sum.otps += figures.otps;
        sum.runs += figures.runs;
        sum.needless_otps += figures.needless_otps;
        sum.lost_refresh_tokens += figures.lost_refresh_tokens;
        sum.double_refreshes += figures.double_refreshes;
        sum.longest_wait_ms = sum.longest_wait_ms.max(figures.longest_wait_ms);
    }
    sum
}

#[test]
fn without_a_defect_nothing_is_counted() {
    let figures = lives(None);
    assert!(figures.are_right(), "{figures:?}");
    assert!(figures.otps * 10 < figures.runs, "{figures:?}");
}

#[test]
fn sign_ins_are_counted() {
    let figures = lives(Some(Defect::ForgetsAll));
    assert!(figures.otps * 10 > figures.runs, "{figures:?}");
    assert!(figures.needless_otps > 10, "{figures:?}");
}

#[test]
fn needless_sign_ins_are_counted() {
    let figures = lives(Some(Defect::TakesTroubleForRefusal));
    assert!(figures.needless_otps > 10, "{figures:?}");
}

#[test]
fn lost_refresh_tokens_are_counted() {
    let figures = lives(Some(Defect::LosesWrites));
    assert!(figures.lost_refresh_tokens > 0, "{figures:?}");
}

#[test]
fn double_renewals_are_counted() {
    for defect in [Defect::SharesLock, Defect::ReadsOld] {
        let figures = lives(Some(defect));
        assert!(figures.double_refreshes > 3, "{defect:?}: {figures:?}");
    }
}

#[test]
fn waits_without_an_end_are_counted() {
    let figures = lives(Some(Defect::ForgetsToWake));
    let bound = Figures::LONGEST_WAIT_MS;
    assert!(figures.longest_wait_ms > bound, "{figures:?}");
}

#[test]
fn what_is_printed_has_the_names_that_others_read() {
    let printed = serde_json::to_value(simulate(3, 5)).unwrap();
    let names: Vec<&String> = printed.as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        [
            "days",
            "double_refreshes",
            "longest_wait_s",
            "lost_refresh_tokens",
            "needless_otps",
            "otps",
            "uses"
        ]
    );
}
