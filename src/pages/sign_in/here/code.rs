//! A code: one-time password, or one that was sent to verify the member.

use audible::Secret;
use audible::conversation::Answer;
use leptos::html::Input;
use leptos::prelude::*;

use super::Here;
use super::question::{QuestionForm, take};
use crate::language::{t, use_i18n};

/// Which code.
#[derive(Clone, Copy, Debug)]
pub(super) enum Code {
    /// A one-time password.
    Otp {
        /// It can come another way.
        other_way: bool,
        /// It can be sent again.
        resendable: bool,
    },
    /// One that was sent.
    Cvf,
}

/// The field for the code, and other ways to get one.
#[component]
pub(super) fn CodePanel(
    here: Here,
    asked: Code,
    refused: bool,
    notices: Vec<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = here.sign_in.state();
    let code = NodeRef::<Input>::new();
    let (title, text, other_way, resendable) = match asked {
        Code::Otp {
            other_way,
            resendable,
        } => (
            t!(i18n, conversation.otp),
            t!(i18n, conversation.otp_text),
            other_way,
            resendable,
        ),
        Code::Cvf => (
            t!(i18n, conversation.cvf),
            t!(i18n, conversation.cvf_text),
            false,
            false,
        ),
    };
    let wrong = refused.then(|| {
        (
            t!(i18n, conversation.otp_refused),
            t!(i18n, conversation.otp_refused_text),
        )
    });
    let answer = Callback::new(move |()| {
        let typed = Secret::new(take(code));
        // EXPOSE: only whether there is anything in it.
        if !typed.expose().contains(char::is_alphanumeric) {
            return Some(t!(i18n, conversation.fill_one));
        }
        state.answer(Answer::Code(typed));
        None
    });
    let say = move |answer: Answer, words: &'static str| {
        view! {
            <button
                class="btn small"
                type="button"
                on:click=move |_| state.answer(answer.clone())
            >
                {words}
            </button>
        }
    };
    view! {
        <QuestionForm
            here
            title
            go=t!(i18n, conversation.go_on)
            wrong
            notices
            answer
        >
            <p>{text}</p>
            <div class="field">
                <label for="code">{t!(i18n, conversation.code_label)}</label>
                <input
                    class="input short code"
                    id="code"
                    type="text"
                    inputmode="numeric"
                    autocomplete="one-time-code"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-invalid=refused.then_some("true")
                    aria-describedby="question-note code-hint question-missing"
                    node_ref=code
                />
                <p class="hint" id="code-hint">{t!(i18n, conversation.code_hint)}</p>
            </div>
            {(other_way || resendable)
                .then(|| {
                    view! {
                        <div class="row">
                            {other_way
                                .then(|| say(Answer::OtherWay, t!(i18n, conversation.otp_other)))}
                            {resendable.then(|| say(Answer::Resend, t!(i18n, conversation.resend)))}
                        </div>
                    }
                })}
        </QuestionForm>
    }
}
