//! The gold set: what a small library must answer, written by hand in `tests/gold/*.json`.
//!
//! Each case names the rule or trap of the API reference that it proves. `library`, `catalog`, `series`
//! and `wishlist` are arrays in the API's shapes, read by the code that reads the service's answers and
//! put together as a first sync would; [`world`] says which short forms they may use. `expect` asks
//! questions, see [`answer`].

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a broken case is a broken test"
)]

mod answer;
mod further;
#[path = "../../examples/shop/mod.rs"]
mod shop;
mod words;
mod world;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::world::Case;

/// So many cases there were: the set only grows.
const AT_LEAST: usize = 628;

#[test]
fn every_case_gets_the_right_answer() {
    let mut wrong = Vec::new();
    let mut names = BTreeSet::new();
    for (file, mut case) in cases() {
        assert!(
            !case.rule.is_empty(),
            "{file}: {:?} names no rule",
            case.name
        );
        assert!(
            !case.expect.is_empty(),
            "{file}: {:?} asks nothing",
            case.name
        );
        let world = case.asked();
        for (question, expected) in &case.expect {
            let asked: Vec<(Option<&str>, &Value)> = match expected {
                Value::Object(by_subject) => by_subject
                    .iter()
                    .map(|(subject, expected)| (Some(subject.as_str()), expected))
                    .collect(),
                _ => vec![(None, expected)],
            };
            for (subject, expected) in asked {
                let found = answer::answer(&world, question, subject);
                if found != *expected {
                    wrong.push(format!(
                        "{file}, {}: {:?}\n    {question} {}\n    expected {expected}\n    found    {found}",
                        case.rule,
                        case.name,
                        subject.unwrap_or_default(),
                    ));
                }
            }
        }
        assert!(
            names.insert((file.clone(), case.name.clone())),
            "twice: {file}, {:?}",
            case.name
        );
    }
    assert!(
        wrong.is_empty(),
        "{} wrong answers\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(names.len() >= AT_LEAST, "only {} cases", names.len());
}

fn cases() -> Vec<(String, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder of this file") {
        let path = entry.expect("a file").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let cases: Vec<Case> =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}.json: {error}"));
        all.extend(cases.into_iter().map(|case| (name.clone(), case)));
    }
    all
}
