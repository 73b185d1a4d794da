//! The service worker that lets the page open offline, and its updates.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::listener::listen;

/// Registers `/sw.js` and calls `waiting` when a new version is ready to take over.
/// Does nothing where there are no service workers.
pub async fn register(waiting: impl Fn() + Clone + 'static) {
    let Some(container) = container() else {
        return;
    };
    let Ok(registration) = JsFuture::from(container.register("/sw.js")).await else {
        return;
    };
    if container.controller().is_some() {
        // Another tab let the new version take over: the files of this one are gone with it.
        listen::<web_sys::Event>(&container, "controllerchange", |_| super::place::reload());
    }
    let registration: web_sys::ServiceWorkerRegistration = registration.unchecked_into();
    if registration.waiting().is_some() && container.controller().is_some() {
        waiting();
    }
    let found = registration.clone();
    listen::<web_sys::Event>(&registration, "updatefound", move |_| {
        let Some(installing) = found.installing() else {
            return;
        };
        // The first version ever replaces none. Asked now: it may be in charge by the time that we
        // hear of its being installed.
        if found.active().is_none() {
            return;
        }
        let (waiting, worker) = (waiting.clone(), installing.clone());
        listen::<web_sys::Event>(&installing, "statechange", move |_| {
            if worker.state() == web_sys::ServiceWorkerState::Installed {
                waiting();
            }
        });
    });
}

/// Lets the waiting version take over; the page is loaded again when it has.
pub async fn apply_update() {
    let Some(container) = container() else {
        return;
    };
    listen::<web_sys::Event>(&container, "controllerchange", |_| super::place::reload());
    if let Ok(registration) = JsFuture::from(container.get_registration()).await
        && let Ok(registration) = registration.dyn_into::<web_sys::ServiceWorkerRegistration>()
        && let Some(waiting) = registration.waiting()
    {
        let _ = waiting.post_message(&JsValue::from_str("skip-waiting"));
    }
}

fn container() -> Option<web_sys::ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    let container = js_sys::Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    container.dyn_into().ok()
}
