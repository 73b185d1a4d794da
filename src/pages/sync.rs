//! The sync.

use leptos::prelude::*;

use crate::components::Page;
use crate::language::{t_string, use_i18n};

/// The sync.
#[component]
pub(crate) fn SyncPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Page title=Signal::derive(move || t_string!(i18n, sync.title_idle).to_owned()) narrow=true>
            <p></p>
        </Page>
    }
}
