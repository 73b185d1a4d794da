//! [`row_keys`]: what rows are sorted by.

use audible::Product;
use audipy::browser::intl::Formats;
use reports::{Reports, TitleId, order};

use super::advice::advice_order;
use super::listing::Listing;
use super::view::{Column, RowOrder};

/// A key for each different title, by [`super::listing::Book::index`]: ascending in the order of
/// the first column, of equals in that of the second, and so on. What is not known comes last in
/// both directions. `None` without columns to sort by.
pub(crate) fn row_keys(
    reports: &Reports,
    listing: &Listing,
    formats: &Formats,
    orders: &[RowOrder],
) -> Option<Vec<i64>> {
    let mut titles = vec![None; listing.titles];
    for entry in listing.groups.iter().flat_map(|group| &group.rows) {
        titles[entry.index] = Some(entry.title);
    }
    let mut columns: Vec<Vec<i64>> = orders
        .iter()
        .map(|order| keys_of(reports, &titles, formats, *order))
        .collect();
    match columns.len() {
        0 | 1 => columns.pop(),
        _ => Some(combined(&columns, titles.len())),
    }
}

/// One key that says what several say one after the other.
fn combined(columns: &[Vec<i64>], titles: usize) -> Vec<i64> {
    let same = |one: usize, other: usize| columns.iter().all(|keys| keys[one] == keys[other]);
    let mut places: Vec<usize> = (0..titles).collect();
    order::sort_by(&mut places, |one, other| {
        let keys = columns.iter().map(|keys| keys[*one].cmp(&keys[*other]));
        keys.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
    });
    let mut combined = vec![0; titles];
    let mut rank = 0;
    for pair in places.windows(2) {
        rank += i64::from(!same(pair[0], pair[1]));
        combined[pair[1]] = rank;
    }
    combined
}

fn keys_of(
    reports: &Reports,
    titles: &[Option<TitleId>],
    formats: &Formats,
    RowOrder { column, falling }: RowOrder,
) -> Vec<i64> {
    let by_text = |text: fn(&Product) -> Option<&str>| -> Vec<Option<i64>> {
        let texts: Vec<Option<&str>> = titles
            .iter()
            .map(|title| title.and_then(|title| text(reports.product(title))))
            .collect();
        let given: Vec<&str> = texts.iter().copied().flatten().collect();
        let mut ranks = formats.ranks(&given).into_iter();
        texts
            .into_iter()
            .map(|text| text.and_then(|_| ranks.next()).map(i64::from))
            .collect()
    };
    let by_title = |key: &dyn Fn(TitleId) -> Option<i64>| -> Vec<Option<i64>> {
        titles.iter().map(|title| title.and_then(key)).collect()
    };
    let keys = match column {
        Column::Title => by_text(|product| Some(&product.title)),
        Column::Author => by_text(|product| product.authors.first().map(|p| p.name.as_str())),
        Column::Narrator => by_text(|product| product.narrators.first().map(|p| p.name.as_str())),
        Column::Series => by_text(|product| product.series.first()?.title.as_deref()),
        Column::Publisher => by_text(|product| product.publisher.as_deref()),
        Column::Language => by_text(|product| product.language.as_deref()),
        Column::Genre => by_text(|product| product.genres.last().map(String::as_str)),
        Column::Length => by_title(&|title| reports.product(title).runtime_min.map(i64::from)),
        Column::Bought => by_title(&|title| Some(reports.item(title)?.added?.millis())),
        Column::Rating => by_title(&|title| {
            let rating = reports.product(title).rating?;
            #[expect(clippy::cast_possible_truncation, reason = "1 to 5")]
            let thousandths = (f64::from(rating.average) * 1000.0) as i64;
            Some(thousandths)
        }),
        Column::Stars => by_title(&|title| reports.item(title)?.own_stars.map(i64::from)),
        Column::Listened => by_title(&|title| {
            let item = reports.item(title)?;
            #[expect(clippy::cast_possible_truncation, reason = "0 to 100")]
            let percent = item.percent_complete.unwrap_or(0.0) as i64;
            Some(if item.finished == Some(true) {
                101
            } else {
                percent
            })
        }),
        Column::Released => by_title(&|title| {
            let day = reports.product(title).release_date?;
            Some(i64::from(day.to_julian_day()))
        }),
        Column::Advice => by_title(&|title| Some(advice_order(reports.title(title)))),
    };
    keys.into_iter()
        .map(|key| match key {
            None => i64::MAX,
            Some(key) if falling => -key,
            Some(key) => key,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;
    use time::Date;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::components::report::contents::{Contents, Grouping};

    fn library() -> (Reports, Listing) {
        let item = |asin: &str, title: &str, minutes: u32| {
            json!({
                "product": {
                    "asin": asin, "title": title, "authors": [{ "name": "Mara Ellison" }],
                    "kind": "book", "runtime_min": minutes,
                },
                "status": "active", "purchased": true,
            })
        };
        let snapshot: audible::Snapshot = serde_json::from_value(json!({
            "store": "us", "series": [], "products": [], "unavailable": [], "wishes": [],
            "searches": [], "read_at": 0, "priced_at": null,
            "items": [
                item("B000000001", "Thaw", 300),
                item("B000000002", "Low Tide", 600),
                item("B000000003", "First Frost", 600),
            ],
        }))
        .unwrap();
        let options = reports::Options::new(Date::MIN, snapshot.store);
        let reports = reports::compute(Arc::new(snapshot), options);
        let listing = Contents::Library(Grouping::Author).listing(&reports);
        (reports, listing)
    }

    fn sorted(orders: &[(Column, bool)]) -> Vec<String> {
        let (reports, listing) = library();
        let orders: Vec<_> = orders
            .iter()
            .map(|(column, falling)| RowOrder {
                column: *column,
                falling: *falling,
            })
            .collect();
        let keys = row_keys(&reports, &listing, &Formats::new("en"), &orders).unwrap();
        let mut books: Vec<_> = listing.groups[0].rows.iter().collect();
        books.sort_by_key(|book| keys[book.index]);
        let titles = books.iter().map(|book| reports.product(book.title));
        titles.map(|product| product.title.clone()).collect()
    }

    #[wasm_bindgen_test]
    fn equals_of_one_column_are_sorted_by_the_next() {
        let (length, title) = (Column::Length, Column::Title);
        for (orders, expected) in [
            (
                [(length, true), (title, false)],
                ["First Frost", "Low Tide", "Thaw"],
            ),
            (
                [(length, true), (title, true)],
                ["Low Tide", "First Frost", "Thaw"],
            ),
            (
                [(length, false), (title, true)],
                ["Thaw", "Low Tide", "First Frost"],
            ),
            (
                [(Column::Bought, true), (title, false)],
                ["First Frost", "Low Tide", "Thaw"],
            ),
        ] {
            assert_eq!(sorted(&orders), expected, "{orders:?}");
        }
    }

    #[wasm_bindgen_test]
    fn unknown_values_come_last_in_both_directions() {
        let (reports, listing) = library();
        for falling in [false, true] {
            let order = [RowOrder {
                column: Column::Bought,
                falling,
            }];
            let keys = row_keys(&reports, &listing, &Formats::new("en"), &order);
            assert_eq!(keys, Some(vec![i64::MAX; 3]));
        }
    }
}
