//! When two editions are the same work (API reference, 10.1).

use std::borrow::Cow;

use audible::Product;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

use crate::names::case_fold;
use crate::sequence::{Number, Sequence};

/// Whether a text is read or played. A drama neither satisfies nor hides the novel (API reference, 4.7).
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Class {
    /// Read aloud: novels, stories, non-fiction, lectures.
    #[default]
    Novel,
    /// Played by a cast.
    Drama,
}

impl Class {
    /// By title, subtitle and content type. `original_recording` alone proves nothing.
    pub fn of(product: &Product) -> Self {
        if product.content_type.as_deref() == Some("Performance")
            || says_drama(&product.title)
            || product.subtitle.as_deref().is_some_and(says_drama)
        {
            Self::Drama
        } else {
            Self::Novel
        }
    }
}

fn says_drama(text: &str) -> bool {
    const WORDS: [&[u8]; 2] = [b"dramatized adaptation", b"dramatised adaptation"];
    let text = text.as_bytes();
    (0..text.len().saturating_sub(WORDS[0].len() - 1))
        .filter(|at| matches!(text[*at], b'd' | b'D'))
        .any(|at| {
            let here = &text[at..at + WORDS[0].len()];
            WORDS.iter().any(|words| here.eq_ignore_ascii_case(words))
        })
}

/// Whether a title begins as those of books about another book do: no volume of a series unless its
/// author wrote that, too (API reference, 4.7).
pub(crate) fn is_about_a_book(title: &str) -> bool {
    const BEGINNINGS: [&str; 3] = ["summary of", "study guide", "conversation starters"];
    BEGINNINGS.iter().any(|words| {
        let head = title.get(..words.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(words))
    })
}

/// A title without what differs between editions.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MainTitle {
    /// Words in lower case, single blanks between them.
    pub key: String,
    /// A volume number that was cut off with `: Book 4`. Two different ones are two works.
    pub volume: Option<Number>,
}

/// Drops bracketed remarks, `Booktrack Edition` and the like, a leading article, and what follows a
/// colon if it only repeats the series or the volume. `series` are the titles of the product's series.
pub fn main_title(title: &str, series: &[&str]) -> MainTitle {
    main_title_of(&case_fold(title), series.iter().copied())
}

/// [`main_title`] of a product.
pub(crate) fn main_title_in(product: &Product) -> MainTitle {
    let series = product.series.iter();
    let series = series.filter_map(|entry| entry.title.as_deref());
    main_title_of(&case_fold(&product.title), series)
}

/// [`main_title`] of a title in lower case.
pub(crate) fn main_title_of<'a>(folded: &str, series: impl Iterator<Item = &'a str>) -> MainTitle {
    let outside = without_brackets(folded);
    let mut rest = &*outside;
    let mut volume = None;
    if rest.contains(':') {
        let series: Vec<String> = series.map(case_fold).collect();
        while let Some((head, tail)) = rest.rsplit_once(':') {
            let is_named = |name: &String| words(head).eq(words(name));
            // "Monster Tale: Book 1" of the series Monster Tale: the head is no title of its own.
            if words(head).next().is_none() || series.iter().any(is_named) {
                break;
            }
            let label = volume_of(tail);
            if label.is_none() && !series.iter().any(|name| repeats(tail, name)) {
                break;
            }
            volume = volume.or(label.and_then(|label| label.single()));
            rest = head;
        }
    }
    let mut found: Vec<&str> = Vec::with_capacity(8);
    found.extend(words(rest));
    if found.iter().any(|word| ["edition", "movie"].contains(word)) {
        drop_editions(&mut found);
    }
    if found.len() > 2 && found.ends_with(&["a", "novel"]) {
        found.truncate(found.len() - 2);
    }
    let initial = found.get(1).is_some_and(|second| is_letter(second)) && is_letter(found[0]);
    if found.len() > 1 && ARTICLES.contains(&found[0]) && !initial {
        found.remove(0);
    }
    let key = if found.is_empty() {
        folded.trim().to_owned()
    } else {
        joined(&found, rest.len())
    };
    MainTitle { key, volume }
}

/// Whether the words of a name stand in a text, one after the other.
fn repeats(text: &str, name: &str) -> bool {
    let mut rest = words(text);
    let Some(first) = words(name).next() else {
        return false;
    };
    loop {
        let mut here = rest.clone();
        match rest.next() {
            None => return false,
            Some(word) if word == first => {
                if words(name).all(|word| here.next() == Some(word)) {
                    return true;
                }
            }
            Some(_) => {}
        }
    }
}

/// Of at most so many bytes: with blanks between the words, but none between initials: `A. I.`, `A.I.` and `AI` are one.
fn joined(words: &[&str], most: usize) -> String {
    let mut joined = String::with_capacity(most);
    let mut initials = false;
    for word in words {
        let letter = is_letter(word);
        let initial = letter && initials;
        if !joined.is_empty() && !initial {
            joined.push(' ');
        }
        joined.push_str(word);
        initials = letter;
    }
    joined
}

fn is_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

pub(crate) const ARTICLES: [&str; 9] = ["the", "a", "an", "der", "die", "das", "le", "la", "el"];

/// Words that announce a volume number.
const VOLUME_WORDS: [&str; 14] = [
    "book", "books", "volume", "volumes", "vol", "part", "band", "teil", "buch", "tome", "livre",
    "libro", "livro", "folge",
];

/// Marks belong to their letter: `ไม่` and `ไม้` are two words.
fn words(text: &str) -> impl Iterator<Item = &str> + Clone {
    let is_mark =
        |c: char| !c.is_ascii() && CanonicalCombiningClassMapBorrowed::new().get_u8(c) != 0;
    text.split(move |c: char| !c.is_alphanumeric() && !is_mark(c))
        .filter(|word| !word.is_empty())
}

/// The numbers of a volume's label, `book 4` or `books 1 3`; `None` if the words are anything else.
fn volume_of(tail: &str) -> Option<Sequence> {
    let mut numbers = words(tail);
    let first = numbers.next()?;
    if !VOLUME_WORDS.contains(&first) {
        return None;
    }
    let label = match (numbers.next(), numbers.next()) {
        (Some(word), None) if number_word(word).is_some() => number_word(word)?.to_string(),
        _ => words(tail).skip(1).collect::<Vec<_>>().join("-"),
    };
    Some(Sequence::parse(Some(&label))).filter(|label| !label.is_empty())
}

fn number_word(word: &str) -> Option<Number> {
    const WORDS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    (1..)
        .zip(WORDS)
        .find(|(_, name)| *name == word)
        .map(|(number, _)| Number::whole(number))
}

/// Without `(…)`, `[…]` and `{…}`; unchanged if nothing else is there.
fn without_brackets(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| b"([{".contains(&byte)) {
        return text.into();
    }
    let mut depth = 0_u32;
    let outside: String = text
        .chars()
        .filter(|c| match c {
            '(' | '[' | '{' => {
                depth += 1;
                false
            }
            ')' | ']' | '}' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect();
    if words(&outside).next().is_none() {
        text.into()
    } else {
        outside.into()
    }
}

/// What stands before the ordinal of an anniversary.
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// `10th`, `21st`, `tenth`, `first`.
fn is_ordinal(word: &str) -> bool {
    const WORDS: [&str; 3] = ["first", "second", "third"];
    let of_digits = word.starts_with(|c: char| c.is_ascii_digit());
    word.ends_with("th")
        || WORDS.contains(&word)
        || of_digits && ["st", "nd", "rd"].iter().any(|end| word.ends_with(end))
}

fn drop_editions(found: &mut Vec<&str>) {
    const EDITIONS: [&[&str]; 4] = [
        &["booktrack", "edition"],
        &["amazonclassics", "edition"],
        &["movie", "tie", "in", "edition"],
        &["movie", "tie", "in"],
    ];
    for edition in EDITIONS {
        if found.len() > edition.len()
            && let Some(at) = found
                .windows(edition.len())
                .position(|window| window == edition)
        {
            found.drain(at..at + edition.len());
        }
    }
    if let Some(at) = found.iter().position(|word| *word == "anniversary")
        && at >= 2
        && found.get(at + 1) == Some(&"edition")
        && is_ordinal(found[at - 1])
    {
        // "The Twenty-Fifth Anniversary Edition" begins two words before its ordinal.
        let before = found[1..at - 1].iter().rev();
        let words = before.take_while(|word| **word == "the" || TENS.contains(*word));
        let from = at - 1 - words.count();
        found.drain(from..at + 2);
    }
}
