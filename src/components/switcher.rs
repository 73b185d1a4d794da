//! [`Switcher`]: from one account or store to another, in the frame of every page. There is none
//! where there is nothing to switch.

use audible::Marketplace;
use audipy::state::{AccountCard, AccountId, Origin, State};
use leptos::html::Details;
use leptos::prelude::*;
use leptos_router::components::A;

use super::store_name::store_name;
use super::who::{account_name, who};
use crate::language::{t, t_string, use_i18n};

/// A menu with all accounts and, of each, the stores that are read.
#[component]
pub(crate) fn Switcher() -> impl IntoView {
    let state = expect_context::<State>();
    let choice = Memo::new(move |_| {
        let accounts = state.accounts.read();
        accounts.len() > 1 || accounts.iter().any(|card| card.stores.len() > 1)
    });
    view! {
        <Show when=move || choice.get()>
            <Menu/>
        </Show>
    }
}

/// The open account, and its store.
fn shown(state: State) -> Option<(AccountId, Marketplace)> {
    let account = state.account.read();
    let account = account.as_ref()?;
    Some((account.id?, account.store))
}

#[component]
fn Menu() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let menu = NodeRef::<Details>::new();
    let close = Callback::new(move |()| {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
    });
    let together = Memo::new(move |_| {
        let account = state.account.read();
        account
            .as_ref()
            .is_some_and(|account| account.origin == Origin::Together)
    });
    let open_card = Memo::new(move |_| {
        let (id, store) = shown(state)?;
        let accounts = state.accounts.read();
        let card = accounts.iter().find(|card| card.id == id)?;
        Some((card.clone(), store, accounts.len() > 1))
    });
    view! {
        <details
            class="menu switch"
            node_ref=menu
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    close.run(());
                }
            }
        >
            <summary class="btn small" aria-label=move || t_string!(i18n, accounts.switch)>
                {move || match open_card.get() {
                    Some((card, store, several)) => view! {
                        {several.then(|| who(&card))}
                        <span class="name">
                            {if several {
                                account_name(i18n, &card)
                            } else {
                                store_name(i18n, store).to_owned()
                            }}
                        </span>
                    }
                    .into_any(),
                    None if together.get() => view! {
                        <span class="name">{t!(i18n, accounts.together)}</span>
                    }
                    .into_any(),
                    None => t!(i18n, accounts.choose).into_any(),
                }}
            </summary>
            <div>
                {move || {
                    state
                        .accounts
                        .get()
                        .into_iter()
                        .map(|card| view! { <Entry card close/> })
                        .collect_view()
                }}
                <hr/>
                <button
                    type="button"
                    aria-current=move || together.get().then_some("true")
                    on:click=move |_| {
                        close.run(());
                        state.open_together();
                    }
                >
                    {t!(i18n, accounts.together)}
                </button>
                <A href="/accounts" on:click=move |_| close.run(())>
                    {t!(i18n, accounts.all)}
                </A>
            </div>
        </details>
    }
}

/// One account: by itself, or one line a store.
#[component]
fn Entry(card: AccountCard, close: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let name = account_name(i18n, &card);
    if !card.can_be_shown() {
        return view! {
            <p class="entry">
                {who(&card)}
                <span>{name}</span>
                <small>{t!(i18n, accounts.closed)}</small>
            </p>
        }
        .into_any();
    }
    let stores: Vec<_> = if card.stores.len() > 1 {
        card.stores.iter().copied().map(Some).collect()
    } else {
        vec![None]
    };
    stores
        .into_iter()
        .map(|store| view! { <Choice card=card.clone() store close/> })
        .collect_view()
        .into_any()
}

#[component]
fn Choice(card: AccountCard, store: Option<Marketplace>, close: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let id = card.id;
    let at = store.or(card.store);
    let here = Memo::new(move |_| {
        shown(state).is_some_and(|(shown, store)| shown == id && at.is_none_or(|at| at == store))
    });
    let name = account_name(i18n, &card);
    view! {
        <button
            type="button"
            aria-current=move || here.get().then_some("true")
            on:click=move |_| {
                close.run(());
                state.switch_account(id, store);
            }
        >
            <span class="entry">
                {who(&card)}
                <b>{name}</b>
            </span>
            <span>{at.map(|at| store_name(i18n, at))}</span>
        </button>
    }
}
