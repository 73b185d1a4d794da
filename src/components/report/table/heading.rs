//! [`heading`]: what stands over a group.

use leptos::prelude::*;

use super::lines::{Folds, Table};
use crate::components::list::Window;
use crate::components::report::contents::Contents;
use crate::components::report::say::Say;
use crate::language::td_string;

/// The name of a group, which folds it; its sum; the way to its page.
pub(super) fn heading(
    say: Say,
    contents: Contents,
    table: &Table,
    (group, rows): (usize, usize),
    line: usize,
    folds: RwSignal<Folds>,
    window: Window,
) -> AnyView {
    let reports = &table.source.reports;
    let folded = folds.with_untracked(|folds| folds.is_folded(group));
    let name = contents.name(say, reports, group);
    view! {
        <button
            type="button"
            class="fold"
            class:folded=folded
            id=window.line_id(line)
            aria-expanded=if folded { "false" } else { "true" }
            on:click=move |_| {
                folds.update(|folds| folds.toggle(group));
                // It is drawn anew, and keeps the focus.
                request_animation_frame(move || window.go_to(line));
            }
        >
            {name.clone()}
        </button>
        <small>{contents.sum(say, reports, group, rows)}</small>
        {contents.address(reports, group).map(|address| {
            view! {
                <a class="about" href=address>
                    {td_string!(say.locale(), find.about, name = name)}
                </a>
            }
        })}
    }
    .into_any()
}
