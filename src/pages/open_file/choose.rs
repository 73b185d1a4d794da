//! Handing files in.

use audipy::browser::file::Handed;
use leptos::prelude::*;

use crate::components::{HandIn, Note};
use crate::language::{t, t_string, use_i18n};

/// The pickers: for files, and for a folder. `more`: beside others that were handed in.
#[component]
pub(super) fn Files(hand_in: HandIn, more: bool) -> impl IntoView {
    let i18n = use_i18n();
    let label = if more {
        t!(i18n, files.label_more)
    } else {
        t!(i18n, files.label)
    };
    view! {
        <div class="field">
            <label for="file">{label}</label>
            <input
                class="input file"
                id="file"
                type="file"
                multiple
                aria-describedby=(!more).then_some("file-hint")
                on:change=move |event| hand_in.take(Handed::of(&event))
            />
            {(!more).then(|| view! { <p class="hint" id="file-hint">{t!(i18n, files.hint)}</p> })}
        </div>
        {(!more).then(|| view! {
            <details class="more">
                <summary>{t!(i18n, files.folder)}</summary>
                <input
                    class="input file"
                    type="file"
                    prop:webkitdirectory=true
                    aria-label=move || t_string!(i18n, files.folder)
                    on:change=move |event| hand_in.take(Handed::of(&event))
                />
            </details>
        })}
    }
}

/// A field for the text of a file.
#[component]
pub(super) fn PastedFile(hand_in: HandIn) -> impl IntoView {
    let i18n = use_i18n();
    // The whole account: held no longer than the field shows it.
    let text = RwSignal::new(String::new());
    let empty = Memo::new(move |_| text.read().trim().is_empty());
    view! {
        <details class="more">
            <summary>{t!(i18n, files.paste_more)}</summary>
            <div class="gap-s">
                <div class="field">
                    <label for="content">{t!(i18n, files.paste_label)}</label>
                    <textarea
                        class="input"
                        id="content"
                        rows="5"
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                        prop:value=text
                        on:input=move |event| text.set(event_target_value(&event))
                    ></textarea>
                </div>
                <div class="row">
                    <button
                        class="btn"
                        type="button"
                        disabled=empty
                        on:click=move |_| {
                            let content = std::mem::take(&mut *text.write());
                            hand_in.take_text(t_string!(i18n, files.pasted), content);
                        }
                    >
                        {t!(i18n, files.paste_go)}
                    </button>
                </div>
            </div>
        </details>
    }
}

/// What the member should know before.
#[component]
pub(super) fn SharedDevice() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Note>
            <strong>{t!(i18n, files.shared_title)}</strong>
            <span>{t!(i18n, files.shared_text)}</span>
        </Note>
    }
}
