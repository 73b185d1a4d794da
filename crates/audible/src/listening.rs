//! [`Listening`]: how much was heard, as the store counts it (API reference, section 6).

use serde::{Deserialize, Serialize};
use time::Date;

use crate::asin::Asin;
use crate::timestamp::Timestamp;

/// What one store counted. Totals of several stores may be added (trap A114).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Listening {
    /// Days on which something was heard, in order; kept from sync to sync, so they grow with time.
    pub days: Vec<DayHeard>,
    /// Months in which something was heard, in order.
    pub months: Vec<MonthHeard>,
    /// Years in which something was heard, in order.
    pub years: Vec<YearHeard>,
    /// Of all time; `None` = not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_ms: Option<u64>,
    /// Titles that are marked as finished now, also such that left the library. Without dates:
    /// those of the store are unreliable (trap A113).
    pub finished: Vec<Asin>,
    /// When this was last read; `None` = never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Timestamp>,
}

/// What was heard on one day; which zone's day is not known (API reference, 15).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct DayHeard {
    /// Which.
    pub on: Date,
    /// Milliseconds.
    pub ms: u64,
}

/// What was heard in one month.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct MonthHeard {
    /// Of which year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// Milliseconds.
    pub ms: u64,
}

/// What was heard in one year.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct YearHeard {
    /// Which.
    pub year: i32,
    /// Milliseconds.
    pub ms: u64,
}

impl Listening {
    /// Takes in what was read later: it stands in the place of what was known of the same days,
    /// months and years. Those without anything heard are not kept. The all-time total is repeated
    /// by every answer: the largest counts, and none is added (trap A112).
    pub fn take(&mut self, later: &Self) {
        put(&mut self.days, &later.days, |day| day.on, |day| day.ms);
        let month = |month: &MonthHeard| (month.year, month.month);
        put(&mut self.months, &later.months, month, |month| month.ms);
        put(
            &mut self.years,
            &later.years,
            |year| year.year,
            |year| year.ms,
        );
        self.total_ms = self.total_ms.max(later.total_ms);
    }
}

fn put<T: Copy, K: Ord>(
    known: &mut Vec<T>,
    later: &[T],
    key: impl Fn(&T) -> K,
    ms: impl Fn(&T) -> u64,
) {
    known.retain(|old| later.iter().all(|new| key(new) != key(old)));
    for new in later {
        if ms(new) > 0 && known.iter().all(|old| key(old) != key(new)) {
            known.push(*new);
        }
    }
    known.sort_by_key(key);
}
