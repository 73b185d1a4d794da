//! More by my authors, and discovery through my narrators (API reference, 10.4 and 10.5).

use audible::search::{PersonQuery, Role};
use audible::{Asin, Snapshot, Timestamp};

use crate::title::TitleId;

/// What there is by one person.
#[derive(Clone, Debug)]
pub struct PersonReport {
    /// Author or narrator.
    pub role: Role,
    /// As most of the member's books spell it.
    pub name: String,
    /// Contributor page, if there is one.
    pub asin: Option<Asin>,
    /// As [`crate::Title::sort_key`].
    pub sort_key: Box<str>,
    /// 0 for the one that matters most to the member, by books, hours and stars.
    pub rank: usize,
    /// The member's own titles by this person, by sort key.
    pub mine: Vec<TitleId>,
    /// Out now, in the order of the `.txt` files (by title). [`Suggestion::score`] ranks them.
    pub rows: Vec<Suggestion>,
    /// Announced, by date.
    pub coming: Vec<Suggestion>,
    /// When the search was read; `None` = not searched yet.
    pub searched_at: Option<Timestamp>,
    /// False where the store cut the results: there may be more.
    pub complete: bool,
}

/// A title that the member does not have.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The best edition of the work.
    pub title: TitleId,
    /// The name agrees, but nothing else: possibly another person (API reference, 4.3).
    pub maybe_other_person: bool,
    /// More than five authors: an anthology.
    pub anthology: bool,
    /// It belongs to a series (that the member does not follow).
    pub in_series: bool,
    /// By someone the member has nothing of yet.
    pub new_author: bool,
    /// Higher is likelier to please: same genre, rating and number of ratings, new author.
    pub score: u32,
}

/// Whom the sync should search for, most important first: all authors, then all narrators.
/// People with a role and pseudo people (`full cast`) are left out.
pub fn people_to_search(snapshot: &Snapshot) -> Vec<PersonQuery> {
    let _ = snapshot;
    Vec::new()
}
