//! Whether someone is there: keys, pointer, wheel.

use super::listener::listen;

/// Calls `react` whenever someone does something in this tab.
pub fn on_activity(react: impl Fn() + Clone + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    for name in ["keydown", "pointerdown", "pointermove", "wheel"] {
        let react = react.clone();
        listen::<web_sys::Event>(&window, name, move |_| react());
    }
}
