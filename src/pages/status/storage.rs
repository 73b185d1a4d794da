//! Keys that open what is stored, how much that is, how long it stays, and a backup of it.

use audipy::state::{Eviction, Origin, SlotView, State};
use leptos::prelude::*;

use super::origin;
use crate::components::{Age, Confirm, Icon, Symbol};
use crate::language::{t, t_string, use_formats, use_i18n};

/// The key slots.
#[component]
pub(super) fn Keys() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let slots = Memo::new(move |_| state.status.read().slots.clone());
    view! {
        <div class="gap-s">
            <h2>{t!(i18n, status.keys)}</h2>
            <ul class="list" role="list">
                {move || {
                    slots
                        .get()
                        .into_iter()
                        .map(|slot| {
                            let (name, text) = match slot {
                                SlotView::ThisDevice => (
                                    t!(i18n, status.slot_device).into_any(),
                                    t!(i18n, status.slot_device_text).into_any(),
                                ),
                                SlotView::Unknown => (
                                    t!(i18n, status.slot_unknown).into_any(),
                                    t!(i18n, status.slot_unknown_text).into_any(),
                                ),
                            };
                            view! { <li><p><b>{name}</b><span>{text}</span></p></li> }
                        })
                        .collect_view()
                }}
            </ul>
        </div>
    }
}

/// Space used, the browser's promise, and the backup file.
#[component]
pub(super) fn Storage() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let sample = Memo::new(move |_| origin(state) == Some(Origin::Sample));
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
            <Show when=move || !asking.get()>
                <button class="btn small" type="button" on:click=move |_| asking.set(true)>
                    <Icon symbol=Symbol::Down/>
                    {t!(i18n, status.export)}
                </button>
            </Show>
            <Show when=move || asking.get()>
                <Confirm
                    title=Signal::derive(move || t_string!(i18n, status.export_ask).to_owned())
                    text=Signal::derive(move || t_string!(i18n, status.export_text).to_owned())
                    action=Signal::derive(move || t_string!(i18n, status.export_yes).to_owned())
                    on_yes=Callback::new(move |()| {
                        asking.set(false);
                        state.export_auth_file();
                    })
                    on_no=Callback::new(move |()| asking.set(false))
                />
            </Show>
        </li>
    }
}
