//! Approval on another device: AudiPy looks by itself.

use audible::conversation::Answer;
use audipy::state::ConversationView;
use leptos::prelude::*;
use leptos_router::components::A;

use super::Here;
use super::question::Heading;
use crate::components::{Note, Tone};
use crate::language::{t, t_string, use_i18n};

/// What to do on the other device, and ways to go on or give up.
#[component]
pub(super) fn ApprovalPanel(
    here: Here,
    device: Option<String>,
    resendable: bool,
    notices: Vec<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = here.sign_in.state();
    let looking = Memo::new(move |_| {
        matches!(
            *state.conversation.read(),
            ConversationView::Asking { looking: true, .. }
        )
    });
    view! {
        <section class="gap-m question">
            <Heading title=t!(i18n, conversation.approval)/>
            <p>{t!(i18n, conversation.approval_text)}</p>
            {device
                .map(|device| {
                    view! {
                        <Note>
                            <strong>
                                {t_string!(i18n, conversation.approval_device, device = device)}
                            </strong>
                        </Note>
                    }
                })}
            {notices
                .into_iter()
                .map(|message| {
                    view! {
                        <Note tone=Tone::Warn>
                            <span>
                                {t_string!(i18n, conversation.amazon_says, message = message)}
                            </span>
                        </Note>
                    }
                })
                .collect_view()}
            <p class="waiting" role="status">{t!(i18n, conversation.approval_waiting)}</p>
            <div class="row">
                <button
                    class="btn main"
                    type="button"
                    aria-disabled=move || looking.get().then_some("true")
                    on:click=move |_| state.answer(Answer::Look)
                >
                    {t!(i18n, conversation.approval_look)}
                </button>
                {resendable
                    .then(|| {
                        view! {
                            <button
                                class="btn"
                                type="button"
                                aria-disabled=move || looking.get().then_some("true")
                                on:click=move |_| state.answer(Answer::Resend)
                            >
                                {t!(i18n, conversation.resend)}
                            </button>
                        }
                    })}
                <button
                    class="btn plain"
                    type="button"
                    on:click=move |_| state.leave_conversation()
                >
                    {t!(i18n, conversation.give_up)}
                </button>
            </div>
            <p class="hint">
                <A href=here.amazons_way()>{t!(i18n, conversation.safer)}</A>
            </p>
        </section>
    }
}
