//! Titles that are not for the member: the buttons that say so and take it back, and what was said last.

use audipy::state::{HiddenTitle, Said, State};
use leptos::html::Div;
use leptos::prelude::*;
use leptos_router::components::A;
use reports::{Reports, TitleId};

use super::say::Say;
use crate::language::{t_string, td_string, use_i18n};

/// Says that a title is not for the member.
pub(crate) fn hide_button(say: Say, reports: &Reports, id: TitleId) -> AnyView {
    hiding(say, reports, id, None)
}

/// The same in a table, where the keys lead from row to row: by keyboard it is said on the title's page.
pub(super) fn hide_in_row(say: Say, reports: &Reports, id: TitleId) -> AnyView {
    hiding(say, reports, id, Some("-1"))
}

fn hiding(say: Say, reports: &Reports, id: TitleId, tabindex: Option<&'static str>) -> AnyView {
    let locale = say.locale();
    let product = reports.product(id);
    let said = Said {
        titles: vec![HiddenTitle {
            asin: product.asin.clone(),
            title: product.title.clone(),
        }],
        hides: true,
    };
    let label = td_string!(
        locale,
        reports.hidden.hide_of,
        title = product.title.clone()
    );
    let words = td_string!(locale, reports.hidden.hide);
    button(say.state, words, label, said, tabindex)
}

/// Takes back what keeps a title from being suggested: what was said of it, or of another edition.
pub(crate) fn bring_back_button(say: Say, reports: &Reports, id: TitleId) -> AnyView {
    let locale = say.locale();
    let by = reports.hidden_by(id);
    let titles = say.state.hidden.with_untracked(|hidden| {
        let titles = hidden.titles.iter();
        titles
            .filter(|title| by.contains(&title.asin))
            .cloned()
            .collect()
    });
    let said = Said {
        titles,
        hides: false,
    };
    let title = reports.product(id).title.clone();
    let label = td_string!(locale, reports.hidden.back_of, title = title);
    button(
        say.state,
        td_string!(locale, reports.hidden.back),
        label,
        said,
        None,
    )
}

fn button(
    state: State,
    words: &'static str,
    label: String,
    said: Said,
    tabindex: Option<&'static str>,
) -> AnyView {
    view! {
        <button
            class="btn plain small"
            type="button"
            aria-label=label
            tabindex=tabindex
            on:click=move |_| state.say_of_titles(said.clone())
        >
            {words}
        </button>
    }
    .into_any()
}

/// What was said of a title last, in words, with the way back. It gets the focus, since the button that
/// said it is gone, and lies over the page, since the title may be far down.
#[component]
pub(crate) fn LastSaid(
    /// There is a list of all that is hidden elsewhere.
    #[prop(default = true)]
    leads_to_all: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    state.forget_said();
    on_cleanup(move || state.forget_said());
    let place = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if state.said.read().is_some()
            && let Some(place) = place.get()
        {
            // It fails only for elements that are not shown.
            let _ = place.focus();
        }
    });
    let words = move || {
        let said = state.said.read();
        let said = said.as_ref()?;
        let title = said.title().to_owned();
        Some(if said.hides {
            t_string!(i18n, reports.hidden.said, title = title)
        } else {
            t_string!(i18n, reports.hidden.taken_back, title = title)
        })
    };
    let is_said = Memo::new(move |_| state.said.read().is_some());
    // Of the sample and of all together nothing is stored.
    let is_stored = Memo::new(move |_| {
        let account = state.account.read();
        account
            .as_ref()
            .is_some_and(|it| it.origin.is_one_account())
    });
    let undo = move |_| {
        let undone = state
            .said
            .with_untracked(|said| said.as_ref().map(Said::undone));
        if let Some(undone) = undone {
            state.say_of_titles(undone);
        }
    };
    view! {
        <div class="said no-print" role="status" tabindex="-1" node_ref=place>
            <span>{words}</span>
            <Show when=move || is_said.get()>
                <Show when=move || !is_stored.get()>
                    <span class="hint">{t_string!(i18n, reports.hidden.here_only)}</span>
                </Show>
                <span class="row">
                    <button class="btn plain small" type="button" on:click=undo>
                        {t_string!(i18n, tables.undo)}
                    </button>
                    <Show when=move || leads_to_all>
                        <A href="/settings#not-for-me" attr:class="btn plain small">
                            {t_string!(i18n, reports.hidden.all)}
                        </A>
                    </Show>
                    <button
                        class="btn plain small"
                        type="button"
                        on:click=move |_| {
                            // This button goes; the focus stays here.
                            if let Some(place) = place.get_untracked() {
                                let _ = place.focus();
                            }
                            state.forget_said();
                        }
                    >
                        {t_string!(i18n, find.close)}
                    </button>
                </span>
            </Show>
        </div>
    }
}
