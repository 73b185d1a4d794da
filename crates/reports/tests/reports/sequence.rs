//! API reference, 10.1: sequences.

use proptest::prelude::*;
use reports::{Number, Sequence};

fn numbers(text: &str) -> String {
    let numbers = Sequence::parse(Some(text)).numbers();
    let numbers: Vec<_> = numbers.iter().map(Number::to_string).collect();
    numbers.join(" ")
}

#[test]
fn texts_cover_numbers() {
    for (text, covers) in [
        ("3", "3"),
        (" 3 ", "3"),
        ("03", "3"),
        ("0.5", "0.5"),
        ("0", "0"),
        ("10", "10"),
        ("1-6", "1 2 3 4 5 6"),
        ("1 - 3", "1 2 3"),
        ("1–3", "1 2 3"),
        ("1.5-2.5", "1.5 2 2.5"),
        ("1, 3-4", "1 3 4"),
        ("2,2", "2"),
        ("7-7", "7"),
        ("", ""),
        ("  ", ""),
        ("?", ""),
        ("6-1", ""),
        ("-3", ""),
        ("3-", ""),
        ("Book 3", ""),
        ("1,?", ""),
        ("1.2.3", ""),
        ("1e3", ""),
        ("٣", ""),
        ("0-999999", ""),
        ("99999999999999999999", ""),
    ] {
        assert_eq!(numbers(text), covers, "{text:?}");
    }
    assert!(Sequence::parse(None).is_empty());
}

#[test]
fn numbers_come_first_and_in_numeric_order() {
    let mut texts = ["?", "10", "2", "1-6", "", "1", "9", "0.5", "1-3", "1.5"];
    texts.sort_by_key(|text| Sequence::parse(Some(text)).sort_key());
    assert_eq!(
        texts[..8],
        ["0.5", "1", "1-3", "1-6", "1.5", "2", "9", "10"]
    );
}

#[test]
fn only_several_numbers_make_a_box() {
    for (text, single, is_box) in [
        ("3", Some("3"), false),
        ("3-3", Some("3"), false),
        ("1-3", None, true),
        ("1,2", None, true),
        ("?", None, false),
    ] {
        let sequence = Sequence::parse(Some(text));
        assert_eq!(sequence.single().map(|n| n.to_string()).as_deref(), single);
        assert_eq!(sequence.is_box(), is_box, "{text:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "[-0-9., –?a]{0,12}|\\PC{0,20}") {
        let sequence = Sequence::parse(Some(&text));
        let numbers = sequence.numbers();
        prop_assert!(numbers.is_sorted());
        prop_assert_eq!(numbers.is_empty(), sequence.is_empty());
        prop_assert!(numbers.len() < 3000);
    }

    #[test]
    fn a_number_reads_back(whole in 0_u32..=999_999, decimals in 0_u32..=999) {
        let number = Number::parse(&format!("{whole}.{decimals:03}")).expect("in range");
        prop_assert_eq!(Number::parse(&number.to_string()), Some(number));
        prop_assert_eq!(number.is_whole(), decimals == 0);
    }
}
