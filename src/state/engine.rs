//! [`Engine`]: what is behind the signals. Its abilities are in the files beside this one.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use audible::Timestamp;
use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reports::Reports;
use session::life::Event;
use session::records::{KeptHidden, KeptViews};
use vault::VaultId;

use super::Boot;
use super::account::AccountView;
use super::accounts::AccountCard;
use super::auth::{AttemptView, AuthView};
use super::cache::{Cache, Vault};
use super::changed::Changed;
use super::conversation::{ConversationView, Talk};
use super::environment::Environment;
use super::exporting::ExportView;
use super::hidden::Said;
use super::import::ImportView;
use super::importing::Import;
use super::locks::LocksView;
use super::open::Open;
use super::preferences::Preferences;
use super::problem::Problem;
use super::reading::ReadBack;
use super::sign_in::Pending;
use super::status::StatusView;
use super::storage::StorageView;
use super::stretch::Stretching;
use super::sync::SyncView;
use super::syncing::{Control, Wish};
use super::tabs::Note;
use super::together::Household;
use crate::browser::channel::Channel;
use crate::browser::store::{Batch, Durability};
use crate::browser::transport::Transport;
use crate::browser::worker::Worker;
use crate::browser::{clock, online, preferences, visibility};

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
    pub(super) progress: Cell<Progress>,
    /// What is stored was opened, or cannot be.
    pub(super) booted: Changed,
    pub(super) open: RefCell<Option<Rc<Open>>>,
    /// Accounts that were forgotten: nothing of them may be written any more, also not by what
    /// still goes on for a store that was shown before.
    forgotten: RefCell<BTreeSet<VaultId>>,
    /// Numbers the accounts that were to be opened: the latest counts, whichever is read first.
    pub(super) opening: Cell<u64>,
    /// Numbers the looks at all accounts.
    pub(super) surveying: Cell<u64>,
    pub(super) pending: RefCell<Pending>,
    /// Files that were handed in, and what is in them.
    pub(super) import: RefCell<Import>,
    /// Numbers what the sign-in page asked for: only the latest is shown, and nothing once the page
    /// was left.
    pub(super) sign_in_turn: Cell<u64>,
    /// The sign-in inside AudiPy.
    pub(super) talk: Talk,
    /// Numbers the rounds through the stores: one that was left asks no further.
    pub(super) probing: Cell<u64>,
    /// Estimates passphrases while one is being chosen.
    pub(super) estimator: RefCell<Option<Worker>>,
    /// Gives up the passphrase that is being stretched.
    pub(super) stop_stretching: RefCell<Option<oneshot::Sender<()>>>,
    /// Gives up the file of lists that is being made.
    pub(super) stop_export: RefCell<Option<oneshot::Sender<()>>>,
    /// The page is about to be loaded anew.
    pub(super) is_locking: Cell<bool>,
    /// The sync that runs.
    pub(super) running: RefCell<Option<Control>>,
    pub(super) is_computing: Cell<bool>,
    pub(super) compute_again: Cell<bool>,
    /// A computation came to its end.
    pub(super) computed: Changed,
}

/// How far the engine got since the page was opened.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Progress {
    /// Nothing goes on by itself yet.
    #[default]
    Still,
    /// The cache is being opened.
    Opening,
    /// The cache was opened, or it turned out that it cannot be.
    Opened,
    /// All that is stored was opened, or cannot be.
    Booted,
}

/// The writable side of [`super::State`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Signals {
    pub(super) environment: RwSignal<Environment>,
    pub(super) boot: RwSignal<Boot>,
    pub(super) online: RwSignal<bool>,
    pub(super) now: RwSignal<Timestamp>,
    pub(super) account: RwSignal<Option<AccountView>>,
    pub(super) accounts: RwSignal<Vec<AccountCard>>,
    pub(super) household: RwSignal<Household>,
    pub(super) unchosen: RwSignal<bool>,
    pub(super) auth: RwSignal<AuthView>,
    pub(super) attempt: RwSignal<Option<AttemptView>>,
    pub(super) conversation: RwSignal<ConversationView>,
    pub(super) import: RwSignal<ImportView>,
    pub(super) status: RwSignal<StatusView>,
    pub(super) locks: RwSignal<LocksView>,
    pub(super) stretching: RwSignal<Option<Stretching>>,
    pub(super) sync: RwSignal<SyncView>,
    pub(super) reports: RwSignal<Option<Arc<Reports>>>,
    pub(super) hidden: RwSignal<KeptHidden>,
    pub(super) said: RwSignal<Option<Said>>,
    pub(super) views: RwSignal<KeptViews>,
    pub(super) export: RwSignal<ExportView>,
    pub(super) read_back: RwSignal<ReadBack>,
    pub(super) preferences: RwSignal<Preferences>,
    pub(super) storage: RwSignal<StorageView>,
    pub(super) update_ready: RwSignal<bool>,
    pub(super) problems: RwSignal<Vec<Problem>>,
}

impl Engine {
    /// An engine that stands still; see [`Engine::begin`].
    pub(super) fn new(signals: Signals) -> Self {
        Self {
            signals,
            transport: Transport::new(&signals.environment.read_untracked().origin),
            tabs: Channel::join("audipy"),
            cache: RefCell::default(),
            cache_opened: Changed::default(),
            progress: Cell::default(),
            booted: Changed::default(),
            open: RefCell::default(),
            forgotten: RefCell::default(),
            opening: Cell::default(),
            surveying: Cell::default(),
            pending: RefCell::default(),
            import: RefCell::default(),
            sign_in_turn: Cell::default(),
            talk: Talk::default(),
            probing: Cell::default(),
            estimator: RefCell::default(),
            stop_stretching: RefCell::default(),
            stop_export: RefCell::default(),
            is_locking: Cell::default(),
            running: RefCell::default(),
            is_computing: Cell::default(),
            compute_again: Cell::default(),
            computed: Changed::default(),
        }
    }

    /// Adds to the list of problems, once.
    pub(super) fn report(&self, problem: Problem) {
        if !self.signals.problems.read_untracked().contains(&problem) {
            self.signals.problems.update(|all| all.push(problem));
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
        if self.cache.borrow().is_none() && self.progress.get() < Progress::Opened {
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
        if open.id().is_some_and(|id| self.is_forgotten(id)) {
            return Ok(());
        }
        self.cache()?.write(batch, durability).await
    }

    /// Whether nothing of this account may be written any more.
    pub(super) fn is_forgotten(&self, id: VaultId) -> bool {
        self.forgotten.borrow().contains(&id)
    }

    /// From now on nothing of the account is written.
    pub(super) fn forgotten(self: &Rc<Self>, open: &Rc<Open>) {
        self.forgotten.borrow_mut().extend(open.id());
        self.tell_life(open, Event::Left);
    }

    /// The same for an account that is not open.
    pub(super) fn forgotten_id(&self, id: VaultId) {
        self.forgotten.borrow_mut().insert(id);
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

    /// Reacts to the browser, from now on.
    pub(super) fn follow_the_browser(self: Rc<Self>) {
        let signals = self.signals;
        let engine = self.clone();
        online::on_change(move |is_online| {
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
        visibility::on_return(move || {
            signals.now.set(clock::now());
            self.woke(&Event::Woke);
            self.sync(Wish::IfDue);
        });
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

    /// Does what other tabs' notes ask for, and holds to what they set, from now on.
    pub(super) fn follow_other_tabs(self: Rc<Self>) {
        let engine = self.clone();
        preferences::on_change(Preferences::STORED_AS, move || engine.look_at_preferences());
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
                let is_listed = |id| accounts.accounts.iter().any(|it| it.vault == id);
                let is_gone = match (&*self.signals.boot.read_untracked(), shown) {
                    (_, Some(shown)) => !is_listed(shown),
                    (Boot::Locked(locked), None) => !is_listed(locked.id),
                    // All together and the sample stay as they are.
                    (_, None) => open.is_none(),
                };
                if is_gone {
                    if let Some(open) = &open {
                        self.forgotten(open);
                    }
                    self.open_last().await;
                }
                self.survey().await;
            }
            Note::Account(id) => {
                if let Some(open) = open.filter(|open| open.id() == Some(id)) {
                    self.look_at_account(&open).await;
                }
                self.survey().await;
            }
            Note::Arrived(id) => {
                if open.is_some_and(|open| open.id() == Some(id))
                    && let Err(problem) = self.take_arrived(id).await
                {
                    self.report(problem);
                }
            }
            Note::Attempts => {
                self.look_at_conversation().await;
                self.look_at_attempts().await;
            }
            Note::Lock => {
                if let Ok(cache) = self.cache() {
                    cache.look_at_seen().await;
                }
                self.lock_here();
            }
            Note::Locks(id) => {
                if let Ok(cache) = self.cache() {
                    cache.look_at_seen().await;
                }
                if let Some(open) = open.filter(|open| open.id() == Some(id)) {
                    self.look_at_locks(&open).await;
                }
            }
            Note::Tokens(id) => {
                if let Some(open) = open.filter(|open| open.id() == Some(id)) {
                    self.look_at_tokens(&open);
                }
                self.survey().await;
            }
            Note::Views(id) => {
                if let Some(open) = open.filter(|open| open.id() == Some(id)) {
                    self.look_at_views(&open).await;
                }
            }
            Note::People(id) => {
                if let Some(open) = open.filter(|open| open.id() == Some(id)) {
                    self.look_at_people(&open).await;
                }
            }
            Note::Hidden(id) => {
                if let Some(open) = open.filter(|open| open.id() == Some(id)) {
                    self.look_at_hidden(&open).await;
                }
            }
            Note::Synced(id, store) => {
                if let Some(open) = open.filter(|open| open.id() == Some(id) && open.store == store)
                    && !self.is_syncing()
                {
                    self.read_again(&open).await;
                } else if self.opened().is_some_and(|open| open.is_together) {
                    if let Err(problem) = self.open_together().await {
                        self.report(problem);
                    }
                } else {
                    self.look_around().await;
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
            accounts: RwSignal::new(Vec::new()),
            household: RwSignal::new(Household::default()),
            unchosen: RwSignal::new(false),
            auth: RwSignal::new(AuthView::default()),
            attempt: RwSignal::new(None),
            conversation: RwSignal::new(ConversationView::default()),
            import: RwSignal::new(ImportView::default()),
            status: RwSignal::new(StatusView::default()),
            locks: RwSignal::new(LocksView::default()),
            stretching: RwSignal::new(None),
            sync: RwSignal::new(SyncView::default()),
            reports: RwSignal::new(None),
            hidden: RwSignal::new(KeptHidden::default()),
            said: RwSignal::new(None),
            views: RwSignal::new(KeptViews::default()),
            export: RwSignal::new(ExportView::default()),
            read_back: RwSignal::new(ReadBack::default()),
            preferences: RwSignal::new(
                preferences::load(Preferences::STORED_AS).unwrap_or_default(),
            ),
            storage: RwSignal::new(StorageView::default()),
            update_ready: RwSignal::new(false),
            problems: RwSignal::new(Vec::new()),
        }
    }
}
