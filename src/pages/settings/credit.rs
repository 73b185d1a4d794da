//! What a credit is worth: the measure of all advice on cash or credit.

use audible::Marketplace;
use audipy::state::State;
use leptos::prelude::*;

use crate::components::{amount, typed_amount};
use crate::language::{t, t_string, use_formats, use_i18n};

/// A field for each currency of the member's stores; the others folded away.
#[component]
pub(super) fn CreditValues() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let own = Memo::new(move |_| {
        let account = state.account.read();
        let stores = account.as_ref().map(|account| account.stores.clone());
        distinct(
            &stores
                .filter(|stores| !stores.is_empty())
                .unwrap_or_else(|| vec![Marketplace::Us]),
        )
    });
    let others = Memo::new(move |_| {
        let mut all = distinct(&Marketplace::ALL);
        all.retain(|store| {
            !own.read()
                .iter()
                .any(|own| own.currency() == store.currency())
        });
        all
    });
    view! {
        <div class="gap-s">
            <p class="label">{t!(i18n, settings.credit)}</p>
            <p class="hint" id="credit-hint">{t!(i18n, settings.credit_hint)}</p>
            <For each=move || own.get() key=|store| store.currency() let:store>
                <CreditValue store/>
            </For>
            <details class="more">
                <summary>{t!(i18n, settings.credit_more)}</summary>
                <div class="gap-s">
                    <For each=move || others.get() key=|store| store.currency() let:store>
                        <CreditValue store/>
                    </For>
                </div>
            </details>
        </div>
    }
}

/// The first store of each currency.
fn distinct(stores: &[Marketplace]) -> Vec<Marketplace> {
    let mut found: Vec<Marketplace> = Vec::new();
    for store in stores {
        if found
            .iter()
            .all(|known| known.currency() != store.currency())
        {
            found.push(*store);
        }
    }
    found
}

#[component]
fn CreditValue(store: Marketplace) -> impl IntoView {
    let i18n = use_i18n();
    let formats = use_formats();
    let state = expect_context::<State>();
    let currency = store.currency();
    let id = format!("credit-{}", currency.code());
    let wrong = RwSignal::new(false);
    let value = state
        .preferences
        .read_untracked()
        .credit_value(store)
        .map(|value| typed_amount(&formats.read_untracked(), value))
        .unwrap_or_default();
    let take = move |event| match amount(&event_target_value(&event), currency) {
        Ok(amount) => {
            wrong.set(false);
            state.set_preferences(|all| all.set_credit_value(currency, amount));
        }
        Err(()) => wrong.set(true),
    };
    view! {
        <div class="field">
            <label for=id.clone()>
                {t!(i18n, settings.credit_in, currency = currency.code())}
            </label>
            <input
                class="input short"
                id=id
                inputmode="decimal"
                autocomplete="off"
                value=value
                aria-describedby="credit-hint"
                aria-invalid=move || wrong.get().then_some("true")
                on:change=take
            />
            <div role="status">
                <Show when=move || wrong.get()>
                    <p class="hint wrong">
                        {move || {
                            let example = formats.read().number(12.66);
                            t_string!(i18n, settings.credit_bad, example = example)
                        }}
                    </p>
                </Show>
            </div>
        </div>
    }
}
