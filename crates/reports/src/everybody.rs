//! [`Everybody`]: all people on the covers that the reports know, the member's and others.
//!
//! One entry a person, whatever they did: who wrote and who reads under one name is one person, unless
//! two contributor pages bear it. Pages of one person, and what the member says, are as in the reports.

use audible::Asin;
use audible::product::Person;
use rustc_hash::FxHashMap;

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
    pages: Vec<Asin>,
    spellings: Vec<(Box<str>, usize)>,
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

    /// Who is found under a key. Of several who share a name the one without page, else the one with
    /// most titles.
    pub fn find(&self, key: &PersonKey) -> Option<&Somebody> {
        let index = match key {
            PersonKey::Page(page) => *self.pages.get(page)?,
            PersonKey::Name(name) => {
                let bearers = self.names.get(name.as_str())?;
                let rank = |index: &&usize| {
                    let somebody = &self.list[**index];
                    (somebody.pages.is_empty(), somebody.titles())
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

    /// Joins one with another; what was found under either is found under the one.
    fn merge(&mut self, from: usize, into: usize) {
        if from == into {
            return;
        }
        let other = std::mem::replace(&mut self.list[from], Somebody::new());
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
        let somebody = &mut self.list[into];
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
        for pages in &reports.aliases {
            let mut known = pages.iter().filter_map(|page| everybody.pages.get(page));
            let Some(into) = known.next().copied() else {
                continue;
            };
            let others: Vec<usize> = known.copied().collect();
            for from in others {
                everybody.merge(from, into);
            }
        }
        let shared: Vec<(String, usize, usize)> = everybody
            .names
            .iter()
            .filter_map(|(name, bearers)| match bearers[..] {
                [one, other] => {
                    let nameless = |index: usize| everybody.list[index].pages.is_empty();
                    match (nameless(one), nameless(other)) {
                        (true, false) => Some((name.to_string(), one, other)),
                        (false, true) => Some((name.to_string(), other, one)),
                        _ => None,
                    }
                }
                _ => None,
            })
            .collect();
        for (name, from, into) in shared {
            let is_this = |who: &Person| who.asin.is_none() && names::key(&who.name) == name;
            let is_that = |who: &Person| {
                let pages = &everybody.list[into].pages;
                who.asin.as_ref().is_some_and(|page| pages.contains(page))
            };
            let apart = choices.apart.iter().any(|(one, other)| {
                (is_this(one) && is_that(other)) || (is_this(other) && is_that(one))
            });
            if !apart {
                everybody.merge(from, into);
            }
        }
        for (one, other) in &choices.same {
            let place = |who: &Person| {
                let found = everybody.find(&PersonKey::of(who))?;
                let same = |somebody: &Somebody| std::ptr::eq(somebody, found);
                everybody.list.iter().position(same)
            };
            if let (Some(into), Some(from)) = (place(one), place(other)) {
                everybody.merge(from, into);
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
            let spelling = somebody
                .spellings
                .iter()
                .max_by(|(a, times), (b, often)| times.cmp(often).then(b.cmp(a)));
            somebody.name = spelling
                .map(|(name, _)| name.to_string())
                .unwrap_or_default();
            order::sort(&mut somebody.pages);
            somebody.key = match somebody.pages.first() {
                Some(page) => PersonKey::Page(page.clone()),
                None => PersonKey::named(&somebody.name),
            };
            somebody.is_nobody = names::is_nobody(&somebody.name);
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
            pages: Vec::new(),
            spellings: Vec::new(),
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
