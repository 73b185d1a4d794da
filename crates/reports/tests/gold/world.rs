//! [`Case`]: a member's library, a store, and questions, in few words.
//!
//! An entry is an API object of which only what matters is written; the rest is that of an English
//! novel by Mara Ellison, read by Theo Brandt, out since 2020, bought (in the library) or to be had for
//! 9.00 USD (in the catalogue). Short forms:
//!
//! | key | stands for |
//! | --- | --- |
//! | `"asin": "T1"` | `B0000000T1`; ten characters stand for themselves |
//! | `"by"`, `"read"`: `"Mara Ellison@P1"` or a list | `authors`, `narrators`, with a contributor page |
//! | `"in": "S 3"` or a list | `series`: the series `S`, called "Series S", and the sequence |
//! | `"price": "9.62/13.74 x2"`, `"sale 5.99/33.90"` | member (or sale) price, list price, credits |
//! | `"own": "plus 2026-12-01"` | how the library has it: `plus`, `left`, `ordered`, `untold` |
//!
//! Without `series` the child lists follow from the titles' own entries; `"S": ["T1 1", "N3"]` gives one.

use std::sync::Arc;

use audible::{Marketplace, Money, Snapshot, Timestamp};
use reports::{Languages, Options, PeopleChoices, Reports, compute};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use time::Date;
use time::macros::format_description;

use crate::shop::Shop;

type Entry = Map<String, Value>;

/// One small question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// What is so, in a sentence.
    #[serde(rename = "case")]
    pub(crate) name: String,
    /// A section (`10.3`), trap (`A37`) or row (`10.11/9`) of the API reference.
    pub(crate) rule: String,
    /// By question: the answer, or the answers by title, series or text.
    pub(crate) expect: Entry,
    #[serde(default)]
    library: Vec<Entry>,
    #[serde(default)]
    catalog: Vec<Entry>,
    series: Option<Map<String, Value>>,
    #[serde(default)]
    wishlist: Vec<Entry>,
    #[serde(default)]
    options: Settings,
    /// The day before, for what is new.
    before: Option<Stock>,
    /// Other members of the household.
    #[serde(default)]
    others: Vec<Stock>,
    /// So many entries cannot be read.
    #[serde(default)]
    unreadable: usize,
}

/// What the member set; the us store on 24 November 2026, else.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    today: Option<String>,
    store: Option<String>,
    /// `all`, or names.
    languages: Option<Vec<String>>,
    /// `12.66`, in the store's currency; `none`.
    credit: Option<String>,
    utc_offset_min: Option<i16>,
    /// Who is one person, `Mara Ellison@P1`.
    #[serde(default)]
    same: Vec<(String, String)>,
    /// Who stands for themselves.
    #[serde(default)]
    apart: Vec<String>,
}

/// Another library, and what its store offers.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stock {
    #[serde(default)]
    library: Vec<Entry>,
    #[serde(default)]
    catalog: Vec<Entry>,
    series: Option<Map<String, Value>>,
    #[serde(default)]
    wishlist: Vec<Entry>,
}

impl Case {
    /// What is asked about.
    pub(crate) fn asked(&mut self) -> Asked {
        let settings = &self.options;
        let options = settings.read();
        let own = Stock {
            library: std::mem::take(&mut self.library),
            catalog: std::mem::take(&mut self.catalog),
            series: self.series.take(),
            wishlist: std::mem::take(&mut self.wishlist),
        };
        let (snapshot, unreadable) = own.synced(settings.store(), options.today);
        assert_eq!(unreadable, self.unreadable, "unreadable: {:?}", self.name);
        let yesterday = options.today.previous_day().expect("a day before");
        let before = self.before.as_ref().map_or_else(
            || Snapshot::new(settings.store()),
            |stock| stock.synced(settings.store(), yesterday).0,
        );
        let others = self.others.iter().map(|stock| {
            let (snapshot, _) = stock.synced(settings.store(), options.today);
            compute(Arc::new(snapshot), options.clone())
        });
        Asked {
            others: others.collect(),
            before,
            reports: compute(Arc::new(snapshot), options),
        }
    }
}

/// The reports, and what they are compared with.
pub(crate) struct Asked {
    pub(crate) reports: Reports,
    pub(crate) before: Snapshot,
    pub(crate) others: Vec<Reports>,
}

impl Stock {
    /// As a first sync on that day would read it, and how many entries could not be read.
    fn synced(&self, store: Marketplace, day: Date) -> (Snapshot, usize) {
        let library: Vec<Value> = self.library.iter().enumerate().map(library_item).collect();
        let catalog: Vec<Value> = self.catalog.iter().map(catalog_product).collect();
        let wishes: Vec<Value> = self.wishlist.iter().map(catalog_product).collect();
        let series = self.series.as_ref().map(|series| {
            let products = series
                .iter()
                .map(|(asin, children)| series_product(asin, children));
            products.collect::<Vec<Value>>()
        });
        let bytes = |value: &[Value]| serde_json::to_vec(value).expect("JSON");
        let shop = Shop::read(|name| {
            Ok(match name {
                "library.json" => Some(bytes(&library)),
                "catalog.json" => Some(bytes(&catalog)),
                "wishlist.json" => Some(bytes(&wishes)),
                _ => series.as_deref().map(bytes),
            })
        });
        let shop = shop.expect("arrays of objects");
        let unreadable = shop.unreadable;
        let now = i64::from(day.to_julian_day() - 2_440_588) * 86_400_000 + 28_800_000;
        (shop.synced(store, Timestamp::from_millis(now)), unreadable)
    }
}

impl Settings {
    fn store(&self) -> Marketplace {
        let code = self.store.as_deref().unwrap_or("us");
        Marketplace::parse(code).expect("a store")
    }

    fn read(&self) -> Options {
        let store = self.store();
        let today = self.today.as_deref().unwrap_or("2026-11-24");
        let mut options = Options::new(date(today), store);
        options.utc_offset_min = self.utc_offset_min.unwrap_or(0);
        let credit = |text: &String| serde_json::from_value(person(text)).expect("a person");
        let pairs = self.same.iter();
        options.people = PeopleChoices {
            same: pairs
                .map(|(one, other)| (credit(one), credit(other)))
                .collect(),
            apart: self.apart.iter().map(credit).collect(),
        };
        options.languages = match self.languages.as_deref() {
            None => Languages::Usual,
            Some([all]) if all == "all" => Languages::All,
            Some(names) => Languages::Only(names.to_vec()),
        };
        match self.credit.as_deref() {
            None => {}
            Some("none") => options.credit_value = None,
            Some(amount) => {
                let amount = amount.parse().expect("an amount");
                options.credit_value = Money::from_base(amount, store.currency());
            }
        }
        options
    }
}

/// A day such as `2026-11-24`.
pub(crate) fn date(text: &str) -> Date {
    Date::parse(text, format_description!("[year]-[month]-[day]"))
        .unwrap_or_else(|_| panic!("{text:?} is no day"))
}

/// `T1` is `B0000000T1`.
fn asin(short: &str) -> String {
    if short.len() >= 10 {
        short.to_owned()
    } else {
        format!("B{short:0>9}")
    }
}

fn library_item((place, entry): (usize, &Entry)) -> Value {
    let mut item = json!({
        "status": "Active", "origin_type": "Purchase", "is_ayce": false,
        "customer_rights": rights(true, true),
        // The first entry is the newest.
        "purchase_date": format!("2025-11-02T18:{:02}:41.318Z", 59 - place % 60),
    });
    let fields = item.as_object_mut().expect("an object");
    if let Some(own) = entry.get("own") {
        held(fields, own.as_str().expect("words"));
    }
    add(fields, entry);
    item
}

/// Ways to be listed without having been bought.
fn held(fields: &mut Entry, own: &str) {
    let (way, end) = own.split_once(' ').unwrap_or((own, "2099-12-31"));
    let plan = json!([{"plan_name": "US Minerva", "customer_eligible": true,
        "start_date": "2020-01-01T00:00:00.00000Z", "end_date": format!("{end}T08:00:00.00000Z")}]);
    let (ayce, plans, rights) = match way {
        "plus" => (true, plan, rights(true, false)),
        "left" => (true, Value::Null, rights(false, false)),
        "ordered" => (false, Value::Null, rights(false, false)),
        "untold" => (false, Value::Null, Value::Null),
        _ => panic!("{own:?} is no way to have a title"),
    };
    fields.insert("origin_type".into(), Value::Null);
    fields.insert("is_ayce".into(), ayce.into());
    fields.insert("is_pending".into(), (way == "ordered").into());
    fields.insert("plans".into(), plans);
    fields.insert("customer_rights".into(), rights);
}

fn rights(now: bool, for_good: bool) -> Value {
    json!({"is_consumable": now, "is_consumable_indefinitely": for_good,
        "is_consumable_offline": now, "is_consumable_until": null})
}

fn catalog_product(entry: &Entry) -> Value {
    let mut product = json!({"price": price("9.00/13.00")});
    add(product.as_object_mut().expect("an object"), entry);
    product
}

/// Puts what is written over an ordinary novel, short forms read.
fn add(fields: &mut Entry, entry: &Entry) {
    let short = entry.get("asin").and_then(Value::as_str).expect("an ASIN");
    for (key, value) in json!({
        "title": format!("Title {short}"),
        "authors": [{"asin": null, "name": "Mara Ellison"}],
        "narrators": [{"name": "Theo Brandt"}],
        "language": "english",
        "release_date": "2020-03-12",
        "runtime_length_min": 600,
        "format_type": "unabridged",
        "content_type": "Product",
        "content_delivery_type": "SinglePartBook",
    })
    .as_object()
    .expect("an object")
    {
        fields.insert(key.clone(), value.clone());
    }
    for (key, value) in entry {
        let (key, value) = match (key.as_str(), value) {
            ("asin", Value::String(short)) => ("asin", json!(asin(short))),
            ("by", names) => ("authors", each(names, person)),
            ("read", names) => ("narrators", each(names, person)),
            ("in", places) => ("series", each(places, place)),
            ("price", Value::String(text)) => ("price", price(text)),
            (key, value) => (key, value.clone()),
        };
        fields.insert(key.to_owned(), value);
    }
}

fn each(words: &Value, read: fn(&str) -> Value) -> Value {
    match words {
        Value::String(word) => json!([read(word)]),
        Value::Array(words) => words
            .iter()
            .map(|word| read(word.as_str().expect("words")))
            .collect(),
        other => panic!("{other} is neither words nor a list of them"),
    }
}

fn person(text: &str) -> Value {
    match text.split_once('@') {
        Some((name, page)) => json!({"asin": asin(page), "name": name}),
        None => json!({"asin": null, "name": text}),
    }
}

fn place(text: &str) -> Value {
    let (series, sequence) = text.split_once(' ').unwrap_or((text, ""));
    json!({"asin": asin(series), "title": format!("Series {series}"), "sequence": sequence})
}

fn price(text: &str) -> Value {
    let (text, kind) = match text.strip_prefix("sale ") {
        Some(text) => (text, "sale"),
        None => (text, "member"),
    };
    let (amounts, credits) = text.split_once(" x").unwrap_or((text, "1"));
    let (lowest, list) = amounts.split_once('/').unwrap_or((amounts, amounts));
    let number = |text: &str| text.parse::<f64>().expect("an amount");
    json!({
        "credit_price": number(credits),
        "lowest_price": {"base": number(lowest), "currency_code": "USD", "type": kind},
        "list_price": {"base": number(list), "currency_code": "USD", "type": "list"},
    })
}

fn series_product(series: &str, children: &Value) -> Value {
    let children = children.as_array().expect("children");
    let relationships: Vec<Value> = (1..)
        .zip(children)
        .map(|(sort, child)| match child {
            Value::String(text) => {
                let (child, sequence) = text.split_once(' ').unwrap_or((text, ""));
                json!({"asin": asin(child), "sequence": sequence, "sort": sort.to_string(),
                    "relationship_to_product": "child", "relationship_type": "series"})
            }
            object => {
                let mut object = object.clone();
                let short = object["asin"].as_str().map(asin);
                object["asin"] = json!(short);
                object
            }
        })
        .collect();
    json!({"asin": asin(series), "relationships": relationships})
}
