//! Small pictures of what the member will see in the other tab.

use leptos::prelude::*;

use super::SignIn;
use crate::components::{Icon, Symbol};
use crate::language::{t, t_string, use_i18n};

/// The page that cannot be found, with its address marked.
#[component]
pub(super) fn LastPagePicture(sign_in: SignIn) -> impl IntoView {
    let i18n = use_i18n();
    let address = move || {
        let host = sign_in.store.get().www_host(sign_in.kind.get());
        format!("https://{host}/ap/maplanding?openid.oa2.authorization_code=AN…")
    };
    view! {
        <figure class="browser" aria-label=move || t_string!(i18n, sign_in.picture)>
            <div class="addr">
                <code>{address}</code>
                <Icon symbol=Symbol::Copy/>
            </div>
            <div class="view">
                <b>{t!(i18n, sign_in.picture_title)}</b>
                {t!(i18n, sign_in.picture_text)}
            </div>
        </figure>
    }
}

/// A browser's history, with the right entry marked.
#[component]
pub(super) fn HistoryPicture() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <figure class="browser history" aria-label=move || t_string!(i18n, sign_in.history_picture)>
            <div class="view">
                <b>{t!(i18n, sign_in.history_today)}</b>
                <ol role="list">
                    <li>{t!(i18n, sign_in.history_audible)}</li>
                    <li class="here"><code>"…/ap/maplanding?openid.oa2…"</code></li>
                    <li>{t!(i18n, sign_in.history_sign_in)}</li>
                </ol>
            </div>
        </figure>
    }
}
