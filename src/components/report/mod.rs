//! What the reports are made of.

mod advice;
mod contents;
mod cover;
mod facet;
mod first_gaps;
mod listing;
mod row;
mod say;
mod series;
mod shelf;
mod states;
mod table;
mod tools;
mod view;

pub(crate) use advice::advice_note;
pub(crate) use contents::{Contents, Grouping};
pub(crate) use cover::cover_of;
pub(crate) use first_gaps::FirstGaps;
pub(crate) use say::Say;
pub(crate) use series::{SeriesList, cost};
pub(crate) use states::{NoCreditValue, with_reports};
pub(crate) use table::BookTable;
pub(crate) use view::search_address;
