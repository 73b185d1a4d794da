//! What comes: the calendar of the member's series, people, wishes and pre-orders.

use rustc_hash::FxHashMap;
use time::Date;

use crate::discover::PersonReport;
use crate::order;
use crate::owned::Holding;
use crate::reports::Reports;
use crate::title::{Release, TitleId};

/// One release.
#[derive(Clone, Debug)]
pub struct Upcoming {
    /// Which title.
    pub title: TitleId,
    /// The day; `None` if none is set yet.
    pub on: Option<Date>,
    /// Why it is listed; at least one reason, in the order of [`Why`].
    pub why: Vec<Why>,
}

/// What the member has to do with it.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Why {
    /// It is pre-ordered.
    Ordered,
    /// It is on the wish list.
    Wished,
    /// It belongs to this one of [`crate::Missing::series`].
    Series(usize),
    /// It is by this one of [`Reports::more_by_authors`].
    Author(usize),
    /// It is read by this one of [`Reports::more_by_narrators`].
    Narrator(usize),
}

/// By day, undated titles last; each title once.
pub fn upcoming(reports: &Reports) -> Vec<Upcoming> {
    let mut why: FxHashMap<TitleId, Vec<Why>> = FxHashMap::default();
    let mut add = |id: TitleId, reason: Why| why.entry(id).or_default().push(reason);
    for (id, title) in reports.titles() {
        if title.holding == Holding::Ordered {
            add(id, Why::Ordered);
        }
        if title.wished && !title.holding.in_hands() && !title.hidden {
            add(id, Why::Wished);
        }
    }
    for (index, series) in reports.missing.series.iter().enumerate() {
        for volume in series.volumes() {
            add(volume.title, Why::Series(index));
        }
    }
    let mut add_people = |people: &[PersonReport], reason: fn(usize) -> Why| {
        for (index, person) in people.iter().enumerate() {
            for suggestion in &person.coming {
                add(suggestion.title, reason(index));
            }
        }
    };
    add_people(&reports.more_by_authors, Why::Author);
    add_people(&reports.more_by_narrators, Why::Narrator);
    let mut found: Vec<Upcoming> = why
        .into_iter()
        .filter_map(|(title, mut why)| {
            let on = match reports.title(title).release {
                Release::Coming(day) => Some(day),
                Release::Announced => None,
                Release::Out => return None,
            };
            order::sort(&mut why);
            why.dedup();
            Some(Upcoming { title, on, why })
        })
        .collect();
    order::sort_by_key(&mut found, |upcoming| {
        let day = upcoming.on.unwrap_or(Date::MAX);
        (day, reports.alphabetical(upcoming.title))
    });
    found
}
