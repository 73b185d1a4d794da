//! Cells as plain text.

use time::Date;

use crate::value::Value;
use crate::words::Language;

/// As CSV has it: numbers for programs, words for people.
pub(crate) fn text(value: &Value, language: Language) -> String {
    match value {
        Value::Text(text) | Value::Link(text) => text.clone(),
        Value::List(parts) => joined(parts),
        Value::Word(word) => word.name(language).to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Date(day) => iso(*day),
        Value::Money(money) => money.plain(),
        Value::Minutes(minutes) => minutes.to_string(),
        Value::YesNo(yes) => yes_no(*yes, language).to_owned(),
    }
}

/// `2026-11-24`.
pub(crate) fn iso(day: Date) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        day.year(),
        u8::from(day.month()),
        day.day()
    )
}

/// `yes`, `nein`.
pub(crate) const fn yes_no(yes: bool, language: Language) -> &'static str {
    if yes {
        language.choose("yes", "ja")
    } else {
        language.choose("no", "nein")
    }
}

/// Parts with `; ` between them. A backslash is before what would be taken for a separator.
fn joined(parts: &[String]) -> String {
    let escaped = parts
        .iter()
        .map(|part| part.replace('\\', r"\\").replace(';', r"\;"));
    escaped.collect::<Vec<_>>().join("; ")
}

/// The parts of [`joined`].
pub(crate) fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => {
                if let Some(last) = parts.last_mut() {
                    *last = last.trim().to_owned();
                }
                parts.push(String::new());
            }
            '\\' => parts
                .last_mut()
                .map_or((), |last| last.extend(letters.next())),
            other => parts.last_mut().map_or((), |last| last.push(other)),
        }
    }
    if let Some(last) = parts.last_mut() {
        *last = last.trim().to_owned();
    }
    parts
}

/// `13:05`.
pub(crate) fn clock(minutes: u64) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// An address that may become a link: a page of Audible's or a picture of Amazon's, and nothing that
/// could end it early.
pub(crate) fn safe_link(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://")?;
    let host = rest.split('/').next()?;
    let is_known = host.starts_with("www.audible.") || host.ends_with(".media-amazon.com");
    let is_plain = |c: char| c.is_ascii_graphic() && !"<>\"'`\\{}|^".contains(c);
    (is_known && rest.chars().all(is_plain)).then_some(address)
}
