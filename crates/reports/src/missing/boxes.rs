//! Box sets: rows of their own, or remarks (API reference, 10.3, step 7).

use std::collections::{BTreeMap, BTreeSet};

use super::rows::Builder;
use crate::advice::Advice;
use crate::sequence::Number;
use crate::series::{BoxSet, Remark, SeriesReport};
use crate::title::TitleId;
use crate::works::Class;

impl Builder<'_> {
    /// A box set is a row if the member has nothing of it, and it is cheaper than its parts or the
    /// only way to get one of them. Returns the numbers that are only to be had in a box.
    pub(super) fn add_boxes(&self, report: &mut SeriesReport) -> BTreeMap<Number, TitleId> {
        let mut only_in_box = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let only_dramas = self.held.only_dramas(self.catalogue);
        for candidate in &self.children.boxes {
            let numbers = candidate.sequence.numbers();
            if !seen.insert((candidate.class, numbers.clone())) {
                continue;
            }
            if candidate.class == Class::Drama && !only_dramas {
                report.dramas.push(self.volume(candidate, Vec::new()));
                continue;
            }
            let missing: Vec<Number> = numbers
                .iter()
                .copied()
                .filter(|number| {
                    !self.held.covered(candidate.class).contains_key(number)
                        && !self.children.had_as_work.contains_key(number)
                })
                .collect();
            let untouched = missing.len() == numbers.len();
            if !self.is_out(candidate.title) {
                if untouched {
                    report.coming.push(self.volume(candidate, Vec::new()));
                }
                continue;
            }
            if missing.is_empty() {
                continue;
            }
            let volumes = || report.missing.iter().chain(&report.stories);
            let row_of = |number: &Number| {
                volumes().find(|volume| volume.sequence.single() == Some(*number))
            };
            let bought_singly = |number: &Number| {
                row_of(number).is_some_and(|volume| {
                    self.catalogue.title(volume.title).advice != Advice::NotForSale
                })
            };
            let only_way = !missing.iter().all(bought_singly);
            let parts: Option<u64> = missing
                .iter()
                .map(|number| self.cost(row_of(number)?.title))
                .sum();
            let cheaper = self
                .cost(candidate.title)
                .zip(parts)
                .is_some_and(|(a, b)| a < b);
            let announced = |number: &Number| {
                let mut coming = report.coming.iter();
                coming.any(|volume| volume.sequence.single() == Some(*number))
            };
            for number in &missing {
                if row_of(number).is_none() && !announced(number) {
                    only_in_box.entry(*number).or_insert(candidate.title);
                }
            }
            let remark = Remark::AlsoInBox {
                title: candidate.title,
                numbers: candidate.sequence.clone(),
                missing: missing.len(),
            };
            for volume in report.missing.iter_mut().chain(&mut report.stories) {
                let number = volume.sequence.single();
                if number.is_some_and(|number| missing.contains(&number)) {
                    volume.remarks.push(remark.clone());
                }
            }
            if untouched && (only_way || cheaper) {
                report.missing.push(self.volume(candidate, Vec::new()));
            } else {
                report.boxes.push(BoxSet {
                    title: candidate.title,
                    sequence: candidate.sequence.clone(),
                    missing,
                });
            }
        }
        only_in_box
    }

    fn cost(&self, id: TitleId) -> Option<u64> {
        let advice = self.catalogue.title(id).advice;
        advice.cost(self.context.options.credit_value)
    }
}
