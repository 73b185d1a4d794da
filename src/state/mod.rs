//! What the page knows, as signals, and what it can be asked to do, as intents.
//!
//! Pages take [`State`] from the context (`expect_context::<State>()`), read its signals and call
//! its methods. They never fetch, store or decide a policy. Every method returns at once; what
//! comes of it shows in the signals.

pub mod account;
pub mod accounts;
mod admission;
mod asking;
pub mod auth;
mod backup;
mod begin;
mod boot;
mod cache;
mod changed;
mod chronicle;
pub mod conversation;
mod covers;
mod device;
mod diagnosis;
mod engine;
pub mod environment;
mod exporting;
mod files;
mod hidden;
pub mod import;
mod importing;
mod intents;
mod known;
mod leaving;
pub mod locks;
mod lookup;
mod open;
mod people;
pub mod preferences;
pub mod problem;
mod reading;
mod recipes;
mod reporting;
mod restoring;
mod sign_in;
pub mod status;
pub mod storage;
mod stores;
mod stretch;
pub mod sync;
mod syncing;
mod tabs;
mod together;
mod tokens;
mod vaults;
mod views;

use std::rc::Rc;
use std::sync::Arc;

pub use audible::PasteProblem;
use audible::Timestamp;
use leptos::prelude::*;
use reports::Reports;

use crate::part::NotLoaded;
use engine::{Engine, Signals};

pub use account::{AccountView, Origin};
pub use accounts::{AccountCard, AccountId, Colour, Standing};
pub use auth::{AttemptView, AuthView, NeedsSignIn, SignInStep, StoreCount};
pub use backup::LeftOut;
pub use chronicle::News;
pub use conversation::ConversationView;
pub use covers::{KeptCovers, Picture};
pub use environment::Environment;
pub use exporting::{ExportView, rows_of};
pub use hidden::Said;
pub use import::ImportView;
pub use locks::{LockFault, LockedView, LocksView, SlotKind, SlotView, Strength};
pub use preferences::{Language, Preferences, Theme};
pub use problem::{DamagedRecord, Problem};
pub use reading::{FileLibrary, ReadBack};
pub use reports::text::ReportKind;
pub use restoring::Brings;
pub use session::records::{HiddenTitle, KeptHidden, KeptView, KeptViews, ViewId};
pub use status::{Held, StatusView};
pub use storage::{Eviction, StorageView};
pub use stretch::Stretching;
pub use sync::{
    Basis, Count, Health, Reading, Skipped, SkippedPart, Subject, SyncActivity, SyncProgress,
    SyncSummary, SyncView, Tally,
};
pub use together::{Household, Shelf};

/// Everything pages read and do. `Copy`: take it from the context wherever it is needed.
#[derive(Clone, Copy)]
pub struct State {
    /// What the page runs in.
    pub environment: ReadSignal<Environment>,
    /// Whether stored accounts were opened.
    pub boot: ReadSignal<Boot>,
    /// Whether the browser says it is connected.
    pub online: ReadSignal<bool>,
    /// The time, moving on every second while the page is visible: for countdowns and ages.
    pub now: ReadSignal<Timestamp>,
    /// The open account.
    pub account: ReadSignal<Option<AccountView>>,
    /// All accounts of this device, in the order in which they came.
    pub accounts: ReadSignal<Vec<AccountCard>>,
    /// What the other libraries of this device have.
    pub household: ReadSignal<Household>,
    /// Whether the open account still waits for its member to choose stores: the home page leads
    /// to the choice, once.
    pub unchosen: ReadSignal<bool>,
    /// Where the open account stands with Amazon.
    pub auth: ReadSignal<AuthView>,
    /// The pending sign-in whose link is to be shown.
    pub attempt: ReadSignal<Option<AttemptView>>,
    /// The sign-in inside AudiPy.
    pub conversation: ReadSignal<ConversationView>,
    /// Bringing accounts in from files.
    pub import: ReadSignal<ImportView>,
    /// What this device holds for the account.
    pub status: ReadSignal<StatusView>,
    /// What opens it.
    pub locks: ReadSignal<LocksView>,
    /// A passphrase is being stretched, which is slow on purpose.
    pub stretching: ReadSignal<Option<Stretching>>,
    /// Bringing the library up to date.
    pub sync: ReadSignal<SyncView>,
    /// The reports of the shown library; `None` until they are computed.
    pub reports: ReadSignal<Option<Arc<Reports>>>,
    /// What the member does not want suggested.
    pub hidden: ReadSignal<KeptHidden>,
    /// What was said last of titles that are (not) for the member, for as long as that is shown.
    pub said: ReadSignal<Option<Said>>,
    /// How the member likes to look at reports.
    pub views: ReadSignal<KeptViews>,
    /// The file of lists that is being made, or was made last.
    pub export: ReadSignal<ExportView>,
    /// Files of lists that were handed in to be read back.
    pub read_back: ReadSignal<ReadBack>,
    /// The member's settings.
    pub preferences: ReadSignal<Preferences>,
    /// Space used, and how long it is kept.
    pub storage: ReadSignal<StorageView>,
    /// A new version of AudiPy waits to be used.
    pub update_ready: ReadSignal<bool>,
    /// What went wrong and was not dismissed, oldest first.
    pub problems: ReadSignal<Vec<Problem>>,
    engine: StoredValue<Rc<Engine>, LocalStorage>,
}

/// Whether stored accounts were opened.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum Boot {
    /// Not known yet: whether anything is stored here is being looked at.
    #[default]
    Looking,
    /// What is stored is being opened.
    Opening,
    /// Nobody signed in here so far.
    NoAccount,
    /// An account is open: [`State::account`] is set.
    Open,
    /// The account that was shown last takes the member to open it.
    Locked(LockedView),
    /// Nothing can be opened.
    Failed(Problem),
}

impl Boot {
    /// Whether this changes by itself, soon.
    pub const fn is_under_way(&self) -> bool {
        matches!(self, Self::Looking | Self::Opening)
    }
}

impl State {
    /// Makes the state, puts it into the context and starts opening what is stored. Call it once,
    /// in the root component.
    pub fn provide() -> Self {
        let signals = Signals::new();
        let engine = Rc::new(Engine::new(signals));
        if signals.environment.read_untracked().secure {
            engine.begin();
        }
        let state = Self {
            environment: signals.environment.read_only(),
            boot: signals.boot.read_only(),
            online: signals.online.read_only(),
            now: signals.now.read_only(),
            account: signals.account.read_only(),
            accounts: signals.accounts.read_only(),
            household: signals.household.read_only(),
            unchosen: signals.unchosen.read_only(),
            auth: signals.auth.read_only(),
            attempt: signals.attempt.read_only(),
            conversation: signals.conversation.read_only(),
            import: signals.import.read_only(),
            status: signals.status.read_only(),
            locks: signals.locks.read_only(),
            stretching: signals.stretching.read_only(),
            sync: signals.sync.read_only(),
            reports: signals.reports.read_only(),
            hidden: signals.hidden.read_only(),
            said: signals.said.read_only(),
            views: signals.views.read_only(),
            export: signals.export.read_only(),
            read_back: signals.read_back.read_only(),
            preferences: signals.preferences.read_only(),
            storage: signals.storage.read_only(),
            update_ready: signals.update_ready.read_only(),
            problems: signals.problems.read_only(),
            engine: StoredValue::new_local(engine),
        };
        provide_context(state);
        state
    }

    /// Has everything run that goes on by itself. Where nothing is stored here yet, it begins with
    /// the first page that needs it.
    ///
    /// # Errors
    /// If its part of the program cannot be loaded.
    pub async fn wake(self) -> Result<(), NotLoaded> {
        self.engine().wake().await
    }

    fn engine(self) -> Rc<Engine> {
        self.engine.get_value()
    }
}
