//! What differs between two libraries.

use audible::{Currency, Money};
use exports::{Difference, Format, Language, List, Recipe, read};
use proptest::prelude::*;

use crate::made::any_library;
use crate::support::{file, reports, sample};

#[test]
fn what_was_added_went_was_heard_or_costs_otherwise_is_told_once_each() {
    let before = sample();
    let mut after = before.clone();
    let gone = after.items.remove(0).product;
    let mut added = after.items[0].clone();
    added.product.asin = audible::Asin::parse("B0NEWTITLE").unwrap();
    added.product.title = "Quite New".to_owned();
    after.items.push(added);
    after.items[1].finished = Some(false);
    after.items[1].percent_complete = Some(40.0);
    let mut older = before;
    older.items[2].finished = Some(false);
    older.items[2].percent_complete = Some(10.0);
    let price = |minor| {
        Some(audible::product::Price {
            list: None,
            lowest: Some(Money {
                minor,
                currency: Currency::Usd,
            }),
            sale: false,
            credits_x100: None,
            cash_only: false,
        })
    };
    older.items[3].product.price = price(995);
    after.items[2].product.price = price(795);

    let difference = Difference::between(&reports(older, 0), &reports(after.clone(), 0));
    let titles = |entries: &[exports::compare::Entry]| -> Vec<String> {
        entries.iter().map(|entry| entry.title.clone()).collect()
    };
    assert_eq!(titles(&difference.added), ["Quite New"]);
    assert_eq!(titles(&difference.gone), [gone.title]);
    let [(entry, from, to)] = &difference.prices[..] else {
        panic!("{:?}", difference.prices);
    };
    assert_eq!(entry.title, after.items[2].product.title);
    assert_eq!((from.minor, to.minor), (995, 795));
    assert!(
        difference
            .heard
            .iter()
            .any(|(_, _, to)| (*to - 40.0).abs() < 0.01)
    );
    assert_eq!(
        difference.len(),
        2 + difference.prices.len() + difference.heard.len()
    );
}

#[test]
fn a_file_without_a_column_says_nothing_of_it() {
    let before = sample();
    let recipe = Recipe {
        format: Format::Json,
        lists: vec![List::Library],
        without_personal: true,
        ..Recipe::default()
    };
    let all = reports(before, 0);
    let bytes = file(&all, recipe, Language::En);
    let after = reports(read::library(&bytes, 0).unwrap(), 0);
    assert_eq!(Difference::between(&all, &after), Difference::default());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_was_exported_and_read_back_does_not_differ(library in any_library(), json: bool) {
        let all = reports(library, 60);
        let recipe = Recipe {
            format: if json { Format::Json } else { Format::Csv },
            lists: vec![List::Library],
            ..Recipe::default()
        };
        let bytes = file(&all, recipe, Language::En);
        prop_assert!(read::is_ours(&bytes[..bytes.len().min(4096)]));
        let after = reports(read::library(&bytes, 60).unwrap(), 60);
        prop_assert_eq!(Difference::between(&all, &after), Difference::default());
        prop_assert_eq!(Difference::between(&after, &all), Difference::default());
    }
}
