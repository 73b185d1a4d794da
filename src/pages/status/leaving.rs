//! Two ways to leave. Which one is the main one depends on whose device it is.

use audipy::state::{Origin, State};
use leptos::prelude::*;

use super::origin;
use crate::components::Confirm;
use crate::language::{Words, t, t_string, use_i18n};

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Way {
    Remove,
    Forget,
}

/// Removing the device at Amazon, or forgetting everything here only.
#[component]
pub(super) fn Leaving() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let asking = RwSignal::new(None::<Way>);
    // The main way first.
    let ways = move || match origin(state) {
        None | Some(Origin::Together) => vec![],
        Some(Origin::Sample | Origin::File) => vec![Way::Forget],
        Some(Origin::SignIn) => vec![Way::Remove, Way::Forget],
        Some(Origin::Imported) => vec![Way::Forget, Way::Remove],
    };
    view! {
        <section class="gap-s" aria-labelledby="leaving">
            <h2 id="leaving">{t!(i18n, status.leaving)}</h2>
            <ul class="list" role="list">
                <For each=ways key=|way| *way as u8 let:way>
                    <Row way asking/>
                </For>
            </ul>
        </section>
    }
}

#[component]
fn Row(way: Way, asking: RwSignal<Option<Way>>) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let act = move |()| {
        asking.set(None);
        match way {
            Way::Remove => state.remove_device(),
            Way::Forget => state.forget(),
        }
    };
    let offline = move || way == Way::Remove && !state.online.get();
    let asked = move || asking.get() == Some(way);
    view! {
        <li>
            <p>
                <b>{move || title(i18n, way)}</b>
                <span>{move || consequence(i18n, way, origin(state))}</span>
            </p>
            <Show
                when=asked
                fallback=move || {
                    view! {
                        <button
                            class="btn"
                            class:grave=way == Way::Remove
                            type="button"
                            disabled=offline
                            on:click=move |_| {
                                // Nothing is lost by closing it.
                                if origin(state).is_some_and(Origin::is_guest) {
                                    act(());
                                } else {
                                    asking.set(Some(way));
                                }
                            }
                        >
                            {move || button(i18n, way)}
                        </button>
                    }
                }
            >
                <Confirm
                    title=Signal::derive(move || question(i18n, way).to_owned())
                    text=Signal::derive(move || loss(i18n, way, state))
                    action=Signal::derive(move || button(i18n, way).to_owned())
                    grave=true
                    on_yes=Callback::new(act)
                    on_no=Callback::new(move |()| asking.set(None))
                />
            </Show>
            <Show when=move || offline()>
                <span class="hint">{t!(i18n, common.offline_never)}</span>
            </Show>
        </li>
    }
}

fn title(i18n: Words, way: Way) -> &'static str {
    match way {
        Way::Remove => t_string!(i18n, status.remove),
        Way::Forget => t_string!(i18n, status.forget),
    }
}

fn consequence(i18n: Words, way: Way, origin: Option<Origin>) -> &'static str {
    match (way, origin) {
        (Way::Remove, Some(Origin::Imported)) => t_string!(i18n, status.remove_imported),
        (Way::Remove, _) => t_string!(i18n, status.remove_text),
        (Way::Forget, Some(Origin::Imported)) => t_string!(i18n, status.forget_imported),
        (Way::Forget, Some(Origin::Sample)) => t_string!(i18n, status.forget_sample),
        (Way::Forget, Some(Origin::File)) => t_string!(i18n, status.forget_file),
        (Way::Forget, _) => t_string!(i18n, status.forget_text),
    }
}

fn button(i18n: Words, way: Way) -> &'static str {
    match way {
        Way::Remove => t_string!(i18n, status.remove_button),
        Way::Forget => t_string!(i18n, status.forget_button),
    }
}

fn question(i18n: Words, way: Way) -> &'static str {
    match way {
        Way::Remove => t_string!(i18n, status.remove_ask),
        Way::Forget => t_string!(i18n, status.forget_ask),
    }
}

fn loss(i18n: Words, way: Way, state: State) -> String {
    let account = state.account.read();
    let imported = account
        .as_ref()
        .is_some_and(|account| account.origin == Origin::Imported);
    let backup = account
        .as_ref()
        .is_some_and(|account| account.exported.is_some());
    let lost = if backup || imported || way == Way::Remove {
        t_string!(i18n, status.lose)
    } else {
        t_string!(i18n, status.lose_no_backup)
    };
    if imported && way == Way::Remove {
        format!("{lost} {}", t_string!(i18n, status.lose_imported))
    } else {
        lost.to_owned()
    }
}
