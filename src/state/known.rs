//! Which of the accounts here a customer's is, locked ones too, and sign-ins that wait for one to
//! be unlocked.

use std::rc::Rc;

use audible::Registration;
use session::import::is_same_account;
use session::life::Tokens;
use session::records::{AccountEntry, Arrival, Arrivals, Origin};
use vault::VaultId;

use super::boot::SAMPLE;
use super::cache::Kept;
use super::engine::Engine;
use super::problem::Problem;
use super::tabs::Note;
use super::together::TOGETHER;
use crate::browser::preferences;
use crate::browser::store::Batch;

/// The accounts here, as far as they can be told apart. One that does not open and is not locked
/// cannot be compared: it stays as it is.
#[derive(Debug, Default)]
pub(super) struct Here {
    /// Those that open, with their tokens.
    pub(super) open: Vec<(VaultId, Tokens)>,
    /// Those that are locked.
    pub(super) locked: Vec<AccountEntry>,
}

/// An account that is here already.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Known {
    /// It opens.
    Opens(VaultId),
    /// It takes the member to open it.
    Locked(VaultId),
}

impl Here {
    /// The account here that these tokens are of.
    pub(super) fn known(&self, registration: &Registration) -> Option<Known> {
        let is_it =
            |(_, tokens): &&(VaultId, Tokens)| is_same_account(&tokens.registration, registration);
        if let Some((id, _)) = self.open.iter().find(is_it) {
            return Some(Known::Opens(*id));
        }
        let user = user_id(registration)?;
        let mut locked = self.locked.iter();
        let it = locked.find(|entry| entry.is_of(user))?;
        Some(Known::Locked(it.vault))
    }

    /// The tokens of an account that opens.
    pub(super) fn tokens(&self, id: VaultId) -> Option<&Tokens> {
        let found = self.open.iter().find(|(open, _)| *open == id);
        found.map(|(_, tokens)| tokens)
    }

    /// Whether a locked account may be this one although nothing says so.
    pub(super) fn may_be_locked(&self, registration: &Registration) -> bool {
        let is_named = user_id(registration).is_some();
        let mut locked = self.locked.iter();
        locked.any(|entry| !is_named || entry.customer.is_none())
    }
}

fn user_id(registration: &Registration) -> Option<&str> {
    registration.customer_info.as_ref()?.user_id.as_deref()
}

impl Engine {
    /// Looks at all accounts of this device and changes nothing.
    pub(super) async fn here(&self) -> Result<Here, Problem> {
        let cache = self.cache()?;
        let mut here = Here::default();
        for entry in self.accounts().await?.accounts {
            match cache.open_vault(entry.vault).await {
                Ok(vault) => {
                    if let Ok(Kept::Document(tokens)) = cache.peek::<Tokens>(&vault).await {
                        here.open.push((entry.vault, tokens));
                    }
                }
                Err(Problem::Locked) => here.locked.push(entry),
                Err(_) => {}
            }
        }
        Ok(here)
    }

    /// Notes whose an account is, so that a later sign-in is known to be of it while it is locked.
    pub(super) async fn note_customer(&self, id: VaultId) -> Result<(), Problem> {
        let cache = self.cache()?;
        let vault = cache.open_vault(id).await?;
        let Kept::Document(tokens) = cache.peek::<Tokens>(&vault).await? else {
            return Ok(());
        };
        let Some(user) = user_id(&tokens.registration) else {
            return Ok(());
        };
        let mut accounts = self.accounts().await?;
        if accounts.entry(id).is_none_or(|entry| entry.is_of(user)) {
            return Ok(());
        }
        self.change_accounts(Batch::default(), |accounts| {
            if let Some(entry) = accounts.entry(id) {
                entry.note_customer(user);
            }
        })
        .await
        .map(drop)
    }

    /// Keeps what Amazon gave for an account that is locked, and asks the member to unlock it.
    pub(super) async fn keep_for_unlocking(
        self: &Rc<Self>,
        id: VaultId,
        tokens: Tokens,
    ) -> Result<(), Problem> {
        let (cache, device) = self.device()?;
        let arrival = Arrival { vault: id, tokens };
        let keep = |arrivals: &mut Arrivals| arrivals.add(arrival);
        cache
            .change_document(&device, Batch::default(), Arrivals::default, keep)
            .await?;
        self.tabs.tell(&Note::Arrived(id));
        preferences::save(SAMPLE, &false);
        preferences::save(TOGETHER, &false);
        self.change_accounts(Batch::default(), |accounts| accounts.open = Some(id))
            .await?;
        self.show_locked(id).await
    }

    /// Whether a sign-in waits for this account to be unlocked.
    pub(super) async fn has_arrived(&self, id: VaultId) -> Result<bool, Problem> {
        Ok(self.arrived(id).await?.is_some())
    }

    /// Puts what arrived while an account was locked in its place. Its vault has to be open.
    pub(super) async fn take_arrived(self: &Rc<Self>, id: VaultId) -> Result<(), Problem> {
        let Some(arrival) = self.arrived(id).await? else {
            return Ok(());
        };
        self.store_sign_in(id, Origin::SignIn, |stored| arrival.over(stored.as_ref()))
            .await?;
        self.forget_arrived(id).await
    }

    /// Forgets what arrived: it is in its place, or the account goes.
    pub(super) async fn forget_arrived(&self, id: VaultId) -> Result<(), Problem> {
        if self.arrived(id).await?.is_none() {
            return Ok(());
        }
        let (cache, device) = self.device()?;
        let remove = |arrivals: &mut Arrivals| arrivals.remove(id);
        cache
            .change_document(&device, Batch::default(), Arrivals::default, remove)
            .await
            .map(drop)
    }

    async fn arrived(&self, id: VaultId) -> Result<Option<Arrival>, Problem> {
        let (cache, device) = self.device()?;
        Ok(match cache.peek::<Arrivals>(&device).await? {
            Kept::Document(arrivals) => arrivals.of(id).cloned(),
            Kept::Nothing | Kept::Damaged => None,
        })
    }
}
