//! `/reports/duplicates`: what the member has more than once, and why it is taken for one work.

use std::sync::Arc;

use audipy::browser::clock;
use leptos::prelude::*;
use reports::Reports;
use reports::further::duplicates::{Duplicate, Other, duplicates};
use reports::further::editions::Grouping;

use super::list::{Filter, Listed, Order, Row, bit, falling};
use crate::components::report::{Say, book_link, difference, title_line};
use crate::language::td_string;

pub(super) async fn listed(say: Say, reports: Arc<Reports>) -> Listed {
    let locale = say.locale();
    let all = found(&reports).await;
    let rows = all
        .iter()
        .map(|one| {
            let titles = one.others.iter().map(title_of);
            let texts: Vec<&str> = std::iter::once(one.title)
                .chain(titles)
                .map(|id| reports.search_key(id))
                .collect();
            Row {
                text: texts.join("\n").into(),
                filters: (one.others.iter()).fold(0, |all, other| all | bit(place(other))),
                keys: vec![falling(one.others.len())],
                ..Row::default()
            }
        })
        .collect();
    let filter = |key: &str, name: &str| Filter {
        key: key.to_owned(),
        name: name.to_owned(),
    };
    let order = |key, name| Order { key, name };
    Listed {
        count: Say::titles,
        class: "vols",
        sections: Vec::new(),
        filters: vec![
            filter("same", td_string!(locale, further.duplicates.same)),
            filter("edition", td_string!(locale, further.duplicates.edition)),
            filter("box", td_string!(locale, further.duplicates.in_box)),
        ],
        orders: vec![
            order("title", td_string!(locale, further.order_title)),
            order("most", td_string!(locale, further.duplicates.most)),
        ],
        rows,
        draw: Arc::new(move |row| line(say, &reports, &all[row])),
    }
}

/// How many works there are more than once.
pub(super) async fn result(say: Say, reports: &Reports) -> String {
    say.titles(found(reports).await.len())
}

/// Every title that is known has a say in it, so it takes a while.
async fn found(reports: &Reports) -> Vec<Duplicate> {
    let mut grouping = Grouping::of(reports);
    clock::in_steps(|| grouping.step()).await;
    duplicates(reports, &grouping.finish())
}

/// Among the filters.
fn place(other: &Other) -> usize {
    match other {
        Other::Edition(_, differences) => usize::from(!differences.is_empty()),
        Other::PartOf(_) => 2,
    }
}

const fn title_of(other: &Other) -> reports::TitleId {
    match other {
        Other::Edition(id, _) | Other::PartOf(id) => *id,
    }
}

fn line(say: Say, reports: &Reports, one: &Duplicate) -> AnyView {
    let locale = say.locale();
    let others: Vec<_> = one
        .others
        .iter()
        .map(|other| {
            let why = match other {
                Other::PartOf(_) => td_string!(locale, find.book.in_box).to_owned(),
                Other::Edition(_, differences) if differences.is_empty() => {
                    td_string!(locale, find.book.same).to_owned()
                }
                Other::Edition(_, differences) => {
                    let words: Vec<_> =
                        differences.iter().map(|one| difference(say, one)).collect();
                    words.join(", ")
                }
            };
            view! {
                <span class="also">
                    {td_string!(locale, further.duplicates.also)} " "
                    {book_link(reports.product(title_of(other)), None, None)}
                    {format!(": {why}")}
                </span>
            }
        })
        .collect();
    title_line(say, reports, one.title, "", others.into_any())
}
