//! How much this origin stores, and whether the browser promised to keep it.

use wasm_bindgen_futures::JsFuture;

/// Bytes in use and allowed, as far as the browser tells.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "byte counts are positive and far below 2^53"
)]
pub async fn estimate() -> (Option<u64>, Option<u64>) {
    let Some(asked) = manager().and_then(|storage| storage.estimate().ok()) else {
        return (None, None);
    };
    let Ok(estimate) = JsFuture::from(asked).await else {
        return (None, None);
    };
    let field = |name: &str| {
        js_sys::Reflect::get(&estimate, &name.into())
            .ok()
            .and_then(|value| value.as_f64())
            .map(|bytes| bytes as u64)
    };
    (field("usage"), field("quota"))
}

/// Whether the browser promised to keep the data; `None` where it cannot say.
pub async fn is_persisted() -> Option<bool> {
    let asked = manager()?.persisted().ok()?;
    JsFuture::from(asked).await.ok()?.as_bool()
}

/// Asks the browser to keep the data. Some ask the member, some decide by themselves.
pub async fn persist() -> Option<bool> {
    let asked = manager()?.persist().ok()?;
    JsFuture::from(asked).await.ok()?.as_bool()
}

fn manager() -> Option<web_sys::StorageManager> {
    web_sys::window().map(|window| window.navigator().storage())
}
