//! How far the file is that is being made; it stays in sight wherever it was asked for.

use audipy::state::ExportView;
use leptos::prelude::*;

use super::words::size;
use crate::components::report::Say;
use crate::components::{Note, ProblemNote, Tone};
use crate::language::td_string;

/// The file that is being made, or was made last.
#[component]
pub(super) fn Progress() -> impl IntoView {
    let say = Say::here();
    let state = say.state;
    let stage = Memo::new(move |_| match &*state.export.read() {
        ExportView::Making(_) => ExportView::Making(0.0),
        other => other.clone(),
    });
    view! {
        <div class="making" role="status">
            {move || match stage.get() {
                ExportView::Idle => ().into_any(),
                ExportView::Making(_) | ExportView::Writing => view! { <UnderWay/> }.into_any(),
                ExportView::Stopped => view! {
                    <Note>
                        <strong>{td_string!(say.locale(), downloads.stopped)}</strong>
                        <span>{td_string!(say.locale(), downloads.stopped_text)}</span>
                    </Note>
                }
                .into_any(),
                ExportView::Saved { name, bytes } => view! {
                    <Note tone=Tone::Good>
                        <strong>{td_string!(say.locale(), downloads.saved)}</strong>
                        <span>
                            {td_string!(
                                say.locale(),
                                downloads.saved_text,
                                name = name,
                                size = size(say, bytes.into())
                            )}
                        </span>
                    </Note>
                }
                .into_any(),
                ExportView::Failed(problem) => view! { <ProblemNote problem/> }.into_any(),
            }}
        </div>
    }
}

/// A bar, and the way out.
#[component]
fn UnderWay() -> impl IntoView {
    let say = Say::here();
    let state = say.state;
    // Nothing is known of how long the writing takes.
    let share = move || match *state.export.read() {
        ExportView::Making(share) => Some(format!("{share:.3}")),
        _ => None,
    };
    let words = move || match *state.export.read() {
        ExportView::Writing => td_string!(say.locale(), downloads.writing),
        _ => td_string!(say.locale(), downloads.making),
    };
    view! {
        <Note>
            <strong id="making">{words}</strong>
            <progress class="live" max="1" value=share aria-labelledby="making"></progress>
            <div class="row">
                <button class="btn small" type="button" on:click=move |_| state.stop_export()>
                    {td_string!(say.locale(), downloads.cancel)}
                </button>
            </div>
        </Note>
    }
}
