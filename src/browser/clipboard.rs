//! Copying text.

use wasm_bindgen_futures::JsFuture;

/// Copies text; false where the browser does not allow it. Call it from a click.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let copied = window.navigator().clipboard().write_text(text);
    JsFuture::from(copied).await.is_ok()
}
