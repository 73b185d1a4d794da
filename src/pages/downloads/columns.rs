//! Columns: which, in which order, and what they are called.

use audipy::browser::viewport;
use exports::Field;
use exports::recipe::Chosen;
use leptos::prelude::*;

use super::draft::Draft;
use crate::components::{Icon, Symbol};
use crate::language::td_string;

/// The usual columns, or a list that the member puts in order.
#[component]
pub(super) fn Columns(draft: Draft) -> impl IntoView {
    let say = draft.say;
    let own = Memo::new(move |_| !draft.recipe.read().columns.is_empty());
    let choose = move |own: bool| {
        let columns = if own { draft.usual() } else { Vec::new() };
        draft.recipe.update(|recipe| recipe.columns = columns);
    };
    view! {
        <fieldset class="gap-s">
            <legend class="label">{td_string!(say.locale(), downloads.columns)}</legend>
            <div class="chips choices">
                <label class="chip">
                    <input
                        type="radio"
                        name="columns"
                        prop:checked=move || !own.get()
                        on:change=move |_| choose(false)
                    />
                    {td_string!(say.locale(), downloads.columns_usual)}
                </label>
                <label class="chip">
                    <input
                        type="radio"
                        name="columns"
                        prop:checked=move || own.get()
                        on:change=move |_| choose(true)
                    />
                    {td_string!(say.locale(), downloads.columns_own)}
                </label>
            </div>
            <Show when=move || own.get()>
                <p class="hint" id="columns-hint">{td_string!(say.locale(), downloads.columns_hint)}</p>
                <ol class="columns" role="list" aria-describedby="columns-hint">
                    <For
                        each=move || draft.recipe.read().columns.clone()
                        key=|chosen| chosen.field
                        let:chosen
                    >
                        <Column draft field=chosen.field/>
                    </For>
                </ol>
                <AddColumn draft/>
            </Show>
        </fieldset>
    }
}

/// A chosen column. Alt with an arrow moves it, as its buttons do.
#[component]
fn Column(draft: Draft, field: Field) -> impl IntoView {
    let say = draft.say;
    let usual = field.name(draft.language());
    let place = Memo::new(move |_| place_of(&draft.recipe.read().columns, field));
    let last = Memo::new(move |_| draft.recipe.read().columns.len().saturating_sub(1));
    let left_out = Memo::new(move |_| !draft.possible().contains(&field));
    let go = move |step: Step| {
        // Moving takes the focus away.
        let held = [NAME, UP, DOWN]
            .into_iter()
            .find(|part| viewport::has_focus(&id(part, field)));
        let mut columns = draft.recipe.read_untracked().columns.clone();
        if !step.moves(&mut columns, field) {
            return;
        }
        let place = place_of(&columns, field);
        let end = columns.len() - 1;
        draft.recipe.update(|recipe| recipe.columns = columns);
        if let Some(held) = held {
            // At an end the button that led there leads no further.
            let next = match (held, place) {
                (UP, Some(0)) => DOWN,
                (DOWN, Some(place)) if place == end => UP,
                _ => held,
            };
            request_animation_frame(move || {
                viewport::focus(&id(next, field));
            });
        }
    };
    let label = move |step: Step| match step {
        Step::Up => td_string!(say.locale(), downloads.column_up, name = usual),
        Step::Down => td_string!(say.locale(), downloads.column_down, name = usual),
    };
    let own_name = move || {
        let recipe = draft.recipe.read();
        let columns = &recipe.columns;
        let place = place_of(columns, field);
        let name = place.and_then(|place| columns[place].name.clone());
        name.unwrap_or_default()
    };
    let rename = move |event| {
        let name = event_target_value(&event);
        let name = Some(name).filter(|name| !name.trim().is_empty());
        draft.recipe.update(|recipe| {
            if let Some(place) = place_of(&recipe.columns, field) {
                recipe.columns[place].name = name;
            }
        });
    };
    view! {
        <li
            on:keydown=move |event| {
                let step = match event.key().as_str() {
                    "ArrowUp" if event.alt_key() => Step::Up,
                    "ArrowDown" if event.alt_key() => Step::Down,
                    _ => return,
                };
                event.prevent_default();
                go(step);
            }
        >
            <span class="place num" aria-hidden="true">
                {move || place.get().map(|place| say.number(place + 1))}
            </span>
            <input
                class="input"
                id=id(NAME, field)
                autocomplete="off"
                maxlength="60"
                aria-label=td_string!(say.locale(), downloads.column_name, name = usual)
                placeholder=usual
                prop:value=own_name
                on:change=rename
            />
            <Show when=move || left_out.get()>
                <span class="hint">{td_string!(say.locale(), downloads.column_left_out)}</span>
            </Show>
            <span class="steps">
                <button
                    class="btn small"
                    type="button"
                    id=id(UP, field)
                    aria-label=label(Step::Up)
                    disabled=move || place.get() == Some(0)
                    on:click=move |_| go(Step::Up)
                >
                    <Icon symbol=Symbol::Up/>
                </button>
                <button
                    class="btn small flip"
                    type="button"
                    id=id(DOWN, field)
                    aria-label=label(Step::Down)
                    disabled=move || place.get() == Some(last.get())
                    on:click=move |_| go(Step::Down)
                >
                    <Icon symbol=Symbol::Up/>
                </button>
                <button
                    class="btn small"
                    type="button"
                    aria-label=td_string!(say.locale(), downloads.column_remove, name = usual)
                    on:click=move |_| {
                        draft.recipe.update(|recipe| recipe.columns.retain(|it| it.field != field));
                    }
                >
                    <Icon symbol=Symbol::None/>
                </button>
            </span>
        </li>
    }
}

#[component]
fn AddColumn(draft: Draft) -> impl IntoView {
    let say = draft.say;
    let others = move || {
        let recipe = draft.recipe.read();
        let others = draft.possible().into_iter();
        others
            .filter(|field| place_of(&recipe.columns, *field).is_none())
            .map(
                |field| view! { <option value=field.key()>{field.name(draft.language())}</option> },
            )
            .collect_view()
    };
    view! {
        <div class="field">
            <label for="add-column">{td_string!(say.locale(), downloads.column_add)}</label>
            <select
                class="input short"
                id="add-column"
                prop:value=move || {
                    draft.recipe.track();
                    ""
                }
                on:change=move |event| {
                    if let Some(field) = Field::of_key(&event_target_value(&event)) {
                        draft.recipe.update(|recipe| recipe.columns.push(Chosen { field, name: None }));
                    }
                }
            >
                <option value="">{td_string!(say.locale(), downloads.column_choose)}</option>
                {others}
            </select>
        </div>
    }
}

/// A step in the order of columns.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Step {
    Up,
    Down,
}

impl Step {
    /// Moves a column; false if it is at the end already.
    fn moves(self, columns: &mut [Chosen], field: Field) -> bool {
        let Some(from) = place_of(columns, field) else {
            return false;
        };
        let to = match self {
            Self::Up => from.checked_sub(1),
            Self::Down => Some(from + 1).filter(|to| *to < columns.len()),
        };
        if let Some(to) = to {
            columns.swap(from, to);
        }
        to.is_some()
    }
}

fn place_of(columns: &[Chosen], field: Field) -> Option<usize> {
    columns.iter().position(|chosen| chosen.field == field)
}

/// The element id of a part of a column's row.
fn id(part: &str, field: Field) -> String {
    format!("{part}-{}", field.key())
}

const NAME: &str = "column";
const UP: &str = "up";
const DOWN: &str = "down";
