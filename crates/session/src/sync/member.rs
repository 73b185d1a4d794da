//! [`Member`]: reading what the store counted of the member's listening, which titles are marked as
//! finished, and their plans (API reference, 6 and 7.1). One request at a time.

use std::collections::{BTreeSet, VecDeque};

use audible::api::stats::{MOST_DAYS, MOST_YEARS, Ranges};
use audible::{Listening, Timestamp};
use time::{Date, Duration};

use super::job::Job;

/// Days further back than this are not asked for; months and years tell of them.
const FARTHEST_DAYS: i64 = 364;
/// Audible exists since then.
const FIRST_YEAR: i32 = 1995;

/// What is still to be asked.
#[derive(Debug)]
pub(super) struct Member {
    today: Date,
    /// When this was read before: what was over by then is not asked for again.
    before: Option<Date>,
    /// First days of spans.
    days: VecDeque<Date>,
    months: BTreeSet<i32>,
    years: Option<i32>,
    /// The service does not take several kinds in one request.
    apart: bool,
    /// What follows, the last one first.
    then: Vec<Job>,
    /// Listening was not told to its end.
    is_incomplete: bool,
}

impl Member {
    /// Everything that is due. `known` is what was read before.
    pub(super) fn new(today: Date, known: &Listening) -> Self {
        let before = known.read_at.and_then(Timestamp::date_utc);
        let span = Duration::days(i64::from(MOST_DAYS));
        let farthest = today - Duration::days(FARTHEST_DAYS);
        let from = before.map_or(farthest, |before| {
            farthest.max(before.min(today) - Duration::DAY)
        });
        let mut days = VecDeque::new();
        let mut first = today - span + Duration::DAY;
        loop {
            days.push_back(first);
            if first <= from {
                break;
            }
            first -= span;
        }
        Self {
            today,
            before,
            days,
            months: BTreeSet::from([today.year()]),
            years: Some(today.year() - i32::from(MOST_YEARS) + 1),
            apart: false,
            then: vec![Job::Memberships, Job::Finished],
            is_incomplete: false,
        }
    }

    /// Whether listening was read to its end.
    pub(super) const fn has_listening(&self) -> bool {
        !self.is_incomplete
    }

    /// Asks no more for listening times.
    pub(super) fn give_up_listening(&mut self) {
        self.days.clear();
        self.months.clear();
        self.years = None;
        self.is_incomplete = true;
    }

    /// What to ask next; `None` if that was all.
    pub(super) fn next(&mut self) -> Option<Job> {
        let mut ranges = Ranges {
            days: self.days.pop_front(),
            ..Ranges::default()
        };
        if ranges.days.is_none() || !self.apart {
            ranges.months = self.months.pop_last();
        }
        if ranges == Ranges::default() || !self.apart {
            ranges.years = self.years.take();
        }
        if ranges != Ranges::default() {
            return Some(Job::Listening { ranges });
        }
        self.then.pop()
    }

    /// Learns from an answer what else is worth asking. `all` is what is known with it.
    pub(super) fn learn(&mut self, ranges: Ranges, answer: &Listening, all: &Listening) {
        let Some(first) = ranges.years else {
            return;
        };
        // A year that was over when it was read before does not change.
        let is_final = |year: i32| {
            self.before.is_some_and(|before| before.year() > year)
                && all.months.iter().any(|month| month.year == year)
        };
        let years = answer.years.iter().map(|year| year.year);
        self.months
            .extend(years.filter(|year| *year != self.today.year() && !is_final(*year)));
        // Earlier years only where something is missing, and at the first time.
        let counted: u64 = all.years.iter().map(|year| year.ms).sum();
        let is_everything = match all.total_ms {
            // Sums are rounded here and there.
            Some(total) => counted + total / 1_000 >= total,
            None => answer.years.is_empty(),
        };
        let earlier = first - i32::from(MOST_YEARS);
        if self.before.is_none() && !is_everything && first > FIRST_YEAR {
            self.years = Some(earlier);
        }
    }

    /// A request was refused. `false` if there is no other way to ask.
    pub(super) fn refused(&mut self, ranges: Ranges) -> bool {
        let apart = ranges.apart();
        if apart.is_empty() {
            return false;
        }
        self.apart = true;
        if let Some(days) = ranges.days {
            self.days.push_front(days);
        }
        self.months.extend(ranges.months);
        self.years = ranges.years.or(self.years);
        true
    }
}
