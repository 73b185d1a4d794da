//! Where the browser allows neither encryption nor lasting storage.

use audipy::state::State;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::language::{t, t_string, use_i18n};

/// In place of everything else.
#[component]
pub(crate) fn InsecurePage() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let origin = move || state.environment.read().origin.clone();
    view! {
        <Title text=move || format!("{} · AudiPy", t_string!(i18n, common.insecure_title))/>
        <header class="top"><span class="brand">"AudiPy"</span></header>
        <main id="main" class="page narrow">
            <div class="head">
                <h1>{t!(i18n, common.insecure_title)}</h1>
                <p class="lead">{t!(i18n, common.insecure_lead)}</p>
                <p>{t!(i18n, common.insecure_here, <code> = <code/>, origin = origin)}</p>
            </div>
            <section class="gap-s">
                <h2>{t!(i18n, common.insecure_do)}</h2>
                <ul class="list" role="list">
                    <li>{t!(i18n, common.insecure_https)}</li>
                    <li><p>{t!(i18n, common.insecure_local, <code> = <code/>)}</p></li>
                    <li>{t!(i18n, common.insecure_proxy)}</li>
                </ul>
            </section>
        </main>
    }
}
