//! [`Shop`]: a data folder, and what a sync of it would bring.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use audible::api::{Listing, catalog, library, wishlist};
use audible::library::{SeriesChild, SeriesProduct, Wish};
use audible::product::{Kind, Person};
use audible::search::{PersonQuery, PersonSearch, Role};
use audible::{Asin, Error, LibraryItem, Marketplace, Product, Snapshot, Timestamp};
use reports::{Sequence, names, people_to_search};

/// Everything that a store would serve.
pub(crate) struct Shop {
    items: Vec<LibraryItem>,
    catalog: Vec<Product>,
    wishes: Vec<Wish>,
    /// Wishes of which only the ASIN is told.
    hollow: Vec<Asin>,
    /// `None` where it has no lists of its own.
    series: Option<Vec<SeriesProduct>>,
    /// Entries that could not be read.
    pub(crate) unreadable: usize,
}

/// So many authors, and so many narrators, are searched for by a first sync.
const FIRST_PEOPLE: usize = 100;
/// One order of a search shows so many products (API reference, 4.2).
const CEILING: usize = 500;
/// Words are alike where they begin with so many equal letters.
const LIKE: usize = 4;

impl Shop {
    /// From files by name; `None` for one that is not there.
    pub(crate) fn read(
        file: impl Fn(&str) -> Result<Option<Vec<u8>>, String>,
    ) -> Result<Self, String> {
        let items = read(&file, "library.json", library::read_array)?;
        let catalog = read(&file, "catalog.json", catalog::read_product_array)?;
        if items.is_none() && catalog.is_none() {
            return Err("there is neither a library.json nor a catalog.json".into());
        }
        let series = read(&file, "series.json", catalog::read_series_array)?;
        let wishes = read(&file, "wishlist.json", wishlist::read_array)?.unwrap_or_default();
        let (items, catalog) = (items.unwrap_or_default(), catalog.unwrap_or_default());
        let unreadable =
            items.unreadable.len() + catalog.unreadable.len() + wishes.unreadable.len();
        Ok(Self {
            items: items.items,
            catalog: catalog.items,
            wishes: wishes.items,
            hollow: wishes.hollow,
            series: series.map(|series| series.items),
            unreadable,
        })
    }

    /// What a first sync of this shop would keep.
    pub(crate) fn synced(mut self, store: Marketplace, now: Timestamp) -> Snapshot {
        let series = self.series.take();
        let series = series.unwrap_or_else(|| derived_series(&self.catalog, &self.items));
        if !self.hollow.is_empty() {
            // The catalogue tells the rest.
            let mut missing: HashSet<Asin> = self.hollow.drain(..).collect();
            let told = self.catalog.iter();
            let told = told.filter(|product| missing.remove(&product.asin));
            self.wishes.extend(told.map(|product| Wish {
                product: product.clone(),
                added: None,
            }));
        }
        // The newest wish first.
        self.wishes.sort_by_key(|wish| Reverse(wish.added));
        // The library shows no prices, and the newest title first.
        for item in &mut self.items {
            item.product.price = None;
        }
        self.items.sort_by_key(|item| Reverse(item.added));
        let lists: HashMap<Asin, SeriesProduct> = series
            .into_iter()
            .map(|series| (series.asin.clone(), series))
            .collect();
        let mut snapshot = Snapshot::new(store);
        snapshot.read_at = Some(now);
        snapshot.priced_at = Some(now);
        let mut met = HashSet::new();
        for item in self
            .items
            .iter()
            .filter(|item| item.product.kind == Kind::Book)
        {
            for asin in item
                .product
                .series
                .iter()
                .filter_map(|entry| entry.asin.as_ref())
            {
                if met.insert(asin) {
                    let series = lists.get(asin).cloned();
                    snapshot
                        .series
                        .push(series.unwrap_or_else(|| SeriesProduct {
                            asin: asin.clone(),
                            title: None,
                            children: Vec::new(),
                        }));
                }
            }
        }
        let mut products: HashMap<&Asin, &Product> = HashMap::new();
        let library = self.items.iter().map(|item| &item.product);
        for product in self.catalog.iter().chain(library) {
            products.entry(&product.asin).or_insert(product);
        }
        let mut asked: HashSet<&Asin> = self
            .items
            .iter()
            .filter(|item| !item.cannot_be_played())
            .map(|item| &item.product.asin)
            .collect();
        let wanted = snapshot
            .series
            .iter()
            .filter_map(|series| lists.get(&series.asin));
        for child in wanted.flat_map(|series| &series.children) {
            if !asked.insert(&child.asin) {
                continue;
            }
            match products.get(&child.asin) {
                Some(product) => snapshot.products.push((*product).clone()),
                None => snapshot.unavailable.push(child.asin.clone()),
            }
        }
        snapshot.items = self.items;
        snapshot.wishes = self.wishes;
        let index = Index::of(&self.catalog);
        let mut of_role = HashMap::new();
        for query in people_to_search(&snapshot) {
            let place: &mut usize = of_role.entry(query.role).or_default();
            *place += 1;
            if *place <= FIRST_PEOPLE {
                let found = index.search(query, now);
                snapshot.searches.push(found);
            }
        }
        snapshot
    }
}

/// Series out of the entries of all titles.
fn derived_series(catalog: &[Product], items: &[LibraryItem]) -> Vec<SeriesProduct> {
    let mut all: BTreeMap<&Asin, SeriesProduct> = BTreeMap::new();
    let mut met = HashSet::new();
    let library = items.iter().map(|item| &item.product);
    for product in catalog.iter().chain(library) {
        for entry in &product.series {
            let Some(asin) = &entry.asin else { continue };
            let series = all.entry(asin).or_insert_with(|| SeriesProduct {
                asin: asin.clone(),
                title: None,
                children: Vec::new(),
            });
            series.title = series.title.take().or_else(|| entry.title.clone());
            if met.insert((asin, &product.asin)) {
                series.children.push(SeriesChild {
                    asin: product.asin.clone(),
                    sequence: entry.sequence.clone(),
                    sort: None,
                });
            }
        }
    }
    let mut all: Vec<_> = all.into_values().collect();
    for series in &mut all {
        series.children.sort_by_cached_key(|child| {
            let place = Sequence::parse(child.sequence.as_deref()).sort_key();
            (place, child.asin.clone())
        });
    }
    all
}

/// The catalogue by the names in it.
struct Index<'a> {
    authors: Vec<Named<'a>>,
    narrators: Vec<Named<'a>>,
}

/// A name and the products that bear it.
struct Named<'a> {
    /// As the reports tell names apart.
    key: String,
    words: Vec<String>,
    products: Vec<&'a Product>,
}

impl<'a> Index<'a> {
    fn of(catalog: &'a [Product]) -> Self {
        let all_names = |people: fn(&Product) -> &[Person]| {
            let mut all: BTreeMap<&str, Vec<&Product>> = BTreeMap::new();
            for product in catalog {
                for person in people(product) {
                    all.entry(&person.name).or_default().push(product);
                }
            }
            all.into_iter()
                .map(|(name, products)| Named {
                    key: names::key(name),
                    words: words(name),
                    products,
                })
                .collect()
        };
        Self {
            authors: all_names(|product| &product.authors),
            narrators: all_names(|product| &product.narrators),
        }
    }

    /// Matches loosely, as the store does (API reference, 4.3): each word that was asked for must be
    /// like one of the name's. The newest come first; of very many, the oldest are read too.
    fn search(&self, query: PersonQuery, now: Timestamp) -> PersonSearch {
        let names = match query.role {
            Role::Author => &self.authors,
            Role::Narrator => &self.narrators,
        };
        let asked = words(&query.name);
        let (key, joined) = (names::key(&query.name), asked.concat());
        let mut met = HashSet::new();
        let mut products: Vec<&Product> = names
            .iter()
            .filter(|name| {
                let has = |word: &String| name.words.iter().any(|own| alike(own, word));
                name.key == key || name.words.concat() == joined || asked.iter().all(has)
            })
            .flat_map(|name| name.products.iter().copied())
            .filter(|product| met.insert(&product.asin))
            .collect();
        products.sort_by_key(|product| Reverse(product.release_date));
        let complete = products.len() <= 2 * CEILING;
        if !complete {
            products.drain(CEILING..products.len() - CEILING);
        }
        PersonSearch {
            query,
            products: products.into_iter().cloned().collect(),
            complete,
            read_at: now,
        }
    }
}

fn words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn alike(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    short == long || (short.chars().count() >= LIKE && long.starts_with(short))
}

/// Reads an array; `None` if there is no such file.
fn read<T>(
    file: impl Fn(&str) -> Result<Option<Vec<u8>>, String>,
    name: &str,
    parse: fn(&[u8]) -> Result<Listing<T>, Error>,
) -> Result<Option<Listing<T>>, String> {
    file(name)?
        .map(|bytes| {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
            parse(bytes).map_err(|error| format!("{name}: {error}"))
        })
        .transpose()
}
