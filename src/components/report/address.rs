//! Where the pages of one book, one person and one series are, and links to them.

use audible::product::{Person, SeriesRef};
use audible::{Asin, Product};
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reports::keys::{PersonKey, SeriesKey};

use super::contents::place_in_series;
use super::say::Say;

/// The page of a title.
pub(crate) fn book_address(asin: &Asin) -> String {
    format!("/books/{asin}")
}

/// The page of somebody.
pub(crate) fn person_address(key: &PersonKey) -> String {
    in_path("people", &key.to_string())
}

/// The page of a series.
pub(crate) fn series_address(key: &SeriesKey) -> String {
    in_path("series", &key.to_string())
}

/// A title as a link to its page.
pub(crate) fn book_link(
    product: &Product,
    class: Option<&'static str>,
    tabindex: Option<&'static str>,
) -> impl IntoView + use<> {
    view! {
        <a class=class href=book_address(&product.asin) tabindex=tabindex>
            {product.title.clone()}
        </a>
    }
}

/// Names as links, `, ` between them; of more than `most` the first ones and a `…`.
pub(crate) fn people_links(
    people: &[Person],
    most: usize,
    tabindex: Option<&'static str>,
) -> Option<AnyView> {
    let cut = people.len() > most;
    let links: Vec<_> = people
        .iter()
        .take(most)
        .enumerate()
        .map(|(place, person)| {
            view! {
                {(place > 0).then_some(", ")}
                <a href=person_address(&PersonKey::of(person)) tabindex=tabindex>
                    {person.name.clone()}
                </a>
            }
        })
        .collect();
    (!people.is_empty()).then(|| view! { {links} {cut.then_some(" …")} }.into_any())
}

/// The series of a title as links, with its place in each.
pub(crate) fn series_links(
    say: Say,
    series: &[SeriesRef],
    tabindex: Option<&'static str>,
) -> Option<AnyView> {
    let links: Vec<_> = series
        .iter()
        .filter_map(|entry| {
            let address = series_address(&SeriesKey::of(entry)?);
            Some((address, place_in_series(say, entry)?))
        })
        .enumerate()
        .map(|(place, (address, text))| {
            view! {
                {(place > 0).then_some("; ")}
                <a href=address tabindex=tabindex>{text}</a>
            }
        })
        .collect();
    (!links.is_empty()).then(|| links.into_any())
}

fn in_path(folder: &str, key: &str) -> String {
    format!("/{folder}/{}", utf8_percent_encode(key, NON_ALPHANUMERIC))
}
