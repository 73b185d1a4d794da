//! What AudiPy holds of the account, how long it lasts, and ways to leave.

mod fetch;
mod holdings;
mod leaving;
mod storage;
mod token;

use audible::Marketplace;
use audipy::state::{AuthView, Boot, Origin, State};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use crate::components::{DeviceList, Notify, Page, WithAccount, store_name};
use crate::language::{t, t_string, use_formats, use_i18n};
use holdings::Holdings;
use leaving::Leaving;
use storage::{Keys, Storage};
use token::AccessToken;

/// `/status`.
#[component]
pub(crate) fn StatusPage() -> impl IntoView {
    begin_anew_after_leaving(expect_context());
    view! {
        <WithAccount>
            <Status/>
        </WithAccount>
    }
}

#[component]
fn Status() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let sample = Memo::new(move |_| origin(state).is_some_and(|it| !it.is_one_account()));
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, status.title).to_owned())
            lead=move || view! { <Lead/> }
        >
            <Show when=move || !sample.get()>
                <div class="two lop">
                    <AccessToken/>
                    <Holdings/>
                </div>
            </Show>
            <section class="two">
                <Show when=move || !sample.get()>
                    <div class="gap-m">
                        <Account/>
                        <Keys/>
                    </div>
                </Show>
                <Storage/>
            </section>
            <Show when=move || origin(state) != Some(Origin::Together)>
                <Leaving/>
            </Show>
        </Page>
    }
}

/// Nothing is left to tell of once the account is gone.
fn begin_anew_after_leaving(state: State) {
    let navigate = use_navigate();
    Effect::new(move |was_open: Option<bool>| {
        let was_open = was_open.unwrap_or_default();
        let boot = state.boot.read();
        if was_open && *boot == Boot::NoAccount {
            navigate("/", NavigateOptions::default());
        }
        // While it is being removed nothing is open, and nobody is gone yet.
        *boot == Boot::Open || was_open && boot.is_under_way()
    });
}

/// How the open account came here.
fn origin(state: State) -> Option<Origin> {
    state.account.read().as_ref().map(|account| account.origin)
}

#[component]
fn Lead() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let name = move || {
        let account = state.account.read();
        account
            .as_ref()
            .and_then(|account| account.name.clone())
            .unwrap_or_else(|| t_string!(i18n, status.unnamed).to_owned())
    };
    let store = move || {
        let account = state.account.read();
        account
            .as_ref()
            .map_or("", |account| store_name(i18n, account.store))
    };
    let needs = move || matches!(*state.auth.read(), AuthView::NeedsSignIn { .. });
    move || match origin(state) {
        None => ().into_any(),
        Some(Origin::Sample) => t!(i18n, status.lead_sample).into_any(),
        Some(Origin::File) => t!(i18n, status.lead_file).into_any(),
        Some(Origin::Together) => view! {
            {t!(i18n, accounts.together_status)} " "
            <A href="/accounts">{t!(i18n, accounts.all)}</A>
        }
        .into_any(),
        Some(_) if needs() => {
            t!(i18n, status.lead_needs, <b> = <strong/>, name = name, store = store).into_any()
        }
        Some(_) => {
            t!(i18n, status.lead_ready, <b> = <strong/>, name = name, store = store).into_any()
        }
    }
}

/// Where it came from, and the stores that are read.
#[component]
fn Account() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let formats = use_formats();
    let since = Memo::new(move |_| state.account.read().as_ref().map(|account| account.since));
    let stores = Memo::new(move |_| {
        let account = state.account.read();
        account
            .as_ref()
            .map(|account| account.stores.clone())
            .unwrap_or_default()
    });
    view! {
        <div class="gap-s">
            <h2>{t!(i18n, status.account)}</h2>
            <ul class="list" role="list">
                <li>
                    <p>
                        <b>
                            {move || {
                                since.get().map(|since| {
                                    let when = formats.read().day(since);
                                    t!(i18n, status.since, when = when)
                                })
                            }}
                        </b>
                        <span>
                            {move || match origin(state) {
                                Some(Origin::Imported) => {
                                    t!(i18n, status.origin_imported).into_any()
                                }
                                _ => t!(i18n, status.origin_sign_in).into_any(),
                            }}
                        </span>
                    </p>
                </li>
                <For each=move || stores.get() key=|store| *store let:store>
                    <StoreRow store/>
                </For>
            </ul>
            <div class="row">
                <A href="/stores" attr:class="btn small">{t!(i18n, status.stores_change)}</A>
            </div>
            <ul class="list top-m" role="list">
                <li>
                    <p>
                        <b>{t!(i18n, device.list)}</b>
                        <span>{t!(i18n, device.list_text)}</span>
                    </p>
                    <DeviceList/>
                </li>
                <li><Notify/></li>
            </ul>
        </div>
    }
}

#[component]
fn StoreRow(store: Marketplace) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let shown = Memo::new(move |_| {
        state
            .account
            .read()
            .as_ref()
            .is_some_and(|account| account.store == store)
    });
    view! {
        <li>
            <p>
                <b>{move || store_name(i18n, store)}</b>
                <span>{format!("audible.{}", store.tld())}</span>
            </p>
            <Show
                when=move || shown.get()
                fallback=move || {
                    view! {
                        <button
                            class="btn small"
                            type="button"
                            on:click=move |_| state.show_store(store)
                        >
                            {t!(i18n, status.store_show, store = move || store_name(i18n, store))}
                        </button>
                    }
                }
            >
                <span>{t!(i18n, status.store_shown)}</span>
            </Show>
        </li>
    }
}
