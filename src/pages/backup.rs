//! A backup of accounts and libraries, and an encrypted auth file for other programs.

use std::collections::BTreeSet;

use audible::Secret;
use audipy::state::accounts::AccountCard;
use audipy::state::{LeftOut, LockFault, State};
use auth_files::python::Style;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::{
    Note, Page, Password, ProblemNote, SlowWork, Tone, WithAccount, fault_words, record_name,
    take_password,
};
use crate::language::{t, t_string, use_i18n};

/// `/backup`.
#[component]
pub(crate) fn BackupPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <WithAccount>
            <Page
                title=Signal::derive(move || t_string!(i18n, backup.title).to_owned())
                lead=move || t!(i18n, backup.lead)
                narrow=true
            >
                <Save/>
                <section class="gap-s" aria-labelledby="restore">
                    <h2 id="restore">{t!(i18n, backup.restore)}</h2>
                    <p>{t!(i18n, backup.restore_text)}</p>
                    <div class="row">
                        <A href="/open-file" attr:class="btn">{t!(i18n, backup.restore_go)}</A>
                    </div>
                </section>
                <AuthFile/>
            </Page>
        </WithAccount>
    }
}

#[component]
fn Save() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let left_out = RwSignal::new(BTreeSet::new());
    let text = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let outcome = RwSignal::new(None::<Result<Vec<LeftOut>, LockFault>>);
    let short = Memo::new(move |_| text.read().chars().count() < SHORTEST);
    let chosen = Memo::new(move |_| {
        let cards = state.accounts.read();
        let cards = cards.iter().filter(|card| card.opens());
        let ids = cards.map(|card| card.id);
        ids.filter(|id| !left_out.read().contains(id))
            .collect::<Vec<_>>()
    });
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if short.get_untracked() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        outcome.set(None);
        state.save_backup(chosen.get_untracked(), take_password(text), move |done| {
            // The page may have been left meanwhile.
            busy.try_set(false);
            outcome.try_set(Some(done));
        });
    };
    view! {
        <form class="gap-m" on:submit=save>
            <fieldset class="gap-s">
                <legend><h2>{t!(i18n, backup.accounts)}</h2></legend>
                {move || {
                    let cards = state.accounts.get();
                    cards
                        .into_iter()
                        .map(|card| view! { <Account card left_out/> })
                        .collect_view()
                }}
            </fieldset>
            <Password
                id="passphrase"
                label=t!(i18n, backup.passphrase)
                text
                new=true
                described_by="passphrase-hint"
            />
            <p class="hint" id="passphrase-hint">
                {t!(i18n, backup.passphrase_hint)} " " {t_string!(i18n, backup.short, count = SHORTEST)}
            </p>
            <div class="row">
                <button
                    class="btn main"
                    type="submit"
                    disabled=move || short.get() || busy.get() || chosen.read().is_empty()
                >
                    {t!(i18n, backup.save)}
                </button>
            </div>
            <div role="status">
                {move || busy.get().then(|| view! {
                    <p>{t!(i18n, backup.saving)}</p>
                    <SlowWork/>
                })}
                {move || outcome.get().map(|outcome| view! { <Outcome outcome/> })}
            </div>
        </form>
    }
}

/// What came of saving: done, done without what does not read, stopped, failed.
#[component]
fn Outcome(outcome: Result<Vec<LeftOut>, LockFault>) -> impl IntoView {
    let i18n = use_i18n();
    match outcome {
        Ok(left_out) => view! {
            <Note tone=Tone::Good>
                <strong>{t!(i18n, backup.saved)}</strong>
                <span>{t!(i18n, backup.saved_text)}</span>
            </Note>
            {(!left_out.is_empty()).then(|| view! { <Missing left_out/> })}
        }
        .into_any(),
        Err(LockFault::Problem(problem)) => view! { <ProblemNote problem/> }.into_any(),
        Err(fault) => view! {
            <Note tone=Tone::Warn>
                <strong>{fault_words(i18n, &fault)}</strong>
            </Note>
        }
        .into_any(),
    }
}

/// What is not in the backup, account by account.
#[component]
fn Missing(left_out: Vec<LeftOut>) -> impl IntoView {
    let i18n = use_i18n();
    let accounts = left_out.into_iter().map(|LeftOut { account, records }| {
        let account = account.unwrap_or_else(|| t!(i18n, backup.nobody).to_owned());
        let records = records.iter().map(|it| record_name(i18n, *it));
        let records = records.collect::<Vec<_>>().join(", ");
        view! { <li>{format!("{account}: {records}")}</li> }
    });
    let accounts: Vec<_> = accounts.collect();
    view! {
        <Note tone=Tone::Warn>
            <strong>{t!(i18n, backup.left_out)}</strong>
            <span>{t!(i18n, backup.left_out_text)}</span>
            <ul>{accounts}</ul>
        </Note>
    }
}

#[component]
fn Account(card: AccountCard, left_out: RwSignal<BTreeSet<vault::VaultId>>) -> impl IntoView {
    let i18n = use_i18n();
    let id = card.id;
    let opens = card.opens();
    let name = card
        .name
        .unwrap_or_else(|| t!(i18n, backup.nobody).to_owned());
    view! {
        <label class="check">
            <input
                type="checkbox"
                disabled=!opens
                prop:checked=move || opens && !left_out.read().contains(&id)
                on:change=move |event| {
                    if event_target_checked(&event) {
                        left_out.write().remove(&id);
                    } else {
                        left_out.write().insert(id);
                    }
                }
            />
            <span>
                <b>{name}</b>
                {if opens { t!(i18n, backup.account_text) } else { t!(i18n, backup.locked) }}
            </span>
        </label>
    }
}

/// The whole account for other programs: the warning stands above the button.
#[component]
fn AuthFile() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let text = RwSignal::new(String::new());
    let style = RwSignal::new(Style::Json);
    let empty = Memo::new(move |_| text.read().is_empty());
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !empty.get_untracked() {
            let password: Secret<String> = take_password(text);
            state.export_auth_file(Some((password, style.get_untracked())));
        }
    };
    view! {
        <section aria-labelledby="auth-file">
            <form class="gap-m" on:submit=save>
                <h2 id="auth-file">{t!(i18n, backup.file_title)}</h2>
                <p>{t!(i18n, backup.file_lead)}</p>
                <Password id="file-password" label=t!(i18n, backup.file_password) text new=true/>
                <div class="field">
                    <label for="style">{t!(i18n, backup.style)}</label>
                    <select
                        class="input short"
                        id="style"
                        on:change=move |event| {
                            style.set(
                                if event_target_value(&event) == "bytes" {
                                    Style::Bytes
                                } else {
                                    Style::Json
                                },
                            );
                        }
                    >
                        <option value="json">{t!(i18n, backup.style_json)}</option>
                        <option value="bytes">{t!(i18n, backup.style_bytes)}</option>
                    </select>
                </div>
                <Note tone=Tone::Warn>
                    <span>{t!(i18n, backup.file_warn)}</span>
                </Note>
                <div class="row">
                    <button class="btn" type="submit" disabled=empty>
                        {t!(i18n, backup.file_save)}
                    </button>
                </div>
            </form>
        </section>
    }
}

/// Characters of a passphrase for a file that lies around.
const SHORTEST: usize = 12;
