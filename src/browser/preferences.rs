//! localStorage, for settings that are no secret.

use gloo_storage::{LocalStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What is kept under this name, if it is there and reads.
pub fn load<T: DeserializeOwned>(name: &str) -> Option<T> {
    LocalStorage::get(name).ok()
}

/// Keeps a value. A browser that forbids it keeps the default: settings are no reason to fail.
pub fn save<T: Serialize>(name: &str, value: &T) {
    let _ = LocalStorage::set(name, value);
}
