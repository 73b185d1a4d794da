//! [`SlowWork`]: that a passphrase is being stretched, how long that takes, and giving it up.

use audipy::state::State;
use leptos::prelude::*;

use crate::language::{t, t_string, use_formats, use_i18n};

/// A bar that fills in the time that the last one took, while there is something to wait for.
#[component]
pub(crate) fn SlowWork() -> impl IntoView {
    let i18n = use_i18n();
    let formats = use_formats();
    let state = expect_context::<State>();
    move || {
        let expected = state.stretching.get()?.expected_ms;
        let words = expected.map(|expected| {
            let tenths = (f64::from(expected) / 100.0).round().max(1.0);
            let seconds = formats.read().number(tenths / 10.0);
            t_string!(i18n, locks.takes, seconds = seconds)
        });
        let takes = expected.map(|expected| format!("--takes: {expected}ms"));
        Some(view! {
            <div class="slow">
                <div class="slow-bar" class:unknown=expected.is_none() style=takes aria-hidden="true">
                    <span></span>
                </div>
                <span class="hint">{words}</span>
                <button
                    class="btn small"
                    type="button"
                    on:click=move |_| state.stop_stretching()
                >
                    {t!(i18n, locks.stop)}
                </button>
            </div>
        })
    }
}
