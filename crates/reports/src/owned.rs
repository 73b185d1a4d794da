//! [`Holding`]: owned, borrowed or gone (API reference, 2.9).

use audible::Timestamp;
use audible::library::{LibraryItem, Status};
use audible::product::{Plan, Product};
use time::Date;

/// A member's relation to a title.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Holding {
    /// Not in the library.
    #[default]
    None,
    /// Bought, or owned for good.
    Owned,
    /// Pre-ordered or not yet delivered: counts as owned, cannot be played yet.
    Ordered,
    /// Playable as long as a plan includes it.
    Borrowed {
        /// The day it leaves, if one is known.
        leaves: Option<Date>,
    },
    /// Still listed, but no longer playable: it left Plus, or the membership ended.
    Unavailable,
    /// Listed, but the store did not say on which terms: shown as owned, never claimed.
    Unknown,
}

impl Holding {
    /// Owned, ordered, borrowed, or listed on unknown terms: not missing (API reference, 10.1).
    pub const fn in_hands(self) -> bool {
        !matches!(self, Self::None | Self::Unavailable)
    }

    /// Of two copies of one ASIN the firmer counts.
    pub(crate) const fn firmness(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Unavailable => 1,
            Self::Unknown => 2,
            Self::Borrowed { .. } => 3,
            Self::Ordered => 4,
            Self::Owned => 5,
        }
    }

    /// The decision table, in its order. `is_ayce` alone never decides.
    pub fn of(item: &LibraryItem, today: Date) -> Self {
        let product = &item.product;
        let rights = product.rights.as_ref();
        let consumable = rights.and_then(|rights| rights.consumable);
        let indefinitely = rights.and_then(|rights| rights.consumable_indefinitely);
        if item.status == Status::Revoked {
            return Self::None;
        }
        if item.purchased || indefinitely == Some(true) {
            return Self::Owned;
        }
        if item.pending {
            return Self::Ordered;
        }
        let told = consumable.is_some() || item.ayce || !product.plans.is_empty();
        let left = item.ayce && consumable != Some(true) && plus(product, today).is_none();
        let withdrawn = told && product.content_type.is_none();
        if consumable == Some(false) || left || withdrawn {
            return Self::Unavailable;
        }
        if consumable == Some(true) {
            return Self::Borrowed {
                leaves: leaves(product, today),
            };
        }
        Self::Unknown
    }
}

/// That a plan lets the member play a title.
pub(crate) struct Included {
    /// The day on which the last such plan ends, if it does.
    leaves: Option<Date>,
}

/// Whether a plan lets this member play the title today. Eligibility decides; where it is not told,
/// the plan's name does.
pub(crate) fn plus(product: &Product, today: Date) -> Option<Included> {
    let mut ends = product
        .plans
        .iter()
        .filter(|plan| includes(plan, product) && holds(plan, today))
        .map(|plan| plan.end.and_then(day))
        .peekable();
    ends.peek()?;
    // One open-ended plan covers the title for good; else the latest end counts (10.9).
    Some(Included {
        leaves: ends.try_fold(Date::MIN, |latest, end| end.map(|end| latest.max(end))),
    })
}

/// The day on which a borrowed title leaves: from its plans, else from the rights.
pub(crate) fn leaves(product: &Product, today: Date) -> Option<Date> {
    match plus(product, today) {
        Some(included) => included.leaves,
        None => product
            .rights
            .as_ref()
            .and_then(|rights| rights.consumable_until)
            .and_then(day)
            .filter(|day| is_real(*day)),
    }
}

fn includes(plan: &Plan, product: &Product) -> bool {
    let must_be_bought = product
        .rights
        .as_ref()
        .is_some_and(|rights| rights.consumable == Some(false));
    plan.eligible
        .unwrap_or_else(|| !must_be_bought && is_plus_name(&plan.name))
}

fn is_plus_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ["minerva", "aycl", "free"]
        .iter()
        .any(|part| lower.contains(part))
        || lower == "allyoucaneat"
}

/// A plan that ends today still holds.
fn holds(plan: &Plan, today: Date) -> bool {
    plan.start.and_then(day).is_none_or(|start| start <= today)
        && plan.end.and_then(day).is_none_or(|end| end >= today)
}

/// Ends are midnight of the store's zone written in UTC (07:00Z for Los Angeles): the UTC day names it.
fn day(instant: Timestamp) -> Option<Date> {
    instant.date_utc()
}

/// 2099 and 9999 stand for "no end".
const fn is_real(day: Date) -> bool {
    day.year() < 2099
}
