//! A picture with characters to read.

use audible::conversation::{Answer, NoPicture, Picture};
use audipy::browser::download;
use leptos::html::Input;
use leptos::prelude::*;

use super::Here;
use super::credentials::{CredentialsFields, Typed};
use super::question::{QuestionForm, take};
use crate::components::{Note, Tone};
use crate::language::{t, t_string, use_i18n};

/// The picture, a field, and what Amazon wants with it.
#[component]
pub(super) fn CaptchaPanel(
    here: Here,
    picture: Result<Picture, NoPicture>,
    with_credentials: bool,
    refused: bool,
    notices: Vec<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = here.sign_in.state();
    let typed = Typed::new(here);
    let characters = NodeRef::<Input>::new();
    let answer = Callback::new(move |()| {
        let is_empty = characters
            .get_untracked()
            .is_none_or(|field| field.value().trim().is_empty());
        if is_empty {
            return Some(t!(i18n, conversation.fill_one));
        }
        let credentials = if with_credentials {
            let Some(credentials) = typed.take() else {
                return Some(t!(i18n, conversation.fill_both));
            };
            Some(credentials)
        } else {
            None
        };
        state.answer(Answer::Captcha {
            characters: take(characters),
            credentials,
        });
        None
    });
    let wrong = refused.then(|| {
        if with_credentials {
            (
                t!(i18n, conversation.captcha_refused_with),
                t!(i18n, conversation.captcha_refused_with_text),
            )
        } else {
            (
                t!(i18n, conversation.captcha_refused),
                t!(i18n, conversation.captcha_refused_text),
            )
        }
    });
    view! {
        <QuestionForm
            here
            title=t!(i18n, conversation.captcha)
            go=t!(i18n, conversation.go_on)
            wrong
            notices
            answer
            typed
        >
            <div class="gap-s">
                <Shown picture/>
                <div class="row">
                    <button
                        class="btn small"
                        type="button"
                        on:click=move |_| state.answer(Answer::NewPicture)
                    >
                        {t!(i18n, conversation.captcha_new)}
                    </button>
                </div>
            </div>
            <div class="field">
                <label for="characters">{t!(i18n, conversation.captcha_label)}</label>
                <input
                    class="input short"
                    id="characters"
                    type="text"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-invalid=refused.then_some("true")
                    aria-describedby="question-note characters-hint question-missing"
                    node_ref=characters
                />
                <p class="hint" id="characters-hint">{t!(i18n, conversation.captcha_hint)}</p>
            </div>
            {with_credentials
                .then(|| {
                    view! {
                        <p>{t!(i18n, conversation.captcha_with)}</p>
                        <CredentialsFields typed again=refused/>
                    }
                })}
        </QuestionForm>
    }
}

/// The picture itself, for as long as it is shown.
#[component]
fn Shown(picture: Result<Picture, NoPicture>) -> impl IntoView {
    let i18n = use_i18n();
    let url = match &picture {
        Ok(picture) => download::blob_url(picture.kind, &picture.bytes),
        Err(_) => None,
    };
    let Some(url) = url else {
        let host = match picture {
            Err(NoPicture::ForeignHost(host)) => Some(host),
            _ => None,
        };
        let (what, advice) = match host {
            Some(host) => (
                t_string!(i18n, conversation.captcha_foreign, host = host),
                t!(i18n, conversation.captcha_foreign_text),
            ),
            None => (
                t!(i18n, conversation.captcha_none).to_owned(),
                t!(i18n, conversation.captcha_none_text),
            ),
        };
        return view! {
            <Note tone=Tone::Warn>
                <strong>{what}</strong>
                <span>{advice}</span>
            </Note>
        }
        .into_any();
    };
    let shown = url.clone();
    on_cleanup(move || download::revoke(&shown));
    view! { <img class="captcha" src=url alt=t!(i18n, conversation.captcha_alt)/> }.into_any()
}
