//! Syncing: runs [`session::sync::Sync`] against the service and keeps what it brings.

use std::collections::BTreeSet;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use audible::{Secret, Timestamp};
use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures_util::StreamExt;
use futures_util::future::{Either, select};
use futures_util::stream::FuturesUnordered;
use http::{Request, Response};
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::records::{self, Synced};
use session::sync::{
    Action, Failure, Lost, Options, Part, Place, Progress, RequestId, Summary, Sync,
};

use super::chronicle::Chronicle;
use super::engine::Engine;
use super::open::{Open, Searches};
use super::problem::Problem;
use super::sync::{Basis, Count, SyncActivity, SyncProgress, SyncSummary, SyncView};
use super::tabs::Note;
use super::tokens::{lost, signs};
use crate::browser::store::{Batch, Durability};
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

/// What a running sync waits for.
#[derive(Debug)]
enum Event {
    Answered {
        id: RequestId,
        used: Secret<String>,
        answer: Result<Response<Vec<u8>>, Lost>,
    },
    Authorized,
    Cancelled,
    SignedOut,
    Woke,
}

type Flights = FuturesUnordered<Pin<Box<dyn Future<Output = Event>>>>;

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

    /// One request for the open account: with its access token, which is renewed and the request
    /// repeated once if Audible refuses it.
    pub(super) async fn ask(
        self: &Rc<Self>,
        open: &Rc<Open>,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, Lost> {
        let (used, answer) = self
            .fetch(open, request.clone())
            .await
            .ok_or(Lost::Refused)?;
        match &answer {
            Ok(refused) if audible::answer::refuses_token(refused) => {
                self.renew_refused(open, used).await.ok_or(Lost::Refused)?;
                self.fetch(open, request).await.ok_or(Lost::Refused)?.1
            }
            _ => answer,
        }
    }

    /// What pages show of the last sync of an account.
    pub(super) fn sync_view(&self, open: &Open) -> SyncView {
        SyncView {
            activity: self.signals.sync.read_untracked().activity.clone(),
            last: open.snapshot.borrow().read_at,
            due: self.due(open),
            summary: open.summary.borrow().as_ref().map(summary),
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
        let running = Running {
            chronicle,
            engine: self.clone(),
            open: open.clone(),
            sync,
            flights: Flights::new(),
            unsaved: Unsaved::new(clock::now()),
            refused: None,
        };
        let last = running.go_on(control).await;
        self.show_activity(open, last);
    }

    /// Sends one request with the access token, which is handed back with the answer, or signed
    /// where there never was one. `None` if there will be neither without the member.
    async fn fetch(
        self: &Rc<Self>,
        open: &Rc<Open>,
        request: Request<Vec<u8>>,
    ) -> Option<(Secret<String>, Result<Response<Vec<u8>>, Lost>)> {
        let (used, request) = match self.access_token(open).await {
            Some(token) => {
                let request = audible::authorize(request, &token).ok()?;
                (token.token, request)
            }
            None if signs(open) => {
                let request = audible::request::unauthorized(request);
                (
                    Secret::new(String::new()),
                    self.sign(open, request).await.ok()?,
                )
            }
            None => return None,
        };
        let sent_at = clock::now();
        let answer = self.transport.send(request).await;
        if let Ok(answer) = &answer {
            self.hear_clock(open, answer, sent_at);
        }
        Some((used, answer.map_err(|error| lost(&error))))
    }

    /// Stores and shows what has changed, not more often than is useful.
    async fn keep(
        self: &Rc<Self>,
        open: &Rc<Open>,
        sync: &Sync,
        unsaved: &mut Unsaved,
        chronicle: &mut Chronicle,
        moment: Moment,
    ) {
        let now = clock::elapsed_ms();
        let is_early = unsaved.parts.is_empty() || now - unsaved.kept_at < KEEP_EVERY_MS;
        if moment == Moment::Between && is_early {
            return;
        }
        let Some(vault) = &open.vault else {
            return;
        };
        unsaved.kept_at = now;
        let since = std::mem::replace(&mut unsaved.searched_since, clock::now());
        let parts = std::mem::take(&mut unsaved.parts);
        let snapshot = Arc::new(sync.snapshot().clone());
        let salt = open.account.borrow().salt;
        let mut batch = Batch::default();
        for &part in &parts {
            let changes = match part {
                // Hundreds of searches arrive one by one: only the new ones are written.
                Part::Searches if moment == Moment::Between => {
                    records::write_searches_since(&snapshot, since, &salt)
                }
                part => records::write_part(&snapshot, part, &salt),
            };
            vault.change(&mut batch, changes);
        }
        let noted = chronicle.with(&parts, &snapshot);
        if let Some(noted) = &noted {
            noted.put(chronicle, vault, open.store, &mut batch);
        }
        open.place.replace(Some(sync.place().clone()));
        let synced = Synced {
            place: Some(sync.place().clone()),
            summary: open.summary.borrow().clone(),
            health: Some(sync.health(clock::now())),
        };
        open.health.replace(synced.health.clone());
        vault.put_synced(&mut batch, open.store, &synced);
        open.snapshot.replace(snapshot.clone());
        if self.is_open(open) {
            self.compute();
            self.refresh_sync_view(open);
        }
        match self.write(open, batch, Durability::Relaxed).await {
            Ok(()) => {
                if let Some(noted) = noted {
                    *chronicle = noted;
                }
                if let (Moment::Last, Some(id)) = (moment, open.id()) {
                    self.tabs.tell(&Note::Synced(id, open.store));
                }
            }
            Err(problem) => {
                // Nothing was written: the next time has to bring these as well.
                unsaved.parts.extend(parts);
                unsaved.searched_since = since;
                self.report(problem);
            }
        }
    }

    fn show_activity(&self, open: &Rc<Open>, activity: SyncActivity) {
        if self.is_open(open) && self.signals.sync.read_untracked().activity != activity {
            self.signals.sync.update(|view| view.activity = activity);
            self.refresh_sync_view(open);
        }
    }
}

/// A sync that runs, with what it waits for.
struct Running {
    engine: Rc<Engine>,
    open: Rc<Open>,
    sync: Sync,
    flights: Flights,
    unsaved: Unsaved,
    chronicle: Chronicle,
    /// The access token of the last answer that refused one.
    refused: Option<Secret<String>>,
}

impl Running {
    /// Until it is done, failed or cancelled; returns what is shown then.
    async fn go_on(mut self, mut control: UnboundedReceiver<Event>) -> SyncActivity {
        loop {
            let actions = self.sync.poll(clock::now());
            let has_acted = !actions.is_empty();
            for action in actions {
                if let Some(last) = self.act(action) {
                    self.keep(Moment::Last).await;
                    return last;
                }
            }
            let progress = self.sync.progress(clock::now());
            self.engine.show_activity(&self.open, running(progress));
            self.keep(Moment::Between).await;
            if self.flights.is_empty() {
                if has_acted {
                    continue;
                }
                return SyncActivity::Failed(Problem::Bug {
                    place: "sync: nothing to wait for".to_owned(),
                });
            }
            let next = select(self.flights.next(), control.next());
            let event = match select(next, pin!(self.unsaved.is_due())).await {
                Either::Left((Either::Left((event, _)) | Either::Right((event, _)), _)) => event,
                Either::Right(_) => continue,
            };
            match event.unwrap_or(Event::Cancelled) {
                Event::Answered { id, used, answer } => {
                    if answer
                        .as_ref()
                        .is_ok_and(|it| it.status().is_client_error())
                    {
                        self.refused = Some(used);
                    }
                    self.sync.answered(id, answer, clock::now());
                }
                Event::Authorized => self.sync.authorized(),
                Event::Cancelled => self.sync.cancel(),
                Event::SignedOut => {
                    self.keep(Moment::Last).await;
                    return SyncActivity::Idle;
                }
                Event::Woke => {}
            }
        }
    }

    /// Does what the sync asks for; what is shown if that was the last of it.
    fn act(&mut self, action: Action) -> Option<SyncActivity> {
        let (engine, open) = (self.engine.clone(), self.open.clone());
        match action {
            Action::Send { id, request } => self.flights.push(Box::pin(async move {
                match engine.fetch(&open, request).await {
                    Some((used, answer)) => Event::Answered { id, used, answer },
                    None => Event::SignedOut,
                }
            })),
            Action::WakeAt(at) => self.flights.push(Box::pin(async move {
                clock::wait_until(at).await;
                Event::Woke
            })),
            Action::Unauthorized => {
                let refused = self.refused.take();
                self.flights.push(Box::pin(async move {
                    let renewed = match refused {
                        Some(refused) => engine.renew_refused(&open, refused).await,
                        None => engine.access_token(&open).await,
                    };
                    renewed.map_or(Event::SignedOut, |_| Event::Authorized)
                }));
            }
            Action::RankPeople => {
                let ranked = reports::people_to_search(self.sync.snapshot());
                self.sync.people(ranked);
            }
            Action::Save(part) => {
                self.unsaved.parts.insert(part);
            }
            Action::Done(summary) => {
                self.open.summary.replace(Some(summary));
                return Some(SyncActivity::Idle);
            }
            Action::Failed(failure) => return Some(after(failure)),
        }
        None
    }

    async fn keep(&mut self, moment: Moment) {
        self.engine
            .keep(
                &self.open,
                &self.sync,
                &mut self.unsaved,
                &mut self.chronicle,
                moment,
            )
            .await;
    }
}

/// Parts that changed since they were last stored.
#[derive(Debug)]
struct Unsaved {
    parts: BTreeSet<Part>,
    kept_at: f64,
    searched_since: Timestamp,
}

impl Unsaved {
    const fn new(now: Timestamp) -> Self {
        Self {
            parts: BTreeSet::new(),
            kept_at: 0.0,
            searched_since: now,
        }
    }

    /// Ends when there is something to store and the last time is long enough ago: what arrived
    /// must not wait for what hangs.
    async fn is_due(&self) {
        if self.parts.is_empty() {
            return std::future::pending().await;
        }
        let left = self.kept_at + KEEP_EVERY_MS - clock::elapsed_ms();
        clock::wait(Duration::from_secs_f64(left.max(0.0) / 1_000.0)).await;
    }
}

/// Whether a sync goes on after what it stores.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Moment {
    Between,
    Last,
}

/// Whether the service asked for a pause that is not over.
fn is_paused(open: &Open) -> bool {
    let place = open.place.borrow();
    let until = place.as_ref().and_then(Place::not_before);
    until.is_some_and(|until| clock::now() < until)
}

fn running(progress: Progress) -> SyncActivity {
    let count = |count: session::sync::Count| Count {
        done: count.done,
        total: count.total,
    };
    let shown = SyncProgress {
        titles: count(progress.titles),
        series: count(progress.series),
        wishes: count(progress.wishes),
        volumes: count(progress.volumes),
        people: count(progress.people),
        left_ms: progress.left_ms,
        is_repeating: progress.is_repeating,
    };
    match progress.waiting_until {
        Some(until) => SyncActivity::Waiting {
            until,
            progress: shown,
        },
        None => SyncActivity::Running(shown),
    }
}

fn after(failure: Failure) -> SyncActivity {
    SyncActivity::Failed(match failure {
        Failure::Cancelled => return SyncActivity::Cancelled,
        Failure::Offline => Problem::from(crate::browser::transport::TransportError::Lost),
        Failure::Unreachable => Problem::ServiceUnreachable,
        Failure::AskedToWait { until } => Problem::AskedToWait { until },
        Failure::Broken { status } => Problem::ServiceBroken {
            status: Some(status),
        },
        Failure::Unauthorized | Failure::TurnedAway => Problem::StoreRefused,
        Failure::RelayRefused => Problem::RelayRefused {
            code: "policy".to_owned(),
        },
        Failure::Bug { subject, fact } => Problem::Bug {
            place: format!("{subject}: {fact}"),
        },
    })
}

fn summary(summary: &Summary) -> SyncSummary {
    SyncSummary {
        titles: summary.titles,
        unreadable: summary.unreadable.iter().map(ToString::to_string).collect(),
        people_left: summary.people_left,
        skipped: summary.skipped.clone(),
    }
}

const KEEP_EVERY_MS: f64 = 1_000.0;
