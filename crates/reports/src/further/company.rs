//! People who work with the member's people: on the cover of a book that an author or narrator of
//! theirs wrote or read, and nowhere in their library.

use std::cmp::Reverse;

use audible::product::Person;
use audible::search::Role;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::choices::NameKeys;
use crate::names::{self, Part, split_part};
use crate::order;
use crate::reports::Reports;
use crate::text;
use crate::title::TitleId;

/// Somebody new.
#[derive(Clone, Debug)]
pub struct Colleague {
    /// As the first of the titles spells the name.
    pub name: String,
    /// Author or narrator.
    pub role: Role,
    /// People of the member's library whom they work with, by name.
    pub with: Vec<String>,
    /// The books on which they do, by title.
    pub titles: Vec<TitleId>,
}

/// Whoever works with most of the member's people first, then on most books, then by name.
pub fn company(reports: &Reports) -> Vec<Colleague> {
    let keys = NameKeys::new(&reports.options.people.same);
    let mine = names_in_hands(reports, &keys);
    let mut found: FxHashMap<(Role, String), Colleague> = FxHashMap::default();
    for (id, title) in reports.titles() {
        if title.holding.in_hands() || title.hidden {
            continue;
        }
        let product = reports.product(id);
        let people = || {
            let authors = product
                .authors
                .iter()
                .filter_map(|p| credited(&keys, Role::Author, p));
            let narrators = product
                .narrators
                .iter()
                .filter_map(|p| credited(&keys, Role::Narrator, p));
            authors.chain(narrators)
        };
        let known: Vec<&str> = people()
            .filter(|person| mine.contains(&person.key))
            .map(|person| person.name)
            .collect();
        if known.is_empty() {
            continue;
        }
        for person in people().filter(|person| !mine.contains(&person.key)) {
            let new = || Colleague {
                name: person.name.to_owned(),
                role: person.role,
                with: Vec::new(),
                titles: Vec::new(),
            };
            let colleague = found.entry((person.role, person.key)).or_insert_with(new);
            colleague
                .with
                .extend(known.iter().map(|name| (*name).to_owned()));
            colleague.titles.push(id);
        }
    }
    let mut found: Vec<Colleague> = found.into_values().collect();
    for colleague in &mut found {
        order::sort_by_cached_key(&mut colleague.with, |name| keys.of(name));
        colleague.with.dedup_by_key(|name| keys.of(name));
        order::sort_by_key(&mut colleague.titles, |id| reports.alphabetical(*id));
        colleague.titles.dedup();
    }
    order::sort_by_cached_key(&mut found, |colleague| {
        (
            Reverse(colleague.with.len()),
            Reverse(colleague.titles.len()),
            text::fold(&colleague.name),
            colleague.role,
        )
    });
    found
}

/// A person on a cover.
struct Credited<'a> {
    name: &'a str,
    key: String,
    role: Role,
}

/// Translators, editors … and nobody in particular do not count.
fn credited<'a>(keys: &NameKeys, role: Role, person: &'a Person) -> Option<Credited<'a>> {
    let (name, part) = split_part(&person.name);
    let counts = match part {
        None => true,
        Some(part) => role == Role::Narrator && part == Part::Reader,
    };
    (counts && !names::is_nobody(name)).then(|| Credited {
        name,
        key: keys.of(name),
        role,
    })
}

fn names_in_hands(reports: &Reports, keys: &NameKeys) -> FxHashSet<String> {
    let mine = reports
        .titles()
        .filter(|(_, title)| title.holding.in_hands());
    mine.flat_map(|(id, _)| {
        let product = reports.product(id);
        product.authors.iter().chain(&product.narrators)
    })
    .map(|person| keys.of(&person.name))
    .collect()
}
