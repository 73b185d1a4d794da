//! The catalogue's loose matching of names and titles (API reference, 4.3).

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

/// Which products have which words, in one kind of text.
#[derive(Debug, Default)]
pub(crate) struct Index {
    words: BTreeMap<Box<str>, Vec<u32>>,
    /// Whole names, without their blanks.
    whole: HashMap<Box<str>, Vec<u32>>,
}

/// How well a product matches; better is more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Match {
    /// A word is like one of its words.
    Loose,
    /// It has all words.
    Words,
    /// One of its texts is what was asked for.
    Whole,
}

impl Index {
    /// Adds a text of a product. Products must be added in the order of their numbers.
    pub(crate) fn add(&mut self, product: u32, text: &str) {
        let words = words(text);
        if words.is_empty() {
            return;
        }
        push(
            self.whole.entry(words.concat().into()).or_default(),
            product,
        );
        for word in &words {
            push(self.words.entry(word.as_str().into()).or_default(), product);
        }
        for joined in joined(&words) {
            push(self.words.entry(joined.into()).or_default(), product);
        }
    }

    /// The products with all words of a text, by number.
    pub(crate) fn find(&self, text: &str) -> BTreeMap<u32, Match> {
        let asked = words(text);
        let mut found = BTreeMap::new();
        let mut ways = vec![merged_initials(&asked)];
        if let [first, .., last] = asked.as_slice()
            && !first.is_ascii()
            && !last.is_ascii()
        {
            ways.push(vec![asked.concat()]);
        }
        for words in ways {
            let mut lists: Vec<BTreeMap<u32, Match>> =
                words.iter().map(|word| self.having(word)).collect();
            lists.sort_by_key(BTreeMap::len);
            let Some((fewest, others)) = lists.split_first() else {
                continue;
            };
            for (product, how) in fewest {
                let all = others.iter().try_fold(*how, |worst, list| {
                    list.get(product).map(|how| worst.min(*how))
                });
                if let Some(how) = all {
                    let best = found.entry(*product).or_insert(how);
                    *best = how.max(*best);
                }
            }
        }
        for product in self
            .whole
            .get(asked.concat().as_str())
            .into_iter()
            .flatten()
        {
            found.insert(*product, Match::Whole);
        }
        found
    }

    /// The products that have a word, or one that begins like it.
    fn having(&self, word: &str) -> BTreeMap<u32, Match> {
        let mut found = BTreeMap::new();
        if word.chars().count() >= LIKE {
            let longer = self
                .words
                .range::<str, _>((Bound::Included(word), Bound::Unbounded))
                .take_while(|(longer, _)| longer.starts_with(word));
            for (_, products) in longer {
                found.extend(products.iter().map(|product| (*product, Match::Loose)));
            }
            for (end, _) in word.char_indices().skip(LIKE) {
                for product in self.words.get(&word[..end]).into_iter().flatten() {
                    found.insert(*product, Match::Loose);
                }
            }
        }
        for product in self.words.get(word).into_iter().flatten() {
            found.insert(*product, Match::Words);
        }
        found
    }
}

/// The words of a text, in lower case.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Initials as one word (`j k` → `jk`), and names of other scripts without their blank.
fn joined(words: &[String]) -> Vec<String> {
    let mut joined: Vec<String> = merged_initials(words)
        .into_iter()
        .filter(|word| !words.contains(word))
        .collect();
    if words.len() > 1 && words.iter().all(|word| !word.is_ascii()) {
        joined.push(words.concat());
    }
    joined
}

fn merged_initials(words: &[String]) -> Vec<String> {
    let mut merged: Vec<String> = Vec::new();
    let mut after_initial = false;
    for word in words {
        let is_initial = word.chars().count() == 1;
        match merged.last_mut() {
            Some(last) if is_initial && after_initial => last.push_str(word),
            _ => merged.push(word.clone()),
        }
        after_initial = is_initial;
    }
    merged
}

fn push(list: &mut Vec<u32>, product: u32) {
    if list.last() != Some(&product) {
        list.push(product);
    }
}

/// Words are alike where they begin with the same letters, as many as this.
const LIKE: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_loosely() {
        let names = [
            "Mara Ellison",
            "Mara Ellis",
            "Ellison Mara-Grant",
            "Mara Ellison - translator",
            "Theo Brandt",
            "J.K. Rowland",
            "JK Rowland",
            "村田 冬子",
            "村田冬子",
            "Mary-Ann Lee",
        ];
        let mut index = Index::default();
        for (number, name) in (0..).zip(names) {
            index.add(number, name);
        }
        let found = |text| index.find(text).into_iter().collect::<Vec<_>>();
        assert_eq!(
            found("Mara Ellison"),
            [
                (0, Match::Whole),
                (1, Match::Loose),
                (2, Match::Words),
                (3, Match::Words)
            ]
        );
        let numbers = |text| index.find(text).into_keys().collect::<Vec<_>>();
        assert_eq!(numbers("J. K. Rowland"), [5, 6]);
        assert_eq!(numbers("JK Rowland"), [5, 6]);
        assert_eq!(numbers("村田 冬子"), [7, 8]);
        assert_eq!(numbers("Maryann Lee"), [9]);
        assert_eq!(numbers("Nobody At All"), [0; 0]);
        assert_eq!(numbers(" - "), [0; 0]);
    }
}
