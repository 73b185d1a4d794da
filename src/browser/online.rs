//! Whether the browser says that it is connected. "Yes" is a guess, "no" is certain.

use super::listener::listen;

/// What the browser says now.
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Calls `react` with the new state whenever it changes.
pub fn on_change(react: impl Fn(bool) + Clone + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let gone = react.clone();
    listen::<web_sys::Event>(&window, "online", move |_| react(true));
    listen::<web_sys::Event>(&window, "offline", move |_| gone(false));
}
