//! The people behind the member's books: one entry a person, however the store spells them
//! (API reference, 10.1).

use crate::order;
use audible::{Asin, Snapshot};
use rustc_hash::{FxHashMap, FxHashSet};

use audible::product::Person as Credit;
use audible::search::Role;

use crate::catalogue::{Catalogue, GenreId, NameId, Spelled, id};
use crate::choices::PeopleChoices;
use crate::names::{Part, split_part};
use crate::title::TitleId;

/// A person within [`People`].
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) struct PersonId(u32);

/// An author or narrator of the member's books.
#[derive(Debug, Default)]
pub(crate) struct Person {
    /// Contributor pages; several where one person has aliases.
    pub(crate) asins: Vec<Asin>,
    /// As [`Spelled::name`].
    pub(crate) names: Vec<NameId>,
    /// Every name under which they are credited.
    borne: Vec<Spelled>,
    /// Library titles, in received order.
    pub(crate) titles: Vec<TitleId>,
    spellings: Vec<(Box<str>, usize)>,
    pub(crate) pseudo: bool,
    merged_into: Option<PersonId>,
}

/// All authors, or all narrators, of the member's books.
#[derive(Debug)]
pub(crate) struct People {
    pub(crate) role: Role,
    list: Vec<Person>,
    by_asin: FxHashMap<Asin, PersonId>,
    /// Whom [`Spelled::own`] may mean. Pages that stand for themselves are left out.
    by_name: FxHashMap<NameId, Vec<PersonId>>,
    /// Every [`Spelled::name`].
    known: FxHashSet<NameId>,
    /// Contributor pages that are one person's without the member's word.
    pub(crate) aliases: Vec<Vec<Asin>>,
    /// Those who had another part, by part and name.
    pub(crate) parts: Vec<(Part, Person)>,
    /// Books that name nobody.
    pub(crate) nobody: Vec<TitleId>,
}

/// Somebody of whom the member says who they are.
#[derive(Debug)]
struct Who {
    page: Option<Asin>,
    /// As [`Spelled::own`].
    name: NameId,
}

impl Who {
    fn of(credit: &Credit, catalogue: &mut Catalogue) -> Self {
        Self {
            page: credit.asin.clone(),
            name: catalogue.spelled(&credit.name).0.own,
        }
    }
}

/// Who stands for themselves, by the member's word.
#[derive(Debug, Default)]
struct Apart {
    pages: FxHashSet<Asin>,
    /// Of people without page.
    names: FxHashSet<NameId>,
}

impl Apart {
    fn of(choices: &PeopleChoices, catalogue: &mut Catalogue) -> Self {
        let mut apart = Self::default();
        for credit in &choices.apart {
            let Who { page, name } = Who::of(credit, catalogue);
            match page {
                Some(page) => {
                    apart.pages.insert(page);
                }
                None => {
                    apart.names.insert(name);
                }
            }
        }
        apart
    }
}

/// How much a person matters to the member: greater first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Weight {
    first: u64,
    second: u64,
    third: u64,
}

impl People {
    pub(crate) fn none(role: Role) -> Self {
        Self {
            role,
            list: Vec::new(),
            by_asin: FxHashMap::default(),
            by_name: FxHashMap::default(),
            known: FxHashSet::default(),
            aliases: Vec::new(),
            parts: Vec::new(),
            nobody: Vec::new(),
        }
    }

    pub(crate) fn of(
        role: Role,
        snapshot: &Snapshot,
        catalogue: &mut Catalogue,
        choices: &PeopleChoices,
    ) -> Self {
        let mut people = Self::none(role);
        let apart = Apart::of(choices, catalogue);
        let mut same: Vec<Vec<Who>> = Vec::new();
        for group in choices.groups() {
            let group = group.into_iter().map(|who| Who::of(who, catalogue));
            same.push(group.collect());
        }
        let mut without_page = Vec::new();
        let mut parts: FxHashMap<(Part, NameId), usize> = FxHashMap::default();
        for title in catalogue.ids() {
            let mut anybody = false;
            for credit in people.credits(snapshot, catalogue, title) {
                let (spelled, part) = catalogue.spelled(&credit.name);
                match (part, &credit.asin) {
                    // Whoever is "read by" is a narrator.
                    (Some(part), _) if !(role == Role::Narrator && part == Part::Reader) => {
                        let index = *parts.entry((part, spelled.name)).or_insert_with(|| {
                            people.parts.push((part, Person::default()));
                            people.parts.len() - 1
                        });
                        people.parts[index].1.add(title, credit);
                        continue;
                    }
                    (_, Some(page)) => {
                        let person = people.with_page(page, spelled, &apart);
                        people.list[person.0 as usize].add(title, credit);
                    }
                    (_, None) => without_page.push((title, spelled, credit)),
                }
                anybody = true;
            }
            if !anybody {
                people.nobody.push(title);
            }
        }
        people.merge_aliases(snapshot, catalogue);
        people.aliases = people
            .iter()
            .filter(|person| person.asins.len() > 1)
            .map(|person| person.asins.clone())
            .collect();
        for (title, spelled, credit) in without_page {
            let person = people.without_page(spelled, &apart);
            people.list[person.0 as usize].add(title, credit);
        }
        for group in &same {
            let found: Vec<PersonId> = group
                .iter()
                .filter_map(|who| people.find(who, &apart))
                .collect();
            if let [into, others @ ..] = &found[..] {
                for from in others {
                    people.merge(*from, *into);
                }
            }
        }
        for person in &mut people.list {
            order::sort(&mut person.titles);
            person.titles.dedup();
            person.pseudo = person.names.iter().any(|name| catalogue.is_pseudo(*name));
        }
        people
    }

    /// Everybody once.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Person> {
        self.ids().map(|id| self.get(id))
    }

    /// Everybody once.
    pub(crate) fn ids(&self) -> impl Iterator<Item = PersonId> {
        (0..)
            .map(PersonId)
            .zip(&self.list)
            .filter(|(_, person)| person.merged_into.is_none())
            .map(|(id, _)| id)
    }

    /// Whom a contributor page belongs to.
    pub(crate) fn by_page(&self, page: &Asin) -> Option<&Person> {
        self.by_asin.get(page).map(|id| self.get(*id))
    }

    /// Whether anybody bears the name; as [`Spelled::name`].
    pub(crate) fn knows(&self, name: NameId) -> bool {
        self.known.contains(&name)
    }

    pub(crate) fn get(&self, id: PersonId) -> &Person {
        &self.list[self.remaining(id).0 as usize]
    }

    /// Who a person was merged into in the end.
    fn remaining(&self, mut id: PersonId) -> PersonId {
        while let Some(into) = self.list[id.0 as usize].merged_into {
            id = into;
        }
        id
    }

    fn credits<'a>(
        &self,
        snapshot: &'a Snapshot,
        catalogue: &Catalogue,
        id: TitleId,
    ) -> &'a [Credit] {
        let product = catalogue.product(snapshot, id);
        match self.role {
            Role::Author => &product.authors,
            Role::Narrator => &product.narrators,
        }
    }

    fn with_page(&mut self, page: &Asin, spelled: Spelled, apart: &Apart) -> PersonId {
        let id = if let Some(known) = self.by_asin.get(page) {
            *known
        } else {
            let id = self.push();
            self.list[id.0 as usize].asins.push(page.clone());
            self.by_asin.insert(page.clone(), id);
            id
        };
        self.bears(id, spelled, !apart.pages.contains(page));
        id
    }

    /// Joins whoever has a page and the same name, if that is exactly one person.
    fn without_page(&mut self, spelled: Spelled, apart: &Apart) -> PersonId {
        let bearers = self.bearers(spelled.own);
        match (self.nameless(bearers), bearers) {
            (Some(id), _) => id,
            (None, [only]) if !apart.names.contains(&spelled.own) => *only,
            _ => {
                let id = self.push();
                self.bears(id, spelled, true);
                id
            }
        }
    }

    fn push(&mut self) -> PersonId {
        let next = PersonId(id(self.list.len()));
        self.list.push(Person::default());
        next
    }

    /// Notes a name of somebody, and whether it may mean them.
    fn bears(&mut self, id: PersonId, spelled: Spelled, is_meant: bool) {
        if self.list[id.0 as usize].bears(spelled) {
            self.known.insert(spelled.name);
            if is_meant {
                self.by_name.entry(spelled.own).or_default().push(id);
            }
        }
    }

    fn bearers(&self, own: NameId) -> &[PersonId] {
        self.by_name.get(&own).map_or(&[][..], Vec::as_slice)
    }

    /// Who of them has no page.
    fn nameless(&self, bearers: &[PersonId]) -> Option<PersonId> {
        let mut bearers = bearers.iter().copied();
        bearers.find(|id| self.list[id.0 as usize].asins.is_empty())
    }

    /// Two pages of one name are one person if they share a co-author, a series or a publisher.
    fn merge_aliases(&mut self, snapshot: &Snapshot, catalogue: &Catalogue) {
        let mut names: Vec<NameId> = self
            .by_name
            .iter()
            .filter(|(_, bearers)| bearers.len() > 1)
            .map(|(name, _)| *name)
            .collect();
        order::sort(&mut names);
        for name in names {
            let bearers = self.by_name[&name].clone();
            let itself = Tie::Person(catalogue.joined_name(name));
            let mut kept: Vec<(PersonId, FxHashSet<Tie>)> = Vec::new();
            for id in bearers {
                let titles = &self.list[id.0 as usize].titles;
                let ties: FxHashSet<Tie> = titles
                    .iter()
                    .flat_map(|title| ties(snapshot, catalogue, *title))
                    .filter(|tie| *tie != itself)
                    .collect();
                let alias = kept.iter_mut().find(|(_, held)| !held.is_disjoint(&ties));
                match alias {
                    Some((into, held)) => {
                        held.extend(ties);
                        let into = *into;
                        self.merge(id, into);
                    }
                    None => kept.push((id, ties)),
                }
            }
            let kept = kept.into_iter().map(|(id, _)| id).collect();
            self.by_name.insert(name, kept);
        }
    }

    /// Whom the member means: by page; where it is not known, as none of a narrator's is, who has the
    /// name and no page. By name alone: the same, or the only one of that name.
    fn find(&self, who: &Who, apart: &Apart) -> Option<PersonId> {
        let bearers = self.bearers(who.name);
        let nameless = self.nameless(bearers);
        let is_apart = apart.names.contains(&who.name);
        match &who.page {
            Some(page) => match self.by_asin.get(page) {
                Some(id) => Some(self.remaining(*id)),
                None if is_apart || apart.pages.contains(page) => None,
                None => nameless,
            },
            None => match bearers {
                [only] if !is_apart => Some(*only),
                _ => nameless,
            },
        }
    }

    fn merge(&mut self, from: PersonId, into: PersonId) {
        if from == into || self.list[from.0 as usize].merged_into.is_some() {
            return;
        }
        let from_person = std::mem::replace(
            &mut self.list[from.0 as usize],
            Person {
                merged_into: Some(into),
                ..Person::default()
            },
        );
        let person = &mut self.list[into.0 as usize];
        person.asins.extend(from_person.asins);
        person.titles.extend(from_person.titles);
        for (spelling, count) in from_person.spellings {
            person.spelled(&spelling, count);
        }
        for spelled in from_person.borne {
            // A name that only a page bears which stands for itself means nobody by being joined.
            if let Some(bearers) = self.by_name.get_mut(&spelled.own)
                && let Some(place) = bearers.iter().position(|id| *id == from)
            {
                bearers.remove(place);
                if !bearers.contains(&into) {
                    bearers.push(into);
                }
            }
            self.list[into.0 as usize].bears(spelled);
        }
    }
}

impl Person {
    /// As most of the titles spell the name, without part; of equals the first by code point, so that
    /// the order of the library does not matter.
    pub(crate) fn display_name(&self) -> &str {
        self.spellings
            .iter()
            .max_by(|(a, times), (b, often)| times.cmp(often).then(b.cmp(a)))
            .map_or("", |(spelling, _)| spelling)
    }

    /// Titles in the member's hands.
    pub(crate) fn in_hands<'a>(
        &'a self,
        catalogue: &'a Catalogue,
    ) -> impl Iterator<Item = TitleId> + 'a {
        self.titles
            .iter()
            .copied()
            .filter(|id| catalogue.title(*id).holding.in_hands())
    }

    /// Authors: number of books, then hours, then own stars. Narrators: hours and own stars together.
    pub(crate) fn weight(&self, role: Role, snapshot: &Snapshot, catalogue: &Catalogue) -> Weight {
        let (mut books, mut minutes, mut stars, mut liked) = (0, 0, 0, 0);
        for id in self.in_hands(catalogue) {
            let title = catalogue.title(id);
            let own = title
                .item
                .and_then(|index| snapshot.items[index as usize].own_stars);
            let length = u64::from(catalogue.product(snapshot, id).runtime_min.unwrap_or(0));
            books += 1;
            minutes += length;
            stars += u64::from(own.unwrap_or(0));
            liked += length * u64::from(own.unwrap_or(3));
        }
        match role {
            Role::Author => Weight {
                first: books,
                second: minutes,
                third: stars,
            },
            Role::Narrator => Weight {
                first: liked,
                second: books,
                third: stars,
            },
        }
    }

    /// Notes a name; true if it is new.
    fn bears(&mut self, spelled: Spelled) -> bool {
        if self.borne.contains(&spelled) {
            return false;
        }
        self.borne.push(spelled);
        if !self.names.contains(&spelled.name) {
            self.names.push(spelled.name);
        }
        true
    }

    fn add(&mut self, id: TitleId, credit: &Credit) {
        if self.titles.last() != Some(&id) {
            self.titles.push(id);
        }
        self.spelled(split_part(&credit.name).0, 1);
    }

    fn spelled(&mut self, name: &str, times: usize) {
        match self
            .spellings
            .iter_mut()
            .find(|(known, _)| **known == *name)
        {
            Some((_, count)) => *count += times,
            None => self.spellings.push((name.into(), times)),
        }
    }
}

/// Something that two books of one person are likely to share.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) enum Tie {
    Person(NameId),
    Publisher(Box<str>),
    Series(Asin),
    /// Too weak to make two pages one person, enough not to doubt a name.
    Genre(GenreId),
}

/// What may tie a title to others.
pub(crate) fn ties<'a>(
    snapshot: &'a Snapshot,
    catalogue: &'a Catalogue,
    id: TitleId,
) -> impl Iterator<Item = Tie> + 'a {
    let product = catalogue.product(snapshot, id);
    let series = product.series.iter().filter_map(|s| s.asin.clone());
    let publisher = product.publisher.as_deref();
    catalogue
        .authors(id)
        .iter()
        .map(|name| Tie::Person(*name))
        .chain(series.map(Tie::Series))
        .chain(publisher.map(|name| Tie::Publisher(name.to_lowercase().into())))
}
