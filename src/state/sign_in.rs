//! Signing in: the pending attempt, the pasted address, registration, choosing stores.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use audible::{
    AccountKind, Attempt, AuthorizationCode, Error, Marketplace, PasteProblem, SpentCode, api,
    register, token,
};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::life::{Event, Tokens};
use session::records::{Account, AccountEntry, Attempts, Origin};
use vault::VaultId;

use super::auth::{AttemptView, AuthView, SignInStep, StoreCount};
use super::boot::SAMPLE;
use super::cache::Kept;
use super::engine::Engine;
use super::problem::Problem;
use super::syncing::Wish;
use super::tabs::Note;
use crate::browser::store::{Batch, Durability};
use crate::browser::transport::TransportError;
use crate::browser::{clock, lock, online, preferences, random};

/// The sign-in that this tab shows, and what is known of codes that were sent.
#[derive(Debug, Default)]
pub(super) struct Pending {
    attempt: Option<Attempt>,
    spent: Vec<SpentCode>,
}

/// Whether an attempt that is there already is good enough.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Which {
    /// The one that is pending, if there is one.
    Pending,
    /// A new one in any case.
    New,
}

impl Engine {
    /// Shows the pending attempt for a store and kind, made now if need be.
    pub(super) async fn begin_sign_in(
        self: &Rc<Self>,
        store: Marketplace,
        kind: AccountKind,
        which: Which,
    ) {
        let kind = if store.has_usernames() {
            kind
        } else {
            AccountKind::Amazon
        };
        match self.attempt(store, kind, which).await {
            Ok((attempt, spent)) => {
                self.signals.attempt.set(Some(self.attempt_view(&attempt)));
                self.pending.replace(Pending {
                    attempt: Some(attempt),
                    spent,
                });
                self.show_step(SignInStep::AwaitingAddress);
            }
            Err(problem) => self.report(problem),
        }
    }

    /// Shows what another tab made of the attempt that is shown here.
    pub(super) async fn look_at_attempts(self: &Rc<Self>) {
        // An address that was taken is being registered: nothing is waited for any more.
        let awaits_address =
            *self.signals.auth.read_untracked() == AuthView::SigningIn(SignInStep::AwaitingAddress);
        let shown = self.pending.borrow().attempt.clone();
        if let Some(shown) = shown.filter(|_| awaits_address) {
            self.begin_sign_in(shown.store, shown.kind, Which::Pending)
                .await;
        }
    }

    /// Leaves the sign-in; the attempt stays good.
    pub(super) fn leave_sign_in(self: &Rc<Self>) {
        self.pending.replace(Pending::default());
        self.signals.attempt.set(None);
        if matches!(
            *self.signals.auth.read_untracked(),
            AuthView::SigningIn(SignInStep::AwaitingAddress)
        ) {
            self.end_steps();
        }
    }

    /// Judges a paste.
    pub(super) fn judge(&self, pasted: &str) -> Result<AuthorizationCode, PasteProblem> {
        let pending = self.pending.borrow();
        let attempt = pending.attempt.as_ref().ok_or(PasteProblem::NoAttempt)?;
        attempt.read_paste(pasted, clock::now(), &pending.spent)
    }

    /// Registers this device with the code of a paste.
    pub(super) fn register(self: &Rc<Self>, code: AuthorizationCode) {
        let Some(attempt) = self.pending.borrow().attempt.clone() else {
            return;
        };
        self.show_step(SignInStep::Registering);
        let engine = self.clone();
        spawn_local(async move {
            let registered = engine.send_registration(&attempt, &code).await;
            match registered {
                Ok(tokens) => {
                    engine.signals.attempt.set(None);
                    engine.pending.replace(Pending::default());
                    if let Err(problem) = engine.admit(tokens, Origin::SignIn).await {
                        engine.report(problem);
                        engine.end_steps();
                    }
                }
                Err(problem) => {
                    engine.report(problem);
                    // The code is spent: only a new link helps.
                    engine
                        .begin_sign_in(attempt.store, attempt.kind, Which::Pending)
                        .await;
                }
            }
        });
    }

    /// Opens the account that these tokens are of: a new one, or one that is here already.
    pub(super) async fn admit(
        self: &Rc<Self>,
        tokens: Tokens,
        origin: Origin,
    ) -> Result<(), Problem> {
        self.device_opened().await?;
        let user = tokens
            .registration
            .customer_info
            .as_ref()
            .and_then(|customer| customer.user_id.clone());
        let id = match self.known(user.as_deref()).await? {
            Some(id) => {
                self.replace_tokens(id, tokens, origin).await?;
                self.change_accounts(Batch::default(), |accounts| accounts.open = Some(id))
                    .await?;
                id
            }
            None => self.add_account(tokens, origin).await?,
        };
        preferences::save(SAMPLE, &false);
        self.tabs.tell(&Note::Accounts);
        if self.opened().and_then(|open| open.id()) != Some(id) {
            self.open_account(id, None).await?;
        }
        if !matches!(
            *self.signals.auth.read_untracked(),
            AuthView::SigningIn(SignInStep::Probing { .. })
        ) {
            self.probe_stores();
        }
        self.persist().await;
        Ok(())
    }

    /// Asks all stores how many titles they hold.
    pub(super) fn probe_stores(self: &Rc<Self>) {
        let Some(open) = self.opened() else {
            return;
        };
        self.show_step(SignInStep::Probing { done: 0 });
        let engine = self.clone();
        spawn_local(async move {
            let asked: FuturesUnordered<_> = Marketplace::ALL
                .into_iter()
                .map(|store| {
                    let (engine, open) = (engine.clone(), open.clone());
                    async move {
                        let answer = engine.ask(&open, api::library::count_request(store)).await;
                        let titles = answer
                            .ok()
                            .and_then(|answer| api::library::read_count(&answer).ok());
                        (store, titles)
                    }
                })
                .collect();
            let done = Cell::new(0);
            let counted: BTreeMap<_, _> = asked
                .inspect(|_| {
                    done.set(done.get() + 1);
                    if engine.is_open(&open) {
                        engine.show_step(SignInStep::Probing { done: done.get() });
                    }
                })
                .collect()
                .await;
            let stores = Marketplace::ALL.map(|store| StoreCount {
                store,
                titles: counted.get(&store).copied().flatten(),
            });
            if engine.is_open(&open) {
                engine.show_step(SignInStep::ChoosingStores {
                    stores: stores.into(),
                });
            }
        });
    }

    /// Reads these stores from now on.
    pub(super) async fn choose_stores(self: &Rc<Self>, stores: Vec<Marketplace>) {
        let Some(open) = self.opened() else {
            return;
        };
        let Some(first) = stores.first().copied() else {
            return;
        };
        self.end_steps();
        let shown = if stores.contains(&open.store) && open.snapshot.borrow().read_at.is_some() {
            open.store
        } else {
            first
        };
        self.change_account(&open, |account| {
            account.stores = stores;
            account.store = Some(shown);
        })
        .await;
        self.reopen(&open, shown).await;
    }

    /// Shows another of the chosen stores.
    pub(super) async fn show_store(self: &Rc<Self>, store: Marketplace) {
        let Some(open) = self.opened() else {
            return;
        };
        if store == open.store || !open.account.borrow().stores.contains(&store) {
            return;
        }
        self.change_account(&open, |account| account.store = Some(store))
            .await;
        self.reopen(&open, store).await;
    }

    async fn reopen(self: &Rc<Self>, open: &Rc<super::open::Open>, store: Marketplace) {
        if store == open.store {
            self.sync(Wish::IfDue);
            return;
        }
        if let Some(id) = open.id()
            && let Err(problem) = self.open_account(id, Some(store)).await
        {
            self.report(problem);
        }
    }

    /// Changes the account's own record and what is shown of it.
    pub(super) async fn change_account(
        self: &Rc<Self>,
        open: &Rc<super::open::Open>,
        change: impl FnOnce(&mut Account),
    ) {
        change(&mut open.account.borrow_mut());
        self.signals.account.set(Some(open.view()));
        let mut batch = Batch::default();
        if let Some(vault) = &open.vault {
            vault.put_document(&mut batch, &*open.account.borrow());
        }
        if let Err(problem) = self.write(open, batch, Durability::Strict).await {
            self.report(problem);
        }
    }

    async fn attempt(
        &self,
        store: Marketplace,
        kind: AccountKind,
        which: Which,
    ) -> Result<(Attempt, Vec<SpentCode>), Problem> {
        let (cache, device) = self.device_opened().await?;
        let _lock = lock::take(ATTEMPTS_LOCK).await;
        let mut attempts = self.attempts().await?;
        let now = clock::now();
        if which == Which::Pending
            && let Some(attempt) = attempts.pending(store, kind, now)
        {
            return Ok((attempt.clone(), attempts.spent.clone()));
        }
        let attempt =
            Attempt::new(store, kind, &random::bytes(), now).map_err(|error| Problem::Bug {
                place: format!("sign-in: {error}"),
            })?;
        attempts.begin(attempt.clone(), now);
        let mut batch = Batch::default();
        device.put_document(&mut batch, &attempts);
        cache.write(batch, Durability::Strict).await?;
        self.tabs.tell(&Note::Attempts);
        Ok((attempt, attempts.spent))
    }

    async fn attempts(&self) -> Result<Attempts, Problem> {
        let (cache, device) = self.device()?;
        let kept = cache.document::<Attempts>(&device).await?;
        if matches!(kept, Kept::Damaged) {
            self.report(Problem::Damaged {
                records: vec![super::problem::DamagedRecord::Attempts],
            });
        }
        Ok(kept.or_default())
    }

    /// Notes that the code is spent, then sends it.
    async fn send_registration(
        &self,
        attempt: &Attempt,
        code: &AuthorizationCode,
    ) -> Result<Tokens, Problem> {
        if !online::is_online() {
            // The code is still good, and so is the link.
            return Err(Problem::Offline);
        }
        let (cache, device) = self.device()?;
        {
            let _lock = lock::take(ATTEMPTS_LOCK).await;
            let mut attempts = self.attempts().await?;
            // Another tab may have been quicker.
            if attempts.spent.iter().any(|spent| spent.is(code)) {
                return Err(Problem::AddressUsed);
            }
            attempts.spend(attempt, SpentCode::new(attempt, code));
            let mut batch = Batch::default();
            device.put_document(&mut batch, &attempts);
            cache.write(batch, Durability::Strict).await?;
        }
        let mut tries = 0;
        loop {
            tries += 1;
            let answer = self
                .transport
                .send(register::register_request(attempt, code))
                .await
                .map_err(|error| match error {
                    // It may have arrived: a device that nobody has the keys of.
                    TransportError::Lost | TransportError::Unreachable => Problem::HangingDevice,
                    other => other.into(),
                })?;
            let now = clock::now();
            match register::read_registration(attempt, &answer, now) {
                Ok(registration) => {
                    let server_now = token::server_now(&answer);
                    return Ok(Tokens::signed_in(registration, server_now, now));
                }
                // The one case in which the same code may be sent once more (sign-in reference,
                // 6.3).
                Err(Error::RetryLater { status: 500, .. }) if tries == 1 => {}
                Err(Error::RegistrationRefused { code, message }) => {
                    return Err(Problem::AmazonRefused { code, message });
                }
                Err(Error::HangingDevice) => return Err(Problem::HangingDevice),
                Err(Error::RetryLater { status, .. }) => {
                    return Err(Problem::ServiceBroken {
                        status: Some(status),
                    });
                }
                Err(other) => {
                    return Err(Problem::Bug {
                        place: format!("registration: {other}"),
                    });
                }
            }
        }
    }

    /// The account of this customer, if it is here.
    async fn known(&self, user: Option<&str>) -> Result<Option<VaultId>, Problem> {
        let Some(user) = user else {
            return Ok(None);
        };
        let cache = self.cache()?;
        for entry in self.accounts().await?.accounts {
            // An account that cannot be opened cannot be compared: it stays as it is.
            let Ok(vault) = cache.open_vault(entry.vault).await else {
                continue;
            };
            if let Ok(Kept::Document(tokens)) = cache.document::<Tokens>(&vault).await {
                let customer = tokens.registration.customer_info;
                if customer.and_then(|customer| customer.user_id).as_deref() == Some(user) {
                    return Ok(Some(entry.vault));
                }
            }
        }
        Ok(None)
    }

    async fn replace_tokens(
        self: &Rc<Self>,
        id: VaultId,
        tokens: Tokens,
        origin: Origin,
    ) -> Result<(), Problem> {
        if self.opened().and_then(|open| open.id()) != Some(id) {
            self.open_account(id, None).await?;
        }
        if let Some(open) = self.opened().filter(|open| open.id() == Some(id)) {
            self.tell_life(&open, Event::SignedIn(Box::new(tokens)));
            self.change_account(&open, |account| {
                account.origin = origin;
                account.since = clock::now();
            })
            .await;
        }
        Ok(())
    }

    /// All records of a new account in one transaction: it is there whole, or not at all.
    async fn add_account(&self, tokens: Tokens, origin: Origin) -> Result<VaultId, Problem> {
        let cache = self.cache()?;
        let mut batch = Batch::default();
        let vault = cache.new_vault(&mut batch).await?;
        let name = tokens
            .registration
            .customer_info
            .as_ref()
            .and_then(|customer| customer.name.clone());
        let account = Account {
            origin,
            since: clock::now(),
            exported: None,
            stores: Vec::new(),
            store: None,
            salt: random::bytes(),
        };
        vault.put_document(&mut batch, &account);
        vault.put_document(&mut batch, &tokens);
        let id = vault.id;
        self.change_accounts(batch, |accounts| {
            accounts.accounts.push(AccountEntry { vault: id, name });
            accounts.open = Some(id);
        })
        .await?;
        Ok(id)
    }

    fn attempt_view(&self, attempt: &Attempt) -> AttemptView {
        let url = attempt.url();
        let environment = self.signals.environment.read_untracked();
        AttemptView {
            store: attempt.store,
            kind: attempt.kind,
            url: match (&environment.sandbox, url.strip_prefix("https://")) {
                (Some(sandbox), Some(rest)) => format!("{sandbox}/@{rest}"),
                _ => url,
            },
            made_at: attempt.made_at,
        }
    }

    pub(super) fn show_step(&self, step: SignInStep) {
        self.signals.auth.set(AuthView::SigningIn(step));
    }

    /// The sign-in is over or was left: shows where the open account stands.
    pub(super) fn end_steps(self: &Rc<Self>) {
        self.signals.auth.set(AuthView::SignedOut);
        if let Some(open) = self.opened() {
            self.show_life(&open);
        }
    }
}

const ATTEMPTS_LOCK: &str = "audipy attempts";
