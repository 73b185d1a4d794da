//! Wrong pastes in plain words (sign-in reference, section 4).

use audible::{AccountKind, Marketplace};
use audipy::state::PasteProblem;
use leptos::prelude::*;

use super::SignIn;
use crate::components::{Note, Tone, store_name};
use crate::language::{t, use_i18n};

/// What is wrong with a pasted text, and what to do.
#[component]
pub(super) fn WrongPaste(sign_in: SignIn, problem: PasteProblem) -> impl IntoView {
    let found = match problem {
        PasteProblem::WrongStore { found, .. } => Some(found),
        _ => None,
    };
    let (what, advice) = words(sign_in, problem);
    view! {
        <Note tone=Tone::Bad>
            <strong>{what}</strong>
            <span>{advice}</span>
            {found.map(|found| view! { <ChangeStore sign_in found/> })}
        </Note>
    }
}

#[component]
fn ChangeStore(sign_in: SignIn, found: Marketplace) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="row">
            <button class="btn small" type="button" on:click=move |_| sign_in.choose(found)>
                {t!(i18n, sign_in.p_store_button, found = move || store_name(i18n, found))}
            </button>
        </div>
    }
}

/// What happened, what to do.
fn words(sign_in: SignIn, problem: PasteProblem) -> (AnyView, AnyView) {
    let i18n = use_i18n();
    macro_rules! say {
        ($what:ident, $advice:ident) => {
            (
                t!(i18n, sign_in.$what).into_any(),
                t!(i18n, sign_in.$advice).into_any(),
            )
        };
    }
    match problem {
        PasteProblem::AlreadySent => say!(p_sent, p_sent_text),
        PasteProblem::AmazonError { message } if message.is_empty() => {
            say!(p_error, p_error_plain)
        }
        PasteProblem::AmazonError { message } => (
            t!(i18n, sign_in.p_error).into_any(),
            t!(i18n, sign_in.p_error_text, message = message).into_any(),
        ),
        PasteProblem::AttemptTooOld => say!(p_old, p_old_text),
        PasteProblem::CutOff => say!(p_cut, p_cut_text),
        PasteProblem::EmptyCode => say!(p_empty_code, p_empty_code_text),
        PasteProblem::MiddleOfFlow => say!(p_middle, p_middle_text),
        PasteProblem::NoAttempt => say!(p_none, p_none_text),
        PasteProblem::Empty | PasteProblem::NotAnAddress => say!(p_text, p_text_text),
        PasteProblem::NotAmazon => {
            let host = sign_in
                .store
                .get_untracked()
                .www_host(sign_in.kind.get_untracked());
            (
                t!(i18n, sign_in.p_foreign).into_any(),
                t!(i18n, sign_in.p_foreign_text, <code> = <code/>, host = host).into_any(),
            )
        }
        PasteProblem::OldTokenFlow => say!(p_token, p_token_text),
        PasteProblem::ParameterValue => say!(p_value, p_value_text),
        PasteProblem::SignInPage => say!(p_sign_in, p_sign_in_text),
        PasteProblem::MovedOn => (
            t!(i18n, sign_in.p_moved).into_any(),
            t!(i18n, sign_in.p_moved_text, <code> = <code/>).into_any(),
        ),
        PasteProblem::WrongKind {
            expected: AccountKind::Amazon,
        } => {
            say!(p_kind_amazon, p_kind_text)
        }
        PasteProblem::WrongKind {
            expected: AccountKind::Audible,
        } => {
            say!(p_kind_audible, p_kind_text)
        }
        PasteProblem::WrongStore { expected, found } => {
            let family = sign_in.kind.get_untracked().family();
            let name = |store: Marketplace| format!("{family}.{}", store.tld());
            (
                t!(
                    i18n,
                    sign_in.p_store,
                    found = name(found),
                    expected = name(expected)
                )
                .into_any(),
                t!(i18n, sign_in.p_store_text).into_any(),
            )
        }
    }
}
