//! Tokens put where they belong, whether a sign-in or a file brought them: into a new account, or one that
//! is here.

use std::rc::Rc;

use leptos::prelude::*;
use session::life::{Event, Tokens};
use session::records::{Account, Origin};
use vault::VaultId;

use super::auth::{AuthView, SignInStep};
use super::boot::SAMPLE;
use super::cache::Kept;
use super::engine::Engine;
use super::known::Known;
use super::problem::Problem;
use super::tabs::Note;
use super::together::TOGETHER;
use super::tokens::tokens_lock;
use crate::browser::store::{Batch, Durability};
use crate::browser::{clock, lock, preferences, random};

impl Engine {
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
        preferences::save(TOGETHER, &false);
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
}
