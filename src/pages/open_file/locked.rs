//! Files that want a password.

use audipy::state::State;
use audipy::state::import::Source;
use leptos::prelude::*;

use super::refused::name_of;
use crate::components::{Password, take_password};
use crate::language::{t, t_string, use_i18n};

/// One field for all of them: mostly they have one password.
#[component]
pub(super) fn Locked<'a>(files: &'a [(Source, bool)]) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let text = RwSignal::new(String::new());
    let empty = Memo::new(move |_| text.read().is_empty());
    let wrong = files.iter().any(|(_, wrong)| *wrong);
    let names = files.iter().map(|(source, _)| name_of(source));
    let names = names.collect::<Vec<_>>().join(", ");
    view! {
        <form
            class="gap-s"
            aria-labelledby="locked"
            on:submit=move |event| {
                event.prevent_default();
                if !empty.get_untracked() {
                    state.unlock_files(take_password(text));
                }
            }
        >
            <h3 id="locked">{t!(i18n, files.locked_title)}</h3>
            <p class="hint">{t_string!(i18n, files.locked_files, files = names)}</p>
            <Password
                id="password"
                label=t!(i18n, files.password)
                text
                described_by="password-about"
                invalid=wrong
            />
            <p class="hint" id="password-about" role=wrong.then_some("alert")>
                {if wrong { t!(i18n, files.password_wrong) } else { t!(i18n, files.locked_text) }}
            </p>
            <div class="row">
                <button class="btn main" type="submit" disabled=empty>
                    {t!(i18n, files.unlock)}
                </button>
            </div>
        </form>
    }
}
