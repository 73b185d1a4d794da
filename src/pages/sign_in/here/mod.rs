//! Signing in inside AudiPy: what Amazon asks, one question at a time.

mod approval;
mod captcha;
mod code;
mod credentials;
mod ended;
mod question;
mod ways;

use audible::conversation::{Challenge, DeadEnd, Question};
use audipy::state::{ConversationView, State};
use leptos::prelude::*;
use leptos_router::components::A;
use zeroize::Zeroize;

use super::one_device::OneDevice;
use super::{SignIn, Taken, go_on, taken};
use crate::components::{Note, Page, Skeleton, Tone};
use crate::language::{t, t_string, use_i18n};
use approval::ApprovalPanel;
use captcha::CaptchaPanel;
use code::{Code, CodePanel};
use credentials::{CredentialsPanel, FirstPanel};
use ended::{ElsewherePanel, EndedPanel};
use ways::{CvfChoicePanel, MfaChoicePanel};

/// `/sign-in/here`.
#[component]
pub(crate) fn SignInHerePage() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    go_on(state);
    state.ask_relay();
    let here = Here {
        sign_in: SignIn::chosen(state),
        name: RwSignal::new(String::new()),
    };
    on_cleanup(move || {
        state.leave_conversation();
        state.leave_sign_in();
        here.forget_name();
    });
    let carries = Memo::new(move |_| state.environment.read().carries_sign_in);
    let taken = taken(state);
    // Amazon knows who it is: nobody needs it here any more.
    Effect::new(move |_| {
        if taken.read().is_some() {
            here.forget_name();
        }
    });
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, conversation.title).to_owned())
            lead=move || t!(i18n, conversation.lead)
            narrow=true
        >
            {move || match (taken.get(), carries.get()) {
                (Some(step), _) => view! { <Taken step/> }.into_any(),
                (_, None) => {
                    view! { <p role="status">{t!(i18n, conversation.checking)}</p> }.into_any()
                }
                (_, Some(false)) => view! { <Closed here/> }.into_any(),
                (_, Some(true)) => view! { <Panels here/> }.into_any(),
            }}
        </Page>
    }
}

/// What is kept of what was typed. `Copy`, for the panels. The password is in none of it.
#[derive(Clone, Copy)]
struct Here {
    sign_in: SignIn,
    /// E-mail address, number or user name.
    name: RwSignal<String>,
}

impl Here {
    /// Amazon's own page for the same store and kind of account.
    fn amazons_way(self) -> String {
        format!("/sign-in?{}", self.sign_in.query())
    }

    fn forget_name(self) {
        let _ = self.name.try_update(Zeroize::zeroize);
    }
}

/// What is on the page now; made anew only when that is something else.
#[derive(Clone, PartialEq)]
enum Panel {
    First,
    Busy,
    Question(Question),
    Ended(DeadEnd),
    Elsewhere,
}

#[component]
fn Panels(here: Here) -> impl IntoView {
    let state = here.sign_in.state();
    let panel = Memo::new(move |_| match state.conversation.get() {
        ConversationView::NotBegun => Panel::First,
        ConversationView::Busy => Panel::Busy,
        ConversationView::Asking { question, .. } => Panel::Question(question),
        ConversationView::Ended(end) => Panel::Ended(end),
        ConversationView::ElsewhereDone => Panel::Elsewhere,
    });
    move || match panel.get() {
        Panel::First => view! { <FirstPanel here/> }.into_any(),
        Panel::Busy => view! { <BusyPanel here/> }.into_any(),
        Panel::Question(question) => view! { <QuestionPanel here question/> }.into_any(),
        Panel::Ended(end) => view! { <EndedPanel here end/> }.into_any(),
        Panel::Elsewhere => ElsewherePanel().into_any(),
    }
}

#[component]
fn QuestionPanel(here: Here, question: Question) -> impl IntoView {
    let Question {
        challenge,
        refused,
        notices,
    } = question;
    match challenge {
        Challenge::Credentials(again) => {
            view! { <CredentialsPanel here again notices/> }.into_any()
        }
        Challenge::Captcha {
            picture,
            with_credentials,
        } => view! { <CaptchaPanel here picture with_credentials refused notices/> }.into_any(),
        Challenge::MfaChoice { ways } => view! { <MfaChoicePanel here ways notices/> }.into_any(),
        Challenge::Otp {
            other_way,
            resendable,
        } => {
            let asked = Code::Otp {
                other_way,
                resendable,
            };
            view! { <CodePanel here asked refused notices/> }.into_any()
        }
        Challenge::CvfChoice { ways } => view! { <CvfChoicePanel here ways notices/> }.into_any(),
        Challenge::Cvf => view! { <CodePanel here asked=Code::Cvf refused notices/> }.into_any(),
        Challenge::Approval { device, resendable } => {
            view! { <ApprovalPanel here device resendable notices/> }.into_any()
        }
    }
}

/// Amazon is being asked; it can be given up at any time.
#[component]
fn BusyPanel(here: Here) -> impl IntoView {
    let i18n = use_i18n();
    let state = here.sign_in.state();
    view! {
        <section class="gap-m" aria-busy="true">
            <div role="status" class="gap-s">
                <h2>{t!(i18n, conversation.busy)}</h2>
                <p>{t!(i18n, conversation.busy_text)}</p>
            </div>
            <Skeleton/>
            <div class="row">
                <button class="btn" type="button" on:click=move |_| state.leave_conversation()>
                    {t!(i18n, conversation.cancel)}
                </button>
            </div>
        </section>
    }
}

/// The relay's owner left this off.
#[component]
fn Closed(here: Here) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Note tone=Tone::Warn>
            <strong>{t!(i18n, conversation.closed_title)}</strong>
            <span>{t!(i18n, conversation.closed_text)}</span>
            <div class="row">
                <A href=here.amazons_way() attr:class="btn">
                    {t!(i18n, conversation.safer)}
                </A>
            </div>
        </Note>
    }
}
