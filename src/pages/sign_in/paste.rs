//! Step 3: the address of the last page.

use audipy::state::PasteProblem;
use leptos::prelude::*;

use super::SignIn;
use super::lost::LostAddress;
use super::picture::LastPagePicture;
use super::wrong::WrongPaste;
use crate::components::{Note, Tone};
use crate::language::{t, use_i18n};

/// The field is checked as one types and emptied once it was read. Its text is in no form, no
/// address and no message.
#[component]
pub(super) fn PasteStep(sign_in: SignIn) -> impl IntoView {
    let i18n = use_i18n();
    let state = sign_in.state();
    let text = RwSignal::new(String::new());
    // What only sending can tell stays until the text is changed.
    let refused = RwSignal::new(None::<PasteProblem>);
    let verdict = Memo::new(move |_| {
        state.attempt.track();
        let text = text.read();
        (!text.trim().is_empty()).then(|| state.check_paste(&text))
    });
    let problem = Memo::new(move |_| {
        refused.get().or_else(|| match verdict.get() {
            Some(Err(problem)) => Some(problem),
            _ => None,
        })
    });
    let good = Memo::new(move |_| verdict.get() == Some(Ok(())) && refused.read().is_none());
    let submit = move |_| {
        if !good.get_untracked() {
            return;
        }
        let sent = state.submit_paste(&text.read_untracked());
        match sent {
            Ok(()) => text.set(String::new()),
            Err(problem) => refused.set(Some(problem)),
        }
    };
    let start_over = move |_| {
        text.set(String::new());
        refused.set(None);
        sign_in.under_way.set(false);
        state.start_over();
    };
    view! {
        <li class="step now">
            <div>
                <h2>{t!(i18n, sign_in.paste_step)}</h2>
                <p>{t!(i18n, sign_in.paste_text)}</p>
                <LastPagePicture sign_in/>
                <div class="field">
                    <label for="paste">{t!(i18n, sign_in.paste_label)}</label>
                    <textarea
                        class="input"
                        id="paste"
                        rows="3"
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                        aria-describedby="paste-verdict"
                        aria-invalid=move || problem.read().is_some().then_some("true")
                        prop:value=text
                        on:input=move |event| {
                            refused.set(None);
                            text.set(event_target_value(&event));
                        }
                    ></textarea>
                    <div id="paste-verdict" aria-live="polite">
                        {move || {
                            problem
                                .get()
                                .map(|problem| view! { <WrongPaste sign_in problem/> })
                        }}
                        <Show when=move || good.get()>
                            <Note tone=Tone::Good>
                                <strong>{t!(i18n, sign_in.paste_good)}</strong>
                                <span>{t!(i18n, sign_in.paste_good_text)}</span>
                            </Note>
                        </Show>
                    </div>
                </div>
                <div class="row">
                    <button
                        class="btn"
                        class:main=good
                        type="button"
                        aria-disabled=move || (!good.get()).then_some("true")
                        aria-describedby="paste-why"
                        on:click=submit
                    >
                        {t!(i18n, sign_in.go)}
                    </button>
                    <button class="btn plain" type="button" on:click=start_over>
                        {t!(i18n, sign_in.start_over)}
                    </button>
                </div>
                <Show when=move || !good.get()>
                    <p class="hint" id="paste-why">{t!(i18n, sign_in.paste_why)}</p>
                </Show>
                <LostAddress sign_in/>
            </div>
        </li>
    }
}
