//! What goes on by itself: at once only what costs little, the engine with all it brings along when
//! something is stored here or a page needs it.

use std::rc::Rc;

use auth_files::File;
use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Boot;
use super::boot::SAMPLE;
use super::cache::DATABASE;
use super::engine::{Engine, Progress};
use super::preferences::Preferences;
use super::problem::Problem;
use crate::browser::{config, online, preferences, service_worker, store};
use crate::in_part;
use crate::part::{Loading, NotLoaded};

impl Engine {
    /// Sets off what every page needs, and opens what is stored.
    pub(super) fn begin(self: &Rc<Self>) {
        let signals = self.signals;
        online::on_change(move |is_online| signals.online.set(is_online));
        let engine = self.clone();
        preferences::on_change(Preferences::STORED_AS, move || {
            // Once the engine runs more depends on them: see `Engine::follow_other_tabs`.
            if engine.progress.get() == Progress::Still {
                signals.preferences.set(engine.stored_preferences());
            }
        });
        spawn_local(async move {
            service_worker::register(move || signals.update_ready.set(true)).await;
        });
        let engine = self.clone();
        spawn_local(async move {
            if is_empty().await {
                signals.boot.set(Boot::NoAccount);
                engine.clone().wait_for_other_tabs();
                return;
            }
            if *signals.boot.read_untracked() == Boot::Looking {
                signals.boot.set(Boot::Opening);
            }
            if engine.wake().await.is_err() {
                signals.boot.set(Boot::Failed(Problem::NotLoaded));
            }
        });
        if signals.environment.read_untracked().may_have_sandbox() {
            spawn_local(self.clone().hear_relay());
        }
    }

    /// Asks the relay what it leads to and carries, unless that is known.
    pub(super) async fn hear_relay(self: Rc<Self>) {
        let environment = self.signals.environment;
        if environment.read_untracked().carries_sign_in.is_some() {
            return;
        }
        let origin = environment.read_untracked().origin.clone();
        let Some(config) = config::of_relay(&origin).await else {
            return;
        };
        environment.update(|environment| {
            environment.carries_sign_in = Some(config.scripted_sign_in);
            if let Some(address) = &config.sandbox {
                environment.trust_sandbox(address);
            }
        });
        if config.sandbox.is_some()
            && self.progress.get() > Progress::Still
            && let Ok(looked) = look_at_attempts(self).await
        {
            looked.await;
        }
    }

    /// Loads the engine and lets it run.
    ///
    /// # Errors
    /// If it cannot be loaded.
    pub(super) async fn wake(self: &Rc<Self>) -> Result<(), NotLoaded> {
        run(self.clone()).await
    }

    /// Asks the engine for something once what is stored was opened: a member's wish comes after it.
    async fn awake<T>(
        self: &Rc<Self>,
        ask: impl FnOnce(Rc<Self>) -> Loading<T>,
    ) -> Result<T, NotLoaded> {
        self.wake().await?;
        let booted = self.booted.wait();
        if self.progress.get() < Progress::Booted {
            booted.await;
        }
        ask(self.clone()).await
    }

    /// See [`super::State::open_sample`].
    pub(super) async fn ask_for_sample(self: Rc<Self>) {
        match self.awake(open_sample).await {
            Ok(opening) => opening.await,
            Err(NotLoaded) => self.report(Problem::NotLoaded),
        }
    }

    /// See [`super::State::add_files`].
    pub(super) async fn take_files(self: Rc<Self>, files: Vec<File>) {
        match self.awake(|engine| add_files(engine, files)).await {
            Ok(opening) => opening.await,
            Err(NotLoaded) => self.report(Problem::NotLoaded),
        }
    }

    /// Nothing is stored here. That changes when somebody signs in in another tab.
    fn wait_for_other_tabs(self: Rc<Self>) {
        self.tabs.clone().on_any(move || {
            let engine = self.clone();
            spawn_local(async move {
                // Without a connection nothing is lost: this tab goes on showing the welcome.
                let _ = engine.wake().await;
            });
        });
    }
}

/// Whether there is nothing to open. Unsure is no.
async fn is_empty() -> bool {
    preferences::load(SAMPLE) != Some(true) && store::exists(DATABASE).await == Some(false)
}

in_part! { engine:
    fn run(engine: Rc<Engine>) -> () {
        if engine.progress.get() == Progress::Still {
            engine.progress.set(Progress::Opening);
            engine.clone().follow_the_browser();
            engine.clone().follow_other_tabs();
            engine.lock_when_idle();
            spawn_local(engine.boot());
        }
    }

    fn open_sample(engine: Rc<Engine>) -> LocalBoxFuture<'static, ()> {
        Box::pin(async move { engine.open_sample().await })
    }

    fn add_files(engine: Rc<Engine>, files: Vec<File>) -> LocalBoxFuture<'static, ()> {
        Box::pin(async move { engine.add_files(files).await })
    }

    fn look_at_attempts(engine: Rc<Engine>) -> LocalBoxFuture<'static, ()> {
        Box::pin(async move { engine.look_at_attempts().await })
    }
}
