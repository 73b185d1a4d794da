//! The engine of the page: what the browser offers, and what the page knows and does.
//!
//! [`browser`] is the only place that names browser types. [`state`] is what pages read and the
//! intents they send. Pages and components live in the binary beside this library.

pub mod browser;
pub mod part;
pub mod state;
pub mod work;

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
