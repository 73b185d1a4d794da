//! Who signs in: at the beginning, and whenever Amazon wants it again.

use audible::conversation::{Again, Answer, Credentials};
use audible::{AccountKind, Secret};
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::components::A;
use zeroize::Zeroizing;

use super::super::store::{Kind, StoreSelect};
use super::question::{QuestionForm, offline, take};
use super::{Here, OneDevice};
use crate::components::{Note, Tone};
use crate::language::{t, use_i18n};

/// The two fields. The password is nowhere but in its field, and taken out of it.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    here: Here,
    password: NodeRef<Input>,
}

impl Typed {
    pub(super) fn new(here: Here) -> Self {
        Self {
            here,
            password: NodeRef::new(),
        }
    }

    /// Empties the field of the password.
    pub(super) fn forget_password(self) {
        drop(Zeroizing::new(take(self.password)));
    }

    /// What was typed, if both are there; nothing is emptied otherwise.
    pub(super) fn take(self) -> Option<Credentials> {
        let name = self.here.name.get_untracked().trim().to_owned();
        let is_there = self
            .password
            .get_untracked()
            .is_some_and(|field| !field.value().is_empty());
        (is_there && !name.is_empty()).then(|| Credentials {
            name: Secret::new(name),
            password: Secret::new(take(self.password)),
        })
    }
}

/// Name and password.
#[component]
pub(super) fn CredentialsFields(
    typed: Typed,
    /// Asked for once more.
    #[prop(optional)]
    again: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let Here { sign_in, name } = typed.here;
    let is_username = move || sign_in.kind.get() == AccountKind::Audible;
    view! {
        <div class="field">
            <label for="name">
                {move || {
                    if is_username() {
                        t!(i18n, conversation.user_name)
                    } else {
                        t!(i18n, conversation.email)
                    }
                }}
            </label>
            <input
                class="input"
                id="name"
                type="text"
                inputmode=move || (!is_username()).then_some("email")
                autocomplete="username"
                autocapitalize="off"
                spellcheck="false"
                aria-invalid=again.then_some("true")
                aria-describedby="question-note question-missing"
                prop:value=name
                on:input=move |event| name.set(event_target_value(&event))
            />
        </div>
        <div class="field">
            <label for="password">
                {if again {
                    t!(i18n, conversation.password_again)
                } else {
                    t!(i18n, conversation.password)
                }}
            </label>
            <input
                class="input"
                id="password"
                type="password"
                autocomplete="current-password"
                aria-invalid=again.then_some("true")
                aria-describedby="question-note question-missing"
                node_ref=typed.password
            />
        </div>
    }
}

/// The beginning: what passes through the relay, store, name and password.
#[component]
pub(super) fn FirstPanel(here: Here) -> impl IntoView {
    let i18n = use_i18n();
    let Here { sign_in, .. } = here;
    let state = sign_in.state();
    let typed = Typed::new(here);
    let missing = RwSignal::new(None);
    let relay = move || state.environment.read().relay.clone();
    let begin = move || match typed.take() {
        Some(credentials) => {
            state.converse(
                sign_in.store.get_untracked(),
                sign_in.kind.get_untracked(),
                credentials,
            );
            None
        }
        None => Some(t!(i18n, conversation.fill_both)),
    };
    view! {
        <form
            class="gap-m question"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                let offline = offline(here, i18n);
                if offline.is_some() {
                    typed.forget_password();
                }
                missing.set(offline.or_else(&begin));
            }
        >
            <OneDevice/>
            <Note tone=Tone::Warn>
                <strong>{t!(i18n, conversation.passes_title)}</strong>
                <span>{t!(i18n, conversation.passes_text, <code> = <code/>, relay = relay)}</span>
                <span>{t!(i18n, conversation.safer_text)}</span>
                <div class="row">
                    <A href=move || here.amazons_way() attr:class="btn small">
                        {t!(i18n, conversation.safer)}
                    </A>
                </div>
            </Note>
            <h2>{t!(i18n, conversation.who)}</h2>
            <div class="field">
                <label for="store">{t!(i18n, conversation.store_label)}</label>
                <StoreSelect sign_in/>
                <p class="hint" id="store-hint">{t!(i18n, sign_in.store_hint)}</p>
            </div>
            <Show when=move || sign_in.store.get().has_usernames()>
                <Kind sign_in/>
            </Show>
            <CredentialsFields typed/>
            <p class="hint wrong" id="question-missing" role="status">{missing}</p>
            <div class="row">
                <button class="btn main" type="submit">{t!(i18n, conversation.go)}</button>
            </div>
        </form>
    }
}

/// Amazon wants them again.
#[component]
pub(super) fn CredentialsPanel(here: Here, again: Again, notices: Vec<String>) -> impl IntoView {
    let i18n = use_i18n();
    let state = here.sign_in.state();
    let typed = Typed::new(here);
    let wrong = match again {
        Again::Refused => (
            t!(i18n, conversation.again_refused),
            t!(i18n, conversation.again_refused_text),
        ),
        Again::Unknown => (
            t!(i18n, conversation.again_unknown),
            t!(i18n, conversation.again_unknown_text),
        ),
        Again::Unsaid => (
            t!(i18n, conversation.again_unsaid),
            t!(i18n, conversation.again_unsaid_text),
        ),
    };
    let answer = Callback::new(move |()| match typed.take() {
        Some(credentials) => {
            state.answer(Answer::Credentials(credentials));
            None
        }
        None => Some(t!(i18n, conversation.fill_both)),
    });
    view! {
        <QuestionForm
            here
            title=t!(i18n, conversation.who)
            go=t!(i18n, conversation.go)
            wrong=Some(wrong)
            notices
            answer
            typed
        >
            <CredentialsFields typed again=true/>
        </QuestionForm>
    }
}
