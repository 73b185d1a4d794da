//! Titles of the member's series that a plan includes and the member does not have.

use time::Date;

use crate::advice::Advice;
use crate::order;
use crate::reports::Reports;
use crate::title::TitleId;

/// A volume or story that costs nothing while the plan lasts.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PlusTitle {
    /// Which.
    pub title: TitleId,
    /// Those of [`crate::Missing::series`] that it belongs to.
    pub series: Vec<usize>,
    /// The last day on which it is included, if one is known.
    pub leaves: Option<Date>,
}

/// Those that leave first, then by title; each title once.
pub fn plus_in_my_series(reports: &Reports) -> Vec<PlusTitle> {
    let mut found: Vec<PlusTitle> = Vec::new();
    let mut place = rustc_hash::FxHashMap::default();
    for (index, series) in reports.missing.series.iter().enumerate() {
        for volume in series.missing.iter().chain(&series.stories) {
            let Advice::Plus { leaves } = reports.title(volume.title).advice else {
                continue;
            };
            let next = found.len();
            let at = *place.entry(volume.title).or_insert(next);
            if at == next {
                found.push(PlusTitle {
                    title: volume.title,
                    series: Vec::new(),
                    leaves,
                });
            }
            found[at].series.push(index);
        }
    }
    order::sort_by_key(&mut found, |plus| {
        let day = plus.leaves.unwrap_or(Date::MAX);
        (day, reports.alphabetical(plus.title))
    });
    found
}
