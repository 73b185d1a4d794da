//! A view as the part of an address after the question mark.

use std::collections::BTreeMap;

use leptos_router::params::ParamsMap;

use super::{Column, GroupOrder, Layout, RowOrder, View};
use crate::components::report::facet::{Facet, Facets};
use crate::components::{InAddress, query_of};

impl InAddress for View {
    fn read(params: &ParamsMap) -> Self {
        let list = |name: &str| {
            let text = params.get(name).unwrap_or_default();
            let parts: Vec<_> = text
                .split(',')
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect();
            parts
        };
        let facets = list("show").iter().fold(Facets::NONE, |facets, name| {
            Facet::NAMED
                .into_iter()
                .find(|facet| facet.name() == name)
                .map_or(facets, |facet| facets.with(facet))
        });
        let mut rows: Vec<RowOrder> = Vec::new();
        for order in list("by").iter().filter_map(|name| RowOrder::read(name)) {
            if rows.iter().all(|known| known.column != order.column) {
                rows.push(order);
            }
        }
        let columns = list("columns");
        let columns = columns.iter().filter_map(|name| Column::read(name));
        let widths = list("width");
        let widths: BTreeMap<Column, u16> = widths
            .iter()
            .filter_map(|part| {
                let (name, width) = part.split_once('-')?;
                Some((Column::read(name)?, width.parse().ok()?))
            })
            .collect();
        Self {
            search: params.get("q").unwrap_or_default(),
            facets,
            languages: list("language").into_iter().collect(),
            groups: params.get("sort").as_deref().and_then(GroupOrder::read),
            rows,
            columns: Some(columns.collect())
                .filter(|columns: &std::collections::BTreeSet<_>| !columns.is_empty()),
            widths,
            layout: params.get("as").as_deref().and_then(Layout::read),
        }
    }

    fn write(&self) -> Vec<(&'static str, String)> {
        let show: Vec<_> = Facet::NAMED
            .into_iter()
            .filter(|facet| self.facets.has(*facet))
            .map(Facet::name)
            .collect();
        let languages: Vec<_> = self.languages.iter().map(String::as_str).collect();
        let rows: Vec<_> = self.rows.iter().map(|order| order.write()).collect();
        let columns: Vec<_> = (self.columns.iter().flatten())
            .map(|column| column.name())
            .collect();
        let widths: Vec<_> = (self.widths.iter())
            .map(|(column, width)| format!("{}-{width}", column.name()))
            .collect();
        vec![
            ("q", self.search.clone()),
            ("show", show.join(",")),
            ("language", languages.join(",")),
            ("sort", self.groups.map_or("", GroupOrder::name).to_owned()),
            ("by", rows.join(",")),
            ("columns", columns.join(",")),
            ("width", widths.join(",")),
            ("as", self.layout.map_or("", Layout::name).to_owned()),
        ]
    }
}

/// The address of a report in which something is searched for.
pub(crate) fn search_address(report: &str, search: &str) -> String {
    let view = View {
        search: search.to_owned(),
        ..View::default()
    };
    format!("{report}?{}", query_of(&view))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::components::report::view::Size;

    fn params(query: &str) -> ParamsMap {
        query
            .split('&')
            .filter_map(|part| part.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    #[wasm_bindgen_test]
    fn an_address_brings_back_its_view() {
        let order = |column, falling| RowOrder { column, falling };
        let view = View {
            search: "Söder & Åsa, 50 %".to_owned(),
            facets: Facets::NONE.with(Facet::NotForSale).with(Facet::Wish),
            languages: ["english".to_owned(), "none".to_owned()].into(),
            groups: Some(GroupOrder::Hours),
            rows: vec![order(Column::Length, true), order(Column::Title, false)],
            columns: Some([Column::Title, Column::Genre].into()),
            widths: [(Column::Title, 320), (Column::Genre, 90)].into(),
            layout: Some(Layout::Covers(Size::Large)),
        };
        assert_eq!(View::read(&params(&query_of(&view))), view);
        assert_eq!(query_of(&View::default()), "");
    }

    #[wasm_bindgen_test]
    fn an_address_of_someone_elses_is_read_as_far_as_it_goes() {
        let query = "show=cash,rubbish,,&sort=upwards&by=-,title,-title&language=,\
            &columns=,x&width=title-wide,title,-3&as=heap";
        let view = View::read(&params(query));
        let expected = View {
            facets: Facets::NONE.with(Facet::Cash),
            rows: vec![RowOrder {
                column: Column::Title,
                falling: false,
            }],
            ..View::default()
        };
        assert_eq!(view, expected);
    }
}
