//! The list of what opens the account.

use audipy::state::{SlotKind, SlotView, State};
use leptos::prelude::*;
use vault::SlotId;

use super::add::{Adding, What};
use super::{Done, Said};
use crate::components::{Confirm, slot_name, slot_text};
use crate::language::{Words, t, t_string, use_formats, use_i18n};

#[component]
pub(super) fn Slots() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let asking = RwSignal::new(None::<SlotId>);
    view! {
        <section class="gap-s" aria-labelledby="ways">
            <h2 id="ways">{t!(i18n, locks.ways)}</h2>
            <ul class="list" role="list">
                {move || {
                    let locks = state.locks.get();
                    let is_only = locks.usable().count() == 1;
                    locks
                        .slots
                        .into_iter()
                        .map(|way| view! { <Row way is_only asking/> })
                        .collect_view()
                }}
            </ul>
        </section>
    }
}

#[component]
fn Row(way: SlotView, is_only: bool, asking: RwSignal<Option<SlotId>>) -> impl IntoView {
    let i18n = use_i18n();
    let formats = use_formats();
    let added = way.added.map(|added| {
        let when = move || formats.read().day(added);
        view! { <span>{move || t_string!(i18n, locks.added, when = when())}</span> }
    });
    let kind = way.kind;
    view! {
        <li>
            <p>
                <b>{slot_name(i18n, kind)}</b>
                <span>{slot_text(i18n, kind)}</span>
                " "
                {added}
            </p>
            {way.id.map(|id| view! {
                <Show
                    when=move || asking.get() == Some(id)
                    fallback=move || view! { <Actions id kind is_only asking/> }
                >
                    <Removing id kind asking/>
                </Show>
            })}
        </li>
    }
}

#[component]
fn Actions(
    id: SlotId,
    kind: SlotKind,
    is_only: bool,
    asking: RwSignal<Option<SlotId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let adding = expect_context::<Adding>();
    let said = expect_context::<Said>();
    view! {
        <div class="row">
            {(kind == SlotKind::Passphrase).then(|| view! {
                <button
                    class="btn small"
                    type="button"
                    on:click=move |_| {
                        said.nothing();
                        adding.0.set(Some(What::Passphrase { in_place_of: Some(id) }));
                    }
                >
                    {t!(i18n, locks.change)}
                </button>
            })}
            {if is_only {
                view! { <span class="hint">{t!(i18n, locks.only)}</span> }.into_any()
            } else {
                view! {
                    <button
                        class="btn small"
                        type="button"
                        aria-label=t_string!(i18n, locks.remove_name, what = slot_name(i18n, kind))
                        on:click=move |_| {
                            said.nothing();
                            asking.set(Some(id));
                        }
                    >
                        {t!(i18n, locks.remove)}
                    </button>
                }
                .into_any()
            }}
        </div>
    }
}

#[component]
fn Removing(id: SlotId, kind: SlotKind, asking: RwSignal<Option<SlotId>>) -> impl IntoView {
    let state = expect_context::<State>();
    let said = expect_context::<Said>();
    let i18n = use_i18n();
    let remove = move |()| {
        asking.set(None);
        state.remove_slot(id, move |result| said.say(result.map(|()| Done::Removed)));
    };
    view! {
        <Confirm
            title=Signal::derive(move || question(i18n, kind).to_owned())
            text=Signal::derive(move || consequence(i18n, kind).to_owned())
            action=Signal::derive(move || yes(i18n, kind).to_owned())
            grave=true
            on_yes=Callback::new(remove)
            on_no=Callback::new(move |()| asking.set(None))
        />
    }
}

fn question(i18n: Words, kind: SlotKind) -> &'static str {
    match kind {
        SlotKind::ThisDevice => t_string!(i18n, locks.remove_device_ask),
        _ => t_string!(i18n, locks.remove_ask),
    }
}

fn consequence(i18n: Words, kind: SlotKind) -> &'static str {
    match kind {
        SlotKind::ThisDevice => t_string!(i18n, locks.remove_device_text),
        SlotKind::RecoveryCode => t_string!(i18n, locks.remove_code_text),
        _ => t_string!(i18n, locks.remove_text),
    }
}

fn yes(i18n: Words, kind: SlotKind) -> &'static str {
    match kind {
        SlotKind::ThisDevice => t_string!(i18n, locks.remove_device_yes),
        _ => t_string!(i18n, locks.remove_yes),
    }
}
