//! API reference, 10.1: name key, parts, pseudo people.

use proptest::prelude::*;
use reports::names::{Part, is_nobody, key, split_part};

#[test]
fn spellings_of_one_name_are_equal() {
    for (a, b) in [
        ("J. K. Rowland", "J.K. Rowland"),
        ("J. K. Rowland", "JK Rowland"),
        ("A. G. Ridder", "A.G. Ridder"),
        ("Mara Ellison\t", "Mara Ellison"),
        ("  Mara  Ellison", "MARA ELLISON"),
        ("Jean-Luc Moor", "Jean Luc Moor"),
        ("Jean\u{2011}Luc Moor", "Jean-Luc Moor"),
        ("Niamh O'Dowd", "Niamh O’Dowd"),
        ("Ｍａｒａ Ellison", "Mara Ellison"),
        ("Åsa Öberg", "åsa öberg"),
        ("A\u{30a}sa", "Åsa"),
        ("Groß", "Gross"),
        ("ΟΔΥΣΣΕΥΣ", "Οδυσσευς"),
        ("Mara Ellison - translator", "Mara Ellison"),
    ] {
        assert_eq!(key(a), key(b), "{a:?} and {b:?}");
    }
}

#[test]
fn different_people_stay_different() {
    for (a, b) in [
        ("Söderholm, Åsa", "Soderholm, Asa"),
        ("村田 冬子", "Борис Лунин"),
        ("村田 冬子", "村田 夏子"),
        ("Mara Ellison", "Mara Ellis"),
        ("Group - One", "Group"),
        ("-", "."),
    ] {
        assert_ne!(key(a), key(b), "{a:?} and {b:?}");
    }
}

#[test]
fn known_parts_split_a_name_once_from_the_right() {
    for (text, name, part) in [
        (
            "Elio Marsh - translator",
            "Elio Marsh",
            Some(Part::Translator),
        ),
        (
            "Elio Marsh - Übersetzer",
            "Elio Marsh",
            Some(Part::Translator),
        ),
        (
            "Elio Marsh - TRADUCTOR",
            "Elio Marsh",
            Some(Part::Translator),
        ),
        ("Elio Marsh - foreword", "Elio Marsh", Some(Part::Foreword)),
        ("Elio Marsh - Nachwort", "Elio Marsh", Some(Part::Afterword)),
        ("Elio Marsh - prólogo", "Elio Marsh", Some(Part::Foreword)),
        ("Elio Marsh - read by", "Elio Marsh", Some(Part::Reader)),
        ("A - B - editor", "A - B", Some(Part::Editor)),
        ("Group - One", "Group - One", None),
        ("Jean-Luc Moor", "Jean-Luc Moor", None),
        (" - translator", "- translator", None),
    ] {
        assert_eq!(split_part(text), (name, part), "{text:?}");
    }
}

#[test]
fn pseudo_people_are_known_in_any_spelling() {
    for name in [
        "full cast",
        "Full Cast",
        "A Full Cast",
        "An All-Star Cast",
        "uncredited",
        "Various",
        "various authors",
        "test",
        "Virtual Voice",
        "N/A",
        "Audible Originals",
    ] {
        assert!(is_nobody(name), "{name:?}");
    }
    for name in ["Mara Ellison", "Cass Full", "Tess Test"] {
        assert!(!is_nobody(name), "{name:?}");
    }
}

proptest! {
    #[test]
    fn any_text_has_a_key_that_spelling_does_not_change(name in "\\PC{0,40}") {
        let plain = key(&name);
        prop_assert_eq!(plain.is_empty(), name.trim().is_empty());
        prop_assert_eq!(key(&format!(" {name}\t")), plain);
    }
}
