//! Recipes that the member keeps: run again, change, rename, delete.

use audipy::browser::viewport;
use exports::Recipe;
use leptos::html::Input;
use leptos::prelude::*;

use super::draft::Draft;
use super::words::about;
use crate::components::{Confirm, Icon, Symbol};
use crate::language::td_string;

/// All that are kept; nothing where there are none.
#[component]
pub(super) fn Kept(draft: Draft) -> impl IntoView {
    let say = draft.say;
    let some = Memo::new(move |_| !draft.kept.read().is_empty());
    view! {
        <Show when=move || some.get()>
            <section aria-labelledby="kept">
                <h2 id="kept">{td_string!(say.locale(), downloads.kept)}</h2>
                <ul class="list" role="list">
                    <For
                        each=move || draft.kept.get()
                        // One that was changed is drawn anew.
                        key=|recipe| serde_json::to_string(recipe).unwrap_or_default()
                        let:recipe
                    >
                        <One draft recipe/>
                    </For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn One(draft: Draft, recipe: Recipe) -> impl IntoView {
    let say = draft.say;
    let what = about(draft, &recipe);
    let recipe = StoredValue::new(recipe);
    let name = move || recipe.with_value(|recipe| recipe.name.clone());
    let asks = RwSignal::new(false);
    let change = move |_| {
        draft.recipe.set(recipe.get_value());
        viewport::focus("builder");
        viewport::reveal("builder");
    };
    let delete = Callback::new(move |()| {
        let name = name();
        draft.change(move |kept| kept.retain(|known| known.name != name));
    });
    let label = td_string!(say.locale(), downloads.get, name = name());
    view! {
        <li>
            <p>
                <b>{name()}</b>
                <span>{what}</span>
            </p>
            <button
                class="btn"
                type="button"
                aria-label=label
                on:click=move |_| draft.write(recipe.get_value())
            >
                <Icon symbol=Symbol::Down/>
                {td_string!(say.locale(), downloads.download)}
            </button>
            <details class="more">
                <summary>{td_string!(say.locale(), downloads.kept_change)}</summary>
                <div class="gap-m top-s">
                    <Rename draft recipe/>
                    <div class="row">
                        <button class="btn small" type="button" on:click=change>
                            {td_string!(say.locale(), downloads.kept_edit)}
                        </button>
                        <button
                            class="btn small grave"
                            type="button"
                            on:click=move |_| asks.set(true)
                        >
                            {td_string!(say.locale(), downloads.kept_delete)}
                        </button>
                    </div>
                    <Show when=move || asks.get()>
                        <Confirm
                            title=td_string!(say.locale(), downloads.delete_title, name = name())
                            text=td_string!(say.locale(), downloads.delete_text)
                            action=td_string!(say.locale(), downloads.kept_delete)
                            grave=true
                            on_yes=delete
                            on_no=Callback::new(move |()| asks.set(false))
                        />
                    </Show>
                </div>
            </details>
        </li>
    }
}

#[component]
fn Rename(draft: Draft, recipe: StoredValue<Recipe>) -> impl IntoView {
    let say = draft.say;
    let input = NodeRef::<Input>::new();
    let old = recipe.with_value(|recipe| recipe.name.clone());
    let taken = RwSignal::new(false);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = input.get_untracked().map(|input| input.value());
        let Some(name) = name
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
        else {
            return;
        };
        let old = recipe.with_value(|recipe| recipe.name.clone());
        let is_taken = name != old && draft.kept.read_untracked().iter().any(|it| it.name == name);
        taken.set(is_taken);
        if !is_taken {
            draft.change(move |kept| {
                if let Some(known) = kept.iter_mut().find(|known| known.name == old) {
                    known.name = name;
                }
            });
        }
    };
    let label = td_string!(say.locale(), downloads.new_name, name = old.as_str());
    view! {
        <form class="field" on:submit=save>
            <div class="row">
                <input
                    class="input short"
                    aria-label=label
                    node_ref=input
                    maxlength="60"
                    autocomplete="off"
                    value=old
                    aria-invalid=move || taken.get().then_some("true")
                />
                <button class="btn small" type="submit">
                    {td_string!(say.locale(), downloads.rename)}
                </button>
            </div>
            <div role="status">
                <Show when=move || taken.get()>
                    <p class="hint wrong">{td_string!(say.locale(), downloads.name_taken)}</p>
                </Show>
            </div>
        </form>
    }
}

/// Keeps what the builder holds, under a name; one of the same name gives way.
#[component]
pub(super) fn KeepThis(draft: Draft, ready: Memo<bool>) -> impl IntoView {
    let say = draft.say;
    let state = say.state;
    let can_keep = Memo::new(move |_| {
        let account = state.account.read();
        account
            .as_ref()
            .is_some_and(|account| account.origin.is_one_account())
    });
    let name = RwSignal::new(String::new());
    let of_recipe = Memo::new(move |_| draft.recipe.read().name.clone());
    Effect::new(move |_| name.set(of_recipe.get()));
    let empty = Memo::new(move |_| name.read().trim().is_empty());
    let replaces = Memo::new(move |_| {
        let name = name.read();
        draft
            .kept
            .read()
            .iter()
            .any(|known| known.name == name.trim())
    });
    let keep = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if empty.get_untracked() || !ready.get_untracked() {
            return;
        }
        let recipe = Recipe {
            name: name.read_untracked().trim().to_owned(),
            ..draft.recipe.get_untracked()
        };
        draft
            .recipe
            .update_untracked(|known| known.name.clone_from(&recipe.name));
        draft.change(
            move |kept| match kept.iter_mut().find(|it| it.name == recipe.name) {
                Some(known) => *known = recipe,
                None => kept.push(recipe),
            },
        );
    };
    view! {
        <Show
            when=move || can_keep.get()
            fallback=move || view! {
                <p class="hint top-m">{td_string!(say.locale(), downloads.keep_not_here)}</p>
            }
        >
            <form class="field top-m" on:submit=keep>
                <label for="keep-name">{td_string!(say.locale(), downloads.keep_name)}</label>
                <div class="row">
                    <input
                        class="input short"
                        id="keep-name"
                        maxlength="60"
                        autocomplete="off"
                        aria-describedby="keep-hint"
                        prop:value=name
                        on:input=move |event| name.set(event_target_value(&event))
                    />
                    <button
                        class="btn"
                        type="submit"
                        disabled=move || empty.get() || !ready.get()
                    >
                        {move || {
                            if replaces.get() {
                                td_string!(say.locale(), downloads.keep_again)
                            } else {
                                td_string!(say.locale(), downloads.keep)
                            }
                        }}
                    </button>
                </div>
                <p class="hint" id="keep-hint">{td_string!(say.locale(), downloads.keep_hint)}</p>
            </form>
        </Show>
    }
}
