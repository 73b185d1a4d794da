//! Opening what is stored: the list of accounts, then the account that was shown last.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use audible::Marketplace;
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::life::{Event, Life, Stored, Tokens};
use session::records::{
    Account, Accounts, KeptHidden, KeptViews, Read, SnapshotReader, Synced, Why,
};
use vault::VaultId;

use super::Boot;
use super::auth::{AuthView, SignInStep};
use super::cache::{Before, Cache, Kept, Vault};
use super::engine::{Engine, Progress};
use super::exporting::ExportView;
use super::locks::LocksView;
use super::open::{Open, Searches};
use super::problem::{DamagedRecord, Problem};
use super::status::StatusView;
use super::sync::{SyncActivity, SyncView};
use super::syncing::Wish;
use super::together::{Household, TOGETHER};
use crate::browser::store::{Batch, Durability};
use crate::browser::{lock, preferences, random};

impl Engine {
    /// Opens what is stored. Pages show [`Boot`] meanwhile.
    pub(super) async fn boot(self: Rc<Self>) {
        let opened = self.open_cache().await;
        if let Err(problem) = &opened {
            self.signals.boot.set(Boot::Failed(problem.clone()));
        }
        self.progress.set(Progress::Opened);
        self.cache_opened.tell();
        if opened.is_ok() {
            self.open_last().await;
        }
        self.progress.set(Progress::Booted);
        self.booted.tell();
        if opened.is_ok() {
            self.survey().await;
            self.measure_storage().await;
        }
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
        if preferences::load(TOGETHER) == Some(true) && accounts.accounts.len() > 1 {
            self.survey().await;
            let opening = self.signals.accounts.read_untracked();
            let several = opening.iter().filter(|card| card.opens()).count() > 1;
            drop(opening);
            if several {
                match self.open_together().await {
                    Ok(()) => return,
                    Err(problem) => self.report(problem),
                }
            }
        }
        let others = accounts.accounts.iter().map(|account| account.vault);
        let others = others.filter(|id| Some(*id) != accounts.open);
        let mut newer = None;
        let mut locked = None;
        for id in accounts.open.into_iter().chain(others) {
            match self.open_account(id, None).await {
                Ok(()) => {
                    if let Some(problem) = newer {
                        self.report(problem);
                    }
                    return;
                }
                // One account that does not open never takes the others along.
                Err(problem @ Problem::DeviceKeyLost) => self.report(problem),
                Err(problem @ Problem::NewerVersion) => newer = Some(problem),
                // The one that was shown last is shown as locked; of the others one may be open.
                Err(Problem::Locked) => {
                    locked.get_or_insert(id);
                    if Some(id) == accounts.open {
                        break;
                    }
                }
                Err(problem) => {
                    self.signals.boot.set(Boot::Failed(problem));
                    return;
                }
            }
        }
        if let Some(id) = locked {
            if let Err(problem) = self.show_locked(id).await {
                self.signals.boot.set(Boot::Failed(problem));
            }
            return;
        }
        if let Some(problem) = newer {
            self.signals.boot.set(Boot::Failed(problem));
            return;
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
        let read = self.library(&vault, store).await?;
        damaged.extend(self.put_right(&vault, &read).await?);
        let people = self.people_in(&cache, &vault).await;
        let hidden = self.hidden_in(&cache, &vault).await;

        if !damaged.is_empty() {
            damaged.sort_unstable();
            damaged.dedup();
            self.report(Problem::Damaged { records: damaged });
        }
        // Another one was asked for meanwhile, or this one was forgotten.
        if self.opening.get() != opening {
            return Ok(());
        }
        let life = Life::open(stored, u64::from_le_bytes(random::bytes()));
        let open = Rc::new(Open {
            people: RefCell::new(people),
            hidden: RefCell::new(hidden),
            ..Open::new(Some(vault), account, life, read)
        });
        self.show(&open);
        {
            let (engine, open) = (self.clone(), open.clone());
            spawn_local(async move { engine.look_at_locks(&open).await });
        }
        self.tell_life(&open, Event::Woke);
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
        self.signals.locks.update(|view| view.slots.clear());
        self.signals.sync.set(SyncView {
            activity: SyncActivity::Idle,
            ..self.sync_view(open)
        });
        self.signals.hidden.set(open.hidden.borrow().clone());
        self.signals.said.set(None);
        self.compute();
        self.signals
            .unchosen
            .set(open.vault.is_some() && open.account.borrow().stores.is_empty());
        self.signals.boot.set(Boot::Open);
        self.signals.views.set(KeptViews::default());
        let (engine, opened) = (self.clone(), open.clone());
        spawn_local(async move { engine.look_at_views(&opened).await });
        if !open.is_together {
            self.signals.household.set(Household::default());
            let engine = self.clone();
            spawn_local(async move { engine.look_around().await });
        }
    }

    /// Nobody is signed in here (any more).
    pub(super) fn close(self: &Rc<Self>) {
        self.opening.update(|opening| opening + 1);
        self.leave_account();
        self.signals.account.set(None);
        self.signals.unchosen.set(false);
        self.signals.auth.set(AuthView::SignedOut);
        self.signals.status.set(StatusView::default());
        self.signals.locks.set(LocksView::default());
        self.signals.sync.set(SyncView::default());
        self.signals.reports.set(None);
        self.signals.hidden.set(KeptHidden::default());
        self.signals.views.set(KeptViews::default());
        self.signals.household.set(Household::default());
        self.signals.boot.set(Boot::NoAccount);
    }

    fn leave_account(&self) {
        self.cancel_sync();
        self.stop_export.take();
        self.signals.export.set(ExportView::Idle);
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
        let Ok(mut read) = self.library(vault, open.store).await else {
            return;
        };
        let searches = &mut read.snapshot.searches;
        searches.clone_from(&open.snapshot.borrow().searches);
        open.place.replace(read.place);
        open.summary.replace(read.summary);
        open.health.replace(read.health);
        open.snapshot.replace(Arc::new(read.snapshot));
        open.searches.set(Searches::Stored);
        self.read_searches(open).await;
        self.refresh_sync_view(open);
        self.compute();
    }

    /// Everything of a store but the searches, which are the largest part.
    async fn library(&self, vault: &Vault, store: Marketplace) -> Result<Read, Problem> {
        let cache = self.cache()?;
        let (first, last) = bounds(store);
        let (searches, after) = bounds_of_searches(store);
        let mut reader = SnapshotReader::new(store);
        cache
            .read_into(&mut reader, vault, &first, &searches)
            .await?;
        cache.read_into(&mut reader, vault, &after, &last).await?;
        Ok(reader.finish())
    }

    /// Reads the searches, unless something else did so meanwhile: a sync may have newer ones.
    pub(super) async fn read_searches(self: &Rc<Self>, open: &Rc<Open>) {
        let (Ok(cache), Some(vault)) = (self.cache(), &open.vault) else {
            return;
        };
        let (from, to) = bounds_of_searches(open.store);
        let mut reader = SnapshotReader::new(open.store);
        let read = cache.read_into(&mut reader, vault, &from, &to).await;
        if open.searches.get() == Searches::Read {
            return;
        }
        let searches = read.map_or(Searches::Unreadable, |()| {
            let searches = reader.finish().snapshot.searches;
            if !searches.is_empty() {
                let mut snapshot = open.snapshot.borrow().as_ref().clone();
                snapshot.searches = searches;
                open.snapshot.replace(Arc::new(snapshot));
            }
            Searches::Read
        });
        open.searches.set(searches);
        if self.is_open(open) {
            self.refresh_sync_view(open);
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
        let mut batch = Batch::default();
        cache
            .set_aside(vault, &names.into_iter().collect::<Vec<_>>(), &mut batch)
            .await?;
        let synced = Synced {
            place: None,
            summary: read.summary.clone(),
            health: read.health.clone(),
        };
        vault.put_synced(&mut batch, read.snapshot.store, &synced);
        cache.write(batch, Durability::Relaxed).await?;
        Ok(read.faults.iter().map(|fault| fault.kind.into()).collect())
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
        match cache.peek(&device).await? {
            Kept::Document(accounts) => Ok(accounts),
            Kept::Nothing if cache.vaults_but(&device).await?.is_empty() => Ok(Accounts::default()),
            // Made anew.
            Kept::Nothing | Kept::Damaged => self.change_accounts(Batch::default(), |_| {}).await,
        }
    }

    /// Changes the list of accounts, together with whatever else is in `batch`.
    pub(super) async fn change_accounts(
        &self,
        batch: Batch,
        change: impl FnOnce(&mut Accounts),
    ) -> Result<Accounts, Problem> {
        let (cache, device) = self.device()?;
        let _lock = lock::take("audipy accounts").await;
        // Every vault names its account itself: a list that is lost can be made anew.
        let anew = Accounts {
            accounts: cache.vaults_but(&device).await?,
            open: None,
        };
        let (before, accounts) = cache
            .change_document(&device, batch, || anew, change)
            .await?;
        if before == Before::Damaged {
            self.report(Problem::Damaged {
                records: vec![DamagedRecord::Accounts],
            });
        }
        Ok(accounts)
    }

    /// An account whose own record is gone.
    pub(super) fn account_anew(&self, home: Option<Marketplace>) -> Account {
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

/// Under this name localStorage notes that the sample library is open.
pub(super) const SAMPLE: &str = "sample";
