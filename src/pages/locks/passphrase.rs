//! Choosing a passphrase.

use audipy::state::{State, Strength};
use leptos::html::Input;
use leptos::prelude::*;
use vault::SlotId;

use super::add::{Adding, AskAlways};
use super::{Done, Said};
use crate::components::SlowWork;
use crate::language::{Words, t, t_string, use_i18n};

/// Typed twice, judged while one types. What was typed is in no address and no message.
#[component]
pub(super) fn PassphraseForm(in_place_of: Option<SlotId>) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let adding = expect_context::<Adding>().0;
    let said = expect_context::<Said>();
    let (typed, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (shown, ask, busy) = (
        RwSignal::new(false),
        RwSignal::new(true),
        RwSignal::new(false),
    );
    let is_short = Memo::new(move |_| typed.read().chars().count() < SHORTEST);
    let differs = Memo::new(move |_| *typed.read() != *again.read());
    on_cleanup(move || state.stop_estimating());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_short.get_untracked() || differs.get_untracked() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        let passphrase = std::mem::take(&mut *typed.write());
        again.set(String::new());
        state.add_passphrase(
            passphrase,
            !ask.get_untracked(),
            in_place_of,
            move |result| {
                let is_set = result.is_ok();
                said.say(result.map(|()| Done::Passphrase));
                let _ = busy.try_set(false);
                if is_set {
                    let _ = adding.try_set(None);
                }
            },
        );
    };
    view! {
        <form class="gap-m" on:submit=submit>
            <Field
                id="new-passphrase"
                label=t_string!(i18n, locks.new_passphrase)
                text=typed
                shown
                described_by="passphrase-hint strength"
                first=true
            />
            <div>
                <p class="hint" id="passphrase-hint">{t!(i18n, locks.hint)}</p>
                <StrengthMeter typed/>
            </div>
            <Field
                id="passphrase-again"
                label=t_string!(i18n, locks.again)
                text=again
                shown
                described_by="passphrase-why"
            />
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=shown
                    on:change=move |event| shown.set(event_target_checked(&event))
                />
                <span>{t!(i18n, locks.show)}</span>
            </label>
            <AskAlways ask/>
            <div class="gap-s">
                <div class="row">
                    <button
                        class="btn main"
                        type="submit"
                        disabled=move || is_short.get() || differs.get() || busy.get()
                    >
                        {t!(i18n, locks.set)}
                    </button>
                    <button
                        class="btn plain"
                        type="button"
                        disabled=busy
                        on:click=move |_| adding.set(None)
                    >
                        {t!(i18n, common.not_now)}
                    </button>
                </div>
                <p class="hint" id="passphrase-why" role="status">
                    {move || {
                        if busy.get() {
                            t_string!(i18n, locks.setting)
                        } else if is_short.get() {
                            t_string!(i18n, locks.short)
                        } else if differs.get() {
                            t_string!(i18n, locks.different)
                        } else {
                            ""
                        }
                    }}
                </p>
                <SlowWork/>
            </div>
        </form>
    }
}

#[component]
fn Field(
    id: &'static str,
    label: &'static str,
    text: RwSignal<String>,
    /// Whether what is typed can be read.
    shown: RwSignal<bool>,
    described_by: &'static str,
    /// Gets the focus.
    #[prop(optional)]
    first: bool,
) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get().filter(|_| first) {
            // It fails only for elements that are not shown.
            let _ = field.focus();
        }
    });
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                class="input"
                id=id
                type=move || if shown.get() { "text" } else { "password" }
                autocomplete="new-password"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby=described_by
                node_ref=field
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            />
        </div>
    }
}

/// How hard it is to guess, in words; the bar only repeats them.
#[component]
fn StrengthMeter(typed: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let strength = RwSignal::new(None::<Option<Strength>>);
    // What was estimated last. One estimate at a time; what was typed meanwhile comes next.
    let estimated = RwSignal::new(String::new());
    let is_asking = StoredValue::new(false);
    Effect::new(move |_| {
        let text = typed.get();
        if *estimated.read() == text || is_asking.get_value() {
            return;
        }
        if text.is_empty() {
            estimated.set(text);
            strength.set(None);
            return;
        }
        is_asking.set_value(true);
        state.estimate_strength(text.clone(), move |found| {
            // The form may be gone.
            let _ = is_asking.try_set_value(false);
            let _ = strength.try_set(Some(found));
            let _ = estimated.try_set(text);
        });
    });
    view! {
        <div id="strength" aria-live="polite">
            {move || strength.get().map(|found| match found {
                None => view! {
                    <p class="hint">{t!(i18n, locks.strength_unknown)}</p>
                }
                .into_any(),
                Some(found) => view! {
                    <p class="strength">
                        <meter
                            min="0"
                            max="4"
                            value=found as u8
                            aria-hidden="true"
                        ></meter>
                        <span>{t!(i18n, locks.strength)} ": " {words(i18n, found)}</span>
                    </p>
                }
                .into_any(),
            })}
        </div>
    }
}

fn words(i18n: Words, strength: Strength) -> &'static str {
    match strength {
        Strength::VeryWeak => t_string!(i18n, locks.very_weak),
        Strength::Weak => t_string!(i18n, locks.weak),
        Strength::Fair => t_string!(i18n, locks.fair),
        Strength::Strong => t_string!(i18n, locks.strong),
        Strength::VeryStrong => t_string!(i18n, locks.very_strong),
    }
}

/// Characters.
const SHORTEST: usize = 8;
