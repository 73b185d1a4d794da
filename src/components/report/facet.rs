//! [`Facet`]: what titles can be filtered by.

use audible::LibraryItem;
use reports::{Advice, Holding, Release, Title};

/// A property that a title has or not. Facets of one [`Family`] add up, families narrow down.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) enum Facet {
    /// Not begun.
    NotStarted,
    /// Begun.
    Started,
    /// Heard to the end.
    Heard,
    /// Borrowed from Plus.
    Borrowed,
    /// On the wish list.
    Wish,
    /// Announced.
    Coming,
    /// Cheaper in cash.
    Cash,
    /// Worth a credit.
    Credit,
    /// Included in Plus.
    Plus,
    /// Costs nothing.
    Free,
    /// Without a price, or without a credit value to compare it with.
    Unknown,
    /// Not offered for sale.
    NotForSale,
    /// In the member's hands. Shown only on demand where a report suggests what to buy.
    Owned,
    /// In the language of this index.
    Language(u8),
}

/// Facets of which one is enough.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Family {
    Language,
    Progress,
    Source,
    Supply,
    Wish,
}

/// A set of facets.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Facets(u64);

impl Facet {
    /// All but languages, in the order of the chips.
    pub(crate) const NAMED: [Self; 13] = [
        Self::NotStarted,
        Self::Started,
        Self::Heard,
        Self::Borrowed,
        Self::Coming,
        Self::Cash,
        Self::Credit,
        Self::Plus,
        Self::Free,
        Self::Unknown,
        Self::Wish,
        Self::NotForSale,
        Self::Owned,
    ];

    /// Its name in an address.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::NotStarted => "not-started",
            Self::Started => "started",
            Self::Heard => "heard",
            Self::Borrowed => "borrowed",
            Self::Wish => "wish-list",
            Self::Coming => "coming",
            Self::Cash => "cash",
            Self::Credit => "credit",
            Self::Plus => "plus",
            Self::Free => "free",
            Self::Unknown => "price-unknown",
            Self::NotForSale => "not-for-sale",
            Self::Owned => "owned",
            Self::Language(_) => "language",
        }
    }

    const fn bit(self) -> u64 {
        1 << match self {
            Self::NotStarted => 0,
            Self::Started => 1,
            Self::Heard => 2,
            Self::Borrowed => 3,
            Self::Wish => 4,
            Self::Coming => 5,
            Self::Cash => 6,
            Self::Credit => 7,
            Self::Plus => 8,
            Self::Free => 9,
            Self::Unknown => 10,
            Self::NotForSale => 11,
            Self::Owned => 12,
            // Languages beyond the room that is left share the last place.
            Self::Language(index) => FIRST_LANGUAGE + if index < 40 { index as u32 } else { 40 },
        }
    }
}

impl Family {
    /// All of them.
    pub(crate) const ALL: [Self; 5] = [
        Self::Language,
        Self::Progress,
        Self::Source,
        Self::Supply,
        Self::Wish,
    ];

    /// Its facets.
    pub(crate) const fn facets(self) -> Facets {
        Facets(match self {
            Self::Language => u64::MAX << FIRST_LANGUAGE,
            Self::Progress => Facet::NotStarted.bit() | Facet::Started.bit() | Facet::Heard.bit(),
            Self::Source => Facet::Borrowed.bit(),
            Self::Supply => {
                Facet::Coming.bit()
                    | Facet::Cash.bit()
                    | Facet::Credit.bit()
                    | Facet::Plus.bit()
                    | Facet::Free.bit()
                    | Facet::Unknown.bit()
                    | Facet::NotForSale.bit()
                    | Facet::Owned.bit()
            }
            Self::Wish => Facet::Wish.bit(),
        })
    }
}

impl Facets {
    /// None of them.
    pub(crate) const NONE: Self = Self(0);

    /// With one more.
    #[must_use]
    pub(crate) const fn with(self, facet: Facet) -> Self {
        Self(self.0 | facet.bit())
    }

    /// With one more or one less.
    #[must_use]
    pub(crate) const fn toggled(self, facet: Facet) -> Self {
        Self(self.0 ^ facet.bit())
    }

    /// Those in both.
    #[must_use]
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those in either.
    #[must_use]
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that are not in the other.
    #[must_use]
    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether it is among them.
    pub(crate) const fn has(self, facet: Facet) -> bool {
        self.0 & facet.bit() != 0
    }

    /// Whether there are none.
    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The places of those that are set, for counting.
    pub(crate) fn places(self) -> impl Iterator<Item = usize> {
        (0..64).filter(move |place| self.0 >> place & 1 == 1)
    }

    /// The place of a facet among [`Facets::places`].
    pub(crate) const fn place(facet: Facet) -> usize {
        facet.bit().trailing_zeros() as usize
    }
}

/// How far a title of the library was heard, and whether it is borrowed.
pub(crate) fn of_item(item: &LibraryItem, title: &Title) -> Facets {
    let progress = match (item.finished, item.percent_complete) {
        (Some(true), _) => Facet::Heard,
        (_, Some(percent)) if percent > 0.0 => Facet::Started,
        _ => Facet::NotStarted,
    };
    let facets = Facets::NONE.with(progress);
    match title.holding {
        Holding::Borrowed { .. } => facets.with(Facet::Borrowed),
        _ => facets,
    }
}

/// A title of the member's own, among suggestions.
pub(crate) const OWN: Facets = Facets::NONE.with(Facet::Owned);

/// How a title can be had.
pub(crate) fn of_offer(title: &Title) -> Facets {
    let supply = match (title.release, title.advice) {
        (_, Advice::Owned) => Facet::Owned,
        (Release::Coming(_) | Release::Announced, _) => Facet::Coming,
        (_, Advice::Cash { .. } | Advice::CashOnly { .. }) => Facet::Cash,
        (_, Advice::Credit { .. }) => Facet::Credit,
        (_, Advice::Plus { .. }) => Facet::Plus,
        (_, Advice::Free { .. }) => Facet::Free,
        (_, Advice::NotForSale) => Facet::NotForSale,
        (_, Advice::Unknown | Advice::NoCreditValue { .. }) => Facet::Unknown,
    };
    let facets = Facets::NONE.with(supply);
    if title.wished {
        facets.with(Facet::Wish)
    } else {
        facets
    }
}

const FIRST_LANGUAGE: u32 = 16;

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn every_facet_has_a_place_of_its_own_in_exactly_one_family() {
        let languages = (0..41).map(Facet::Language);
        let mut seen = Facets::NONE;
        for facet in Facet::NAMED.into_iter().chain(languages) {
            assert!(!seen.has(facet), "{facet:?} shares its place");
            seen = seen.with(facet);
            let families = Family::ALL
                .into_iter()
                .filter(|family| family.facets().has(facet))
                .count();
            assert_eq!(families, 1, "{facet:?}");
        }
    }

    #[wasm_bindgen_test]
    fn more_languages_than_places_are_still_languages() {
        let last = Facets::NONE.with(Facet::Language(255));
        assert!(!last.and(Family::Language.facets()).is_empty());
        assert!(last.has(Facet::Language(40)));
    }
}
