//! [`Works`]: which titles are editions of one work, and how the member has it (API reference, 10.1).
//!
//! Two titles are one work when
//!
//! - they agree in main title and an author, and no number tells them apart; or
//! - they bear one number in one series, and agree in an author or in the main title.
//!
//! Cut, dramatised, re-recorded, regional and translated editions are all of one work. A box set is
//! no work: it holds those of its numbers.

mod grouping;

use audible::Product;
use audible::product::Format;
use rustc_hash::FxHashMap;

pub use self::grouping::Grouping;
use crate::choices::NameKeys;
use crate::order;
use crate::reports::Reports;
use crate::title::TitleId;
use crate::works::Class;

/// A work, as its editions.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// In the member's hands first, then read before played, uncut before cut, by ASIN.
    /// Empty for a work that is known from a box set only.
    pub editions: Vec<TitleId>,
    /// Box sets that hold it, by ASIN.
    pub boxes: Vec<TitleId>,
}

/// All works of one [`Reports`].
#[derive(Clone, Debug, Default)]
pub struct Works {
    list: Vec<Work>,
    of: FxHashMap<TitleId, usize>,
}

/// How the member has a work.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Have {
    /// This very edition.
    Itself,
    /// Another edition.
    Edition {
        /// Which.
        title: TitleId,
        /// What is different about it; empty if only the listing is another, as in another region.
        differences: Vec<Difference>,
    },
    /// As part of a box set.
    PartOf(TitleId),
    /// For a box set: all of its numbers, singly or in other box sets.
    AllParts,
    /// Not at all.
    Nothing,
}

/// What is different about an edition, compared with another.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Difference {
    /// Played by a cast.
    Dramatised,
    /// Read, not played.
    Read,
    /// Cut.
    Abridged,
    /// Uncut.
    Unabridged,
    /// In this language (`german`).
    Language(String),
    /// Read by others.
    Narration,
}

impl Works {
    /// Groups every title that the reports know.
    pub fn of(reports: &Reports) -> Self {
        Self::among(reports, reports.titles().map(|(id, _)| id).collect())
    }

    /// Groups these titles.
    pub fn among(reports: &Reports, titles: Vec<TitleId>) -> Self {
        Grouping::new(reports, titles).finish()
    }

    /// Every work once.
    pub fn iter(&self) -> impl Iterator<Item = &Work> {
        self.list.iter()
    }

    /// The work of a title; `None` for box sets.
    pub fn work_of(&self, id: TitleId) -> Option<&Work> {
        self.of.get(&id).map(|index| &self.list[*index])
    }

    /// How many works are in the member's hands, singly or in a box set.
    pub fn owned(&self, reports: &Reports) -> usize {
        self.list
            .iter()
            .filter(|work| work.in_hands(reports))
            .count()
    }

    /// How the member has the work of a title.
    pub fn have(&self, reports: &Reports, id: TitleId) -> Have {
        let mine = |id: &&TitleId| reports.title(**id).holding.in_hands();
        if mine(&&id) {
            return Have::Itself;
        }
        let Some(work) = self.work_of(id) else {
            let mut parts = self
                .list
                .iter()
                .filter(|work| work.boxes.contains(&id))
                .peekable();
            let all = parts.peek().is_some() && parts.all(|work| work.in_hands(reports));
            return if all { Have::AllParts } else { Have::Nothing };
        };
        if let Some(title) = work.editions.iter().find(mine) {
            return Have::Edition {
                title: *title,
                differences: differences(reports, id, *title),
            };
        }
        work.boxes
            .iter()
            .find(mine)
            .map_or(Have::Nothing, |title| Have::PartOf(*title))
    }
}

impl Work {
    /// Whether an edition or a box set that holds it is in the member's hands.
    pub fn in_hands(&self, reports: &Reports) -> bool {
        self.mine(reports).next().is_some()
    }

    /// What the member has of it: editions, then box sets.
    pub fn mine<'a>(&'a self, reports: &'a Reports) -> impl Iterator<Item = TitleId> + 'a {
        let all = self.editions.iter().chain(&self.boxes).copied();
        all.filter(|id| reports.title(*id).holding.in_hands())
    }
}

/// What is different about `other`, compared with `one`.
pub fn differences(reports: &Reports, one: TitleId, other: TitleId) -> Vec<Difference> {
    let classes = (reports.title(one).class, reports.title(other).class);
    let (one, other) = (reports.product(one), reports.product(other));
    let mut found = Vec::new();
    match classes {
        (Class::Novel, Class::Drama) => found.push(Difference::Dramatised),
        (Class::Drama, Class::Novel) => found.push(Difference::Read),
        _ => {}
    }
    let cut = |product: &Product| product.format == Some(Format::Abridged);
    match (cut(one), cut(other)) {
        (false, true) => found.push(Difference::Abridged),
        (true, false) => found.push(Difference::Unabridged),
        _ => {}
    }
    if let (Some(one), Some(other)) = (&one.language, &other.language)
        && one != other
    {
        found.push(Difference::Language(other.clone()));
    }
    let names = NameKeys::new(&reports.options.people.same);
    let read_by = |product: &Product| {
        let mut keys: Vec<String> = product
            .narrators
            .iter()
            .map(|p| names.of(&p.name))
            .collect();
        order::sort(&mut keys);
        keys
    };
    let (one, other) = (read_by(one), read_by(other));
    if !one.is_empty() && !other.is_empty() && one != other {
        found.push(Difference::Narration);
    }
    found
}
