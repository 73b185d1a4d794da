//! Signing in: the pending attempt, the pasted address, registration.

use std::cell::Cell;
use std::rc::Rc;

use audible::{
    AccountKind, Attempt, AuthorizationCode, Error, Marketplace, PasteProblem, SpentCode, register,
    token,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::life::Tokens;
use session::records::{Attempts, Origin};

use super::auth::{AttemptView, AuthView, SignInStep};
use super::cache::Kept;
use super::engine::Engine;
use super::problem::Problem;
use super::tabs::Note;
use crate::browser::store::{Batch, Durability};
use crate::browser::transport::TransportError;
use crate::browser::{clock, lock, online, random};

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
