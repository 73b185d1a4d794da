//! Series that the member has begun: the next book, and what completing takes.

use time::Date;

use crate::listened::{Listened, listened};
use crate::order;
use crate::reports::Reports;
use crate::series::{Completing, SeriesReport, SpineState};
use crate::title::{Release, TitleId};

/// A series of which something is unheard, missing or coming.
#[derive(Clone, Debug)]
pub struct Unfinished {
    /// Index into [`crate::Missing::series`].
    pub series: usize,
    /// Volumes that were heard to the end.
    pub heard: usize,
    /// Volumes in the member's hands that were not.
    pub unheard: usize,
    /// Volumes to be bought or borrowed.
    pub missing: usize,
    /// What to do next.
    pub next: NextBook,
    /// What all missing volumes would take.
    pub cost: Completing,
}

/// The lowest volume that was not heard.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NextBook {
    /// It is there.
    Hear(TitleId),
    /// It is missing. `None` where only a box set has it.
    Get(Option<TitleId>),
    /// It comes on that day, or some day.
    Wait(TitleId, Option<Date>),
    /// It is not to be had in this store.
    NotHere,
}

/// Those that were begun first, then those with the fewest volumes to go, then by title.
pub fn unfinished(reports: &Reports) -> Vec<Unfinished> {
    let all = reports.missing.series.iter().enumerate();
    let mut found: Vec<Unfinished> = all
        .filter_map(|(index, series)| of(reports, index, series))
        .collect();
    order::sort_by_key(&mut found, |unfinished| {
        let key = &reports.missing.series[unfinished.series].sort_key;
        let to_go = unfinished.unheard + unfinished.missing;
        (unfinished.heard == 0, to_go, key.clone(), unfinished.series)
    });
    found
}

/// What is to be done in one series; `None` if nothing is left.
pub fn of(reports: &Reports, index: usize, series: &SeriesReport) -> Option<Unfinished> {
    let (mut heard, mut unheard, mut missing) = (0, 0, 0);
    let mut next = None;
    for spine in &series.shelf {
        let step = match spine.state {
            SpineState::Owned | SpineState::Borrowed => {
                let Some(id) = spine.title else { continue };
                let item = reports.item(id);
                match item.map_or(Listened::Unknown, listened) {
                    Listened::Finished => {
                        heard += 1;
                        None
                    }
                    Listened::Started | Listened::Untouched => {
                        unheard += 1;
                        Some(NextBook::Hear(id))
                    }
                    // Not told: nothing can be said about it.
                    Listened::Unknown => None,
                }
            }
            SpineState::Missing | SpineState::InPlus => {
                missing += 1;
                Some(NextBook::Get(spine.title))
            }
            SpineState::Coming => spine.title.map(|id| match reports.title(id).release {
                Release::Coming(day) => NextBook::Wait(id, Some(day)),
                Release::Out | Release::Announced => NextBook::Wait(id, None),
            }),
            SpineState::NotForSale | SpineState::Elsewhere => Some(NextBook::NotHere),
            SpineState::NotWanted => None,
        };
        next = next.or(step);
    }
    Some(Unfinished {
        series: index,
        heard,
        unheard,
        missing,
        next: next?,
        cost: series.cost.clone(),
    })
}
