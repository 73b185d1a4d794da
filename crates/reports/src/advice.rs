//! [`Advice`]: cash or credit (API reference, 10.6).

use audible::Money;
use time::Date;

/// What to do about a title that one might want.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Advice {
    /// In the member's hands already: nothing to advise.
    Owned,
    /// Included for this member: no purchase needed.
    Plus {
        /// The day it leaves, if one is known.
        leaves: Option<Date>,
    },
    /// Costs nothing.
    Free {
        /// For the currency: always 0.
        price: Money,
    },
    /// Pay cash.
    Cash {
        /// What this member pays.
        price: Money,
        /// The price without membership, if higher.
        list: Option<Money>,
        /// `price` is a limited offer.
        sale: bool,
    },
    /// Credits are refused for this title: cash is the only way.
    CashOnly {
        /// What this member pays.
        price: Money,
        /// The price without membership, if higher.
        list: Option<Money>,
        /// `price` is a limited offer.
        sale: bool,
    },
    /// Use a credit.
    Credit {
        /// Credits in hundredths: 100 is one credit.
        credits_x100: u32,
        /// What it would cost in cash.
        cash: Money,
    },
    /// A price is known, but not what a credit is worth in this currency.
    NoCreditValue {
        /// What this member pays.
        price: Money,
        /// The price without membership, if higher.
        list: Option<Money>,
        /// `price` is a limited offer.
        sale: bool,
    },
    /// The store shows no price.
    Unknown,
    /// Not offered for sale.
    NotForSale,
}
