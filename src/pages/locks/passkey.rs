//! Making a passkey.

use audipy::state::State;
use leptos::prelude::*;

use super::add::{Adding, AskAlways};
use super::{Done, Said, account_name};
use crate::components::{Icon, Symbol};
use crate::language::{t, t_string, use_i18n};

#[component]
pub(super) fn PasskeyForm() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let adding = expect_context::<Adding>().0;
    let said = expect_context::<Said>();
    let (ask, busy) = (RwSignal::new(true), RwSignal::new(false));
    let make = move |_| {
        said.nothing();
        busy.set(true);
        let name = account_name(state);
        let name = name.unwrap_or_else(|| t_string!(i18n, locks.unnamed_title).to_owned());
        state.add_passkey(name, !ask.get_untracked(), move |result| {
            let is_made = result.is_ok();
            said.say(result.map(|()| Done::Passkey));
            let _ = busy.try_set(false);
            if is_made {
                let _ = adding.try_set(None);
            }
        });
    };
    view! {
        <div class="gap-m">
            <p>{t!(i18n, locks.passkey_lead)}</p>
            <AskAlways ask/>
            <div class="gap-s">
                <div class="row">
                    <button class="btn main" type="button" disabled=busy on:click=make>
                        <Icon symbol=Symbol::Key/>
                        {t!(i18n, locks.passkey_go)}
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
                <p class="hint" role="status">
                    <Show when=move || busy.get()>{t!(i18n, locks.passkey_waiting)}</Show>
                </p>
            </div>
        </div>
    }
}
