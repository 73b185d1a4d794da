//! `/reports/company`: people who work with the member's people, and of whom they have nothing.

use std::sync::Arc;

use audible::search::Role;
use leptos::prelude::*;
use reports::further::company::{Colleague, company};
use reports::keys::PersonKey;
use reports::{Reports, text};

use super::list::{Filter, Listed, Order, Row, bit, falling, ranks};
use super::words::{self, separated};
use crate::components::report::{Say, book_link, person_address};
use crate::components::{Icon, Symbol};
use crate::language::td_string;

pub(super) fn listed(say: Say, reports: &Arc<Reports>) -> Listed {
    let locale = say.locale();
    let all = company(reports);
    let folded: Vec<String> = all.iter().map(|one| text::fold(&one.name)).collect();
    let names = ranks(folded.iter().map(String::as_str));
    let rows = (all.iter().zip(&folded).zip(names))
        .map(|((one, folded), name)| {
            let titles: Vec<&str> = (one.titles.iter())
                .map(|id| reports.search_key(*id))
                .collect();
            Row {
                // The people they work with are on the same covers.
                text: format!("{folded}\n{}", titles.join("\n")).into(),
                filters: bit(usize::from(one.role == Role::Narrator)),
                keys: vec![name, falling(one.titles.len())],
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
        count: words::people,
        class: "news",
        sections: Vec::new(),
        filters: vec![
            filter("authors", td_string!(locale, common.authors)),
            filter("narrators", td_string!(locale, common.narrators)),
        ],
        orders: vec![
            order("closest", td_string!(locale, further.company.closest)),
            order("name", td_string!(locale, further.order_name)),
            order("titles", td_string!(locale, further.company.most_titles)),
        ],
        rows,
        draw: Arc::new(move |row| line(say, &reports, &all[row])),
    }
}

/// How many people there are.
pub(super) fn result(say: Say, reports: &Reports) -> String {
    words::people(say, company(reports).len())
}

fn line(say: Say, reports: &Reports, one: &Colleague) -> AnyView {
    let locale = say.locale();
    let symbol = match one.role {
        Role::Author => Symbol::Pen,
        Role::Narrator => Symbol::Microphone,
    };
    let role = match one.role {
        Role::Author => td_string!(locale, further.company.author),
        Role::Narrator => td_string!(locale, further.company.narrator),
    };
    let with: Vec<_> = (one.with.iter().take(MOST))
        .map(|name| person_link(name))
        .collect();
    let titles: Vec<_> = (one.titles.iter().take(MOST))
        .map(|id| book_link(reports.product(*id), None, None).into_any())
        .collect();
    let rest = |all: usize| (all > MOST).then_some(" …");
    view! {
        <li>
            <Icon symbol/>
            <span>
                {person_link(&one.name)}
                <span class="soft">
                    {role} " " {separated(with, ", ")} {rest(one.with.len())}
                </span>
                <span class="soft">
                    {td_string!(locale, further.company.on)} " "
                    {separated(titles, "; ")} {rest(one.titles.len())}
                </span>
            </span>
        </li>
    }
    .into_any()
}

fn person_link(name: &str) -> AnyView {
    let address = person_address(&PersonKey::named(name));
    let name = name.to_owned();
    view! { <a href=address>{name}</a> }.into_any()
}

/// More are on the person's page.
const MOST: usize = 4;
