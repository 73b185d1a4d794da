//! A short run of every target, the same each time, and what failed once.

use fuzz::{TARGETS, Target, folder, fuzz};

#[test]
fn no_reader_panics() {
    for target in &TARGETS {
        let good = (target.inputs)().len();
        assert!(good > 0, "{} has no inputs to begin with", target.name);
        match fuzz(target, 1, |tried| tried < 1500) {
            Ok(tried) => assert!(tried >= 1500, "{}", target.name),
            Err(input) => panic!("{}: {:?}", target.name, String::from_utf8_lossy(&input)),
        }
    }
}

#[test]
fn a_reader_that_panics_is_caught() {
    let target = Target {
        name: "broken",
        inputs: || vec![b"https://www.amazon.de/?code=1".to_vec()],
        read: |input| assert!(!input.contains(&b'"'), "found"),
    };
    let input = fuzz(&target, 1, |tried| tried < 10_000).unwrap_err();
    assert!(input.contains(&b'"'));
    assert!(folder(&target).ends_with("regressions/broken"));
}
