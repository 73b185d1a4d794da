//! [`Names`]: all spellings of a name, and all names of a person, are one.

use rustc_hash::FxHashMap;

use super::id;
use crate::names::{self, Part};

/// One spelling-independent name.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) struct NameId(u32);

/// A name on a cover.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Spelled {
    /// The same for all spellings of a name.
    pub(crate) own: NameId,
    /// The same for names that are one person's by the member's word, too.
    pub(crate) name: NameId,
}

/// Names, interned by [`names::key`].
#[derive(Debug, Default)]
pub(super) struct Names {
    raw: FxHashMap<Box<str>, (NameId, Option<Part>)>,
    keys: FxHashMap<Box<str>, NameId>,
    /// By name.
    pseudo: Vec<bool>,
    /// By name: the first of those that are one person's by the member's word.
    joined: Vec<NameId>,
}

impl Names {
    /// Has two names, and all that are one with either, count as one.
    pub(super) fn join(&mut self, one: &str, other: &str) {
        let (one, other) = (self.intern(one).0.name, self.intern(other).0.name);
        for known in self.joined.iter_mut().filter(|known| **known == other) {
            *known = one;
        }
    }

    pub(super) fn intern(&mut self, name: &str) -> (Spelled, Option<Part>) {
        if let Some((own, part)) = self.raw.get(name) {
            return (self.spelled(*own), *part);
        }
        let (person, part) = names::split_part(name);
        let key = names::key_of(person);
        let pseudo = names::is_nobody_of(person, &key);
        let next = NameId(id(self.pseudo.len()));
        let own = *self.keys.entry(key.into()).or_insert(next);
        if own == next {
            self.pseudo.push(pseudo);
            self.joined.push(own);
        }
        self.raw.insert(name.into(), (own, part));
        (self.spelled(own), part)
    }

    /// The first of the names that are one person's with this one by the member's word.
    pub(super) fn joined(&self, own: NameId) -> NameId {
        self.joined[own.0 as usize]
    }

    /// Whether a name is nobody in particular.
    pub(super) fn is_pseudo(&self, name: NameId) -> bool {
        self.pseudo[name.0 as usize]
    }

    fn spelled(&self, own: NameId) -> Spelled {
        Spelled {
            own,
            name: self.joined(own),
        }
    }
}
