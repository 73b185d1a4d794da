//! [`Children`]: the editions that a series names and the member lacks, sorted by what they can be
//! in the report (API reference, 10.3, steps 3 to 6).

use crate::order;
use std::collections::{BTreeMap, BTreeSet};

use audible::product::Kind;
use audible::{Asin, Product, Snapshot};
use rustc_hash::FxHashSet;

use crate::catalogue::{Catalogue, Claims, NameId, count, most};
use crate::options::Options;
use crate::owned::Holding;
use crate::reports::product;
use crate::sequence::{Number, Sequence};
use crate::title::{Release, TitleId};
use crate::works::{self, Class};

/// What all series have in common.
pub(crate) struct Context<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) options: &'a Options,
    pub(crate) unavailable: &'a FxHashSet<Asin>,
    /// The works in the member's hands.
    pub(crate) mine: &'a Claims,
}

/// One of the member's titles in the series.
pub(crate) struct Mine {
    pub(crate) title: TitleId,
    pub(crate) sequence: Sequence,
}

/// What the member has of the series.
pub(crate) struct Held {
    pub(crate) titles: Vec<Mine>,
    /// Numbers covered by novels, and by which: single before box, owned before borrowed, uncut
    /// before cut.
    pub(crate) novels: BTreeMap<Number, TitleId>,
    /// The same for dramas.
    pub(crate) dramas: BTreeMap<Number, TitleId>,
    usual_language: Option<String>,
    usual_narrators: Vec<NameId>,
}

/// An edition that the member lacks.
#[derive(Clone)]
pub(crate) struct Candidate {
    pub(crate) title: TitleId,
    pub(crate) sequence: Sequence,
    pub(crate) class: Class,
}

/// Editions of one number, best first.
#[derive(Default)]
pub(crate) struct Editions {
    pub(crate) novels: Vec<Candidate>,
    pub(crate) dramas: Vec<Candidate>,
}

/// All of them.
#[derive(Default)]
pub(crate) struct Children {
    pub(crate) singles: BTreeMap<Number, Editions>,
    /// Best first.
    pub(crate) boxes: Vec<Candidate>,
    /// Best first.
    pub(crate) unnumbered: Vec<Candidate>,
    /// Numbers of which the store knows an ASIN and nothing else.
    pub(crate) elsewhere: BTreeSet<Number>,
    pub(crate) elsewhere_unnumbered: usize,
    /// Editions whose details were not read yet.
    pub(crate) unread: usize,
    /// Uncut editions of numbers that the member has.
    pub(crate) uncut: BTreeMap<Number, TitleId>,
    /// Numbers whose work the member has outside this series.
    pub(crate) had_as_work: BTreeMap<Number, TitleId>,
}

impl Held {
    pub(crate) fn of(snapshot: &Snapshot, catalogue: &mut Catalogue, titles: Vec<Mine>) -> Self {
        let (mut novels, mut dramas) = (BTreeMap::new(), BTreeMap::new());
        let mut best_first: Vec<&Mine> = titles.iter().collect();
        order::sort_by_key(&mut best_first, |mine| {
            let title = catalogue.title(mine.title);
            let foreign = !catalogue.language_passes(catalogue.product(snapshot, mine.title));
            let borrowed = matches!(title.holding, Holding::Borrowed { .. });
            (foreign, borrowed, title.abridged, mine.sequence.is_box())
        });
        for mine in best_first {
            let covered = match catalogue.title(mine.title).class {
                Class::Novel => &mut novels,
                Class::Drama => &mut dramas,
            };
            for number in mine.sequence.numbers() {
                covered.entry(number).or_insert(mine.title);
            }
        }
        let mut counts: Vec<(NameId, usize)> = Vec::new();
        let mut languages: Vec<(&str, usize)> = Vec::new();
        for mine in &titles {
            let product = catalogue.product(snapshot, mine.title);
            for person in &product.narrators {
                count(&mut counts, catalogue.name(&person.name).0);
            }
            if let Some(language) = product.language.as_deref() {
                count(&mut languages, language);
            }
        }
        let most_heard = counts.iter().map(|(_, count)| *count).max();
        Self {
            novels,
            dramas,
            usual_language: most(&languages).map(str::to_owned),
            usual_narrators: counts
                .into_iter()
                .filter(|(name, count)| Some(*count) == most_heard && !catalogue.is_pseudo(*name))
                .map(|(name, _)| name)
                .collect(),
            titles,
        }
    }

    pub(crate) const fn covered(&self, class: Class) -> &BTreeMap<Number, TitleId> {
        match class {
            Class::Novel => &self.novels,
            Class::Drama => &self.dramas,
        }
    }

    /// Whether the member listens to this series as dramas only.
    pub(crate) fn only_dramas(&self, catalogue: &Catalogue) -> bool {
        self.titles
            .iter()
            .all(|mine| catalogue.title(mine.title).class == Class::Drama)
    }

    /// Whether one of the member's volumes is by an author of a title.
    fn shares_author(&self, catalogue: &Catalogue, title: TitleId) -> bool {
        let authors = catalogue.authors(title);
        let mut mine = self.titles.iter();
        mine.any(|mine| {
            let own = catalogue.authors(mine.title);
            own.iter().any(|author| authors.contains(author))
        })
    }

    /// Whether a title is in this series under other numbers than these: the volumes of some series
    /// are called alike.
    fn has_as_another_volume(&self, title: TitleId, sequence: &Sequence) -> bool {
        let mine = self.titles.iter().find(|mine| mine.title == title);
        mine.is_some_and(|mine| {
            let numbers = sequence.numbers();
            !numbers.is_empty()
                && !mine.sequence.is_empty()
                && !mine.sequence.numbers().iter().any(|n| numbers.contains(n))
        })
    }

    /// Whether a narrator whom the member hears most in this series reads it.
    fn is_read_as_usual(&self, catalogue: &mut Catalogue, product: &Product) -> bool {
        product.narrators.iter().any(|person| {
            self.usual_narrators
                .contains(&catalogue.name(&person.name).0)
        })
    }
}

impl Children {
    /// Takes in one child with the number that the series gives it.
    pub(crate) fn add(
        &mut self,
        context: &Context<'_>,
        catalogue: &mut Catalogue,
        series: Option<&Asin>,
        held: &Held,
        (asin, sequence): (&Asin, Sequence),
    ) {
        let snapshot = context.snapshot;
        let place = catalogue.place(asin);
        let known = place.title;
        if known.is_some_and(|id| catalogue.title(id).holding.in_hands()) {
            return;
        }
        let product = match known {
            Some(id) => Some(catalogue.product(snapshot, id)),
            None => place.offer.map(|offer| product(snapshot, offer)),
        };
        let Some(product) = product else {
            self.add_untold(context, held, asin, &sequence);
            return;
        };
        if product.kind != Kind::Book || !catalogue.language_passes(product) {
            return;
        }
        // Where the series gives no number, the title's own entry may.
        let sequence = match series {
            Some(series) if sequence.is_empty() => sequence_in(product, series),
            _ => sequence,
        };
        let class = Class::of(product);
        let numbers = sequence.numbers();
        let covered = held.covered(class);
        let is_covered = !numbers.is_empty() && numbers.iter().all(|n| covered.contains_key(n));
        let Some(title) = catalogue.intern(snapshot, asin, context.options) else {
            return;
        };
        let out = catalogue.title(title).release == Release::Out;
        if product.not_listenable && out {
            return;
        }
        if works::is_about_a_book(&product.title) && !held.shares_author(catalogue, title) {
            return;
        }
        if is_covered {
            if class == Class::Novel && out && !catalogue.title(title).abridged {
                self.uncut.extend(sequence.single().map(|n| (n, title)));
            }
            return;
        }
        if let Some(work) = context.mine.claimed(snapshot, catalogue, title)
            && !held.has_as_another_volume(work, &sequence)
        {
            self.had_as_work.extend(numbers.iter().map(|n| (*n, work)));
            return;
        }
        let candidate = Candidate {
            title,
            sequence,
            class,
        };
        if let Some(number) = candidate.sequence.single() {
            let editions = self.singles.entry(number).or_default();
            match class {
                Class::Novel => editions.novels.push(candidate),
                Class::Drama => editions.dramas.push(candidate),
            }
        } else if candidate.sequence.is_empty() {
            self.unnumbered.push(candidate);
        } else {
            self.boxes.push(candidate);
        }
    }

    /// Puts the best edition first everywhere.
    pub(crate) fn rank(&mut self, context: &Context<'_>, catalogue: &mut Catalogue, held: &Held) {
        let mut sort = |candidates: &mut Vec<Candidate>| {
            if candidates.len() > 1 {
                order::sort_by_cached_key(candidates, |candidate| {
                    let product = catalogue.product(context.snapshot, candidate.title);
                    let usual = held.is_read_as_usual(catalogue, product);
                    let language = held.usual_language.as_deref();
                    catalogue.edition_rank(context.snapshot, candidate.title, language, usual)
                });
            }
        };
        for editions in self.singles.values_mut() {
            sort(&mut editions.novels);
            sort(&mut editions.dramas);
        }
        sort(&mut self.boxes);
        sort(&mut self.unnumbered);
    }

    /// A child of which nothing but the ASIN is known.
    fn add_untold(&mut self, context: &Context<'_>, held: &Held, asin: &Asin, sequence: &Sequence) {
        let numbers = sequence.numbers();
        let wanted = numbers.is_empty() || numbers.iter().any(|n| !held.novels.contains_key(n));
        if !context.unavailable.contains(asin) {
            self.unread += usize::from(wanted);
        } else if numbers.is_empty() {
            self.elsewhere_unnumbered += 1;
        } else {
            self.elsewhere.extend(numbers);
        }
    }
}

/// The place that a product names itself in a series.
pub(crate) fn sequence_in(product: &Product, series: &Asin) -> Sequence {
    let own = product
        .series
        .iter()
        .find(|entry| entry.asin.as_ref() == Some(series));
    Sequence::parse(own.and_then(|entry| entry.sequence.as_deref()))
}
