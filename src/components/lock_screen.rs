//! [`LockScreen`]: in place of every page of an account that is locked.

use audipy::state::{LockFault, LockedView, SlotKind, State};
use leptos::html::Input;
use leptos::prelude::*;

use super::confirm::Confirm;
use super::icon::{Icon, Symbol};
use super::lock_fault::fault_words;
use super::note::{Note, Tone};
use super::page::Page;
use super::slow_work::SlowWork;
use crate::language::{t, t_string, use_i18n};

/// Every way to unlock it, and a way out for whoever lost them all.
#[component]
pub(crate) fn LockScreen(locked: LockedView) -> impl IntoView {
    let i18n = use_i18n();
    let name = locked.name.clone();
    let title = Signal::derive(move || {
        let name = name.clone();
        let name = name.unwrap_or_else(|| t_string!(i18n, locks.unnamed_title).to_owned());
        t_string!(i18n, locks.locked, name = name)
    });
    let unlocking = Unlocking {
        locked: StoredValue::new(locked),
        busy: RwSignal::new(false),
        fault: RwSignal::new(None),
    };
    let takes = move |kind| unlocking.locked.read_value().ways.contains(&kind);
    view! {
        <Page title lead=move || t!(i18n, locks.locked_lead) narrow=true>
            <div class="gap-m">
                {unlocking.locked.read_value().signed_in.then(|| view! {
                    <Note tone=Tone::Good>
                        <strong>{t!(i18n, locks.signed_in)}</strong>
                        <span>{t!(i18n, locks.signed_in_text)}</span>
                    </Note>
                })}
                <div aria-live="assertive">
                    {move || unlocking.fault.get().map(|fault| view! {
                        <Note tone=Tone::Bad id="unlock-fault">
                            <strong>{fault_words(i18n, &fault)}</strong>
                        </Note>
                    })}
                </div>
                {takes(SlotKind::Passphrase).then(|| view! { <ByPassphrase unlocking/> })}
                {takes(SlotKind::Passkey).then(|| view! { <ByPasskey unlocking/> })}
                {takes(SlotKind::RecoveryCode).then(|| view! { <ByCode unlocking/> })}
                {unlocking.locked.read_value().ways.is_empty().then(|| view! {
                    <Note tone=Tone::Warn>
                        <strong>{t!(i18n, locks.only_newer)}</strong>
                    </Note>
                })}
                <p role="status">
                    <Show when=move || unlocking.busy.get()>{t!(i18n, locks.checking)}</Show>
                </p>
                <SlowWork/>
                <Stuck unlocking/>
            </div>
        </Page>
    }
}

/// What goes on on the lock screen.
#[derive(Clone, Copy)]
struct Unlocking {
    locked: StoredValue<LockedView>,
    busy: RwSignal<bool>,
    fault: RwSignal<Option<LockFault>>,
}

impl Unlocking {
    fn id(self) -> audipy::state::AccountId {
        self.locked.read_value().id
    }

    fn begin(self) {
        self.fault.set(None);
        self.busy.set(true);
    }

    /// If it opened, this screen is gone.
    fn end(self, result: Result<(), LockFault>) {
        let _ = self.busy.try_set(false);
        let _ = self.fault.try_set(result.err());
    }
}

#[component]
fn ByPassphrase(unlocking: Unlocking) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let field = NodeRef::<Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            // It fails only for elements that are not shown.
            let _ = field.focus();
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked() else {
            return;
        };
        if unlocking.busy.get_untracked() || field.value().is_empty() {
            return;
        }
        unlocking.begin();
        let passphrase = field.value();
        // Held no longer than the field shows it.
        field.set_value("");
        state.unlock_by_passphrase(unlocking.id(), passphrase, move |result| {
            unlocking.end(result);
            let _ = field.focus();
        });
    };
    view! {
        <form class="gap-s" on:submit=submit>
            <div class="field">
                <label for="passphrase">{t!(i18n, locks.enter)}</label>
                <input
                    class="input"
                    id="passphrase"
                    type="password"
                    autocomplete="current-password"
                    aria-describedby="unlock-fault"
                    node_ref=field
                />
            </div>
            <div class="row">
                <button class="btn main" type="submit" disabled=unlocking.busy>
                    {t!(i18n, locks.unlock)}
                </button>
            </div>
        </form>
    }
}

#[component]
fn ByPasskey(unlocking: Unlocking) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let main = !unlocking
        .locked
        .read_value()
        .ways
        .contains(&SlotKind::Passphrase);
    view! {
        <div class="row">
            <button
                class="btn"
                class:main=main
                type="button"
                disabled=unlocking.busy
                on:click=move |_| {
                    unlocking.begin();
                    state.unlock_by_passkey(unlocking.id(), move |result| unlocking.end(result));
                }
            >
                <Icon symbol=Symbol::Key/>
                {t!(i18n, locks.by_passkey)}
            </button>
        </div>
    }
}

#[component]
fn ByCode(unlocking: Unlocking) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let typed = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if unlocking.busy.get_untracked() {
            return;
        }
        unlocking.begin();
        let tried = state.unlock_by_code(unlocking.id(), &typed.read_untracked(), move |result| {
            unlocking.end(result);
        });
        if tried.is_err() {
            unlocking.end(tried);
        }
    };
    view! {
        <details class="more">
            <summary>{t!(i18n, locks.by_code)}</summary>
            <form class="gap-s top-s" on:submit=submit>
                <div class="field">
                    <label for="recovery-code">{t!(i18n, locks.code)}</label>
                    <input
                        class="input code"
                        id="recovery-code"
                        type="text"
                        autocomplete="off"
                        autocapitalize="characters"
                        spellcheck="false"
                        aria-describedby="code-hint unlock-fault"
                        prop:value=typed
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                    <p class="hint" id="code-hint">{t!(i18n, locks.code_hint)}</p>
                </div>
                <div class="row">
                    <button class="btn" type="submit" disabled=unlocking.busy>
                        {t!(i18n, locks.unlock)}
                    </button>
                </div>
            </form>
        </details>
    }
}

/// Deleting what nobody can open any more.
#[component]
fn Stuck(unlocking: Unlocking) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let asking = RwSignal::new(false);
    view! {
        <details class="more">
            <summary>{t!(i18n, locks.stuck)}</summary>
            <div class="gap-s top-s">
                <p>{t!(i18n, locks.stuck_text)}</p>
                <Show
                    when=move || asking.get()
                    fallback=move || view! {
                        <div class="row">
                            <button
                                class="btn grave"
                                type="button"
                                on:click=move |_| asking.set(true)
                            >
                                {t!(i18n, locks.stuck_button)}
                            </button>
                        </div>
                    }
                >
                    <Confirm
                        title=Signal::derive(move || t_string!(i18n, locks.stuck_ask).to_owned())
                        text=Signal::derive(move || t_string!(i18n, locks.stuck_lost).to_owned())
                        action=Signal::derive(move || {
                            t_string!(i18n, locks.stuck_button).to_owned()
                        })
                        grave=true
                        on_yes=Callback::new(move |()| state.forget_account(unlocking.id()))
                        on_no=Callback::new(move |()| asking.set(false))
                    />
                </Show>
            </div>
        </details>
    }
}
