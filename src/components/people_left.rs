//! [`PeopleLeft`]: who was not searched yet, what it takes to do so, and the button for it.

use audipy::state::State;
use leptos::prelude::*;

use super::Note;
use super::report::Say;
use crate::language::td_string;

/// Nothing if everybody was searched.
#[component]
pub(crate) fn PeopleLeft() -> impl IntoView {
    let say = Say::here();
    let state = expect_context::<State>();
    let left = Memo::new(move |_| {
        let sync = state.sync.read();
        let left = sync.summary.as_ref()?.people_left;
        let effort = sync.health.as_ref().map(|health| health.effort(left));
        (left > 0).then_some((left, effort))
    });
    let note = move || {
        let locale = say.locale();
        let n = move |number: u64| say.formats(|formats| formats.count(number));
        left.get().map(|(left, effort)| {
            let effort = effort.map(|effort| {
                let requests = effort.requests;
                let asked = td_string!(locale, sync.further_cost, count = requests, n = n(requests));
                let time = effort.ms.map(|ms| {
                    let minutes = ms.div_ceil(60_000);
                    if minutes < 2 {
                        td_string!(locale, sync.further_quick).to_owned()
                    } else {
                        td_string!(locale, sync.further_minutes, count = minutes, n = n(minutes))
                    }
                });
                view! { <span>{asked} " " {time}</span> }
            });
            view! {
                <Note>
                    <strong>{td_string!(locale, sync.further_title, count = left, n = n(left))}</strong>
                    <span>{td_string!(locale, sync.further_text)}</span>
                    {effort}
                    <div class="row">
                        <button
                            class="btn small"
                            type="button"
                            on:click=move |_| state.look_further()
                        >
                            {td_string!(locale, sync.further)}
                        </button>
                    </div>
                </Note>
            }
        })
    };
    view! { {note} }
}
