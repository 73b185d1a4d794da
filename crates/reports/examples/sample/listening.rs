//! What the store counted of the sample's member, and their plan.

use audible::listening::{DayHeard, MonthHeard, YearHeard};
use audible::{Currency, Listening, Membership, Memberships, Money, Timestamp};
use time::macros::date;
use time::{Date, Duration};

use crate::words::Dice;

/// The last day that is told.
const LAST: Date = date!(2026 - 11 - 23);

/// Dice of its own, so that the books stay as they are.
const SEED: u64 = 2026;

/// Days of a month and a half, months of two years, and the years since the first book.
pub(crate) fn listening(read_at: Timestamp) -> Listening {
    let dice = &mut Dice::new(SEED);
    let minutes = |dice: &mut Dice, low, high| u64::from(dice.between(low, high)) * 60_000;
    let mut days = Vec::new();
    for back in (0..45).rev() {
        // Some days are silent.
        if dice.chance(80) {
            let ms = minutes(dice, 5, 150);
            days.push(DayHeard {
                on: LAST - Duration::days(back),
                ms,
            });
        }
    }
    let mut months = Vec::new();
    for place in 0..24 {
        let month = 2024 * 12 + 11 + place;
        months.push(MonthHeard {
            year: month / 12,
            month: u8::try_from(month % 12 + 1).unwrap_or(1),
            ms: minutes(dice, 600, 3000),
        });
    }
    let of_year = |year: i32| months.iter().filter(move |month| month.year == year);
    let mut years: Vec<YearHeard> = (2019..2025)
        .map(|year| YearHeard {
            year,
            ms: minutes(dice, 9_000, 26_000),
        })
        .collect();
    years.extend([2025, 2026].map(|year| YearHeard {
        year,
        ms: of_year(year).map(|month| month.ms).sum(),
    }));
    Listening {
        days,
        months,
        total_ms: Some(years.iter().map(|year| year.ms).sum()),
        years,
        finished: Vec::new(),
        read_at: Some(read_at),
    }
}

/// One plan that renews.
pub(crate) fn memberships(read_at: Timestamp) -> Memberships {
    let plan = Membership {
        plan: Some("Audible Premium Plus".to_owned()),
        status: Some("Active".to_owned()),
        renews: Some(true),
        since: Timestamp::parse("2019-02-12T00:00:00Z"),
        until: None,
        next_bill: Timestamp::parse("2026-12-12T00:00:00Z"),
        next_amount: Some(Money {
            minor: 1495,
            currency: Currency::Usd,
        }),
    };
    Memberships {
        list: vec![plan],
        read_at: Some(read_at),
    }
}
