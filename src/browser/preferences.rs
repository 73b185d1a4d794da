//! localStorage, for settings that are no secret.

use gloo_storage::{LocalStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::listener::listen;

/// What is kept under this name, if it is there and reads.
pub fn load<T: DeserializeOwned>(name: &str) -> Option<T> {
    LocalStorage::get(name).ok()
}

/// Keeps a value. A browser that forbids it keeps the default: settings are no reason to fail.
pub fn save<T: Serialize>(name: &str, value: &T) {
    let _ = LocalStorage::set(name, value);
}

/// Calls `react` whenever another tab has changed what is kept under this name. The new value is there
/// then, which a note through a channel does not promise.
pub fn on_change(name: &'static str, react: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    listen::<web_sys::StorageEvent>(&window, "storage", move |event| {
        // Without a key everything was emptied.
        if event.key().is_none_or(|key| key == name) {
            react();
        }
    });
}
