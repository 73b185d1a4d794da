//! Auth file.

use leptos::prelude::*;

use crate::components::Page;
use crate::language::{t_string, use_i18n};

/// Auth file.
#[component]
pub(crate) fn OpenFilePage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Page title=Signal::derive(move || t_string!(i18n, sign_in.file_title).to_owned()) narrow=true>
            <p></p>
        </Page>
    }
}
