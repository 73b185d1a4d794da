//! What is in the files, and what of it to keep.

use std::collections::BTreeSet;

use audipy::state::State;
use audipy::state::import::Preview;
use leptos::html::H2;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::account::Account;
use super::choose::{Files, SharedDevice};
use super::locked::Locked;
use super::refused::{Refused, name_of};
use super::storeless::Storeless;
use crate::components::{HandIn, Note, ProblemNote, Tone};
use crate::language::{t, t_string, use_i18n};

/// Everything that was found.
#[component]
pub(super) fn Found<'a>(preview: &'a Preview, hand_in: HandIn) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let heading = NodeRef::<H2>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            // It fails only for elements that are not shown.
            let _ = heading.focus();
        }
    });
    let accounts = &preview.accounts;
    let asks = !preview.locked.is_empty() || !preview.storeless.is_empty();
    let found = match accounts.len() {
        0 if asks => t_string!(i18n, files.found_none).to_owned(),
        0 => t_string!(i18n, files.found_useless).to_owned(),
        1 => t_string!(i18n, files.found_one).to_owned(),
        count => t_string!(i18n, files.found_some, count = count),
    };
    let proposed = accounts.iter().enumerate();
    let proposed = proposed.filter(|(_, account)| account.standing.is_proposed());
    let chosen = RwSignal::new(proposed.map(|(at, _)| at).collect::<BTreeSet<_>>());
    let is_choice = accounts.iter().any(|account| account.standing.is_choice());
    // Where nobody was before there is nothing that they would replace.
    let settings = RwSignal::new(preview.settings && state.accounts.read_untracked().is_empty());
    view! {
        <h2 node_ref=heading tabindex="-1">{found}</h2>
        {preview.problem.clone().map(|problem| view! { <ProblemNote problem/> })}
        {accounts
            .iter()
            .enumerate()
            .map(|(at, account)| view! { <Account at account=account.clone() chosen/> })
            .collect_view()}
        {preview
            .storeless
            .iter()
            .map(|(source, code)| view! { <Storeless source=source.clone() code=code.clone()/> })
            .collect_view()}
        {(!preview.locked.is_empty()).then(|| view! { <Locked files=&preview.locked/> })}
        {(!preview.refused.is_empty()).then(|| view! { <Refused files=preview.refused.clone()/> })}
        {preview
            .incomplete
            .iter()
            .map(|(source, lost)| {
                let text = t_string!(i18n, files.incomplete, source = name_of(source), count = *lost);
                view! { <Note tone=Tone::Warn><span>{text}</span></Note> }
            })
            .collect_view()}
        {(is_choice && preview.beside_locked)
            .then(|| {
                view! {
                    <Note tone=Tone::Warn>
                        <strong>{t!(i18n, files.beside_locked_title)}</strong>
                        <span>{t!(i18n, files.beside_locked_text)}</span>
                    </Note>
                }
            })}
        {is_choice.then(SharedDevice)}
        {preview.settings.then(|| view! { <Settings settings/> })}
        <div class="row">
            {(is_choice || preview.settings).then(|| view! { <Keep chosen settings/> })}
            <button class="btn" type="button" on:click=move |_| state.leave_import()>
                {if is_choice { t!(i18n, files.leave) } else { t!(i18n, files.again) }}
            </button>
        </div>
        <Files hand_in more=true/>
    }
}

/// Whether the settings of a backup take the place of those here.
#[component]
fn Settings(settings: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=settings
                on:change=move |event| settings.set(event_target_checked(&event))
            />
            <span>
                <b>{t!(i18n, files.settings)}</b>
                {t!(i18n, files.settings_text)}
            </span>
        </label>
    }
}

#[component]
fn Keep(chosen: RwSignal<BTreeSet<usize>>, settings: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let navigate = use_navigate();
    let none = Memo::new(move |_| chosen.read().is_empty() && !settings.get());
    let keep = move |_| {
        let navigate = navigate.clone();
        let chosen = chosen.get_untracked().into_iter().collect();
        state.keep_found(chosen, settings.get_untracked(), move |written| {
            let to = if written.unchosen { "/stores" } else { "/" };
            navigate(to, NavigateOptions::default());
        });
    };
    view! {
        <button class="btn main" type="button" disabled=none on:click=keep>
            {move || match chosen.read().len() {
                0 if settings.get() => t_string!(i18n, files.keep_settings).to_owned(),
                0 => t_string!(i18n, files.keep_none).to_owned(),
                1 => t_string!(i18n, files.keep_one).to_owned(),
                count => t_string!(i18n, files.keep_some, count = count),
            }}
        </button>
    }
}
