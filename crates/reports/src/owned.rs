//! [`Holding`]: owned, borrowed or gone (API reference, 2.9).

use time::Date;

/// A member's relation to a title.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Holding {
    /// Not in the library.
    #[default]
    None,
    /// Bought, or owned for good.
    Owned,
    /// Pre-ordered or not yet delivered: counts as owned, cannot be played yet.
    Ordered,
    /// Playable as long as a plan includes it.
    Borrowed {
        /// The day it leaves, if one is known.
        leaves: Option<Date>,
    },
    /// Still listed, but no longer playable: it left Plus, or the membership ended.
    Unavailable,
    /// Listed, but the store did not say on which terms: shown as owned, never claimed.
    Unknown,
}

impl Holding {
    /// Owned, ordered, borrowed, or listed on unknown terms: not missing (API reference, 10.1).
    pub const fn in_hands(self) -> bool {
        !matches!(self, Self::None | Self::Unavailable)
    }
}
