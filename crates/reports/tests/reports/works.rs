//! API reference, 10.1 (work key) and 4.7 (class).

use proptest::prelude::*;
use reports::works::{Class, main_title};

use crate::support::book;

#[test]
fn editions_of_one_work_have_one_title() {
    let series = ["The Tidewright Saga"];
    for (edition, plain) in [
        ("The Ebb Cartographer", "ebb cartographer"),
        ("Ebb Cartographer", "ebb cartographer"),
        ("  the EBB   Cartographer ", "ebb cartographer"),
        ("The Ebb Cartographer (Unabridged)", "ebb cartographer"),
        (
            "The Ebb Cartographer [Dramatized Adaptation]",
            "ebb cartographer",
        ),
        (
            "The Ebb Cartographer (Part 1 of 2) (Dramatized Adaptation)",
            "ebb cartographer",
        ),
        (
            "The Ebb Cartographer: Booktrack Edition",
            "ebb cartographer",
        ),
        (
            "The Ebb Cartographer (AmazonClassics Edition)",
            "ebb cartographer",
        ),
        (
            "The Ebb Cartographer: AmazonClassics Edition",
            "ebb cartographer",
        ),
        ("The Ebb Cartographer (Movie Tie-In)", "ebb cartographer"),
        (
            "The Ebb Cartographer: Movie Tie-In Edition",
            "ebb cartographer",
        ),
        (
            "The Ebb Cartographer: 10th Anniversary Edition",
            "ebb cartographer",
        ),
        ("The Ebb Cartographer: A Novel", "ebb cartographer"),
        (
            "The Ebb Cartographer: The Tidewright Saga, Book 4",
            "ebb cartographer",
        ),
        ("The Ebb Cartographer: Book 4", "ebb cartographer"),
        ("Die Kartographin", "kartographin"),
        ("El Mapa", "mapa"),
        (
            "Tide: Letters From the Coast",
            "tide letters from the coast",
        ),
        ("A Novel Idea", "novel idea"),
        ("The", "the"),
        ("(Untitled)", "untitled"),
        ("???", "???"),
        (
            "The Tidewright Saga: Books 1-3",
            "tidewright saga books 1 3",
        ),
        ("海辺の地図", "海辺の地図"),
    ] {
        assert_eq!(main_title(edition, &series).key, plain, "{edition:?}");
    }
}

#[test]
fn a_volume_that_was_cut_off_is_kept() {
    let volume = |text| main_title(text, &[]).volume.map(|n| n.to_string());
    assert_eq!(volume("Ashfall: Book 2").as_deref(), Some("2"));
    assert_eq!(volume("Ashfall: Book Two").as_deref(), Some("2"));
    assert_eq!(volume("Ashfall: Books 1-3"), None);
    assert_eq!(volume("Ashfall"), None);
}

#[test]
fn dramas_are_told_by_title_or_content_type() {
    for (drama, is_drama) in [
        (book("1", "Low Tide (Dramatized Adaptation)"), true),
        (
            book("1", "Low Tide").with(|p| p.subtitle = Some("DRAMATIZED ADAPTATION".into())),
            true,
        ),
        (book("1", "Low Tide").drama(), true),
        (
            book("1", "Low Tide")
                .with(|p| p.format = Some(audible::product::Format::OriginalRecording)),
            false,
        ),
        (book("1", "Low Tide"), false),
    ] {
        assert_eq!(
            Class::of(&drama.0) == Class::Drama,
            is_drama,
            "{:?}",
            drama.0.title
        );
    }
}

proptest! {
    #[test]
    fn any_title_has_a_key(title in "\\PC{1,40}", series in "\\PC{0,10}") {
        let first = main_title(&title, &[&series]);
        prop_assert_eq!(first.key.is_empty(), title.trim().is_empty());
        prop_assert_eq!(main_title(&title.to_uppercase(), &[]).key.is_empty(), first.key.is_empty());
    }
}
