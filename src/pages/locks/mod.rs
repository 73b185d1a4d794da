//! What opens the account, adding and removing ways in, and locking it.

mod add;
mod locking;
mod passkey;
mod passphrase;
mod recovery;
mod slots;

use audipy::state::{LockFault, State};
use leptos::prelude::*;

use crate::components::{Note, Page, Tone, WithAccount, fault_words};
use crate::language::{t, t_string, use_i18n};
use add::{Adding, Ways};
use locking::Locking;
use slots::Slots;

/// `/locks`.
#[component]
pub(crate) fn LocksPage() -> impl IntoView {
    view! {
        <WithAccount>
            <Locks/>
        </WithAccount>
    }
}

#[component]
fn Locks() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let said = Said::provide();
    let sample = Memo::new(move |_| {
        let account = state.account.read();
        account
            .as_ref()
            .is_some_and(|account| account.origin.is_guest())
    });
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, locks.title).to_owned())
            lead=move || if sample.get() {
                t!(i18n, locks.lead_sample).into_any()
            } else {
                let name = account_name(state);
                let name = name.unwrap_or_else(|| t_string!(i18n, locks.unnamed).to_owned());
                t!(i18n, locks.lead, name = name).into_any()
            }
            narrow=true
        >
            <Show when=move || !sample.get()>
                <div aria-live="polite" class="gap-s">
                    {move || match said.0.get() {
                        None => ().into_any(),
                        Some(Ok(done)) => view! {
                            <Note tone=Tone::Good><strong>{done.words(i18n)}</strong></Note>
                        }
                        .into_any(),
                        Some(Err(fault)) => view! {
                            <Note tone=Tone::Bad>
                                <strong>{fault_words(i18n, &fault)}</strong>
                            </Note>
                        }
                        .into_any(),
                    }}
                </div>
                <Slots/>
                <Ways/>
                <Locking/>
            </Show>
        </Page>
    }
}

/// What the account is called.
fn account_name(state: State) -> Option<String> {
    let shown = state.account.read();
    let shown = shown.as_ref()?;
    let accounts = state.accounts.read();
    let card = accounts.iter().find(|card| shown.id == Some(card.id));
    card.and_then(|card| card.name.clone())
        .or_else(|| shown.name.clone())
}

/// What came of the last change, told above everything else.
#[derive(Clone, Copy)]
struct Said(RwSignal<Option<Result<Done, LockFault>>>);

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Done {
    Passphrase,
    Passkey,
    Code,
    Device,
    Removed,
}

impl Said {
    fn provide() -> Self {
        let said = Self(RwSignal::new(None));
        provide_context(said);
        provide_context(Adding(RwSignal::new(None)));
        said
    }

    fn nothing(self) {
        self.0.set(None);
    }

    /// The page may have been left meanwhile.
    fn say(self, result: Result<Done, LockFault>) {
        let _ = self.0.try_set(Some(result));
    }
}

impl Done {
    fn words(self, i18n: crate::language::Words) -> &'static str {
        match self {
            Self::Passphrase => t_string!(i18n, locks.changed_passphrase),
            Self::Passkey => t_string!(i18n, locks.changed_passkey),
            Self::Code => t_string!(i18n, locks.changed_code),
            Self::Device => t_string!(i18n, locks.changed_device),
            Self::Removed => t_string!(i18n, locks.changed_removed),
        }
    }
}
