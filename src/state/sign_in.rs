//! Signing in: the pending attempt, the pasted address, registration.

use std::cell::Cell;
use std::rc::Rc;

use audible::{
    AccountKind, Attempt, AuthorizationCode, Error, Marketplace, PasteProblem, SpentCode, register,
    token,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::life::{Event, Tokens};
use session::records::{Account, Attempts, Origin};
use vault::VaultId;

use super::auth::{AttemptView, AuthView, SignInStep};
use super::boot::SAMPLE;
use super::cache::Kept;
use super::engine::Engine;
use super::known::Known;
use super::problem::Problem;
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
        let turn = next(&self.sign_in_turn);
        let begun = self.attempt(store, kind, which).await;
        // The page was left, or asks for another store by now.
        if self.sign_in_turn.get() != turn {
            return;
        }
        match begun {
            Ok((attempt, spent)) => {
                self.signals.attempt.set(Some(self.attempt_view(&attempt)));
                self.pending.replace(Pending {
                    attempt: Some(attempt),
                    spent,
                });
                self.show_step(SignInStep::AwaitingAddress);
            }
            Err(problem) => {
                self.report(problem);
                self.show_step(SignInStep::NoLink);
            }
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
        next(&self.sign_in_turn);
        self.pending.replace(Pending::default());
        self.signals.attempt.set(None);
        if matches!(
            *self.signals.auth.read_untracked(),
            AuthView::SigningIn(
                SignInStep::AwaitingAddress | SignInStep::NoLink | SignInStep::Unopened(_)
            )
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
    pub(super) fn register_pasted(self: &Rc<Self>, code: AuthorizationCode) {
        let attempt = self.pending.borrow().attempt.clone();
        if let Some(attempt) = attempt {
            self.register(attempt, code, Some(self.sign_in_turn.get()));
        }
    }

    /// Registers this device with a code of this attempt. If that fails, the page of the link
    /// shows the next attempt, where it still stands at `turn`.
    pub(super) fn register(
        self: &Rc<Self>,
        attempt: Attempt,
        code: AuthorizationCode,
        turn: Option<u64>,
    ) {
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
                    if turn != Some(engine.sign_in_turn.get()) {
                        engine.end_steps();
                        return;
                    }
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
        let id = match self.here().await?.known(&tokens.registration) {
            Some(Known::Opens(id)) => {
                self.replace_tokens(id, tokens, origin).await?;
                self.change_accounts(Batch::default(), |accounts| accounts.open = Some(id))
                    .await?;
                id
            }
            Some(Known::Locked(id)) => {
                self.keep_for_unlocking(id, tokens).await?;
                self.end_steps();
                return Ok(());
            }
            None => self.add_account(tokens, origin).await?,
        };
        preferences::save(SAMPLE, &false);
        preferences::save(super::together::TOGETHER, &false);
        self.tabs.tell(&Note::Accounts);
        self.survey_later();
        if self.opened().and_then(|open| open.id()) != Some(id)
            && let Err(problem) = self.open_account(id, None).await
        {
            self.show_step(SignInStep::Unopened(problem));
            return Ok(());
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

    /// Whether an attempt is neither spent nor replaced. What cannot be read says nothing.
    pub(super) async fn is_pending(&self, attempt: &Attempt) -> bool {
        let attempts = self.attempts().await;
        attempts.map_or(true, |attempts| {
            attempts
                .pending(attempt.store, attempt.kind, clock::now())
                .is_some_and(|pending| pending.serial == attempt.serial)
        })
    }

    pub(super) async fn attempt(
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
        // A busy disk must not keep the link waiting: one that gets lost is made anew.
        cache.write(batch, Durability::Relaxed).await?;
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
            self.tabs.tell(&Note::Attempts);
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

    /// Puts tokens in the place of those of an account that is here, which is opened if it can be.
    pub(super) async fn replace_tokens(
        self: &Rc<Self>,
        id: VaultId,
        tokens: Tokens,
        origin: Origin,
    ) -> Result<(), Problem> {
        let opened = || self.opened().filter(|open| open.id() == Some(id));
        if opened().is_none() {
            // Whether it opens or not: what Amazon gave, it gave once.
            let _ = self.open_account(id, None).await;
        }
        let now = clock::now();
        let change = |account: &mut Account| {
            account.origin = origin;
            account.since = now;
        };
        if let Some(open) = opened() {
            self.tell_life(&open, Event::SignedIn(Box::new(tokens)));
            self.change_account(&open, change).await;
        } else {
            // The member went on to another account meanwhile, or the library does not open.
            self.store_sign_in(id, origin, |stored| {
                Some(tokens.later_than(stored.as_ref()))
            })
            .await?;
        }
        Ok(())
    }

    /// Stores a sign-in to an account that is not shown.
    pub(super) async fn store_sign_in(
        self: &Rc<Self>,
        id: VaultId,
        origin: Origin,
        tokens: impl FnOnce(Option<Tokens>) -> Option<Tokens>,
    ) -> Result<(), Problem> {
        self.change_tokens(id, tokens).await?;
        let cache = self.cache()?;
        let vault = cache.open_vault(id).await?;
        let anew = || self.account_anew(None);
        let now = clock::now();
        let change = |account: &mut Account| {
            account.origin = origin;
            account.since = now;
        };
        cache
            .change_document(&vault, Batch::default(), anew, change)
            .await
            .map(drop)
    }

    /// Changes the tokens of an account by what is stored of them, under their lock: no renewal
    /// comes in between. `None` leaves them as they are.
    pub(super) async fn change_tokens(
        self: &Rc<Self>,
        id: VaultId,
        change: impl FnOnce(Option<Tokens>) -> Option<Tokens>,
    ) -> Result<(), Problem> {
        let cache = self.cache()?;
        let vault = cache.open_vault(id).await?;
        let lock = lock::take(&tokens_lock(id)).await;
        let stored = match cache.peek::<Tokens>(&vault).await? {
            Kept::Document(stored) => Some(stored),
            Kept::Nothing | Kept::Damaged => None,
        };
        if let Some(tokens) = change(stored) {
            let mut batch = Batch::default();
            vault.put_document(&mut batch, &tokens);
            cache.write(batch, Durability::Strict).await?;
        }
        drop(lock);
        self.tabs.tell(&Note::Tokens(id));
        if let Some(open) = self.opened().filter(|open| open.id() == Some(id)) {
            self.look_at_tokens(&open);
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
            accounts.add(id, name);
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

/// Numbers something anew.
pub(super) fn next(turn: &Cell<u64>) -> u64 {
    turn.update(|turn| turn + 1);
    turn.get()
}

const ATTEMPTS_LOCK: &str = "audipy attempts";

/// The lock of an account's tokens: who holds it renews or writes them.
pub(super) fn tokens_lock(id: VaultId) -> String {
    format!("audipy tokens {id}")
}
