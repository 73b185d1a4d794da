//! The numbers of the overview (API reference, 10.7).

use time::Date;

use crate::title::TitleId;

/// Counts over the member's books; podcasts and episodes are left out.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Owned for good, or listed on unknown terms.
    pub owned: usize,
    /// Pre-ordered.
    pub ordered: usize,
    /// Borrowed from Plus.
    pub borrowed: usize,
    /// Listed, but no longer playable.
    pub unavailable: usize,
    /// Minutes of all books in the member's hands.
    pub minutes: u64,
    /// The same without box sets whose volumes the member has singly too.
    pub minutes_once: u64,
    /// Minutes not yet heard, by the percentage of each title.
    pub minutes_left: u64,
    /// Books without a length.
    pub without_length: usize,
    /// Heard to the end.
    pub finished: usize,
    /// Begun and not finished.
    pub started: usize,
    /// Not begun.
    pub untouched: usize,
    /// The store did not say.
    pub progress_unknown: usize,
    /// Different authors, without roles and pseudo people.
    pub authors: usize,
    /// Different narrators, without pseudo people.
    pub narrators: usize,
    /// Series with a book in the member's hands.
    pub series_begun: usize,
    /// Series of which nothing is missing.
    pub series_complete: usize,
    /// The longest book in the member's hands.
    pub longest: Option<TitleId>,
    /// Mean of the member's own stars, and how many were given.
    pub own_stars: Option<(f32, usize)>,
    /// Books added, by year of the member's calendar, ascending.
    pub by_year: Vec<(i32, usize)>,
    /// Most books first, then most minutes.
    pub top_authors: Vec<Top>,
    /// Most books first, then most minutes.
    pub top_narrators: Vec<Top>,
    /// Most books first; a book counts once, in its main genre. `None` = no genre given.
    pub genres: Vec<(Option<String>, Heard)>,
    /// Most books first. `None` = not given.
    pub languages: Vec<(Option<String>, usize)>,
    /// Most books first. `None` = not given.
    pub publishers: Vec<(Option<String>, usize)>,
    /// First year of each decade of release, ascending. `None` = not given, last.
    pub decades: Vec<(Option<i32>, usize)>,
    /// Unabridged, abridged, original recording, not given.
    pub formats: [usize; 4],
    /// Borrowed titles with a day on which they leave, soonest first.
    pub leaving: Vec<(TitleId, Date)>,
    /// The whole wish list, in received order.
    pub wishes: Vec<TitleId>,
    /// Worth doing next, best first, one of each kind at most.
    pub next: Vec<Next>,
}

/// A person and how much of them the member has.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Top {
    /// Display name.
    pub name: String,
    /// Books in the member's hands.
    pub books: usize,
    /// Minutes of them.
    pub minutes: u64,
}

/// Books by how far they were heard. Those of which the store does not say count as not started.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Heard {
    /// To the end.
    pub finished: usize,
    /// Begun.
    pub started: usize,
    /// Not begun.
    pub untouched: usize,
}

impl Heard {
    /// All of them.
    pub const fn total(self) -> usize {
        self.finished + self.started + self.untouched
    }
}

/// Something worth doing.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Next {
    /// Hear it before it leaves Plus.
    HearBeforeItLeaves {
        /// A borrowed title, or a missing volume that is in Plus.
        title: TitleId,
        /// The day it leaves.
        leaves: Date,
    },
    /// Fill a gap in a series, at the lowest price.
    CloseGap {
        /// Index into [`crate::Missing::series`].
        series: usize,
        /// The missing volume.
        title: TitleId,
    },
    /// Go on where one stopped.
    Finish {
        /// A started book.
        title: TitleId,
        /// 0 to 100.
        percent: u8,
        /// Minutes to go, if the length is known.
        minutes_left: Option<u64>,
    },
    /// Nothing to do until then.
    WaitFor {
        /// Index into [`crate::Missing::series`].
        series: usize,
        /// The coming volume.
        title: TitleId,
        /// When.
        on: Date,
    },
}
