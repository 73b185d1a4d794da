//! [`Owners`] and [`merge`]: several libraries as one, and who has what. For a household whose
//! members share a device, and for a member who buys in several stores.

use audible::library::SeriesProduct;
use audible::{Asin, LibraryItem, Marketplace, Product, Snapshot, Timestamp};
use rustc_hash::FxHashMap;
use time::Date;

use crate::names;
use crate::owned::Holding;
use crate::sequence::Number;
use crate::works::{Class, main_title_in};

/// Who has which titles, by edition and by work: stores give the same work ASINs of their own.
#[derive(Clone, Debug, Default)]
pub struct Owners {
    by_asin: FxHashMap<Asin, Vec<usize>>,
    by_work: FxHashMap<Work, Vec<usize>>,
}

/// A work as it can be told across stores: title, first author, language, and whether it is read
/// or played. Where there is no author nothing is told, so that "Selected Stories" of two people
/// are never one.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Work {
    title: String,
    volume: Option<Number>,
    author: String,
    language: Option<String>,
    class: Class,
}

impl Owners {
    /// Of these libraries; an owner is the place in the list. What is only borrowed is nobody's.
    pub fn of(shelves: &[&Snapshot], today: Date) -> Self {
        let mut owners = Self::default();
        for (owner, shelf) in shelves.iter().enumerate() {
            for item in shelf.items.iter().filter(|item| is_owned(item, today)) {
                let asin = item.product.asin.clone();
                add(owners.by_asin.entry(asin).or_default(), owner);
                if let Some(work) = Work::of(&item.product) {
                    add(owners.by_work.entry(work).or_default(), owner);
                }
            }
        }
        owners
    }

    /// Who has this title, in any edition; places in the list, in its order.
    pub fn of_product(&self, product: &Product) -> Vec<usize> {
        let by_asin = self.by_asin.get(&product.asin);
        let by_work = Work::of(product).and_then(|work| self.by_work.get(&work));
        let mut found: Vec<_> = by_asin
            .into_iter()
            .chain(by_work)
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether nobody has anything.
    pub fn is_empty(&self) -> bool {
        self.by_asin.is_empty()
    }
}

/// All of these libraries as if one member had them, seen from `store`: each edition once, the
/// firmest copy of it. Prices of other stores are left out, since they are in other money and
/// nobody pays them here; so are searches in their catalogues.
pub fn merge(store: Marketplace, shelves: &[&Snapshot], today: Date) -> Snapshot {
    let mut merged = Snapshot::new(store);
    // Whose prices hold, and whose details win where two know a title.
    let mut shelves = shelves.to_vec();
    shelves.sort_by_key(|shelf| shelf.store != store);
    let mut items = Unique::default();
    for shelf in &shelves {
        for item in &shelf.items {
            let mut item = item.clone();
            keep_price(&mut item.product, shelf.store == store);
            items.add(item.product.asin.clone(), item, |new: &LibraryItem, old| {
                Holding::of(new, today).firmness() > Holding::of(old, today).firmness()
            });
        }
    }
    let mut series = Unique::default();
    let (mut products, mut wishes) = (Unique::default(), Unique::default());
    let mut searches = Unique::default();
    for shelf in &shelves {
        let is_here = shelf.store == store;
        for list in &shelf.series {
            series.add(
                list.asin.clone(),
                list.clone(),
                |new: &SeriesProduct, old| new.children.len() > old.children.len(),
            );
        }
        for product in &shelf.products {
            let mut product = product.clone();
            keep_price(&mut product, is_here);
            products.add(product.asin.clone(), product, |_, _| false);
        }
        for wish in &shelf.wishes {
            let mut wish = wish.clone();
            keep_price(&mut wish.product, is_here);
            wishes.add(wish.product.asin.clone(), wish, |_, _| false);
        }
        if is_here {
            merged.unavailable.extend(shelf.unavailable.iter().cloned());
            for search in &shelf.searches {
                let whom = (search.query.role, names::key(&search.query.name));
                searches.add(whom, search.clone(), |_, _| false);
            }
        }
    }
    let oldest = |read: fn(&Snapshot) -> Option<Timestamp>| {
        shelves.iter().filter_map(|shelf| read(shelf)).min()
    };
    merged.read_at = oldest(|shelf| shelf.read_at);
    merged.priced_at = oldest(|shelf| shelf.priced_at);
    // What someone has is no longer looked for by anyone.
    let is_here = |asin: &Asin| items.places.contains_key(asin);
    merged.products = products
        .list
        .into_iter()
        .filter(|it| !is_here(&it.asin))
        .collect();
    merged.wishes = wishes
        .list
        .into_iter()
        .filter(|it| !is_here(&it.product.asin))
        .collect();
    merged.unavailable.sort_unstable();
    merged.unavailable.dedup();
    merged.items = items.list;
    merged.series = series.list;
    merged.searches = searches.list;
    merged
}

impl Work {
    fn of(product: &Product) -> Option<Self> {
        let author = product.authors.iter().find_map(|author| {
            let (name, part) = names::split_part(&author.name);
            (part.is_none() && !names::is_nobody(name)).then(|| names::key(name))
        })?;
        let main = main_title_in(product);
        (!main.key.is_empty()).then(|| Self {
            title: main.key,
            volume: main.volume,
            author,
            language: product.language.clone(),
            class: Class::of(product),
        })
    }
}

/// A list in which each key is once.
struct Unique<K, T> {
    places: FxHashMap<K, usize>,
    list: Vec<T>,
}

impl<K, T> Default for Unique<K, T> {
    fn default() -> Self {
        Self {
            places: FxHashMap::default(),
            list: Vec::new(),
        }
    }
}

impl<K: Eq + std::hash::Hash, T> Unique<K, T> {
    /// Adds a value, or puts it in the place of the one with its key if it is better.
    fn add(&mut self, key: K, value: T, is_better: impl FnOnce(&T, &T) -> bool) {
        match self.places.get(&key) {
            Some(&place) if is_better(&value, &self.list[place]) => self.list[place] = value,
            Some(_) => {}
            None => {
                self.places.insert(key, self.list.len());
                self.list.push(value);
            }
        }
    }
}

fn is_owned(item: &LibraryItem, today: Date) -> bool {
    matches!(
        Holding::of(item, today),
        Holding::Owned | Holding::Ordered | Holding::Unknown
    )
}

fn keep_price(product: &mut Product, keeps: bool) {
    if !keeps {
        product.price = None;
        product.plans = Vec::new();
    }
}

fn add(owners: &mut Vec<usize>, owner: usize) {
    if owners.last() != Some(&owner) {
        owners.push(owner);
    }
}
