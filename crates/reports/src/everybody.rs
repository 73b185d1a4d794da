//! [`Everybody`]: all people on the covers that the reports know, the member's and others.
//!
//! One entry a person, whatever they did: who wrote and who reads under one name is one person, unless
//! two contributor pages bear it. Pages of one person, and what the member says, are as in the reports.

use std::cmp::Reverse;

use audible::Asin;
use audible::product::Person;
use rustc_hash::FxHashMap;

use crate::choices::PeopleChoices;
use crate::keys::PersonKey;
use crate::names::{self, Part, split_part};
use crate::order;
use crate::reports::Reports;
use crate::title::TitleId;

/// A person and every title with their name on it.
#[derive(Clone, Debug)]
pub struct Somebody {
    /// Under which they are found.
    pub key: PersonKey,
    /// As most of the titles spell it.
    pub name: String,
    /// Titles that they wrote.
    pub wrote: Vec<TitleId>,
    /// Titles that they read.
    pub read: Vec<TitleId>,
    /// Titles that they translated, edited, illustrated …
    pub other: Vec<(Part, TitleId)>,
    /// `full cast`, a company …
    pub is_nobody: bool,
    /// Under what they are known, if that is more than one name or page: most titles first.
    pub identities: Vec<Identity>,
    /// They stand for themselves by the member's word, under all that they are known.
    pub is_apart: bool,
    pages: Vec<Asin>,
    spellings: Vec<(Box<str>, usize)>,
    /// [`names::key`]s of names that only pages of theirs bear that stand for themselves.
    apart_names: Vec<Box<str>>,
}

/// A contributor page, or a name without page, that is one person's along with others.
#[derive(Clone, Debug)]
pub struct Identity {
    /// As most of the titles credit it, without part.
    pub who: Person,
    /// Titles with it on their cover.
    pub titles: Vec<TitleId>,
    /// The same for those whom our rules take for one.
    group: usize,
}

/// Everybody, found by page or name.
#[derive(Clone, Debug, Default)]
pub struct Everybody {
    list: Vec<Somebody>,
    pages: FxHashMap<Asin, usize>,
    names: FxHashMap<Box<str>, Vec<usize>>,
}

/// Takes in titles one after the other.
#[derive(Debug, Default)]
pub(crate) struct Gathering {
    everybody: Everybody,
    /// Whose name it is, by the name as it is spelled; for those without page.
    spelled: FxHashMap<Box<str>, (usize, Option<Part>)>,
}

#[derive(Clone, Copy)]
enum Role {
    Author,
    Narrator,
}

impl Everybody {
    /// All at once.
    pub fn of(reports: &Reports) -> Self {
        let mut gathering = Gathering::default();
        for (id, _) in reports.titles() {
            gathering.add(reports, id);
        }
        gathering.finish(reports)
    }

    /// Everybody once, without order.
    pub fn iter(&self) -> impl Iterator<Item = &Somebody> {
        self.list.iter()
    }

    /// Who is found under a key. Of several who share a name the one who has it without page; else one
    /// whom it may mean; else the one with most titles.
    pub fn find(&self, key: &PersonKey) -> Option<&Somebody> {
        let index = match key {
            PersonKey::Page(page) => *self.pages.get(page)?,
            PersonKey::Name(name) => {
                let bearers = self.names.get(name.as_str())?;
                let rank = |index: &&usize| {
                    let somebody = &self.list[**index];
                    let has_no_page = somebody.has_without_page(name);
                    (has_no_page, !somebody.is_apart_as(name), somebody.titles())
                };
                *bearers.iter().max_by_key(rank)?
            }
        };
        self.list.get(index)
    }

    /// Others with the same name.
    pub fn namesakes(&self, somebody: &Somebody) -> impl Iterator<Item = &Somebody> {
        let bearers = self.names.get(names::key(&somebody.name).as_str());
        let all = bearers
            .into_iter()
            .flatten()
            .map(|index| &self.list[*index]);
        all.filter(|other| other.key != somebody.key)
    }

    pub(crate) fn list(&self) -> &[Somebody] {
        &self.list
    }

    /// Joins one with another by our rules.
    fn alias(&mut self, from: usize, into: usize) {
        self.merge(from, into);
        for identity in &mut self.list[into].identities {
            identity.group = into;
        }
    }

    /// Joins one with another; what was found under either is found under the one.
    fn merge(&mut self, from: usize, into: usize) {
        // Nobody is left of who was merged before.
        if from == into || self.list[from].spellings.is_empty() {
            return;
        }
        let mut other = std::mem::replace(&mut self.list[from], Somebody::new());
        other.identify(from);
        for page in &other.pages {
            self.pages.insert(page.clone(), into);
        }
        for (spelling, _) in &other.spellings {
            let bearers = self.names.entry(names::key(spelling).into()).or_default();
            bearers.retain(|index| *index != from);
            if !bearers.contains(&into) {
                bearers.push(into);
            }
        }
        // A name may mean both if it may mean one of them.
        let both = [&other, &self.list[into]];
        let mut apart_names: Vec<Box<str>> = both
            .iter()
            .flat_map(|one| &one.apart_names)
            .cloned()
            .collect();
        apart_names.retain(|name| !both.iter().any(|one| one.may_be(name)));
        let somebody = &mut self.list[into];
        somebody.apart_names = apart_names;
        somebody.is_apart &= other.is_apart;
        somebody.identify(into);
        somebody.identities.append(&mut other.identities);
        somebody.wrote.extend(other.wrote);
        somebody.read.extend(other.read);
        somebody.other.extend(other.other);
        somebody.pages.extend(other.pages);
        for (spelling, times) in other.spellings {
            somebody.spelled(&spelling, times);
        }
    }
}

impl Gathering {
    /// Takes in the people of one title.
    pub(crate) fn add(&mut self, reports: &Reports, id: TitleId) {
        let product = reports.product(id);
        for author in &product.authors {
            self.credit(author, Role::Author, id);
        }
        for narrator in &product.narrators {
            self.credit(narrator, Role::Narrator, id);
        }
    }

    fn credit(&mut self, credit: &Person, role: Role, id: TitleId) {
        let (index, part) = match &credit.asin {
            Some(page) => self.with_page(page, &credit.name),
            None => self.without_page(&credit.name),
        };
        let somebody = &mut self.everybody.list[index];
        match (part, role) {
            (None, Role::Author) => push(&mut somebody.wrote, id),
            (None | Some(Part::Reader), Role::Narrator) => push(&mut somebody.read, id),
            (Some(part), _) => push(&mut somebody.other, (part, id)),
        }
    }

    fn with_page(&mut self, page: &Asin, credited: &str) -> (usize, Option<Part>) {
        let (name, part) = split_part(credited);
        let everybody = &mut self.everybody;
        let index = if let Some(known) = everybody.pages.get(page) {
            *known
        } else {
            let index = everybody.push();
            everybody.pages.insert(page.clone(), index);
            everybody.list[index].pages.push(page.clone());
            index
        };
        if everybody.list[index].spelled(name, 1) {
            everybody.bears(index, name);
        }
        (index, part)
    }

    fn without_page(&mut self, credited: &str) -> (usize, Option<Part>) {
        let (name, part) = split_part(credited);
        let everybody = &mut self.everybody;
        if let Some((index, part)) = self.spelled.get(credited) {
            everybody.list[*index].spelled(name, 1);
            return (*index, *part);
        }
        let bearers = everybody.names.get(names::key(name).as_str());
        let nameless = |index: &&usize| everybody.list[**index].pages.is_empty();
        let known = bearers.and_then(|bearers| bearers.iter().find(nameless).copied());
        let index = known.unwrap_or_else(|| {
            let index = everybody.push();
            everybody.bears(index, name);
            index
        });
        everybody.list[index].spelled(name, 1);
        self.spelled.insert(credited.into(), (index, part));
        (index, part)
    }

    /// Says who is one person, and gives everybody a name and a key.
    pub(crate) fn finish(self, reports: &Reports) -> Everybody {
        let mut everybody = self.everybody;
        let choices = &reports.options.people;
        everybody.set_apart(choices);
        for pages in &reports.aliases {
            let mut known = pages.iter().filter_map(|page| everybody.pages.get(page));
            let Some(into) = known.next().copied() else {
                continue;
            };
            let others: Vec<usize> = known.copied().collect();
            for from in others {
                everybody.alias(from, into);
            }
        }
        let shared: Vec<(usize, usize)> = everybody
            .names
            .iter()
            .filter_map(|(name, bearers)| everybody.shared(name, bearers))
            .collect();
        for (from, into) in shared {
            everybody.alias(from, into);
        }
        for group in choices.groups() {
            let found: Vec<usize> = group
                .into_iter()
                .filter_map(|who| everybody.meant(who, choices))
                .collect();
            if let [into, others @ ..] = &found[..] {
                for from in others {
                    everybody.merge(*from, *into);
                }
            }
        }
        everybody.settle();
        everybody
    }
}

impl Everybody {
    fn push(&mut self) -> usize {
        self.list.push(Somebody::new());
        self.list.len() - 1
    }

    fn bears(&mut self, index: usize, name: &str) {
        let bearers = self.names.entry(names::key(name).into()).or_default();
        if !bearers.contains(&index) {
            bearers.push(index);
        }
    }

    /// Notes who stands for themselves.
    fn set_apart(&mut self, choices: &PeopleChoices) {
        for who in &choices.apart {
            let index = match &who.asin {
                Some(page) => self.pages.get(page).copied(),
                None => self.nameless(&who.name),
            };
            let Some(index) = index else { continue };
            let somebody = &mut self.list[index];
            somebody.is_apart = true;
            if who.asin.is_some() {
                let keys = somebody
                    .spellings()
                    .map(|name| names::key(name).into_boxed_str());
                somebody.apart_names = keys.collect();
            }
        }
    }

    /// Who has the name and no page.
    fn nameless(&self, name: &str) -> Option<usize> {
        let bearers = self.names.get(names::key(name).as_str())?;
        let mut bearers = bearers.iter().copied();
        bearers.find(|index| self.list[*index].pages.is_empty())
    }

    /// Who bears a name and may be meant by it.
    fn may_be(&self, key: &str) -> Vec<usize> {
        let bearers = self.names.get(key).into_iter().flatten().copied();
        bearers
            .filter(|index| !self.list[*index].is_apart_as(key))
            .collect()
    }

    /// Of two who bear a name, one without page and one with: who is joined with whom.
    fn shared(&self, name: &str, bearers: &[usize]) -> Option<(usize, usize)> {
        if bearers.len() < 2 {
            return None;
        }
        let [one, other] = self.may_be(name)[..] else {
            return None;
        };
        let nameless = |index: usize| self.list[index].pages.is_empty();
        let (from, into) = match (nameless(one), nameless(other)) {
            (true, false) => (one, other),
            (false, true) => (other, one),
            _ => return None,
        };
        (!self.list[from].is_apart).then_some((from, into))
    }

    /// Whom the member means: by page; where it is not known, who has the name and no page. By name
    /// alone: the same, or the only one of that name.
    fn meant(&self, who: &Person, choices: &PeopleChoices) -> Option<usize> {
        let key = names::key(&who.name);
        let is_apart = choices
            .apart
            .iter()
            .any(|apart| match (&apart.asin, &who.asin) {
                (None, _) => names::key(&apart.name) == key,
                (Some(one), Some(other)) => one == other,
                (Some(_), None) => false,
            });
        match &who.asin {
            Some(page) => match self.pages.get(page) {
                Some(index) => Some(*index),
                None if is_apart => None,
                None => self.nameless(&who.name),
            },
            None => match self.may_be(&key)[..] {
                [only] if !is_apart => Some(only),
                _ => self.nameless(&who.name),
            },
        }
    }

    /// Drops who was merged into others, and names the rest.
    fn settle(&mut self) {
        let mut places = Vec::with_capacity(self.list.len());
        let mut next = 0;
        for somebody in &self.list {
            places.push(next);
            next += usize::from(!somebody.spellings.is_empty());
        }
        for index in self.pages.values_mut() {
            *index = places[*index];
        }
        for index in self.names.values_mut().flatten() {
            *index = places[*index];
        }
        self.list.retain(|somebody| !somebody.spellings.is_empty());
        for somebody in &mut self.list {
            somebody.name = somebody.usual_spelling().to_owned();
            order::sort(&mut somebody.pages);
            somebody.key = match somebody.pages.first() {
                Some(page) => PersonKey::Page(page.clone()),
                None => PersonKey::named(&somebody.name),
            };
            somebody.is_nobody = names::is_nobody(&somebody.name);
            order::sort_by_cached_key(&mut somebody.identities, |identity| {
                let Person { asin, name } = identity.who.clone();
                (Reverse(identity.titles.len()), name, asin)
            });
            for titles in [&mut somebody.wrote, &mut somebody.read] {
                order::sort(titles);
                titles.dedup();
            }
        }
    }
}

impl Somebody {
    fn new() -> Self {
        Self {
            key: PersonKey::Name(String::new()),
            name: String::new(),
            wrote: Vec::new(),
            read: Vec::new(),
            other: Vec::new(),
            is_nobody: false,
            identities: Vec::new(),
            is_apart: false,
            pages: Vec::new(),
            spellings: Vec::new(),
            apart_names: Vec::new(),
        }
    }

    /// How many credits they have.
    pub const fn titles(&self) -> usize {
        self.wrote.len() + self.read.len() + self.other.len()
    }

    /// Their titles in any part, each once, without order.
    pub fn all(&self) -> Vec<TitleId> {
        let other = self.other.iter().map(|(_, id)| id);
        let mut all: Vec<TitleId> = self
            .wrote
            .iter()
            .chain(&self.read)
            .chain(other)
            .copied()
            .collect();
        order::sort(&mut all);
        all.dedup();
        all
    }

    /// As a choice of the member names them.
    pub fn credit(&self) -> Person {
        match self.identities.first() {
            Some(identity) => identity.who.clone(),
            None => Person {
                asin: self.pages.first().cloned(),
                name: self.name.clone(),
            },
        }
    }

    /// Which of [`Self::identities`] is meant: the one of that page or name; where that is no longer
    /// known, the first of that name.
    pub fn identity_of(&self, who: &Person) -> Option<usize> {
        let key = PersonKey::of(who);
        let mut all = self.identities.iter();
        let found = all.position(|identity| PersonKey::of(&identity.who) == key);
        found.or_else(|| {
            let name = names::key(&who.name);
            let mut all = self.identities.iter();
            all.position(|identity| {
                let is_other_page = identity.who.asin.is_some() && who.asin.is_some();
                !is_other_page && names::key(&identity.who.name) == name
            })
        })
    }

    /// Whether our rules take two of [`Self::identities`] for one; else it is the member who does.
    pub fn are_one_by_rule(&self, one: usize, other: usize) -> bool {
        let group = |place: usize| self.identities.get(place).map(|identity| identity.group);
        group(one) == group(other)
    }

    /// Every name that they are credited with.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = &str> {
        self.spellings.iter().map(|(spelling, _)| &**spelling)
    }

    /// Whether they bear a name, by its [`names::key`], only on pages that stand for themselves.
    fn is_apart_as(&self, key: &str) -> bool {
        self.apart_names.iter().any(|name| **name == *key)
    }

    /// Whether they bear a name, by its [`names::key`], and may be meant by it.
    fn may_be(&self, key: &str) -> bool {
        !self.is_apart_as(key) && self.spellings().any(|name| names::key(name) == key)
    }

    /// Whether somebody without page and with this [`names::key`] is this person.
    fn has_without_page(&self, key: &str) -> bool {
        let mut all = self.identities.iter();
        self.pages.is_empty()
            || all.any(|identity| {
                identity.who.asin.is_none() && names::key(&identity.who.name) == key
            })
    }

    /// As most of the titles spell the name; of equals the first by code point.
    fn usual_spelling(&self) -> &str {
        self.spellings
            .iter()
            .max_by(|(a, times), (b, often)| times.cmp(often).then(b.cmp(a)))
            .map_or("", |(spelling, _)| spelling)
    }

    /// Notes under what they are known, before they are joined with others.
    fn identify(&mut self, group: usize) {
        if self.identities.is_empty() {
            let who = Person {
                asin: self.pages.first().cloned(),
                name: self.usual_spelling().to_owned(),
            };
            let titles = self.all();
            self.identities.push(Identity { who, titles, group });
        }
    }

    /// Counts a spelling; true if it is new.
    fn spelled(&mut self, name: &str, times: usize) -> bool {
        let known = self.spellings.iter_mut();
        if let Some((_, count)) = known.into_iter().find(|(known, _)| **known == *name) {
            *count += times;
            return false;
        }
        self.spellings.push((name.into(), times));
        true
    }
}

fn push<T: PartialEq>(list: &mut Vec<T>, thing: T) {
    if list.last() != Some(&thing) {
        list.push(thing);
    }
}
