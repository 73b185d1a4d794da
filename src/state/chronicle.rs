//! [`Chronicle`]: what a sync changes, noted in the log as it is stored; and the log for pages.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use audible::{Snapshot, Timestamp};
use leptos::task::spawn_local;
use reports::further::news::news;
use session::records::{Entry, Log, Seen, Why, log_name, read_document, seen_name, write_document};
use session::sync::Part;
use time::Date;

use super::State;
use super::cache::{Kept, Vault};
use super::engine::Engine;
use super::open::Open;
use super::problem::Problem;
use crate::browser::clock;
use crate::browser::store::{Batch, Durability};

/// The log of a store while it is synced. What changed is found by comparing what is stored next
/// with what was stored last, so that a sync that is cut short neither loses nor repeats any.
#[derive(Debug)]
pub(super) struct Chronicle {
    log: Log,
    last: Arc<Snapshot>,
    /// The day of [`Self::last`].
    day: Option<Date>,
}

/// What is new, for a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct News {
    /// Latest first.
    pub entries: Vec<Entry>,
    /// Up to where the member had seen them before.
    pub seen: Option<Timestamp>,
}

impl Chronicle {
    pub(super) fn new(log: Log, last: Arc<Snapshot>) -> Self {
        let day = last.read_at.and_then(clock::day_of);
        Self { log, last, day }
    }

    /// What the log is with these parts of a snapshot stored; `None` if they are no news at all.
    pub(super) fn with(&self, parts: &BTreeSet<Part>, snapshot: &Arc<Snapshot>) -> Option<Self> {
        let tells = [Part::Library, Part::Products, Part::Wishes];
        if !tells.iter().any(|part| parts.contains(part)) {
            return None;
        }
        let today = clock::today();
        let was_mine =
            |asin: &audible::Asin| (self.last.gone.iter()).any(|it| it.item.product.asin == *asin);
        let days = (self.day.unwrap_or(today), today);
        let changes = news(&self.last, snapshot, days, was_mine);
        let mut log = self.log.clone();
        log.note(changes, clock::now());
        Some(Self {
            log,
            last: snapshot.clone(),
            day: Some(today),
        })
    }

    /// Adds the log to a batch, if it is another one than before.
    pub(super) fn put(
        &self,
        before: &Self,
        vault: &Vault,
        store: audible::Marketplace,
        batch: &mut Batch,
    ) {
        if self.log != before.log {
            vault.put(batch, &log_name(store), &write_document(&self.log));
        }
    }
}

impl State {
    /// Hands over what is new in the store that is shown.
    pub fn news(self, done: impl FnOnce(News) + 'static) {
        let engine = self.engine();
        spawn_local(async move {
            let Some(open) = engine.opened() else {
                return done(News::default());
            };
            match engine.news(&open).await {
                Ok(news) => done(news),
                Err(problem) => {
                    engine.report(problem);
                    done(News::default());
                }
            }
        });
    }

    /// Notes that the member has seen what is new up to now.
    pub fn note_news_seen(self) {
        let engine = self.engine();
        spawn_local(async move {
            if let Some(open) = engine.opened() {
                engine.note_news_seen(&open).await;
            }
        });
    }
}

impl Engine {
    /// The log of a store as it is stored. A damaged one is set aside, and begins anew.
    pub(super) async fn log(&self, open: &Open) -> Result<Log, Problem> {
        let name = log_name(open.store);
        let kept = self.store_document(open, &name).await?;
        if let (Kept::Damaged, Some(vault)) = (&kept, &open.vault) {
            let mut batch = Batch::default();
            let cache = self.cache()?;
            cache.set_aside(vault, &[name], &mut batch).await?;
            self.write(open, batch, Durability::Strict).await?;
        }
        Ok(kept.or_default())
    }

    async fn news(&self, open: &Rc<Open>) -> Result<News, Problem> {
        let log: Kept<Log> = self.store_document(open, &log_name(open.store)).await?;
        let seen: Kept<Seen> = self.store_document(open, &seen_name(open.store)).await?;
        Ok(News {
            entries: log.or_default().entries,
            seen: seen.or_default().until,
        })
    }

    async fn note_news_seen(&self, open: &Rc<Open>) {
        let Some(vault) = &open.vault else {
            return;
        };
        let seen = Seen {
            until: Some(clock::now()),
        };
        let mut batch = Batch::default();
        vault.put(&mut batch, &seen_name(open.store), &write_document(&seen));
        if let Err(problem) = self.write(open, batch, Durability::Relaxed).await {
            self.report(problem);
        }
    }

    async fn store_document<T: session::records::Document>(
        &self,
        open: &Open,
        name: &str,
    ) -> Result<Kept<T>, Problem> {
        let Some(vault) = &open.vault else {
            return Ok(Kept::Nothing);
        };
        let read = self.cache()?.read_one(vault, name).await?;
        Ok(match read {
            None => Kept::Nothing,
            Some(Ok(plain)) => match read_document(&plain) {
                Ok(opened) => Kept::Document(opened.value),
                Err(Why::Newer) => return Err(Problem::NewerVersion),
                Err(_) => Kept::Damaged,
            },
            Some(Err(_)) => Kept::Damaged,
        })
    }
}
