//! Sections of titles and of facts.

use std::sync::Arc;

use leptos::prelude::*;
use reports::{Reports, TitleId};

use crate::components::report::{Say, title_line};
use crate::language::td_string;

/// A title, and what stands before it.
pub(in crate::pages) struct Item {
    /// `None`: it is not to be had by itself.
    pub(in crate::pages) title: Option<TitleId>,
    pub(in crate::pages) number: String,
    pub(in crate::pages) note: Option<String>,
}

impl From<TitleId> for Item {
    fn from(title: TitleId) -> Self {
        Self {
            title: Some(title),
            number: String::new(),
            note: None,
        }
    }
}

/// A heading and titles; nothing at all without titles. Of very many the first are shown until one
/// asks for the rest.
pub(in crate::pages) fn section(
    say: Say,
    reports: &Arc<Reports>,
    heading: String,
    items: Vec<Item>,
) -> Option<AnyView> {
    if items.is_empty() {
        return None;
    }
    let count = items.len();
    let reports = reports.clone();
    let all = RwSignal::new(count <= AT_FIRST + 1);
    let lines = move || {
        let most = if all.get() { count } else { AT_FIRST };
        let lines = items.iter().take(most).map(|item| {
            let note = item
                .note
                .clone()
                .map(|note| view! { <span class="also">{note}</span> });
            match item.title {
                Some(title) => title_line(say, &reports, title, &item.number, note.into_any()),
                None => nameless_line(&item.number, item.note.clone()),
            }
        });
        lines.collect_view()
    };
    let view = view! {
        <section class="titles">
            <h2>{heading} " " <small class="soft">{say.number(count)}</small></h2>
            <ul class="vols" role="list">{lines}</ul>
            <Show when=move || !all.get()>
                <button class="btn small" type="button" on:click=move |_| all.set(true)>
                    {td_string!(
                        say.locale(),
                        reports.more.rest,
                        count = (count - AT_FIRST) as u64,
                        n = say.number(count - AT_FIRST)
                    )}
                </button>
            </Show>
        </section>
    };
    Some(view.into_any())
}

/// A volume of which only the number is known, and why.
fn nameless_line(number: &str, note: Option<String>) -> AnyView {
    view! {
        <li class="vol nameless">
            <span class="cover" aria-hidden="true"></span>
            <div class="what">
                <span class="no">{number.to_owned()}</span>
                " "
                <span class="soft">{note}</span>
            </div>
        </li>
    }
    .into_any()
}

/// Names and values; without those that have no value.
pub(super) fn facts(list: Vec<(&'static str, Option<AnyView>)>) -> AnyView {
    let facts = list.into_iter().filter_map(|(name, value)| {
        let value = value?;
        Some(view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        })
    });
    view! { <dl class="known">{facts.collect_view()}</dl> }.into_any()
}

/// A text as a value.
pub(super) fn text(value: Option<String>) -> Option<AnyView> {
    value
        .filter(|value| !value.is_empty())
        .map(IntoAny::into_any)
}

/// More would be long to draw, and nobody reads them all.
const AT_FIRST: usize = 40;
