//! Records that are damaged, of an older version, or anything at all.

use audible::{Marketplace, Snapshot};
use proptest::prelude::*;
use session::records::{Account, Fault, Kind, Read, Why, read_document, read_snapshot, write_part};
use session::sync::Part;

use crate::stored::{SALT, Shelf, apply, at, read, shelf, snapshot};

#[test]
fn a_damaged_record_costs_its_own_content_only() {
    let whole = snapshot(1200);
    let records = shelf(&whole);
    for name in records.keys() {
        // It does not read, it does not open, or it was set aside before.
        for (damage, why) in [
            (Some(Ok(b"{".to_vec())), Why::Damaged),
            (Some(Err(vault::Error::Damaged)), Why::Damaged),
            (Some(Err(vault::Error::OtherVault)), Why::Damaged),
            (Some(Err(vault::Error::Newer { version: 2 })), Why::Newer),
            (Some(Ok(br#"{"v":2,"new":true}"#.to_vec())), Why::Newer),
            (Some(Ok(br#"{"v":2,"data":{}}"#.to_vec())), Why::Newer),
            (None, Why::Missing),
        ] {
            let damaged: Vec<_> = records
                .iter()
                .filter_map(|(key, record)| match &damage {
                    _ if key != name => Some((key.clone(), Ok(record.clone()))),
                    Some(damage) => Some((key.clone(), damage.clone())),
                    None => None,
                })
                .collect();
            let read = read_snapshot(Marketplace::De, &damaged);
            let kind = Kind::of(name).unwrap();
            let (folder, _) = name.rsplit_once('/').unwrap();
            let of_list = |other: &&String| other.rsplit_once('/').unwrap().0 == folder;
            if why == Why::Missing && records.keys().filter(of_list).count() == 1 {
                // The only record of its list: nothing is left that could tell.
                assert_eq!(read.faults, []);
                continue;
            }
            let name = name.clone();
            let expected = Fault { name, kind, why };
            assert!(has_the_rest(&read, &whole, kind), "{expected:?}");
            assert_eq!(read.faults, [expected]);
        }
    }
}

/// Whether everything but this part is there.
fn has_the_rest(read: &Read, whole: &Snapshot, kind: Kind) -> bool {
    let part = match kind {
        Kind::Part(_, part) => Some(part),
        _ => None,
    };
    let snapshot = &read.snapshot;
    let library = (&snapshot.items, snapshot.read_at, &snapshot.marker)
        == (&whole.items, whole.read_at, &whole.marker);
    let products = snapshot.products == whole.products
        && snapshot.unavailable == whole.unavailable
        && snapshot.priced_at == whole.priced_at;
    let rest = (part == Some(Part::Library) || library)
        && (part == Some(Part::Products) || products)
        && (part == Some(Part::Series) || snapshot.series == whole.series)
        && (part == Some(Part::Wishes) || snapshot.wishes == whole.wishes)
        && (part == Some(Part::Searches) || snapshot.searches == whole.searches)
        && (part == Some(Part::Gone) || snapshot.gone == whole.gone)
        && (part == Some(Part::Member)
            || (&snapshot.listening, &snapshot.memberships)
                == (&whole.listening, &whole.memberships));
    // What is gone is read anew: neither the age nor the place may say otherwise.
    let anew = match part {
        Some(Part::Library) => {
            snapshot.read_at.is_none() && snapshot.marker.is_none() && read.place.is_none()
        }
        Some(Part::Searches) => read.place.is_some(),
        Some(_) | None => read.place.is_none(),
    };
    rest && anew
}

#[test]
fn an_item_that_does_not_read_is_left_out() {
    let mut shelf = shelf(&snapshot(20));
    let record = shelf.get_mut("de/library/0").unwrap();
    let text = String::from_utf8(record.clone()).unwrap();
    *record = text
        .replacen(r#""asin":"B000000003""#, r#""asin":7"#, 1)
        .into_bytes();
    let read = read(&shelf);
    assert_eq!(read.snapshot.items.len(), 19);
    assert_eq!(read.faults.len(), 1);
    assert_eq!(read.faults[0].why, Why::Incomplete);
    assert_eq!(read.snapshot.read_at, None);
}

#[test]
fn version_0_is_read_and_written_again() {
    let mut old = snapshot(20);
    let mut shelf = Shelf::new();
    shelf.insert(
        "de/library/0".to_owned(),
        serde_json::to_vec(&old.items).unwrap(),
    );
    shelf.insert(
        "de/wishes/0".to_owned(),
        serde_json::to_vec(&old.wishes).unwrap(),
    );
    let first = read(&shelf);
    assert_eq!(first.snapshot.items, old.items);
    assert_eq!(first.snapshot.wishes, old.wishes);
    assert_eq!(first.faults, []);
    assert_eq!(first.outdated, [Part::Library, Part::Wishes]);
    for part in first.outdated {
        apply(&mut shelf, write_part(&first.snapshot, part, &SALT));
    }
    let second = read(&shelf);
    assert_eq!(second.outdated, []);
    old.items.clone_from(&second.snapshot.items);
    assert_eq!(second.snapshot, first.snapshot);
}

/// Records as the first version wrote them: no plans, no history, no state token, no health.
#[test]
fn what_the_first_version_stored_still_opens() {
    let stored = [
        (
            "us/library/0",
            r#"{"v":1,"of":1,"head":{"at":1795500000000},"items":[{"product":{"asin":"B000000001",
               "title":"An Old Title","kind":"book"},"status":"active","purchased":true}]}"#,
        ),
        (
            "us/series/0",
            r#"{"v":1,"of":1,"head":{},"items":[{"asin":"B000000500","title":"An Old Saga",
               "children":[{"asin":"B000000001","sequence":"1"}]}]}"#,
        ),
        (
            "us/products/0",
            r#"{"v":1,"of":1,"head":{"at":1795500000000},"items":[]}"#,
        ),
        ("us/unavailable/0", r#"{"v":1,"of":1,"head":{},"items":[]}"#),
        (
            "us/wishes/0",
            r#"{"v":1,"of":1,"head":{},"items":[{"product":{"asin":"B000000002",
               "title":"An Old Wish","kind":"book"}}]}"#,
        ),
        (
            "us/sync",
            r#"{"v":1,"data":{"place":{"started":1795500000000,"done":true},"summary":{"titles":1,
               "unreadable":[],"people_left":0,"skipped":[],"requests":4}}}"#,
        ),
    ]
    .map(|(name, record)| (name.to_owned(), Ok(record.as_bytes().to_vec())));
    let read = read_snapshot(Marketplace::Us, &stored);
    assert_eq!((read.faults, read.outdated), (Vec::new(), Vec::new()));
    assert_eq!(read.snapshot.items[0].product.title, "An Old Title");
    assert_eq!(read.snapshot.series[0].children.len(), 1);
    assert_eq!(read.snapshot.wishes[0].product.title, "An Old Wish");
    assert_eq!(read.snapshot.read_at, Some(at(1_795_500_000_000)));
    // Nothing is claimed of what it did not know.
    assert_eq!(read.snapshot.marker, None);
    assert_eq!(read.snapshot.listening.read_at, None);
    assert_eq!(read.summary.map(|summary| summary.titles), Some(1));
    assert_eq!(read.place.map(|place| place.is_unfinished()), Some(false));
    assert_eq!(read.health, None);
}

proptest! {
    #[test]
    fn arbitrary_records_do_not_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        name in "(de/)?(library|series|products|unavailable|wishes|searches/x|sync)(/[0-9]{1,20})?",
        of: u64,
    ) {
        let numbered = format!(r#"{{"v":1,"of":{of},"head":{{}},"items":[]}}"#).into_bytes();
        for bytes in [bytes, numbered] {
            let read = read_snapshot(Marketplace::De, &[(name.clone(), Ok(&bytes))]);
            prop_assert_eq!(read.snapshot.items.len(), 0);
            let _ = Kind::of(&name);
            prop_assert!(read_document::<Account>(&bytes).is_err());
        }
    }
}
