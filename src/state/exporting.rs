//! Writing files of lists: the page makes the rows, in steps that leave it time to paint; its worker
//! makes the file.

use std::pin::pin;
use std::rc::Rc;

use exports::{Job, Language, List, Recipe, Rows, as_of};
use futures_channel::oneshot;
use futures_util::future::{Either, select};
use leptos::prelude::*;
use leptos::task::spawn_local;
use reports::Reports;
use reports::further::editions::Grouping;
use reports::text::{self, ReportKind};

use super::State;
use super::engine::Engine;
use super::problem::Problem;
use crate::browser::worker::{Worker, WorkerError};
use crate::browser::{clock, download};
use crate::work::{Entry, Work, Writing};

/// How far a file is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum ExportView {
    /// Nothing was asked for.
    #[default]
    Idle,
    /// Rows are being made: this part of them is done, 0 to 1.
    Making(f64),
    /// The file is being written.
    Writing,
    /// It is among the member's downloads.
    Saved {
        /// What it is called.
        name: String,
        /// How long it is.
        bytes: u32,
    },
    /// The member stopped it.
    Stopped,
    /// It could not be made.
    Failed(Problem),
}

impl ExportView {
    /// Whether something is being made.
    pub const fn is_under_way(&self) -> bool {
        matches!(self, Self::Making(_) | Self::Writing)
    }
}

impl State {
    /// Makes a file and downloads it; [`State::export`] shows how far it is. One at a time: what is
    /// being made is given up.
    pub fn write_export(self, recipe: Recipe, language: Language) {
        let engine = self.engine();
        spawn_local(async move { engine.write_export(recipe, language).await });
    }

    /// Gives up the file that is being made.
    pub fn stop_export(self) {
        // Nothing is being made any more if this fails.
        let _ = self.engine().stop_export.take().map(|stop| stop.send(()));
    }
}

impl Engine {
    async fn write_export(self: &Rc<Self>, recipe: Recipe, language: Language) {
        let (stop, stopped) = oneshot::channel();
        // Whatever is being made is given up: its end of the channel is dropped.
        self.stop_export.replace(Some(stop));
        self.signals.export.set(ExportView::Making(0.0));
        let view = match select(pin!(self.exported(&recipe, language)), stopped).await {
            Either::Left((Ok(saved), _)) => saved,
            Either::Left((Err(problem), _)) => ExportView::Failed(problem),
            Either::Right((Ok(()), _)) => ExportView::Stopped,
            // Another one took its place, and shows how far that is.
            Either::Right((Err(_), _)) => return,
        };
        self.signals.export.set(view);
    }

    async fn exported(&self, recipe: &Recipe, language: Language) -> Result<ExportView, Problem> {
        let reports = self.whole_reports().await.ok_or(Problem::WorkerFailed)?;
        let job = Job {
            recipe: recipe.clone(),
            language,
            store: reports.snapshot().store,
            as_of: as_of(&reports),
            made: clock::today(),
        };
        let made = self.written(&reports, &job).await;
        let made = made.map_err(|_| Problem::WorkerFailed)?;
        let name = job.file_name();
        download::save_made(&name, recipe.mime(), &made);
        Ok(ExportView::Saved {
            name,
            bytes: made.len(),
        })
    }

    async fn written(
        &self,
        reports: &Reports,
        job: &Job,
    ) -> Result<crate::browser::worker::Made, WorkerError> {
        let mut worker = Worker::start().await?;
        let lists = job.recipe.lists_needed();
        for (list, before) in lists.iter().zip(0_u32..) {
            clock::breathe().await;
            let mut rows = rows_of(reports, *list, job.language).await;
            while rows.sort() {
                clock::breathe().await;
            }
            let fields = job.recipe.fields_of(*list);
            let begins = Writing::List(*list, fields.clone());
            worker.run(&Work::Write(begins)).await?;
            let mut done = 0;
            while done < rows.len() {
                let until = clock::elapsed_ms() + STEP_MS;
                let mut some = Vec::new();
                while done < rows.len() && clock::elapsed_ms() < until {
                    some.push(rows.cells(done, &fields));
                    done += 1;
                }
                worker.run(&Work::Write(Writing::Rows(some))).await?;
                let of_list = share(done, rows.len());
                let all = f64::from(before) + of_list;
                let lists = f64::from(u32::try_from(lists.len()).unwrap_or(u32::MAX));
                self.signals.export.set(ExportView::Making(all / lists));
            }
        }
        if job.recipe.has_texts() {
            for kind in ReportKind::ALL {
                clock::breathe().await;
                let entry = Entry {
                    name: kind.file_name().to_owned(),
                    text: text::file(reports, kind),
                };
                worker.run(&Work::Write(Writing::Text(entry))).await?;
            }
        }
        self.signals.export.set(ExportView::Writing);
        let file = Writing::File(Box::new(job.clone()));
        worker.make(&Work::Write(file)).await
    }
}

/// The rows of a list; what takes long is done in steps.
pub async fn rows_of(reports: &Reports, list: List, language: Language) -> Rows<'_> {
    if list == List::Duplicates {
        let mut grouping = Grouping::of(reports);
        clock::in_steps(|| grouping.step()).await;
        Rows::of_works(reports, &grouping.finish(), language)
    } else {
        Rows::new(reports, list, language, &|_| true)
    }
}

#[expect(clippy::cast_precision_loss, reason = "for a bar on the screen")]
fn share(done: usize, all: usize) -> f64 {
    done as f64 / all.max(1) as f64
}

/// Rows are made for so long before they are handed over, which takes about as long again. Tasks of a page
/// are to be shorter than 50 ms.
const STEP_MS: f64 = 8.0;
