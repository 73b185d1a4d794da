//! What the member has more than once.

use crate::order;
use crate::reports::Reports;
use crate::title::TitleId;

use super::editions::{Difference, Works, differences};

/// A work of which the member has several titles.
#[derive(Clone, Debug)]
pub struct Duplicate {
    /// The best of them.
    pub title: TitleId,
    /// The others, with what is different about each.
    pub others: Vec<Other>,
}

/// One more title of the same work.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Other {
    /// Another edition; without differences, the same thing twice.
    Edition(TitleId, Vec<Difference>),
    /// A box set that holds the work too.
    PartOf(TitleId),
}

/// By title. Returning what one has twice is the member's decision: nothing is advised here.
pub fn duplicates(reports: &Reports, works: &Works) -> Vec<Duplicate> {
    let mut found: Vec<Duplicate> = works
        .iter()
        .filter_map(|work| {
            let mut mine = work.mine(reports);
            let title = mine.next()?;
            let others: Vec<Other> = mine
                .map(|other| {
                    if work.boxes.contains(&other) {
                        Other::PartOf(other)
                    } else {
                        Other::Edition(other, differences(reports, title, other))
                    }
                })
                .collect();
            (!others.is_empty()).then_some(Duplicate { title, others })
        })
        .collect();
    order::sort_by_key(&mut found, |duplicate| {
        reports.alphabetical(duplicate.title)
    });
    found
}
