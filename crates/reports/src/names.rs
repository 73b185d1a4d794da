//! People: when two names are one person, and which part they had (API reference, 10.1).

use icu_normalizer::ComposingNormalizerBorrowed;

/// A part other than author or narrator, taken from a suffix such as ` - translator`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[expect(missing_docs, reason = "the field's own words")]
pub enum Part {
    Translator,
    Editor,
    Illustrator,
    Introduction,
    Foreword,
    Afterword,
    Preface,
    Adaptation,
    Contributor,
    Reader,
}

/// What the store writes after ` - `, folded.
const PARTS: [(&str, Part); 19] = [
    ("translator", Part::Translator),
    ("übersetzer", Part::Translator),
    ("traducteur", Part::Translator),
    ("traductor", Part::Translator),
    ("traduttore", Part::Translator),
    ("editor", Part::Editor),
    ("herausgeber", Part::Editor),
    ("illustrator", Part::Illustrator),
    ("introduction", Part::Introduction),
    ("foreword", Part::Foreword),
    ("vorwort", Part::Foreword),
    ("prólogo", Part::Foreword),
    ("afterword", Part::Afterword),
    ("nachwort", Part::Afterword),
    ("preface", Part::Preface),
    ("adaptation", Part::Adaptation),
    ("adapter", Part::Adaptation),
    ("contributor", Part::Contributor),
    ("read by", Part::Reader),
];

/// [`key`]s of names that are nobody in particular.
const PSEUDO: [&str; 29] = [
    "fullcast",
    "afullcast",
    "fullcastrecording",
    "uncredited",
    "various",
    "variousauthors",
    "variousnarrators",
    "anonymous",
    "anallstarcast",
    "cast",
    "ensemble",
    "test",
    "virtualvoice",
    "digitalvoice",
    "n/a",
    "unknown",
    "audible",
    "audibleoriginals",
    "audiblestudios",
    "anon",
    "anonymus",
    "div",
    "diverse",
    "verschiedene",
    "unbekannt",
    "multiplenarrators",
    "multiplevoices",
    "nocredit",
    "notcredited",
];

/// Words that end a company's name and hardly anybody's. `Books` and `Press` are surnames too.
const COMPANY: [&str; 20] = [
    "audio",
    "audiobooks",
    "co",
    "company",
    "entertainment",
    "gmbh",
    "hörbuch",
    "hörbuchverlag",
    "inc",
    "llc",
    "ltd",
    "magazine",
    "media",
    "originals",
    "productions",
    "publishers",
    "publishing",
    "studio",
    "studios",
    "verlag",
];

/// The name without its part, and the part. Only known parts split a name: `Group - One` stays whole.
pub fn split_part(name: &str) -> (&str, Option<Part>) {
    let whole = name.trim();
    // Every name of every cover comes by here: one byte is found faster than a text.
    let is_dash = |at: &usize| whole[..*at].ends_with(' ') && whole[at + 1..].starts_with(' ');
    let mut hyphens = whole.rmatch_indices('-').map(|(at, _)| at);
    let Some(dash) = hyphens.find(is_dash) else {
        return (whole, None);
    };
    let (person, suffix) = (&whole[..dash - 1], &whole[dash + 2..]);
    let suffix = case_fold(suffix.trim());
    match PARTS.iter().find(|(word, _)| *word == suffix) {
        Some((_, part)) if !person.trim().is_empty() => (person.trim(), Some(*part)),
        _ => (whole, None),
    }
}

/// Equal for two spellings of one name: case, full stops, blanks, hyphens and apostrophes do not
/// count; every letter of every script does, accents included.
pub fn key(name: &str) -> String {
    key_of(split_part(name).0)
}

/// [`key`] of a name without part.
pub(crate) fn key_of(person: &str) -> String {
    let mut key = case_fold(person);
    key.retain(|c| !c.is_control() && !c.is_whitespace() && !is_joint(c));
    if key.is_empty() { person.into() } else { key }
}

/// Whether a name is nobody in particular: `full cast`, `uncredited` …, or a company.
pub fn is_nobody(name: &str) -> bool {
    let (person, _) = split_part(name);
    is_nobody_of(person, &key_of(person))
}

/// [`is_nobody`] of a name without part and its key.
pub(crate) fn is_nobody_of(person: &str, key: &str) -> bool {
    if PSEUDO.contains(&key) {
        return true;
    }
    let mut words = person.split([' ', ',']).filter(|word| !word.is_empty());
    words.next_back().is_some_and(|last| {
        let last = case_fold(last.trim_end_matches('.'));
        COMPANY.contains(&last.as_str()) && words.next().is_some()
    })
}

/// NFKC, then lower case letter by letter, so that a name's place in a word does not matter.
pub(crate) fn case_fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in ComposingNormalizerBorrowed::new_nfkc()
        .normalize(text)
        .chars()
    {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
            continue;
        }
        for c in c.to_lowercase() {
            match c {
                'ß' => folded.push_str("ss"),
                'ς' => folded.push('σ'),
                c => folded.push(c),
            }
        }
    }
    folded
}

const fn is_joint(c: char) -> bool {
    matches!(
        c,
        '.' | '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | '‘' | 'ʼ'
    )
}
