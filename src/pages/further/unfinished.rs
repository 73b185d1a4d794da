//! `/reports/unfinished`: series that the member has begun, the next book, and what completing takes.

use std::sync::Arc;

use leptos::prelude::*;
use reports::further::unfinished::{NextBook, Unfinished, unfinished};
use reports::keys::SeriesKey;
use reports::{Completing, Reports, SeriesReport, text};

use super::list::{Filter, Listed, Order, Row, bit, falling, ranks, rising};
use crate::components::report::{Say, by, cost, next_book, series_address, shelf};
use crate::language::td_string;

pub(super) fn listed(say: Say, reports: &Arc<Reports>) -> Listed {
    let locale = say.locale();
    let all = unfinished(reports);
    let series = |one: &Unfinished| &reports.missing.series[one.series];
    let names = ranks(all.iter().map(|one| &*series(one).sort_key));
    let rows = all
        .iter()
        .zip(names)
        .map(|(one, name)| {
            let series = series(one);
            let people: Vec<_> = (series.authors.iter())
                .chain(&series.narrators)
                .map(String::as_str)
                .collect();
            Row {
                text: text::fold(&format!("{} {}", series.title, people.join(" "))).into(),
                filters: bit(match one.next {
                    NextBook::Hear(_) => 0,
                    NextBook::Get(_) => 1,
                    NextBook::Wait(..) => 2,
                    NextBook::NotHere => 3,
                }),
                keys: vec![name, price(reports, &one.cost), falling(one.missing)],
                ..Row::default()
            }
        })
        .collect();
    let filter = |key: &str, name: &str| Filter {
        key: key.to_owned(),
        name: name.to_owned(),
    };
    let order = |key, name| Order { key, name };
    let reports = reports.clone();
    Listed {
        count: Say::series,
        class: "series-list",
        sections: Vec::new(),
        filters: vec![
            filter("hear", td_string!(locale, further.unfinished.hear)),
            filter("get", td_string!(locale, further.unfinished.get)),
            filter("wait", td_string!(locale, further.unfinished.wait)),
            filter("not-here", td_string!(locale, further.unfinished.not_here)),
        ],
        orders: vec![
            order("nearest", td_string!(locale, further.unfinished.nearest)),
            order("name", td_string!(locale, further.order_name)),
            order("cheapest", td_string!(locale, further.unfinished.cheapest)),
            order(
                "missing",
                td_string!(locale, further.unfinished.most_missing),
            ),
        ],
        rows,
        draw: Arc::new(move |row| line(say, &reports, &all[row])),
    }
}

/// How many series there are.
pub(super) fn result(say: Say, reports: &Reports) -> String {
    say.series(unfinished(reports).len())
}

/// Free first, then by money with credits at their worth; what nobody knows the price of is last.
fn price(reports: &Reports, cost: &Completing) -> i64 {
    let credit = reports.options.credit_value.map_or(0, |value| value.minor);
    let cash = cost.cash.map_or(0, |cash| cash.minor);
    let known = rising(cash.saturating_add(credit.saturating_mul(cost.credits_x100) / 100));
    if cost.unknown + cost.not_for_sale > 0 {
        known.saturating_add(AFTER_PRICES)
    } else {
        known
    }
}

fn line(say: Say, reports: &Reports, one: &Unfinished) -> AnyView {
    let locale = say.locale();
    let series = &reports.missing.series[one.series];
    let some = |number: usize| (number > 0).then(|| say.number(number));
    let told = [
        some(one.heard).map(|n| td_string!(locale, further.unfinished.heard, n = n)),
        some(one.unheard).map(|n| td_string!(locale, further.unfinished.unheard, n = n)),
        some(one.missing).map(|n| {
            let count = one.missing as u64;
            td_string!(locale, further.unfinished.missing, count = count, n = n)
        }),
    ];
    let told: Vec<_> = told.into_iter().flatten().collect();
    let told = told.join(", ");
    let cost = cost(say, &series.cost)
        .map(|cost| td_string!(locale, further.unfinished.takes, cost = cost));
    view! {
        <li class="series">
            <div class="summary">
                <div>
                    <h2><a href=series_address(&key_of(series))>{series.title.clone()}</a></h2>
                    <p class="by">{by(say, series)}</p>
                </div>
                {shelf(reports, series)}
                <p class="tell">
                    <span>{next_book(say, reports, series, one.next)}</span>
                    <span class="cost">{told}</span>
                    {cost.map(|cost| view! { <span class="cost">{cost}</span> })}
                </p>
            </div>
        </li>
    }
    .into_any()
}

/// Under which its page is.
pub(super) fn key_of(series: &SeriesReport) -> SeriesKey {
    match &series.asin {
        Some(asin) => SeriesKey::Asin(asin.clone()),
        None => SeriesKey::Title(text::fold(&series.title)),
    }
}

/// More than any price in minor units.
const AFTER_PRICES: i64 = 1_000_000_000_000;
