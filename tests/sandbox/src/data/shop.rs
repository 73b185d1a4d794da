//! [`Shop`]: what one store sells, and what a member has in it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use serde_json::{Value, json};

use super::index::{Index, Match};
use super::record::Record;

/// Library, catalogue, wish list and statistics of one store.
#[derive(Debug, Default)]
pub(crate) struct Shop {
    /// The library, newest purchase first.
    pub(crate) library: Vec<Item>,
    /// The wish list, last added first.
    pub(crate) wishes: Vec<Arc<Record>>,
    /// Milliseconds heard, by month (`2026-01`).
    pub(crate) stats: BTreeMap<String, u64>,
    /// What is for sale, and after it (from `for_sale` on) series and other products.
    products: Vec<Arc<Record>>,
    for_sale: usize,
    by_asin: HashMap<Box<str>, u32>,
    indexes: OnceLock<Indexes>,
}

/// A library item and what decides whether it is listed.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// The item.
    pub(crate) record: Arc<Record>,
    /// `status` is `Revoked`.
    pub(crate) revoked: bool,
    /// Not delivered yet: listed with `include_pending` only.
    pub(crate) pending: bool,
}

/// What a shop is made of.
#[derive(Debug, Default)]
pub(crate) struct Stock {
    /// Library items.
    pub(crate) library: Vec<Record>,
    /// Products for sale.
    pub(crate) catalog: Vec<Record>,
    /// Series products with `relationships`; made out of `series` where there are none.
    pub(crate) series: Option<Vec<Record>>,
    /// Products with `added_timestamp`.
    pub(crate) wishlist: Vec<Record>,
    /// Milliseconds by month.
    pub(crate) stats: BTreeMap<String, u64>,
}

/// What products are found by.
#[derive(Debug, Default)]
struct Indexes {
    authors: Index,
    narrators: Index,
    titles: Index,
    facts: Vec<Facts>,
}

/// What products are ordered by.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// Number of ratings.
    pub(crate) popularity: u64,
    /// `release_date`.
    pub(crate) released: String,
    /// The title in lower case.
    pub(crate) title: String,
    /// The average rating.
    pub(crate) stars: f64,
    /// Minutes.
    pub(crate) minutes: u64,
}

/// What is searched for; all that is given must match.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wanted<'a> {
    /// An author's name; titles that hold it match as well.
    pub(crate) author: Option<&'a str>,
    /// A narrator's name.
    pub(crate) narrator: Option<&'a str>,
    /// A title; also of a series.
    pub(crate) title: Option<&'a str>,
    /// Any of these.
    pub(crate) keywords: Option<&'a str>,
}

impl Item {
    pub(crate) fn new(record: Record) -> Self {
        // A file may leave the status out; what is not visible then is gone (API reference, 2.3).
        let record = if record.value("status").is_null() {
            let is_gone = record.value("library_status")["is_visible"] == false;
            let status = if is_gone { "Revoked" } else { "Active" };
            record.with(&[("status", json!(status))])
        } else {
            record
        };
        let status = &record.value("library_status");
        Self {
            revoked: record.text("status") == "Revoked",
            pending: record.is("is_pending") || status["is_pending"] == true,
            record: Arc::new(record),
        }
    }
}

impl Shop {
    /// Puts a stock on the shelves.
    pub(crate) fn new(stock: Stock) -> Self {
        let mut library: Vec<(String, Item)> = stock
            .library
            .into_iter()
            .map(Item::new)
            .map(|item| (added(&item.record), item))
            .collect();
        library.sort_by(|(left, _), (right, _)| right.cmp(left));
        let library: Vec<Item> = library.into_iter().map(|(_, item)| item).collect();
        let series = stock
            .series
            .unwrap_or_else(|| derived_series(&stock.catalog, &library));
        let mut shop = Self {
            for_sale: stock.catalog.len(),
            stats: stock.stats,
            ..Self::default()
        };
        for record in stock.catalog.into_iter().chain(series) {
            shop.shelve(Arc::new(record));
        }
        // What a member has is known to the catalogue, though it may not be for sale.
        for item in library.iter().filter(|item| !item.revoked) {
            shop.shelve(Arc::clone(&item.record));
        }
        let mut wishes: Vec<Record> = stock.wishlist;
        wishes.sort_by_cached_key(|wish| Reverse(wish.text("added_timestamp")));
        shop.wishes = wishes
            .into_iter()
            .map(|wish| match shop.product(&wish.asin()) {
                Some(product) => Arc::new(wish.completed(product)),
                None => Arc::new(wish),
            })
            .collect();
        shop.library = library;
        shop
    }

    /// The product of an ASIN.
    pub(crate) fn product(&self, asin: &str) -> Option<&Arc<Record>> {
        let place = self.by_asin.get(asin)?;
        self.products.get(*place as usize)
    }

    /// The volumes of a series that are known here, in the order of their numbers.
    pub(crate) fn volumes(&self, series: &str) -> Vec<(f64, &Arc<Record>)> {
        let relationships = self
            .product(series)
            .map(|series| series.value("relationships"))
            .unwrap_or_default();
        let mut volumes: Vec<(f64, &Arc<Record>)> = relationships
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|child| {
                let volume = self.product(child["asin"].as_str()?)?;
                Some((place(&child["sequence"]), volume))
            })
            .collect();
        volumes.sort_by(|(left, _), (right, _)| left.total_cmp(right));
        volumes
    }

    /// The episodes of a show, the newest first.
    pub(crate) fn episodes(&self, show: &str) -> Vec<&Arc<Record>> {
        let relationships = self
            .product(show)
            .map(|show| show.value("relationships"))
            .unwrap_or_default();
        let mut episodes: Vec<&Arc<Record>> = relationships
            .as_array()
            .into_iter()
            .flatten()
            .filter(|child| child["relationship_type"] == "episode" && child["asin"] != show)
            .filter_map(|child| self.product(child["asin"].as_str()?))
            .collect();
        episodes.sort_by_cached_key(|episode| Reverse(episode.text("release_date")));
        episodes
    }

    /// A product by its number.
    pub(crate) fn numbered(&self, number: u32) -> &Arc<Record> {
        &self.products[number as usize]
    }

    /// The products for sale.
    pub(crate) fn for_sale(&self) -> &[Arc<Record>] {
        &self.products[..self.for_sale]
    }

    /// What is ordered by, of a product for sale.
    pub(crate) fn facts(&self, number: u32) -> &Facts {
        &self.indexes().facts[number as usize]
    }

    /// Products for sale that match, with how well; all of them where nothing is wanted.
    pub(crate) fn search(&self, wanted: Wanted<'_>) -> Vec<(u32, Match)> {
        let indexes = self.indexes();
        let mut found: Option<BTreeMap<u32, Match>> = None;
        let narrow = |found: &mut Option<BTreeMap<u32, Match>>, hits: BTreeMap<u32, Match>| {
            *found = Some(match found.take() {
                None => hits,
                Some(before) => before
                    .into_iter()
                    .filter_map(|(number, how)| {
                        hits.get(&number).map(|also| (number, how.min(*also)))
                    })
                    .collect(),
            });
        };
        if let Some(name) = wanted.author {
            let mut hits = indexes.authors.find(name);
            for (number, how) in indexes.titles.find(name) {
                if how > Match::Loose {
                    hits.entry(number).or_insert(Match::Loose);
                }
            }
            narrow(&mut found, hits);
        }
        if let Some(name) = wanted.narrator {
            narrow(&mut found, indexes.narrators.find(name));
        }
        if let Some(title) = wanted.title {
            narrow(&mut found, indexes.titles.find(title));
        }
        if let Some(text) = wanted.keywords {
            for word in super::index::words(text) {
                let mut hits = indexes.titles.find(&word);
                hits.append(&mut indexes.authors.find(&word));
                hits.append(&mut indexes.narrators.find(&word));
                narrow(&mut found, hits);
            }
        }
        match found {
            Some(found) => found.into_iter().collect(),
            None => (0..number(self.for_sale))
                .map(|number| (number, Match::Words))
                .collect(),
        }
    }

    fn shelve(&mut self, record: Arc<Record>) {
        let next = number(self.products.len());
        self.by_asin.entry(record.asin().into()).or_insert(next);
        self.products.push(record);
    }

    fn indexes(&self) -> &Indexes {
        self.indexes.get_or_init(|| {
            let mut indexes = Indexes::default();
            for (at, product) in (0..).zip(&self.products[..self.for_sale]) {
                for name in product.names("authors", "name") {
                    indexes.authors.add(at, &name);
                }
                for name in product.names("narrators", "name") {
                    indexes.narrators.add(at, &name);
                }
                let title = product.text("title");
                for text in [
                    title.clone(),
                    product.text("subtitle"),
                    product.text("publication_name"),
                ]
                .into_iter()
                .chain(product.names("series", "title"))
                {
                    indexes.titles.add(at, &text);
                }
                let rating = &product.value("rating")["overall_distribution"];
                indexes.facts.push(Facts {
                    popularity: rating["num_ratings"].as_u64().unwrap_or_default(),
                    released: product.text("release_date"),
                    title: title.to_lowercase(),
                    stars: rating["average_rating"].as_f64().unwrap_or_default(),
                    minutes: product
                        .value("runtime_length_min")
                        .as_u64()
                        .unwrap_or_default(),
                });
            }
            indexes
        })
    }
}

/// When an item came into the library.
pub(crate) fn added(item: &Record) -> String {
    let date = item.text("purchase_date");
    if date.is_empty() {
        item.value("library_status")["date_added"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    } else {
        date
    }
}

/// Series products out of the `series` of all titles.
fn derived_series(catalog: &[Record], library: &[Item]) -> Vec<Record> {
    #[derive(Default)]
    struct Series {
        title: Value,
        url: Value,
        /// By ASIN.
        volumes: BTreeMap<String, Value>,
    }
    let mut all: BTreeMap<String, Series> = BTreeMap::new();
    let titles = catalog.iter().chain(
        library
            .iter()
            .filter(|item| !item.revoked)
            .map(|item| item.record.as_ref()),
    );
    for title in titles {
        let entries = title.value("series");
        for entry in entries.as_array().into_iter().flatten() {
            let Some(asin) = entry["asin"].as_str() else {
                continue;
            };
            let series = all.entry(asin.to_owned()).or_default();
            if series.title.is_null() {
                series.title = entry["title"].clone();
                series.url = entry["url"].clone();
            }
            series
                .volumes
                .entry(title.asin())
                .or_insert_with(|| entry["sequence"].clone());
        }
    }
    all.into_iter()
        .map(|(asin, series)| {
            let volumes = series.volumes.into_iter().collect();
            Record::from(&series_product(&asin, &series.title, &series.url, volumes))
        })
        .collect()
}

/// A series product. `sort` is the order of display; box sets shift it (A99).
pub(crate) fn series_product(
    asin: &str,
    title: &Value,
    url: &Value,
    mut volumes: Vec<(String, Value)>,
) -> Value {
    volumes.sort_by(|(left, one), (right, two)| {
        place(one).total_cmp(&place(two)).then(left.cmp(right))
    });
    let relationships: Vec<Value> = (1..)
        .zip(volumes)
        .map(|(sort, (volume, sequence)): (u32, _)| {
            json!({
                "asin": volume,
                "relationship_to_product": "child",
                "relationship_type": "series",
                "sequence": sequence,
                "sort": sort.to_string(),
            })
        })
        .collect();
    json!({
        "asin": asin,
        "title": title,
        "url": url,
        "content_delivery_type": "BookSeries",
        "relationships": relationships,
    })
}

/// Where a volume stands: by its first number, after the others without one.
fn place(sequence: &Value) -> f64 {
    let text = sequence.as_str().unwrap_or_default().trim();
    let end = text
        .find(|letter: char| !letter.is_ascii_digit() && letter != '.')
        .unwrap_or(text.len());
    text[..end].parse().unwrap_or(f64::MAX)
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
