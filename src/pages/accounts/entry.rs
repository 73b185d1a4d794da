//! One account of the list.

use audipy::state::{AccountCard, AccountId, AuthView, Colour, Origin, Standing, State};
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use crate::components::{
    Age, Confirm, account_name, colour_name, mark, store_name, who, why_sign_in,
};
use crate::language::{Words, t, t_string, use_i18n};

/// The account with this id, as long as it is listed.
#[component]
pub(super) fn Entry(id: AccountId) -> impl IntoView {
    let state = expect_context::<State>();
    let card = Memo::new(move |_| {
        let accounts = state.accounts.read();
        accounts.iter().find(|card| card.id == id).cloned()
    });
    let first = card.get_untracked();
    first.map(|first| {
        let card = Memo::new(move |before: Option<&AccountCard>| {
            card.get()
                .or_else(|| before.cloned())
                .unwrap_or_else(|| first.clone())
        });
        view! { <Listed card/> }
    })
}

/// What an entry is doing besides being there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Asking {
    Forget,
    Remove,
}

#[component]
fn Listed(card: Memo<AccountCard>) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let id = card.read_untracked().id;
    let is_open = Memo::new(move |_| {
        let account = state.account.read();
        account
            .as_ref()
            .is_some_and(|account| account.id == Some(id))
    });
    let navigate = StoredValue::new_local(use_navigate());
    let can_be_shown = Memo::new(move |_| card.read().can_be_shown());
    let renewed = Memo::new(move |_| card.read().renewed);
    view! {
        <li>
            <div class="person">
                {move || who(&card.read())}
                <p>
                    <b>{move || account_name(i18n, &card.read())}</b>
                    <span>{move || about(i18n, &card.read())}</span>
                    <span>{move || standing(i18n, state, &card.read(), is_open.get())}</span>
                    {move || renewed.get().map(|at| view! {
                        <span>{t!(i18n, accounts.renewed)} " " <Age at=Signal::stored(at)/></span>
                    })}
                </p>
            </div>
            <Show
                when=move || is_open.get()
                fallback=move || view! {
                    <Show when=move || can_be_shown.get()>
                        <button
                            class="btn small"
                            type="button"
                            aria-label=move || {
                                let name = account_name(i18n, &card.read());
                                t_string!(i18n, accounts.show_name, name = name)
                            }
                            on:click=move |_| {
                                state.switch_account(id, None);
                                // Its lock screen takes the place of its pages, and this is none.
                                if card.read_untracked().standing == Standing::Locked {
                                    navigate.read_value()("/", NavigateOptions::default());
                                }
                            }
                        >
                            {t!(i18n, accounts.show)}
                        </button>
                    </Show>
                }
            >
                <span>{t!(i18n, accounts.shown)}</span>
            </Show>
            <details class="more">
                <summary>{t!(i18n, accounts.change)}</summary>
                <div class="gap-m top-s">
                    <Name card/>
                    <Colours card/>
                    <Show when=move || is_open.get()>
                        <div class="row">
                            <A href="/stores" attr:class="btn small">{t!(i18n, accounts.stores)}</A>
                            <A href="/status" attr:class="btn small">{t!(i18n, common.status)}</A>
                        </div>
                    </Show>
                    <Leaving card/>
                </div>
            </details>
        </li>
    }
}

/// `Amazon: Anna Example · United States, Germany · from a file`.
fn about(i18n: Words, card: &AccountCard) -> String {
    let amazon = card
        .amazon_name
        .as_ref()
        .filter(|amazon| card.name.as_ref() != Some(*amazon))
        .map(|name| t_string!(i18n, accounts.amazon_name, name = name.as_str()));
    let stores: Vec<_> = card
        .stores
        .iter()
        .map(|store| store_name(i18n, *store))
        .collect();
    let stores = (!stores.is_empty()).then(|| stores.join(", "));
    let file = (card.origin == Some(Origin::Imported))
        .then(|| t_string!(i18n, accounts.from_file).to_owned());
    let parts: Vec<_> = [amazon, stores, file].into_iter().flatten().collect();
    parts.join(" · ")
}

/// Where it stands; of the open account as it is known at this moment.
fn standing(i18n: Words, state: State, card: &AccountCard, is_open: bool) -> String {
    let now = match (&*state.auth.read(), &card.standing) {
        (AuthView::NeedsSignIn { why }, _) if is_open => Standing::NeedsSignIn(why.clone()),
        (AuthView::Ready { .. } | AuthView::Refreshing | AuthView::BySignature, _) if is_open => {
            Standing::Fine
        }
        (_, standing) => standing.clone(),
    };
    match now {
        Standing::Fine => t_string!(i18n, accounts.fine).to_owned(),
        Standing::NeedsSignIn(why) => {
            format!(
                "{} {}",
                t_string!(i18n, common.sign_in_again),
                why_sign_in(i18n, &why)
            )
        }
        Standing::Locked => t_string!(i18n, locks.standing).to_owned(),
        Standing::Newer => t_string!(i18n, accounts.newer).to_owned(),
        Standing::Lost => t_string!(i18n, accounts.lost).to_owned(),
    }
}

#[component]
fn Name(card: Memo<AccountCard>) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let id = card.read_untracked().id;
    let field = format!("name-{id}");
    let input = NodeRef::<Input>::new();
    let save = move || {
        if let Some(input) = input.get_untracked() {
            state.call_account(id, input.value());
        }
    };
    view! {
        <form
            class="field"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <label for=field.clone()>{t!(i18n, accounts.name)}</label>
            <div class="row">
                <input
                    class="input short"
                    id=field
                    node_ref=input
                    maxlength="40"
                    autocomplete="off"
                    value=card.read_untracked().name.clone().unwrap_or_default()
                />
                <button class="btn small" type="submit">{t!(i18n, accounts.save)}</button>
            </div>
            <p class="hint">{t!(i18n, accounts.name_hint)}</p>
        </form>
    }
}

#[component]
fn Colours(card: Memo<AccountCard>) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let id = card.read_untracked().id;
    let colour = Memo::new(move |_| card.read().colour);
    view! {
        <fieldset>
            <legend class="label">{t!(i18n, accounts.colour)}</legend>
            <div class="colours">
                {Colour::ALL
                    .into_iter()
                    .map(|choice| view! {
                        <label class="colour">
                            <input
                                type="radio"
                                name=format!("colour-{id}")
                                prop:checked=move || colour.get() == choice
                                on:change=move |_| state.colour_account(id, choice)
                            />
                            <span class=mark(choice) aria-hidden="true"></span>
                            <span>{colour_name(i18n, choice)}</span>
                        </label>
                    })
                    .collect_view()}
            </div>
        </fieldset>
    }
}

/// Signing out and forgetting, open or not. Of an account that does not open only the latter.
#[component]
fn Leaving(card: Memo<AccountCard>) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let id = card.read_untracked().id;
    let asking = RwSignal::new(None::<Asking>);
    let opens = Memo::new(move |_| card.read().opens());
    let name = move || account_name(i18n, &card.read());
    let imported = move || card.read().origin == Some(Origin::Imported);
    view! {
        <Show
            when=move || asking.get().is_some()
            fallback=move || view! {
                <div class="row">
                    <Show when=move || opens.get()>
                        <button
                            class="btn small grave"
                            type="button"
                            disabled=move || !state.online.get()
                            on:click=move |_| asking.set(Some(Asking::Remove))
                        >
                            {t!(i18n, status.remove_button)}
                        </button>
                    </Show>
                    <button
                        class="btn small"
                        type="button"
                        on:click=move |_| asking.set(Some(Asking::Forget))
                    >
                        {t!(i18n, status.forget_button)}
                    </button>
                    <Show when=move || !state.online.get()>
                        <span class="hint">{t!(i18n, common.offline_never)}</span>
                    </Show>
                </div>
            }
        >
            <Confirm
                title=Signal::derive(move || {
                    if asking.get() == Some(Asking::Remove) {
                        t_string!(i18n, accounts.remove_ask, name = name())
                    } else {
                        t_string!(i18n, accounts.forget_ask, name = name())
                    }
                })
                text=Signal::derive(move || {
                    let text = match asking.get() {
                        Some(Asking::Remove) if imported() => {
                            t_string!(i18n, status.remove_imported)
                        }
                        Some(Asking::Remove) => t_string!(i18n, accounts.remove_text),
                        _ => t_string!(i18n, accounts.forget_text),
                    };
                    text.to_owned()
                })
                action=Signal::derive(move || {
                    if asking.get() == Some(Asking::Remove) {
                        t_string!(i18n, status.remove_button).to_owned()
                    } else {
                        t_string!(i18n, status.forget_button).to_owned()
                    }
                })
                grave=true
                on_yes=Callback::new(move |()| {
                    if asking.get_untracked() == Some(Asking::Remove) {
                        state.remove_device_of(id);
                    } else {
                        state.forget_account(id);
                    }
                    asking.set(None);
                })
                on_no=Callback::new(move |()| asking.set(None))
            />
        </Show>
    }
}
