//! How far a book was heard (API reference, 10.7).

use audible::LibraryItem;

/// How far a book was heard.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Listened {
    /// To the end.
    Finished,
    /// Begun.
    Started,
    /// Not begun.
    Untouched,
    /// The store does not say.
    Unknown,
}

/// The flag wins where it disagrees with the percentage (A72).
pub fn listened(item: &LibraryItem) -> Listened {
    match (item.finished, item.percent_complete) {
        (Some(true), _) => Listened::Finished,
        (_, Some(percent)) if percent > 0.0 => Listened::Started,
        (None, None) => Listened::Unknown,
        _ => Listened::Untouched,
    }
}

/// Minutes not yet heard, by the percentage; 0 for a book without length.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "minutes of one book; `as` saturates"
)]
pub fn minutes_left(item: &LibraryItem) -> u64 {
    let length = u64::from(item.product.runtime_min.unwrap_or(0));
    if listened(item) == Listened::Finished {
        return 0;
    }
    let heard = f64::from(item.percent_complete.unwrap_or(0.0).clamp(0.0, 100.0)) / 100.0;
    (length as f64 * (1.0 - heard)).round() as u64
}
