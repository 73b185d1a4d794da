//! One line of what is found.

use leptos::prelude::*;
use reports::Reports;
use reports::everybody::Somebody;
use reports::search::{Hit, Kind, SeriesFound};

use super::index::Indexed;
use crate::components::report::{
    Say, advice_note, book_address, cover_of, names, person_address, place_in_series,
    series_address,
};
use crate::components::{Icon, Symbol};
use crate::language::td_string;

/// What a group is called.
pub(super) fn heading(say: Say, kind: Kind) -> &'static str {
    match kind {
        Kind::Books => td_string!(say.locale(), find.books),
        Kind::People => td_string!(say.locale(), find.people),
        Kind::Series => td_string!(say.locale(), find.series),
    }
}

/// The page of what is found.
pub(super) fn address(indexed: &Indexed, hit: Hit) -> String {
    match hit {
        Hit::Book(id) => book_address(&indexed.reports.product(id).asin),
        Hit::Person(person) => person_address(&indexed.index.person(person).key),
        Hit::Series(series) => series_address(&indexed.index.series(series).key),
    }
}

/// The line, without the link around it.
pub(super) fn draw(say: Say, indexed: &Indexed, hit: Hit) -> AnyView {
    let Indexed { reports, index } = indexed;
    match hit {
        Hit::Book(id) => book(say, reports, id),
        Hit::Person(person) => somebody(say, reports, index.person(person)),
        Hit::Series(series) => in_series(say, index.series(series)),
    }
}

fn book(say: Say, reports: &Reports, id: reports::TitleId) -> AnyView {
    let (title, product) = (reports.title(id), reports.product(id));
    let series = product
        .series
        .first()
        .and_then(|entry| place_in_series(say, entry));
    let about: Vec<String> = [names(&product.authors), series]
        .into_iter()
        .flatten()
        .collect();
    view! {
        {cover_of(product)}
        <span class="what">
            <b>{product.title.clone()}</b>
            <small>{about.join(" · ")}</small>
        </span>
        {advice_note(say, title, reports.options.credit_value)}
    }
    .into_any()
}

fn somebody(say: Say, reports: &Reports, somebody: &Somebody) -> AnyView {
    let locale = say.locale();
    let mine = |id: &reports::TitleId| reports.title(*id).holding.in_hands();
    let all = somebody.all();
    let yours = all.iter().filter(|id| mine(id)).count();
    let (wrote, read) = (somebody.wrote.len(), somebody.read.len());
    let mut about = Vec::new();
    if wrote > 0 {
        about.push(td_string!(locale, find.wrote, titles = say.titles(wrote)));
    }
    if read > 0 {
        about.push(td_string!(locale, find.read, titles = say.titles(read)));
    }
    let symbol = if wrote >= read {
        Symbol::Pen
    } else {
        Symbol::Microphone
    };
    line(
        symbol,
        somebody.name.clone(),
        about.join(" · "),
        yours_of(say, yours),
    )
}

fn in_series(say: Say, series: &SeriesFound) -> AnyView {
    let about = say.titles(series.titles);
    line(
        Symbol::Library,
        series.title.clone(),
        about,
        yours_of(say, series.mine),
    )
}

fn yours_of(say: Say, yours: usize) -> String {
    td_string!(
        say.locale(),
        find.yours,
        count = yours as u64,
        n = say.number(yours)
    )
}

fn line(symbol: Symbol, name: String, about: String, yours: String) -> AnyView {
    view! {
        <span class="sign"><Icon symbol/></span>
        <span class="what">
            <b>{name}</b>
            <small>{about}</small>
        </span>
        <span class="soft">{yours}</span>
    }
    .into_any()
}
