//! [`Catalogue`]: every title that a report mentions, each ASIN once, with keys computed once.

mod claims;
mod spellings;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::OnceLock;

use audible::product::{Format, Kind, Person};
use audible::{Asin, Product, Snapshot};
use rustc_hash::{FxHashMap, FxHashSet};
use time::Date;

use crate::advice::Advice;
use crate::choices::PeopleChoices;
use crate::names::{Part, case_fold};
use crate::options::{Languages, Options};
use crate::owned::Holding;
use crate::reports::product;
use crate::sequence::Number;
use crate::text;
use crate::title::{Release, Source, Title, TitleId};
use crate::works::{self, Class};

pub(crate) use claims::Claims;
pub(crate) use spellings::{NameId, Spelled};

use spellings::Names;

/// A normalised main title.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
struct WorkTitle(u32);

/// A main genre.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) struct GenreId(u32);

/// What comparing editions needs.
#[derive(Clone, Debug)]
struct Facts {
    work: WorkTitle,
    volume: Option<Number>,
    /// In [`Catalogue::authors`].
    authors: Range<usize>,
    genre: Option<GenreId>,
}

/// Titles by [`TitleId`], and what the store says about any other ASIN.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    titles: Vec<Title>,
    facts: Vec<Facts>,
    /// Of all titles, without parts; a contributor page stands for the name it was first seen with.
    authors: Vec<NameId>,
    places: FxHashMap<Asin, Place>,
    wished: FxHashSet<Asin>,
    names: Names,
    pages: FxHashMap<Asin, NameId>,
    works: FxHashMap<String, WorkTitle>,
    genres: FxHashMap<Box<str>, GenreId>,
    languages: Option<Vec<String>>,
    main_language: Option<String>,
}

/// Where to find what is known of an ASIN.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place {
    /// The newest product that the store offers.
    pub(crate) offer: Option<Source>,
    /// The title, once it is interned.
    pub(crate) title: Option<TitleId>,
}

impl Catalogue {
    /// Nothing yet, but for the names that the member says are one.
    pub(crate) fn new(choices: &PeopleChoices) -> Self {
        let mut catalogue = Self::default();
        for (one, other) in &choices.same {
            catalogue.names.join(&one.name, &other.name);
        }
        catalogue
    }

    /// Takes in what the store offers; of several readings of one ASIN the newest counts.
    pub(crate) fn add_offers(&mut self, snapshot: &Snapshot) {
        let found: usize = snapshot.searches.iter().map(|s| s.products.len()).sum();
        let some = snapshot.items.len() + snapshot.products.len();
        self.places.reserve(some + found);
        self.titles.reserve(some);
        self.facts.reserve(some);
        self.authors.reserve(some);
        self.works.reserve(some);
        for (i, product) in (0..).zip(&snapshot.products) {
            let place = self.places.entry(product.asin.clone()).or_default();
            place.offer = Some(Source::Volume(i));
        }
        for (i, wish) in (0..).zip(&snapshot.wishes) {
            self.wished.insert(wish.product.asin.clone());
            let place = self.places.entry(wish.product.asin.clone()).or_default();
            place.offer.get_or_insert(Source::Wish(i));
        }
    }

    /// The same for the products of one search.
    pub(crate) fn add_search(&mut self, snapshot: &Snapshot, index: usize) {
        let search = &snapshot.searches[index];
        let index = id(index);
        for (i, product) in (0..).zip(&search.products) {
            let source = Source::Search(index, i);
            let place = self.places.entry(product.asin.clone()).or_default();
            let held = place.offer.get_or_insert(source);
            let read_at = match *held {
                Source::Search(held, _) => Some(snapshot.searches[held as usize].read_at),
                Source::Volume(_) => snapshot.priced_at,
                Source::Item(_) | Source::Wish(_) => None,
            };
            if read_at < Some(search.read_at) {
                *held = source;
            }
        }
    }

    /// Takes in a library item, unless it is no book or is revoked. Of two copies of one ASIN the
    /// firmer one counts (A71).
    pub(crate) fn add_item(&mut self, snapshot: &Snapshot, index: usize, options: &Options) {
        let item = &snapshot.items[index];
        let index = id(index);
        let holding = Holding::of(item, options.today);
        if item.product.kind != Kind::Book || holding == Holding::None {
            return;
        }
        let next = self.next_id();
        let place = self.places.entry(item.product.asin.clone()).or_default();
        if let Some(known) = place.title {
            let known = &mut self.titles[known.0 as usize];
            if holding.firmness() > known.holding.firmness() {
                known.holding = holding;
                known.item = Some(index);
                known.product = Source::Item(index);
                known.advice = held_advice(holding);
            }
            return;
        }
        place.title = Some(next);
        // A title that left Plus may be bought: the store's offer has the price.
        let source = match place.offer {
            Some(offer)
                if !holding.in_hands()
                    && tells_as_much(product(snapshot, offer), &item.product) =>
            {
                offer
            }
            _ => Source::Item(index),
        };
        self.add(snapshot, source, Some((index, holding)), options);
    }

    /// The title of an ASIN that the library has or the store offers.
    pub(crate) fn intern(
        &mut self,
        snapshot: &Snapshot,
        asin: &Asin,
        options: &Options,
    ) -> Option<TitleId> {
        let next = self.next_id();
        let place = self.places.get_mut(asin)?;
        if place.title.is_some() {
            return place.title;
        }
        let source = place.offer?;
        place.title = Some(next);
        self.add(snapshot, source, None, options);
        Some(next)
    }

    /// Where an ASIN is found.
    pub(crate) fn place(&self, asin: &Asin) -> Place {
        self.places.get(asin).copied().unwrap_or_default()
    }

    pub(crate) fn title(&self, id: TitleId) -> &Title {
        &self.titles[id.0 as usize]
    }

    /// Marks a title as not wanted.
    pub(crate) fn hide(&mut self, id: TitleId) {
        self.titles[id.0 as usize].hidden = true;
    }

    pub(crate) fn product<'a>(&self, snapshot: &'a Snapshot, id: TitleId) -> &'a Product {
        product(snapshot, self.title(id).product)
    }

    /// Authors without parts.
    pub(crate) fn authors(&self, id: TitleId) -> &[NameId] {
        &self.authors[self.facts[id.0 as usize].authors.clone()]
    }

    pub(crate) fn genre(&self, id: TitleId) -> Option<GenreId> {
        self.facts[id.0 as usize].genre
    }

    /// All titles interned so far.
    pub(crate) fn ids(&self) -> impl Iterator<Item = TitleId> + use<> {
        (0..self.next_id().0).map(TitleId)
    }

    /// The id that the next new title gets.
    pub(crate) fn next_id(&self) -> TitleId {
        TitleId(id(self.titles.len()))
    }

    pub(crate) fn into_titles(self) -> Vec<Title> {
        self.titles
    }

    /// The name of a contributor and the part they had.
    pub(crate) fn name(&mut self, name: &str) -> (NameId, Option<Part>) {
        let (spelled, part) = self.names.intern(name);
        (spelled.name, part)
    }

    /// The same, with the name as it is spelled.
    pub(crate) fn spelled(&mut self, name: &str) -> (Spelled, Option<Part>) {
        self.names.intern(name)
    }

    /// What [`Spelled::name`] is for [`Spelled::own`].
    pub(crate) fn joined_name(&self, own: NameId) -> NameId {
        self.names.joined(own)
    }

    pub(crate) fn is_pseudo(&self, name: NameId) -> bool {
        self.names.is_pseudo(name)
    }

    /// Settles which languages pass, once the library is in.
    pub(crate) fn choose_languages(&mut self, snapshot: &Snapshot, options: &Options) {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        let mut books = 0;
        for id in self.ids().filter(|id| self.title(*id).holding.in_hands()) {
            books += 1;
            if let Some(language) = self.product(snapshot, id).language.as_deref() {
                count(&mut counts, language);
            }
        }
        self.main_language = most(&counts).map(str::to_owned);
        self.languages = match &options.languages {
            Languages::All => None,
            Languages::Only(languages) => Some(languages.clone()),
            Languages::Usual => {
                let usual: Vec<_> = counts
                    .into_iter()
                    .filter(|(_, count)| count * 20 >= books)
                    .map(|(language, _)| language.to_owned())
                    .collect();
                (!usual.is_empty()).then_some(usual)
            }
        };
    }

    /// The language of most of the member's books.
    pub(crate) fn main_language(&self) -> Option<&str> {
        self.main_language.as_deref()
    }

    pub(crate) const fn languages(&self) -> Option<&Vec<String>> {
        self.languages.as_ref()
    }

    /// A title without language passes (API reference, 10.1).
    pub(crate) fn language_passes(&self, product: &Product) -> bool {
        match (&self.languages, &product.language) {
            (Some(chosen), Some(language)) => chosen
                .iter()
                .any(|chosen| chosen.eq_ignore_ascii_case(language)),
            _ => true,
        }
    }

    /// Smaller is the better edition: one that is out, unabridged, the usual language (next, one that is
    /// not told), the usual narrator, for sale, most ratings (API reference, 10.3, step 6).
    pub(crate) fn edition_rank(
        &self,
        snapshot: &Snapshot,
        id: TitleId,
        usual_language: Option<&str>,
        usual_narrator: bool,
    ) -> (bool, bool, u8, bool, bool, Reverse<u32>, Asin) {
        let title = self.title(id);
        let product = self.product(snapshot, id);
        let language = match product.language.as_deref() {
            language @ Some(_) if usual_language.is_none() || language == usual_language => 0,
            None => 1,
            Some(_) => 2,
        };
        (
            title.release != Release::Out,
            title.abridged,
            language,
            !usual_narrator,
            title.advice == Advice::NotForSale,
            Reverse(product.rating.map_or(0, |rating| rating.count)),
            product.asin.clone(),
        )
    }

    fn add(
        &mut self,
        snapshot: &Snapshot,
        source: Source,
        held: Option<(u32, Holding)>,
        options: &Options,
    ) {
        let product = product(snapshot, source);
        let advice = match held {
            Some((_, holding)) if holding.in_hands() => held_advice(holding),
            _ => {
                let offer = self.place(&product.asin).offer.unwrap_or(source);
                Advice::of(crate::reports::product(snapshot, offer), options)
            }
        };
        let holding = match held {
            Some((_, holding)) => holding,
            // A second proof of ownership beside the library (API reference, 4.6).
            None if advice == Advice::Owned => Holding::Owned,
            None => Holding::None,
        };
        let sort_key = text::fold(&product.title);
        let facts = self.facts(product, &sort_key);
        self.facts.push(facts);
        self.titles.push(Title {
            product: source,
            item: held.map(|(index, _)| index),
            holding,
            advice,
            release: release(product.release_date, options.today),
            class: Class::of(product),
            wished: self.wished.contains(&product.asin),
            abridged: product.format == Some(Format::Abridged),
            hidden: false,
            sort_key: sort_key.into(),
            search_key: OnceLock::new(),
        });
    }

    fn facts(&mut self, product: &Product, sort_key: &str) -> Facts {
        // Of ASCII, both ways of folding make the same.
        let folded: Cow<'_, str> = if product.title.is_ascii() {
            sort_key.into()
        } else {
            case_fold(&product.title).into()
        };
        let series = product.series.iter();
        let main = works::main_title_of(&folded, series.filter_map(|entry| entry.title.as_deref()));
        let next = WorkTitle(id(self.works.len()));
        let work = *self.works.entry(main.key).or_insert(next);
        let first = self.authors.len();
        for author in &product.authors {
            let name = self.author(author);
            self.authors.extend(name);
        }
        Facts {
            work,
            volume: main.volume,
            authors: first..self.authors.len(),
            genre: product.genres.first().map(|genre| self.genre_id(genre)),
        }
    }

    fn author(&mut self, author: &Person) -> Option<NameId> {
        let (name, part) = self.name(&author.name);
        if part.is_some() {
            return None;
        }
        Some(match &author.asin {
            Some(page) => match self.pages.get(page) {
                Some(first) => *first,
                None => *self.pages.entry(page.clone()).or_insert(name),
            },
            None => name,
        })
    }

    fn genre_id(&mut self, genre: &str) -> GenreId {
        if let Some(known) = self.genres.get(genre) {
            return *known;
        }
        let next = GenreId(id(self.genres.len()));
        self.genres.insert(genre.into(), next);
        next
    }
}

/// Counts one more of a thing.
pub(crate) fn count<T: PartialEq>(counts: &mut Vec<(T, usize)>, thing: T) {
    match counts.iter_mut().find(|(known, _)| *known == thing) {
        Some((_, count)) => *count += 1,
        None => counts.push((thing, 1)),
    }
}

/// What was counted most often; of equals the least.
pub(crate) fn most<T: Copy + Ord>(counts: &[(T, usize)]) -> Option<T> {
    counts
        .iter()
        .max_by_key(|(thing, count)| (*count, Reverse(*thing)))
        .map(|(thing, _)| *thing)
}

/// Ids have half the size of an index.
pub(crate) fn id(index: usize) -> u32 {
    #[expect(clippy::cast_possible_truncation, reason = "far below 2^32 titles")]
    {
        index as u32
    }
}

/// Year 2200 stands for "some day"; everything after 2100 is read so (API reference, 4.7).
fn release(date: Option<Date>, today: Date) -> Release {
    match date {
        Some(date) if date.year() > 2100 => Release::Announced,
        Some(date) if date > today => Release::Coming(date),
        _ => Release::Out,
    }
}

/// Whether an offer names people and series wherever the library does: a wish may name nobody (A109).
fn tells_as_much(offer: &Product, item: &Product) -> bool {
    (item.authors.is_empty() || !offer.authors.is_empty())
        && (item.narrators.is_empty() || !offer.narrators.is_empty())
        && (item.series.is_empty() || !offer.series.is_empty())
}

const fn held_advice(holding: Holding) -> Advice {
    match holding {
        Holding::Borrowed { leaves } => Advice::Plus { leaves },
        _ => Advice::Owned,
    }
}
