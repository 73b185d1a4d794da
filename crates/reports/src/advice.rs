//! [`Advice`]: cash or credit (API reference, 10.6).

use audible::{Money, Product};
use time::Date;

use crate::options::Options;
use crate::owned::{leaves, plus};

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

impl Advice {
    /// For a title that is not in the member's hands.
    pub fn of(product: &Product, options: &Options) -> Self {
        let rights = product.rights.as_ref();
        if rights.is_some_and(|rights| rights.consumable_indefinitely == Some(true)) {
            return Self::Owned;
        }
        let included = plus(product, options.today);
        if included.is_some() || rights.is_some_and(|rights| rights.consumable == Some(true)) {
            return Self::Plus {
                leaves: leaves(product, options.today),
            };
        }
        if product.not_for_sale {
            return Self::NotForSale;
        }
        let Some((offer, price)) = product.price.as_ref().and_then(|offer| {
            let lowest = [offer.lowest, offer.list].into_iter().flatten();
            Some((offer, lowest.min_by_key(|money| money.minor)?))
        }) else {
            return Self::Unknown;
        };
        if price.minor == 0 {
            return Self::Free { price };
        }
        let list = offer.list.filter(|list| list.minor > price.minor);
        let sale = offer.sale;
        if offer.cash_only {
            return Self::CashOnly { price, list, sale };
        }
        let credits_x100 = offer.credits_x100.filter(|x100| *x100 > 0).unwrap_or(100);
        match options.credit_value {
            Some(value) if value.currency == price.currency => {
                // Equality means credit.
                if price.minor * 100 < value.minor * u64::from(credits_x100) {
                    Self::Cash { price, list, sale }
                } else {
                    Self::Credit {
                        credits_x100,
                        cash: price,
                    }
                }
            }
            _ => Self::NoCreditValue { price, list, sale },
        }
    }

    /// What following it costs, in hundredths of the minor unit. `None` if that cannot be said.
    pub(crate) fn cost(self, credit_value: Option<Money>) -> Option<u64> {
        match self {
            Self::Owned | Self::Plus { .. } | Self::Free { .. } => Some(0),
            Self::Cash { price, .. }
            | Self::CashOnly { price, .. }
            | Self::NoCreditValue { price, .. } => Some(price.minor * 100),
            Self::Credit { credits_x100, .. } => {
                Some(credit_value?.minor * u64::from(credits_x100))
            }
            Self::Unknown | Self::NotForSale => None,
        }
    }
}
