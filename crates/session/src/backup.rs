//! What a backup holds: the list at its beginning, and what of it is worth having here.

use std::ops::Range;

use audible::product::Person;
use audible::{Marketplace, Timestamp};
use serde::{Deserialize, Serialize};

use crate::records::{Colour, Document, KeptHidden, KeptPeople, KeptViews, Read, read_snapshot};

/// Record 0 of a backup: what the others are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Contents {
    /// When it was made.
    pub made: Timestamp,
    /// The accounts, in the order of their records.
    pub accounts: Vec<BackedUp>,
    /// The member's settings.
    #[serde(default)]
    pub preferences: Option<serde_json::Value>,
}

/// One account of a backup.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BackedUp {
    /// Amazon's name for the customer.
    #[serde(default)]
    pub name: Option<String>,
    /// What the member calls it.
    #[serde(default)]
    pub label: Option<String>,
    /// By which it is told apart.
    #[serde(default)]
    pub colour: Option<Colour>,
    /// Names of its records, in their order.
    pub records: Vec<String>,
}

/// A record by its name, as it opened.
pub type Opened = (String, Vec<u8>);

impl Contents {
    /// The places of an account's records in the file.
    pub fn places(&self, account: usize) -> Range<usize> {
        let before = self.accounts.iter().take(account);
        let first = 1 + before.map(|it| it.records.len()).sum::<usize>();
        let count = self.accounts.get(account).map_or(0, |it| it.records.len());
        first..first + count
    }
}

/// The stores whose library a backup has whole, with what was read of each.
pub fn libraries(records: &[Opened]) -> Vec<Read> {
    let records: Vec<_> = records
        .iter()
        .map(|(name, plain)| (name.clone(), Ok::<_, vault::Error>(plain.as_slice())))
        .collect();
    Marketplace::ALL
        .into_iter()
        .map(|store| read_snapshot(store, &records))
        .filter(|read| read.snapshot.read_at.is_some())
        .collect()
}

/// Whether a library of a backup is to take the place of what is here of the same store: it is
/// later, or nothing is here.
pub fn is_later(backed_up: &Read, here: Option<Timestamp>) -> bool {
    backed_up.snapshot.read_at > here
}

/// A document that the member fills by hand. Where a backup meets it, both are kept.
pub trait Merge: Document + Clone + PartialEq {
    /// Adds what a backup holds beyond what is here. Nothing is lost, here or there; of two entries for
    /// the same thing the one here stays, since no entry says when it was made. For the same reason what
    /// was taken away here since the backup comes back.
    fn merge(&mut self, backed_up: Self);

    /// Whether a backup holds anything beyond what is here.
    fn lacks(&self, backed_up: &Self) -> bool {
        let mut merged = self.clone();
        merged.merge(backed_up.clone());
        merged != *self
    }
}

/// Adds to a list what it does not have, at its end. What is the same as an entry of it is left out.
pub fn add_missing<T>(here: &mut Vec<T>, backed_up: Vec<T>, is_same: impl Fn(&T, &T) -> bool) {
    for entry in backed_up {
        if !here.iter().any(|known| is_same(known, &entry)) {
            here.push(entry);
        }
    }
}

/// A view is the same under another name, too.
impl Merge for KeptViews {
    fn merge(&mut self, backed_up: Self) {
        add_missing(&mut self.views, backed_up.views, |one, other| {
            one.id == other.id
        });
    }
}

/// No two words contradict each other: who stands for themselves may be joined by a word all the same.
impl Merge for KeptPeople {
    fn merge(&mut self, backed_up: Self) {
        add_missing(&mut self.same, backed_up.same, is_same_word);
        add_missing(&mut self.apart, backed_up.apart, is_same_person);
    }
}

/// What is hidden here or there is hidden.
impl Merge for KeptHidden {
    fn merge(&mut self, backed_up: Self) {
        add_missing(&mut self.titles, backed_up.titles, |one, other| {
            one.asin == other.asin
        });
    }
}

/// Either way round.
fn is_same_word(one: &(Person, Person), other: &(Person, Person)) -> bool {
    let is_pair = |first, second| is_same_person(&one.0, first) && is_same_person(&one.1, second);
    is_pair(&other.0, &other.1) || is_pair(&other.1, &other.0)
}

/// By contributor page; by name where neither has one.
fn is_same_person(one: &Person, other: &Person) -> bool {
    match (&one.asin, &other.asin) {
        (None, None) => one.name == other.name,
        (one, other) => one == other,
    }
}

impl Document for Contents {
    const NAME: &'static str = "contents";
}

#[cfg(test)]
mod tests {
    use audible::Asin;
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::records::{HiddenTitle, KeptView, ViewId};

    const NAMES: [&str; 3] = ["Mara Ellison", "Rob Galt", "Ada Quill"];

    fn view(id: u8, name: &str) -> KeptView {
        let (report, query) = ("/reports/by-author".to_owned(), "by=-length".to_owned());
        KeptView::new(ViewId::new([id; 8]), name, report, query)
    }

    fn views(all: &[(u8, &str)]) -> KeptViews {
        let views = all.iter().map(|(id, name)| view(*id, name)).collect();
        KeptViews { views }
    }

    /// `Mara Ellison@B00000MARA`, or a name alone.
    fn person(text: &str) -> Person {
        let (name, page) = text.split_once('@').unwrap_or((text, ""));
        Person {
            asin: Asin::parse(page),
            name: name.to_owned(),
        }
    }

    fn people(same: &[(&str, &str)], apart: &[&str]) -> KeptPeople {
        let pair = |(one, other): &(&str, &str)| (person(one), person(other));
        KeptPeople {
            same: same.iter().map(pair).collect(),
            apart: apart.iter().map(|text| person(text)).collect(),
        }
    }

    #[test]
    fn views_of_both_are_there_and_the_name_here_stays() {
        for (here, backed_up, merged) in [
            (vec![], vec![], vec![]),
            (vec![(1, "New")], vec![], vec![(1, "New")]),
            (vec![], vec![(1, "New")], vec![(1, "New")]),
            (vec![(1, "New")], vec![(1, "Old")], vec![(1, "New")]),
            // Another view of the same name is another view.
            (
                vec![(2, "Long"), (1, "New")],
                vec![(1, "Old"), (3, "Long")],
                vec![(2, "Long"), (1, "New"), (3, "Long")],
            ),
        ] {
            let (mut here, backed_up, merged) = (views(&here), views(&backed_up), views(&merged));
            assert_eq!(here.lacks(&backed_up), here != merged, "{backed_up:?}");
            here.merge(backed_up);
            assert_eq!(here, merged);
        }
    }

    #[test]
    fn words_about_people_of_both_are_there_once() {
        const MARA: &str = "Mara Ellison@B00000MARA";
        for (mut here, backed_up, merged) in [
            (
                people(&[(MARA, "Rob Galt")], &[]),
                people(&[], &["Rob Galt"]),
                people(&[(MARA, "Rob Galt")], &["Rob Galt"]),
            ),
            // The other way round, and as another book spells it.
            (
                people(&[(MARA, "Rob Galt")], &[MARA]),
                people(
                    &[("Rob Galt", "M. Ellison@B00000MARA")],
                    &["M. Ellison@B00000MARA"],
                ),
                people(&[(MARA, "Rob Galt")], &[MARA]),
            ),
            // A name without page is somebody else than the page of that name.
            (
                people(&[], &[MARA]),
                people(&[(MARA, "Mara Ellison")], &["Mara Ellison"]),
                people(&[(MARA, "Mara Ellison")], &[MARA, "Mara Ellison"]),
            ),
        ] {
            assert_eq!(here.lacks(&backed_up), here != merged, "{backed_up:?}");
            here.merge(backed_up);
            assert_eq!(here, merged);
        }
    }

    fn hidden(all: &[(u8, &str)]) -> KeptHidden {
        let title = |(code, title): &(u8, &str)| HiddenTitle {
            asin: Asin::parse(&format!("B{code:0>9}")).expect("ten letters and digits"),
            title: (*title).to_owned(),
        };
        KeptHidden {
            titles: all.iter().map(title).collect(),
        }
    }

    #[test]
    fn what_is_hidden_in_either_is_hidden_once() {
        for (here, backed_up, both) in [
            (vec![], vec![], vec![]),
            (vec![(1, "New")], vec![], vec![(1, "New")]),
            (vec![], vec![(1, "Old")], vec![(1, "Old")]),
            // Called another name at another time.
            (
                vec![(2, "Ebb"), (1, "New")],
                vec![(1, "Old"), (3, "Neap")],
                vec![(2, "Ebb"), (1, "New"), (3, "Neap")],
            ),
        ] {
            let (here, backed_up) = (hidden(&here), hidden(&backed_up));
            let both = hidden(&both);
            assert_eq!(here.lacks(&backed_up), here != both, "{backed_up:?}");
            assert_eq!(merged(&here, &backed_up), both);
        }
    }

    fn any_views() -> impl Strategy<Value = KeptViews> {
        vec((0..6_u8, 0..NAMES.len()), 0..6).prop_map(|all| {
            let mut views = KeptViews::default();
            for (id, name) in all {
                views.put(usize::MAX, view(id, NAMES[name]));
            }
            views
        })
    }

    fn any_person() -> impl Strategy<Value = Person> {
        (0..NAMES.len(), 0..3_u8).prop_map(|(name, page)| Person {
            // The last of them has none.
            asin: Asin::parse(["B000000001", "B000000002", ""][usize::from(page)]),
            name: NAMES[name].to_owned(),
        })
    }

    fn any_people() -> impl Strategy<Value = KeptPeople> {
        let same = vec((any_person(), any_person()), 0..5);
        (same, vec(any_person(), 0..5)).prop_map(|(same, apart)| KeptPeople { same, apart })
    }

    /// What merging twice makes, after checking that it is what merging once made.
    fn merged<T: Merge + std::fmt::Debug>(here: &T, backed_up: &T) -> T {
        let mut merged = here.clone();
        merged.merge(backed_up.clone());
        assert!(!merged.lacks(backed_up) && !merged.lacks(here));
        let once = merged.clone();
        merged.merge(backed_up.clone());
        assert_eq!(merged, once);
        merged
    }

    proptest! {
        #[test]
        fn no_view_is_lost_however_often_it_comes(here in any_views(), backed_up in any_views()) {
            let merged = merged(&here, &backed_up);
            prop_assert!(merged.views.starts_with(&here.views));
            for view in &backed_up.views {
                let times = merged.views.iter().filter(|known| known.id == view.id).count();
                prop_assert_eq!(times, 1);
            }
        }

        #[test]
        fn no_word_is_lost_however_often_it_comes(here in any_people(), backed_up in any_people()) {
            let merged = merged(&here, &backed_up);
            prop_assert!(merged.same.starts_with(&here.same));
            prop_assert!(merged.apart.starts_with(&here.apart));
            for word in &backed_up.same {
                prop_assert!(merged.same.iter().any(|known| is_same_word(known, word)));
            }
            for who in &backed_up.apart {
                prop_assert!(merged.apart.iter().any(|known| is_same_person(known, who)));
            }
        }
    }
}
