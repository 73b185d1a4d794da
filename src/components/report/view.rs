//! [`View`]: how a report is looked at. It is in the address, so that each view can be kept.

mod address;
mod column;
mod history;
mod layout;
mod order;

use std::collections::{BTreeMap, BTreeSet};

use super::facet::Facets;

pub(crate) use address::search_address;
pub(crate) use column::Column;
pub(crate) use history::History;
pub(crate) use layout::{Layout, Size};
pub(crate) use order::{GroupOrder, RowOrder, pressed};

/// Search, filters, order, columns and layout of a report.
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
    /// Order of the rows in a group, the first column first; empty = the report's own.
    pub(crate) rows: Vec<RowOrder>,
    /// Chosen columns; `None` = the report's own.
    pub(crate) columns: Option<BTreeSet<Column>>,
    /// Widths that the member gave to columns, in CSS pixels.
    pub(crate) widths: BTreeMap<Column, u16>,
    /// Table, covers or shelves; `None` = the report's own.
    pub(crate) layout: Option<Layout>,
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

    /// Whether titles stand under headings.
    pub(crate) fn has_groups(&self) -> bool {
        self.groups != Some(GroupOrder::Flat)
    }

    /// Without search and filters.
    #[must_use]
    pub(crate) fn cleared(&self) -> Self {
        Self {
            search: String::new(),
            facets: Facets::NONE,
            languages: BTreeSet::new(),
            ..self.clone()
        }
    }
}
