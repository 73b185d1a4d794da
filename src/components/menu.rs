//! [`Menu`]: a button with a sheet beneath it.

use leptos::html::Details;
use leptos::prelude::*;

/// Opens by its button, closes by it or by Escape, or when another menu opens.
#[component]
pub(crate) fn Menu(
    /// The word on the button.
    #[prop(into)]
    label: Signal<String>,
    /// What is on the sheet.
    children: Children,
) -> impl IntoView {
    let menu = NodeRef::<Details>::new();
    view! {
        <details
            class="menu"
            name="menus"
            node_ref=menu
            on:keydown=move |event| {
                if event.key() == "Escape"
                    && let Some(menu) = menu.get()
                {
                    menu.set_open(false);
                }
            }
        >
            <summary class="btn">{label}</summary>
            <div>{children()}</div>
        </details>
    }
}
