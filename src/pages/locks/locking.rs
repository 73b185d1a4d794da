//! Locking: now, or when nobody is there. Only for an account that does not open by itself.

use audipy::state::State;
use leptos::prelude::*;

use crate::components::{Icon, Symbol};
use crate::language::{t, t_string, use_formats, use_i18n};

#[component]
pub(super) fn Locking() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let lockable = Memo::new(move |_| state.locks.read().is_lockable());
    view! {
        <section class="gap-s" aria-labelledby="locking">
            <h2 id="locking">{t!(i18n, locks.lock)}</h2>
            <Show
                when=move || lockable.get()
                fallback=move || view! { <p class="soft">{t!(i18n, locks.lock_off)}</p> }
            >
                <p>{t!(i18n, locks.lock_text)}</p>
                <After/>
                <div class="row">
                    <button class="btn main" type="button" on:click=move |_| state.lock_now()>
                        <Icon symbol=Symbol::Key/>
                        {t!(i18n, locks.lock_now)}
                    </button>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn After() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let formats = use_formats();
    // A value from an older version stays choosable.
    let now = state.preferences.read_untracked().lock_after_minutes;
    let after = move || state.preferences.read().lock_after_minutes;
    let mut choices = vec![1, 5, 15, 60, 240];
    choices.extend(now.filter(|now| !choices.contains(now)));
    choices.sort_unstable();
    view! {
        <div class="field">
            <label for="lock-after">{t!(i18n, locks.after)}</label>
            <select
                class="input short"
                id="lock-after"
                on:change=move |event| {
                    let minutes = event_target_value(&event).parse().ok();
                    state.set_preferences(|all| all.lock_after_minutes = minutes);
                }
            >
                {choices
                    .into_iter()
                    .map(|minutes| {
                        let chosen = move || after() == Some(minutes);
                        view! {
                            <option value=minutes prop:selected=chosen>
                                {move || {
                                    let number = formats.read().count(minutes.into());
                                    t_string!(i18n, locks.minutes, count = minutes, number = number)
                                }}
                            </option>
                        }
                    })
                    .collect_view()}
                <option value="" prop:selected=move || after().is_none()>
                    {t!(i18n, locks.never)}
                </option>
            </select>
        </div>
    }
}
