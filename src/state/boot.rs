//! Opening what is stored: the list of accounts, then the account that was shown last.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use audible::Marketplace;
use leptos::prelude::*;
use session::life::{Event, Life, Stored, Tokens};
use session::records::{Account, Accounts, Fault, Kind, Read, Synced, Why, read_snapshot};
use session::sync::Part;
use vault::VaultId;

use super::Boot;
use super::auth::{AuthView, SignInStep};
use super::cache::{Cache, Kept, Record, Vault};
use super::engine::Engine;
use super::open::Open;
use super::problem::{DamagedRecord, Problem};
use super::status::StatusView;
use super::sync::{SyncActivity, SyncView};
use super::syncing::Wish;
use crate::browser::store::{Batch, Durability};
use crate::browser::{lock, preferences, random};

impl Engine {
    /// Opens what is stored. Pages show [`Boot`] meanwhile.
    pub(super) async fn boot(self: Rc<Self>) {
        let opened = self.open_cache().await;
        if let Err(problem) = &opened {
            self.signals.boot.set(Boot::Failed(problem.clone()));
        }
        self.cache_opened.tell();
        if opened.is_err() {
            return;
        }
        self.open_last().await;
        self.measure_storage().await;
    }

    /// Opens the account that was shown last, or whatever there is.
    pub(super) async fn open_last(self: &Rc<Self>) {
        let accounts = match self.accounts().await {
            Ok(accounts) => accounts,
            Err(problem) => {
                self.signals.boot.set(Boot::Failed(problem));
                return;
            }
        };
        let others = accounts.accounts.iter().map(|account| account.vault);
        let others = others.filter(|id| Some(*id) != accounts.open);
        for id in accounts.open.into_iter().chain(others) {
            match self.open_account(id, None).await {
                Ok(()) => return,
                // One account that does not open never takes the others along.
                Err(problem @ Problem::DeviceKeyLost) => self.report(problem),
                Err(problem) => {
                    self.signals.boot.set(Boot::Failed(problem));
                    return;
                }
            }
        }
        if preferences::load(SAMPLE) == Some(true) {
            self.open_sample().await;
        } else {
            self.close();
        }
    }

    /// Opens an account, at a store or the one that was shown last.
    pub(super) async fn open_account(
        self: &Rc<Self>,
        id: VaultId,
        store: Option<Marketplace>,
    ) -> Result<(), Problem> {
        let opening = self.opening.get() + 1;
        self.opening.set(opening);
        let cache = self.cache()?;
        let vault = cache.open_vault(id).await?;
        let mut damaged = Vec::new();
        let account = match cache.document::<Account>(&vault).await? {
            Kept::Document(account) => Some(account),
            Kept::Nothing => None,
            Kept::Damaged => {
                damaged.push(DamagedRecord::Accounts);
                None
            }
        };
        let stored = match cache.document::<Tokens>(&vault).await? {
            Kept::Document(tokens) => Stored::Tokens(Box::new(tokens)),
            Kept::Nothing => Stored::Damaged,
            Kept::Damaged => {
                damaged.push(DamagedRecord::Tokens);
                Stored::Damaged
            }
        };
        let home = match &stored {
            Stored::Tokens(tokens) => Some(tokens.registration.marketplace),
            _ => None,
        };
        let account = account.unwrap_or_else(|| self.account_anew(home));
        let store = store
            .or(account.store)
            .or_else(|| account.stores.first().copied())
            .or(home)
            .unwrap_or(Marketplace::Us);
        let read = read_snapshot(store, &self.library_records(&vault, store).await?);
        damaged.extend(self.put_right(&vault, &read).await?);

        if !damaged.is_empty() {
            damaged.sort_unstable();
            damaged.dedup();
            self.report(Problem::Damaged { records: damaged });
        }
        // Another one was asked for meanwhile, or this one was forgotten.
        if self.opening.get() != opening {
            return Ok(());
        }
        let is_unchosen = account.stores.is_empty();
        let life = Life::open(stored, u64::from_le_bytes(random::bytes()));
        let open = Rc::new(Open::new(Some(vault), account, life, read));
        self.show(&open);
        self.tell_life(&open, Event::Woke);
        if is_unchosen {
            self.probe_stores();
        }
        // The library is on the screen: now what only the last two reports need.
        self.read_searches(&open).await;
        self.sync(Wish::IfDue);
        Ok(())
    }

    /// Shows an account in place of whatever was open.
    pub(super) fn show(self: &Rc<Self>, open: &Rc<Open>) {
        self.leave_account();
        self.open.replace(Some(open.clone()));
        self.signals.account.set(Some(open.view()));
        self.signals.sync.set(SyncView {
            activity: SyncActivity::Idle,
            ..self.sync_view(open)
        });
        self.compute();
        self.signals.boot.set(Boot::Open);
    }

    /// Nobody is signed in here (any more).
    pub(super) fn close(self: &Rc<Self>) {
        self.opening.update(|opening| opening + 1);
        self.leave_account();
        self.signals.account.set(None);
        self.signals.auth.set(AuthView::SignedOut);
        self.signals.status.set(StatusView::default());
        self.signals.sync.set(SyncView::default());
        self.signals.reports.set(None);
        self.signals.boot.set(Boot::NoAccount);
    }

    fn leave_account(&self) {
        self.cancel_sync();
        if let Some(open) = self.open.take() {
            // Its stores are not to be chosen any more.
            if matches!(
                *self.signals.auth.read_untracked(),
                AuthView::SigningIn(SignInStep::Probing { .. } | SignInStep::ChoosingStores { .. })
            ) {
                self.signals.auth.set(AuthView::SignedOut);
            }
            // Whoever waits for a token of it stops waiting.
            open.life_changed.tell();
        }
    }

    /// Reads the library of the open account again: another tab may have synced it.
    pub(super) async fn read_again(self: &Rc<Self>, open: &Rc<Open>) {
        let (Ok(cache), Some(vault)) = (self.cache(), &open.vault) else {
            return;
        };
        let Ok(Kept::Document(synced)) = self.synced(&cache, vault, open.store).await else {
            return;
        };
        if synced.place == *open.place.borrow() {
            return;
        }
        let Ok(records) = self.library_records(vault, open.store).await else {
            return;
        };
        let mut read = read_snapshot(open.store, &records);
        let searches = &mut read.snapshot.searches;
        searches.clone_from(&open.snapshot.borrow().searches);
        open.place.replace(read.place);
        open.summary.replace(read.summary);
        open.snapshot.replace(Arc::new(read.snapshot));
        open.has_searches.set(false);
        self.read_searches(open).await;
        self.refresh_sync_view(open);
        self.compute();
    }

    /// Everything of a store but the searches, which are the largest part.
    async fn library_records(
        &self,
        vault: &Vault,
        store: Marketplace,
    ) -> Result<Vec<Record>, Problem> {
        let cache = self.cache()?;
        let (first, last) = bounds(store);
        let (searches, after) = bounds_of_searches(store);
        let mut records = cache.read_between(vault, &first, &searches).await?;
        records.extend(cache.read_between(vault, &after, &last).await?);
        Ok(records)
    }

    /// Reads the searches, unless something else did so meanwhile: a sync may have newer ones.
    pub(super) async fn read_searches(self: &Rc<Self>, open: &Rc<Open>) {
        let (Ok(cache), Some(vault)) = (self.cache(), &open.vault) else {
            return;
        };
        let (from, to) = bounds_of_searches(open.store);
        let Ok(records) = cache.read_between(vault, &from, &to).await else {
            return;
        };
        if open.has_searches.replace(true) || records.is_empty() {
            return;
        }
        let read = read_snapshot(open.store, &records);
        let mut snapshot = open.snapshot.borrow().as_ref().clone();
        snapshot.searches = read.snapshot.searches;
        open.snapshot.replace(Arc::new(snapshot));
        if self.is_open(open) {
            self.compute();
        }
    }

    async fn synced(
        &self,
        cache: &Cache,
        vault: &Vault,
        store: Marketplace,
    ) -> Result<Kept<Synced>, Problem> {
        let name = session::records::sync_name(store);
        Ok(match cache.read_one(vault, &name).await? {
            Some(Ok(plain)) => session::records::read_document(&plain)
                .map_or(Kept::Damaged, |opened| Kept::Document(opened.value)),
            Some(Err(_)) => Kept::Damaged,
            None => Kept::Nothing,
        })
    }

    /// Sets damaged records aside, and has their parts read anew by the next sync.
    async fn put_right(&self, vault: &Vault, read: &Read) -> Result<Vec<DamagedRecord>, Problem> {
        if read.faults.iter().any(|fault| fault.why == Why::Newer) {
            return Err(Problem::NewerVersion);
        }
        if read.faults.is_empty() {
            return Ok(Vec::new());
        }
        let names: BTreeSet<String> = read
            .faults
            .iter()
            .filter(|fault| fault.why == Why::Damaged)
            .map(|fault| fault.name.clone())
            .collect();
        let cache = self.cache()?;
        cache
            .set_aside(vault, &names.into_iter().collect::<Vec<_>>())
            .await?;
        let mut batch = Batch::default();
        let synced = Synced {
            place: None,
            summary: read.summary.clone(),
        };
        vault.put_synced(&mut batch, read.snapshot.store, &synced);
        cache.write(batch, Durability::Relaxed).await?;
        Ok(read.faults.iter().map(damaged).collect())
    }

    async fn open_cache(&self) -> Result<(), Problem> {
        let cache = Cache::open().await?;
        let (device, lost) = cache.device_vault().await?;
        self.cache.replace(Some((cache, device)));
        if let Some(problem) = lost {
            self.report(problem);
        }
        Ok(())
    }

    /// The list of accounts on this device.
    pub(super) async fn accounts(&self) -> Result<Accounts, Problem> {
        let (cache, device) = self.device()?;
        let kept = cache.document::<Accounts>(&device).await?;
        if matches!(kept, Kept::Damaged) {
            self.report(Problem::Damaged {
                records: vec![DamagedRecord::Accounts],
            });
            // Every vault names its account itself: the list can be made anew.
            let accounts = Accounts {
                accounts: cache.vaults_but(&device).await?,
                open: None,
            };
            let mut batch = Batch::default();
            device.put_document(&mut batch, &accounts);
            cache.write(batch, Durability::Strict).await?;
            return Ok(accounts);
        }
        Ok(kept.or_default())
    }

    /// Changes the list of accounts, together with whatever else is in `batch`.
    pub(super) async fn change_accounts(
        &self,
        mut batch: Batch,
        change: impl FnOnce(&mut Accounts),
    ) -> Result<(), Problem> {
        let (cache, device) = self.device()?;
        let _lock = lock::take("audipy accounts").await;
        let mut accounts = self.accounts().await?;
        change(&mut accounts);
        device.put_document(&mut batch, &accounts);
        cache.write(batch, Durability::Strict).await
    }

    /// An account whose own record is gone.
    fn account_anew(&self, home: Option<Marketplace>) -> Account {
        Account {
            origin: session::records::Origin::SignIn,
            since: self.signals.now.get_untracked(),
            exported: None,
            stores: home.into_iter().collect(),
            store: home,
            salt: random::bytes(),
        }
    }
}

/// All record names of a store lie between these.
fn bounds(store: Marketplace) -> (String, String) {
    // `0` is the character after `/`.
    (format!("{}/", store.code()), format!("{}0", store.code()))
}

fn bounds_of_searches(store: Marketplace) -> (String, String) {
    let folder = format!("{}/searches", store.code());
    (format!("{folder}/"), format!("{folder}0"))
}

fn damaged(fault: &Fault) -> DamagedRecord {
    match fault.kind {
        Kind::Accounts | Kind::Account => DamagedRecord::Accounts,
        Kind::Attempts => DamagedRecord::Attempts,
        Kind::Tokens => DamagedRecord::Tokens,
        Kind::Synced(_) => DamagedRecord::SyncPlace,
        Kind::Part(_, part) => match part {
            Part::Library => DamagedRecord::Library,
            Part::Series => DamagedRecord::Series,
            Part::Products => DamagedRecord::Products,
            Part::Wishes => DamagedRecord::Wishes,
            Part::Searches => DamagedRecord::Searches,
        },
    }
}

/// Under this name localStorage notes that the sample library is open.
pub(super) const SAMPLE: &str = "sample";
