//! Snapshots come back as they were, part by part.

use audible::{Marketplace, Snapshot};
use session::records::{Kind, MAX_RECORD, write_part, write_searches_since};
use session::sync::Part;

use crate::stored::{PARTS, SALT, Shelf, apply, at, item, read, search, shelf, snapshot};

#[test]
fn a_snapshot_comes_back_whole() {
    for titles in [0, 1, 20, 3000] {
        let snapshot = snapshot(titles);
        let read = read(&shelf(&snapshot));
        assert!(read.snapshot == snapshot, "{titles} titles");
        assert_eq!(read.faults, []);
        assert_eq!(read.outdated, []);
        assert!(read.place.is_some() && read.summary.is_some());
    }
}

#[test]
fn records_are_bounded_and_named_without_telling_anything() {
    let shelf = shelf(&snapshot(3000));
    assert!(shelf.len() > 10);
    for (name, record) in &shelf {
        assert!(record.len() <= MAX_RECORD, "{name}: {}", record.len());
        assert!(Kind::of(name).is_some(), "{name}");
        assert!(
            !name.contains("Anna") && !name.contains("nvented"),
            "{name}"
        );
    }
    // Another account names the same searches otherwise.
    let names = |salt: [u8; 16]| -> Vec<String> {
        let changes = write_part(&snapshot(20), Part::Searches, &salt);
        changes.put.into_iter().map(|(name, _)| name).collect()
    };
    assert_eq!(names(SALT), names(SALT));
    assert!(
        names([8; 16])
            .iter()
            .all(|name| !names(SALT).contains(name))
    );
}

#[test]
fn an_item_larger_than_a_record_has_one_of_its_own() {
    let mut snapshot = Snapshot::new(Marketplace::De);
    snapshot.items = (0..3).map(item).collect();
    snapshot.items[1].product.title = "x".repeat(2 * MAX_RECORD);
    let changes = write_part(&snapshot, Part::Library, &SALT);
    assert_eq!(changes.put.len(), 3);
    let mut shelf = Shelf::new();
    apply(&mut shelf, changes);
    assert_eq!(read(&shelf).snapshot.items, snapshot.items);
}

#[test]
fn a_smaller_part_leaves_nothing_of_a_larger_one() {
    let (large, small) = (snapshot(3000), snapshot(20));
    let mut shelf = shelf(&large);
    for part in PARTS {
        apply(&mut shelf, write_part(&small, part, &SALT));
    }
    assert!(read(&shelf).snapshot == small);
}

#[test]
fn searches_are_added_one_by_one() {
    let mut snapshot = snapshot(20);
    let mut shelf = shelf(&snapshot);
    snapshot.searches[0] = search("Anna", 1, 500);
    snapshot.searches.push(search("Zora", 2, 600));
    let changes = write_searches_since(&snapshot, at(500), &SALT);
    assert_eq!(changes.put.len(), 2, "Bertha's is not written again");
    apply(&mut shelf, changes);
    let read = read(&shelf);
    assert_eq!(read.faults, []);
    assert_eq!(read.snapshot.searches, snapshot.searches);
}

#[test]
fn stores_do_not_mix() {
    let german = snapshot(20);
    let mut french = snapshot(8);
    french.store = Marketplace::Fr;
    let mut both = shelf(&german);
    both.extend(shelf(&french));
    assert!(read(&both).snapshot == german);
}
