//! Books of which the store says too little, or something odd.

use crate::order;
use crate::owned::Holding;
use crate::reports::Reports;
use crate::sequence::Sequence;
use crate::title::{Release, Title, TitleId};
use audible::Product;

/// What is wrong.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Ailment {
    /// No picture.
    NoCover,
    /// Nobody is named as author.
    NoAuthor,
    /// Nobody is named as narrator.
    NoNarrator,
    /// No length.
    NoLength,
    /// No language.
    NoLanguage,
    /// No genre.
    NoGenre,
    /// No date of release.
    NoReleaseDate,
    /// In a series, but nothing says which volume.
    NoNumber,
    /// The text of the number cannot be read: `?`, `6-1`.
    OddNumber,
    /// A series without a number of its own in the store.
    SeriesWithoutAsin,
    /// Listed, but no longer to be had.
    Unavailable,
    /// The store does not say on which terms.
    TermsUnknown,
}

impl Ailment {
    /// All of them, in the order of the report.
    pub const ALL: [Self; 12] = [
        Self::Unavailable,
        Self::TermsUnknown,
        Self::NoNumber,
        Self::OddNumber,
        Self::SeriesWithoutAsin,
        Self::NoAuthor,
        Self::NoNarrator,
        Self::NoLength,
        Self::NoLanguage,
        Self::NoGenre,
        Self::NoReleaseDate,
        Self::NoCover,
    ];

    fn ails(self, title: &Title, product: &Product) -> bool {
        // What is not out yet has no narrator and no length (trap A96).
        let out = title.release == Release::Out && title.holding != Holding::Ordered;
        let numbers = || product.series.iter().map(|entry| entry.sequence.as_deref());
        match self {
            Self::NoCover => product.cover.is_none(),
            Self::NoAuthor => product.authors.is_empty(),
            Self::NoNarrator => product.narrators.is_empty() && out,
            Self::NoLength => product.runtime_min.unwrap_or(0) == 0 && out,
            Self::NoLanguage => product.language.is_none(),
            Self::NoGenre => product.genres.is_empty(),
            Self::NoReleaseDate => product.release_date.is_none(),
            Self::NoNumber => {
                !product.series.is_empty() && numbers().all(|number| number.is_none())
            }
            Self::OddNumber => numbers()
                .flatten()
                .any(|number| Sequence::parse(Some(number)).is_empty()),
            Self::SeriesWithoutAsin => product.series.iter().any(|entry| entry.asin.is_none()),
            Self::Unavailable => title.holding == Holding::Unavailable,
            Self::TermsUnknown => title.holding == Holding::Unknown,
        }
    }
}

/// Each ailment that occurs, with the library's titles that have it, by title.
pub fn health(reports: &Reports) -> Vec<(Ailment, Vec<TitleId>)> {
    let library = || reports.titles().filter(|(_, title)| title.item.is_some());
    Ailment::ALL
        .into_iter()
        .map(|ailment| {
            let ill = library().filter(|(id, title)| ailment.ails(title, reports.product(*id)));
            let mut ill: Vec<TitleId> = ill.map(|(id, _)| id).collect();
            order::sort_by_key(&mut ill, |id| reports.alphabetical(*id));
            (ailment, ill)
        })
        .filter(|(_, ill)| !ill.is_empty())
        .collect()
}
