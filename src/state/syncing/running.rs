//! A sync that runs: what it asks for is sent, and what it brings is kept.

use std::collections::BTreeSet;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use audible::{Secret, Timestamp};
use futures_channel::mpsc::UnboundedReceiver;
use futures_util::StreamExt;
use futures_util::future::{Either, select};
use futures_util::stream::FuturesUnordered;
use http::Response;
use session::records::{self, Synced};
use session::sync::{Action, Lost, Part, RequestId, Sync};

use crate::browser::clock;
use crate::browser::store::{Batch, Durability};
use crate::state::chronicle::Chronicle;
use crate::state::engine::Engine;
use crate::state::open::Open;
use crate::state::problem::Problem;
use crate::state::sync::SyncActivity;
use crate::state::tabs::Note;

/// What a running sync waits for.
#[derive(Debug)]
pub(super) enum Event {
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

/// A sync that runs, with what it waits for.
pub(super) struct Running {
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
    pub(super) fn new(
        engine: Rc<Engine>,
        open: Rc<Open>,
        sync: Sync,
        chronicle: Chronicle,
    ) -> Self {
        Self {
            engine,
            open,
            sync,
            flights: Flights::new(),
            unsaved: Unsaved::new(clock::now()),
            chronicle,
            refused: None,
        }
    }

    /// Until it is done, failed or cancelled; returns what is shown then.
    pub(super) async fn go_on(mut self, mut control: UnboundedReceiver<Event>) -> SyncActivity {
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
            self.engine
                .show_activity(&self.open, SyncActivity::of(progress));
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
            Action::Failed(failure) => return Some(SyncActivity::after(failure)),
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

impl Engine {
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

const KEEP_EVERY_MS: f64 = 1_000.0;
