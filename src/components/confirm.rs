//! [`Confirm`]: asks once before something is lost.

use leptos::html::H3;
use leptos::prelude::*;

use crate::language::{t_string, use_i18n};

/// Says what is lost and waits for a decision. Escape keeps everything.
#[component]
pub(crate) fn Confirm(
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// What is lost, and what it takes to come back.
    #[prop(into)]
    text: Signal<String>,
    /// The word on the button that does it.
    #[prop(into)]
    action: Signal<String>,
    /// Whether it destroys something.
    #[prop(optional)]
    grave: bool,
    /// Decided to do it.
    on_yes: Callback<()>,
    /// Decided not to.
    on_no: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let heading = NodeRef::<H3>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            // It fails only for elements that are not shown.
            let _ = heading.focus();
        }
    });
    view! {
        <div
            class="empty confirm"
            role="alertdialog"
            aria-labelledby="confirm-title"
            aria-describedby="confirm-text"
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    on_no.run(());
                }
            }
        >
            <h3 id="confirm-title" node_ref=heading tabindex="-1">{title}</h3>
            <p id="confirm-text">{text}</p>
            <div class="row">
                <button
                    class="btn"
                    class:grave=grave
                    class:main=!grave
                    type="button"
                    on:click=move |_| on_yes.run(())
                >
                    {action}
                </button>
                <button class="btn" type="button" on:click=move |_| on_no.run(())>
                    {move || {
                        if grave {
                            t_string!(i18n, common.keep)
                        } else {
                            t_string!(i18n, common.not_now)
                        }
                    }}
                </button>
            </div>
        </div>
    }
}
