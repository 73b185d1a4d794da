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
            <WhereThingsAre/>
            <section class="plainly">
                <div>
                    <h3>{t!(i18n, welcome.protects_title)}</h3>
                    <p>{t!(i18n, welcome.protects_text)}</p>
                </div>
            </section>
        </Page>
    }
}
