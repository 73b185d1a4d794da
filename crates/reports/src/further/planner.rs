//! The credit planner: what to buy how, over the next months.
//!
//! Each month, what costs nothing is taken first. Then credits go to the titles that are dearest in
//! cash, and money to the cheapest, offers before all others, as far as both last. Credits that are
//! left over are kept; money is not. A title that is not out yet waits for its day.

use std::cmp::Reverse;

use audible::Money;
use time::Date;

use crate::advice::Advice;
use crate::order;
use crate::reports::Reports;
use crate::title::{Release, TitleId};

use super::unfinished::{NextBook, unfinished};

/// What the member has to spend. Audible tells nobody how many credits a member has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Means {
    /// Credits there are now.
    pub credits: u32,
    /// Credits that come with each month after this one.
    pub credits_a_month: u32,
    /// Money for each month, the first one too; `None` = none.
    pub budget: Option<Money>,
    /// How many months, this one included.
    pub months: u32,
}

/// What a plan may be made for.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Wish {
    /// The wish list.
    List,
    /// Of each unfinished series the next book, where that is to be had.
    NextBooks,
    /// All volumes that are missing in the member's series.
    Missing,
}

impl Wish {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::List, Self::NextBooks, Self::Missing];
}

/// What is wanted: each title once, and none that the member has or hid.
pub fn wanted(reports: &Reports, wishes: &[Wish]) -> Vec<TitleId> {
    let mut seen = rustc_hash::FxHashSet::default();
    let mut titles = Vec::new();
    let mut add = |id: TitleId| {
        let title = reports.title(id);
        if !title.holding.in_hands() && !title.hidden && seen.insert(id) {
            titles.push(id);
        }
    };
    for wish in wishes {
        match wish {
            Wish::List => reports.summary.wishes.iter().copied().for_each(&mut add),
            Wish::NextBooks => {
                for series in unfinished(reports) {
                    if let NextBook::Get(Some(id)) | NextBook::Wait(id, _) = series.next {
                        add(id);
                    }
                }
            }
            Wish::Missing => {
                for series in &reports.missing.series {
                    series.missing.iter().for_each(|volume| add(volume.title));
                }
            }
        }
    }
    titles
}

/// One month. The first starts today.
#[derive(Clone, Debug)]
pub struct Month {
    /// Its first day.
    pub from: Date,
    /// What to buy.
    pub purchases: Vec<Purchase>,
    /// Credits left at its end, in hundredths.
    pub credits_left_x100: u64,
    /// Money left at its end.
    pub left: Option<Money>,
}

/// One title and what it takes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Purchase {
    /// Which.
    pub title: TitleId,
    /// How.
    pub by: Payment,
}

/// How a title is paid for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Payment {
    /// A plan includes it, or it is free.
    Nothing,
    /// With credits, in hundredths.
    Credits(u32),
    /// With money.
    Cash(Money),
}

/// Why a title is in no month.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Waits {
    /// The member has it, for good or as a loan.
    Owned,
    /// It is not for sale.
    NotForSale,
    /// Its price is not known.
    PriceUnknown,
    /// Its price is in another currency than the budget.
    OtherCurrency,
    /// It is not out in these months.
    NotOut,
    /// The credits or the money do not last.
    Means,
}

/// A plan for what is wanted. Every title is in one month, or waits for one reason.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// One after the other.
    pub months: Vec<Month>,
    /// The rest, in the order in which it was wanted.
    pub waiting: Vec<(TitleId, Waits)>,
}

/// Plans; a title that is wanted twice is bought once.
pub fn plan(reports: &Reports, wanted: &[TitleId], means: &Means) -> Plan {
    let mut seen = rustc_hash::FxHashSet::default();
    let mut open: Vec<TitleId> = wanted
        .iter()
        .copied()
        .filter(|id| seen.insert(*id))
        .collect();
    let in_order = open.clone();
    order::sort_by_cached_key(&mut open, |id| {
        let (turn, price) = turn(reports.title(*id).advice);
        (turn, price, *id)
    });
    let mut plan = Plan::default();
    let mut credits = u64::from(means.credits) * 100;
    let mut from = reports.options.today;
    for index in 0..means.months {
        if index > 0 {
            from = next_month(from);
            credits += u64::from(means.credits_a_month) * 100;
        }
        let until = next_month(from);
        let mut left = means.budget;
        let mut purchases = Vec::new();
        open.retain(|id| {
            let is_out = match reports.title(*id).release {
                Release::Out => true,
                Release::Coming(day) => day < until,
                Release::Announced => false,
            };
            let mine = reports.title(*id).holding.in_hands();
            let by =
                (is_out && !mine).then(|| pay(reports.title(*id).advice, &mut credits, &mut left));
            let Some(Some(by)) = by else { return true };
            purchases.push(Purchase { title: *id, by });
            false
        });
        plan.months.push(Month {
            from,
            purchases,
            credits_left_x100: credits,
            left,
        });
    }
    let open: rustc_hash::FxHashSet<TitleId> = open.into_iter().collect();
    plan.waiting = in_order
        .into_iter()
        .filter(|id| open.contains(id))
        .map(|id| (id, waits(reports, id, from, means)))
        .collect();
    plan
}

/// Who comes first: what is free, then what is dearest for credits, then offers, then the cheapest.
const fn turn(advice: Advice) -> (u8, Reverse<u64>) {
    match advice {
        Advice::Owned | Advice::Plus { .. } | Advice::Free { .. } => (0, Reverse(0)),
        Advice::Credit { cash, .. } => (1, Reverse(cash.minor)),
        Advice::Cash { price, sale, .. }
        | Advice::CashOnly { price, sale, .. }
        | Advice::NoCreditValue { price, sale, .. } => {
            let turn = if sale { 2 } else { 3 };
            (turn, Reverse(u64::MAX - price.minor))
        }
        Advice::Unknown | Advice::NotForSale => (4, Reverse(0)),
    }
}

fn pay(advice: Advice, credits: &mut u64, left: &mut Option<Money>) -> Option<Payment> {
    match advice {
        Advice::Plus { .. } | Advice::Free { .. } => Some(Payment::Nothing),
        Advice::Credit { credits_x100, .. } => {
            *credits = credits.checked_sub(u64::from(credits_x100))?;
            Some(Payment::Credits(credits_x100))
        }
        Advice::Cash { price, .. }
        | Advice::CashOnly { price, .. }
        | Advice::NoCreditValue { price, .. } => {
            let budget = left.filter(|budget| budget.currency == price.currency)?;
            let minor = budget.minor.checked_sub(price.minor)?;
            *left = Some(Money { minor, ..budget });
            Some(Payment::Cash(price))
        }
        Advice::Owned | Advice::Unknown | Advice::NotForSale => None,
    }
}

fn waits(reports: &Reports, id: TitleId, last: Date, means: &Means) -> Waits {
    let title = reports.title(id);
    let currency = |price: Money| means.budget.map(|budget| budget.currency == price.currency);
    if title.holding.in_hands() {
        return Waits::Owned;
    }
    match title.advice {
        Advice::NotForSale => return Waits::NotForSale,
        Advice::Unknown => return Waits::PriceUnknown,
        Advice::Cash { price, .. }
        | Advice::CashOnly { price, .. }
        | Advice::NoCreditValue { price, .. }
            if currency(price) == Some(false) =>
        {
            return Waits::OtherCurrency;
        }
        _ => {}
    }
    match title.release {
        Release::Announced => Waits::NotOut,
        Release::Coming(day) if day >= next_month(last) => Waits::NotOut,
        Release::Coming(_) | Release::Out => Waits::Means,
    }
}

/// The first day of the month after.
fn next_month(day: Date) -> Date {
    let month = day.month().next();
    let year = day.year() + i32::from(month == time::Month::January);
    Date::from_calendar_date(year, month, 1).unwrap_or(Date::MAX)
}
