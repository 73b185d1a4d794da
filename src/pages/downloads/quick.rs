//! Downloads of one press.

use exports::recipe::Csv;
use exports::{Format, List, Recipe};
use leptos::prelude::*;

use super::draft::Draft;
use super::words;
use crate::components::{Icon, Symbol};
use crate::language::td_string;

/// Four files that most members want.
#[component]
pub(super) fn Quick(draft: Draft) -> impl IntoView {
    let say = draft.say;
    let entries = [
        Format::Everything,
        Format::Xlsx,
        Format::Ics,
        Format::Goodreads,
    ];
    view! {
        <section aria-labelledby="quick">
            <h2 id="quick" class="vh">{td_string!(say.locale(), downloads.quick)}</h2>
            <ul class="list" role="list">
                {entries
                    .into_iter()
                    .map(|format| view! { <Entry draft format/> })
                    .collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Entry(draft: Draft, format: Format) -> impl IntoView {
    let say = draft.say;
    let (name, about) = match format {
        Format::Xlsx => (
            td_string!(say.locale(), downloads.q_sheet),
            td_string!(say.locale(), downloads.q_sheet_for),
        ),
        Format::Ics => (
            td_string!(say.locale(), downloads.q_calendar),
            td_string!(say.locale(), downloads.f_ics_for),
        ),
        other => words::format(say, other),
    };
    let label = td_string!(say.locale(), downloads.get, name = name);
    view! {
        <li>
            <p>
                <b>{name}</b>
                <span>{about}</span>
            </p>
            <button
                class="btn"
                type="button"
                aria-label=label
                on:click=move |_| draft.write(recipe(format))
            >
                <Icon symbol=Symbol::Down/>
                {td_string!(say.locale(), downloads.download)}
            </button>
        </li>
    }
}

fn recipe(format: Format) -> Recipe {
    Recipe {
        format,
        lists: vec![
            List::Library,
            List::Missing,
            List::Series,
            List::WishList,
            List::Upcoming,
        ],
        csv: Csv {
            safe: true,
            ..Csv::default()
        },
        ..Recipe::default()
    }
}
