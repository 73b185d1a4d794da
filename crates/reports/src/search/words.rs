//! The words of a text, as they are found.

use crate::text;

/// Folded, letters that marks do not explain spelled out, apostrophes dropped, and one blank for
/// whatever else stands between words.
pub(super) fn plain(text: &str) -> String {
    let folded = text::fold(text);
    let mut plain = String::with_capacity(folded.len());
    let mut blank = false;
    for c in folded.chars() {
        if !c.is_alphanumeric() {
            blank |= !matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`');
            continue;
        }
        if blank && !plain.is_empty() {
            plain.push(' ');
        }
        blank = false;
        match c {
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'ı' => plain.push('i'),
            'ς' => plain.push('σ'),
            c => plain.push(c),
        }
    }
    plain
}

/// The words of a plain text, and initials in a row as one word too: `j r r tolkien` has `jrr`.
pub(super) fn each_word(plain: &str, mut take: impl FnMut(&str)) {
    let mut initials = String::new();
    for word in plain.split(' ').filter(|word| !word.is_empty()) {
        take(word);
        let mut letters = word.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) if letter.is_alphabetic() && !is_unspaced(letter) => {
                initials.push(letter);
            }
            _ => {
                if initials.chars().nth(1).is_some() {
                    take(&initials);
                }
                initials.clear();
            }
        }
    }
    if initials.chars().nth(1).is_some() {
        take(&initials);
    }
}

/// Scripts that put no blanks between words: every stretch of them may be looked for.
pub(super) const fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{0e00}'..='\u{0eff}'     // Thai, Lao
        | '\u{1000}'..='\u{109f}'   // Burmese
        | '\u{1780}'..='\u{17ff}'   // Khmer
        | '\u{3040}'..='\u{30ff}'   // kana
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'   // Han
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        each_word(&plain(text), |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn a_text_is_cut_into_words_as_people_type_them() {
        for (text, expected) in [
            ("", ""),
            ("  The  Low-Tide: Book 2 ", "the low tide book 2"),
            ("O'Brien’s Öde Straße", "obriens ode strasse"),
            ("J. R. R. Tolkien", "j r r tolkien jrr"),
            ("Murderbot A. I.", "murderbot a i ai"),
            ("Łódź, Ærø & Þór", "lodz aero thor"),
            ("村田 冬子", "村田 冬子"),
            ("…?!", ""),
        ] {
            let mut found = words(text);
            let mut expected: Vec<_> = expected.split_whitespace().collect();
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{text}");
        }
    }
}
