//! [`listen`]: an event listener for as long as the page lives.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Calls `react` on every event of this name. Never removed: only for things that live as long
/// as the page.
pub(super) fn listen<E: JsCast + 'static>(
    target: &web_sys::EventTarget,
    name: &str,
    mut react: impl FnMut(E) + 'static,
) {
    let closure = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        react(event.unchecked_into());
    });
    // It fails only for options that are not used here.
    let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}
