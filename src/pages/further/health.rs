//! `/reports/health`: books of which the store says too little, or something odd.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use reports::further::health::{Ailment, health};
use reports::{Reports, TitleId};

use super::list::{Filter, Listed, Order, Row, bit, falling, title_ranks};
use crate::components::report::{Say, title_line};
use crate::language::td_string;

pub(super) fn listed(say: Say, reports: &Arc<Reports>) -> Listed {
    let all = ailing(reports);
    let ids: Vec<TitleId> = all.iter().map(|(id, _)| *id).collect();
    let titles = title_ranks(reports, &ids);
    let rows = (all.iter().zip(titles))
        .map(|((id, ailments), title)| Row {
            text: reports.search_key(*id).into(),
            filters: *ailments,
            keys: vec![title, falling(ailments.count_ones())],
            ..Row::default()
        })
        .collect();
    let filters = Ailment::ALL.map(|ailment| Filter {
        key: key(ailment).to_owned(),
        name: name(say, ailment).to_owned(),
    });
    let order = |key, name| Order { key, name };
    let locale = say.locale();
    let reports = reports.clone();
    Listed {
        count: Say::titles,
        class: "vols",
        sections: Vec::new(),
        filters: filters.into(),
        orders: vec![
            order("gravest", td_string!(locale, further.health.gravest)),
            order("title", td_string!(locale, further.order_title)),
            order("most", td_string!(locale, further.health.most)),
        ],
        rows,
        draw: Arc::new(move |row| {
            let (id, ailments) = all[row];
            let words: Vec<_> = (Ailment::ALL.into_iter().enumerate())
                .filter(|(place, _)| ailments & bit(*place) != 0)
                .map(|(_, ailment)| name(say, ailment))
                .collect();
            let note = view! { <span class="also">{words.join(" · ")}</span> };
            title_line(say, &reports, id, "", note.into_any())
        }),
    }
}

/// How many titles there are.
pub(super) fn result(say: Say, reports: &Reports) -> String {
    say.titles(ailing(reports).len())
}

/// Each title with its ailments, one bit each, in the order of the first of them.
fn ailing(reports: &Reports) -> Vec<(TitleId, u64)> {
    let mut found: Vec<(TitleId, u64)> = Vec::new();
    let mut places: HashMap<TitleId, usize> = HashMap::new();
    for (ailment, titles) in health(reports) {
        let among = Ailment::ALL.iter().position(|one| *one == ailment);
        for id in titles {
            let next = found.len();
            let place = *places.entry(id).or_insert(next);
            if place == next {
                found.push((id, 0));
            }
            found[place].1 |= among.map_or(0, bit);
        }
    }
    found
}

/// In an address.
const fn key(ailment: Ailment) -> &'static str {
    match ailment {
        Ailment::NoCover => "no-cover",
        Ailment::NoAuthor => "no-author",
        Ailment::NoNarrator => "no-narrator",
        Ailment::NoLength => "no-length",
        Ailment::NoLanguage => "no-language",
        Ailment::NoGenre => "no-genre",
        Ailment::NoReleaseDate => "no-date",
        Ailment::NoNumber => "no-number",
        Ailment::OddNumber => "odd-number",
        Ailment::SeriesWithoutAsin => "series-without-page",
        Ailment::Unavailable => "unavailable",
        Ailment::TermsUnknown => "terms-unknown",
    }
}

fn name(say: Say, ailment: Ailment) -> &'static str {
    let locale = say.locale();
    match ailment {
        Ailment::NoCover => td_string!(locale, further.health.no_cover),
        Ailment::NoAuthor => td_string!(locale, further.health.no_author),
        Ailment::NoNarrator => td_string!(locale, further.health.no_narrator),
        Ailment::NoLength => td_string!(locale, further.health.no_length),
        Ailment::NoLanguage => td_string!(locale, further.health.no_language),
        Ailment::NoGenre => td_string!(locale, further.health.no_genre),
        Ailment::NoReleaseDate => td_string!(locale, further.health.no_date),
        Ailment::NoNumber => td_string!(locale, further.health.no_number),
        Ailment::OddNumber => td_string!(locale, further.health.odd_number),
        Ailment::SeriesWithoutAsin => td_string!(locale, further.health.series_without_page),
        Ailment::Unavailable => td_string!(locale, further.health.unavailable),
        Ailment::TermsUnknown => td_string!(locale, further.health.terms_unknown),
    }
}
