//! Files of lists that were read back: looked at as a library, or compared.

use std::sync::Arc;

use audipy::state::{FileLibrary, Origin, State};
use exports::read::Unreadable;
use exports::{Difference, Language};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use reports::Reports;

use super::comparison::{Compared, comparison};
use crate::components::report::Say;
use crate::components::{Icon, Symbol, store_name};
use crate::language::{Locale, td_string};

/// What was read back; nothing where nothing was.
#[component]
pub(super) fn Lists() -> impl IntoView {
    let say = Say::here();
    let state = say.state;
    let compared = RwSignal::new(None::<Arc<Compared>>);
    view! {
        <div role="status">
            <Show when=move || state.read_back.read().is_reading>
                <p>{td_string!(say.locale(), files.list_reading)}</p>
            </Show>
        </div>
        {move || {
            let all = state.read_back.get();
            let refused = (!all.refused.is_empty()).then(|| view! { <Refused files=all.refused/> });
            let others = all.libraries.clone();
            let some = !others.is_empty();
            let found = some.then(|| view! {
                <section class="gap-s" aria-labelledby="lists">
                    <h2 id="lists">{td_string!(say.locale(), files.list_title)}</h2>
                    <p>{td_string!(say.locale(), files.list_text)}</p>
                    <ul class="list" role="list">
                        {all
                            .libraries
                            .into_iter()
                            .map(|library| view! { <One library others=others.clone() compared/> })
                            .collect_view()}
                    </ul>
                </section>
            });
            view! { {refused} {found} }
        }}
        {move || compared.get().map(|compared| comparison(&compared))}
    }
}

#[component]
fn One(
    library: FileLibrary,
    /// All that were read back.
    others: Vec<FileLibrary>,
    /// Shown beneath.
    compared: RwSignal<Option<Arc<Compared>>>,
) -> impl IntoView {
    let say = Say::here();
    let state = say.state;
    let navigate = use_navigate();
    let about = about(say, &library);
    let (name, store) = (library.name.clone(), library.store());
    let library = StoredValue::new(library);
    let look = move |_| {
        library.with_value(|library| state.look_at(library));
        navigate("/", NavigateOptions::default());
    };
    // A library of another store has other titles and other prices.
    let mine = Memo::new(move |_| {
        let account = state.account.read();
        let account = account.as_ref();
        account.is_some_and(|account| account.store == store && account.origin != Origin::File)
            && state.reports.read().is_some()
    });
    let with = move |name: &str, reports: &Arc<Reports>| {
        library.with_value(|library| compared.set(Some(compare(library, name, reports))));
    };
    let with_mine = move |_| {
        if let Some(reports) = state.reports.get_untracked() {
            with(td_string!(say.locale(), files.list_mine), &reports);
        }
    };
    let beside: Vec<_> = others
        .into_iter()
        .filter(|other| other.name != name && other.store() == store)
        .map(|other| {
            let label = td_string!(say.locale(), files.list_with, name = other.name.as_str());
            view! {
                <button
                    class="btn small"
                    type="button"
                    on:click=move |_| with(&other.name, &other.reports)
                >
                    {label}
                </button>
            }
        })
        .collect();
    view! {
        <li>
            <p>
                <b>{name}</b>
                <span>{about}</span>
            </p>
            <div class="row">
                <button class="btn small" type="button" on:click=look>
                    {td_string!(say.locale(), files.list_look)}
                </button>
                <Show when=move || mine.get()>
                    <button class="btn small" type="button" on:click=with_mine>
                        {td_string!(say.locale(), files.list_with_mine)}
                    </button>
                </Show>
                {beside}
            </div>
        </li>
    }
}

/// `412 titles · United States · of 24 November 2026`.
fn about(say: Say, library: &FileLibrary) -> String {
    let day = library
        .as_of()
        .map(|day| td_string!(say.locale(), files.list_day, day = say.day(day)));
    let parts = [
        Some(say.titles(library.titles())),
        Some(store_name(say.i18n, library.store()).to_owned()),
        day,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The older of both first; where nobody knows, the file.
fn compare(file: &FileLibrary, other: &str, reports: &Arc<Reports>) -> Arc<Compared> {
    let file_is_older = match (file.as_of(), exports::as_of(reports)) {
        (Some(file), Some(other)) => file <= other,
        _ => true,
    };
    let sides = if file_is_older {
        [(file.name.as_str(), &file.reports), (other, reports)]
    } else {
        [(other, reports), (file.name.as_str(), &file.reports)]
    };
    let [(before, old), (after, new)] = sides;
    Arc::new(Compared {
        before: before.to_owned(),
        after: after.to_owned(),
        difference: Difference::between(old, new),
    })
}

/// Files that are no library, and why.
#[component]
fn Refused(files: Vec<(String, Unreadable)>) -> impl IntoView {
    let say = Say::here();
    let one = move |(name, why): (String, Unreadable)| {
        view! {
            <li>
                <Icon symbol=Symbol::Stop/>
                <p><b>{name}</b><span>{words(say, &why)}</span></p>
            </li>
        }
    };
    view! {
        <section class="gap-s" role="alert">
            <h3>{td_string!(say.locale(), files.refused_title)}</h3>
            <ul class="list parts" role="list">{files.into_iter().map(one).collect_view()}</ul>
        </section>
    }
}

/// What is the matter, and what to do.
fn words(say: Say, why: &Unreadable) -> String {
    let locale = say.locale();
    match why {
        Unreadable::Empty => td_string!(locale, files.w_empty).to_owned(),
        Unreadable::NotText => td_string!(locale, files.l_not_text).to_owned(),
        Unreadable::Foreign => td_string!(locale, files.l_foreign).to_owned(),
        Unreadable::Newer => td_string!(locale, files.l_newer).to_owned(),
        Unreadable::Lacks(field) => {
            let language = match locale {
                Locale::en => Language::En,
                Locale::de => Language::De,
            };
            td_string!(locale, files.l_lacks, name = field.name(language))
        }
        Unreadable::Damaged(0) => td_string!(locale, files.l_damaged).to_owned(),
        Unreadable::Damaged(row) => {
            let row = say.formats(|formats| formats.count(*row));
            td_string!(locale, files.l_damaged_row, row = row)
        }
        Unreadable::SeveralStores => td_string!(locale, files.l_stores).to_owned(),
        Unreadable::NoTitles => td_string!(locale, files.l_no_titles).to_owned(),
    }
}

/// Forgets what was read back when the page is left.
pub(super) fn forget_on_leaving(state: State) {
    on_cleanup(move || state.leave_read_back());
}
