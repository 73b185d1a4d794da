//! `/config.json`: what the relay on this origin says about itself.

use serde::Deserialize;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// What the relay says.
#[derive(Debug, Deserialize)]
pub struct Config {
    /// The address of the sandbox that it leads to, if it does. Not yet trusted.
    #[serde(default)]
    pub sandbox: Option<String>,
    /// Whether it carries Amazon's sign-in pages.
    #[serde(default)]
    pub scripted_sign_in: bool,
}

/// Asks the relay on this origin; `None` if it does not answer.
///
/// Asked on every page, so without the HTTP client that is loaded with the engine.
pub async fn of_relay(origin: &str) -> Option<Config> {
    let options = web_sys::RequestInit::new();
    options.set_credentials(web_sys::RequestCredentials::Omit);
    options.set_cache(web_sys::RequestCache::NoStore);
    let address = format!("{origin}/config.json");
    let asked = web_sys::window()?.fetch_with_str_and_init(&address, &options);
    let answer: web_sys::Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    let body = JsFuture::from(answer.text().ok()?).await.ok()?;
    serde_json::from_str(&body.as_string()?).ok()
}
