//! Saving bytes as a file of the member's.

use std::time::Duration;

use wasm_bindgen::JsCast;

use super::clock::wait;
use super::worker::Made;

/// Offers `bytes` as a download named `name`. The blob lives until the browser has taken it.
pub fn save(name: &str, mime: &str, bytes: &[u8]) {
    if let Some(url) = blob_url(mime, bytes) {
        offer(name, url);
    }
}

/// The same with what the worker made.
pub fn save_made(name: &str, mime: &str, made: &Made) {
    if let Some(url) = blob_url_of(mime, &made.0) {
        offer(name, url);
    }
}

fn offer(name: &str, url: String) {
    let link = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("a").ok())
        .and_then(|element| element.dyn_into::<web_sys::HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    wasm_bindgen_futures::spawn_local(async move {
        wait(TAKEN_AFTER).await;
        revoke(&url);
    });
}

/// A `blob:` address for bytes. Hand it to [`revoke`] when it is no longer shown.
pub fn blob_url(mime: &str, bytes: &[u8]) -> Option<String> {
    blob_url_of(mime, &js_sys::Uint8Array::from(bytes))
}

fn blob_url_of(mime: &str, bytes: &js_sys::Uint8Array) -> Option<String> {
    let parts = js_sys::Array::of1(bytes);
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(mime);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    web_sys::Url::create_object_url_with_blob(&blob).ok()
}

/// Lets go of the bytes behind a `blob:` address.
pub fn revoke(url: &str) {
    let _ = web_sys::Url::revoke_object_url(url);
}

/// Safari reads the blob only after the click has returned, and not at once.
const TAKEN_AFTER: Duration = Duration::from_secs(40);
