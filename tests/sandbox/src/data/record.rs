//! [`Record`]: an item or a product, kept as the text that is answered.
//!
//! A hundred thousand of them must fit into memory and be answered within milliseconds, so a
//! record is its JSON in one piece with the places of its keys. What is null is not kept.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::keys::Key;

/// One object in the API's shape.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    text: Box<str>,
    /// Ordered by key.
    fields: Box<[Field]>,
    /// Where the members with unknown names begin, each as `,"name":value`.
    others: usize,
}

#[derive(Clone, Copy, Debug)]
struct Field {
    key: Key,
    from: u32,
    to: u32,
}

impl Record {
    /// The JSON of a key's value, where it has one.
    pub(crate) fn raw(&self, key: Key) -> Option<&str> {
        let place = self
            .fields
            .binary_search_by_key(&key, |field| field.key)
            .ok()?;
        Some(self.slice(self.fields[place]))
    }

    /// All values, in the order of their keys.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Key, &str)> {
        self.fields
            .iter()
            .map(|field| (field.key, self.slice(*field)))
    }

    /// What has unknown names, as it is written after other members.
    pub(crate) fn others(&self) -> &str {
        &self.text[self.others..]
    }

    /// The value of a name, null where there is none.
    pub(crate) fn value(&self, name: &str) -> Value {
        Key::of(name)
            .and_then(|key| self.raw(key))
            .and_then(|raw| serde_json::from_str(raw).ok())
            .unwrap_or_default()
    }

    /// The text of a name, empty where there is none.
    pub(crate) fn text(&self, name: &str) -> String {
        match self.value(name) {
            Value::String(text) => text,
            _ => String::new(),
        }
    }

    /// The ASIN.
    pub(crate) fn asin(&self) -> String {
        self.text("asin")
    }

    /// Whether a flag is set.
    pub(crate) fn is(&self, name: &str) -> bool {
        Key::of(name).and_then(|key| self.raw(key)) == Some("true")
    }

    /// The names of people or series: one of the lists' members.
    pub(crate) fn names(&self, list: &str, member: &str) -> Vec<String> {
        let texts = self.value(list);
        texts
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|entry| entry[member].as_str().map(str::to_owned))
            .collect()
    }

    /// The same record with other values; null takes a key away.
    pub(crate) fn with(&self, changes: &[(&str, Value)]) -> Self {
        let mut builder = Builder::default();
        for (key, raw) in self.iter() {
            if !changes.iter().any(|(name, _)| *name == key.name()) {
                builder.add(key.name(), raw);
            }
        }
        for (name, value) in changes {
            builder.add(name, &value.to_string());
        }
        builder.others.push_str(self.others());
        builder.build()
    }

    /// The same record with what it lacks taken from another one.
    pub(crate) fn completed(&self, other: &Self) -> Self {
        let mut builder = Builder::default();
        for (key, raw) in self.iter() {
            builder.add(key.name(), raw);
        }
        for (key, raw) in other.iter() {
            if self.raw(key).is_none() {
                builder.add(key.name(), raw);
            }
        }
        builder.others.push_str(self.others());
        builder.build()
    }

    fn slice(&self, field: Field) -> &str {
        &self.text[field.from as usize..field.to as usize]
    }
}

impl From<&Value> for Record {
    fn from(value: &Value) -> Self {
        let mut builder = Builder::default();
        for (name, value) in value.as_object().into_iter().flatten() {
            builder.add(name, &value.to_string());
        }
        builder.build()
    }
}

#[derive(Default)]
struct Builder {
    text: String,
    fields: Vec<Field>,
    others: String,
}

impl Builder {
    fn add(&mut self, name: &str, raw: &str) {
        match Key::of(name) {
            Some(key) => self.add_known(key, raw),
            None => self.add_other(name, raw),
        }
    }

    fn add_known(&mut self, key: Key, raw: &str) {
        if raw == "null" {
            return;
        }
        let from = self.text.len();
        self.text.push_str(raw);
        // A record of 4 GB does not fit in here anyway.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.fields.push(Field {
            key,
            from: place(from),
            to: place(self.text.len()),
        });
    }

    fn add_other(&mut self, name: &str, raw: &str) {
        self.others.push(',');
        self.others.push_str(&Value::from(name).to_string());
        self.others.push(':');
        self.others.push_str(raw);
    }

    fn build(mut self) -> Record {
        // Of a key that comes twice the last one counts.
        self.fields.reverse();
        self.fields.sort_by_key(|field| field.key);
        self.fields.dedup_by_key(|field| field.key);
        let others = self.text.len();
        self.text.push_str(&self.others);
        Record {
            text: self.text.into(),
            fields: self.fields.into(),
            others,
        }
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Record;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an item or a product, as an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Record, A::Error> {
                let mut builder = Builder::default();
                while let Some(name) = members.next_key::<Name>()? {
                    let raw: &RawValue = members.next_value()?;
                    match name {
                        Name::Known(key) => builder.add_known(key, raw.get()),
                        Name::Other(name) => builder.add_other(&name, raw.get()),
                    }
                }
                Ok(builder.build())
            }
        }

        deserializer.deserialize_map(Members)
    }
}

/// A member's name, without an allocation where it is known.
enum Name {
    Known(Key),
    Other(String),
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_str<E>(self, name: &str) -> Result<Name, E> {
                Ok(Key::of(name).map_or_else(|| Name::Other(name.to_owned()), Name::Known))
            }
        }

        deserializer.deserialize_str(Text)
    }
}
