//! What books cost in the store today. Never what was paid for them: Audible tells nobody.

use std::cmp::Reverse;

use audible::{Money, Product};

use crate::order;

/// What some products cost together.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Prices {
    /// What this member would pay for all that have a price.
    pub member: Option<Money>,
    /// What they cost without a membership.
    pub list: Option<Money>,
    /// What they take in credits, in hundredths; those that credits do not buy are left out.
    pub credits_x100: u64,
    /// Products with a price, dearest first: index into the products, and what this member would pay.
    pub priced: Vec<(usize, Money)>,
    /// Those that cost nothing.
    pub free: usize,
    /// Those that are not sold (any more).
    pub not_for_sale: usize,
    /// Those for which the store shows no price.
    pub unknown: usize,
}

/// Adds up. All products are of one store, so there is one currency; a price in another one counts
/// as not shown.
pub fn prices(products: &[Product]) -> Prices {
    let mut prices = Prices::default();
    for (index, product) in products.iter().enumerate() {
        let offer = product.price.as_ref();
        let shown = offer.and_then(|offer| {
            let both = [offer.lowest, offer.list].into_iter().flatten();
            Some((offer, both.min_by_key(|money| money.minor)?))
        });
        let Some((offer, price)) = shown.filter(|_| !product.not_for_sale) else {
            if product.not_for_sale {
                prices.not_for_sale += 1;
            } else {
                prices.unknown += 1;
            }
            continue;
        };
        if price.minor == 0 {
            prices.free += 1;
            continue;
        }
        let list = offer.list.filter(|list| list.minor > price.minor);
        let list = list.unwrap_or(price);
        let (Some(member), Some(list)) = (sum(prices.member, price), sum(prices.list, list)) else {
            prices.unknown += 1;
            continue;
        };
        (prices.member, prices.list) = (Some(member), Some(list));
        prices.priced.push((index, price));
        if !offer.cash_only {
            let credits = offer.credits_x100.filter(|x100| *x100 > 0).unwrap_or(100);
            prices.credits_x100 += u64::from(credits);
        }
    }
    order::sort_by_key(&mut prices.priced, |(index, price)| {
        (Reverse(price.minor), *index)
    });
    prices
}

/// `None` for different currencies.
fn sum(before: Option<Money>, more: Money) -> Option<Money> {
    let before = before.unwrap_or(Money { minor: 0, ..more });
    (before.currency == more.currency).then_some(Money {
        minor: before.minor + more.minor,
        ..more
    })
}
