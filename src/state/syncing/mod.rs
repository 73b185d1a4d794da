//! Syncing: whether [`session::sync::Sync`] is to run for the open account, and where it goes on from.

mod running;

use std::pin::pin;
use std::rc::Rc;

use audible::Timestamp;
use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures_util::StreamExt;
use futures_util::future::{Either, select};
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::sync::{Options, Place, Sync};

use self::running::{Event, Running};
use super::chronicle::Chronicle;
use super::engine::Engine;
use super::open::{Open, Searches};
use super::sync::{Basis, SyncActivity, SyncProgress, SyncSummary, SyncView};
use crate::browser::{clock, lock, random};

/// What a sync is asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Wish {
    /// Only if the last one is older than the member's setting, or was not finished.
    IfDue,
    /// In any case.
    Now,
    /// In any case, and everything anew.
    Anew,
    /// Also those authors and narrators who were left for later.
    Further,
}

/// A running sync as the rest of the engine sees it.
#[derive(Debug)]
pub(super) struct Control(UnboundedSender<Event>);

impl Engine {
    /// Syncs the open account's store, unless a sync runs already.
    pub(super) fn sync(self: &Rc<Self>, wish: Wish) {
        let Some(open) = self.opened() else {
            return;
        };
        let is_ready = open.vault.is_some() && !open.account.borrow().stores.is_empty();
        if !is_ready || self.is_syncing() || !self.may_sync(&open, wish) {
            return;
        }
        let (sender, receiver) = unbounded();
        self.running.replace(Some(Control(sender)));
        let engine = self.clone();
        spawn_local(async move {
            engine.run(&open, wish, receiver).await;
            engine.running.replace(None);
            // Another account or store may have been opened meanwhile.
            if !engine.is_open(&open) {
                engine.sync(Wish::IfDue);
            }
        });
    }

    /// Stops the running sync; what has arrived is kept.
    pub(super) fn cancel_sync(&self) {
        if let Some(Control(sender)) = &*self.running.borrow() {
            let _ = sender.unbounded_send(Event::Cancelled);
        }
    }

    /// Whether a sync runs in this tab.
    pub(super) fn is_syncing(&self) -> bool {
        self.running.borrow().is_some()
    }

    /// What pages show of the last sync of an account.
    pub(super) fn sync_view(&self, open: &Open) -> SyncView {
        SyncView {
            activity: self.signals.sync.read_untracked().activity.clone(),
            last: open.snapshot.borrow().read_at,
            due: self.due(open),
            summary: open.summary.borrow().as_ref().map(SyncSummary::of),
            health: open.health.borrow().clone(),
            basis: Basis::of(&open.snapshot.borrow()),
            reads_searches: open.searches.get() == Searches::Stored,
        }
    }

    /// Shows what changed about the last sync.
    pub(super) fn refresh_sync_view(&self, open: &Open) {
        let view = self.sync_view(open);
        if *self.signals.sync.read_untracked() != view {
            self.signals.sync.set(view);
        }
    }

    fn due(&self, open: &Open) -> Option<Timestamp> {
        let hours = i64::from(self.signals.preferences.read_untracked().stale_after_hours);
        let last = open.snapshot.borrow().read_at?;
        Some(last.plus_millis(hours.saturating_mul(3_600_000)))
    }

    fn may_sync(&self, open: &Open, wish: Wish) -> bool {
        // What the member cancelled goes on only when asked for.
        let was_cancelled = self.signals.sync.read_untracked().activity == SyncActivity::Cancelled;
        match wish {
            Wish::IfDue => !was_cancelled && self.is_due(open),
            Wish::Now | Wish::Anew | Wish::Further => !is_paused(open),
        }
    }

    fn is_due(&self, open: &Open) -> bool {
        let place = open.place.borrow();
        let is_stale = place.as_ref().is_none_or(Place::is_unfinished)
            || self.due(open).is_none_or(|due| due <= clock::now());
        is_stale && !is_paused(open)
    }

    async fn run(
        self: &Rc<Self>,
        open: &Rc<Open>,
        wish: Wish,
        mut control: UnboundedReceiver<Event>,
    ) {
        self.show_activity(open, SyncActivity::Running(SyncProgress::default()));
        // Another tab may be syncing: this one waits for its turn and looks at what it brought.
        let before = open.place.borrow().clone();
        let store = open.store.code();
        let name = open.id().map(|id| format!("audipy sync {id} {store}"));
        let turn = pin!(lock::take(name.as_deref().unwrap_or_default()));
        let Either::Left((_lock, _)) = select(turn, control.next()).await else {
            self.show_activity(open, SyncActivity::Cancelled);
            return;
        };
        self.read_again(open).await;
        // Searches that are not in memory would be asked for again.
        if open.searches.get() != Searches::Read {
            self.read_searches(open).await;
        }
        let is_more = matches!(wish, Wish::Anew | Wish::Further);
        let was_done_elsewhere = *open.place.borrow() != before && !is_more;
        if was_done_elsewhere && !self.is_due(open) {
            self.show_activity(open, SyncActivity::Idle);
            return;
        }
        let options = Options {
            look_further: wish == Wish::Further,
            ..Options::new(u64::from_le_bytes(random::bytes()))
        };
        let options = match wish {
            Wish::Anew => options.anew(),
            Wish::IfDue | Wish::Now | Wish::Further => options,
        };
        let snapshot = open.snapshot.borrow().as_ref().clone();
        let place = open.place.borrow().clone();
        // What was read by an unfinished sync is not new enough.
        let place = place.filter(|place| wish != Wish::Anew || place.not_before().is_some());
        let sync = match place {
            Some(place) => Sync::resume(snapshot, options, place, clock::now()),
            None => Sync::new(snapshot, options, clock::now()),
        };
        // What cannot be noted is not asked for: the log would have a gap.
        let log = match self.log(open).await {
            Ok(log) => log,
            Err(problem) => return self.show_activity(open, SyncActivity::Failed(problem)),
        };
        let chronicle = Chronicle::new(log, open.snapshot.borrow().clone());
        let running = Running::new(self.clone(), open.clone(), sync, chronicle);
        let last = running.go_on(control).await;
        self.show_activity(open, last);
    }

    fn show_activity(&self, open: &Rc<Open>, activity: SyncActivity) {
        if self.is_open(open) && self.signals.sync.read_untracked().activity != activity {
            self.signals.sync.update(|view| view.activity = activity);
            self.refresh_sync_view(open);
        }
    }
}

/// Whether the service asked for a pause that is not over.
fn is_paused(open: &Open) -> bool {
    let place = open.place.borrow();
    let until = place.as_ref().and_then(Place::not_before);
    until.is_some_and(|until| clock::now() < until)
}
