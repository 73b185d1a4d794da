//! What the reports are made of.

mod address;
mod advice;
mod columns;
mod contents;
mod cover;
mod difference;
mod facet;
mod first_gaps;
mod line;
mod listing;
mod next_book;
mod not_for_me;
mod owners;
mod row;
mod say;
mod section;
mod series;
mod shelf;
mod sorting;
mod states;
mod table;
mod tools;
mod view;

pub(crate) use address::{
    book_address, book_link, people_links, person_address, series_address, series_links,
};
pub(crate) use advice::advice_note;
pub(crate) use contents::{Contents, Grouping, place_in_series};
pub(crate) use cover::cover_of;
pub(crate) use difference::difference;
pub(crate) use first_gaps::FirstGaps;
pub(crate) use line::title_line;
pub(crate) use next_book::next_book;
pub(crate) use not_for_me::{LastSaid, bring_back_button, hide_button};
pub(crate) use owners::owners;
pub(crate) use row::{names, store_address};
pub(crate) use say::Say;
pub(crate) use section::{Item, section};
pub(crate) use series::{by, cost, remark_text, tell};
pub(crate) use shelf::{runs, shelf};
pub(crate) use states::{NoCreditValue, with_reports};
pub(crate) use table::BookTable;
pub(crate) use view::search_address;
