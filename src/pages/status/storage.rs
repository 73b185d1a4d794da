//! Keys that open what is stored, how much that is, how long it stays, and a backup of it.

use audible::Marketplace;
use audipy::state::{Eviction, Problem, State};
use leptos::prelude::*;
use leptos_router::components::A;

use super::fetch::can_ask;
use super::origin;
use crate::components::{
    Age, Confirm, Icon, ProblemNote, Symbol, slot_name, slot_text, store_name,
};
use crate::language::{t, t_string, use_formats, use_i18n};

/// What opens the account; more on a page of its own.
#[component]
pub(super) fn Keys() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let slots = Memo::new(move |_| state.locks.read().slots.clone());
    view! {
        <div class="gap-s">
            <h2>{t!(i18n, status.keys)}</h2>
            <ul class="list" role="list">
                {move || {
                    slots
                        .get()
                        .into_iter()
                        .map(|slot| {
                            view! {
                                <li>
                                    <p>
                                        <b>{slot_name(i18n, slot.kind)}</b>
                                        <span>{slot_text(i18n, slot.kind)}</span>
                                    </p>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <div class="row">
                <A href="/locks" attr:class="btn small">{t!(i18n, locks.menu)}</A>
            </div>
        </div>
    }
}

/// Space used, the browser's promise, and the backup file.
#[component]
pub(super) fn Storage() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let sample = Memo::new(move |_| origin(state).is_some_and(|it| !it.is_one_account()));
    view! {
        <div class="gap-s storage">
            <h2>{t!(i18n, status.storage)}</h2>
            <Usage/>
            <ul class="list" role="list">
                <Promise/>
                <Show when=move || !sample.get()>
                    <Backup/>
                </Show>
            </ul>
        </div>
    }
}

#[component]
fn Usage() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let formats = use_formats();
    move || {
        let storage = state.storage.get();
        let Some(usage) = storage.usage else {
            return view! { <p class="soft">{t!(i18n, status.used_unknown)}</p> }.into_any();
        };
        let size = |bytes| {
            let (amount, unit) = in_units(bytes);
            format!("{} {unit}", formats.read().number(amount))
        };
        let used = size(usage);
        let quota = storage.quota.filter(|quota| *quota > 0);
        view! {
            <p>
                <span class="num">{t!(i18n, status.used, used = used.clone())}</span>
                " "
                {quota.map(|quota| {
                    let quota = size(quota);
                    view! { <span class="soft">{t!(i18n, status.of_quota, quota = quota)}</span> }
                })}
            </p>
            {quota.map(|quota| {
                view! { <meter min="0" max=quota value=usage aria-label=used></meter> }
            })}
        }
        .into_any()
    }
}

/// One digit after the point is enough for a guess of the browser's.
fn in_units(bytes: u64) -> (f64, &'static str) {
    #[expect(clippy::cast_precision_loss, reason = "one digit is shown")]
    let bytes = bytes as f64;
    let (size, unit) = [(1e9, "GB"), (1e6, "MB")]
        .into_iter()
        .find(|(size, _)| bytes >= *size)
        .unwrap_or((1e3, "kB"));
    ((bytes / size * 10.0).round() / 10.0, unit)
}

#[component]
fn Promise() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let eviction = Memo::new(move |_| state.storage.read().eviction);
    move || {
        let (what, text) = match eviction.get() {
            Eviction::Never => (
                t!(i18n, status.evict_never).into_any(),
                t!(i18n, status.evict_never_text).into_any(),
            ),
            Eviction::UnderPressure => (
                t!(i18n, status.evict_pressure).into_any(),
                t!(i18n, status.evict_pressure_text).into_any(),
            ),
            Eviction::AfterSevenDays => (
                t!(i18n, status.evict_seven).into_any(),
                t!(i18n, status.evict_seven_text).into_any(),
            ),
        };
        let ask = (eviction.get() != Eviction::Never).then(|| {
            view! {
                <button
                    class="btn small"
                    type="button"
                    on:click=move |_| state.ask_to_persist()
                >
                    {t!(i18n, status.persist)}
                </button>
            }
        });
        view! { <li><p><b>{what}</b><span>{text}</span></p>{ask}</li> }
    }
}

/// The file is the whole account, so it is asked about first.
#[component]
fn Backup() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let asking = RwSignal::new(false);
    let cookies = RwSignal::new(false);
    let store = RwSignal::new(None::<Marketplace>);
    let home = move || {
        let account = state.account.read_untracked();
        account.as_ref().map(|account| account.home)
    };
    let stores = Memo::new(move |_| {
        let account = state.account.read();
        account.as_ref().map_or_else(Vec::new, |account| {
            let home = account.home;
            let others = account.stores.iter().copied();
            std::iter::once(home)
                .chain(others.filter(|store| *store != home))
                .collect()
        })
    });
    let has_stores = move || stores.read().len() > 1;
    let failure = RwSignal::new(None::<Problem>);
    // Asked anew, nothing is chosen yet: the fields are new as well.
    let ask = move |_| {
        cookies.set(false);
        store.set(None);
        asking.set(true);
    };
    let exported = Memo::new(move |_| {
        let account = state.account.read();
        account.as_ref().and_then(|account| account.exported)
    });
    view! {
        <li>
            <p>
                {move || match exported.get() {
                    None => view! {
                        <b>{t!(i18n, status.backup_never)}</b>
                        <span>{t!(i18n, status.backup_never_text)}</span>
                    }
                    .into_any(),
                    Some(at) => view! {
                        <b>{t!(i18n, status.backup_at)} " " <Age at=Signal::stored(at)/></b>
                        <span>{t!(i18n, status.backup_at_text)}</span>
                    }
                    .into_any(),
                }}
            </p>
            <A href="/backup" attr:class="btn small">{t!(i18n, backup.link)}</A>
            <Show when=move || !asking.get()>
                <button class="btn small" type="button" on:click=ask>
                    <Icon symbol=Symbol::Down/>
                    {t!(i18n, status.export)}
                </button>
            </Show>
            <Show when=move || asking.get()>
                <label class="check">
                    <input
                        type="checkbox"
                        disabled=move || !can_ask(state)
                        prop:checked=move || cookies.get()
                        on:change=move |event| cookies.set(event_target_checked(&event))
                    />
                    <span>
                        <b>{t!(i18n, device.export_cookies)}</b>
                        {t!(i18n, device.export_cookies_hint)}
                    </span>
                </label>
                <Show when=move || cookies.get() && has_stores()>
                    <div class="field">
                        <label for="cookies-of">{t!(i18n, device.export_cookies_store)}</label>
                        <select
                            class="input short"
                            id="cookies-of"
                            on:change=move |event| {
                                store.set(Marketplace::parse(&event_target_value(&event)));
                            }
                        >
                            {move || stores
                                .get()
                                .into_iter()
                                .map(|store| view! {
                                    <option value=store.code()>{store_name(i18n, store)}</option>
                                })
                                .collect_view()}
                        </select>
                    </div>
                </Show>
                <Confirm
                    title=Signal::derive(move || t_string!(i18n, status.export_ask).to_owned())
                    text=Signal::derive(move || t_string!(i18n, status.export_text).to_owned())
                    action=Signal::derive(move || t_string!(i18n, status.export_yes).to_owned())
                    on_yes=Callback::new(move |()| {
                        asking.set(false);
                        failure.set(None);
                        if !cookies.get_untracked() {
                            state.export_auth_file(None);
                            return;
                        }
                        let Some(store) = store.get_untracked().or_else(home) else {
                            return;
                        };
                        state.export_with_cookies(store, move |exported| {
                            failure.set(exported.err());
                        });
                    })
                    on_no=Callback::new(move |()| asking.set(false))
                />
            </Show>
            {move || failure.get().map(|problem| view! { <ProblemNote problem/> })}
        </li>
    }
}
