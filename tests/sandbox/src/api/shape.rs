//! How an item or a product is written: which keys, in which shape (API reference, 2.5).

use std::borrow::Cow;
use std::cell::RefCell;

use rand::RngExt as _;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::groups::{Groups, View};
use crate::data::{ADDED_TIMESTAMP, Data, FLICKERING, Key, Record};

/// Writes records for one answer.
pub(super) struct Shape {
    view: View,
    groups: Groups,
    /// All keys that the view can have, each with whether it is filled.
    keys: Vec<(Key, bool)>,
    sizes: Vec<String>,
    /// Without titles and people (A12).
    pub(super) nameless: bool,
    /// Who asks is not known: general prices, no rights.
    pub(super) anonymous: bool,
    /// Arrays come in another order in every answer (A33).
    chance: Option<RefCell<StdRng>>,
    /// Whether the flickering title is in Plus, as far as this answer knows (A50).
    flickers: bool,
}

impl Shape {
    pub(super) fn new(
        view: View,
        groups: Groups,
        sizes: Vec<String>,
        data: &Data,
        shuffles: bool,
    ) -> Self {
        let mut chance = data.chance();
        Self {
            view,
            groups,
            keys: Key::all()
                .filter(|key| view != View::Library || key.name() != ADDED_TIMESTAMP)
                .map(|key| (key, groups.fill(view, key)))
                .collect(),
            sizes,
            nameless: false,
            anonymous: false,
            flickers: chance.random(),
            chance: shuffles.then(|| RefCell::new(chance)),
        }
    }

    /// Whether titles are asked for.
    pub(super) fn tells_titles(&self) -> bool {
        self.groups.has("product_desc") || self.groups.has("media")
    }

    /// Writes a record.
    pub(super) fn write(&self, out: &mut String, record: &Record) {
        out.push('{');
        let start = out.len();
        let mut values = record.iter().peekable();
        for (key, filled) in &self.keys {
            while values.next_if(|(other, _)| other < key).is_some() {}
            let value = values
                .next_if(|(other, _)| other == key)
                .map(|(_, raw)| raw);
            let name = key.name();
            let told = match value {
                Some(raw) if *filled => self.told(name, raw, record),
                _ => None,
            };
            match told {
                Some(raw) => member(out, start, name, &raw),
                None if self.view == View::Library => member(out, start, name, "null"),
                // People that are absent can be null in the wish list (A109).
                None if self.view == View::Wishlist
                    && *filled
                    && matches!(name, "authors" | "narrators") =>
                {
                    member(out, start, name, "null");
                }
                None => {}
            }
        }
        let others = record.others();
        if out.len() == start {
            out.push_str(others.strip_prefix(',').unwrap_or(others));
        } else {
            out.push_str(others);
        }
        out.push('}');
    }

    /// Writes records as an array.
    pub(super) fn array<'a>(&self, records: impl Iterator<Item = &'a Record>) -> String {
        let mut out = String::from("[");
        for record in records {
            if out.len() > 1 {
                out.push(',');
            }
            self.write(&mut out, record);
        }
        out.push(']');
        out
    }

    /// The groups' echo: in any order, with extras (A16).
    pub(super) fn echo(&self) -> String {
        let mut names = self.groups.echo(self.view);
        if let Some(chance) = &self.chance {
            names.shuffle(&mut *chance.borrow_mut());
        }
        Value::from(names).to_string()
    }

    /// Brings what is unordered into another order.
    pub(super) fn shuffle<T>(&self, list: &mut [T]) {
        if let Some(chance) = &self.chance {
            list.shuffle(&mut *chance.borrow_mut());
        }
    }

    fn told<'a>(&self, name: &str, raw: &'a str, record: &Record) -> Option<Cow<'a, str>> {
        match name {
            // Never an empty list (A35, A36), whatever a data folder says.
            "authors" | "narrators" | "series" if raw == "[]" => None,
            "title" | "subtitle" | "authors" | "narrators" if self.nameless => None,
            "customer_rights" if self.anonymous => None,
            "price" if self.anonymous => Some(general_price(raw).into()),
            "product_images" => sized(raw, &self.sizes).map(Into::into),
            "is_ayce" if record.asin() == FLICKERING => Some(self.flickers.to_string().into()),
            "relationships" if !self.groups.has("relationships") && raw.contains("\"sku") => {
                Some(self.reordered(&without_skus(raw)).into())
            }
            "relationships" | "series" | "plans" if self.chance.is_some() => {
                Some(self.reordered(raw).into())
            }
            _ => Some(raw.into()),
        }
    }

    fn reordered(&self, raw: &str) -> String {
        let Ok(mut entries) = serde_json::from_str::<Vec<&RawValue>>(raw) else {
            return raw.to_owned();
        };
        self.shuffle(&mut entries);
        let entries: Vec<&str> = entries.iter().map(|entry| entry.get()).collect();
        format!("[{}]", entries.join(","))
    }
}

fn member(out: &mut String, start: usize, name: &str, raw: &str) {
    if out.len() > start {
        out.push(',');
    }
    out.push('"');
    out.push_str(name);
    out.push_str("\":");
    out.push_str(raw);
}

/// The pictures of the sizes that were asked for. Sizes above 500 are of another master, and
/// where there is none there is the size 500 only (API reference, 4.11).
fn sized(raw: &str, sizes: &[String]) -> Option<String> {
    let images: Map<String, Value> = serde_json::from_str(raw).ok()?;
    let has_large = images.len() > 1;
    let mut told = Map::new();
    for size in sizes {
        let exact = images.get(size).cloned();
        let scaled = || {
            let master = if size.parse::<u32>().ok()? > 500 {
                "1215"
            } else {
                "500"
            };
            let url = images.get(master)?.as_str()?;
            let other = url.replace(&format!("_SL{master}_"), &format!("_SL{size}_"));
            has_large.then(|| Value::from(other))
        };
        if let Some(url) = exact.or_else(scaled) {
            told.insert(size.clone(), url);
        }
    }
    (!told.is_empty()).then(|| Value::Object(told).to_string())
}

/// What everybody pays.
fn general_price(raw: &str) -> String {
    let mut price: Value = serde_json::from_str(raw).unwrap_or_default();
    let list = price["list_price"].clone();
    if let Some(price) = price.as_object_mut() {
        price.retain(|name, _| name == "list_price" || name == "credit_price");
        price.insert("lowest_price".into(), list);
    }
    price.to_string()
}

/// `relationships_v2` has no numbers of stock on parts.
fn without_skus(raw: &str) -> String {
    let mut entries: Value = serde_json::from_str(raw).unwrap_or_default();
    for entry in entries.as_array_mut().into_iter().flatten() {
        if let Some(entry) = entry.as_object_mut() {
            entry.retain(|name, _| name != "sku" && name != "sku_lite");
        }
    }
    entries.to_string()
}
