//! [`Shape`]: what an answer looks like, without anything that it says. For bug reports, and to
//! learn what nobody knows yet (API reference, 15).

use std::collections::BTreeMap;

use http::Response;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The form of an answer. It has names of headers and keys, kinds of values, and the values of
/// enumerations; no other value of the answer is in it.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// HTTP status.
    pub status: u16,
    /// Bytes of the body.
    pub bytes: usize,
    /// Names of the headers that came through.
    pub headers: Vec<String>,
    /// For each place in the JSON (`items[].series[].sequence`) how often a value was of which
    /// kind. Empty for a body that is no JSON.
    pub places: BTreeMap<String, BTreeMap<String, u64>>,
    /// There was more than is told here.
    pub cut: bool,
}

impl Shape {
    /// Of an answer.
    pub fn of(response: &Response<Vec<u8>>) -> Self {
        let mut headers: Vec<String> = (response.headers().keys())
            .map(|name| name.as_str().to_owned())
            .collect();
        headers.sort();
        headers.dedup();
        let mut shape = Self {
            status: response.status().as_u16(),
            bytes: response.body().len(),
            headers,
            ..Self::default()
        };
        if let Ok(value) = serde_json::from_slice::<Value>(response.body()) {
            shape.look("", "", &value, 0);
        }
        shape
    }

    fn look(&mut self, path: &str, key: &str, value: &Value, depth: usize) {
        if depth > DEEPEST {
            self.cut = true;
            return;
        }
        match value {
            Value::Object(members) => {
                self.count(path, "object");
                for (name, member) in members {
                    let told = key_name(name);
                    let below = if path.is_empty() {
                        told.clone()
                    } else {
                        format!("{path}.{told}")
                    };
                    self.look(&below, &told, member, depth + 1);
                }
            }
            Value::Array(elements) => {
                let kind = if elements.is_empty() {
                    "array, empty"
                } else {
                    "array"
                };
                self.count(path, kind);
                let below = format!("{path}[]");
                for element in elements {
                    self.look(&below, key, element, depth + 1);
                }
            }
            Value::Null => self.count(path, "null"),
            Value::Bool(flag) => self.count(path, if *flag { "true" } else { "false" }),
            Value::Number(number) => {
                let is_whole = number.is_i64() || number.is_u64();
                self.count(path, if is_whole { "integer" } else { "float" });
            }
            Value::String(text) => self.count(path, &text_kind(key, text)),
        }
    }

    fn count(&mut self, path: &str, kind: &str) {
        if self.places.len() >= MOST_PLACES && !self.places.contains_key(path) {
            self.cut = true;
            return;
        }
        let place = self.places.entry(path.to_owned()).or_default();
        if place.len() >= MOST_KINDS && !place.contains_key(kind) {
            self.cut = true;
            return;
        }
        *place.entry(kind.to_owned()).or_default() += 1;
    }
}

/// A key as it is, if it looks like one that a programmer chose; numbers and all else are masked.
fn key_name(name: &str) -> String {
    let is_word = !name.is_empty()
        && name.len() <= 48
        && name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_');
    if is_word {
        name.to_owned()
    } else if !name.is_empty() && name.bytes().all(|c| c.is_ascii_digit()) {
        "9".to_owned()
    } else {
        "*".to_owned()
    }
}

/// What kind of text it is; of enumerations the word itself.
fn text_kind(key: &str, text: &str) -> String {
    if ENUMERATIONS.contains(&key) && is_word(text) {
        return format!("= {text}");
    }
    if key == "sequence" {
        return format!("sequence {}", masked(text));
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    let kind = if text.is_empty() {
        "text, empty"
    } else if text.trim() != text {
        "text with blanks around"
    } else if text.contains('<') || text.contains('&') {
        "text with markup"
    } else if text.starts_with("https://") || text.starts_with("http://") {
        "address"
    } else if digits(text) {
        "text of digits"
    } else if text.parse::<f64>().is_ok() {
        "text of a number"
    } else if text.len() == 10 && masked(text) == "9-9-9" {
        "date"
    } else if let Some(time) = text.strip_suffix('Z').and_then(|text| text.split_once('T')) {
        let fraction = time.1.split_once('.').map_or(0, |(_, digits)| digits.len());
        return format!("time, {fraction} digits after the second");
    } else if text.len() == 10
        && text
            .bytes()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    {
        "text like an ASIN"
    } else {
        "text"
    };
    kind.to_owned()
}

/// Runs of digits as `9`, of other letters as `a`, of blanks as one; at most twelve signs.
fn masked(text: &str) -> String {
    let mut masked = String::new();
    for c in text.chars() {
        let sign = match c {
            c if c.is_numeric() => '9',
            c if c.is_alphabetic() => 'a',
            c if c.is_whitespace() => ' ',
            c if c.is_ascii_punctuation() => c,
            _ => '?',
        };
        if !masked.ends_with(sign) {
            masked.push(sign);
        }
    }
    masked.chars().take(12).collect()
}

/// Whether it looks like a value of an enumeration, and not like something about a person.
fn is_word(text: &str) -> bool {
    let is_sign = |c: u8| c.is_ascii_alphanumeric() || b" _-/&".contains(&c);
    !text.is_empty()
        && text.len() <= 40
        && text.bytes().all(is_sign)
        && text.bytes().filter(u8::is_ascii_digit).count() <= 4
}

/// Keys whose values are words of the service, the same for everybody.
const ENUMERATIONS: &[&str] = &[
    "benefit_id",
    "content_delivery_type",
    "content_type",
    "currency",
    "currency_code",
    "format_type",
    "language",
    "origin_type",
    "plan_name",
    "program_participation",
    "relationship_to_product",
    "relationship_type",
    "response_groups",
    "root",
    "status",
    "type",
];
const DEEPEST: usize = 12;
const MOST_PLACES: usize = 2_000;
const MOST_KINDS: usize = 40;
