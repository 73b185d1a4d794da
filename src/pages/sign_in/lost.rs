//! What to do when the last page is gone before its address was copied.

use leptos::prelude::*;
use leptos_router::components::A;

use super::SignIn;
use super::picture::HistoryPicture;
use crate::language::{t, use_i18n};

/// Steps on a computer, with a picture; other ways on a phone.
#[component]
pub(super) fn LostAddress(sign_in: SignIn) -> impl IntoView {
    let i18n = use_i18n();
    let phone = sign_in.state().environment.read_untracked().phone;
    view! {
        <details class="more">
            <summary>{t!(i18n, sign_in.lost_more)}</summary>
            <div class="gap-s">
                {if phone {
                    view! {
                        <p class="hint">{t!(i18n, sign_in.lost_phone)}</p>
                        <div class="row">
                            <button
                                class="btn small"
                                type="button"
                                on:click=move |_| sign_in.under_way.set(false)
                            >
                                {t!(i18n, sign_in.store_step)}
                            </button>
                            <A href="/open-file" attr:class="btn small">
                                {t!(i18n, files.title)}
                            </A>
                        </div>
                    }
                        .into_any()
                } else {
                    view! {
                        <p class="hint">{t!(i18n, sign_in.lost_history, <code> = <code/>)}</p>
                        <HistoryPicture/>
                        <p class="hint">{t!(i18n, sign_in.lost_over)}</p>
                    }
                        .into_any()
                }}
            </div>
        </details>
    }
}
