//! The accounts of this device, side by side: who they are, where each stands, and changing them.

use std::rc::Rc;

use audible::{Marketplace, Timestamp};
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::life::{Life, Stored, Tokens};
pub use session::records::Colour;
use session::records::{Account, AccountEntry};
pub use vault::VaultId as AccountId;

use super::Boot;
use super::account::Origin;
use super::auth::NeedsSignIn;
use super::cache::{Kept, remove_vault};
use super::engine::Engine;
use super::problem::Problem;
use super::tabs::Note;
use super::together::TOGETHER;
use super::tokens::needs_sign_in;
use crate::browser::preferences;
use crate::browser::store::Batch;

/// An account of this device, as it is listed. No secret is in it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AccountCard {
    /// Its only name outside of sealed records.
    pub id: AccountId,
    /// What the member calls it, else Amazon's name.
    pub name: Option<String>,
    /// Amazon's name.
    pub amazon_name: Option<String>,
    /// By which it is told apart.
    pub colour: Colour,
    /// How it came here; `None` where that cannot be read.
    pub origin: Option<Origin>,
    /// Stores that the member reads.
    pub stores: Vec<Marketplace>,
    /// The store that was shown last.
    pub store: Option<Marketplace>,
    /// Where it stands.
    pub standing: Standing,
    /// When its access token was last renewed.
    pub renewed: Option<Timestamp>,
}

/// Where an account stands, open or not.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Standing {
    /// It opens, and stays signed in by itself.
    Fine,
    /// Its library is readable; only the member can sign it in again.
    NeedsSignIn(NeedsSignIn),
    /// It takes the member to open it.
    Locked,
    /// A newer AudiPy wrote it: load the page again.
    Newer,
    /// This browser's key does not open it.
    Lost,
}

impl AccountCard {
    /// Whether there is something to show of it: its library, or its lock.
    pub const fn can_be_shown(&self) -> bool {
        self.opens() || matches!(self.standing, Standing::Locked)
    }

    /// Whether it can be opened here and now.
    pub const fn opens(&self) -> bool {
        matches!(self.standing, Standing::Fine | Standing::NeedsSignIn(_))
    }
}

impl Engine {
    /// Brings the list of accounts up to date, a moment from now.
    pub(super) fn survey_later(self: &Rc<Self>) {
        let engine = self.clone();
        spawn_local(async move { engine.survey().await });
    }

    /// Looks at every account of this device and changes nothing.
    pub(super) async fn survey(self: &Rc<Self>) {
        let turn = self.surveying.get() + 1;
        self.surveying.set(turn);
        let Ok(accounts) = self.accounts().await else {
            return;
        };
        let mut cards = Vec::with_capacity(accounts.accounts.len());
        for (place, entry) in accounts.accounts.iter().enumerate() {
            let Ok(card) = self.card(entry, accounts.colour(place)).await else {
                return;
            };
            cards.push(card);
        }
        // A later look is nearer to the truth.
        if self.surveying.get() == turn && *self.signals.accounts.read_untracked() != cards {
            self.signals.accounts.set(cards);
        }
        self.look_around().await;
    }

    async fn card(&self, entry: &AccountEntry, colour: Colour) -> Result<AccountCard, Problem> {
        let mut card = AccountCard {
            id: entry.vault,
            name: entry.label.clone().or_else(|| entry.name.clone()),
            amazon_name: entry.name.clone(),
            colour,
            origin: None,
            stores: Vec::new(),
            store: None,
            standing: Standing::Fine,
            renewed: None,
        };
        let cache = self.cache()?;
        let read = async {
            let vault = cache.open_vault(entry.vault).await?;
            let account = cache.peek::<Account>(&vault).await?;
            Ok((account, cache.peek::<Tokens>(&vault).await?))
        };
        let (account, tokens) = match read.await {
            Ok(read) => read,
            Err(problem) => {
                card.standing = match problem {
                    Problem::Locked => Standing::Locked,
                    Problem::NewerVersion => Standing::Newer,
                    Problem::StorageUnavailable | Problem::Bug { .. } => return Err(problem),
                    _ => Standing::Lost,
                };
                return Ok(card);
            }
        };
        if let Kept::Document(account) = account {
            card.origin = Some(account.origin.into());
            card.store = account.store.or_else(|| account.stores.first().copied());
            card.stores = account.stores;
        }
        let stored = match tokens {
            Kept::Document(tokens) => {
                card.renewed = tokens.renewed_at();
                let customer = tokens.registration.customer_info.as_ref();
                let name = customer.and_then(|customer| customer.name.clone());
                card.amazon_name = name.or(card.amazon_name);
                card.name = card.name.or_else(|| card.amazon_name.clone());
                Stored::Tokens(Box::new(tokens))
            }
            Kept::Nothing | Kept::Damaged => Stored::Damaged,
        };
        if let Some(why) = needs_sign_in(&Life::open(stored, 0)) {
            card.standing = Standing::NeedsSignIn(why);
        }
        Ok(card)
    }

    /// Shows another account, at a store or the one that it showed last. If it does not open, the
    /// one that is open stays.
    pub(super) async fn switch_account(
        self: &Rc<Self>,
        id: AccountId,
        store: Option<Marketplace>,
    ) -> Result<(), Problem> {
        preferences::save(TOGETHER, &false);
        let shown = self.opened();
        if shown.as_ref().and_then(|open| open.id()) == Some(id) {
            if let Some(store) = store {
                self.show_store(store).await;
            }
            return Ok(());
        }
        // Remembered first: who sees the other account may leave the page at once.
        let before = shown.and_then(|open| open.id());
        self.remember(Some(id)).await?;
        match self.open_account(id, store).await {
            Ok(()) => {}
            Err(Problem::Locked) => return self.show_locked(id).await,
            Err(problem) => {
                self.remember(before).await?;
                return Err(problem);
            }
        }
        if let (Some(store), Some(open)) = (store, self.opened()) {
            self.change_account(&open, |account| account.store = Some(store))
                .await;
        }
        Ok(())
    }

    /// Notes which account is shown the next time.
    async fn remember(&self, id: Option<AccountId>) -> Result<(), Problem> {
        self.change_accounts(Batch::default(), |accounts| accounts.open = id)
            .await
            .map(drop)
    }

    /// Changes the entry of an account in the list.
    pub(super) async fn change_entry(
        self: &Rc<Self>,
        id: AccountId,
        change: impl FnOnce(&mut AccountEntry),
    ) {
        let changed = self
            .change_accounts(Batch::default(), |accounts| {
                accounts.entry(id).map(change);
            })
            .await;
        match changed {
            Ok(_) => {
                self.tabs.tell(&Note::Accounts);
                self.survey().await;
            }
            Err(problem) => self.report(problem),
        }
    }

    /// Forgets everything of an account here, whether it is open, closed, or cannot be opened.
    pub(super) async fn forget_account(self: &Rc<Self>, id: AccountId) {
        self.forgotten_id(id);
        if let Ok(cache) = self.cache() {
            cache.keys.let_go(id);
        }
        // Another store of it may have been opened since the member asked.
        if let Some(shown) = self.opened().filter(|shown| shown.id() == Some(id)) {
            self.forgotten(&shown);
            self.close();
            // Nobody is told that it is gone before it is.
            self.signals.boot.set(Boot::Opening);
        }
        let mut batch = Batch::default();
        remove_vault(id, &mut batch);
        if let Err(problem) = self
            .change_accounts(batch, |accounts| accounts.remove(id))
            .await
        {
            self.report(problem);
        }
        if let Err(problem) = self.forget_arrived(id).await {
            self.report(problem);
        }
        self.tabs.tell(&Note::Accounts);
        // Of all together it was a part.
        if self.opened().is_none_or(|open| open.is_together) {
            self.open_last().await;
        }
        self.survey().await;
        self.measure_storage().await;
    }
}

impl From<session::records::Origin> for Origin {
    fn from(origin: session::records::Origin) -> Self {
        match origin {
            session::records::Origin::SignIn => Self::SignIn,
            session::records::Origin::Imported => Self::Imported,
        }
    }
}
