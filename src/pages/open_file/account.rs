//! One account of the files: whose it is, what of it is there and how old, and whether it is here.

use std::collections::BTreeSet;

use audible::AccountKind;
use audipy::browser::intl::Formats;
use audipy::state::State;
use audipy::state::import::{Candidate, Comparison, Part, Program, Standing};
use leptos::prelude::*;

use super::refused::name_of;
use crate::components::{Icon, Note, Symbol, Tone, store_name};
use crate::language::{Words, t, t_string, use_formats, use_i18n};

/// With a box to choose it, where there is a choice.
#[component]
pub(super) fn Account(
    at: usize,
    account: Candidate,
    chosen: RwSignal<BTreeSet<usize>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = account
        .name
        .clone()
        .unwrap_or_else(|| t_string!(i18n, files.nobody).to_owned());
    let mut facts = vec![store_name(i18n, account.home).to_owned()];
    if account.kind == AccountKind::Audible {
        facts.push(t_string!(i18n, files.of_user_name).to_owned());
    }
    let id = format!("found-{at}");
    let standing = account.standing;
    let title = format!("{name}, {}", facts.join(", "));
    let head = if standing.is_choice() {
        let label = t_string!(i18n, files.keep, name = name);
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    aria-label=label
                    prop:checked=move || chosen.read().contains(&at)
                    on:change=move |event| {
                        let mut chosen = chosen.write();
                        if event_target_checked(&event) {
                            chosen.insert(at);
                        } else {
                            chosen.remove(&at);
                        }
                    }
                />
                <h3 id=id.clone()>{title}</h3>
            </label>
        }
        .into_any()
    } else {
        view! { <h3 id=id.clone()>{title}</h3> }.into_any()
    };
    let stores = (!account.stores.is_empty()).then(|| {
        let names = account.stores.iter().map(|store| store_name(i18n, *store));
        let names = names.collect::<Vec<_>>().join(", ");
        view! { <p class="hint">{t_string!(i18n, files.stores, stores = names)}</p> }
    });
    view! {
        <section class="gap-s found" aria-labelledby=id>
            {head}
            <p class="hint">{origin(i18n, &account)}</p>
            {stores}
            {account.titles.map(|count| view! { <p class="hint">{t_string!(i18n, files.titles, count = count as u64)}</p> })}
            <Here standing/>
            <Parts account/>
        </section>
    }
}

fn origin(i18n: Words, account: &Candidate) -> String {
    let source = name_of(&account.source);
    match account.program {
        Program::AudibleCli => {
            let profiles = account.profiles.join(", ");
            t_string!(i18n, files.from_cli, source = source, profiles = profiles)
        }
        Program::AudiPy => t_string!(i18n, files.from_audipy, source = source),
        Program::AudibleRs => t_string!(i18n, files.from_rs, source = source),
        Program::Libation => t_string!(i18n, files.from_libation, source = source),
        Program::OpenAudible => t_string!(i18n, files.from_open_audible, source = source),
        Program::Python if account.encrypted => {
            t_string!(i18n, files.from_python_locked, source = source)
        }
        Program::Python => t_string!(i18n, files.from_python, source = source),
    }
}

/// Whether the account is here already, and what follows.
#[component]
fn Here(standing: Standing) -> impl IntoView {
    let i18n = use_i18n();
    let (what, text) = match standing {
        Standing::New => return None,
        Standing::Twice => (t!(i18n, files.s_twice), t!(i18n, files.s_twice_text)),
        Standing::Locked => (t!(i18n, files.s_locked), t!(i18n, files.s_locked_text)),
        Standing::Here(age) if age.brings.library => {
            (t!(i18n, files.s_library), t!(i18n, files.s_library_text))
        }
        Standing::Here(age) => match age.comparison {
            // The tokens here stay.
            Comparison::Same | Comparison::Older if age.brings.own => (t!(i18n, files.s_own), ""),
            Comparison::Same => (t!(i18n, files.s_same), t!(i18n, files.s_same_text)),
            Comparison::Newer => (t!(i18n, files.s_newer), t!(i18n, files.s_newer_text)),
            Comparison::Older => (t!(i18n, files.s_older), t!(i18n, files.s_older_text)),
            Comparison::Unknown => (t!(i18n, files.s_unknown), t!(i18n, files.s_unknown_text)),
        },
    };
    let own = match standing {
        Standing::Here(age) if age.brings.own => Some(t!(i18n, files.s_own_text)),
        _ => None,
    };
    let other_device = match standing {
        Standing::Here(age) if !age.same_device => Some(t!(i18n, files.s_other_device)),
        _ => None,
    };
    Some(view! {
        <Note tone=Tone::Info>
            <strong>{what}</strong>
            <span>{text} " " {own} " " {other_device}</span>
        </Note>
    })
}

/// What is in the file, and what is not.
#[component]
fn Parts(account: Candidate) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let formats = use_formats();
    let said = |part: Part, yes: &'static str, no: &'static str| {
        let there = account.parts.contains(&part);
        (there, if there { yes } else { no }.to_owned())
    };
    let device = match account.device_name.clone() {
        Some(name) => (true, name),
        None => (false, t!(i18n, files.p_device_no).to_owned()),
    };
    let parts = [
        (
            t!(i18n, files.p_refresh),
            said(
                Part::RefreshToken,
                t!(i18n, files.p_refresh_yes),
                t!(i18n, files.p_refresh_no),
            ),
        ),
        (
            t!(i18n, files.p_access),
            access_token(i18n, &formats.read(), &account, state),
        ),
        (
            t!(i18n, files.p_key),
            said(
                Part::DeviceKey,
                t!(i18n, files.p_key_yes),
                t!(i18n, files.p_key_no),
            ),
        ),
        (
            t!(i18n, files.p_cookies),
            said(
                Part::WebsiteCookies,
                t!(i18n, files.p_cookies_yes),
                t!(i18n, files.p_cookies_no),
            ),
        ),
        (
            t!(i18n, files.p_bytes),
            said(
                Part::ActivationBytes,
                t!(i18n, files.p_bytes_yes),
                t!(i18n, files.p_bytes_no),
            ),
        ),
        (t!(i18n, files.p_device), device),
    ];
    let damaged = (!account.left_out.is_empty()).then(|| {
        let parts = account.left_out.join(", ");
        view! {
            <li>
                <Icon symbol=Symbol::Alert/>
                <p>
                    <b>{t!(i18n, files.p_damaged)}</b>
                    <span>{t_string!(i18n, files.p_damaged_text, parts = parts)}</span>
                </p>
            </li>
        }
    });
    view! {
        <ul class="list parts" role="list">
            {parts
                .into_iter()
                .map(|(name, (there, text))| {
                    let symbol = if there { Symbol::Tick } else { Symbol::None };
                    view! { <li><Icon symbol/><p><b>{name}</b><span>{text}</span></p></li> }
                })
                .collect_view()}
            {damaged}
        </ul>
    }
}

/// The one thing in a file that tells its age.
fn access_token(
    i18n: Words,
    formats: &Formats,
    account: &Candidate,
    state: State,
) -> (bool, String) {
    let now = state.now.get_untracked();
    let text = match account.access_token {
        None => return (false, t!(i18n, files.p_access_no).to_owned()),
        Some(None) => t!(i18n, files.p_access_unsaid).to_owned(),
        Some(Some(end)) => {
            let ago = formats.relative(end.plus_millis(-LIFETIME_MS), now);
            if end > now {
                let when = formats.time(end);
                t_string!(i18n, files.p_access_left, when = when, ago = ago)
            } else if account.parts.contains(&Part::RefreshToken) {
                t_string!(i18n, files.p_access_over, ago = ago)
            } else {
                t_string!(i18n, files.p_access_over_lone, ago = ago)
            }
        }
    };
    (true, text)
}

/// Of access tokens (sign-in reference, section 14).
const LIFETIME_MS: i64 = 3_600_000;
