//! [`PeopleChoices`]: who is one person and who is not, by the member's word.
//!
//! Two kinds of words. *Same* joins two people, whatever they are called. *Apart* has a contributor page,
//! or a name without page, stand for itself: no rule of ours joins it with anybody. Neither contradicts
//! the other, so that each is taken back by itself: a page that stands for itself may be joined by *same*.
//! It does not bring its name along. Whoever is named without page may be a person who bears that name
//! on a page that does not stand for itself, whatever else is theirs; the name without page that stands
//! for itself is no one else. [`crate::everybody`] and the library by person keep to this alike.

use audible::product::Person;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::everybody::Somebody;
use crate::keys::PersonKey;
use crate::names;

/// What the member says about people: stronger than what names and contributor pages suggest. People
/// are named as books credit them; a page tells namesakes apart. Whom no book names does no harm.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct PeopleChoices {
    /// Each two are one person, under two names or on two pages.
    #[serde(default)]
    pub same: Vec<(Person, Person)>,
    /// Each stands for itself, whatever its name is.
    #[serde(default)]
    pub apart: Vec<Person>,
}

impl PeopleChoices {
    /// Two are one person from now on. Said twice it is as if said once.
    pub fn join(&mut self, one: Person, other: Person) {
        let pair = (PersonKey::of(&one), PersonKey::of(&other));
        let is_said = self.same.iter().any(|(known, with)| {
            let known = (PersonKey::of(known), PersonKey::of(with));
            known == pair || (&known.0, &known.1) == (&pair.1, &pair.0)
        });
        if pair.0 != pair.1 && !is_said {
            self.same.push((one, other));
        }
    }

    /// Somebody stands for themselves from now on.
    pub fn set_apart(&mut self, who: Person) {
        let key = PersonKey::of(&who);
        if !self.apart.iter().any(|known| PersonKey::of(known) == key) {
            self.apart.push(who);
        }
    }

    /// Takes back that somebody stands for themselves.
    pub fn take_in(&mut self, who: &Person) {
        let key = PersonKey::of(who);
        self.apart.retain(|known| PersonKey::of(known) != key);
    }

    /// One of the names or pages of a person is somebody else's, and the others stay one. What the
    /// member said is taken back; what our rules say is overruled. Said twice it is as if said once.
    pub fn part(&mut self, somebody: &Somebody, place: usize) {
        let Some(identity) = somebody.identities.get(place) else {
            return;
        };
        let is_by_rule = |at: usize| at == place || somebody.are_one_by_rule(at, place);
        let tied = self.tied_in(somebody);
        let is_one_by_word = tied.iter().any(|places| {
            let mut places = places.iter();
            let first = places.next().map(|at| is_by_rule(*at));
            places.any(|at| Some(is_by_rule(*at)) != first)
        });
        let is_one_by_rule = (0..somebody.identities.len()).any(|at| at != place && is_by_rule(at));
        let is_first = is_by_rule(0);
        if !(is_one_by_word || is_one_by_rule && is_first) {
            return;
        }
        let is_this = |who: &Person| somebody.identity_of(who) == Some(place);
        let is_with_this = |who: &Person| somebody.identity_of(who).is_some_and(is_by_rule);
        let (words, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut self.same)
            .into_iter()
            .zip(&tied)
            // A word about other people of the name says nothing of this one.
            .partition(|((one, other), places)| {
                places.contains(&place)
                    && places.iter().any(|at| *at != place)
                    && is_this(one) != is_this(other)
            });
        self.same = rest.into_iter().map(|(word, _)| word).collect();
        let mut others: Vec<Person> = words
            .into_iter()
            .map(|((one, other), _)| if is_this(&one) { other } else { one })
            .collect();
        // Without the member's word those whom our rules join with it may leave along with it.
        let leaves = !is_first
            && !others.is_empty()
            && !others.iter().any(is_with_this)
            && !self
                .same
                .iter()
                .any(|(one, other)| is_with_this(one) != is_with_this(other));
        if is_one_by_rule && !leaves {
            self.set_apart(identity.who.clone());
            // Whoever was joined to the one that leaves stays with those that our rules join with it.
            let stays = (0..).zip(&somebody.identities);
            let mut stays = stays.filter(|(at, _)| *at != place && is_by_rule(*at));
            if let (false, Some((_, stays))) = (others.is_empty(), stays.next()) {
                others.push(stays.who.clone());
            }
        }
        for pair in others.windows(2) {
            self.join(pair[0].clone(), pair[1].clone());
        }
    }

    /// For each word of [`Self::same`]: which identities of this person are one by it and the words that
    /// hang together with it.
    fn tied_in(&self, somebody: &Somebody) -> Vec<Vec<usize>> {
        let groups = self.groups();
        let of = |who: &Person| {
            let key = PersonKey::of(who);
            let is_in = |group: &&Vec<&Person>| group.iter().any(|it| PersonKey::of(it) == key);
            let group = groups.iter().find(is_in).map_or(&[][..], Vec::as_slice);
            let mut places: Vec<usize> = group
                .iter()
                .filter_map(|it| somebody.identity_of(it))
                .collect();
            places.sort_unstable();
            places.dedup();
            places
        };
        self.same.iter().map(|(one, _)| of(one)).collect()
    }

    /// Who are one person, each group once.
    pub(crate) fn groups(&self) -> Vec<Vec<&Person>> {
        let mut groups: Vec<Vec<&Person>> = Vec::new();
        for (one, other) in &self.same {
            let pair = [PersonKey::of(one), PersonKey::of(other)];
            let (known, rest): (Vec<_>, Vec<_>) = groups
                .into_iter()
                .partition(|group| group.iter().any(|who| pair.contains(&PersonKey::of(who))));
            let mut group: Vec<&Person> = known.into_iter().flatten().collect();
            group.push(one);
            group.push(other);
            groups = rest;
            groups.push(group);
        }
        groups
    }
}

/// Keys of names, as [`names::key`]; one key for names that the member says are one person's.
#[derive(Debug, Default)]
pub(crate) struct NameKeys {
    first: FxHashMap<String, String>,
}

impl NameKeys {
    pub(crate) fn new<'a>(same: impl IntoIterator<Item = &'a (Person, Person)>) -> Self {
        let mut keys = Self::default();
        for (one, other) in same {
            let (first, second) = (keys.of(&one.name), keys.of(&other.name));
            for known in keys.first.values_mut().filter(|known| **known == second) {
                known.clone_from(&first);
            }
            for name in [&one.name, &other.name] {
                keys.first.insert(names::key(name), first.clone());
            }
        }
        keys
    }

    /// The key of a name.
    pub(crate) fn of(&self, name: &str) -> String {
        let key = names::key(name);
        match self.first.get(&key) {
            Some(first) => first.clone(),
            None => key,
        }
    }
}
