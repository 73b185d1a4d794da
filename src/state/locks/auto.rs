//! Locking: now, and by itself when nobody is there.

use std::cell::Cell;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use audible::Timestamp;
use futures_util::future::select;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{activity, clock, lock, place, preferences, visibility};
use crate::state::Boot;
use crate::state::engine::Engine;
use crate::state::tabs::Note;
use crate::state::tokens::tokens_lock;

impl Engine {
    /// Locks in all tabs.
    pub(super) fn lock(self: &Rc<Self>) {
        self.tabs.tell(&Note::Lock);
        self.lock_here();
    }

    /// Locks this tab if it holds a key that would not be here by itself: hides everything, lets a
    /// renewal of tokens that is under way end, and loads the page anew. That takes the data key,
    /// the tokens and the library out of its memory.
    pub(in crate::state) fn lock_here(self: &Rc<Self>) {
        if !self.holds_a_key() || self.is_locking.replace(true) {
            return;
        }
        let open = self.opened();
        self.close();
        self.signals.boot.set(Boot::Opening);
        spawn_local(async move {
            if let Some(id) = open.and_then(|open| open.id()) {
                // Whoever holds it stores what it got before it lets go.
                let tokens = tokens_lock(id);
                let (settled, patience) = (pin!(lock::take(&tokens)), pin!(clock::wait(PATIENCE)));
                drop(select(settled, patience).await);
            }
            place::reload();
        });
    }

    /// From now on locks by itself when nobody was there for as long as the member chose.
    pub(in crate::state) fn lock_when_idle(self: &Rc<Self>) {
        let engine = self.clone();
        let noted = Rc::new(Cell::new(f64::NEG_INFINITY));
        activity::on_activity(move || {
            let now = clock::elapsed_ms();
            if now - noted.get() < NOTED_EVERY_MS || !engine.holds_a_key() {
                return;
            }
            noted.set(now);
            // Whoever comes back after hours is not yet known to be the member.
            if !engine.is_idle() {
                someone_is_there();
            }
        });
        let engine = self.clone();
        clock::every(Duration::from_secs(1), move || engine.lock_if_idle());
        let engine = self.clone();
        visibility::on_return(move || engine.lock_if_idle());
    }

    fn lock_if_idle(self: &Rc<Self>) {
        if self.holds_a_key() && self.is_idle() {
            self.lock();
        }
    }

    fn holds_a_key(&self) -> bool {
        self.cache().is_ok_and(|cache| !cache.keys.is_empty())
    }

    /// Whether the last sign of life, in any tab, is as long ago as the member chose.
    fn is_idle(&self) -> bool {
        let minutes = self.signals.preferences.read_untracked().lock_after_minutes;
        let seen: Option<Timestamp> = preferences::load(SEEN);
        minutes.is_some_and(|minutes| {
            let limit = i64::from(minutes).saturating_mul(60_000);
            // A clock that was set back says nothing about how long it was.
            seen.is_none_or(|seen| {
                !(-SET_BACK_MS..limit).contains(&clock::now().millis_since(seen))
            })
        })
    }
}

/// Notes that someone is there, for all tabs.
pub(super) fn someone_is_there() {
    preferences::save(SEEN, &clock::now());
}

/// Under this name localStorage notes when someone was last there.
const SEEN: &str = "seen";
/// Clocks that are corrected a little are not set back.
const SET_BACK_MS: i64 = 60_000;
const NOTED_EVERY_MS: f64 = 2_000.0;
/// For a renewal of tokens that hangs: its answer is lost then, as if the tab had been closed.
const PATIENCE: Duration = Duration::from_secs(10);
