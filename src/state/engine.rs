//! [`Engine`]: what is behind the signals. Its abilities are in the files beside this one.

use std::rc::Rc;
use std::time::Duration;

use audible::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Boot;
use super::account::AccountView;
use super::auth::{AttemptView, AuthView};
use super::environment::Environment;
use super::preferences::Preferences;
use super::problem::Problem;
use super::status::StatusView;
use super::storage::StorageView;
use super::sync::SyncView;
use crate::browser::transport::Transport;
use crate::browser::{clock, config, online, preferences, service_worker, visibility};

/// The one engine of a page.
pub(super) struct Engine {
    pub(super) signals: Signals,
    pub(super) transport: Transport,
}

/// The writable side of [`super::State`].
#[derive(Clone, Copy)]
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
        });
        engine.clone().follow_the_browser();
        engine
    }

    /// Adds to the list of problems, once.
    pub(super) fn report(&self, problem: Problem) {
        if !self.signals.problems.read_untracked().contains(&problem) {
            self.signals.problems.update(|all| all.push(problem));
        }
    }

    /// Changes the settings, here and in localStorage.
    pub(super) fn change_preferences(&self, change: impl FnOnce(&mut Preferences)) {
        self.signals.preferences.update(change);
        preferences::save(PREFERENCES, &*self.signals.preferences.read_untracked());
    }

    fn follow_the_browser(self: Rc<Self>) {
        let signals = self.signals;
        online::on_change(move |is_online| signals.online.set(is_online));
        clock::every(Duration::from_secs(1), move || {
            if visibility::is_visible() {
                signals.now.set(clock::now());
            }
        });
        visibility::on_return(move || signals.now.set(clock::now()));
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
                }
            });
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
            preferences: RwSignal::new(preferences::load(PREFERENCES).unwrap_or_default()),
            storage: RwSignal::new(StorageView::default()),
            update_ready: RwSignal::new(false),
            problems: RwSignal::new(Vec::new()),
        }
    }
}

const PREFERENCES: &str = "preferences";
