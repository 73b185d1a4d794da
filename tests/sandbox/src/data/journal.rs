//! [`Journal`]: what happened to a library since the sandbox was started, and the state tokens
//! that follow from it (API reference, 2.3).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::record::Record;
use super::shop::{Item, Shop};

/// What happened to one store's library, in order.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    changes: Vec<Change>,
}

#[derive(Debug)]
struct Change {
    /// When a delta shows it; never the same twice. `None`: no delta ever shows it.
    shown_at: Option<i64>,
    asin: String,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    /// A new item.
    Added(Item),
    /// Other values.
    Became(Item),
    /// Returned: listed as revoked.
    Revoked,
    /// Gone without a trace.
    Vanished,
}

/// What can happen to a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// A title of the catalogue is bought.
    Add,
    /// A title is returned.
    Remove,
    /// A title is gone and nothing says so (A31).
    Vanish,
    /// A title is archived.
    Archive,
    /// A title gets another name.
    Rename,
    /// A title is heard to the end: no delta shows it (A29).
    Finish,
    /// A podcast has a new episode: the show's purchase date jumps (A43).
    Episode,
    /// A pre-order is delivered.
    Deliver,
}

impl Event {
    /// Reads the name of an event.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "add" => Self::Add,
            "remove" => Self::Remove,
            "vanish" => Self::Vanish,
            "archive" => Self::Archive,
            "rename" => Self::Rename,
            "finish" => Self::Finish,
            "episode" => Self::Episode,
            "deliver" => Self::Deliver,
            _ => return None,
        })
    }
}

impl Journal {
    /// How much has happened: what a listing that goes on over several pages is bound to.
    pub(crate) fn length(&self) -> usize {
        self.changes.len()
    }

    /// The library after so many changes.
    pub(crate) fn view<'a>(&self, shop: &'a Shop, length: usize) -> Cow<'a, [Item]> {
        let changes = &self.changes[..length.min(self.changes.len())];
        if changes.is_empty() {
            return Cow::Borrowed(&shop.library);
        }
        let mut latest: BTreeMap<&str, &What> = BTreeMap::new();
        let mut new: Vec<&str> = Vec::new();
        for change in changes {
            if matches!(change.what, What::Added(_)) {
                new.push(&change.asin);
            }
            latest.insert(&change.asin, &change.what);
        }
        let known: BTreeMap<&str, &Item> = changes
            .iter()
            .filter_map(|change| match &change.what {
                What::Added(item) => Some((change.asin.as_str(), item)),
                _ => None,
            })
            .collect();
        let new = new
            .iter()
            .rev()
            .filter_map(|asin| present(known.get(asin).copied()?, latest.get(asin)));
        let old = shop.library.iter().filter_map(|item| {
            // Most items never change, and reading their ASIN costs more than this.
            let asin = item.record.asin();
            present(item, latest.get(asin.as_str()))
        });
        Cow::Owned(new.chain(old).collect())
    }

    /// The state token of now.
    pub(crate) fn token(&self, base: i64, now: i64) -> i64 {
        self.changes
            .iter()
            .filter_map(|change| change.shown_at)
            .filter(|shown| *shown <= now)
            .max()
            .unwrap_or(base)
    }

    /// Whether a token was given out by this journal.
    pub(crate) fn knows(&self, token: i64, base: i64, now: i64) -> bool {
        token == base
            || self
                .changes
                .iter()
                .any(|change| change.shown_at == Some(token) && token <= now)
    }

    /// The items that changed after a token, as they are now.
    pub(crate) fn since(&self, shop: &Shop, token: i64, now: i64) -> Vec<Item> {
        let changed: Vec<&str> = self
            .changes
            .iter()
            .filter(|change| {
                change
                    .shown_at
                    .is_some_and(|shown| token < shown && shown <= now)
            })
            .map(|change| change.asin.as_str())
            .collect();
        self.view(shop, self.length())
            .iter()
            .filter(|item| changed.contains(&item.record.asin().as_str()))
            .cloned()
            .collect()
    }

    /// Lets something happen. Without an ASIN the newest title that it can happen to is taken.
    /// Says the ASIN, or nothing where there is no such title.
    pub(crate) fn happen(
        &mut self,
        shop: &Shop,
        event: Event,
        asin: Option<&str>,
        when: When,
    ) -> Option<String> {
        let library = self.view(shop, self.length()).into_owned();
        let (asin, what) = if event == Event::Add {
            let is_new = |product: &Record| {
                let asin = product.asin();
                product.text("release_date").as_str() < when.date
                    && !library.iter().any(|item| item.record.asin() == asin)
            };
            let product = match asin {
                Some(asin) => shop.product(asin)?,
                None => shop.for_sale().iter().find(|product| is_new(product))?,
            };
            (product.asin(), What::Added(bought(product, when.date)))
        } else {
            let item = library.iter().find(|item| match asin {
                Some(asin) => item.record.asin() == asin,
                None => fits(event, item),
            })?;
            (item.record.asin(), happened(event, item, when.date))
        };
        let last = self.changes.iter().filter_map(|change| change.shown_at);
        let next = last.max().map_or(i64::MIN, |last| last + 1);
        let shown_at = match event {
            Event::Vanish | Event::Finish => None,
            _ => Some((when.now + when.delay_ms).max(next).max(when.base + 1)),
        };
        self.changes.push(Change {
            shown_at,
            asin: asin.clone(),
            what,
        });
        Some(asin)
    }
}

/// When something happens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct When<'a> {
    /// Milliseconds since 1970.
    pub(crate) now: i64,
    /// The same as it is written.
    pub(crate) date: &'a str,
    /// The first state token of the store.
    pub(crate) base: i64,
    /// How much later a delta shows it (A30).
    pub(crate) delay_ms: i64,
}

fn fits(event: Event, item: &Item) -> bool {
    let record = &item.record;
    let is_show = record.text("content_delivery_type") == "PodcastParent";
    if item.revoked {
        return false;
    }
    match event {
        Event::Deliver => item.pending,
        Event::Episode => is_show,
        Event::Finish => !item.pending && !is_show && !record.is("is_finished"),
        Event::Archive => !item.pending && !is_show && !record.is("is_archived"),
        _ => !item.pending && !is_show,
    }
}

fn happened(event: Event, item: &Item, date: &str) -> What {
    let with = |changes: &[(&str, Value)]| What::Became(Item::new(item.record.with(changes)));
    match event {
        Event::Vanish => What::Vanished,
        Event::Add | Event::Remove => What::Revoked,
        Event::Archive => with(&[("is_archived", json!(true))]),
        Event::Rename => {
            let title = format!("{} (New Edition)", item.record.text("title"));
            with(&[("title", json!(title))])
        }
        Event::Finish => with(&[
            ("is_finished", json!(true)),
            ("percent_complete", json!(100.0)),
        ]),
        Event::Episode => with(&[("purchase_date", json!(date))]),
        Event::Deliver => with(&[
            ("is_pending", json!(false)),
            ("is_listenable", json!(true)),
            ("runtime_length_min", json!(600)),
            (
                "library_status",
                json!({"date_added": date, "is_pending": false, "is_preordered": null,
                       "is_removable": false, "is_visible": true}),
            ),
        ]),
    }
}

/// A library item of a product, as a purchase.
fn bought(product: &Record, date: &str) -> Item {
    Item::new(product.with(&[
        ("status", json!("Active")),
        ("price", Value::Null),
        ("purchase_date", json!(date)),
        (
            "library_status",
            json!({"date_added": date, "is_pending": false, "is_preordered": null,
                   "is_removable": false, "is_visible": true}),
        ),
        ("origin_type", json!("Purchase")),
        ("is_ayce", json!(false)),
        ("is_archived", json!(false)),
        ("is_finished", json!(false)),
        ("is_visible", json!(true)),
        ("percent_complete", json!(0.0)),
        (
            "customer_rights",
            json!({"is_consumable": true, "is_consumable_indefinitely": true,
                   "is_consumable_offline": true, "is_consumable_until": null}),
        ),
    ]))
}

/// The item as it is after its last change; nothing where it is gone.
fn present(item: &Item, last: Option<&&What>) -> Option<Item> {
    match last {
        None | Some(What::Added(_)) => Some(item.clone()),
        Some(What::Became(now)) => Some(now.clone()),
        Some(What::Revoked) => Some(revoked(&item.record)),
        Some(What::Vanished) => None,
    }
}

/// A revoked item: complete, or with hardly anything but its ASIN (A55).
pub(crate) fn revoked(record: &Arc<Record>) -> Item {
    let asin = record.asin();
    let status = ("status", json!("Revoked"));
    let record = if asin.bytes().last().is_some_and(|last| last % 2 == 0) {
        record.with(&[status])
    } else {
        Record::from(&json!({"asin": asin})).with(&[status])
    };
    Item::new(record)
}
