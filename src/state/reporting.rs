//! Computing the reports of the open library, and downloading them.

use std::rc::Rc;
use std::sync::Arc;

use audible::{Asin, Marketplace};
use leptos::prelude::*;
use leptos::task::spawn_local;
use reports::text::{self, ReportKind};
use reports::{Computation, Languages, Options, PeopleChoices, Progress, Reports};
use session::records::KeptHidden;

use super::engine::Engine;
use super::open::Searches;
use super::problem::Problem;
use crate::browser::worker::Worker;
use crate::browser::{clock, download};
use crate::work::{Entry, Work};

impl Engine {
    /// Computes the reports anew: the library, a setting or the day changed. One computation runs
    /// at a time; what changes meanwhile is picked up by the next.
    pub(super) fn compute(self: &Rc<Self>) {
        if self.is_computing.replace(true) {
            self.compute_again.set(true);
            return;
        }
        let engine = self.clone();
        spawn_local(async move {
            loop {
                engine.compute_again.set(false);
                let Some(open) = engine.opened() else {
                    engine.signals.reports.set(None);
                    break;
                };
                let snapshot = open.snapshot.borrow().clone();
                let options = Options {
                    people: open.people.borrow().clone(),
                    hidden: asins(&open.hidden.borrow()),
                    ..engine.options(snapshot.store)
                };
                let mut computation = Computation::new(snapshot, options);
                while let Progress::More { .. } = computation.step() {
                    clock::breathe().await;
                }
                // Of an account that was left in the meantime: of no use any more.
                if engine.is_open(&open) {
                    let reports = Arc::new(computation.finish());
                    engine.signals.reports.set(Some(reports));
                }
                if !engine.compute_again.get() {
                    break;
                }
            }
            engine.is_computing.set(false);
            engine.computed.tell();
        });
    }

    /// The reports with everything that is stored, once that is read: a file must not lack what
    /// comes in a moment.
    pub(super) async fn whole_reports(&self) -> Option<Arc<Reports>> {
        loop {
            let computed = self.computed.wait();
            let is_reading = self
                .opened()
                .is_some_and(|open| open.searches.get() == Searches::Stored);
            if !is_reading && !self.is_computing.get() {
                return self.signals.reports.get_untracked();
            }
            computed.await;
        }
    }

    /// Downloads one report as text.
    pub(super) async fn download_report(&self, kind: ReportKind) {
        let Some(reports) = self.whole_reports().await else {
            return;
        };
        let text = text::file(&reports, kind);
        download::save(kind.file_name(), TEXT, text.as_bytes());
    }

    /// Downloads all six in one archive, packed by the worker.
    pub(super) async fn download_all(&self) {
        let Some(reports) = self.whole_reports().await else {
            return;
        };
        let entries = text::files(&reports).map(|(name, text)| Entry {
            name: name.to_owned(),
            text,
        });
        let packed = match Worker::start().await {
            Ok(mut worker) => worker.run(&Work::Zip(entries.into())).await,
            Err(error) => Err(error),
        };
        match packed {
            Ok(bytes) => download::save("audipy-reports.zip", "application/zip", &bytes),
            Err(_) => self.report(Problem::WorkerFailed),
        }
    }

    /// What the member set. What they say about people and titles belongs to an account.
    pub(super) fn options(&self, store: Marketplace) -> Options {
        let preferences = self.signals.preferences.read_untracked();
        Options {
            today: clock::today(),
            languages: match &preferences.report_languages {
                None => Languages::Usual,
                Some(chosen) if chosen.is_empty() => Languages::All,
                Some(chosen) => Languages::Only(chosen.clone()),
            },
            credit_value: preferences.credit_value(store),
            utc_offset_min: clock::utc_offset_min(),
            people: PeopleChoices::default(),
            hidden: Vec::new(),
        }
    }
}

/// What the reports are to leave out.
pub(super) fn asins(hidden: &KeptHidden) -> Vec<Asin> {
    let titles = hidden.titles.iter();
    titles.map(|title| title.asin.clone()).collect()
}

const TEXT: &str = "text/plain;charset=utf-8";
