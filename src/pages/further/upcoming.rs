//! `/reports/upcoming`: the calendar of what comes.

use std::sync::Arc;

use leptos::prelude::*;
use reports::further::upcoming::{Upcoming, Why, upcoming};
use reports::keys::PersonKey;
use reports::{Advice, PersonReport, Reports, TitleId};
use time::Date;

use super::list::{Filter, Listed, Order, Row, bit, title_ranks};
use super::unfinished::key_of;
use super::words::separated;
use crate::components::report::{Say, person_address, series_address, title_line};
use crate::language::td_string;

pub(super) fn listed(say: Say, reports: &Arc<Reports>) -> Listed {
    let locale = say.locale();
    let all = upcoming(reports);
    let ids: Vec<TitleId> = all.iter().map(|one| one.title).collect();
    let titles = title_ranks(reports, &ids);
    let mut sections: Vec<String> = Vec::new();
    let mut month = None;
    let mut rows = Vec::new();
    for (one, title) in all.iter().zip(titles) {
        let this = one.on.map(|day| (day.year(), day.month()));
        if month != Some(this) {
            month = Some(this);
            sections.push(heading(say, one.on));
        }
        rows.push(Row {
            text: reports.search_key(one.title).into(),
            section: sections.len() - 1,
            filters: one.why.iter().fold(0, |all, why| all | bit(place(*why))),
            keys: vec![title],
        });
    }
    let filter = |key: &str, name: &str| Filter {
        key: key.to_owned(),
        name: name.to_owned(),
    };
    let reports = reports.clone();
    Listed {
        count: Say::titles,
        class: "vols",
        sections,
        filters: vec![
            filter("ordered", td_string!(locale, further.upcoming.ordered)),
            filter("wish-list", td_string!(locale, further.upcoming.wished)),
            filter("series", td_string!(locale, further.upcoming.series)),
            filter("authors", td_string!(locale, further.upcoming.authors)),
            filter("narrators", td_string!(locale, further.upcoming.narrators)),
        ],
        orders: vec![
            Order {
                key: "day",
                name: td_string!(locale, further.upcoming.by_day),
            },
            Order {
                key: "title",
                name: td_string!(locale, further.order_title),
            },
        ],
        rows,
        draw: Arc::new(move |row| line(say, &reports, &all[row])),
    }
}

/// How many titles there are.
pub(super) fn result(say: Say, reports: &Reports) -> String {
    say.titles(upcoming(reports).len())
}

/// `March 2027`.
fn heading(say: Say, day: Option<Date>) -> String {
    day.map_or_else(
        || td_string!(say.locale(), further.upcoming.no_date).to_owned(),
        |day| say.formats(|formats| formats.month(day)),
    )
}

/// Of a reason among the filters.
const fn place(why: Why) -> usize {
    match why {
        Why::Ordered => 0,
        Why::Wished => 1,
        Why::Series(_) => 2,
        Why::Author(_) => 3,
        Why::Narrator(_) => 4,
    }
}

fn line(say: Say, reports: &Reports, one: &Upcoming) -> AnyView {
    // What is still to be had says so with its day; what is ordered already does not.
    let is_mine = reports.title(one.title).advice == Advice::Owned;
    let day = one
        .on
        .filter(|_| is_mine)
        .map(|day| say.day(day).into_any());
    // Wished and ordered are said by the line itself.
    let why = one.why.iter();
    let why = why.filter_map(|why| because(say, reports, *why));
    let why: Vec<_> = day.into_iter().chain(why.take(MOST_REASONS)).collect();
    let notes = view! { <span class="also">{separated(why, " · ")}</span> }.into_any();
    title_line(say, reports, one.title, "", notes)
}

fn because(say: Say, reports: &Reports, why: Why) -> Option<AnyView> {
    let locale = say.locale();
    let linked = |words: &'static str, address: String, name: &str| {
        let name = name.to_owned();
        Some(view! { {words} " " <a href=address>{name}</a> }.into_any())
    };
    let person = |words, person: &PersonReport| {
        let page = person.asin.clone().map(PersonKey::Page);
        let key = page.unwrap_or_else(|| PersonKey::named(&person.name));
        linked(words, person_address(&key), &person.name)
    };
    match why {
        Why::Ordered | Why::Wished => None,
        Why::Series(index) => {
            let series = &reports.missing.series[index];
            let words = td_string!(locale, further.upcoming.in_series);
            linked(words, series_address(&key_of(series)), &series.title)
        }
        Why::Author(index) => {
            let words = td_string!(locale, further.upcoming.by_author);
            person(words, &reports.more_by_authors[index])
        }
        Why::Narrator(index) => {
            let words = td_string!(locale, further.upcoming.by_narrator);
            person(words, &reports.more_by_narrators[index])
        }
    }
}

/// A full cast would fill the line.
const MOST_REASONS: usize = 4;
