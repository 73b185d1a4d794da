//! Where it cannot go on here: why, and the ways that are left. Never a dead end.

use audible::conversation::{DeadEnd, Why};
use audipy::browser::clipboard;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;

use super::Here;
use super::question::Heading;
use crate::components::{Icon, Note, Symbol, Tone};
use crate::language::{Words, t, t_string, use_i18n};

/// Why it ended, Amazon's own page, what was typed, and words for a report.
#[component]
pub(super) fn EndedPanel(here: Here, end: DeadEnd) -> impl IntoView {
    let i18n = use_i18n();
    let state = here.sign_in.state();
    let DeadEnd { why, description } = end;
    let (what, advice) = words(i18n, why);
    let name = here.name.get_untracked().trim().to_owned();
    view! {
        <section class="gap-m question">
            <Heading title=what/>
            <p>{advice}</p>
            <div class="row">
                <A href=here.amazons_way() attr:class="btn main">
                    {t!(i18n, conversation.end_amazon)}
                </A>
                <button class="btn" type="button" on:click=move |_| state.leave_conversation()>
                    {t!(i18n, conversation.start_over)}
                </button>
            </div>
            {(!name.is_empty())
                .then(|| {
                    view! {
                        <div class="gap-s">
                            <p class="hint">{t!(i18n, conversation.end_kept)}</p>
                            <Copyable text=name/>
                        </div>
                    }
                })}
            {(!description.is_empty())
                .then(|| {
                    view! {
                        <details class="more">
                            <summary>{t!(i18n, conversation.report_more)}</summary>
                            <div class="gap-s">
                                <p class="hint">{t!(i18n, conversation.report_text)}</p>
                                <Copyable text=format!(
                                    "AudiPy {}: {}",
                                    env!("CARGO_PKG_VERSION"),
                                    description,
                                )/>
                            </div>
                        </details>
                    }
                })}
        </section>
    }
}

/// Another tab was quicker.
#[component]
pub(super) fn ElsewherePanel() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Note tone=Tone::Good role="status">
            <strong>{t!(i18n, conversation.elsewhere)}</strong>
            <span>{t!(i18n, conversation.elsewhere_text)}</span>
            <div class="row">
                <A href="/" attr:class="btn small">
                    {t!(i18n, common.overview)}
                </A>
            </div>
        </Note>
    }
}

#[component]
fn Copyable(text: String) -> impl IntoView {
    let i18n = use_i18n();
    let copied = RwSignal::new(None);
    let shown = text.clone();
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move { copied.set(Some(clipboard::copy(&text).await)) });
    };
    view! {
        <div class="row">
            <code class="kept">{shown}</code>
            <button class="btn small" type="button" on:click=copy>
                <Icon symbol=Symbol::Copy/>
                {t!(i18n, conversation.copy)}
            </button>
            <span class="hint" role="status">
                {move || match copied.get() {
                    None => None,
                    Some(true) => Some(t!(i18n, common.copied)),
                    Some(false) => Some(t!(i18n, common.copy_failed)),
                }}
            </span>
        </div>
    }
}

/// What happened, what to do (sign-in reference, 5.10).
fn words(i18n: Words, why: Why) -> (&'static str, String) {
    macro_rules! say {
        ($what:ident, $advice:ident) => {
            (
                t!(i18n, conversation.$what),
                t!(i18n, conversation.$advice).to_owned(),
            )
        };
    }
    match why {
        Why::Puzzle => say!(end_puzzle, end_puzzle_text),
        Why::Firewall => say!(end_firewall, end_firewall_text),
        Why::PasskeyDemanded => say!(end_passkey, end_passkey_text),
        Why::PasswordReset => say!(end_reset, end_reset_text),
        Why::TooManyCodes => say!(end_codes, end_codes_text),
        Why::SilentLoop => say!(end_loop, end_loop_text),
        Why::ApprovalDenied => say!(end_denied, end_denied_text),
        Why::ApprovalExpired => say!(end_expired, end_expired_text),
        Why::SessionLost => say!(end_session, end_session_text),
        Why::Outage { status, .. } => (
            t!(i18n, conversation.end_outage),
            t_string!(
                i18n,
                conversation.end_outage_text,
                status = status.to_string()
            ),
        ),
        Why::NoAnswer => say!(end_silence, end_silence_text),
        Why::OtherStore => say!(end_store, end_store_text),
        Why::AttemptTooOld => say!(end_old, end_old_text),
        Why::ForeignAddress => say!(end_foreign, end_foreign_text),
        Why::TooManyPages => say!(end_pages, end_pages_text),
        Why::UnknownPage => say!(end_unknown, end_unknown_text),
    }
}
