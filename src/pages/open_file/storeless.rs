//! An account whose file does not say of which store it is.

use audible::Marketplace;
use audipy::state::State;
use audipy::state::import::Source;
use leptos::prelude::*;

use super::refused::name_of;
use crate::components::store_name;
use crate::language::{t, t_string, use_i18n};

/// Asks for it.
#[component]
pub(super) fn Storeless(source: Source, code: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let name = name_of(&source);
    let why = match code {
        None => t_string!(i18n, files.store_none, source = name.clone()),
        Some(code) => t_string!(
            i18n,
            files.store_unknown,
            source = name.clone(),
            code = code
        ),
    };
    view! {
        <section class="gap-s">
            <h3>{t!(i18n, files.store_title)}</h3>
            <p class="hint">{why}</p>
            <select
                class="input short"
                aria-label=t_string!(i18n, files.store_label, source = name)
                on:change=move |event| {
                    if let Some(store) = Marketplace::parse(&event_target_value(&event)) {
                        state.name_store(source.clone(), store);
                    }
                }
            >
                <option value="">{t!(i18n, files.store_choose)}</option>
                {Marketplace::ALL
                    .into_iter()
                    .map(|store| view! { <option value=store.code()>{store_name(i18n, store)}</option> })
                    .collect_view()}
            </select>
        </section>
    }
}
