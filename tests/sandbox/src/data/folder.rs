//! A data folder: `library.json`, `catalog.json`, `series.json`, `wishlist.json`, `stats.json`;
//! or a folder named after a store with its own.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Error;
use super::record::Record;
use super::shop::{Shop, Stock};
use crate::host::Marketplace;

/// The shops of a folder.
#[derive(Debug)]
pub(super) struct Folder {
    everywhere: Arc<Shop>,
    stores: HashMap<&'static str, Arc<Shop>>,
}

impl Folder {
    pub(super) fn read(folder: &Path) -> Result<Self, Error> {
        let mut stores = HashMap::new();
        for marketplace in Marketplace::ALL {
            let own = folder.join(marketplace.country_code);
            if own.is_dir() {
                stores.insert(marketplace.country_code, Arc::new(shop(&own)?));
            }
        }
        let has_books = ["library.json", "catalog.json"]
            .iter()
            .any(|name| folder.join(name).is_file());
        if !has_books && stores.is_empty() {
            return Err(Error::Unreadable(format!(
                "{} has neither a library.json nor a catalog.json, nor a folder named after a store",
                folder.display()
            )));
        }
        Ok(Self {
            everywhere: Arc::new(shop(folder)?),
            stores,
        })
    }

    pub(super) fn shop(&self, marketplace: &Marketplace) -> &Arc<Shop> {
        self.stores
            .get(marketplace.country_code)
            .unwrap_or(&self.everywhere)
    }
}

fn shop(folder: &Path) -> Result<Shop, Error> {
    let read = |name| records(&folder.join(name));
    let stats: BTreeMap<String, Value> =
        parsed(&folder.join("stats.json"), "an object of months")?.unwrap_or_default();
    Ok(Shop::new(Stock {
        library: read("library.json")?.unwrap_or_default(),
        catalog: read("catalog.json")?.unwrap_or_default(),
        series: read("series.json")?,
        wishlist: read("wishlist.json")?.unwrap_or_default(),
        stats: stats
            .into_iter()
            .map(|(month, sum)| Some((month, milliseconds(&sum)?)))
            .collect::<Option<_>>()
            .ok_or_else(|| {
                let path = folder.join("stats.json");
                Error::Unreadable(format!(
                    "{} must hold milliseconds by month, such as {{\"2026-01\": 3600000}}",
                    path.display()
                ))
            })?,
    }))
}

fn milliseconds(sum: &Value) -> Option<u64> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float here is a whole number of milliseconds"
    )]
    let whole = |float: f64| (float >= 0.0).then_some(float as u64);
    sum.as_u64().or_else(|| whole(sum.as_f64()?))
}

fn records(path: &Path) -> Result<Option<Vec<Record>>, Error> {
    let records: Option<Vec<Record>> = parsed(path, "an array of items or products")?;
    if let Some(nameless) = records
        .iter()
        .flatten()
        .position(|record| record.asin().is_empty())
    {
        return Err(Error::Unreadable(format!(
            "{}: number {nameless} (from 0) has no asin",
            path.display()
        )));
    }
    Ok(records)
}

fn parsed<T: DeserializeOwned>(path: &Path, what: &str) -> Result<Option<T>, Error> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(Error::Unreadable(format!(
                "cannot read {}: {error}",
                path.display()
            )));
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    serde_json::from_str(text)
        .map(Some)
        .map_err(|error| Error::Unreadable(format!("{} must be {what}: {error}", path.display())))
}
