//! What is fetched only if the member asks for it: website cookies and activation bytes.

use audipy::browser::clipboard;
use audipy::state::{AuthView, Problem, State};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Icon, Symbol, what_happened, what_to_do};
use crate::language::{t, use_formats, use_i18n};

/// Whether asking is of any use now.
pub(super) fn can_ask(state: State) -> bool {
    state.online.get() && !matches!(*state.auth.read(), AuthView::NeedsSignIn { .. })
}

/// Fresh cookies of the store's website.
#[component]
pub(super) fn FetchCookies() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Problem>);
    let fetch = move |_| {
        busy.set(true);
        failure.set(None);
        state.website_cookies(move |result| {
            busy.set(false);
            failure.set(result.err());
        });
    };
    view! {
        <div class="fetch">
            <button
                class="btn small"
                type="button"
                disabled=move || busy.get() || !can_ask(state)
                on:click=fetch
            >
                {t!(i18n, device.cookies_get)}
            </button>
            <Outcome busy failure/>
        </div>
    }
}

/// The activation bytes, once they were asked for.
#[component]
pub(super) fn ActivationBytes(
    /// Whether they are at hand already.
    there: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Problem>);
    let shown = RwSignal::new(None::<String>);
    let copied = RwSignal::new(None::<bool>);
    let fetch = move |_| {
        busy.set(true);
        failure.set(None);
        state.activation_bytes(move |result| {
            busy.set(false);
            match result {
                // EXPOSE: the member asked to see them.
                Ok(bytes) => shown.set(Some(bytes.expose().clone())),
                Err(problem) => failure.set(Some(problem)),
            }
        });
    };
    let copy = move |_| {
        let Some(bytes) = shown.get_untracked() else {
            return;
        };
        spawn_local(async move { copied.set(Some(clipboard::copy(&bytes).await)) });
    };
    view! {
        <div class="fetch">
            <Show
                when=move || shown.read().is_some()
                fallback=move || view! {
                    <button
                        class="btn small"
                        type="button"
                        disabled=move || busy.get() || !(there.get() || can_ask(state))
                        on:click=fetch
                    >
                        {move || if there.get() {
                            t!(i18n, device.bytes_show)
                        } else {
                            t!(i18n, device.bytes_get)
                        }}
                    </button>
                }
            >
                <code>{move || shown.get()}</code>
                <button class="btn small" type="button" on:click=copy>
                    <Icon symbol=Symbol::Copy/>
                    {t!(i18n, common.copy)}
                </button>
                <button class="btn small plain" type="button" on:click=move |_| {
                    shown.set(None);
                    copied.set(None);
                }>
                    {t!(i18n, device.bytes_hide)}
                </button>
                <span role="status">
                    {move || copied.get().map(|copied| if copied {
                        t!(i18n, common.copied)
                    } else {
                        t!(i18n, device.copy_failed)
                    })}
                </span>
            </Show>
            <Outcome busy failure/>
        </div>
    }
}

/// What came of asking, where nothing else shows it.
#[component]
fn Outcome(busy: RwSignal<bool>, failure: RwSignal<Option<Problem>>) -> impl IntoView {
    let i18n = use_i18n();
    let formats = use_formats();
    view! {
        <span role="status" class="hint" class:wrong=move || failure.read().is_some()>
            {move || match failure.get() {
                Some(problem) => format!(
                    "{} {}",
                    what_happened(i18n, &problem),
                    what_to_do(i18n, &formats.read(), &problem)
                ),
                None if busy.get() => t!(i18n, device.busy).to_owned(),
                None => String::new(),
            }}
        </span>
    }
}
