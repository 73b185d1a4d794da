//! [`tile`]: a cover with what it is of.

use leptos::prelude::*;
use reports::{Reports, TitleId};

use crate::components::report::address::book_address;
use crate::components::report::advice::advice_note;
use crate::components::report::contents::{Contents, Grouping, place_in_series};
use crate::components::report::cover::cover_of;
use crate::components::report::row::{heard, names};
use crate::components::report::say::Say;
use crate::components::report::table::lines::{Line, Table};

/// The element id of the cover at a line of the table.
pub(super) fn tile_id(place: usize) -> String {
    format!("cover-{place}")
}

/// A title as a link with its cover, by its line in the table.
pub(super) fn tile(
    say: Say,
    contents: Contents,
    table: &Table,
    place: usize,
    at: RwSignal<Option<usize>>,
) -> Option<AnyView> {
    let Line::Row(group, row) = table.lines[place] else {
        return None;
    };
    let reports = &table.source.reports;
    let title = table.source.listing.groups[group].rows[row].title;
    let product = reports.product(title);
    let view = view! {
        <li>
            <a
                class="tile"
                id=tile_id(place)
                href=book_address(&product.asin)
                tabindex=move || if at.get() == Some(place) { "0" } else { "-1" }
                on:focus=move |_| at.set(Some(place))
            >
                {cover_of(product)}
                <span class="ttl">{product.title.clone()}</span>
                <small>{about(say, contents, reports, title)}</small>
                {standing(say, contents, reports, title)}
            </a>
        </li>
    };
    Some(view.into_any())
}

/// Who wrote it; under the author's name, its place in a series or who reads it.
fn about(say: Say, contents: Contents, reports: &Reports, title: TitleId) -> Option<String> {
    let product = reports.product(title);
    let series = || place_in_series(say, product.series.first()?);
    match contents {
        Contents::Library(Grouping::Author) | Contents::More(audible::search::Role::Author) => {
            series().or_else(|| names(&product.narrators))
        }
        Contents::Missing => series().or_else(|| names(&product.authors)),
        _ => names(&product.authors),
    }
}

/// How far it was heard, or how it can be had.
fn standing(say: Say, contents: Contents, reports: &Reports, title: TitleId) -> Option<AnyView> {
    match contents {
        Contents::Library(_) => {
            let words = heard(say, reports.item(title)?)?;
            Some(view! { <small>{words}</small> }.into_any())
        }
        Contents::More(_) | Contents::Missing => Some(advice_note(
            say,
            reports.title(title),
            reports.options.credit_value,
        )),
    }
}
