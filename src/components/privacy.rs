//! What is stored where, and who could see it.

use audipy::state::State;
use leptos::prelude::*;

use crate::language::{t, use_i18n};

/// Four places, a short paragraph each.
#[component]
pub(crate) fn WhereThingsAre() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let relay = move || state.environment.read().relay.clone();
    view! {
        <div class="plainly">
            <div>
                <h3>{t!(i18n, welcome.device_title)}</h3>
                <p>{t!(i18n, welcome.device_text)}</p>
            </div>
            <div>
                <h3>{t!(i18n, welcome.relay_title)}</h3>
                <p>{t!(i18n, welcome.relay_text, <code> = <code/>, relay = relay)}</p>
            </div>
            <div>
                <h3>{t!(i18n, welcome.amazon_title)}</h3>
                <p>{t!(i18n, welcome.amazon_text)}</p>
            </div>
            <div>
                <h3>{t!(i18n, welcome.nowhere_title)}</h3>
                <p>{t!(i18n, welcome.nowhere_text)}</p>
            </div>
        </div>
    }
}
