//! [`Listing`]: a report as groups of rows; searching, filtering and sorting it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use reports::{Reports, TitleId};

use super::facet::{Facet, Facets, Family};
use super::view::View;

/// A report, ready to be searched and filtered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Listing {
    /// In the order of the report.
    pub(crate) groups: Vec<Heading>,
    /// Languages of the rows; [`Facet::Language`] is an index into it.
    pub(crate) languages: Vec<Option<String>>,
    /// How many different titles there are.
    pub(crate) titles: usize,
    /// Every facet that some row has.
    pub(crate) present: Facets,
}

/// A group.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    /// Its name, folded for the search.
    pub(crate) text: Box<str>,
    /// Its rows, in the order of the report.
    pub(crate) rows: Vec<Book>,
}

/// A row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Book {
    /// The title.
    pub(crate) title: TitleId,
    /// The same for all rows of the same title.
    pub(crate) index: usize,
    /// What it can be filtered by.
    pub(crate) facets: Facets,
}

/// What is left after searching and filtering.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Selection {
    /// Groups with at least one row, and their rows; indices into the listing.
    pub(crate) groups: Vec<(usize, Vec<usize>)>,
    /// Titles a facet would show, given the search and the other families.
    counts: Vec<u32>,
    /// Different titles left.
    pub(crate) titles: usize,
}

impl Selection {
    /// Titles that a chip stands for.
    pub(crate) fn count(&self, facet: Facet) -> usize {
        self.counts
            .get(Facets::place(facet))
            .map_or(0, |count| *count as usize)
    }
}

/// Collects the rows of a report into a [`Listing`].
pub(crate) struct Collector<'a> {
    reports: &'a Reports,
    listing: Listing,
    indices: HashMap<TitleId, usize>,
    languages: HashMap<Option<&'a str>, usize>,
}

impl<'a> Collector<'a> {
    /// Nothing collected yet. `shown` are all titles that will be, for the order of the languages.
    pub(crate) fn new(reports: &'a Reports, shown: impl Iterator<Item = TitleId>) -> Self {
        let mut indices = HashMap::new();
        let mut counts: HashMap<Option<&str>, usize> = HashMap::new();
        for title in shown {
            let next = indices.len();
            if let Entry::Vacant(place) = indices.entry(title) {
                place.insert(next);
                *counts
                    .entry(reports.product(title).language.as_deref())
                    .or_default() += 1;
            }
        }
        let mut languages: Vec<_> = counts.into_iter().collect();
        // Most titles first; those without a language last.
        reports::order::sort_by_key(&mut languages, |(name, count)| {
            (name.is_none(), std::cmp::Reverse(*count), *name)
        });
        let names = languages.into_iter().map(|(name, _)| name);
        Self {
            reports,
            listing: Listing {
                languages: names.clone().map(|name| name.map(str::to_owned)).collect(),
                titles: indices.len(),
                ..Listing::default()
            },
            languages: names.zip(0..).collect(),
            indices,
        }
    }

    /// Adds a group; `text` is its folded name.
    pub(crate) fn group(&mut self, text: Box<str>) {
        self.listing.groups.push(Heading {
            text,
            rows: Vec::new(),
        });
    }

    /// Adds a row to the last group.
    pub(crate) fn row(&mut self, title: TitleId, facets: Facets) {
        let language = self.reports.product(title).language.as_deref();
        let place = self.languages.get(&language).copied().unwrap_or_default();
        let facets = facets.with(Facet::Language(u8::try_from(place).unwrap_or(u8::MAX)));
        if let (Some(group), Some(index)) =
            (self.listing.groups.last_mut(), self.indices.get(&title))
        {
            self.listing.present = self.listing.present.or(facets);
            group.rows.push(Book {
                title,
                index: *index,
                facets,
            });
        }
    }

    /// The listing.
    pub(crate) fn finish(self) -> Listing {
        self.listing
    }
}

impl Listing {
    /// What a language is called in an address.
    pub(crate) fn language_key(&self, index: u8) -> String {
        let name = self.languages.get(usize::from(index)).cloned().flatten();
        name.unwrap_or_else(|| "none".to_owned())
    }

    /// The facets that a view asks for. A language that no title has shows nothing.
    pub(crate) fn chosen(&self, view: &View) -> Facets {
        view.languages.iter().fold(view.facets, |facets, name| {
            let place = (0..self.languages.len())
                .filter_map(|index| u8::try_from(index).ok())
                .find(|index| self.language_key(*index) == *name);
            facets.with(Facet::Language(place.unwrap_or(u8::MAX)))
        })
    }

    /// Keeps the rows that contain every word, in the row or in the name of its group, and that
    /// have one of the facets of each family in which facets are chosen.
    pub(crate) fn select<'a>(
        &self,
        words: &[String],
        chosen: Facets,
        text: impl Fn(TitleId) -> &'a str,
    ) -> Selection {
        let mut selection = Selection {
            counts: vec![0; 64],
            ..Selection::default()
        };
        let mut counted = vec![Facets::NONE; self.titles];
        let mut shown = vec![false; self.titles];
        let mut missing_words = Vec::with_capacity(words.len());
        for (group, heading) in self.groups.iter().enumerate() {
            missing_words.clear();
            missing_words.extend(words.iter().filter(|word| !heading.text.contains(*word)));
            let mut rows = Vec::new();
            for (row, entry) in heading.rows.iter().enumerate() {
                if !missing_words.is_empty() {
                    let text = text(entry.title);
                    if !missing_words
                        .iter()
                        .all(|word| text.contains(word.as_str()))
                    {
                        continue;
                    }
                }
                let (passes, countable) = judge(entry.facets, chosen);
                if passes {
                    rows.push(row);
                    if !std::mem::replace(&mut shown[entry.index], true) {
                        selection.titles += 1;
                    }
                }
                // A title with two authors is counted once.
                let new = countable.without(counted[entry.index]);
                counted[entry.index] = counted[entry.index].or(countable);
                for place in new.places() {
                    selection.counts[place] += 1;
                }
            }
            if !rows.is_empty() {
                selection.groups.push((group, rows));
            }
        }
        selection
    }
}

impl Selection {
    /// Orders the groups by a key, and the rows of each by another. Equal keys keep their order.
    pub(crate) fn sort<G: Ord, R: Ord>(
        &mut self,
        group_key: impl Fn(usize) -> G,
        row_key: Option<impl Fn(usize, usize) -> R>,
    ) {
        reports::order::sort_by_cached_key(&mut self.groups, |(group, _)| group_key(*group));
        if let Some(row_key) = row_key {
            for (group, rows) in &mut self.groups {
                reports::order::sort_by_cached_key(rows, |row| row_key(*group, *row));
            }
        }
    }
}

/// Whether a row is shown, and for which of its facets it is counted: those of the only family
/// that hides it, or all if none does.
fn judge(facets: Facets, chosen: Facets) -> (bool, Facets) {
    let mut hidden_by = None;
    for family in Family::ALL {
        let wanted = chosen.and(family.facets());
        let passes = if wanted.is_empty() {
            !(family == Family::Supply && facets.has(Facet::Owned))
        } else {
            !facets.and(wanted).is_empty()
        };
        if !passes {
            if hidden_by.is_some() {
                return (false, Facets::NONE);
            }
            hidden_by = Some(family);
        }
    }
    match hidden_by {
        None => (true, facets),
        Some(family) => (false, facets.and(family.facets())),
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    const ENGLISH: Facets = Facets::NONE.with(Facet::Language(0));
    const GERMAN: Facets = Facets::NONE.with(Facet::Language(1));

    #[wasm_bindgen_test]
    fn facets_of_a_family_add_up_and_families_narrow_down() {
        let row = ENGLISH.with(Facet::Cash);
        for (chosen, shown) in [
            (Facets::NONE, true),
            (ENGLISH, true),
            (GERMAN, false),
            (ENGLISH.with(Facet::Language(1)), true),
            (ENGLISH.with(Facet::Cash), true),
            (ENGLISH.with(Facet::Credit), false),
            (ENGLISH.with(Facet::Credit).with(Facet::Cash), true),
            (GERMAN.with(Facet::Cash), false),
            (Facets::NONE.with(Facet::Wish), false),
        ] {
            assert_eq!(judge(row, chosen).0, shown, "{chosen:?}");
        }
    }

    #[wasm_bindgen_test]
    fn what_one_owns_is_suggested_only_when_asked_for() {
        let owned = ENGLISH.with(Facet::Owned);
        assert!(!judge(owned, Facets::NONE).0);
        assert!(!judge(owned, Facets::NONE.with(Facet::Cash)).0);
        assert!(judge(owned, Facets::NONE.with(Facet::Owned)).0);
        assert!(judge(owned, Facets::NONE.with(Facet::Owned).with(Facet::Cash)).0);
    }

    #[wasm_bindgen_test]
    fn a_chip_counts_what_choosing_it_would_show() {
        let row = ENGLISH.with(Facet::Cash);
        // Another language is chosen: the row counts for its language only.
        assert_eq!(judge(row, GERMAN), (false, ENGLISH));
        // Two families hide it: no single chip would show it.
        assert_eq!(
            judge(row, GERMAN.with(Facet::Credit)),
            (false, Facets::NONE)
        );
        assert_eq!(judge(row, Facets::NONE), (true, row));
    }
}
