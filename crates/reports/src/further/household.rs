//! Several accounts together: who has which work, and what several have bought.

use audible::product::SeriesRef;
use rustc_hash::FxHashMap;

use crate::choices::NameKeys;
use crate::names::split_part;
use crate::order;
use crate::reports::Reports;
use crate::sequence::{Number, Sequence};
use crate::title::TitleId;
use crate::works::{Class, main_title_in};

/// A work and who has it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Shared {
    /// The account, as an index into what was given, and its titles; each account once.
    pub who: Vec<(usize, Vec<TitleId>)>,
}

/// Every work that is in anybody's hands, by title as the first of its owners has it. Two titles of
/// different accounts are one work if they have one ASIN, or agree in main title, class and an author.
pub fn household(accounts: &[&Reports]) -> Vec<Shared> {
    // What one of them says about people holds for all.
    let said = accounts.iter().map(|reports| &reports.options.people);
    let names = NameKeys::new(said.flat_map(|people| &people.same));
    let mut works: Vec<Shared> = Vec::new();
    let mut place: FxHashMap<Key, usize> = FxHashMap::default();
    for (account, reports) in accounts.iter().enumerate() {
        for (id, title) in reports.titles() {
            if !title.holding.in_hands() {
                continue;
            }
            let keys = keys(reports, &names, id);
            let known = keys.iter().find_map(|key| place.get(key)).copied();
            let at = known.unwrap_or(works.len());
            if known.is_none() {
                works.push(Shared { who: Vec::new() });
            }
            for key in keys {
                place.entry(key).or_insert(at);
            }
            match works[at].who.last_mut() {
                Some((last, titles)) if *last == account => titles.push(id),
                _ => works[at].who.push((account, vec![id])),
            }
        }
    }
    order::sort_by_cached_key(&mut works, |work| {
        let first = work
            .who
            .first()
            .and_then(|(who, titles)| Some((*who, *titles.first()?)));
        first.map(|(who, id)| {
            let (folded, title, asin) = accounts[who].alphabetical(id);
            (folded.to_owned(), title.to_owned(), asin.clone())
        })
    });
    works
}

/// Works that at least two accounts own: bought twice.
pub fn bought_by_several<'a>(
    accounts: &'a [&Reports],
    works: &'a [Shared],
) -> impl Iterator<Item = &'a Shared> {
    works.iter().filter(move |work| {
        let owns = |(who, titles): &&(usize, Vec<TitleId>)| {
            let owned =
                |id: &TitleId| accounts[*who].title(*id).holding == crate::owned::Holding::Owned;
            titles.iter().any(owned)
        };
        work.who.iter().filter(owns).count() > 1
    })
}

/// What makes two titles one work.
#[derive(Debug, Eq, Hash, PartialEq)]
enum Key {
    Asin(audible::Asin),
    Work {
        class: Class,
        title: String,
        volume: Option<Number>,
        author: String,
    },
}

fn keys(reports: &Reports, names: &NameKeys, id: TitleId) -> Vec<Key> {
    let product = reports.product(id);
    let title = main_title_in(product);
    // Volumes of one series may be called alike: the number belongs to the work.
    let single = |entry: &SeriesRef| Sequence::parse(entry.sequence.as_deref()).single();
    let volume = title
        .volume
        .or_else(|| product.series.iter().find_map(single));
    let authors = product
        .authors
        .iter()
        .filter(|p| split_part(&p.name).1.is_none());
    authors
        .map(|author| Key::Work {
            class: reports.title(id).class,
            title: title.key.clone(),
            volume,
            author: names.of(&author.name),
        })
        .chain([Key::Asin(product.asin.clone())])
        .collect()
}
