//! [`LayoutChoice`]: in which of its ways a report is laid out.

use leptos::prelude::*;

use crate::components::report::contents::Contents;
use crate::components::report::say::Say;
use crate::components::report::view::{Layout, Size, View};
use crate::language::td_string;

/// The choice, as a field.
#[component]
pub(crate) fn LayoutChoice(contents: Contents, view: RwSignal<View>) -> impl IntoView {
    let say = Say::here();
    let layout = Memo::new(move |_| contents.layout(&view.read()));
    let options = contents.layouts().iter().map(|option| {
        let option = *option;
        view! {
            <option value=option.name() selected=move || layout.get() == option>
                {layout_name(say, option)}
            </option>
        }
    });
    view! {
        <label class="vh" for="layout">{td_string!(say.locale(), tables.layout)}</label>
        <select
            class="input"
            id="layout"
            prop:value=move || layout.get().name()
            on:change=move |event| {
                let chosen = Layout::read(&event_target_value(&event));
                view.update(|view| {
                    view.layout = chosen.filter(|layout| *layout != contents.layouts()[0]);
                    // There are no shelves without series.
                    if contents.layout(view) == Layout::Shelves && !view.has_groups() {
                        view.groups = None;
                    }
                });
            }
        >
            {options.collect_view()}
        </select>
    }
}

fn layout_name(say: Say, layout: Layout) -> &'static str {
    let locale = say.locale();
    match layout {
        Layout::Shelves => td_string!(locale, tables.shelves),
        Layout::Table => td_string!(locale, tables.table),
        Layout::Covers(Size::Small) => td_string!(locale, tables.covers_small),
        Layout::Covers(Size::Medium) => td_string!(locale, tables.covers),
        Layout::Covers(Size::Large) => td_string!(locale, tables.covers_large),
    }
}
