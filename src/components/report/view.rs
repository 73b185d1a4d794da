//! [`View`]: how a report is looked at. It is in the address, so that each view can be kept.

use std::collections::BTreeSet;
use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use leptos_router::params::ParamsMap;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::facet::{Facet, Facets};

/// Search, filters and order of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct View {
    /// As typed.
    pub(crate) search: String,
    /// Chosen filters but languages.
    pub(crate) facets: Facets,
    /// Chosen languages, by the store's names; `none` for titles without.
    pub(crate) languages: BTreeSet<String>,
    /// Order of the groups; `None` = the report's own.
    pub(crate) groups: Option<GroupOrder>,
    /// Order of the rows in a group; `None` = the report's own.
    pub(crate) rows: Option<RowOrder>,
}

/// What groups are sorted by.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum GroupOrder {
    /// Bought last first.
    Bought,
    /// Least money first.
    Cheapest,
    /// Fewest rows first.
    Fewest,
    /// Most minutes first.
    Hours,
    /// Newest title first.
    Latest,
    /// Most rows first.
    Most,
    /// By the alphabet.
    Name,
    /// By what the person means to the member.
    Weight,
}

/// A column and a direction.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct RowOrder {
    /// Sorted by this.
    pub(crate) column: Column,
    /// Downwards.
    pub(crate) falling: bool,
}

/// A column of a table of titles.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Column {
    Advice,
    Author,
    Bought,
    Length,
    Listened,
    Narrator,
    Released,
    Series,
    Title,
}

impl View {
    /// Whether anything may be hidden.
    pub(crate) fn hides(&self) -> bool {
        !self.search.trim().is_empty() || self.filters()
    }

    /// Whether a filter is chosen.
    pub(crate) fn filters(&self) -> bool {
        !self.facets.is_empty() || !self.languages.is_empty()
    }

    /// Without search and filters.
    #[must_use]
    pub(crate) fn cleared(&self) -> Self {
        Self {
            groups: self.groups,
            rows: self.rows,
            ..Self::default()
        }
    }

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
        Self {
            search: params.get("q").unwrap_or_default(),
            facets,
            languages: list("language").into_iter().collect(),
            groups: params.get("sort").as_deref().and_then(GroupOrder::read),
            rows: params.get("by").as_deref().and_then(RowOrder::read),
        }
    }

    /// The part of an address after the question mark.
    fn write(&self) -> String {
        let mut parts = Vec::new();
        let mut add = |name: &str, value: &str| {
            if !value.is_empty() {
                // Commas separate; nothing else needs to stay readable.
                let value: Vec<_> = value
                    .split(',')
                    .map(|part| utf8_percent_encode(part, NON_ALPHANUMERIC).to_string())
                    .collect();
                parts.push(format!("{name}={}", value.join(",").replace("%2D", "-")));
            }
        };
        let show: Vec<_> = Facet::NAMED
            .into_iter()
            .filter(|facet| self.facets.has(*facet))
            .map(Facet::name)
            .collect();
        let languages: Vec<_> = self.languages.iter().map(String::as_str).collect();
        add("q", &self.search);
        add("show", &show.join(","));
        add("language", &languages.join(","));
        add("sort", self.groups.map_or("", GroupOrder::name));
        add("by", &self.rows.map_or_else(String::new, RowOrder::write));
        parts.join("&")
    }
}

impl GroupOrder {
    const ALL: [Self; 8] = [
        Self::Bought,
        Self::Cheapest,
        Self::Fewest,
        Self::Hours,
        Self::Latest,
        Self::Most,
        Self::Name,
        Self::Weight,
    ];

    /// Its name in an address and as the value of a choice.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Bought => "bought",
            Self::Cheapest => "cheapest",
            Self::Fewest => "fewest",
            Self::Hours => "hours",
            Self::Latest => "latest",
            Self::Most => "most",
            Self::Name => "name",
            Self::Weight => "weight",
        }
    }

    /// From its name.
    pub(crate) fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }
}

impl Column {
    const ALL: [Self; 9] = [
        Self::Advice,
        Self::Author,
        Self::Bought,
        Self::Length,
        Self::Listened,
        Self::Narrator,
        Self::Released,
        Self::Series,
        Self::Title,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Author => "author",
            Self::Bought => "bought",
            Self::Length => "length",
            Self::Listened => "listened",
            Self::Narrator => "narrator",
            Self::Released => "released",
            Self::Series => "series",
            Self::Title => "title",
        }
    }
}

impl RowOrder {
    fn read(text: &str) -> Option<Self> {
        let (name, falling) = text
            .strip_prefix('-')
            .map_or((text, false), |name| (name, true));
        let column = Column::ALL
            .into_iter()
            .find(|column| column.name() == name)?;
        Some(Self { column, falling })
    }

    fn write(self) -> String {
        format!(
            "{}{}",
            if self.falling { "-" } else { "" },
            self.column.name()
        )
    }
}

/// The view of this page: read from the address, and written back into it a moment after each
/// change (Safari allows a hundred changes in half a minute).
pub(crate) fn use_view() -> RwSignal<View> {
    let query = use_query_map();
    let path = use_location().pathname.get_untracked();
    let navigate = use_navigate();
    let view = RwSignal::new(View::read(&query.read_untracked()));
    let written = StoredValue::new(view.read_untracked().write());
    let timer = StoredValue::new_local(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };

    // Back, forward, or a link to another view of this report.
    Effect::new(move |_| {
        let asked = View::read(&query.read());
        if asked.write() != written.get_value() {
            written.set_value(asked.write());
            view.set(asked);
        }
    });
    Effect::new(move |_| {
        let text = view.read().write();
        stop();
        if text == written.get_value() {
            return;
        }
        let (navigate, path) = (navigate.clone(), path.clone());
        let write = move || {
            written.set_value(text.clone());
            let address = if text.is_empty() {
                path
            } else {
                format!("{path}?{text}")
            };
            navigate(
                &address,
                NavigateOptions {
                    replace: true,
                    scroll: false,
                    ..NavigateOptions::default()
                },
            );
        };
        timer.set_value(set_timeout_with_handle(write, WRITTEN_AFTER).ok());
    });
    on_cleanup(stop);
    view
}

/// The address of a report in which something is searched for.
pub(crate) fn search_address(report: &str, search: &str) -> String {
    let view = View {
        search: search.to_owned(),
        ..View::default()
    };
    format!("{report}?{}", view.write())
}

const WRITTEN_AFTER: Duration = Duration::from_millis(400);

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn params(query: &str) -> ParamsMap {
        query
            .split('&')
            .filter_map(|part| part.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    #[wasm_bindgen_test]
    fn an_address_brings_back_its_view() {
        let view = View {
            search: "Söder & Åsa, 50 %".to_owned(),
            facets: Facets::NONE.with(Facet::NotForSale).with(Facet::Wish),
            languages: ["english".to_owned(), "none".to_owned()].into(),
            groups: Some(GroupOrder::Hours),
            rows: Some(RowOrder {
                column: Column::Length,
                falling: true,
            }),
        };
        assert_eq!(View::read(&params(&view.write())), view);
        assert_eq!(View::default().write(), "");
    }

    #[wasm_bindgen_test]
    fn an_address_of_someone_elses_is_read_as_far_as_it_goes() {
        let view = View::read(&params("show=cash,rubbish,,&sort=upwards&by=-&language=,"));
        assert_eq!(view.facets, Facets::NONE.with(Facet::Cash));
        assert_eq!(view.groups, None);
        assert_eq!(view.rows, None);
        assert!(view.languages.is_empty());
    }
}
