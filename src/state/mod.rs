//! What the page knows, as signals, and what it can be asked to do, as intents.
//!
//! Pages take [`State`] from the context (`expect_context::<State>()`), read its signals and call
//! its methods. They never fetch, store or decide a policy. Every method returns at once; what
//! comes of it shows in the signals.

pub mod account;
pub mod auth;
mod boot;
mod cache;
mod changed;
mod engine;
pub mod environment;
mod files;
mod intents;
mod leaving;
mod open;
pub mod preferences;
pub mod problem;
mod reporting;
mod sign_in;
pub mod status;
pub mod storage;
pub mod sync;
mod syncing;
mod tabs;
mod tokens;

use std::rc::Rc;
use std::sync::Arc;

pub use audible::PasteProblem;
use audible::Timestamp;
use leptos::prelude::*;
use reports::Reports;

use engine::{Engine, Signals};

pub use account::{AccountView, Origin};
pub use auth::{AttemptView, AuthView, NeedsSignIn, SignInStep, StoreCount};
pub use environment::Environment;
pub use preferences::{Language, Preferences, Theme};
pub use problem::{DamagedRecord, Problem};
pub use reports::text::ReportKind;
pub use status::{Held, SlotView, StatusView};
pub use storage::{Eviction, StorageView};
pub use sync::{Count, SkippedPart, SyncActivity, SyncProgress, SyncSummary, SyncView};

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
    /// Where it stands with Amazon.
    pub auth: ReadSignal<AuthView>,
    /// The pending sign-in whose link is to be shown.
    pub attempt: ReadSignal<Option<AttemptView>>,
    /// What this device holds for the account.
    pub status: ReadSignal<StatusView>,
    /// Bringing the library up to date.
    pub sync: ReadSignal<SyncView>,
    /// The reports of the shown library; `None` until they are computed.
    pub reports: ReadSignal<Option<Arc<Reports>>>,
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
    /// Not known yet.
    #[default]
    Opening,
    /// Nobody signed in here so far.
    NoAccount,
    /// An account is open: [`State::account`] is set.
    Open,
    /// Nothing can be opened.
    Failed(Problem),
}

impl State {
    /// Makes the state, puts it into the context and starts opening what is stored. Call it once,
    /// in the root component.
    pub fn provide() -> Self {
        let signals = Signals::new();
        let engine = Engine::start(signals);
        let state = Self {
            environment: signals.environment.read_only(),
            boot: signals.boot.read_only(),
            online: signals.online.read_only(),
            now: signals.now.read_only(),
            account: signals.account.read_only(),
            auth: signals.auth.read_only(),
            attempt: signals.attempt.read_only(),
            status: signals.status.read_only(),
            sync: signals.sync.read_only(),
            reports: signals.reports.read_only(),
            preferences: signals.preferences.read_only(),
            storage: signals.storage.read_only(),
            update_ready: signals.update_ready.read_only(),
            problems: signals.problems.read_only(),
            engine: StoredValue::new_local(engine),
        };
        provide_context(state);
        state
    }

    fn engine(self) -> Rc<Engine> {
        self.engine.get_value()
    }
}
