//! [`Problem`]s in words: what happened, and what to do.

use audipy::browser::intl::Formats;
use audipy::state::{DamagedRecord, Problem, State};
use leptos::prelude::*;

use super::note::{Note, Tone};
use crate::language::{Words, t, t_string, use_formats, use_i18n};

/// A note about one problem.
#[component]
pub(crate) fn ProblemNote(
    /// What went wrong.
    problem: Problem,
    /// Whether it can be closed; it leaves [`State::problems`] then.
    #[prop(optional)]
    dismissible: bool,
    /// More buttons, in the note's row.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let formats = use_formats();
    let tone = match problem {
        Problem::AskedToWait { .. } | Problem::Offline => Tone::Warn,
        _ => Tone::Bad,
    };
    let shown = StoredValue::new(problem);
    let happened = move || what_happened(i18n, &shown.read_value());
    let advice = move || what_to_do(i18n, &formats.read(), &shown.read_value());
    let words = move || amazons_words(i18n, &shown.read_value());
    view! {
        <Note tone role="alert">
            <strong>{happened}</strong>
            <span>{advice}</span>
            {move || words().map(|words| view! { <span class="soft">{words}</span> })}
            <div class="row">
                {children.map(|children| children())}
                {dismissible.then(|| view! {
                    <button
                        class="btn plain small"
                        type="button"
                        on:click=move |_| state.dismiss(&shown.read_value())
                    >
                        {t!(i18n, common.dismiss)}
                    </button>
                })}
            </div>
        </Note>
    }
}

/// All that went wrong and was not dismissed.
#[component]
pub(crate) fn Problems() -> impl IntoView {
    let state = expect_context::<State>();
    view! {
        <div class="problems gap-s">
            {move || {
                let problems = state.problems.get();
                problems
                    .into_iter()
                    .map(|problem| view! { <ProblemNote problem dismissible=true/> })
                    .collect_view()
            }}
        </div>
    }
}

/// One short sentence.
pub(crate) fn what_happened(i18n: Words, problem: &Problem) -> String {
    match problem {
        Problem::AddressUsed => t_string!(i18n, sign_in.p_sent).into(),
        Problem::AmazonRefused { .. } => t_string!(i18n, problems.refused_title).into(),
        Problem::AskedToWait { .. } => t_string!(i18n, problems.wait_title).into(),
        Problem::Bug { .. } => t_string!(i18n, problems.bug_title).into(),
        Problem::Damaged { records } => {
            let names: Vec<&str> = records
                .iter()
                .map(|record| record_name(i18n, *record))
                .collect();
            t_string!(i18n, problems.damaged_title, records = names.join(", "))
        }
        Problem::DeviceKeyLost => t_string!(i18n, problems.key_lost_title).into(),
        Problem::HangingDevice => t_string!(i18n, problems.hanging_title).into(),
        Problem::Locked => t_string!(i18n, locks.p_locked).into(),
        Problem::NewerVersion => t_string!(i18n, problems.newer_title).into(),
        Problem::NoDeviceKey => t_string!(i18n, problems.no_key_title).into(),
        Problem::NoToken => t_string!(i18n, problems.no_token_title).into(),
        Problem::NotLoaded => t_string!(i18n, problems.part_title).into(),
        Problem::Offline => t_string!(i18n, problems.offline_title).into(),
        Problem::RelayRefused { .. } => t_string!(i18n, problems.relay_title).into(),
        Problem::SampleUnavailable => t_string!(i18n, problems.sample_title).into(),
        Problem::ServiceBroken { .. } => t_string!(i18n, problems.broken_title).into(),
        Problem::ServiceUnreachable => t_string!(i18n, problems.unreachable_title).into(),
        Problem::StoreRefused => t_string!(i18n, problems.store_refused_title).into(),
        Problem::StorageUnavailable => t_string!(i18n, problems.storage_none_title).into(),
        Problem::StorageFull => t_string!(i18n, problems.storage_full_title).into(),
        Problem::WorkerFailed => t_string!(i18n, problems.worker_title).into(),
    }
}

/// What the member can do, or what happens by itself.
pub(crate) fn what_to_do(i18n: Words, formats: &Formats, problem: &Problem) -> String {
    match problem {
        Problem::AddressUsed => t_string!(i18n, sign_in.p_sent_text).into(),
        Problem::AmazonRefused { .. } => t_string!(i18n, problems.refused_text).into(),
        Problem::AskedToWait { until } => {
            t_string!(i18n, problems.wait_text, when = formats.time(*until))
        }
        Problem::Bug { place } => {
            t_string!(i18n, problems.bug_text, place = place.as_str())
        }
        Problem::Damaged { records } if records.contains(&DamagedRecord::Tokens) => {
            t_string!(i18n, problems.damaged_tokens).into()
        }
        Problem::Damaged { records } if records[..] == [DamagedRecord::People] => {
            t_string!(i18n, problems.damaged_people).into()
        }
        Problem::Damaged { records } if records[..] == [DamagedRecord::Hidden] => {
            t_string!(i18n, problems.damaged_hidden).into()
        }
        Problem::Damaged { records } if records[..] == [DamagedRecord::Recipes] => {
            t_string!(i18n, problems.damaged_recipes).into()
        }
        Problem::Damaged { .. } => t_string!(i18n, problems.damaged_library).into(),
        Problem::DeviceKeyLost => t_string!(i18n, problems.key_lost_text).into(),
        Problem::HangingDevice => t_string!(i18n, problems.hanging_text).into(),
        Problem::Locked => t_string!(i18n, locks.p_locked_text).into(),
        Problem::NewerVersion => t_string!(i18n, problems.newer_text).into(),
        Problem::NoDeviceKey => t_string!(i18n, problems.no_key_text).into(),
        Problem::NoToken => t_string!(i18n, problems.no_token_text).into(),
        Problem::NotLoaded => t_string!(i18n, problems.part_text).into(),
        Problem::Offline => t_string!(i18n, problems.offline_text).into(),
        Problem::RelayRefused { code } => {
            t_string!(i18n, problems.relay_text, code = code.as_str())
        }
        Problem::SampleUnavailable => t_string!(i18n, problems.sample_text).into(),
        Problem::ServiceBroken { status: None } => t_string!(i18n, problems.broken_text).into(),
        Problem::ServiceBroken {
            status: Some(status),
        } => t_string!(i18n, problems.broken_status, status = status.to_string()),
        Problem::ServiceUnreachable => t_string!(i18n, problems.unreachable_text).into(),
        Problem::StoreRefused => t_string!(i18n, problems.store_refused_text).into(),
        Problem::StorageUnavailable => t_string!(i18n, problems.storage_none_text).into(),
        Problem::StorageFull => t_string!(i18n, problems.storage_full_text).into(),
        Problem::WorkerFailed => t_string!(i18n, problems.worker_text).into(),
    }
}

/// What Amazon itself gave as a reason, if it did.
fn amazons_words(i18n: Words, problem: &Problem) -> Option<String> {
    let Problem::AmazonRefused { code, message } = problem else {
        return None;
    };
    let words = [message, code]
        .into_iter()
        .find(|words| !words.is_empty())?;
    Some(t_string!(
        i18n,
        problems.refused_words,
        message = words.as_str()
    ))
}

/// What a record held, in a word or two.
pub(crate) fn record_name(i18n: Words, record: DamagedRecord) -> &'static str {
    match record {
        DamagedRecord::Accounts => t_string!(i18n, problems.record_accounts),
        DamagedRecord::Attempts => t_string!(i18n, problems.record_attempts),
        DamagedRecord::Tokens => t_string!(i18n, problems.record_tokens),
        DamagedRecord::Library => t_string!(i18n, problems.record_library),
        DamagedRecord::Series => t_string!(i18n, problems.record_series),
        DamagedRecord::Products => t_string!(i18n, problems.record_products),
        DamagedRecord::Wishes => t_string!(i18n, problems.record_wishes),
        DamagedRecord::Searches => t_string!(i18n, problems.record_searches),
        DamagedRecord::Member => t_string!(i18n, problems.record_member),
        DamagedRecord::Gone => t_string!(i18n, problems.record_gone),
        DamagedRecord::Log => t_string!(i18n, problems.record_log),
        DamagedRecord::Views => t_string!(i18n, problems.record_views),
        DamagedRecord::People => t_string!(i18n, problems.record_people),
        DamagedRecord::Hidden => t_string!(i18n, problems.record_hidden),
        DamagedRecord::Recipes => t_string!(i18n, problems.record_recipes),
        DamagedRecord::SyncPlace => t_string!(i18n, problems.record_sync),
    }
}
