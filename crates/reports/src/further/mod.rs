//! Reports beyond the six: each is a pure function of [`crate::Reports`], computed when it is asked
//! for and never before.

pub mod company;
pub mod duplicates;
pub mod editions;
pub mod facets;
pub mod health;
pub mod household;
pub mod listening;
pub mod news;
pub mod planner;
pub mod plus;
pub mod prices;
pub mod unfinished;
pub mod upcoming;

use facets::Facet;

/// Which report. A page names it by its key and says in one sentence how it is computed.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum FurtherReport {
    /// Series with a book in the member's hands of which something is unheard, missing or coming; the
    /// next book is the lowest volume that is not heard, the price is that of all missing volumes.
    Unfinished,
    /// What is announced in the member's series, by their people, on their wish list, or pre-ordered.
    Upcoming,
    /// Credits go to what is dearest in cash, money to what is cheapest, month by month.
    CreditPlanner,
    /// Missing volumes and stories of the member's series that a plan of theirs includes.
    PlusInMySeries,
    /// People of whom the member has nothing, on books of people of whom they have something.
    Company,
    /// The member's books by publisher, language, genre, year of release, or length.
    By(Facet),
    /// Works that the member has more than once: as two editions, or singly and in a box set.
    Duplicates,
    /// Books of which the store says too little, or says something odd.
    Health,
    /// Hours from the store's statistics; by narrator and genre estimated from length and progress.
    Listening,
    /// Who of several accounts has what, work by work.
    Household,
}

impl FurtherReport {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Unfinished,
        Self::Upcoming,
        Self::CreditPlanner,
        Self::PlusInMySeries,
        Self::Company,
        Self::By(Facet::Genre),
        Self::By(Facet::Publisher),
        Self::By(Facet::Language),
        Self::By(Facet::Year),
        Self::By(Facet::Length),
        Self::Duplicates,
        Self::Health,
        Self::Listening,
        Self::Household,
    ];

    /// Its name in an address. Never changed: members keep addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unfinished => "unfinished",
            Self::Upcoming => "upcoming",
            Self::CreditPlanner => "planner",
            Self::PlusInMySeries => "plus",
            Self::Company => "company",
            Self::By(Facet::Genre) => "by-genre",
            Self::By(Facet::Publisher) => "by-publisher",
            Self::By(Facet::Language) => "by-language",
            Self::By(Facet::Year) => "by-year",
            Self::By(Facet::Length) => "by-length",
            Self::Duplicates => "duplicates",
            Self::Health => "health",
            Self::Listening => "listening",
            Self::Household => "household",
        }
    }

    /// The report of a key.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|report| report.key() == key)
    }
}
