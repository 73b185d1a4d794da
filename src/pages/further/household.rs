//! `/reports/household`: who of this device's accounts has what, and what several bought.

use std::collections::HashSet;
use std::sync::Arc;

use audible::Asin;
use audipy::state::{AccountId, State};
use leptos::prelude::*;
use leptos_router::components::A;
use reports::further::FurtherReport;
use reports::further::household::{Shared, bought_by_several, household};
use reports::{Holding, Reports, TitleId};

use super::list::{Filter, Listed, Order, Row, bit, falling};
use super::rows::{Nothing, Rows};
use super::words;
use crate::components::report::{Say, book_address, names};
use crate::components::{account_name, who};
use crate::language::td_string;

/// An account and its library.
type Library = (AccountId, Arc<Reports>);

/// All libraries of the device, work by work.
#[component]
pub(super) fn Together(reports: Memo<Arc<Reports>>) -> impl IntoView {
    let say = Say::here();
    let state = expect_context::<State>();
    let several = Memo::new(move |_| {
        let accounts = state.accounts.read();
        accounts.iter().filter(|card| card.opens()).count() > 1
    });
    let listed = RwSignal::new(None::<Arc<Listed>>);
    Effect::new(move |_| {
        // Anew after each sync and for each account that comes or goes.
        let shown = reports.get();
        state.accounts.track();
        if several.get() {
            state.all_libraries(move |libraries| {
                listed.try_set(Some(Arc::new(rows_of(say, &shown, &libraries))));
            });
        }
    });
    let (title, text) = words::nothing(say, FurtherReport::Household);
    move || {
        if several.get() {
            view! { <Rows listed=listed.into() nothing=Nothing { title, text }/> }.into_any()
        } else {
            view! { <Alone/> }.into_any()
        }
    }
}

/// One account, or none: what to do.
#[component]
fn Alone() -> impl IntoView {
    let say = Say::here();
    let locale = say.locale();
    view! {
        <div class="empty top-m">
            <h3>{td_string!(locale, further.household.alone_title)}</h3>
            <p>{td_string!(locale, further.household.alone_text)}</p>
            <div class="row">
                <A href="/sign-in" attr:class="btn">{td_string!(locale, further.household.add)}</A>
                <A href="/accounts" attr:class="btn">{td_string!(locale, accounts.title)}</A>
            </div>
        </div>
    }
}

/// A work, with a title for each account that has it.
struct Work {
    who: Vec<(AccountId, Holding)>,
    title: String,
    by: String,
    asin: Asin,
}

fn rows_of(say: Say, shown: &Reports, libraries: &[Library]) -> Listed {
    let locale = say.locale();
    let all: Vec<&Reports> = libraries.iter().map(|(_, reports)| &**reports).collect();
    let works = household(&all);
    let twice: HashSet<*const Shared> = bought_by_several(&all, &works)
        .map(std::ptr::from_ref)
        .collect();
    let mut rows = Vec::new();
    let mut lines: Vec<Work> = Vec::new();
    for work in &works {
        let Some(first) = work
            .who
            .first()
            .and_then(|(account, ids)| Some((*account, *ids.first()?)))
        else {
            continue;
        };
        let (reports, id): (&Reports, TitleId) = (all[first.0], first.1);
        let product = reports.product(id);
        let owners = (work.who.iter().map(|(account, _)| account + 1))
            .filter(|place| *place <= MOST_ACCOUNTS)
            .fold(0, |owners, place| owners | bit(place));
        let is_twice = twice.contains(&std::ptr::from_ref(work));
        rows.push(Row {
            text: reports.search_key(id).into(),
            filters: owners | u64::from(is_twice),
            keys: vec![falling(work.who.len())],
            ..Row::default()
        });
        lines.push(Work {
            who: (work.who.iter())
                .map(|(account, ids)| {
                    let holding = ids.first().map(|id| all[*account].title(*id).holding);
                    (libraries[*account].0, holding.unwrap_or_default())
                })
                .collect(),
            title: product.title.clone(),
            by: names(&product.authors).unwrap_or_default(),
            asin: product.asin.clone(),
        });
    }
    let cards = say.state.accounts.read_untracked();
    let name_of = |id: AccountId| {
        let card = cards.iter().find(|card| card.id == id);
        card.map(|card| account_name(say.i18n, card))
            .unwrap_or_default()
    };
    let own = (libraries.iter().take(MOST_ACCOUNTS).enumerate()).map(|(place, (id, _))| Filter {
        key: format!("account-{}", place + 1),
        name: name_of(*id),
    });
    let several = Filter {
        key: "twice".to_owned(),
        name: td_string!(locale, further.household.twice).to_owned(),
    };
    let known: HashSet<Asin> = (shown.titles())
        .map(|(id, _)| shown.product(id).asin.clone())
        .collect();
    let order = |key, name| Order { key, name };
    Listed {
        count: Say::titles,
        class: "news",
        sections: Vec::new(),
        filters: std::iter::once(several).chain(own).collect(),
        orders: vec![
            order("title", td_string!(locale, further.order_title)),
            order("most", td_string!(locale, further.household.most)),
        ],
        rows,
        draw: Arc::new(move |row| {
            let work = &lines[row];
            line(say, work, known.contains(&work.asin))
        }),
    }
}

fn line(say: Say, work: &Work, is_known: bool) -> AnyView {
    let accounts = say.state.accounts.read_untracked();
    let owners: Vec<_> = work
        .who
        .iter()
        .filter_map(|(id, holding)| {
            let card = accounts.iter().find(|card| card.id == *id)?;
            let borrowed = matches!(holding, Holding::Borrowed { .. })
                .then(|| td_string!(say.locale(), reports.row.borrowed));
            let borrowed = borrowed.map(|words| format!(" ({words})"));
            Some(view! {
                <span class="owner">{who(card)} {account_name(say.i18n, card)} {borrowed}</span>
            })
        })
        .collect();
    let title = work.title.clone();
    // Only what the open library knows has a page.
    let title = if is_known {
        view! { <a href=book_address(&work.asin)>{title}</a> }.into_any()
    } else {
        view! { <b>{title}</b> }.into_any()
    };
    view! {
        <li class="plain">
            <span>
                {title}
                <span class="soft">{work.by.clone()}</span>
                <span class="owners">{owners}</span>
            </span>
        </li>
    }
    .into_any()
}

/// As many as there are filters, but for one.
const MOST_ACCOUNTS: usize = 63;
