//! Switches: odd habits that a test turns on by name (`POST /sandbox/switch`).

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

/// The switches that are on. A value of `false`, `null` or `0` turns one off.
#[derive(Debug, Default)]
pub struct Switches(Mutex<BTreeMap<String, Value>>);

impl Switches {
    /// Whether a switch is on.
    pub fn on(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// A switch's value, where it is on.
    pub fn value(&self, name: &str) -> Option<Value> {
        self.table().get(name).cloned()
    }

    /// A switch's value as text.
    pub fn text(&self, name: &str) -> Option<String> {
        match self.value(name)? {
            Value::String(text) => Some(text),
            other => Some(other.to_string()),
        }
    }

    /// A switch's value as a number, also where it was given as text.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.text(name)?.parse().ok()
    }

    /// Whether it is on now; a number counts down with every call: it is on so many times.
    pub fn take(&self, name: &str) -> bool {
        let mut table = self.table();
        let Some(value) = table.get(name) else {
            return false;
        };
        if let Some(left) = value.as_i64() {
            if left > 1 {
                table.insert(name.to_owned(), Value::from(left - 1));
            } else {
                table.remove(name);
            }
        }
        true
    }

    /// Turns a switch. A text that is a number or a truth value counts as one.
    pub fn set(&self, name: &str, value: Value) {
        let value = match value {
            Value::String(text) => match serde_json::from_str(&text) {
                Ok(plain @ (Value::Number(_) | Value::Bool(_) | Value::Null)) => plain,
                _ if text.is_empty() => Value::Null,
                _ => Value::String(text),
            },
            other => other,
        };
        let off = matches!(value, Value::Null | Value::Bool(false)) || value.as_i64() == Some(0);
        if off {
            self.table().remove(name);
        } else {
            self.table().insert(name.to_owned(), value);
        }
    }

    /// Turns all of them off.
    pub fn reset(&self) {
        self.table().clear();
    }

    fn table(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Value>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
