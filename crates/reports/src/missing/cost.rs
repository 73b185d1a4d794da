//! What it would take to fill the gaps.

use std::collections::BTreeSet;

use crate::advice::Advice;
use crate::catalogue::Catalogue;
use crate::sequence::Number;
use crate::series::{Completing, SeriesReport, Volume};

impl SeriesReport {
    /// What the missing volumes take: box rows instead of their parts, where there are any.
    pub(super) fn add_cost(&mut self, catalogue: &Catalogue) {
        self.to_buy.clear();
        self.cost = Completing::default();
        let (boxes, singles): (Vec<&Volume>, Vec<&Volume>) = self
            .missing
            .iter()
            .partition(|volume| volume.sequence.is_box());
        let mut bought: BTreeSet<Number> = BTreeSet::new();
        for volume in boxes {
            let numbers = volume.sequence.numbers();
            if numbers.iter().any(|number| !bought.contains(number)) {
                bought.extend(numbers);
                self.to_buy.push(volume.title);
            }
        }
        for volume in singles {
            if volume.sequence.single().is_some_and(|n| bought.insert(n)) {
                self.to_buy.push(volume.title);
            }
        }
        for (number, title) in &self.only_in_box {
            if !bought.contains(number) && !self.to_buy.contains(title) {
                self.to_buy.push(*title);
            }
        }
        for title in &self.to_buy {
            self.cost.add(catalogue.title(*title).advice);
        }
    }
}

impl Completing {
    pub(crate) fn add(&mut self, advice: Advice) {
        match advice {
            Advice::Cash { price, .. }
            | Advice::CashOnly { price, .. }
            | Advice::NoCreditValue { price, .. } => {
                let before = self.cash.map_or(0, |cash| cash.minor);
                self.cash = Some(audible::Money {
                    minor: before + price.minor,
                    currency: price.currency,
                });
            }
            Advice::Credit { credits_x100, .. } => self.credits_x100 += u64::from(credits_x100),
            Advice::Plus { .. } | Advice::Free { .. } | Advice::Owned => self.included += 1,
            Advice::Unknown => self.unknown += 1,
            Advice::NotForSale => self.not_for_sale += 1,
        }
    }
}
