//! What is stored, and what the relay sees.

use leptos::prelude::*;

use crate::components::{Page, WhereThingsAre};
use crate::language::{t, t_string, use_i18n};

/// `/privacy`.
#[component]
pub(crate) fn PrivacyPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, welcome.privacy_title).to_owned())
            lead=move || t!(i18n, welcome.privacy_lead)
        >
            <section class="gap-m">
                <h2>{t!(i18n, welcome.things)}</h2>
                <WhereThingsAre/>
            </section>
            <section class="gap-s">
                <h2>{t!(i18n, welcome.protects_title)}</h2>
                <p>{t!(i18n, welcome.protects_text)}</p>
            </section>
        </Page>
    }
}
