//! What the page knows, as signals, and what it can be asked to do, as intents.
//!
//! Pages take [`State`] from the context (`expect_context::<State>()`), read its signals and call
//! its methods. They never fetch, store or decide a policy. Every method returns at once; what
//! comes of it shows in the signals.

pub mod account;
pub mod auth;
pub mod environment;
mod intents;
pub mod paste;
pub mod preferences;
pub mod problem;
pub mod storage;
pub mod sync;

use audible::Timestamp;
use leptos::prelude::*;

pub use account::{AccountView, Origin};
pub use auth::{AttemptView, AuthView, NeedsSignIn, SignInStep, StoreCount};
pub use environment::Environment;
pub use paste::PasteProblem;
pub use preferences::{Language, Preferences, Theme};
pub use problem::{DamagedRecord, Problem};
pub use storage::{Eviction, StorageView};
pub use sync::{Count, SyncActivity, SyncProgress, SyncSummary, SyncView};

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
    /// Bringing the library up to date.
    pub sync: ReadSignal<SyncView>,
    /// The member's settings.
    pub preferences: ReadSignal<Preferences>,
    /// Space used, and how long it is kept.
    pub storage: ReadSignal<StorageView>,
    /// A new version of AudiPy waits to be used.
    pub update_ready: ReadSignal<bool>,
    /// What went wrong and was not dismissed, oldest first.
    pub problems: ReadSignal<Vec<Problem>>,
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
        let state = Self {
            environment: RwSignal::new(Environment::default()).read_only(),
            boot: RwSignal::new(Boot::default()).read_only(),
            online: RwSignal::new(true).read_only(),
            now: RwSignal::new(Timestamp::default()).read_only(),
            account: RwSignal::new(None).read_only(),
            auth: RwSignal::new(AuthView::default()).read_only(),
            attempt: RwSignal::new(None).read_only(),
            sync: RwSignal::new(SyncView::default()).read_only(),
            preferences: RwSignal::new(Preferences::default()).read_only(),
            storage: RwSignal::new(StorageView::default()).read_only(),
            update_ready: RwSignal::new(false).read_only(),
            problems: RwSignal::new(Vec::new()).read_only(),
        };
        provide_context(state);
        state
    }
}
