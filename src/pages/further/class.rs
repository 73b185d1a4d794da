//! The books of one class, as rows.

use std::sync::Arc;

use leptos::prelude::*;
use reports::listened::{Listened, listened};
use reports::{Holding, Reports, TitleId};

use super::list::{Filter, Listed, Order, Row, bit, falling};
use crate::components::report::{Say, title_line};
use crate::language::td_string;

/// Titles of the library, in the order in which they are handed in.
pub(super) fn class_listed(say: Say, reports: &Arc<Reports>, titles: Vec<TitleId>) -> Listed {
    let locale = say.locale();
    let row = |id: &TitleId| {
        let (title, product) = (reports.title(*id), reports.product(*id));
        let item = reports.item(*id);
        let progress = match item.map_or(Listened::Unknown, listened) {
            Listened::Untouched => bit(0),
            Listened::Started => bit(1),
            Listened::Finished => bit(2),
            Listened::Unknown => 0,
        };
        let borrowed = matches!(title.holding, Holding::Borrowed { .. });
        let released = product.release_date.map_or(0, time::Date::to_julian_day);
        let added = item.and_then(|item| item.added);
        Row {
            text: reports.search_key(*id).into(),
            filters: progress | if borrowed { bit(3) } else { 0 },
            keys: vec![
                falling(product.runtime_min.unwrap_or(0)),
                falling(released),
                falling(added.map_or(0, audible::Timestamp::millis)),
            ],
            ..Row::default()
        }
    };
    let filter = |key: &str, name: &str| Filter {
        key: key.to_owned(),
        name: name.to_owned(),
    };
    let order = |key, name| Order { key, name };
    let rows = titles.iter().map(row).collect();
    let reports = reports.clone();
    Listed {
        count: Say::books,
        class: "vols",
        sections: Vec::new(),
        filters: vec![
            filter("not-started", td_string!(locale, reports.row.not_started)),
            filter("started", td_string!(locale, overview.started)),
            filter("heard", td_string!(locale, reports.row.heard)),
            filter("borrowed", td_string!(locale, reports.row.borrowed)),
        ],
        orders: vec![
            order("title", td_string!(locale, further.order_title)),
            order("longest", td_string!(locale, further.order_longest)),
            order("newest", td_string!(locale, further.order_newest)),
            order("bought", td_string!(locale, further.order_bought)),
        ],
        rows,
        draw: Arc::new(move |row| {
            let id = titles[row];
            let progress = progress(say, &reports, id);
            let note = view! { <span class="also">{progress}</span> }.into_any();
            title_line(say, &reports, id, "", note)
        }),
    }
}

/// `heard`, `45 % heard`, `not started`.
fn progress(say: Say, reports: &Reports, id: TitleId) -> Option<String> {
    let locale = say.locale();
    let item = reports.item(id)?;
    match listened(item) {
        Listened::Finished => Some(td_string!(locale, reports.row.heard).to_owned()),
        Listened::Started => {
            let share = f64::from(item.percent_complete.unwrap_or(0.0)) / 100.0;
            let percent = say.formats(|formats| formats.percent(share));
            Some(td_string!(
                locale,
                reports.row.percent_heard,
                percent = percent
            ))
        }
        Listened::Untouched => Some(td_string!(locale, reports.row.not_started).to_owned()),
        Listened::Unknown => None,
    }
}
