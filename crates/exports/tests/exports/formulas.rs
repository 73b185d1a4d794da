//! Formula cells are never executed.

use exports::recipe::Csv;
use exports::{Format, Language, List, Recipe};
use proptest::prelude::*;

use crate::made::{any_library, any_text};
use crate::support::{file, reports};

/// What spreadsheet programs take for the begin of a formula, blanks before it or not.
fn acts(cell: &str) -> bool {
    let begins = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
    let first = begins.chars().next();
    cell.starts_with(['\t', '\r', '\n']) || first.is_some_and(|c| "=+-@|%＝＋－＠".contains(c))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_cell_of_a_safe_csv_acts(library in any_library(), start in "[=+\\-@\t\r＝＋－＠]", rest in any_text(), own in any_text()) {
        let mut library = library;
        library.items[0].product.title = format!("{start}{rest}");
        library.items[0].product.authors.clear();
        library.items[0].product.subtitle = Some(format!(" {start}{rest}"));
        let all = reports(library, 0);
        let columns = List::Library.all().map(|field| exports::recipe::Chosen { field, name: Some(format!("{start}{own}{}", field.key())) });
        let recipe = Recipe {
            format: Format::Csv,
            lists: vec![List::Library],
            columns: columns.collect(),
            csv: Csv { safe: true, ..Csv::default() },
            ..Recipe::default()
        };
        let bytes = file(&all, recipe, Language::En);
        prop_assert!(bytes.starts_with(b"\xEF\xBB\xBF"));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[3..]);
        for row in reader.records() {
            for cell in &row.unwrap() {
                prop_assert!(!acts(cell), "{cell:?}");
            }
        }
    }

    #[test]
    fn no_cell_of_a_goodreads_file_acts(library in any_library(), start in "[=+\\-@\t\r＝＋－＠]", rest in any_text()) {
        let mut library = library;
        library.items[0].product.title = format!("{start}{rest}");
        library.items[0].product.publisher = Some(format!("{start}{rest}"));
        let recipe = Recipe { format: Format::Goodreads, ..Recipe::default() };
        let bytes = file(&reports(library, 0), recipe, Language::En);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        for row in reader.records() {
            for cell in &row.unwrap() {
                prop_assert!(!acts(cell), "{cell:?}");
            }
        }
    }
}
