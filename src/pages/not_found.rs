//! An address that belongs to no page.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::Page;
use crate::language::{t, t_string, use_i18n};

/// Shown for every address that no route takes.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, common.not_found_title).to_owned())
            lead=move || t!(i18n, common.not_found_text)
            narrow=true
        >
            <A href="/" attr:class="btn main">{t!(i18n, common.not_found_link)}</A>
        </Page>
    }
}
