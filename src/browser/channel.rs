//! [`Channel`]: short notes between the tabs of this origin. Never a secret, only "look again".

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::listener::listen;

/// A `BroadcastChannel` that carries values of one type as JSON.
#[derive(Clone, Debug)]
pub struct Channel(Option<web_sys::BroadcastChannel>);

impl Channel {
    /// Joins the channel of this name. Where there is none, tabs simply do not hear each other.
    pub fn join(name: &str) -> Self {
        Self(web_sys::BroadcastChannel::new(name).ok())
    }

    /// Tells all other tabs.
    pub fn tell<T: Serialize>(&self, note: &T) {
        if let (Some(channel), Ok(text)) = (&self.0, serde_json::to_string(note)) {
            let _ = channel.post_message(&JsValue::from_str(&text));
        }
    }

    /// Calls `react` when another tab says anything.
    pub fn on_any(&self, react: impl Fn() + 'static) {
        if let Some(channel) = &self.0 {
            listen::<web_sys::MessageEvent>(channel, "message", move |_| react());
        }
    }

    /// Calls `react` with every note of another tab; notes that do not read are of another
    /// version and passed over.
    pub fn on_note<T: DeserializeOwned>(&self, react: impl Fn(T) + 'static) {
        if let Some(channel) = &self.0 {
            listen::<web_sys::MessageEvent>(channel, "message", move |event| {
                let note = event
                    .data()
                    .as_string()
                    .and_then(|text| serde_json::from_str(&text).ok());
                if let Some(note) = note {
                    react(note);
                }
            });
        }
    }
}
