//! [`next_book`]: what to hear or get next in a series.

use leptos::prelude::*;
use reports::further::unfinished::NextBook;
use reports::{Number, Reports, SeriesReport, TitleId};

use super::address::book_link;
use super::say::Say;
use crate::language::td_string;

/// `3 The Undertow Ledger, to be had`.
pub(crate) fn next_book(
    say: Say,
    reports: &Reports,
    series: &SeriesReport,
    next: NextBook,
) -> AnyView {
    let locale = say.locale();
    let number = |title: TitleId| -> Option<Number> {
        let spine = series.shelf.iter().find(|spine| spine.title == Some(title));
        spine.map(|spine| spine.number)
    };
    let linked = |title: TitleId, words: String| {
        let number = number(title).map(|number| format!("{number} "));
        view! { {number} {book_link(reports.product(title), None, None)} ", " {words} }.into_any()
    };
    match next {
        NextBook::Hear(title) => {
            linked(title, td_string!(locale, find.series_page.hear).to_owned())
        }
        NextBook::Get(Some(title)) => {
            linked(title, td_string!(locale, find.series_page.get).to_owned())
        }
        NextBook::Get(None) => td_string!(locale, find.series_page.get_box).into_any(),
        NextBook::Wait(title, Some(day)) => linked(
            title,
            td_string!(locale, find.series_page.wait, day = say.day(day)),
        ),
        NextBook::Wait(title, None) => {
            linked(title, td_string!(locale, reports.advice.no_date).to_owned())
        }
        NextBook::NotHere => td_string!(locale, find.series_page.not_here).into_any(),
    }
}
