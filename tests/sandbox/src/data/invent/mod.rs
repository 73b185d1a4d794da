//! The invented library: everything in it is made up, and the same for the same seed and day.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use rand::RngExt as _;
use serde_json::{Map, Value, json};
use time::{Date, Duration};

use self::book::{Book, How, Owned, Plus, Till};
use self::variants::Oddness;
use self::world::Maker;
use super::record::Record;
use super::shop::{Shop, Stock, series_product};
use crate::host::Marketplace;

mod book;
mod sets;
mod variants;
mod words;
mod world;

pub(crate) use variants::FLICKERING;

/// A named set of books (API reference, section 14).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Set {
    /// Some hundred titles of great variety.
    #[default]
    Default,
    /// The same, with a library in this store whichever it is.
    Home,
    /// The odd ones alone, with those that break many a program; one of them twice (A71).
    Small,
    /// The worked example of API reference, 10.3.
    Series,
    /// The names of API reference, 10.1.
    People,
    /// So many titles.
    Big(u32),
    /// An author with 600 books (A87).
    Prolific,
    /// Nothing at all.
    Empty,
}

impl Set {
    /// Reads a set's name, as in the switch `data-set`.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "default" => Self::Default,
            "small" => Self::Small,
            "series" => Self::Series,
            "people" => Self::People,
            "prolific" => Self::Prolific,
            "empty" => Self::Empty,
            "big" => Self::Big(1_340),
            _ => Self::Big(name.strip_prefix("big-")?.parse().ok()?),
        })
    }
}

/// A shop with what a set has for a store. It is made once in a process: all sandboxes of one seed
/// and day share it.
pub(super) fn shop(
    set: Set,
    marketplace: &'static Marketplace,
    seed: u64,
    today: Date,
) -> Arc<Shop> {
    type Shops = BTreeMap<(Set, &'static str, u64, Date), Arc<Shop>>;
    static SHOPS: Mutex<Shops> = Mutex::new(BTreeMap::new());
    let mut shops = SHOPS.lock().unwrap_or_else(PoisonError::into_inner);
    let shop = shops
        .entry((set, marketplace.country_code, seed, today))
        .or_insert_with(|| Arc::new(Shop::new(stock(set, marketplace, seed, today))));
    Arc::clone(shop)
}

fn stock(set: Set, marketplace: &'static Marketplace, seed: u64, today: Date) -> Stock {
    let till = Till::of(marketplace);
    let mut maker = Maker::new(seed, today);
    let chosen = if marketplace.country_code == "us" || set == Set::Home {
        set
    } else {
        Set::Default
    };
    let collection = match chosen {
        Set::Default => default(&mut maker, &till, (0, 0)),
        Set::Home => default(&mut maker, &till, (40, 22)),
        Set::Small => sets::small(&mut maker, &till),
        Set::Series => sets::series(&mut maker),
        Set::People => sets::people(&mut maker),
        Set::Big(size) => sets::big(&mut maker, size),
        Set::Prolific => sets::prolific(&mut maker),
        Set::Empty => Collection::default(),
    };
    collection.stock(&till)
}

/// Books, and which of them are a member's.
#[derive(Default)]
struct Collection {
    books: Vec<Book>,
    owned: HashMap<String, Owned>,
    /// ASIN and date.
    wishes: Vec<(String, String)>,
    stats: BTreeMap<String, u64>,
    /// Items and products that need a shape of their own.
    more_items: Vec<Value>,
    more_products: Vec<Value>,
    /// What is no book: shows, parts.
    more_others: Vec<Value>,
    /// Series that have no children or do not exist (A104).
    childless: Vec<String>,
}

impl Collection {
    fn add(&mut self, book: Book) {
        self.books.push(book);
    }

    fn own(&mut self, book: Book, owned: Owned) {
        self.owned.insert(book.asin.clone(), owned);
        self.books.push(book);
    }

    fn stock(self, till: &Till) -> Stock {
        let mut items: Vec<Value> = self.more_items;
        let mut products: Vec<Value> = Vec::new();
        let mut series: BTreeMap<String, (String, Vec<(String, Value)>)> = BTreeMap::new();
        for book in &self.books {
            let owned = self.owned.get(&book.asin);
            products.push(book.product(till, owned.map(|owned| owned.how)));
            if let Some(owned) = owned {
                items.push(book.item(till, owned));
            }
            for place in &book.series {
                let entry = series.entry(place.asin.clone()).or_default();
                entry.0.clone_from(&place.title);
                entry.1.push((book.asin.clone(), json!(place.sequence)));
            }
        }
        products.extend(self.more_products);
        let mut series: Vec<Value> = series
            .into_iter()
            .filter(|(asin, _)| !self.childless.contains(asin))
            .map(|(asin, (title, volumes))| {
                series_product(&asin, &json!(title), &Value::Null, volumes)
            })
            .collect();
        series.extend(self.more_others);
        let wishes: Vec<Value> = self
            .wishes
            .iter()
            .map(|(asin, date)| json!({"asin": asin, "added_timestamp": date}))
            .collect();
        let records = |values: &[Value]| values.iter().map(Record::from).collect();
        Stock {
            library: records(&items),
            catalog: records(&products),
            series: Some(records(&series)),
            wishlist: records(&wishes),
            stats: self.stats,
        }
    }
}

/// Some hundred titles in the us store, fewer in de and jp. `elsewhere`: how many of a hundred
/// series and of a hundred other titles are the member's in any other store.
fn default(maker: &mut Maker, till: &Till, elsewhere: (u32, u32)) -> Collection {
    let mut collection = Collection::default();
    let country = till.marketplace.country_code;
    let books = world::books(maker);
    let own_language = match country {
        "de" => "german",
        "es" => "spanish",
        "fr" => "french",
        "jp" => "japanese",
        _ => "english",
    };
    // How many of a hundred series and of a hundred other titles are the member's.
    let (series_share, single_share) = match country {
        "us" => (46, 20),
        "de" => (40, 22),
        "jp" => (50, 20),
        _ => elsewhere,
    };
    let mut order: u32 = 0;
    let mut followed: HashMap<String, bool> = HashMap::new();
    for book in books {
        // Not everything is sold everywhere.
        if book.language != own_language
            && maker.percent(if book.language == "english" { 30 } else { 85 })
            && country != "us"
        {
            continue;
        }
        let chosen = match book.series.first() {
            Some(place) => {
                let follows = *followed
                    .entry(place.asin.clone())
                    .or_insert_with(|| maker.chance.random_range(0..100) < series_share);
                follows && maker.percent(60)
            }
            None => maker.chance.random_range(0..100) < single_share,
        };
        let mine = match book.language {
            language if language == own_language => chosen,
            "german" => chosen && maker.percent(30),
            "english" => chosen && maker.percent(10),
            _ => chosen && maker.percent(8),
        };
        let suppressed = book.more.contains_key("is_purchasability_suppressed");
        if mine && !suppressed && book.minutes.is_some() {
            order += 1;
            let owned = owned(maker, &book, order);
            collection.own(book, owned);
        } else {
            collection.add(book);
        }
    }
    if country == "us" {
        variants::add(&mut collection, maker, till, Oddness::Tame);
    }
    if series_share > 0 {
        wishes(&mut collection, maker);
        collection.stats = stats(maker, country);
    }
    collection
}

/// How a title came into the library.
fn owned(maker: &mut Maker, book: &Book, order: u32) -> Owned {
    let days_out = (maker.today - book.released).whole_days().max(1);
    let ago = maker.chance.random_range(0..days_out.min(2900));
    let day = maker.today - Duration::days(ago);
    let loan = !matches!(book.plus, Plus::No) && maker.percent(60);
    let (percent, finished) = match maker.chance.random_range(0..10) {
        0..5 => (100.0, true),
        5..7 => (f64::from(maker.chance.random_range(1..99)) / 1.0, false),
        _ => (0.0, false),
    };
    Owned {
        date: instant(day, order),
        how: if loan { How::Loan } else { How::Purchase },
        percent,
        finished,
        stars: (finished && maker.percent(30)).then(|| maker.one(&[2, 3, 4, 4, 5, 5, 5])),
        more: Map::new(),
    }
}

/// An instant of a day, with or without milliseconds (A41).
fn instant(day: Date, order: u32) -> String {
    let (hour, minute, second) = (order % 24, order * 7 % 60, order * 13 % 60);
    if order.is_multiple_of(9) {
        format!("{day}T{hour:02}:{minute:02}:{second:02}Z")
    } else {
        format!(
            "{day}T{hour:02}:{minute:02}:{second:02}.{:03}Z",
            order % 1000
        )
    }
}

/// Some titles that are not in the library; one that came into it meanwhile.
fn wishes(collection: &mut Collection, maker: &mut Maker) {
    let mut at: usize = 0;
    let mut order = 0;
    let candidates: Vec<String> = collection
        .books
        .iter()
        .filter(|book| !collection.owned.contains_key(&book.asin))
        .map(|book| book.asin.clone())
        .collect();
    while at < candidates.len() && collection.wishes.len() < 60 {
        order += 1;
        let day = maker.today - Duration::days(i64::from(order) * 11);
        let date = format!("{day}T20:{:02}:09.000Z", order % 60);
        collection.wishes.push((candidates[at].clone(), date));
        let most = (candidates.len() / 28).max(2);
        at += maker.chance.random_range(1..most * 2);
    }
    let mut mine: Vec<&String> = collection.owned.keys().collect();
    mine.sort();
    if let Some(asin) = mine.first() {
        collection
            .wishes
            .push(((*asin).clone(), "2024-02-03T04:05:06.000Z".into()));
    }
}

/// Hours heard in the last months, some of them none.
fn stats(maker: &mut Maker, country: &str) -> BTreeMap<String, u64> {
    let most = if country == "us" {
        190_000_000
    } else {
        20_000_000
    };
    let (mut year, mut month) = (maker.today.year(), u8::from(maker.today.month()));
    let mut stats = BTreeMap::new();
    for back in 0..40 {
        let sum = if back % 11 == 7 {
            0
        } else {
            maker.chance.random_range(1_000_000..most)
        };
        stats.insert(format!("{year}-{month:02}"), sum);
        if month == 1 {
            (year, month) = (year - 1, 12);
        } else {
            month -= 1;
        }
    }
    stats
}
