//! `/reports/plus`: what is missing in the member's series and included in a plan of theirs.

use std::sync::Arc;

use leptos::prelude::*;
use reports::Reports;
use reports::further::plus::{PlusTitle, plus_in_my_series};

use super::list::{Filter, Listed, Order, Row, bit, ranks, title_ranks};
use super::unfinished::key_of;
use super::words::separated;
use crate::components::report::{Say, series_address, title_line};
use crate::language::td_string;

pub(super) fn listed(say: Say, reports: &Arc<Reports>) -> Listed {
    let locale = say.locale();
    let all = plus_in_my_series(reports);
    let ids: Vec<_> = all.iter().map(|one| one.title).collect();
    let titles = title_ranks(reports, &ids);
    let series = ranks(all.iter().map(|one| {
        let first = one.series.first();
        first.map_or("", |index| &*reports.missing.series[*index].sort_key)
    }));
    let rows = (all.iter().zip(titles).zip(series))
        .map(|((one, title), series)| Row {
            text: reports.search_key(one.title).into(),
            filters: bit(usize::from(one.leaves.is_none())),
            keys: vec![title, series],
            ..Row::default()
        })
        .collect();
    let filter = |key: &str, name: &str| Filter {
        key: key.to_owned(),
        name: name.to_owned(),
    };
    let order = |key, name| Order { key, name };
    let reports = reports.clone();
    Listed {
        count: Say::titles,
        class: "vols",
        sections: Vec::new(),
        filters: vec![
            filter("leaving", td_string!(locale, further.plus.leaving)),
            filter("staying", td_string!(locale, further.plus.staying)),
        ],
        orders: vec![
            order("leaving", td_string!(locale, further.plus.by_leaving)),
            order("title", td_string!(locale, further.order_title)),
            order("series", td_string!(locale, further.plus.by_series)),
        ],
        rows,
        draw: Arc::new(move |row| line(say, &reports, &all[row])),
    }
}

/// How many titles there are.
pub(super) fn result(say: Say, reports: &Reports) -> String {
    say.titles(plus_in_my_series(reports).len())
}

fn line(say: Say, reports: &Reports, one: &PlusTitle) -> AnyView {
    let series: Vec<_> = one
        .series
        .iter()
        .map(|index| {
            let series = &reports.missing.series[*index];
            let address = series_address(&key_of(series));
            view! { <a href=address>{series.title.clone()}</a> }.into_any()
        })
        .collect();
    let note = view! {
        <span class="also">
            {td_string!(say.locale(), further.upcoming.in_series)} " " {separated(series, ", ")}
        </span>
    };
    title_line(say, reports, one.title, "", note.into_any())
}
