//! More by my authors, and discovery through my narrators (API reference, 10.4 and 10.5).

use crate::order;
use std::cmp::Reverse;
use std::ops::Range;

use audible::product::{Kind, Product};
use audible::search::{PersonQuery, Role};
use audible::{Asin, Snapshot, Timestamp};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::catalogue::{Catalogue, Claims, GenreId, NameId};
use crate::library::title_key;
use crate::names::Part;
use crate::options::Options;
use crate::people::{People, Person, PersonId, Tie, ties};
use crate::reports;
use crate::sequence::{Number, Sequence};
use crate::shelves::Shelves;
use crate::text;
use crate::title::{Release, TitleId};
use crate::works::Class;

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
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts that pages show"
)]
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
/// People with a part and pseudo people (`full cast`) are left out; a name is searched for once.
pub fn people_to_search(snapshot: &Snapshot) -> Vec<PersonQuery> {
    // Which titles are in the member's hands hardly depends on the day: loans that end are dated.
    let today = snapshot
        .read_at
        .and_then(Timestamp::date_utc)
        .unwrap_or(time::Date::MIN);
    let options = Options::new(today, snapshot.store);
    let mut catalogue = Catalogue::default();
    for index in 0..snapshot.items.len() {
        catalogue.add_item(snapshot, index, &options);
    }
    let mut queries = Vec::new();
    for role in [Role::Author, Role::Narrator] {
        let people = People::of(role, snapshot, &mut catalogue, &options.people);
        let mut asked = FxHashSet::default();
        for id in ranked(&people, snapshot, &catalogue) {
            let person = people.get(id);
            if person.names.first().is_some_and(|name| asked.insert(*name)) {
                queries.push(PersonQuery {
                    role,
                    name: person.display_name().to_owned(),
                    asin: person.asins.first().cloned(),
                });
            }
        }
    }
    queries
}

/// People with a book in the member's hands, heaviest first.
fn ranked(people: &People, snapshot: &Snapshot, catalogue: &Catalogue) -> Vec<PersonId> {
    let mut ranked: Vec<_> = people
        .ids()
        .filter(|id| {
            let person = people.get(*id);
            !person.pseudo && person.in_hands(catalogue).next().is_some()
        })
        .map(|id| {
            let person = people.get(id);
            let weight = person.weight(people.role, snapshot, catalogue);
            (Reverse(weight), text::fold(person.display_name()), id)
        })
        .collect();
    order::sort(&mut ranked);
    ranked.into_iter().map(|(_, _, id)| id).collect()
}

/// Finds what else there is by people of one role; fed person by person.
#[derive(Debug)]
pub(crate) struct Discovery {
    people: Vec<PersonId>,
    /// Searches by the name that was asked for.
    searches: FxHashMap<NameId, Vec<u32>>,
    found: Vec<Found>,
    seen: FxHashSet<TitleId>,
}

#[derive(Debug)]
struct Found {
    title: TitleId,
    /// Index into [`Discovery::people`].
    rank: usize,
    maybe_other_person: bool,
}

/// What a discovery looks at.
pub(crate) struct Scene<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) options: &'a Options,
    pub(crate) people: &'a People,
    /// For "new to the member".
    pub(crate) authors: &'a People,
    pub(crate) shelves: &'a Shelves,
    /// Titles that the series report dealt with.
    pub(crate) in_series: &'a Range<TitleId>,
}

impl Discovery {
    pub(crate) fn new(people: &People, snapshot: &Snapshot, catalogue: &mut Catalogue) -> Self {
        let mut searches: FxHashMap<NameId, Vec<u32>> = FxHashMap::default();
        for (index, search) in (0..).zip(&snapshot.searches) {
            if search.query.role == people.role {
                let (name, _) = catalogue.name(&search.query.name);
                searches.entry(name).or_default().push(index);
            }
        }
        Self {
            people: ranked(people, snapshot, catalogue),
            searches,
            found: Vec::new(),
            seen: FxHashSet::default(),
        }
    }

    pub(crate) const fn len(&self) -> usize {
        self.people.len()
    }

    /// Reads the searches of one person; returns how many products that were.
    pub(crate) fn read(
        &mut self,
        scene: &Scene<'_>,
        catalogue: &mut Catalogue,
        rank: usize,
    ) -> usize {
        let snapshot = scene.snapshot;
        let person = scene.people.get(self.people[rank]);
        let mut known: Option<FxHashSet<Tie>> = None;
        let mut read = 0;
        for index in self.searches_of(person) {
            let search = &snapshot.searches[index as usize];
            read += search.products.len();
            for product in &search.products {
                let Some(same_page) = credit(scene, catalogue, person, product) else {
                    continue;
                };
                // The newest reading of the title counts, whichever search it came from.
                let place = catalogue.place(&product.asin);
                let product = match place.offer {
                    Some(offer) => reports::product(snapshot, offer),
                    None => product,
                };
                if !is_candidate(scene, catalogue, product, place.title) {
                    continue;
                }
                let Some(title) = catalogue.intern(snapshot, &product.asin, scene.options) else {
                    continue;
                };
                if catalogue.title(title).holding.in_hands() || !self.seen.insert(title) {
                    continue;
                }
                let maybe_other_person = !same_page && {
                    let known = known.get_or_insert_with(|| known_ties(scene, catalogue, person));
                    !all_ties(snapshot, catalogue, title).any(|tie| known.contains(&tie))
                };
                self.found.push(Found {
                    title,
                    rank,
                    maybe_other_person,
                });
            }
        }
        read
    }

    /// Keeps one edition of each work that nobody claimed, and hands out a report for each person.
    pub(crate) fn finish(
        mut self,
        scene: &Scene<'_>,
        catalogue: &mut Catalogue,
        taken: &mut Claims,
    ) -> Vec<PersonReport> {
        let snapshot = scene.snapshot;
        let language = catalogue.main_language();
        order::sort_by_cached_key(&mut self.found, |found| {
            catalogue.edition_rank(snapshot, found.title, language, true)
        });
        let mut volumes = Volumes::default();
        let mut rows: Vec<Vec<Found>> = Vec::new();
        rows.resize_with(self.people.len(), Vec::new);
        for found in std::mem::take(&mut self.found) {
            let is_new_volume = volumes.insert(snapshot, catalogue, found.title);
            if is_new_volume && taken.claimed(snapshot, catalogue, found.title).is_none() {
                taken.claim(catalogue, found.title);
                rows[found.rank].push(found);
            }
        }
        let mut reports: Vec<PersonReport> = rows
            .into_iter()
            .enumerate()
            .filter(|(_, found)| !found.is_empty())
            .map(|(rank, found)| self.report(scene, catalogue, rank, &found))
            .collect();
        order::sort_by(&mut reports, |a, b| {
            (&a.sort_key, &a.name, &a.asin).cmp(&(&b.sort_key, &b.name, &b.asin))
        });
        reports
    }

    fn report(
        &self,
        scene: &Scene<'_>,
        catalogue: &mut Catalogue,
        rank: usize,
        found: &[Found],
    ) -> PersonReport {
        let snapshot = scene.snapshot;
        let person = scene.people.get(self.people[rank]);
        let genres: FxHashSet<_> = person
            .in_hands(catalogue)
            .filter_map(|id| catalogue.genre(id))
            .collect();
        let (mut rows, mut coming): (Vec<_>, Vec<_>) = found
            .iter()
            .map(|found| suggestion(scene, catalogue, &genres, found))
            .partition(|suggestion| catalogue.title(suggestion.title).release == Release::Out);
        let key = |suggestion: &Suggestion| title_key(snapshot, catalogue, suggestion.title);
        order::sort_by_cached_key(&mut rows, key);
        let date = |suggestion: &Suggestion| match catalogue.title(suggestion.title).release {
            Release::Coming(date) => date,
            Release::Out | Release::Announced => time::Date::MAX,
        };
        order::sort_by(&mut coming, |a, b| {
            (date(a), key(a)).cmp(&(date(b), key(b)))
        });
        let mut mine = person.titles.clone();
        order::sort_by_cached_key(&mut mine, |id| title_key(snapshot, catalogue, *id));
        let searches: Vec<_> = self
            .searches_of(person)
            .map(|index| &snapshot.searches[index as usize])
            .collect();
        PersonReport {
            role: scene.people.role,
            name: person.display_name().to_owned(),
            asin: person.asins.first().cloned(),
            sort_key: text::fold(person.display_name()).into(),
            rank,
            mine,
            rows,
            coming,
            searched_at: searches.iter().map(|search| search.read_at).max(),
            complete: searches.iter().all(|search| search.complete),
        }
    }

    fn searches_of(&self, person: &Person) -> impl Iterator<Item = u32> + use<> {
        let mut found: Vec<u32> = person
            .names
            .iter()
            .filter_map(|name| self.searches.get(name))
            .flatten()
            .copied()
            .collect();
        order::sort(&mut found);
        found.dedup();
        found.into_iter()
    }
}

/// Volumes of series that the member does not follow. Two titles with one number in one series, of
/// one class, language and author, are one work, whatever they are called (API reference, 10.1).
#[derive(Default)]
struct Volumes<'a> {
    seen: FxHashSet<(&'a Asin, Number, Class, Option<&'a str>, NameId)>,
}

impl<'a> Volumes<'a> {
    /// False if the volume is there already.
    fn insert(&mut self, snapshot: &'a Snapshot, catalogue: &Catalogue, id: TitleId) -> bool {
        let product = catalogue.product(snapshot, id);
        let mut is_new = true;
        for entry in &product.series {
            let number = Sequence::parse(entry.sequence.as_deref()).single();
            let (Some(series), Some(number)) = (&entry.asin, number) else {
                continue;
            };
            for author in catalogue.authors(id) {
                let (class, language) = (catalogue.title(id).class, product.language.as_deref());
                is_new &= self.seen.insert((series, number, class, language, *author));
            }
        }
        is_new
    }
}

/// Whether a product is the person's (API reference, 4.3): `Some(true)` if its contributor page says
/// so or names alone can decide, `Some(false)` if only the name agrees, `None` if it is somebody else's.
fn credit(
    scene: &Scene<'_>,
    catalogue: &mut Catalogue,
    person: &Person,
    product: &Product,
) -> Option<bool> {
    let credits = match scene.people.role {
        Role::Author => &product.authors,
        Role::Narrator => &product.narrators,
    };
    let mut by_name = None;
    for credit in credits {
        let (name, part) = catalogue.name(&credit.name);
        let other_part =
            part.is_some_and(|part| scene.people.role == Role::Author || part != Part::Reader);
        if other_part {
            continue;
        }
        let page = credit.asin.as_ref();
        if page.is_some_and(|page| person.asins.contains(page)) {
            return Some(true);
        }
        if !person.names.contains(&name) {
            continue;
        }
        match page {
            None => return Some(true),
            // A namesake whose books the member has too: theirs, not this person's.
            Some(page) if scene.people.by_page(page).is_some() => {}
            Some(_) => by_name = Some(person.asins.is_empty()),
        }
    }
    by_name
}

/// Books in a language that is asked for, with sound or not out yet, and not in a series that the
/// series report lists.
fn is_candidate(
    scene: &Scene<'_>,
    catalogue: &Catalogue,
    product: &Product,
    title: Option<TitleId>,
) -> bool {
    if product.kind != Kind::Book
        || !catalogue.language_passes(product)
        || (product.synthetic_voice && scene.people.role == Role::Narrator)
        || (product.not_listenable
            && product
                .release_date
                .is_none_or(|date| date <= scene.options.today))
    {
        return false;
    }
    if let Some(id) = title
        && (scene.in_series.contains(&id) || catalogue.title(id).holding.in_hands())
    {
        return false;
    }
    !product
        .series
        .iter()
        .any(|entry| scene.shelves.accounts_for(entry))
}

/// What speaks for a name, the main genre too (API reference, 4.3).
fn all_ties<'a>(
    snapshot: &'a Snapshot,
    catalogue: &'a Catalogue,
    id: TitleId,
) -> impl Iterator<Item = Tie> + 'a {
    ties(snapshot, catalogue, id).chain(catalogue.genre(id).map(Tie::Genre))
}

fn known_ties(scene: &Scene<'_>, catalogue: &Catalogue, person: &Person) -> FxHashSet<Tie> {
    person
        .in_hands(catalogue)
        .flat_map(|id| all_ties(scene.snapshot, catalogue, id))
        .filter(|tie| !matches!(tie, Tie::Person(name) if person.names.contains(name)))
        .collect()
}

fn suggestion(
    scene: &Scene<'_>,
    catalogue: &Catalogue,
    genres: &FxHashSet<GenreId>,
    found: &Found,
) -> Suggestion {
    let product = catalogue.product(scene.snapshot, found.title);
    let authors = catalogue.authors(found.title);
    let new_author = !authors.iter().any(|name| scene.authors.knows(*name));
    let same_genre = catalogue
        .genre(found.title)
        .is_some_and(|genre| genres.contains(&genre));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "stars are 1 to 5; `as` saturates"
    )]
    let rating = product.rating.map_or(0, |rating| {
        (rating.average * 100.0) as u32 * (rating.count.max(1).ilog2() + 1)
    });
    Suggestion {
        title: found.title,
        maybe_other_person: found.maybe_other_person,
        anthology: authors.len() > 5,
        in_series: !product.series.is_empty(),
        new_author,
        score: rating + u32::from(same_genre) * 5000 + u32::from(new_author) * 1000,
    }
}
