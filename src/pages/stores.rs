//! Which stores to read: after a sign-in, and whenever the member likes.

use audible::Marketplace;
use audipy::state::{AuthView, Boot, SignInStep, State, StoreCount};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::components::{Note, Page, Tone, WithAccount, store_name};
use crate::language::{t, t_string, use_formats, use_i18n};

/// `/stores`.
#[component]
pub(crate) fn StoresPage() -> impl IntoView {
    let state = expect_context::<State>();
    on_cleanup(move || state.leave_stores());
    Effect::new(move |_| {
        if state.unchosen.get() && *state.boot.read() == Boot::Open {
            state.probe_stores();
        }
    });
    let step = Memo::new(move |_| match &*state.auth.read() {
        AuthView::SigningIn(
            step @ (SignInStep::Probing { .. } | SignInStep::ChoosingStores { .. }),
        ) => Some(step.clone()),
        _ => None,
    });
    move || match step.get() {
        Some(SignInStep::Probing { .. }) => Probing().into_any(),
        Some(SignInStep::ChoosingStores { stores }) => view! { <Choosing stores/> }.into_any(),
        _ => view! { <WithAccount><Chosen/></WithAccount> }.into_any(),
    }
}

/// All stores are being asked.
#[component]
fn Probing() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let done = Memo::new(move |_| match *state.auth.read() {
        AuthView::SigningIn(SignInStep::Probing { done }) => done,
        _ => Marketplace::ALL.len(),
    });
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, sign_in.stores_title).to_owned())
            lead=move || t!(i18n, sign_in.stores_lead_probing)
            narrow=true
        >
            <div class="sync">
                <progress
                    class="live"
                    max=Marketplace::ALL.len()
                    value=done
                    aria-label=move || t_string!(i18n, sign_in.stores_title)
                ></progress>
                <p role="status">
                    {t!(
                        i18n,
                        sign_in.stores_progress,
                        done = move || done.get(),
                        total = Marketplace::ALL.len()
                    )}
                </p>
            </div>
        </Page>
    }
}

/// The stores have answered: which ones to read?
#[component]
fn Choosing(stores: Vec<StoreCount>) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let navigate = use_navigate();
    let (with_titles, others): (Vec<_>, Vec<_>) = stores
        .into_iter()
        .partition(|count| count.titles.is_some_and(|titles| titles > 0));
    let none = with_titles.is_empty();
    // Silence is no answer: nobody is told that a library is empty because of it.
    let nobody_answered = none && others.iter().all(|count| count.titles.is_none());
    let chosen = RwSignal::new(preselected(state, &with_titles));
    let choose = move |_| {
        state.choose_stores(chosen.get_untracked());
        navigate("/sync", NavigateOptions::default());
    };
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, sign_in.stores_title).to_owned())
            lead=move || {
                if nobody_answered {
                    t!(i18n, sign_in.stores_lead_silent).into_any()
                } else if none {
                    t!(i18n, sign_in.stores_lead_none).into_any()
                } else {
                    t!(i18n, sign_in.stores_lead).into_any()
                }
            }
            narrow=true
        >
            <DeviceName/>
            <fieldset class="gap-s top-m">
                <legend class="vh">{t!(i18n, sign_in.stores_legend)}</legend>
                <ul class="list" role="list">
                    {with_titles
                        .iter()
                        .map(|count| view! { <StoreRow count=*count chosen/> })
                        .collect_view()}
                </ul>
                {(!others.is_empty()).then(|| {
                    view! {
                        <details class="more" open=none>
                            <summary>{t!(i18n, sign_in.stores_others)}</summary>
                            <ul class="list" role="list">
                                {others
                                    .iter()
                                    .map(|count| view! { <StoreRow count=*count chosen/> })
                                    .collect_view()}
                            </ul>
                        </details>
                    }
                })}
            </fieldset>
            <div class="row top-m">
                <button
                    class="btn main"
                    type="button"
                    disabled=move || chosen.read().is_empty()
                    on:click=choose
                >
                    {t!(i18n, sign_in.stores_go)}
                </button>
                <Show when=move || chosen.read().is_empty()>
                    <span class="hint" role="status">{t!(i18n, sign_in.stores_why)}</span>
                </Show>
            </div>
        </Page>
    }
}

/// Stores read so far, else those with titles, else the one signed in at.
fn preselected(state: State, with_titles: &[StoreCount]) -> Vec<Marketplace> {
    let account = state.account.read_untracked();
    let before = account
        .as_ref()
        .map(|account| account.stores.clone())
        .unwrap_or_default();
    if !before.is_empty() {
        return before;
    }
    if with_titles.is_empty() {
        return account
            .as_ref()
            .map(|account| account.home)
            .into_iter()
            .collect();
    }
    // The one with most titles is shown first.
    let mut stores = with_titles.to_vec();
    reports::order::sort_by_key(&mut stores, |count| std::cmp::Reverse(count.titles));
    stores.into_iter().map(|count| count.store).collect()
}

#[component]
fn StoreRow(count: StoreCount, chosen: RwSignal<Vec<Marketplace>>) -> impl IntoView {
    let i18n = use_i18n();
    let formats = use_formats();
    let state = expect_context::<State>();
    let store = count.store;
    let is_chosen = move || chosen.read().contains(&store);
    let home = move || {
        state
            .account
            .read()
            .as_ref()
            .is_some_and(|account| account.home == store)
    };
    let titles = move || match count.titles {
        None => t!(i18n, sign_in.stores_unknown).into_any(),
        Some(0) => t!(i18n, sign_in.stores_no_titles).into_any(),
        Some(titles) => {
            let number = formats.read().count(titles);
            t!(
                i18n,
                sign_in.stores_titles,
                count = move || titles,
                number = number
            )
            .into_any()
        }
    };
    view! {
        <li>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=is_chosen
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        chosen.update(|chosen| {
                            chosen.retain(|other| *other != store);
                            if on {
                                chosen.push(store);
                            }
                        });
                    }
                />
                <span>
                    <b>{move || store_name(i18n, store)}</b>
                    {format!("audible.{}", store.tld())}
                    {move || home().then(|| view! { " · " {t!(i18n, sign_in.stores_home)} })}
                </span>
            </label>
            <span class="num">{titles}</span>
        </li>
    }
}

/// How this browser is called at Amazon from now on.
#[component]
fn DeviceName() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let name = move || {
        let account = state.account.read();
        account
            .as_ref()
            .and_then(|account| account.device_name.clone())
    };
    move || {
        name().map(|device| {
            view! {
                <Note tone=Tone::Good>
                    <strong>{t!(i18n, sign_in.stores_device, device = device)}</strong>
                    <span>{t!(i18n, sign_in.stores_device_text)}</span>
                </Note>
            }
        })
    }
}

/// Later on: what is read, and asking again.
#[component]
fn Chosen() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let one_account = Memo::new(move |_| {
        let account = state.account.read();
        account
            .as_ref()
            .is_some_and(|account| account.origin.is_one_account())
    });
    let stores = move || {
        let account = state.account.read();
        account
            .as_ref()
            .map(|account| account.stores.clone())
            .unwrap_or_default()
    };
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, sign_in.stores_title).to_owned())
            lead=move || t!(i18n, sign_in.stores_lead_again)
            narrow=true
        >
            <ul class="list" role="list">
                {move || {
                    stores()
                        .into_iter()
                        .map(|store| {
                            view! {
                                <li>
                                    <p>
                                        <b>{move || store_name(i18n, store)}</b>
                                        <span>{format!("audible.{}", store.tld())}</span>
                                    </p>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <div class="row top-m" hidden=move || !one_account.get()>
                <button
                    class="btn main"
                    type="button"
                    disabled=move || !state.online.get()
                    on:click=move |_| state.probe_stores()
                >
                    {t!(i18n, sign_in.stores_ask)}
                </button>
                <Show when=move || !state.online.get()>
                    <span class="hint">{t!(i18n, common.offline_never)}</span>
                </Show>
            </div>
        </Page>
    }
}
