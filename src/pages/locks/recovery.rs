//! A new recovery code: shown once, and of use only when the member says that it is kept.

use audipy::browser::{clipboard, print};
use audipy::state::State;
use audipy::state::locks::NewCode;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::add::Adding;
use super::{Done, Said, account_name};
use crate::components::{Icon, Symbol};
use crate::language::{t, t_string, use_i18n};

#[component]
pub(super) fn RecoveryForm() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let adding = expect_context::<Adding>().0;
    let said = expect_context::<Said>();
    let code = StoredValue::new_local(NewCode::make());
    let copied = RwSignal::new(None);
    let copy = move |_| {
        let text = code.read_value().text();
        spawn_local(async move {
            let is_copied = clipboard::copy(&text).await;
            let _ = copied.try_set(Some(is_copied));
        });
    };
    let name =
        move || account_name(state).unwrap_or_else(|| t_string!(i18n, locks.unnamed).to_owned());
    view! {
        <div class="gap-m">
            <p>{t!(i18n, locks.code_lead)}</p>
            <figure class="paper gap-s">
                <figcaption>{move || t_string!(i18n, locks.code_label, name = name())}</figcaption>
                <code class="code">{code.read_value().text().as_str().to_owned()}</code>
            </figure>
            <div class="row">
                <button class="btn" type="button" on:click=move |_| print::print()>
                    {t!(i18n, locks.print)}
                </button>
                <button class="btn" type="button" on:click=copy>
                    <Icon symbol=Symbol::Copy/>
                    {t!(i18n, common.copy)}
                </button>
                <span class="hint" role="status">
                    {move || match copied.get() {
                        None => "",
                        Some(true) => t_string!(i18n, common.copied),
                        Some(false) => t_string!(i18n, common.copy_failed),
                    }}
                </span>
            </div>
            <div class="row">
                <button
                    class="btn main"
                    type="button"
                    on:click=move |_| {
                        state.add_recovery_code(code.get_value(), move |result| {
                            said.say(result.map(|()| Done::Code));
                        });
                        adding.set(None);
                    }
                >
                    {t!(i18n, locks.kept)}
                </button>
                <button class="btn plain" type="button" on:click=move |_| adding.set(None)>
                    {t!(i18n, common.not_now)}
                </button>
            </div>
        </div>
    }
}
