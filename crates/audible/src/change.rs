//! [`Change`]: what differs between two readings of one store (API reference, 10.8).

use serde::{Deserialize, Serialize};

use crate::asin::Asin;

/// One difference.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Of which title.
    pub asin: Asin,
    /// As it was called last.
    pub title: String,
    /// What happened.
    pub what: What,
}

/// What happened to a title.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// It is new in the library.
    Added,
    /// It is in the library again, or owned after a loan.
    Returned,
    /// It is no longer in the library: returned, withdrawn, or its loan has ended.
    Left,
    /// It was heard to the end.
    Finished,
    /// It came out.
    Released,
    /// A plan includes it now.
    NowInPlus,
    /// No plan includes it any more.
    NoLongerInPlus,
    /// It costs less, in minor units of its currency.
    Cheaper {
        /// Before.
        from: u64,
        /// Now.
        to: u64,
    },
    /// It costs more, in minor units of its currency.
    Dearer {
        /// Before.
        from: u64,
        /// Now.
        to: u64,
    },
}
