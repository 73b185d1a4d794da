//! `/people/…`: what somebody wrote and read, mine and not, and with whom; and who they are.

mod who;

use std::sync::Arc;

use leptos::prelude::*;
use reports::everybody::{Everybody, Somebody};
use reports::keys::PersonKey;
use reports::lookup::colleagues;
use reports::order;
use reports::{Release, Reports, TitleId};

use self::who::{Told, Who};
use super::facts::{facts, text};
use super::{Shown, page_of};
use crate::components::report::{Item, Say, person_address, section};
use crate::language::td_string;

/// The person whom the address names.
#[component]
pub(crate) fn PersonPage() -> impl IntoView {
    let say = Say::here();
    let told = Told::new();
    page_of(move |reports, key| {
        let everybody = Arc::new(Everybody::of(reports));
        let somebody = everybody.find(&PersonKey::parse(key))?;
        let who = Who {
            say,
            reports: reports.clone(),
            everybody: everybody.clone(),
            somebody: Arc::new(somebody.clone()),
            told,
            page: key.into(),
        };
        Some(Shown {
            title: somebody.name.clone(),
            lead: text(Some(lead(say, reports, somebody))),
            body: body(&who),
        })
    })
}

/// `12 titles, 5 of them yours.`
fn lead(say: Say, reports: &Reports, somebody: &Somebody) -> String {
    let all = somebody.all();
    let mine = all.iter().filter(|id| is_mine(reports, **id)).count();
    td_string!(
        say.locale(),
        find.person.lead,
        titles = say.titles(all.len()),
        mine = say.number(mine)
    )
}

fn body(who: &Who) -> AnyView {
    let (say, reports) = (who.say, &who.reports);
    let (everybody, somebody): (&Everybody, &Somebody) = (&who.everybody, &who.somebody);
    let locale = say.locale();
    let minutes: u64 = somebody
        .all()
        .into_iter()
        .filter(|id| is_mine(reports, *id))
        .filter_map(|id| reports.product(id).runtime_min)
        .map(u64::from)
        .sum();
    let part = |words: &str, titles: &[TitleId], mine: bool| {
        let titles = titles.iter().filter(|id| is_mine(reports, **id) == mine);
        let mut titles: Vec<TitleId> = titles.copied().collect();
        sort(reports, &mut titles);
        let items = titles.into_iter().map(Item::from).collect();
        section(say, reports, words.to_owned(), items)
    };
    let mut other: Vec<TitleId> = somebody.other.iter().map(|(_, id)| *id).collect();
    sort(reports, &mut other);
    other.dedup();
    let other = other.into_iter().map(Item::from).collect();
    view! {
        {facts(vec![
            (
                td_string!(locale, find.person.hours),
                text((minutes > 0).then(|| say.hours(minutes))),
            ),
            (td_string!(locale, find.who.also), text(Some(other_names(somebody)))),
            (td_string!(locale, find.person.with), with(say, reports, everybody, somebody)),
            (td_string!(locale, find.person.namesakes), namesakes(everybody, somebody)),
        ])}
        {part(td_string!(locale, find.person.wrote_mine), &somebody.wrote, true)}
        {part(td_string!(locale, find.person.wrote_other), &somebody.wrote, false)}
        {part(td_string!(locale, find.person.read_mine), &somebody.read, true)}
        {part(td_string!(locale, find.person.read_other), &somebody.read, false)}
        {section(say, reports, td_string!(locale, find.person.other).to_owned(), other)}
        {who.section()}
        <p class="hint top-m">{td_string!(locale, find.person.how)}</p>
    }
    .into_any()
}

/// Other names that are theirs.
fn other_names(somebody: &Somebody) -> String {
    let mut names: Vec<&str> = Vec::new();
    for identity in &somebody.identities {
        let name = identity.who.name.as_str();
        if name != somebody.name && !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

/// With whom they share most titles.
fn with(
    say: Say,
    reports: &Reports,
    everybody: &Everybody,
    somebody: &Somebody,
) -> Option<AnyView> {
    let links: Vec<_> = colleagues(reports, everybody, somebody)
        .into_iter()
        .take(MOST_COLLEAGUES)
        .enumerate()
        .map(|(place, (other, times))| {
            view! {
                {(place > 0).then_some(", ")}
                <a href=person_address(&other.key)>{other.name.clone()}</a>
                {format!(" ({})", say.number(times))}
            }
        })
        .collect();
    (!links.is_empty()).then(|| links.into_any())
}

fn namesakes(everybody: &Everybody, somebody: &Somebody) -> Option<AnyView> {
    let links: Vec<_> = everybody
        .namesakes(somebody)
        .enumerate()
        .map(|(place, other)| {
            view! {
                {(place > 0).then_some(", ")}
                <a href=person_address(&other.key)>{other.name.clone()}</a>
            }
        })
        .collect();
    (!links.is_empty()).then(|| links.into_any())
}

/// What is out by title; then what comes.
fn sort(reports: &Reports, titles: &mut [TitleId]) {
    order::sort_by_key(titles, |id| {
        let title = reports.title(*id);
        (title.release != Release::Out, title.sort_key.clone(), *id)
    });
}

fn is_mine(reports: &Reports, id: TitleId) -> bool {
    reports.title(id).holding.in_hands()
}

const MOST_COLLEAGUES: usize = 12;
