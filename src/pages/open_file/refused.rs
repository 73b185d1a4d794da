//! Files of no use: which, why, and what to do.

use audible::AuthFileError;
use audipy::state::import::{Refusal, Source};
use leptos::prelude::*;

use crate::components::{Icon, Symbol};
use crate::language::{Words, t, t_string, use_i18n};

/// All of them.
#[component]
pub(super) fn Refused(files: Vec<(Source, Refusal)>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="gap-s" role="alert">
            <h3>{t!(i18n, files.refused_title)}</h3>
            <ul class="list parts" role="list">
                {files
                    .into_iter()
                    .map(|(source, why)| {
                        view! {
                            <li>
                                <Icon symbol=Symbol::Stop/>
                                <p><b>{name_of(&source)}</b><span>{words(i18n, why)}</span></p>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}

/// `.audible/anna.json`, or `AccountsSettings.json (Anna)`.
pub(super) fn name_of(source: &Source) -> String {
    match &source.within {
        None => source.path.clone(),
        Some(within) => format!("{} ({within})", source.path),
    }
}

fn words(i18n: Words, why: Refusal) -> String {
    match why {
        Refusal::File(AuthFileError::CutShort) => t!(i18n, files.w_cut),
        Refusal::File(AuthFileError::Damaged { key }) => {
            return t_string!(i18n, files.w_damaged, key = key.into_owned());
        }
        Refusal::File(AuthFileError::Empty) => t!(i18n, files.w_empty),
        Refusal::File(AuthFileError::NothingToSignInWith) => t!(i18n, files.w_nothing),
        // A file without a store is asked about, not refused.
        Refusal::File(
            AuthFileError::NotAnAuthFile
            | AuthFileError::NotJson
            | AuthFileError::NoStore
            | AuthFileError::UnknownStore { .. },
        ) => t!(i18n, files.w_foreign),
        Refusal::NotText => t!(i18n, files.w_text),
        Refusal::NotHere { file } => return t_string!(i18n, files.w_not_here, file = file),
        Refusal::NoProfiles => t!(i18n, files.w_no_profiles),
        Refusal::LibationEncrypts => t!(i18n, files.w_libation),
        Refusal::NotSignedIn => t!(i18n, files.w_not_signed_in),
        Refusal::Newer => t!(i18n, files.w_newer),
        Refusal::TooCostly => t!(i18n, files.w_costly),
    }
    .to_owned()
}
