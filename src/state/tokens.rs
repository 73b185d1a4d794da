//! Keeping the account signed in: does what [`session::life::Life`] asks for.

use std::rc::Rc;

use audible::{AccessToken, Secret, Timestamp};
use http::Response;
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::life::{Effect, Event, Life, NeedsSignIn as Why, Stored, Tokens, Trouble, View};
use session::sync::Lost;
use vault::VaultId;

use super::auth::{AuthView, NeedsSignIn};
use super::cache::Kept;
use super::engine::Engine;
use super::open::Open;
use super::problem::Problem;
use super::status::{Held, StatusView};
use super::tabs::Note;
use crate::browser::store::{Batch, Durability};
use crate::browser::transport::TransportError;
use crate::browser::{clock, lock};

impl Engine {
    /// Tells the open account's life what happened, and does what follows.
    pub(super) fn tell_life(self: &Rc<Self>, open: &Rc<Open>, event: Event) {
        let effects = open.life.borrow_mut().handle(event, clock::now());
        for effect in effects {
            self.perform(open, effect);
        }
        self.show_life(open);
        self.wake_life_later(open);
    }

    /// A token to send a request with; waits while one is being asked for. `None` if there will
    /// be none without the member, or the account was closed.
    pub(super) async fn access_token(self: &Rc<Self>, open: &Rc<Open>) -> Option<AccessToken> {
        // The timer does not know of a clock that was set.
        if open.life.borrow().access_token(clock::now()).is_none() {
            self.tell_life(open, Event::Woke);
        }
        loop {
            let changed = open.life_changed.wait();
            if !self.is_open(open) {
                return None;
            }
            let now = clock::now();
            if let Some(token) = open.life.borrow().access_token(now) {
                return Some(token.clone());
            }
            match open.life.borrow().view(now) {
                View::SignedOut | View::NeedsSignIn(_) => return None,
                View::Ready { .. } | View::Refreshing | View::Waiting { .. } => {}
            }
            changed.await;
        }
    }

    /// Amazon's clock, from an answer.
    pub(super) fn hear_clock(
        self: &Rc<Self>,
        open: &Rc<Open>,
        answer: &Response<Vec<u8>>,
        sent_at: Timestamp,
    ) {
        if let Some(server) = audible::token::server_now(answer) {
            self.tell_life(open, Event::Heard { server, sent_at });
        }
    }

    /// Has a token renewed that Audible refused. Returns when there is another one, or when it
    /// turned out that the token is not to blame.
    pub(super) async fn renew_refused(
        self: &Rc<Self>,
        open: &Rc<Open>,
        refused: Secret<String>,
    ) -> Option<AccessToken> {
        open.not_the_token.set(false);
        self.tell_life(open, Event::Unauthorized(refused.clone()));
        loop {
            let changed = open.life_changed.wait();
            let token = self.access_token(open).await?;
            if token.token != refused || open.not_the_token.get() {
                return Some(token);
            }
            changed.await;
        }
    }

    /// Waits until what was learned is in the cache, or cannot be stored for now.
    pub(super) async fn until_stored(self: &Rc<Self>, open: &Rc<Open>) {
        loop {
            let changed = open.life_changed.wait();
            let is_over = {
                let life = open.life.borrow();
                life.is_stored() || life.trouble() == Some(&Trouble::Storage)
            };
            if is_over || !self.is_open(open) {
                return;
            }
            changed.await;
        }
    }

    fn perform(self: &Rc<Self>, open: &Rc<Open>, effect: Effect) {
        match effect {
            Effect::TakeLock => {
                let ticket = open.lock_ticket.get() + 1;
                open.lock_ticket.set(ticket);
                self.with(open, async move |engine, open| {
                    let name = open.id().map(tokens_lock).unwrap_or_default();
                    let lock = lock::take(&name).await;
                    if open.lock_ticket.get() == ticket {
                        open.lock.replace(Some(lock));
                        let stored = engine.stored_tokens(&open).await;
                        engine.tell_life(&open, Event::LockGranted(stored));
                    }
                });
            }
            Effect::SkipLock => self.with(open, async move |engine, open| {
                let stored = engine.stored_tokens(&open).await;
                engine.tell_life(&open, Event::LockGranted(stored));
            }),
            Effect::ReadCache => self.look_at_tokens(open),
            Effect::Send { id, request } => self.with(open, async move |engine, open| {
                let answer = engine.transport.send(*request).await;
                engine.tell_life(
                    &open,
                    Event::Answered(id, answer.map_err(|error| lost(&error))),
                );
            }),
            Effect::Store(tokens) => self.with(open, async move |engine, open| {
                let stored = engine.store_tokens(&open, &tokens).await;
                if let Err(problem) = &stored {
                    engine.report(problem.clone());
                }
                let revision = tokens.revision;
                engine.tell_life(
                    &open,
                    match stored {
                        Ok(()) => Event::Stored(revision),
                        Err(_) => Event::StoreFailed(revision),
                    },
                );
            }),
            Effect::Announce => {
                if let Some(id) = open.id() {
                    self.tabs.tell(&Note::Tokens(id));
                }
            }
            Effect::ReleaseLock => {
                open.lock_ticket.set(open.lock_ticket.get() + 1);
                open.lock.replace(None);
            }
            Effect::NotTheToken => {
                open.not_the_token.set(true);
            }
        }
    }

    /// Another tab may have changed the tokens.
    pub(super) fn look_at_tokens(self: &Rc<Self>, open: &Rc<Open>) {
        self.with(open, async move |engine, open| {
            let stored = engine.stored_tokens(&open).await;
            engine.tell_life(&open, Event::Found(stored));
        });
    }

    /// Goes on with an account for as long as it is open.
    fn with(
        self: &Rc<Self>,
        open: &Rc<Open>,
        work: impl AsyncFnOnce(Rc<Self>, Rc<Open>) + 'static,
    ) {
        let (engine, open) = (self.clone(), open.clone());
        spawn_local(async move { work(engine, open).await });
    }

    async fn stored_tokens(&self, open: &Open) -> Stored {
        let Some(vault) = &open.vault else {
            return Stored::Gone;
        };
        let Ok(cache) = self.cache() else {
            return Stored::Unreadable;
        };
        match cache.document::<Tokens>(vault).await {
            Ok(Kept::Document(tokens)) => Stored::Tokens(Box::new(tokens)),
            Ok(Kept::Nothing) => Stored::Gone,
            Ok(Kept::Damaged) => Stored::Damaged,
            Err(_) => Stored::Unreadable,
        }
    }

    async fn store_tokens(&self, open: &Open, tokens: &Tokens) -> Result<(), Problem> {
        let Some(vault) = &open.vault else {
            return Ok(());
        };
        let mut batch = Batch::default();
        vault.put_document(&mut batch, tokens);
        self.write(open, batch, Durability::Strict).await
    }

    fn wake_life_later(self: &Rc<Self>, open: &Rc<Open>) {
        let wake_at = open.life.borrow().wake_at(clock::now());
        if open.wakes_at.replace(wake_at) == wake_at {
            return;
        }
        let Some(wake_at) = wake_at else {
            return;
        };
        self.with(open, async move |engine, open| {
            clock::wait_until(wake_at).await;
            if open.wakes_at.get() == Some(wake_at) && engine.is_open(&open) {
                open.wakes_at.set(None);
                engine.tell_life(&open, Event::Woke);
            }
        });
    }
}

/// What pages show of a life.
impl Engine {
    pub(super) fn show_life(&self, open: &Rc<Open>) {
        let now = clock::now();
        let life = open.life.borrow();
        let view = match life.view(now) {
            View::SignedOut => AuthView::SignedOut,
            View::Ready { expires } => AuthView::Ready { expires },
            View::Refreshing => AuthView::Refreshing,
            View::Waiting { retry_at, trouble } => AuthView::Waiting {
                retry_at: Some(retry_at),
                problem: problem(&trouble, retry_at),
            },
            View::NeedsSignIn(_) if needs_sign_in(&life).is_none() => AuthView::BySignature,
            View::NeedsSignIn(why) => AuthView::NeedsSignIn { why: why.into() },
        };
        let status = status(life.tokens());
        drop(life);
        // The steps after a sign-in are shown until the member has chosen a store.
        let is_choosing = matches!(*self.signals.auth.read_untracked(), AuthView::SigningIn(_));
        if self.is_open(open) {
            if !is_choosing && *self.signals.auth.read_untracked() != view {
                self.signals.auth.set(view);
            }
            if *self.signals.status.read_untracked() != status {
                self.signals.status.set(status);
            }
        }
        open.life_changed.tell();
    }
}

impl From<Why> for NeedsSignIn {
    fn from(why: Why) -> Self {
        match why {
            Why::Refused { reason } => Self::Refused { message: reason },
            Why::NoRefreshToken => Self::NoRefreshToken,
            Why::Damaged => Self::Damaged,
        }
    }
}

/// Whether only the member can help, and why.
pub(super) fn needs_sign_in(life: &Life) -> Option<NeedsSignIn> {
    let now = clock::now();
    match life.view(now) {
        View::NeedsSignIn(_) if life.signs(now) => None,
        View::NeedsSignIn(why) => Some(why.into()),
        _ => None,
    }
}

/// Whether requests are signed for lack of any token that could be renewed.
pub(super) fn signs(open: &Open) -> bool {
    open.vault.is_some() && open.life.borrow().signs(clock::now())
}

fn status(tokens: Option<&Tokens>) -> StatusView {
    let Some(tokens) = tokens else {
        return StatusView::default();
    };
    let held = &tokens.registration;
    let at = &held.obtained;
    let there = |there, since, expires| Held {
        there,
        since,
        expires,
    };
    StatusView {
        access_token: there(
            held.access_token.is_some(),
            at.access_token,
            held.access_token.as_ref().and_then(|token| token.expires),
        ),
        refresh_token: there(held.refresh_token.is_some(), at.refresh_token, None),
        website_cookies: there(
            held.website_cookies.is_some(),
            at.website_cookies,
            held.website_cookies_expire,
        ),
        device_key: there(held.can_sign(), at.device, None),
        customer: there(held.customer_info.is_some(), at.device, None),
        device: there(held.device_info.is_some(), at.device, None),
        activation_bytes: there(held.activation_bytes.is_some(), at.activation_bytes, None),
        last_refresh: tokens.renewed_at(),
        last_error: last_error(tokens),
    }
}

/// Amazon's refusal counts more than what went wrong on the way before.
fn last_error(tokens: &Tokens) -> Option<(Timestamp, Problem)> {
    if let Some(refusal) = &tokens.refused {
        let refused = Problem::AmazonRefused {
            code: refusal.reason.clone(),
            message: String::new(),
        };
        return Some((refusal.at, refused));
    }
    let failure = tokens.failure.as_ref()?;
    Some((failure.at, problem(&failure.trouble, failure.retry_at)))
}

/// How pages call what keeps a renewal from working.
pub(super) fn problem(trouble: &Trouble, retry_at: audible::Timestamp) -> Problem {
    match trouble {
        Trouble::Offline => Problem::Offline,
        Trouble::Unreachable => Problem::ServiceUnreachable,
        Trouble::AskedToWait => Problem::AskedToWait { until: retry_at },
        Trouble::RelayRefused => Problem::RelayRefused {
            code: "policy".to_owned(),
        },
        Trouble::Service { status } => Problem::ServiceBroken {
            status: Some(*status),
        },
        Trouble::Unexpected { fact } => Problem::Bug {
            place: format!("token refresh: {fact}"),
        },
        Trouble::Storage => Problem::StorageUnavailable,
    }
}

/// The lock of an account's tokens: who holds it renews or writes them.
pub(super) fn tokens_lock(id: VaultId) -> String {
    format!("audipy tokens {id}")
}

/// How a machine calls what went wrong on the way.
pub(super) fn lost(error: &TransportError) -> Lost {
    match *error {
        TransportError::Lost => Lost::Offline,
        TransportError::Unreachable => Lost::Unreachable,
        TransportError::TooMany(after_s) => Lost::TooMany { after_s },
        TransportError::Refused(_) => Lost::Refused,
    }
}
