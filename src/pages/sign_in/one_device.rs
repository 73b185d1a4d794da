//! One device a member: each sign-in adds one to the Amazon account, so nobody signs in twice
//! without knowing (trap T63).

use audipy::state::{AccountCard, AuthView, NeedsSignIn, Standing, State};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use crate::components::{DeviceList, Note, Tone, account_name};
use crate::language::{t, t_string, use_i18n};

/// What became of the device that is there.
#[derive(Clone, Debug, PartialEq)]
enum Old {
    /// It works: who it is.
    InUse(Option<String>),
    /// Its tokens are lost, and so nobody but the member can remove it.
    Lost,
}

/// Says so before a second sign-in, and what to do instead.
#[component]
pub(super) fn OneDevice() -> impl IntoView {
    let state = expect_context::<State>();
    // Beginning to sign in takes the standing out of the state, not off the page.
    let old = Memo::new(move |before: Option<&Option<Old>>| {
        let account = state.account.read();
        let account = account
            .as_ref()
            .filter(|account| !account.origin.is_guest())?;
        match &*state.auth.read() {
            AuthView::NeedsSignIn {
                why: NeedsSignIn::Damaged,
            } => Some(Old::Lost),
            AuthView::Ready { .. } | AuthView::Refreshing | AuthView::Waiting { .. } => {
                Some(Old::InUse(account.name.clone()))
            }
            AuthView::SigningIn(_) => match before {
                Some(before) => before.clone(),
                None => state
                    .status
                    .read()
                    .access_token
                    .there
                    .then(|| Old::InUse(account.name.clone())),
            },
            _ => None,
        }
    });
    let locked = Memo::new(move |_| {
        let accounts = state.accounts.read();
        let locked = accounts.iter().filter(|it| it.standing == Standing::Locked);
        locked.cloned().collect::<Vec<_>>()
    });
    let is_free = move || old.read().is_none();
    view! {
        <Known old/>
        <Show when=is_free>
            {move || locked.get().into_iter().map(|card| view! { <Locked card/> }).collect_view()}
        </Show>
    }
}

/// An account that may be the one to be signed in to.
#[component]
fn Locked(card: AccountCard) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let navigate = use_navigate();
    let name = account_name(i18n, &card);
    view! {
        <Note>
            <strong>{t_string!(i18n, device.locked_title, name = name.clone())}</strong>
            <span>{t!(i18n, device.locked_text)}</span>
            <div class="row">
                <button
                    class="btn small"
                    type="button"
                    on:click=move |_| {
                        state.switch_account(card.id, None);
                        navigate("/", NavigateOptions::default());
                    }
                >
                    {t_string!(i18n, device.locked_go, name = name)}
                </button>
            </div>
        </Note>
    }
}

#[component]
fn Known(old: Memo<Option<Old>>) -> impl IntoView {
    let i18n = use_i18n();
    move || match old.get() {
        None => ().into_any(),
        Some(Old::InUse(name)) => {
            let name = name.unwrap_or_else(|| t_string!(i18n, accounts.unnamed).to_owned());
            view! {
                <Note>
                    <strong>{t!(i18n, device.again_title, name = name)}</strong>
                    <span>{t!(i18n, device.again_text)}</span>
                    <div class="row">
                        <A href="/stores" attr:class="btn small">{t!(i18n, device.again_stores)}</A>
                        <A href="/accounts" attr:class="btn small">{t!(i18n, device.again_leave)}</A>
                        <DeviceList/>
                    </div>
                </Note>
            }
            .into_any()
        }
        Some(Old::Lost) => view! {
            <Note tone=Tone::Warn>
                <strong>{t!(i18n, device.gone_title)}</strong>
                <span>{t!(i18n, device.gone_text)}</span>
                <div class="row"><DeviceList/></div>
            </Note>
        }
        .into_any(),
    }
}
