//! Adding another way in: which one, then how.

use audipy::browser::passkey;
use audipy::state::{SlotKind, State};
use leptos::prelude::*;
use leptos::task::spawn_local;
use vault::SlotId;

use super::passkey::PasskeyForm;
use super::passphrase::PassphraseForm;
use super::recovery::RecoveryForm;
use super::{Done, Said};
use crate::components::Confirm;
use crate::language::{t, t_string, use_i18n};

/// What is being added.
#[derive(Clone, Copy)]
pub(super) struct Adding(pub(super) RwSignal<Option<What>>);

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum What {
    /// A passphrase, perhaps instead of another one.
    Passphrase {
        in_place_of: Option<SlotId>,
    },
    Passkey,
    Code,
    Device,
}

#[component]
pub(super) fn Ways() -> impl IntoView {
    let i18n = use_i18n();
    let adding = expect_context::<Adding>().0;
    view! {
        <section class="gap-s" aria-labelledby="add">
            <h2 id="add">{t!(i18n, locks.add)}</h2>
            {move || match adding.get() {
                None => view! { <Choice/> }.into_any(),
                Some(What::Passphrase { in_place_of }) => {
                    view! { <PassphraseForm in_place_of/> }.into_any()
                }
                Some(What::Passkey) => view! { <PasskeyForm/> }.into_any(),
                Some(What::Code) => view! { <RecoveryForm/> }.into_any(),
                Some(What::Device) => view! { <DeviceForm/> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Choice() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let adding = expect_context::<Adding>().0;
    let said = expect_context::<Said>();
    let can_add_passkey = RwSignal::new(None);
    spawn_local(async move {
        let can = passkey::is_available().await;
        let _ = can_add_passkey.try_set(Some(can));
    });
    let begin = move |what| {
        said.nothing();
        adding.set(Some(what));
    };
    let asks = Memo::new(move |_| !state.locks.read().has(SlotKind::ThisDevice));
    view! {
        <div class="row">
            <button
                class="btn"
                type="button"
                on:click=move |_| begin(What::Passphrase { in_place_of: None })
            >
                {t!(i18n, locks.add_passphrase)}
            </button>
            <Show when=move || can_add_passkey.get() == Some(true)>
                <button class="btn" type="button" on:click=move |_| begin(What::Passkey)>
                    {t!(i18n, locks.add_passkey)}
                </button>
            </Show>
            <button class="btn" type="button" on:click=move |_| begin(What::Code)>
                {t!(i18n, locks.add_code)}
            </button>
            <Show when=move || asks.get()>
                <button class="btn" type="button" on:click=move |_| begin(What::Device)>
                    {t!(i18n, locks.add_device)}
                </button>
            </Show>
        </div>
        <Show when=move || can_add_passkey.get() == Some(false)>
            <p class="hint">{t!(i18n, locks.no_passkey)}</p>
        </Show>
    }
}

/// Whether the account goes on to open by itself; asked only if it does.
#[component]
pub(super) fn AskAlways(ask: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let by_itself = Memo::new(move |_| state.locks.read().has(SlotKind::ThisDevice));
    view! {
        <Show when=move || by_itself.get()>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=ask
                    on:change=move |event| ask.set(event_target_checked(&event))
                />
                <span>
                    <b>{t!(i18n, locks.ask_always)}</b>
                    {t!(i18n, locks.ask_always_text)}
                </span>
            </label>
        </Show>
    }
}

#[component]
fn DeviceForm() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let adding = expect_context::<Adding>().0;
    let said = expect_context::<Said>();
    view! {
        <Confirm
            title=Signal::derive(move || t_string!(i18n, locks.add_device_ask).to_owned())
            text=Signal::derive(move || t_string!(i18n, locks.add_device_text).to_owned())
            action=Signal::derive(move || t_string!(i18n, locks.add_device).to_owned())
            on_yes=Callback::new(move |()| {
                adding.set(None);
                state.open_by_itself(move |result| said.say(result.map(|()| Done::Device)));
            })
            on_no=Callback::new(move |()| adding.set(None))
        />
    }
}
