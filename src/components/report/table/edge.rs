//! [`Edge`]: the right edge of a column, which makes it wider and narrower.

use audipy::browser::viewport;
use leptos::prelude::*;

use crate::components::report::columns::{WIDTHS, column_name};
use crate::components::report::say::Say;
use crate::components::report::view::{Column, View};
use crate::language::td_string;

/// Dragged, or moved by the arrow keys; Enter or a double click gives the column its own width
/// back.
#[component]
pub(super) fn Edge(
    /// Whose edge.
    column: Column,
    /// How wide it is.
    width: Memo<f64>,
    /// Keeps the width.
    view: RwSignal<View>,
) -> impl IntoView {
    let say = Say::here();
    let name = column_name(say, column);
    // Where the pointer was, and how wide the column, when it was pressed.
    let grip = StoredValue::new(None::<(f64, f64)>);
    let set = move |wide: f64| {
        let (least, most) = WIDTHS;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between the least and the most width"
        )]
        let wide = wide.clamp(f64::from(least), f64::from(most)).round() as u16;
        view.update(|view| {
            view.widths.insert(column, wide);
        });
    };
    let forget = move || {
        view.update(|view| {
            view.widths.remove(&column);
        });
    };
    view! {
        <span
            class="edge"
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label=td_string!(say.locale(), tables.width_of, column = name)
            aria-valuemin=WIDTHS.0
            aria-valuemax=WIDTHS.1
            aria-valuenow=move || format!("{:.0}", width.get())
            on:keydown=move |event| {
                let wide = width.get_untracked();
                match event.key().as_str() {
                    "ArrowLeft" => set(wide - STEP),
                    "ArrowRight" => set(wide + STEP),
                    "Home" => set(0.0),
                    "End" => set(f64::from(WIDTHS.1)),
                    "Enter" => forget(),
                    _ => return,
                }
                // The table leads from row to row with some of these.
                event.stop_propagation();
                event.prevent_default();
            }
            on:dblclick=move |_| forget()
            on:pointerdown=move |event| {
                viewport::capture_pointer(&event);
                grip.set_value(Some((f64::from(event.client_x()), width.get_untracked())));
            }
            on:pointermove=move |event| {
                if let Some((start, wide)) = grip.get_value() {
                    set(wide + f64::from(event.client_x()) - start);
                }
            }
            on:pointerup=move |_| grip.set_value(None)
            on:pointercancel=move |_| grip.set_value(None)
        ></span>
    }
}

/// CSS pixels for one press of a key.
const STEP: f64 = 16.0;
