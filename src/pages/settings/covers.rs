//! Covers: whether they are shown, and whether they are kept.

use audipy::state::{KeptCovers, State};
use leptos::prelude::*;

use crate::language::{t, t_string, use_formats, use_i18n};

/// Both choices, and what is kept.
#[component]
pub(super) fn Covers() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let shown = Memo::new(move |_| state.preferences.read().show_covers);
    let kept = RwSignal::new(KeptCovers::default());
    let account = Memo::new(move |_| state.account.read().as_ref().and_then(|it| it.id));
    Effect::new(move |_| {
        if account.get().is_some() {
            look(state, kept);
        }
    });
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=shown
                on:change=move |event| {
                    let shown = event_target_checked(&event);
                    state.set_preferences(|all| all.show_covers = shown);
                }
            />
            <span>
                <b>{t!(i18n, settings.covers)}</b>
                {t!(i18n, settings.covers_hint)}
            </span>
        </label>
        <Show when=move || shown.get()>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || state.preferences.read().keep_covers
                    on:change=move |event| {
                        let keep = event_target_checked(&event);
                        state.keep_covers(keep, move || look(state, kept));
                    }
                />
                <span>
                    <b>{t!(i18n, settings.covers_keep)}</b>
                    {t!(i18n, settings.covers_keep_hint)}
                </span>
            </label>
        </Show>
        <Kept kept/>
    }
}

/// How much is kept for the account that is open, and the way to be rid of it.
#[component]
fn Kept(
    /// How much that is.
    kept: RwSignal<KeptCovers>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let formats = use_formats();
    let words = move || {
        let kept = kept.get();
        #[expect(clippy::cast_precision_loss, reason = "one digit is shown")]
        let mega = (kept.bytes as f64 / 1e5).round() / 10.0;
        let formats = formats.read();
        t_string!(
            i18n,
            settings.covers_kept,
            count = kept.count as u64,
            n = formats.count(kept.count as u64),
            size = formats.number(mega)
        )
    };
    view! {
        <Show when=move || { kept.get().count > 0 }>
            <div class="row">
                <span class="hint">{words}</span>
                <button
                    class="btn small"
                    type="button"
                    on:click=move |_| state.delete_covers(move || look(state, kept))
                >
                    {t!(i18n, settings.covers_delete)}
                </button>
            </div>
        </Show>
    }
}

/// Brings what is said of kept covers up to date.
fn look(state: State, kept: RwSignal<KeptCovers>) {
    state.kept_covers(move |now| {
        // Unless the page was left.
        kept.try_set(now);
    });
}
