//! [`Claims`]: no work is suggested that the member has, or that is suggested already.

use audible::Snapshot;
use rustc_hash::FxHashMap;

use super::{Catalogue, NameId, WorkTitle, id};
use crate::sequence::Sequence;
use crate::title::TitleId;
use crate::works::Class;

/// Works that are spoken for: the member's own, or suggested already.
#[derive(Debug, Default)]
pub(crate) struct Claims {
    /// The last claim of a work and author; `None` for titles that name no author.
    last: FxHashMap<(Class, WorkTitle, Option<NameId>), u32>,
    /// Each with the claim before it under the same key.
    claims: Vec<(TitleId, Option<u32>)>,
}

impl Claims {
    /// Claims the work of a title.
    pub(crate) fn claim(&mut self, catalogue: &Catalogue, title: TitleId) {
        for key in catalogue.work_keys(title) {
            let this = id(self.claims.len());
            let before = self.last.insert(key, this);
            self.claims.push((title, before));
        }
    }

    /// Whether nothing is spoken for.
    pub(crate) fn is_empty(&self) -> bool {
        self.claims.is_empty()
    }

    /// Who claimed the same work: equal main title and class, a common author, not another volume.
    /// Titles without any author agree by title alone.
    pub(crate) fn claimed(
        &self,
        snapshot: &Snapshot,
        catalogue: &Catalogue,
        title: TitleId,
    ) -> Option<TitleId> {
        self.claims_of(snapshot, catalogue, title).next()
    }

    /// All who claimed it, once for each author that they have in common.
    pub(crate) fn claims_of<'a>(
        &'a self,
        snapshot: &'a Snapshot,
        catalogue: &'a Catalogue,
        title: TitleId,
    ) -> impl Iterator<Item = TitleId> + 'a {
        catalogue
            .work_keys(title)
            .filter_map(move |key| self.last.get(&key).copied())
            .flat_map(move |last| {
                std::iter::successors(Some(last), move |claim| self.claims[*claim as usize].1)
            })
            .map(move |claim| self.claims[claim as usize].0)
            .filter(move |other| !catalogue.differs_in_volume(snapshot, *other, title))
    }
}

impl Catalogue {
    /// What a title is claimed under: its class, its main title and each author, or nobody.
    fn work_keys(
        &self,
        title: TitleId,
    ) -> impl Iterator<Item = (Class, WorkTitle, Option<NameId>)> + '_ {
        let (class, facts) = (self.title(title).class, &self.facts[title.0 as usize]);
        let nobody = facts.authors.is_empty().then_some(None);
        let authors = self.authors(title).iter().map(|author| Some(*author));
        authors
            .chain(nobody)
            .map(move |author| (class, facts.work, author))
    }

    /// Whether two titles that agree in class, main title and an author are different volumes after all.
    fn differs_in_volume(&self, snapshot: &Snapshot, a: TitleId, b: TitleId) -> bool {
        let (first, second) = (self.product(snapshot, a), self.product(snapshot, b));
        let mut together = false;
        for one in &first.series {
            let other = second
                .series
                .iter()
                .find(|other| match (&one.asin, &other.asin) {
                    (Some(one), Some(other)) => one == other,
                    _ => one.title.is_some() && one.title == other.title,
                });
            let Some(other) = other else { continue };
            let numbers = |text: &Option<String>| Sequence::parse(text.as_deref());
            let (one, other) = (numbers(&one.sequence), numbers(&other.sequence));
            if !one.is_empty() && !other.is_empty() {
                together = true;
                if one.numbers() == other.numbers() {
                    return false;
                }
            }
        }
        let volumes = (
            self.facts[a.0 as usize].volume,
            self.facts[b.0 as usize].volume,
        );
        together || matches!(volumes, (Some(one), Some(other)) if one != other)
    }
}
