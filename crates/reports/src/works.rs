//! When two editions are the same work (API reference, 10.1).

use audible::Product;

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
    let folded = case_fold(title);
    let mut rest = without_brackets(&folded);
    let mut volume = None;
    if rest.contains(':') {
        let series: Vec<String> = series.iter().map(|name| spaced(&case_fold(name))).collect();
        while let Some((head, tail)) = rest.rsplit_once(':') {
            let head_words = spaced(head);
            // "Monster Tale: Book 1" of the series Monster Tale: the head is no title of its own.
            if head_words.is_empty() || series.contains(&head_words) {
                break;
            }
            let label = volume_of(&words(tail));
            let tail = spaced(tail);
            let repeats = |name: &String| !name.is_empty() && tail.contains(name.as_str());
            if label.is_none() && !series.iter().any(repeats) {
                break;
            }
            volume = volume.or(label.and_then(|label| label.single()));
            rest.truncate(head.len());
        }
    }
    let mut found = words(&rest);
    drop_editions(&mut found);
    if found.len() > 1 && ARTICLES.contains(&found[0]) {
        found.remove(0);
    }
    let key = if found.is_empty() {
        folded.trim().to_owned()
    } else {
        found.join(" ")
    };
    MainTitle { key, volume }
}

const ARTICLES: [&str; 9] = ["the", "a", "an", "der", "die", "das", "le", "la", "el"];

/// Words that announce a volume number.
const VOLUME_WORDS: [&str; 14] = [
    "book", "books", "volume", "volumes", "vol", "part", "band", "teil", "buch", "tome", "livre",
    "libro", "livro", "folge",
];

/// The [`words`] with a blank between them.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            spaced.push(c);
        } else if !spaced.is_empty() && !spaced.ends_with(' ') {
            spaced.push(' ');
        }
    }
    spaced.truncate(spaced.trim_end().len());
    spaced
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect()
}

/// The numbers of a volume's label, `book 4` or `books 1 3`; `None` if the words are anything else.
fn volume_of(tail: &[&str]) -> Option<Sequence> {
    let (first, numbers) = tail.split_first()?;
    if !VOLUME_WORDS.contains(first) {
        return None;
    }
    let label = match numbers {
        [word] if number_word(word).is_some() => number_word(word)?.to_string(),
        _ => numbers.join("-"),
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
fn without_brackets(text: &str) -> String {
    if !text.contains(['(', '[', '{']) {
        return text.to_owned();
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
    if words(&outside).is_empty() {
        text.to_owned()
    } else {
        outside
    }
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
        && found[at - 1].ends_with("th")
    {
        found.drain(at - 1..at + 2);
    }
    if found.len() > 2 && found.ends_with(&["a", "novel"]) {
        found.truncate(found.len() - 2);
    }
}
