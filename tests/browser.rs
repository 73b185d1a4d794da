//! What AudiPy builds on in the browser: storage that is all or nothing, a key that cannot be
//! read, locks and notes between tabs, files of all formats. Run in a real browser:
//! `cargo test --target wasm32-unknown-unknown --test browser`.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    missing_docs,
    reason = "a test may fail"
)]

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use audible::signing::ToSign;
use audible::{Marketplace, Secret, private_key};
use audipy::browser::channel::Channel;
use audipy::browser::clock::{breathe, wait};
use audipy::browser::device_key::{DeviceKey, DeviceKeyError};
use audipy::browser::lock::exclusively;
use audipy::browser::signer::Signer;
use audipy::browser::store::{Batch, Durability, Shelf, Store};
use exports::{Field, Format, Job, Language, List, Recipe, Table, Value, write};
use futures_util::future::join;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::TransactionMode;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

async fn put(store: &Store, records: &[(&str, &[u8])]) {
    let mut batch = Batch::default();
    for (key, value) in records {
        batch.put(Shelf::Records, *key, value.to_vec());
    }
    store.write(batch, Durability::Strict).await.unwrap();
}

#[wasm_bindgen_test]
async fn what_was_written_is_there_after_reopening() {
    let store = Store::open("reopening").await.unwrap();
    put(&store, &[("a/one", b"1"), ("a/two", b"2"), ("b/one", b"3")]).await;
    drop(store);
    let store = Store::open("reopening").await.unwrap();
    assert_eq!(
        store.read_all(Shelf::Records, "a").await.unwrap(),
        [
            ("one".to_owned(), b"1".to_vec()),
            ("two".to_owned(), b"2".to_vec())
        ]
    );
    assert_eq!(
        store.read(Shelf::Records, "b/one").await.unwrap(),
        Some(b"3".to_vec())
    );
    assert_eq!(store.read(Shelf::Records, "b/two").await.unwrap(), None);
    assert_eq!(store.read(Shelf::Headers, "a/one").await.unwrap(), None);
}

/// As the Python package signs: the browser comes to the same bytes, and keeps the key.
#[wasm_bindgen_test]
async fn a_device_key_signs_as_it_should_and_is_not_handed_out() {
    let vectors = include_str!("../crates/audible/tests/vectors/signing.json");
    let vectors: serde_json::Value = serde_json::from_str(vectors).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let key = private_key::pkcs8(&Secret::new(text(&vectors["device_private_key"]))).unwrap();
    let signer = Signer::import(key.expose()).await.unwrap();
    assert!(!signer.is_extractable());
    let cases = vectors["requests"].as_array().unwrap();
    assert!(!cases.is_empty());
    for case in cases {
        let request = http::Request::builder()
            .method(text(&case["method"]).as_str())
            .uri(format!("https://api.audible.com{}", text(&case["path"])))
            .body(text(&case["body"]).into_bytes())
            .unwrap();
        let adp_token = Secret::new(text(&vectors["adp_token"]));
        let time = case["time_us"].as_i64().unwrap();
        let to_sign = ToSign::new(request, &adp_token, time).unwrap();
        let signature = signer.sign(to_sign.text().expose()).await.unwrap();
        let signed = to_sign.signed(&signature);
        let expected = text(&case["headers"]["x-adp-signature"]);
        assert_eq!(signed.headers()["x-adp-signature"], expected.as_str());
    }
    for rubbish in [&b""[..], b"no key", &key.expose()[..100]] {
        assert!(Signer::import(rubbish).await.is_err());
    }
}

#[wasm_bindgen_test]
async fn changes_of_one_record_do_not_lose_each_other() {
    // Two connections, as two tabs have them.
    let (one, other) = join(Store::open("changing"), Store::open("changing")).await;
    let (one, other) = (one.unwrap(), other.unwrap());
    let add = async |store: &Store, byte: u8| {
        for _ in 0..20 {
            let length = store
                .change(Shelf::Records, "a/list", Durability::Relaxed, |before| {
                    let mut list = before.unwrap_or_default();
                    list.push(byte);
                    let length = list.len();
                    let mut batch = Batch::default();
                    batch.put(Shelf::Records, "a/list", list);
                    (batch, length)
                })
                .await
                .unwrap();
            assert!(length > 0);
        }
    };
    join(add(&one, 1), add(&other, 2)).await;
    let mut list = one.read(Shelf::Records, "a/list").await.unwrap().unwrap();
    list.sort_unstable();
    assert_eq!(list, [[1; 20], [2; 20]].concat());
}

#[wasm_bindgen_test]
async fn removing_an_account_leaves_its_neighbours() {
    let store = Store::open("removing").await.unwrap();
    put(
        &store,
        &[("a/x", b"1"), ("a0/x", b"2"), ("a-/x", b"3"), ("b/x", b"4")],
    )
    .await;
    let mut batch = Batch::default();
    batch.remove_below(Shelf::Records, "a");
    store.write(batch, Durability::Strict).await.unwrap();
    assert_eq!(
        store.keys(Shelf::Records).await.unwrap(),
        ["a-/x", "a0/x", "b/x"]
    );
}

#[wasm_bindgen_test]
async fn a_reader_never_sees_half_a_batch() {
    let store = Store::open("atomic").await.unwrap();
    put(&store, &[("a/one", b"0"), ("a/two", b"0")]).await;
    let writer = store.clone();
    let writing = async move {
        for round in 1..100_u8 {
            put(&writer, &[("a/one", &[round]), ("a/two", &[round])]).await;
        }
    };
    let reading = async {
        loop {
            let seen = store.read_all(Shelf::Records, "a").await.unwrap();
            assert_eq!(seen.len(), 2);
            assert_eq!(seen[0].1, seen[1].1, "one record is newer than the other");
            if seen[0].1 == [99] {
                break;
            }
        }
    };
    join(writing, reading).await;
}

#[wasm_bindgen_test]
async fn a_write_that_is_not_committed_is_undone() {
    let store = Store::open("rollback").await.unwrap();
    put(&store, &[("a/token", b"old")]).await;
    let database = Database::open("rollback").await.unwrap();
    {
        let transaction = database
            .transaction("records")
            .with_mode(TransactionMode::Readwrite)
            .build()
            .unwrap();
        let records = transaction.object_store("records").unwrap();
        records
            .put("new")
            .with_key("a/token")
            .primitive()
            .unwrap()
            .await
            .unwrap();
    }
    assert_eq!(
        store.read(Shelf::Records, "a/token").await.unwrap(),
        Some(b"old".to_vec())
    );
}

#[wasm_bindgen_test]
async fn the_device_key_survives_reopening_and_cannot_be_read() {
    let store = Store::open("device-key").await.unwrap();
    let made = DeviceKey::make(&store).await.unwrap();
    assert!(!made.is_extractable());
    let nonce = [7; 12];
    let wrapped = made.wrap(&nonce, b"context", b"data key").await.unwrap();
    drop((store, made));

    let store = Store::open("device-key").await.unwrap();
    let kept = DeviceKey::load(&store).await.unwrap().expect("kept");
    assert!(!kept.is_extractable());
    assert_eq!(
        kept.unwrap(&nonce, b"context", &wrapped).await.unwrap(),
        b"data key"
    );
}

#[wasm_bindgen_test]
async fn the_device_key_opens_nothing_else() {
    let store = Store::open("device-key-refusals").await.unwrap();
    assert!(DeviceKey::load(&store).await.unwrap().is_none());
    let key = DeviceKey::make(&store).await.unwrap();
    let nonce = [1; 12];
    let wrapped = key.wrap(&nonce, b"account one", b"data key").await.unwrap();
    let mut flipped = wrapped.clone();
    flipped[3] ^= 1;
    let other = Store::open("device-key-of-another").await.unwrap();
    let other = DeviceKey::make(&other).await.unwrap();
    for (key, nonce, context, sealed) in [
        (&key, &[2; 12], &b"account one"[..], &wrapped[..]),
        (&key, &nonce, b"account two", &wrapped),
        (&key, &nonce, b"account one", &flipped),
        (&key, &nonce, b"account one", &wrapped[..10]),
        (&other, &nonce, b"account one", &wrapped),
    ] {
        assert_eq!(
            key.unwrap(nonce, context, sealed).await,
            Err(DeviceKeyError::DoesNotOpen)
        );
    }
}

#[wasm_bindgen_test]
async fn a_lock_lets_one_in_at_a_time() {
    let log = Rc::new(RefCell::new(Vec::new()));
    let turn = |name: &'static str| {
        let log = log.clone();
        exclusively("one-at-a-time", async move {
            log.borrow_mut().push(format!("{name} in"));
            wait(Duration::from_millis(5)).await;
            log.borrow_mut().push(format!("{name} out"));
            name
        })
    };
    assert_eq!(
        join(turn("first"), turn("second")).await,
        ("first", "second")
    );
    assert_eq!(
        *log.borrow(),
        ["first in", "first out", "second in", "second out"]
    );
}

#[wasm_bindgen_test]
async fn locks_of_other_names_do_not_wait() {
    let inside = exclusively("outer", exclusively("inner", async { 7 })).await;
    assert_eq!(inside, 7);
}

#[wasm_bindgen_test]
async fn a_note_reaches_the_other_tab_and_not_its_sender() {
    let (here, there) = (Channel::join("notes"), Channel::join("notes"));
    let heard = Rc::new(RefCell::new(Vec::<(String, u8)>::new()));
    for (tab, channel) in [("here", &here), ("there", &there)] {
        let heard = heard.clone();
        channel.on_note(move |note: u8| heard.borrow_mut().push((tab.to_owned(), note)));
    }
    here.tell(&"not a number");
    here.tell(&7_u8);
    while heard.borrow().is_empty() {
        breathe().await;
    }
    assert_eq!(*heard.borrow(), [("there".to_owned(), 7)]);
}

/// Some formats say when they were made: none of them may ask the system, which is not there.
#[wasm_bindgen_test]
fn every_format_is_written_without_a_system() {
    let day = time::macros::date!(2026 - 11 - 24);
    let fields = vec![Field::Released, Field::Title, Field::Asin];
    let mut coming = Table::new(List::Upcoming, fields);
    coming.rows.push(vec![
        Some(Value::Date(day)),
        Some(Value::Text("Low Tide".to_owned())),
        Some(Value::Text("B0SAMP0001".to_owned())),
    ]);
    let job = Job {
        recipe: Recipe {
            format: Format::Everything,
            ..Recipe::default()
        },
        language: Language::En,
        store: Marketplace::Us,
        as_of: None,
        made: day,
    };
    let archive = write::file(&job, &[coming], &[]).unwrap();
    assert!(archive.starts_with(b"PK"));
}
