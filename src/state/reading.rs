//! Files of lists that were made here, read back: as a library to look at, or to compare.

use std::rc::Rc;
use std::sync::Arc;

use audible::{Marketplace, Snapshot};
use auth_files::File;
use exports::read::Unreadable;
use leptos::prelude::*;
use reports::{Computation, Progress, Reports};
use session::life::{Life, Stored};
use session::records::{Account, Origin, Read};
use time::Date;

use super::State;
use super::engine::Engine;
use super::open::Open;
use super::problem::Problem;
use crate::browser::clock;
use crate::browser::worker::Worker;
use crate::work::Work;

/// Files that were handed in to be read back.
#[derive(Clone, Debug, Default)]
pub struct ReadBack {
    /// Some are still being read.
    pub is_reading: bool,
    /// Those that are libraries, as they were handed in. Nothing of them is kept.
    pub libraries: Vec<FileLibrary>,
    /// Those that are not, and why.
    pub refused: Vec<(String, Unreadable)>,
}

/// A library that came from a file.
#[derive(Clone, Debug)]
pub struct FileLibrary {
    /// The file's name.
    pub name: String,
    /// All that it tells.
    pub reports: Arc<Reports>,
}

impl FileLibrary {
    /// Whose titles they are.
    pub fn store(&self) -> Marketplace {
        self.reports.snapshot().store
    }

    /// How many titles it has.
    pub fn titles(&self) -> usize {
        self.reports.snapshot().items.len()
    }

    /// The day of which it tells, if the file says so.
    pub fn as_of(&self) -> Option<Date> {
        exports::as_of(&self.reports)
    }
}

impl State {
    /// Shows a library that was read back in place of what is open. Nothing of it is kept.
    pub fn look_at(self, library: &FileLibrary) {
        self.engine().look_at(library);
    }

    /// Forgets the files that were read back.
    pub fn leave_read_back(self) {
        self.engine().signals.read_back.set(ReadBack::default());
    }
}

impl Engine {
    /// Reads files back, beside those that were read before.
    pub(super) async fn read_files_back(self: &Rc<Self>, files: Vec<File>) {
        let read_back = self.signals.read_back;
        read_back.update(|all| all.is_reading = true);
        for file in files {
            // EXPOSE: it is a list of titles.
            match self.library_of(file.bytes.expose()).await {
                Ok(Ok(reports)) => read_back.update(|all| {
                    all.libraries.retain(|known| known.name != file.path);
                    all.libraries.push(FileLibrary {
                        name: file.path,
                        reports: Arc::new(reports),
                    });
                }),
                Ok(Err(why)) => read_back.update(|all| {
                    all.refused.retain(|(known, _)| *known != file.path);
                    all.refused.push((file.path, why));
                }),
                Err(problem) => self.report(problem),
            }
        }
        read_back.update(|all| all.is_reading = false);
    }

    /// Read by the worker, computed here in short steps.
    async fn library_of(&self, bytes: &[u8]) -> Result<Result<Reports, Unreadable>, Problem> {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Ok(Err(Unreadable::NotText));
        };
        let work = Work::ReadBack {
            text: text.to_owned(),
            utc_offset_min: clock::utc_offset_min(),
        };
        let failed = |_| Problem::WorkerFailed;
        let mut worker = Worker::start().await.map_err(failed)?;
        let answer = worker.run(&work).await.map_err(failed)?;
        let read: Result<Snapshot, Unreadable> =
            serde_json::from_slice(&answer).map_err(|_| Problem::WorkerFailed)?;
        let snapshot = match read {
            Ok(snapshot) => snapshot,
            Err(why) => return Ok(Err(why)),
        };
        let options = self.options(snapshot.store);
        let mut computation = Computation::new(Arc::new(snapshot), options);
        while let Progress::More { .. } = computation.step() {
            clock::breathe().await;
        }
        Ok(Ok(computation.finish()))
    }

    fn look_at(self: &Rc<Self>, library: &FileLibrary) {
        let snapshot = library.reports.snapshot().as_ref().clone();
        let account = Account {
            origin: Origin::Imported,
            since: clock::now(),
            exported: None,
            stores: vec![snapshot.store],
            store: Some(snapshot.store),
            salt: [0; 16],
        };
        let read = Read {
            snapshot,
            place: None,
            summary: None,
            health: None,
            faults: Vec::new(),
            outdated: Vec::new(),
        };
        let open = Rc::new(Open {
            file: Some(library.name.clone()),
            ..Open::new(None, account, Life::open(Stored::Gone, 0), read)
        });
        self.show(&open);
        self.show_life(&open);
    }
}

/// Whether a file is to be read as a list of titles, and refused as such where it is none.
pub(super) fn is_list(file: &File) -> bool {
    // EXPOSE: only the beginning is looked at.
    let bytes = file.bytes.expose();
    let start = &bytes[..bytes.len().min(START)];
    let name = file.path.to_lowercase();
    exports::read::is_ours(start) || NAMES.iter().any(|end| name.ends_with(end))
}

/// Of what is downloaded here; no program keeps an account in such a file.
const NAMES: [&str; 5] = [".csv", ".xlsx", ".md", ".html", ".ics"];
/// The headings of a CSV are within.
const START: usize = 4096;
