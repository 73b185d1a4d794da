//! [`ViewsMenu`]: views of a report that the member keeps under names.

use audipy::state::KeptView;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

use crate::components::report::say::Say;
use crate::components::report::view::View;
use crate::components::{Menu, query_of};
use crate::language::td_string;

/// The kept views of this report: opened, renamed, deleted; and the one that is shown, kept.
#[component]
pub(crate) fn ViewsMenu(view: RwSignal<View>) -> impl IntoView {
    let say = Say::here();
    let report = use_location().pathname;
    let state = say.state;
    let kept = Memo::new(move |_| {
        let views = state.views.read();
        let here = views
            .views
            .iter()
            .filter(|kept| kept.report == *report.read());
        here.cloned().collect::<Vec<_>>()
    });
    let deleted = RwSignal::new(None::<(usize, KeptView)>);
    let none = Memo::new(move |_| kept.read().is_empty() && deleted.read().is_none());
    let is_stored = Memo::new(move |_| {
        let account = state.account.read();
        account
            .as_ref()
            .is_some_and(|it| it.origin.is_one_account())
    });
    view! {
        <Menu label=td_string!(say.locale(), tables.views)>
            <p class="label">{td_string!(say.locale(), tables.views_title)}</p>
            <Show when=move || none.get()>
                <p class="hint">{td_string!(say.locale(), tables.views_none)}</p>
            </Show>
            <ul class="kept" role="list">
                <For
                    each=move || kept.get()
                    key=|kept| (kept.id, kept.name.clone())
                    children=move |kept| view! { <Entry kept deleted/> }
                />
            </ul>
            <Deleted deleted/>
            <Keep view/>
            <Show when=move || !is_stored.get()>
                <p class="hint">{td_string!(say.locale(), tables.views_here_only)}</p>
            </Show>
        </Menu>
    }
}

/// A kept view, as a link; renamed in its place.
#[component]
fn Entry(kept: KeptView, deleted: RwSignal<Option<(usize, KeptView)>>) -> impl IntoView {
    let say = Say::here();
    let (locale, state, id) = (say.locale(), say.state, kept.id);
    let renaming = RwSignal::new(false);
    let name = kept.name.clone();
    let rename_label = td_string!(locale, tables.view_rename_of, name = name.clone());
    let delete_label = td_string!(locale, tables.view_delete_of, name = name.clone());
    let address = kept.address();
    let delete = Callback::new(move |()| {
        let place = state.views.with_untracked(|views| {
            let mut views = views.views.iter();
            views.position(|known| known.id == id)
        });
        deleted.set(place.map(|place| (place, kept.clone())));
        state.remove_view(id);
    });
    let link = {
        let name = name.clone();
        move || {
            let name = name.clone();
            view! {
                <A href=address.clone()>{name}</A>
                <button
                    class="btn plain small"
                    type="button"
                    aria-label=rename_label.clone()
                    on:click=move |_| renaming.set(true)
                >
                    {td_string!(locale, tables.view_rename)}
                </button>
                <button
                    class="btn plain small"
                    type="button"
                    aria-label=delete_label.clone()
                    on:click=move |_| delete.run(())
                >
                    {td_string!(locale, tables.view_delete)}
                </button>
            }
        }
    };
    let form = move || {
        let save = move |name: String| {
            renaming.set(false);
            if !name.trim().is_empty() {
                state.rename_view(id, name);
            }
        };
        let words = td_string!(locale, tables.view_save);
        name_form(say, name.clone(), name.clone(), words, save)
    };
    view! {
        <li>
            {move || {
                if renaming.get() { form().into_any() } else { link().into_any() }
            }}
        </li>
    }
}

/// What was deleted last, to be brought back.
#[component]
fn Deleted(deleted: RwSignal<Option<(usize, KeptView)>>) -> impl IntoView {
    let say = Say::here();
    let bring_back = move |_| {
        if let Some((place, kept)) = deleted.try_update(Option::take).flatten() {
            say.state.put_view(place, kept);
        }
    };
    view! {
        <div role="status">
            {move || {
                let name = deleted.read().as_ref().map(|(_, kept)| kept.name.clone())?;
                Some(view! {
                    <p class="hint">
                        {td_string!(say.locale(), tables.view_deleted, name = name)} " "
                        <button class="btn plain small" type="button" on:click=bring_back>
                            {td_string!(say.locale(), tables.view_back)}
                        </button>
                    </p>
                })
            }}
        </div>
    }
}

/// Keeps what is shown.
#[component]
fn Keep(view: RwSignal<View>) -> impl IntoView {
    let say = Say::here();
    let report = use_location().pathname;
    move || {
        let next = say.number(say.state.views.read().views.len() + 1);
        let usual = td_string!(say.locale(), tables.view_default, n = next);
        let otherwise = usual.clone();
        let keep = move |name: String| {
            let name = if name.trim().is_empty() {
                otherwise.clone()
            } else {
                name
            };
            let query = view.with_untracked(query_of);
            say.state.keep_view(&name, report.get_untracked(), query);
        };
        let words = td_string!(say.locale(), tables.view_keep);
        name_form(say, String::new(), usual, words, keep)
    }
}

/// A field for a name, and a button.
fn name_form(
    say: Say,
    name: String,
    usual: String,
    words: &'static str,
    done: impl Fn(String) + 'static,
) -> impl IntoView {
    let typed = RwSignal::new(name);
    view! {
        <form
            class="row"
            on:submit=move |event| {
                event.prevent_default();
                done(typed.get_untracked());
            }
        >
            <input
                class="input"
                type="text"
                maxlength=KeptView::MAX_NAME
                autocomplete="off"
                aria-label=td_string!(say.locale(), tables.view_name)
                placeholder=usual
                prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event))
            />
            <button class="btn small" type="submit">{words}</button>
        </form>
    }
}
