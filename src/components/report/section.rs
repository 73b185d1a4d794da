//! [`section`]: titles under a heading.

use std::sync::Arc;

use leptos::prelude::*;
use reports::{Reports, TitleId};

use super::line::title_line;
use super::say::Say;
use crate::language::td_string;

/// A title, and what stands before it.
pub(crate) struct Item {
    /// `None`: it is not to be had by itself.
    pub(crate) title: Option<TitleId>,
    pub(crate) number: String,
    pub(crate) note: Option<String>,
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
pub(crate) fn section(
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

/// More would be long to draw, and nobody reads them all.
const AT_FIRST: usize = 40;
