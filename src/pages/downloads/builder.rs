//! The builder: which lists, what kind of file, which columns, what is left out.

use exports::{Format, List};
use leptos::prelude::*;

use super::columns::Columns;
use super::draft::Draft;
use super::kept::KeepThis;
use super::options::{CsvOptions, LeftOut, RowOrder};
use super::summary::Summary;
use super::words;
use crate::components::{Icon, Symbol};
use crate::language::td_string;

/// Puts a recipe together, and has it made or kept.
#[component]
pub(super) fn Builder(draft: Draft) -> impl IntoView {
    let say = draft.say;
    let chooses = Memo::new(move |_| draft.recipe.read().format.has_choices());
    let is_csv = Memo::new(move |_| draft.recipe.read().format == Format::Csv);
    let ready = Memo::new(move |_| draft.is_complete());
    view! {
        <section aria-labelledby="builder">
            <h2 id="builder" tabindex="-1">{td_string!(say.locale(), downloads.builder)}</h2>
            // No form: Enter in the name of a column is no wish for a file.
            <div class="gap-m top-s">
                <Formats draft/>
                <Show when=move || chooses.get()>
                    <Lists draft/>
                    <Columns draft/>
                    <RowOrder draft/>
                </Show>
                <LeftOut draft/>
                <Show when=move || is_csv.get()>
                    <CsvOptions draft/>
                </Show>
                <Summary draft/>
                <div class="row">
                    <button
                        class="btn main"
                        type="button"
                        disabled=move || !ready.get()
                        on:click=move |_| draft.write(draft.recipe.get_untracked())
                    >
                        <Icon symbol=Symbol::Down/>
                        {td_string!(say.locale(), downloads.download_file)}
                    </button>
                    <Show when=move || !ready.get()>
                        <span class="hint">{td_string!(say.locale(), downloads.choose_a_list)}</span>
                    </Show>
                </div>
            </div>
            <KeepThis draft ready/>
        </section>
    }
}

#[component]
fn Formats(draft: Draft) -> impl IntoView {
    let say = draft.say;
    let choice = move |format: Format| {
        let (name, about) = words::format(say, format);
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="format"
                    value=format.key()
                    prop:checked=move || draft.recipe.read().format == format
                    on:change=move |_| draft.recipe.update(|recipe| recipe.format = format)
                />
                <span>
                    <b>{name}</b>
                    {about}
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="formats">
            <legend class="label">{td_string!(say.locale(), downloads.format)}</legend>
            {Format::ALL.into_iter().map(choice).collect_view()}
        </fieldset>
    }
}

#[component]
fn Lists(draft: Draft) -> impl IntoView {
    let say = draft.say;
    let choice = move |list: List| {
        let rows = move || {
            let rows = draft.rows.read().get(&list).copied();
            rows.map(|rows| say.number(rows)).unwrap_or_default()
        };
        view! {
            <label class="chip">
                <input
                    type="checkbox"
                    prop:checked=move || draft.recipe.read().lists.contains(&list)
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        draft.recipe.update(|recipe| {
                            recipe.lists.retain(|known| *known != list);
                            if on {
                                recipe.lists.push(list);
                            }
                        });
                    }
                />
                {list.name(draft.language())} " "
                <span class="num">{rows}</span>
            </label>
        }
    };
    view! {
        <fieldset>
            <legend class="label">{td_string!(say.locale(), downloads.lists)}</legend>
            <div class="chips choices">{List::ALL.iter().copied().map(choice).collect_view()}</div>
        </fieldset>
    }
}
