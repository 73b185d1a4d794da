//! What every question has: a heading that gets the focus, Amazon's words, a way out.

use leptos::html::{H2, Input};
use leptos::prelude::*;
use leptos_router::components::A;

use super::Here;
use super::credentials::Typed;
use crate::components::{Note, Tone};
use crate::language::{Words, t, t_string, use_i18n};

/// One question as a form. Nothing is sent by the browser itself.
#[component]
pub(super) fn QuestionForm(
    /// What this tab asks.
    here: Here,
    /// The question.
    title: &'static str,
    /// The word on the button; none where there is nothing to send.
    #[prop(optional)]
    go: Option<&'static str>,
    /// What was wrong with the last answer, and what to do.
    #[prop(optional_no_strip)]
    wrong: Option<(&'static str, &'static str)>,
    /// Amazon's own words.
    notices: Vec<String>,
    /// Takes the answer; what is missing otherwise.
    answer: Callback<(), Option<&'static str>>,
    /// Name and password, where they are among the fields.
    #[prop(optional)]
    typed: Option<Typed>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = here.sign_in.state();
    let missing = RwSignal::new(None);
    let words = notices
        .into_iter()
        .map(|message| {
            view! {
                <span class="soft">
                    {t_string!(i18n, conversation.amazon_says, message = message)}
                </span>
            }
        })
        .collect_view();
    let tone = if wrong.is_some() {
        Tone::Bad
    } else {
        Tone::Info
    };
    let has_words = wrong.is_some() || !words.is_empty();
    view! {
        <form
            class="gap-m question"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                // What was typed stays in its fields, but no password.
                let offline = offline(here, i18n);
                if let (Some(_), Some(typed)) = (offline, typed) {
                    typed.forget_password();
                }
                missing.set(offline.or_else(|| answer.run(())));
            }
        >
            <Heading title/>
            {has_words
                .then(|| {
                    view! {
                        <Note tone id="question-note" role="alert">
                            {wrong
                                .map(|(what, advice)| {
                                    view! {
                                        <strong>{what}</strong>
                                        <span>{advice}</span>
                                    }
                                })}
                            {words}
                        </Note>
                    }
                })}
            {children()}
            <p class="hint wrong" id="question-missing" role="status">{missing}</p>
            <div class="row">
                {go
                    .map(|go| view! { <button class="btn main" type="submit">{go}</button> })}
                <button
                    class="btn plain"
                    type="button"
                    on:click=move |_| state.leave_conversation()
                >
                    {t!(i18n, conversation.start_over)}
                </button>
            </div>
            <p class="hint">
                <A href=here.amazons_way()>{t!(i18n, conversation.safer)}</A>
            </p>
        </form>
    }
}

/// A heading that gets the focus as soon as it is there.
#[component]
pub(super) fn Heading(title: &'static str) -> impl IntoView {
    let heading = NodeRef::<H2>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            // It fails only for elements that are not shown.
            let _ = heading.focus();
        }
    });
    view! { <h2 node_ref=heading tabindex="-1">{title}</h2> }
}

/// What to say instead of sending something while there is no connection.
pub(super) fn offline(here: Here, i18n: Words) -> Option<&'static str> {
    let is_online = here.sign_in.state().online.get_untracked();
    (!is_online).then(|| t!(i18n, conversation.offline))
}

/// What is typed into a field, which is empty afterwards.
pub(super) fn take(field: NodeRef<Input>) -> String {
    let Some(field) = field.get_untracked() else {
        return String::new();
    };
    let typed = field.value();
    field.set_value("");
    typed
}
