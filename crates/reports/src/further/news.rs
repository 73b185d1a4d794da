//! What is new: the differences between two readings of one library (API reference, 10.8).

pub use audible::change::{Change, What};
use audible::library::LibraryItem;
use audible::product::Kind;
use audible::{Asin, Money, Product, Snapshot};
use rustc_hash::FxHashMap;
use time::Date;

use crate::listened::{Listened, listened};
use crate::order;
use crate::owned::{Holding, plus};

/// The library's changes first, then those of what is wished for or missing; each by kind and title.
/// Nothing for a first reading, nor for one of another store: a whole library is no news.
///
/// `was_mine` says of an ASIN whether it was in the library earlier than `before`.
pub fn news(
    before: &Snapshot,
    after: &Snapshot,
    (then, now): (Date, Date),
    was_mine: impl Fn(&Asin) -> bool,
) -> Vec<Change> {
    if before.read_at.is_none() || after.read_at.is_none() || before.store != after.store {
        return Vec::new();
    }
    let (old, new) = (library(before), library(after));
    let mut changes = Vec::new();
    for (asin, item) in &new {
        let was = old.get(asin).map(|item| Holding::of(item, then));
        let is = Holding::of(item, now);
        let mut tell = |what| changes.push(change(&item.product, what));
        match (was, is.in_hands()) {
            (None, true) if was_mine(asin) => tell(What::Returned),
            (None, true) => tell(What::Added),
            (Some(was), true) if !was.in_hands() => tell(What::Returned),
            (Some(Holding::Ordered), true) if is == Holding::Owned => tell(What::Released),
            (Some(was), false) if was.in_hands() => tell(What::Left),
            _ => {}
        }
        let finished = |item: &LibraryItem| listened(item) == Listened::Finished;
        if old.get(asin).is_some_and(|old| !finished(old)) && finished(item) {
            tell(What::Finished);
        }
    }
    for (asin, item) in &old {
        if !new.contains_key(asin) && Holding::of(item, then).in_hands() {
            changes.push(change(&item.product, What::Left));
        }
    }
    sort(&mut changes);
    let mut offers = offer_changes(before, after, (then, now));
    offers.retain(|change| !new.contains_key(&change.asin));
    sort(&mut offers);
    changes.extend(offers);
    changes
}

/// Of what both readings know a product of.
fn offer_changes(before: &Snapshot, after: &Snapshot, (then, now): (Date, Date)) -> Vec<Change> {
    let (old, new) = (offers(before), offers(after));
    let mut changes = Vec::new();
    for (asin, product) in &new {
        let Some(was) = old.get(asin) else { continue };
        let mut tell = |what| changes.push(change(product, what));
        match (plus(was, then).is_some(), plus(product, now).is_some()) {
            (false, true) => tell(What::NowInPlus),
            (true, false) => tell(What::NoLongerInPlus),
            _ => {}
        }
        if let (Some(was), Some(is)) = (cash(was), cash(product))
            && was.currency == is.currency
        {
            let (from, to) = (was.minor, is.minor);
            if to < from {
                tell(What::Cheaper { from, to });
            } else if from < to {
                tell(What::Dearer { from, to });
            }
        }
        let out =
            |product: &Product, day: Date| product.release_date.is_none_or(|date| date <= day);
        if !out(was, then) && out(product, now) {
            tell(What::Released);
        }
    }
    changes
}

fn library(snapshot: &Snapshot) -> FxHashMap<&Asin, &LibraryItem> {
    let books = snapshot
        .items
        .iter()
        .filter(|item| item.product.kind == Kind::Book);
    let mut all: FxHashMap<&Asin, &LibraryItem> = FxHashMap::default();
    for item in books {
        let held = all.entry(&item.product.asin).or_insert(item);
        // Of two copies the firmer counts (trap A71).
        let firmness = |item| Holding::of(item, Date::MIN).firmness();
        if firmness(held) < firmness(item) {
            *held = item;
        }
    }
    all
}

fn offers(snapshot: &Snapshot) -> FxHashMap<&Asin, &Product> {
    let wishes = snapshot.wishes.iter().map(|wish| &wish.product);
    let all = wishes.chain(&snapshot.products);
    all.filter(|product| product.kind == Kind::Book)
        .map(|product| (&product.asin, product))
        .collect()
}

fn cash(product: &Product) -> Option<Money> {
    let price = product.price.as_ref()?;
    let both = [price.lowest, price.list].into_iter().flatten();
    both.min_by_key(|money| money.minor)
}

fn change(product: &Product, what: What) -> Change {
    Change {
        asin: product.asin.clone(),
        title: product.title.clone(),
        what,
    }
}

fn sort(changes: &mut [Change]) {
    order::sort_by(changes, |a, b| {
        (a.what, &a.title, &a.asin).cmp(&(b.what, &b.title, &b.asin))
    });
}
