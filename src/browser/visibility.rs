//! Whether the page is visible. Phones suspend hidden pages; coming back is an event.

use super::listener::listen;

/// Whether it is visible now.
pub fn is_visible() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .is_none_or(|document| document.visibility_state() == web_sys::VisibilityState::Visible)
}

/// Calls `react` whenever the page becomes visible again.
pub fn on_return(react: impl Fn() + 'static) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        listen::<web_sys::Event>(&document, "visibilitychange", move |_| {
            if is_visible() {
                react();
            }
        });
    }
}
