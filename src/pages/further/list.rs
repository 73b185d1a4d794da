//! [`Listed`]: a report as rows that one can search, filter and sort.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use reports::{Reports, TitleId, order, text};

use crate::components::InAddress;
use crate::components::report::Say;

/// A report, ready to be looked through.
pub(super) struct Listed {
    /// How rows are counted: `12 series`.
    pub(super) count: fn(Say, usize) -> String,
    /// The class of the list that holds them.
    pub(super) class: &'static str,
    /// Headings; none where the rows are one list.
    pub(super) sections: Vec<String>,
    /// At most 64.
    pub(super) filters: Vec<Filter>,
    /// The first one is that of the rows.
    pub(super) orders: Vec<Order>,
    pub(super) rows: Vec<Row>,
    /// Draws a row as an item of the list.
    pub(super) draw: Draw,
}

/// Draws the row at a place.
pub(super) type Draw = Arc<dyn Fn(usize) -> AnyView + Send + Sync>;

/// Something that rows have or not.
pub(super) struct Filter {
    /// In an address.
    pub(super) key: String,
    /// On its chip.
    pub(super) name: String,
}

/// Something that rows can be sorted by.
pub(super) struct Order {
    /// In an address.
    pub(super) key: &'static str,
    /// In the choice of orders.
    pub(super) name: &'static str,
}

/// What is known of a row without drawing it.
#[derive(Default)]
pub(super) struct Row {
    /// What is searched in, folded.
    pub(super) text: Box<str>,
    /// Its place among the sections.
    pub(super) section: usize,
    /// One bit a filter.
    pub(super) filters: u64,
    /// One for each order but the first.
    pub(super) keys: Vec<i64>,
}

/// What one asks of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Asked {
    /// As typed.
    pub(super) search: String,
    /// Chosen filters; one of them is enough.
    pub(super) show: BTreeSet<String>,
    /// The order; `None` = that of the rows.
    pub(super) sort: Option<String>,
}

/// What is left of the rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Selected {
    /// In order.
    pub(super) rows: Vec<usize>,
    /// Rows of each filter among those that are found.
    pub(super) counts: Vec<usize>,
    /// Whether they still stand in sections.
    pub(super) in_sections: bool,
}

impl Listed {
    /// Rows that contain every word and have one of the chosen filters.
    pub(super) fn select(&self, asked: &Asked) -> Selected {
        let folded = text::fold(&asked.search);
        let words: Vec<&str> = folded.split_whitespace().collect();
        // A filter that is gone since a sync hides nothing.
        let chosen = (self.filters.iter().enumerate())
            .filter(|(_, filter)| asked.show.contains(&filter.key))
            .fold(0_u64, |chosen, (place, _)| chosen | bit(place));
        let mut counts = vec![0; self.filters.len()];
        let mut rows = Vec::new();
        for (place, row) in self.rows.iter().enumerate() {
            if !words.iter().all(|word| row.text.contains(word)) {
                continue;
            }
            for (filter, count) in counts.iter_mut().enumerate() {
                *count += usize::from(row.filters & bit(filter) != 0);
            }
            if chosen == 0 || row.filters & chosen != 0 {
                rows.push(place);
            }
        }
        let sort = self.orders.iter().position(|order| {
            let asked = asked.sort.as_deref();
            asked == Some(order.key)
        });
        let key = sort.and_then(|sort| sort.checked_sub(1));
        if let Some(key) = key {
            order::sort_by_key(&mut rows, |row| self.rows[*row].keys.get(key).copied());
        }
        Selected {
            rows,
            counts,
            in_sections: key.is_none() && !self.sections.is_empty(),
        }
    }
}

impl InAddress for Asked {
    fn read(params: &ParamsMap) -> Self {
        let show = params.get("show").unwrap_or_default();
        Self {
            search: params.get("q").unwrap_or_default(),
            show: (show.split(','))
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
            sort: params.get("sort").filter(|name| !name.is_empty()),
        }
    }

    fn write(&self) -> Vec<(&'static str, String)> {
        let show: Vec<&str> = self.show.iter().map(String::as_str).collect();
        vec![
            ("q", self.search.clone()),
            ("show", show.join(",")),
            ("sort", self.sort.clone().unwrap_or_default()),
        ]
    }
}

/// The bit of the filter at a place.
pub(super) const fn bit(place: usize) -> u64 {
    1 << place
}

/// The places of texts in an alphabet, for sorting.
pub(super) fn ranks<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<i64> {
    let texts: Vec<&str> = texts.collect();
    let mut sorted: Vec<usize> = (0..texts.len()).collect();
    order::sort_by_key(&mut sorted, |place| texts[*place]);
    let mut ranks = vec![0; texts.len()];
    for (rank, place) in (0..).zip(sorted) {
        ranks[place] = rank;
    }
    ranks
}

/// The places of titles in an alphabet.
pub(super) fn title_ranks(reports: &Reports, titles: &[TitleId]) -> Vec<i64> {
    ranks(titles.iter().map(|id| &*reports.title(*id).sort_key))
}

/// A number as a key: small numbers first.
pub(super) fn rising(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}

/// A number as a key: great numbers first.
pub(super) fn falling(number: impl TryInto<i64>) -> i64 {
    rising(number).saturating_neg()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn listed() -> Listed {
        let row = |text: &str, filters, key| Row {
            text: text.into(),
            filters,
            keys: vec![key],
            ..Row::default()
        };
        let filter = |key: &str| Filter {
            key: key.to_owned(),
            name: String::new(),
        };
        let order = |key| Order { key, name: "" };
        Listed {
            count: |_, _| String::new(),
            class: "",
            sections: vec![String::new()],
            filters: vec![filter("red"), filter("round")],
            orders: vec![order("own"), order("size")],
            rows: vec![
                row("red ball", 3, 2),
                row("red box", 1, 3),
                row("blue ball", 2, 1),
            ],
            draw: Arc::new(|_| ().into_any()),
        }
    }

    fn asked(search: &str, show: &str, sort: &str) -> Asked {
        let params = [("q", search), ("show", show), ("sort", sort)];
        let params = params.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Asked::read(&params.into_iter().collect())
    }

    #[wasm_bindgen_test]
    fn rows_are_found_filtered_and_sorted() {
        for (search, show, sort, rows, counts) in [
            ("", "", "", vec![0, 1, 2], [2, 2]),
            ("BALL", "", "", vec![0, 2], [1, 2]),
            ("ball", "red", "", vec![0], [1, 2]),
            ("", "red,round", "size", vec![2, 0, 1], [2, 2]),
            ("", "square", "upwards", vec![0, 1, 2], [2, 2]),
            ("ball box", "", "", vec![], [0, 0]),
        ] {
            let selected = listed().select(&asked(search, show, sort));
            assert_eq!(selected.rows, rows, "{search:?} {show:?} {sort:?}");
            assert_eq!(selected.counts, counts, "{search:?} {show:?} {sort:?}");
            assert_eq!(selected.in_sections, sort != "size");
        }
    }

    #[wasm_bindgen_test]
    fn an_address_brings_back_what_was_asked() {
        let view = asked("two words", "red,round", "size");
        let params = view.write().into_iter();
        let params = params.map(|(name, value)| (name.to_owned(), value));
        assert_eq!(Asked::read(&params.collect()), view);
        assert!(
            Asked::default()
                .write()
                .iter()
                .all(|(_, value)| value.is_empty())
        );
    }

    #[wasm_bindgen_test]
    fn ranks_are_places_in_the_alphabet() {
        assert_eq!(ranks(["b", "c", "a"].into_iter()), [1, 2, 0]);
    }
}
