//! Order of the rows, what is left out, and how CSV is written.

use exports::Field;
use exports::recipe::{Order, Separator};
use leptos::prelude::*;

use super::draft::Draft;
use crate::language::td_string;

/// What rows are sorted by.
#[component]
pub(super) fn RowOrder(draft: Draft) -> impl IntoView {
    let say = draft.say;
    let by = Memo::new(move |_| draft.recipe.read().order.map(|order| order.by));
    let choose = move |event| {
        let by = Field::of_key(&event_target_value(&event));
        draft.recipe.update(|recipe| {
            let falling = recipe.order.is_some_and(|order| order.falling);
            recipe.order = by.map(|by| Order { by, falling });
        });
    };
    let choices = move || {
        let possible = draft.possible().into_iter();
        possible
            .map(|field| {
                view! {
                    <option value=field.key() selected=move || by.get() == Some(field)>
                        {field.name(draft.language())}
                    </option>
                }
            })
            .collect_view()
    };
    view! {
        <div class="field">
            <label for="row-order">{td_string!(say.locale(), downloads.order)}</label>
            <div class="row">
                <select class="input short" id="row-order" on:change=choose>
                    <option value="" selected=move || by.get().is_none()>
                        {td_string!(say.locale(), downloads.order_own)}
                    </option>
                    {choices}
                </select>
                <Show when=move || by.get().is_some()>
                    <label class="check">
                        <input
                            type="checkbox"
                            prop:checked=move || draft.recipe.read().order.is_some_and(|order| order.falling)
                            on:change=move |event| {
                                let falling = event_target_checked(&event);
                                draft.recipe.update(|recipe| {
                                    if let Some(order) = &mut recipe.order {
                                        order.falling = falling;
                                    }
                                });
                            }
                        />
                        <span>{td_string!(say.locale(), downloads.order_falling)}</span>
                    </label>
                </Show>
            </div>
        </div>
    }
}

/// For files that one gives away.
#[component]
pub(super) fn LeftOut(draft: Draft) -> impl IntoView {
    let say = draft.say;
    view! {
        <fieldset class="gap-s">
            <legend class="label">{td_string!(say.locale(), downloads.left_out)}</legend>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || draft.recipe.read().without_prices
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        draft.recipe.update(|recipe| recipe.without_prices = on);
                    }
                />
                <span>
                    <b>{td_string!(say.locale(), downloads.no_prices)}</b>
                    {td_string!(say.locale(), downloads.no_prices_text)}
                </span>
            </label>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || draft.recipe.read().without_personal
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        draft.recipe.update(|recipe| recipe.without_personal = on);
                    }
                />
                <span>
                    <b>{td_string!(say.locale(), downloads.no_personal)}</b>
                    {td_string!(say.locale(), downloads.no_personal_text)}
                </span>
            </label>
        </fieldset>
    }
}

/// For spreadsheet programs, and what is between two cells.
#[component]
pub(super) fn CsvOptions(draft: Draft) -> impl IntoView {
    let say = draft.say;
    let separators = [
        (
            Separator::Comma,
            td_string!(say.locale(), downloads.csv_comma),
        ),
        (
            Separator::Semicolon,
            td_string!(say.locale(), downloads.csv_semicolon),
        ),
    ];
    let separator = move |(separator, name): (Separator, &'static str)| {
        view! {
            <label class="chip">
                <input
                    type="radio"
                    name="separator"
                    prop:checked=move || draft.recipe.read().csv.separator == separator
                    on:change=move |_| {
                        draft.recipe.update(|recipe| recipe.csv.separator = separator);
                    }
                />
                {name}
            </label>
        }
    };
    view! {
        <fieldset class="gap-s">
            <legend class="label">{td_string!(say.locale(), downloads.csv)}</legend>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || draft.recipe.read().csv.safe
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        draft.recipe.update(|recipe| recipe.csv.safe = on);
                    }
                />
                <span>
                    <b>{td_string!(say.locale(), downloads.csv_safe)}</b>
                    {td_string!(say.locale(), downloads.csv_safe_text)}
                </span>
            </label>
            <div
                class="chips choices"
                role="radiogroup"
                aria-label=td_string!(say.locale(), downloads.csv_between)
            >
                {separators.into_iter().map(separator).collect_view()}
            </div>
        </fieldset>
    }
}
