//! Fills [`SeriesReport`]s: which volumes are missing, and what to say about them
//! (API reference, 10.3).

mod boxes;
mod cost;
mod not_wanted;
mod rows;
mod shelf;

use std::collections::BTreeMap;

use audible::library::SeriesProduct;
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::advice::Advice;
use crate::catalogue::Catalogue;
use crate::children::{Children, Context, Held, Mine};
use crate::library::title_key;
use crate::order;
use crate::reports::product as product_of;
use crate::sequence::{Number, Sequence};
use crate::series::{Missing, SeriesReport, Volume};
use crate::shelves::Shelf;
use crate::title::TitleId;
use rows::Builder;

pub(crate) use not_wanted::leave_out;

/// `None` if no title of the series is in the member's hands.
pub(crate) fn report(
    context: &Context<'_>,
    catalogue: &mut Catalogue,
    shelf: &Shelf,
    product: Option<&SeriesProduct>,
) -> Option<SeriesReport> {
    let mine = mine(context, catalogue, shelf, product);
    if mine.is_empty() {
        return None;
    }
    let held = Held::of(context.snapshot, catalogue, mine);
    let mut children = Children::default();
    let listed = product.map_or(&[][..], |product| &product.children);
    let mut seen = FxHashSet::with_capacity_and_hasher(listed.len(), FxBuildHasher);
    for child in listed {
        if seen.insert(&child.asin) {
            let sequence = Sequence::parse(child.sequence.as_deref());
            let series = shelf.asin.as_ref();
            children.add(context, catalogue, series, &held, (&child.asin, sequence));
        }
    }
    children.rank(context, catalogue, &held);
    let builder = Builder {
        context,
        catalogue,
        held: &held,
        children: &children,
        highest: {
            let last = |numbers: &BTreeMap<Number, _>| numbers.keys().next_back().copied();
            last(&held.novels).max(last(&held.dramas))
        },
    };
    Some(builder.build(shelf, listed.is_empty()))
}

/// Totals over all series; a volume in two series counts once.
pub(crate) fn total(series: Vec<SeriesReport>, catalogue: &Catalogue) -> Missing {
    let mut missing = Missing::default();
    let mut volumes = FxHashSet::default();
    let mut coming = FxHashSet::default();
    let mut stories = FxHashSet::default();
    let mut priced = FxHashSet::default();
    for report in &series {
        let wanted = report.shelf.iter().filter(|spine| spine.is_wanted());
        missing.incomplete += usize::from(wanted.clone().count() > 0);
        // A volume that is to be had in a box only is told apart by its number.
        volumes.extend(wanted.map(|spine| match spine.title {
            Some(title) => (title, None),
            None => (
                TitleId(u32::MAX),
                Some((report.asin.as_ref(), spine.number)),
            ),
        }));
        coming.extend(report.coming.iter().map(|volume| volume.title));
        let sold = |volume: &&Volume| catalogue.title(volume.title).advice != Advice::NotForSale;
        stories.extend(report.stories.iter().filter(sold).map(|story| story.title));
        for id in &report.to_buy {
            if priced.insert(*id) {
                missing.cost.add(catalogue.title(*id).advice);
            }
        }
    }
    missing.volumes = volumes.len();
    missing.coming = coming.len();
    missing.stories = stories.len();
    missing.series = series;
    missing
}

/// The member's titles in a series: by their own entry, or because the series names them.
fn mine(
    context: &Context<'_>,
    catalogue: &mut Catalogue,
    shelf: &Shelf,
    product: Option<&SeriesProduct>,
) -> Vec<Mine> {
    let children = product.map_or(&[][..], |product| &product.children);
    let in_hands = |catalogue: &Catalogue, id| catalogue.title(id).holding.in_hands();
    let mut mine: Vec<Mine> = Vec::with_capacity(shelf.entries.len());
    for entry in &shelf.entries {
        if !in_hands(catalogue, entry.title) {
            continue;
        }
        let sequence = if entry.sequence.is_empty() {
            let asin = &catalogue.product(context.snapshot, entry.title).asin;
            let numbered = children.iter().filter(|child| child.sequence.is_some());
            let named = { numbered }.find(|child| child.asin == *asin);
            Sequence::parse(named.and_then(|child| child.sequence.as_deref()))
        } else {
            entry.sequence.clone()
        };
        mine.push(Mine {
            title: entry.title,
            sequence,
        });
    }
    // Entries stand in the order of the library, and so do their titles.
    let own = mine.len();
    for child in children {
        let place = catalogue.place(&child.asin);
        let id = place.title.or_else(|| {
            // Owned by its rights, although the library does not list it.
            let offer = product_of(context.snapshot, place.offer?);
            let owned = offer.rights.as_ref()?.consumable_indefinitely == Some(true);
            owned
                .then(|| catalogue.intern(context.snapshot, &child.asin, context.options))
                .flatten()
        });
        if let Some(title) = id
            && in_hands(catalogue, title)
            && mine[..own]
                .binary_search_by_key(&title, |mine| mine.title)
                .is_err()
            && mine[own..].iter().all(|mine| mine.title != title)
        {
            let sequence = Sequence::parse(child.sequence.as_deref());
            mine.push(Mine { title, sequence });
        }
    }
    let key = |mine: &Mine| mine.sequence.sort_key();
    order::sort_by(&mut mine, |a, b| {
        let titles = |mine: &Mine| title_key(context.snapshot, catalogue, mine.title);
        key(a).cmp(&key(b)).then_with(|| titles(a).cmp(&titles(b)))
    });
    mine
}
