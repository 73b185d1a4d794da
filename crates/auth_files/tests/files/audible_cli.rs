//! A folder of audible-cli, dropped whole or picked file by file.

use audible::{AuthFileError, Marketplace};
use auth_files::python::{Sealed, Settings, Style};
use auth_files::{File, Found, Keys, Outcome, Program, Refusal, open};
use serde_json::json;

use crate::common::{file, plain, secret, with};

const CONFIG: &str = r#"
title = "Audible Config File"

[APP]
primary_profile = "work"
filename_mode = "ascii"

[profile.anna]
auth_file = "anna.json"
country_code = "de"

[profile.work]
auth_file = "anna.json"
country_code = "uk"

[profile.bert]
auth_file = "bert.json"
country_code = "US"
"#;

fn bert() -> String {
    json!({"refresh_token": "Atnr|bert", "locale_code": "us",
        "customer_info": {"user_id": "amzn1.account.BERT", "name": "Bert Example"}})
    .to_string()
}

fn accounts(outcomes: Vec<Outcome>) -> Vec<Found> {
    outcomes
        .into_iter()
        .map(|outcome| match outcome {
            Outcome::Account(found) => *found,
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn several_profiles_become_the_accounts_of_their_files() {
    for folder in [".audible/", "", "a/b/"] {
        let files = [
            file(&format!("{folder}anna.json"), plain().as_bytes()),
            file(&format!("{folder}config.toml"), CONFIG.as_bytes()),
            file(&format!("{folder}bert.json"), bert().as_bytes()),
        ];
        let found = accounts(open(&files, &Keys::default()));
        assert_eq!(found.len(), 2, "{folder}");
        let [anna, bert] = &found[..] else {
            unreachable!()
        };
        assert_eq!(anna.program, Program::AudibleCli);
        // The primary profile is first, and so is its store.
        assert_eq!(anna.profiles, ["work", "anna"]);
        assert_eq!(anna.stores, [Marketplace::Uk, Marketplace::De]);
        assert_eq!(anna.source.path, format!("{folder}anna.json"));
        assert_eq!(bert.profiles, ["bert"]);
        assert_eq!(bert.stores, [Marketplace::Us]);
    }
}

#[test]
fn what_lies_beside_is_passed_over_unless_it_is_an_auth_file() {
    let spare = bert().replace("BERT", "SPARE");
    let files = [
        file(".audible/config.toml", CONFIG.as_bytes()),
        file(".audible/anna.json", plain().as_bytes()),
        file(".audible/bert.json", bert().as_bytes()),
        file(".audible/spare.json", spare.as_bytes()),
        file(".audible/plugins/cmd_x.py", b"print('hello')"),
        file(".audible/audible.log", b""),
        file(".audible/settings.json", b"{\"a\": 1}"),
        file(".audible/cover.jpg", b"\xff\xd8\xff\xe0 not text"),
    ];
    let found = accounts(open(&files, &Keys::default()));
    let paths: Vec<_> = found.iter().map(|it| it.source.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            ".audible/anna.json",
            ".audible/bert.json",
            ".audible/spare.json"
        ]
    );
    // Picked on its own, the same file gets an answer.
    assert_eq!(open(&files[4..5], &Keys::default()).len(), 1);
}

#[test]
fn a_file_that_is_missing_is_named() {
    let files = [
        file("config.toml", CONFIG.as_bytes()),
        file("bert.json", bert().as_bytes()),
    ];
    let outcomes = open(&files, &Keys::default());
    let missing = outcomes.iter().find_map(|outcome| match outcome {
        Outcome::Refused { source, why } => Some((source.within.clone(), why.clone())),
        _ => None,
    });
    let why = Refusal::NotHere {
        file: "anna.json".to_owned(),
    };
    assert_eq!(missing, Some((Some("work, anna".to_owned()), why)));
    assert_eq!(outcomes.len(), 2);
}

#[test]
fn one_password_opens_all_files_of_a_folder() {
    let encrypted = |text: &str, style| {
        Sealed::encrypt(
            text.as_bytes(),
            &secret("pw"),
            &Settings::usual(10),
            [1; 12],
            [2; 16],
        )
        .unwrap()
        .write(style)
    };
    let files: [File; 3] = [
        file("x/config.toml", CONFIG.as_bytes()),
        file("x/anna.json", &encrypted(&plain(), Style::Json)),
        file("x/bert.json", &encrypted(&bert(), Style::Bytes)),
    ];
    let locked = open(&files, &Keys::default());
    assert_eq!(locked.len(), 2);
    assert!(
        locked
            .iter()
            .all(|it| matches!(it, Outcome::Locked { wrong: false, .. }))
    );
    let found = accounts(open(&files, &with("pw")));
    assert_eq!(found.len(), 2);
    assert!(
        found
            .iter()
            .all(|it| it.encrypted && it.program == Program::AudibleCli)
    );
    let wrong = open(&files, &with("no"));
    assert!(
        wrong
            .iter()
            .all(|it| matches!(it, Outcome::Locked { wrong: true, .. }))
    );
}

#[test]
fn settings_without_profiles_say_so() {
    for text in [
        "[APP]\nprimary_profile = \"x\"",
        "[profile.x]\nauth_file = ",
        "[profile.a]",
    ] {
        let outcomes = open(&[file("config.toml", text.as_bytes())], &Keys::default());
        assert!(
            matches!(
                &outcomes[..],
                [Outcome::Refused {
                    why: Refusal::NoProfiles,
                    ..
                }]
            ),
            "{text}: {outcomes:?}"
        );
    }
    let lone = open(&[file("notes.txt", b"hello")], &Keys::default());
    let why = Refusal::File(AuthFileError::NotJson);
    assert!(matches!(&lone[..], [Outcome::Refused { why: it, .. }] if *it == why));
}
