//! The drawing: one spine for each whole-number volume.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::Builder;
use crate::advice::Advice;
use crate::owned::Holding;
use crate::sequence::Number;
use crate::series::{Remark, SeriesReport, Spine, SpineState};
use crate::title::TitleId;
use crate::works::Class;

impl Builder<'_> {
    /// Draws the whole-number volumes, and says which are not in this store.
    pub(super) fn draw_shelf(
        &self,
        report: &mut SeriesReport,
        only_in_box: &BTreeMap<Number, TitleId>,
    ) {
        let mut spines: BTreeMap<Number, Spine> = BTreeMap::new();
        let mut stand = |spine: Spine| {
            spines.entry(spine.number).or_insert(spine);
        };
        for (number, title) in &self.held.novels {
            stand(self.my_spine(*number, *title));
        }
        for (number, title) in &self.children.had_as_work {
            stand(self.my_spine(*number, *title));
        }
        for volume in &report.missing {
            if let Some(number) = volume.sequence.single() {
                stand(Spine {
                    number,
                    state: self.wanted_state(volume.title),
                    title: Some(volume.title),
                    remarks: volume.remarks.clone(),
                });
            }
        }
        for volume in &report.coming {
            for number in volume.sequence.numbers() {
                stand(Spine {
                    number,
                    state: SpineState::Coming,
                    title: Some(volume.title),
                    remarks: volume.remarks.clone(),
                });
            }
        }
        for (number, title) in only_in_box {
            stand(Spine {
                number: *number,
                state: self.wanted_state(*title),
                title: None,
                remarks: vec![Remark::OnlyInBox(*title)],
            });
        }
        for (number, title) in &self.held.dramas {
            stand(self.my_spine(*number, *title));
        }
        let stories: BTreeSet<Number> = report
            .stories
            .iter()
            .filter_map(|story| story.sequence.single())
            .collect();
        report.elsewhere = self
            .children
            .elsewhere
            .iter()
            .copied()
            .filter(|number| !spines.contains_key(number) && !stories.contains(number))
            .collect();
        for number in &report.elsewhere {
            spines.entry(*number).or_insert(Spine {
                number: *number,
                state: SpineState::Elsewhere,
                title: None,
                remarks: Vec::new(),
            });
        }
        spines.retain(|number, _| number.is_whole());
        report.shelf = spines.into_values().collect();
    }

    fn wanted_state(&self, id: TitleId) -> SpineState {
        SpineState::wanted(self.catalogue.title(id).advice)
    }

    fn my_spine(&self, number: Number, id: TitleId) -> Spine {
        let title = self.catalogue.title(id);
        let product = self.catalogue.product(self.context.snapshot, id);
        let mut remarks = Vec::new();
        let mut state = SpineState::Owned;
        if let Holding::Borrowed { leaves } = title.holding {
            state = SpineState::Borrowed;
            remarks.push(Remark::Borrowed { leaves });
        }
        let entry = self.held.titles.iter().find(|mine| mine.title == id);
        if entry.is_some_and(|mine| mine.sequence.is_box()) {
            remarks.push(Remark::InMyBox(id));
        }
        if !self.catalogue.language_passes(product)
            && let Some(language) = &product.language
        {
            remarks.push(Remark::HaveInLanguage(language.clone()));
        }
        if title.abridged
            && let Some(uncut) = self.children.uncut.get(&number)
        {
            remarks.push(Remark::UnabridgedExists(*uncut));
        }
        if title.class == Class::Drama {
            remarks.push(Remark::HaveDrama(id));
        }
        Spine {
            number,
            state,
            title: Some(id),
            remarks,
        }
    }
}

impl SpineState {
    /// Of a volume that is missing and out.
    pub(super) const fn wanted(advice: Advice) -> Self {
        match advice {
            Advice::Plus { .. } => Self::InPlus,
            Advice::NotForSale => Self::NotForSale,
            _ => Self::Missing,
        }
    }
}

impl Spine {
    /// Missing and to be had: what the counts count.
    pub fn is_wanted(&self) -> bool {
        matches!(self.state, SpineState::Missing | SpineState::InPlus)
    }
}
