//! [`Password`]: a field for the password of a file.

use audible::Secret;
use leptos::prelude::*;

use crate::language::{t, use_i18n};

/// The field with its label, and a box to see what is typed.
#[component]
pub(crate) fn Password(
    /// For the label.
    id: &'static str,
    /// What it says.
    label: &'static str,
    /// What is typed, held no longer than the field shows it.
    text: RwSignal<String>,
    /// `new-password` where it is made up here.
    #[prop(optional)]
    new: bool,
    /// The `id` of what is wrong or to be known about it.
    #[prop(optional)]
    described_by: &'static str,
    /// It was refused.
    #[prop(optional, into)]
    invalid: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let shown = RwSignal::new(false);
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                class="input"
                id=id
                type=move || if shown.get() { "text" } else { "password" }
                autocomplete=if new { "new-password" } else { "off" }
                autocapitalize="off"
                spellcheck="false"
                aria-describedby=described_by
                aria-invalid=move || invalid.get().then_some("true")
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            />
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=shown
                    on:change=move |event| shown.set(event_target_checked(&event))
                />
                <span>{t!(i18n, files.password_show)}</span>
            </label>
        </div>
    }
}

/// Takes the text out of the field.
pub(crate) fn take(text: RwSignal<String>) -> Secret<String> {
    Secret::new(std::mem::take(&mut *text.write()))
}
