//! Where a code shall come from, or be sent to.

use audible::conversation::{Answer, MfaMethod, MfaWay};
use leptos::prelude::*;

use super::Here;
use super::question::QuestionForm;
use crate::language::{t, use_i18n};

/// How the one-time password comes.
#[component]
pub(super) fn MfaChoicePanel(here: Here, ways: Vec<MfaWay>, notices: Vec<String>) -> impl IntoView {
    let i18n = use_i18n();
    let ways = ways
        .into_iter()
        .map(|way| Way {
            name: match way.method {
                MfaMethod::App => Some(t!(i18n, conversation.choice_app)),
                MfaMethod::Sms => Some(t!(i18n, conversation.choice_sms)),
                MfaMethod::Voice => Some(t!(i18n, conversation.choice_voice)),
                MfaMethod::Other => None,
            },
            label: way.label,
            spent: way.spent,
        })
        .collect();
    view! { <Ways here title=t!(i18n, conversation.choice) ways notices/> }
}

/// Where the code is sent.
#[component]
pub(super) fn CvfChoicePanel(here: Here, ways: Vec<String>, notices: Vec<String>) -> impl IntoView {
    let i18n = use_i18n();
    let ways = ways
        .into_iter()
        .map(|label| Way {
            name: None,
            label,
            spent: false,
        })
        .collect();
    view! { <Ways here title=t!(i18n, conversation.cvf_choice) ways notices/> }
}

struct Way {
    name: Option<&'static str>,
    /// Amazon's words.
    label: String,
    /// Used up today.
    spent: bool,
}

#[component]
fn Ways(here: Here, title: &'static str, ways: Vec<Way>, notices: Vec<String>) -> impl IntoView {
    let i18n = use_i18n();
    let state = here.sign_in.state();
    // The first one that is left is chosen already.
    let chosen = RwSignal::new(ways.iter().position(|way| !way.spent));
    let answer = Callback::new(move |()| match chosen.get_untracked() {
        Some(way) => {
            state.answer(Answer::Way(way));
            None
        }
        None => Some(t!(i18n, conversation.choose_one)),
    });
    let choice = move |(place, way): (usize, Way)| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="way"
                    disabled=way.spent
                    prop:checked=move || chosen.get() == Some(place)
                    on:change=move |_| chosen.set(Some(place))
                />
                <span>
                    {way.name.map(|name| view! { <b>{name}</b> })}
                    {way.label}
                    {way.spent.then(|| format!(" ({})", t!(i18n, conversation.choice_spent)))}
                </span>
            </label>
        }
    };
    view! {
        <QuestionForm here title go=t!(i18n, conversation.go_on) wrong=None notices answer>
            <fieldset class="gap-s">
                <legend class="vh">{title}</legend>
                {ways.into_iter().enumerate().map(choice).collect_view()}
            </fieldset>
        </QuestionForm>
    }
}
