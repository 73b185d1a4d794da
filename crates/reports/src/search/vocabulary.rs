//! [`Vocabulary`]: every word once, and where it stands.

use super::typos::{Typed, mask};
use super::words::is_unspaced;

/// How a typed word stands in a word of the library; less is better.
pub(super) const EXACT: u8 = 0;
pub(super) const BEGINNING: u8 = 1;
pub(super) const INSIDE: u8 = 2;
/// One slip and the whole word; one more for only its beginning, two more for another slip.
pub(super) const SLIP: u8 = 3;

/// Words in alphabetical order.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// All words, a line feed after each.
    text: String,
    /// Where each begins.
    starts: Vec<u32>,
    /// Which letters each has, and how many.
    shapes: Vec<(u32, u8)>,
    /// Where the places of each begin in `places`.
    offsets: Vec<u32>,
    /// Entry and field, packed by the index.
    places: Vec<u32>,
}

impl Vocabulary {
    /// From words in alphabetical order, each with its places.
    pub(super) fn new<'a>(words: impl Iterator<Item = (&'a str, &'a [u32])>) -> Self {
        let mut vocabulary = Self::default();
        for (word, places) in words {
            vocabulary.starts.push(end(&vocabulary.text));
            vocabulary.text.push_str(word);
            vocabulary.text.push('\n');
            let letters = u8::try_from(word.chars().count()).unwrap_or(u8::MAX);
            vocabulary.shapes.push((mask(word), letters));
            let offset = u32::try_from(vocabulary.places.len()).unwrap_or(u32::MAX);
            vocabulary.offsets.push(offset);
            vocabulary.places.extend(places);
        }
        vocabulary
    }

    /// Calls `take` with each word that is like the typed one: how, and where it stands.
    pub(super) fn like(&self, typed: &str, forgiving: bool, mut take: impl FnMut(u8, &[u32])) {
        let first = self.starts.partition_point(|start| self.at(*start) < typed);
        let mut word = first;
        while let Some(start) = self.starts.get(word) {
            let here = self.at(*start);
            if !here.starts_with(typed) {
                break;
            }
            let level = if here.len() == typed.len() {
                EXACT
            } else {
                BEGINNING
            };
            take(level, self.places(word));
            word += 1;
        }
        let beginnings = first..word;
        let unspaced = typed.chars().any(is_unspaced);
        if unspaced || typed.chars().nth(SHORTEST_INSIDE - 1).is_some() {
            let mut done = usize::MAX;
            for (at, _) in self.text.match_indices(typed) {
                let at = u32::try_from(at).unwrap_or(u32::MAX);
                let word = self.starts.partition_point(|start| *start <= at) - 1;
                if word != done && !beginnings.contains(&word) {
                    take(INSIDE, self.places(word));
                }
                done = word;
            }
        }
        if forgiving && !unspaced {
            self.near(typed, &beginnings, take);
        }
    }

    fn near(&self, typed: &str, but: &std::ops::Range<usize>, mut take: impl FnMut(u8, &[u32])) {
        let typed = Typed::new(typed);
        if typed.most == 0 {
            return;
        }
        for (word, (mask, letters)) in self.shapes.iter().enumerate() {
            if !typed.may_be_near(*mask, usize::from(*letters)) || but.contains(&word) {
                continue;
            }
            if let Some(near) = typed.near(self.at(self.starts[word])) {
                let more = u8::from(near.slips > 1) * 2 + u8::from(!near.whole);
                take(SLIP + more, self.places(word));
            }
        }
    }

    fn at(&self, start: u32) -> &str {
        let rest = &self.text[start as usize..];
        &rest[..rest.find('\n').unwrap_or(rest.len())]
    }

    fn places(&self, word: usize) -> &[u32] {
        let end = self
            .offsets
            .get(word + 1)
            .map_or(self.places.len(), |end| *end as usize);
        &self.places[self.offsets[word] as usize..end]
    }
}

/// Shorter stretches stand inside of too many words to say anything.
const SHORTEST_INSIDE: usize = 3;

fn end(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
