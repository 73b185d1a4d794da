//! Notifications of the operating system.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Whether the member lets this page notify.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Permission {
    /// It may.
    Granted,
    /// Nobody was asked yet.
    NotAsked,
    /// The member or the browser said no; only the browser's settings change that.
    Denied,
    /// This browser has no notifications, or only for installed pages.
    Unsupported,
}

/// What holds now; asks nobody.
pub fn permission() -> Permission {
    if !is_supported() {
        return Permission::Unsupported;
    }
    match web_sys::Notification::permission() {
        web_sys::NotificationPermission::Granted => Permission::Granted,
        web_sys::NotificationPermission::Denied => Permission::Denied,
        _ => Permission::NotAsked,
    }
}

/// Asks the member. Call it from a click.
pub async fn ask() -> Permission {
    if is_supported()
        && let Ok(asking) = web_sys::Notification::request_permission()
    {
        // The answer is read from the permission itself.
        let _ = JsFuture::from(asking).await;
    }
    permission()
}

/// Shows a notification in place of an earlier one with this tag; a tap on it brings the page
/// back. Nothing happens where that is not allowed.
pub async fn show(title: &str, body: &str, tag: &str) {
    if permission() != Permission::Granted {
        return;
    }
    let options = web_sys::NotificationOptions::new();
    options.set_body(body);
    options.set_tag(tag);
    options.set_icon("/icon-192.png");
    // Phones know only those of a service worker; it has nothing else to do with it.
    let window = web_sys::window();
    let workers = window.and_then(|window| {
        let workers = Reflect::get(&window.navigator(), &"serviceWorker".into()).ok()?;
        workers.dyn_into::<web_sys::ServiceWorkerContainer>().ok()
    });
    if let Some(workers) = workers
        && let Ok(registration) = JsFuture::from(workers.get_registration()).await
        && let Ok(registration) = registration.dyn_into::<web_sys::ServiceWorkerRegistration>()
        && let Ok(shown) = registration.show_notification_with_options(title, &options)
        && JsFuture::from(shown).await.is_ok()
    {
        return;
    }
    let _ = web_sys::Notification::new_with_options(title, &options);
}

fn is_supported() -> bool {
    web_sys::window().is_some_and(|window| {
        Reflect::has(&window, &JsValue::from_str("Notification")).unwrap_or(false)
    })
}
