//! [`Engine`]: what is behind the signals. Its abilities are in the files beside this one.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use audible::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reports::Reports;
use session::life::Event;
use vault::VaultId;

use super::Boot;
use super::account::AccountView;
use super::auth::{AttemptView, AuthView};
use super::cache::{Cache, Vault};
use super::changed::Changed;
use super::environment::Environment;
use super::open::Open;
use super::preferences::Preferences;
use super::problem::Problem;
use super::sign_in::Pending;
use super::status::StatusView;
use super::storage::StorageView;
use super::sync::SyncView;
use super::syncing::{Control, Wish};
use super::tabs::Note;
use crate::browser::channel::Channel;
use crate::browser::store::{Batch, Durability};
use crate::browser::transport::Transport;
use crate::browser::{clock, config, online, preferences, service_worker, visibility};

/// The one engine of a page.
#[derive(Debug)]
pub(super) struct Engine {
    pub(super) signals: Signals,
    pub(super) transport: Transport,
    pub(super) tabs: Channel,
    /// What rests on this device, and the vault of the device's own records.
    pub(super) cache: RefCell<Option<(Cache, Vault)>>,
    /// The cache was opened, or it turned out that it cannot be.
    pub(super) cache_opened: Changed,
    pub(super) open: RefCell<Option<Rc<Open>>>,
    /// Accounts that were forgotten: nothing of them may be written any more, also not by what
    /// still goes on for a store that was shown before.
    forgotten: RefCell<BTreeSet<VaultId>>,
    /// Numbers the accounts that were to be opened: the latest counts, whichever is read first.
    pub(super) opening: Cell<u64>,
    pub(super) pending: RefCell<Pending>,
    /// The sync that runs.
    pub(super) running: RefCell<Option<Control>>,
    pub(super) is_computing: Cell<bool>,
    pub(super) compute_again: Cell<bool>,
}

/// The writable side of [`super::State`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Signals {
    pub(super) environment: RwSignal<Environment>,
    pub(super) boot: RwSignal<Boot>,
    pub(super) online: RwSignal<bool>,
    pub(super) now: RwSignal<Timestamp>,
    pub(super) account: RwSignal<Option<AccountView>>,
    pub(super) auth: RwSignal<AuthView>,
    pub(super) attempt: RwSignal<Option<AttemptView>>,
    pub(super) status: RwSignal<StatusView>,
    pub(super) sync: RwSignal<SyncView>,
    pub(super) reports: RwSignal<Option<Arc<Reports>>>,
    pub(super) preferences: RwSignal<Preferences>,
    pub(super) storage: RwSignal<StorageView>,
    pub(super) update_ready: RwSignal<bool>,
    pub(super) problems: RwSignal<Vec<Problem>>,
}

impl Engine {
    /// Makes the engine and sets off everything that goes on by itself.
    pub(super) fn start(signals: Signals) -> Rc<Self> {
        let engine = Rc::new(Self {
            signals,
            transport: Transport::new(&signals.environment.read_untracked().origin),
            tabs: Channel::join("audipy"),
            cache: RefCell::default(),
            cache_opened: Changed::default(),
            open: RefCell::default(),
            forgotten: RefCell::default(),
            opening: Cell::default(),
            pending: RefCell::default(),
            running: RefCell::default(),
            is_computing: Cell::default(),
            compute_again: Cell::default(),
        });
        if signals.environment.read_untracked().secure {
            engine.clone().follow_the_browser();
            engine.clone().follow_other_tabs();
            spawn_local(engine.clone().boot());
        }
        engine
    }

    /// Adds to the list of problems, once.
    pub(super) fn report(&self, problem: Problem) {
        if !self.signals.problems.read_untracked().contains(&problem) {
            self.signals.problems.update(|all| all.push(problem));
        }
    }

    /// Changes the settings, here and in localStorage.
    pub(super) fn change_preferences(self: &Rc<Self>, change: impl FnOnce(&mut Preferences)) {
        self.signals.preferences.update(change);
        preferences::save(
            Preferences::STORED_AS,
            &*self.signals.preferences.read_untracked(),
        );
        self.compute();
        if let Some(open) = self.opened() {
            self.refresh_sync_view(&open);
        }
    }

    /// What rests on this device.
    pub(super) fn cache(&self) -> Result<Cache, Problem> {
        self.device().map(|(cache, _)| cache)
    }

    /// What rests on this device, with the vault of its own records.
    pub(super) fn device(&self) -> Result<(Cache, Vault), Problem> {
        self.cache
            .borrow()
            .clone()
            .ok_or(Problem::StorageUnavailable)
    }

    /// Waits until the cache is open, for what a page asks for as soon as it is shown.
    pub(super) async fn device_opened(&self) -> Result<(Cache, Vault), Problem> {
        let opened = self.cache_opened.wait();
        let is_opening = *self.signals.boot.read_untracked() == Boot::Opening;
        if self.cache.borrow().is_none() && is_opening {
            opened.await;
        }
        self.device()
    }

    /// Writes records of an account, unless it was forgotten.
    pub(super) async fn write(
        &self,
        open: &Open,
        batch: Batch,
        durability: Durability,
    ) -> Result<(), Problem> {
        if open
            .id()
            .is_some_and(|id| self.forgotten.borrow().contains(&id))
        {
            return Ok(());
        }
        self.cache()?.write(batch, durability).await
    }

    /// From now on nothing of the account is written.
    pub(super) fn forgotten(self: &Rc<Self>, open: &Rc<Open>) {
        self.forgotten.borrow_mut().extend(open.id());
        self.tell_life(open, Event::Left);
    }

    /// The account that is open.
    pub(super) fn opened(&self) -> Option<Rc<Open>> {
        self.open.borrow().clone()
    }

    /// Whether this is the account that is open; after an `await` another one may be.
    pub(super) fn is_open(&self, open: &Rc<Open>) -> bool {
        let now_open = self.open.borrow();
        now_open.as_ref().is_some_and(|it| Rc::ptr_eq(it, open))
    }

    fn follow_the_browser(self: Rc<Self>) {
        let signals = self.signals;
        let engine = self.clone();
        online::on_change(move |is_online| {
            signals.online.set(is_online);
            if is_online {
                engine.woke(&Event::Online);
                engine.sync(Wish::IfDue);
            }
        });
        let engine = self.clone();
        let day = Cell::new(clock::today());
        clock::every(Duration::from_secs(1), move || {
            if visibility::is_visible() {
                signals.now.set(clock::now());
                if day.replace(clock::today()) != clock::today() {
                    engine.compute();
                }
            }
        });
        let engine = self.clone();
        visibility::on_return(move || {
            signals.now.set(clock::now());
            engine.woke(&Event::Woke);
            engine.sync(Wish::IfDue);
        });
        spawn_local(async move {
            service_worker::register(move || signals.update_ready.set(true)).await;
        });
        if signals.environment.read_untracked().may_have_sandbox() {
            spawn_local(async move {
                let origin = signals.environment.read_untracked().origin.clone();
                if let Some(address) = config::sandbox(&origin).await {
                    signals
                        .environment
                        .update(|environment| environment.trust_sandbox(&address));
                    self.look_at_attempts().await;
                }
            });
        }
    }

    fn woke(self: &Rc<Self>, event: &Event) {
        if let Some(open) = self.opened() {
            let event = match event {
                Event::Online => Event::Online,
                _ => Event::Woke,
            };
            self.tell_life(&open, event);
        }
    }

    fn follow_other_tabs(self: Rc<Self>) {
        self.tabs.clone().on_note(move |note: Note| {
            let engine = self.clone();
            spawn_local(async move { engine.heard(note).await });
        });
    }

    async fn heard(self: Rc<Self>, note: Note) {
        let open = self.opened();
        match note {
            Note::Accounts => {
                // A list that cannot be read says nothing about the account that is open.
                let Ok(accounts) = self.accounts().await else {
                    return;
                };
                let open = self.opened();
                let shown = open.as_ref().and_then(|open| open.id());
                let is_listed = accounts
                    .accounts
                    .iter()
                    .any(|account| Some(account.vault) == shown);
                if !is_listed {
                    if let Some(open) = &open {
                        self.forgotten(open);
                    }
                    self.open_last().await;
                }
            }
            Note::Attempts => self.look_at_attempts().await,
            Note::Tokens(id) => {
                if let Some(open) = open.filter(|open| open.id() == Some(id)) {
                    self.look_at_tokens(&open);
                }
            }
            Note::Synced(id, store) => {
                if let Some(open) = open.filter(|open| open.id() == Some(id) && open.store == store)
                    && !self.is_syncing()
                {
                    self.read_again(&open).await;
                }
            }
        }
    }
}

impl Signals {
    /// Everything as it is before anything was asked.
    pub(super) fn new() -> Self {
        Self {
            environment: RwSignal::new(Environment::detect()),
            boot: RwSignal::new(Boot::default()),
            online: RwSignal::new(online::is_online()),
            now: RwSignal::new(clock::now()),
            account: RwSignal::new(None),
            auth: RwSignal::new(AuthView::default()),
            attempt: RwSignal::new(None),
            status: RwSignal::new(StatusView::default()),
            sync: RwSignal::new(SyncView::default()),
            reports: RwSignal::new(None),
            preferences: RwSignal::new(
                preferences::load(Preferences::STORED_AS).unwrap_or_default(),
            ),
            storage: RwSignal::new(StorageView::default()),
            update_ready: RwSignal::new(false),
            problems: RwSignal::new(Vec::new()),
        }
    }
}
