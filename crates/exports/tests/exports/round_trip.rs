//! Export, then import: the same library.

use audible::Snapshot;
use exports::recipe::{Csv, Separator};
use exports::{Field, Format, Language, List, Recipe, read};
use proptest::prelude::*;

use crate::made::any_library;
use crate::support::{file, reports, sample, table, without};

fn recipe(format: Format, lists: &[List]) -> Recipe {
    Recipe {
        format,
        lists: lists.to_vec(),
        ..Recipe::default()
    }
}

/// What `lists` say of both is the same.
fn assert_same(before: &Snapshot, after: Snapshot, lists: &[List], offset: i16) {
    let (before, after) = (reports(before.clone(), offset), reports(after, offset));
    for list in lists {
        let cells = |reports: &reports::Reports| {
            let mut cells = without(&table(reports, *list, Language::En), &[]);
            // The day on which something was wished for is in no file: their order is of no concern.
            if *list == List::WishList {
                cells.sort_by_key(|row| {
                    format!("{:?}", row.iter().find(|(field, _)| *field == Field::Asin))
                });
            }
            cells
        };
        pretty(&cells(&before), &cells(&after), *list);
    }
}

fn pretty<T: PartialEq + std::fmt::Debug>(before: &[T], after: &[T], list: List) {
    for (one, other) in before.iter().zip(after) {
        assert_eq!(one, other, "{list:?}");
    }
    assert_eq!(before.len(), after.len(), "{list:?}");
}

#[test]
fn the_sample_comes_back_from_json_with_all_that_its_lists_say() {
    for language in Language::ALL {
        let all = reports(sample(), 60);
        let bytes = file(&all, recipe(Format::Json, List::ALL), language);
        let read = read::library(&bytes, 60).unwrap();
        assert_same(
            &sample(),
            read,
            &[
                List::Library,
                List::ByAuthor,
                List::ByNarrator,
                List::BySeries,
                List::WishList,
            ],
            60,
        );
    }
}

#[test]
fn what_is_missing_comes_back_with_the_list_of_it() {
    let before = reports(sample(), 0);
    let bytes = file(
        &before,
        recipe(Format::Json, &[List::Library, List::Missing]),
        Language::En,
    );
    let after = reports(read::library(&bytes, 0).unwrap(), 0);
    let missing = |reports: &reports::Reports| -> Vec<_> {
        let series = reports.missing.series.iter();
        series
            .flat_map(|series| {
                series
                    .missing
                    .iter()
                    .map(|volume| (series.title.clone(), volume.title))
            })
            .map(|(series, id)| (series, reports.product(id).asin.clone()))
            .collect()
    };
    assert!(missing(&before).len() > 20);
    assert_eq!(missing(&before), missing(&after));
}

#[test]
fn without_that_list_nothing_is_claimed_to_be_complete() {
    let before = reports(sample(), 0);
    let bytes = file(&before, recipe(Format::Csv, &[List::Library]), Language::En);
    let after = reports(read::library(&bytes, 0).unwrap(), 0);
    assert!(!after.missing.series.is_empty());
    for series in &after.missing.series {
        assert_eq!(
            series.status,
            reports::SeriesStatus::NoList,
            "{}",
            series.title
        );
    }
}

#[test]
fn a_list_by_author_has_each_title_once_when_it_is_read() {
    let before = reports(sample(), 0);
    let bytes = file(
        &before,
        recipe(Format::Csv, &[List::ByAuthor]),
        Language::De,
    );
    let read = read::library(&bytes, 0).unwrap();
    assert_eq!(read.items.len(), sample().items.len());
}

#[test]
fn a_spreadsheet_program_may_change_separators_and_the_order_of_columns() {
    let text = "Titel;Von;ASIN;Dein;Gehört (%);Shop;Preis\r\n\
        Low Tide;\"Mara Ellison\\; Jr.\"; B000000001;gekauft;12,5;de;9,95\r\n";
    let read = read::library(text.as_bytes(), 0).unwrap();
    let item = &read.items[0];
    assert_eq!(item.product.title, "Low Tide");
    assert!(item.purchased);
    assert_eq!(item.percent_complete, Some(12.5));
    let price = item.product.price.as_ref().and_then(|price| price.lowest);
    assert_eq!(price.map(audible::Money::plain), Some("9.95".to_owned()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_library_comes_back(library in any_library(), safe: bool, semicolon: bool, german: bool, hours in -11_i16..=13) {
        let language = if german { Language::De } else { Language::En };
        let separator = if semicolon { Separator::Semicolon } else { Separator::Comma };
        let offset = hours * 60;
        let all = reports(library.clone(), offset);
        let json = file(&all, recipe(Format::Json, &[List::Library, List::WishList]), language);
        let json = read::library(&json, offset).unwrap();
        assert_same(&library, json, &[List::Library, List::WishList], offset);

        let csv = Recipe { csv: Csv { safe, separator }, ..recipe(Format::Csv, &[List::Library]) };
        let csv = read::library(&file(&all, csv, language), offset).unwrap();
        let of = |snapshot: Snapshot| without(&table(&reports(snapshot, offset), List::Library, Language::En), &[Field::Wished]);
        pretty(&of(library), &of(csv), List::Library);
    }
}
