//! Where elements are on the screen, and moving there.

use wasm_bindgen::JsCast;

/// Where an element is, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Upper edge below the upper edge of the screen; negative if scrolled past.
    pub top: f64,
    /// Height.
    pub height: f64,
}

/// Height of the visible part of the page.
pub fn height() -> f64 {
    web_sys::window()
        .and_then(|window| window.inner_height().ok())
        .and_then(|height| height.as_f64())
        .unwrap_or(800.0)
}

/// Where the element of this id is; `None` if there is none.
pub fn place(id: &str) -> Option<Place> {
    let rect = element(id)?.get_bounding_client_rect();
    Some(Place {
        top: rect.top(),
        height: rect.height(),
    })
}

/// Gives the element of this id the focus and scrolls it into view; false if there is none.
pub fn focus(id: &str) -> bool {
    element(id)
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
        .is_some_and(|element| element.focus().is_ok())
}

/// Whether the element of this id itself has the focus.
pub fn has_focus(id: &str) -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.active_element())
        .is_some_and(|element| element.id() == id)
}

/// Follows the first link inside the element of this id, as a click does.
pub fn click_link_in(id: &str) {
    let link = element(id)
        .and_then(|element| element.query_selector("a[href]").ok().flatten())
        .and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(link) = link {
        link.click();
    }
}

/// Scrolls down by so many pixels, at once.
pub fn scroll_by(pixels: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_by_with_x_and_y(0.0, pixels);
    }
}

/// Whether keys go into a field or a choice at the moment.
pub fn is_typing() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.active_element())
        .is_some_and(|element| {
            matches!(element.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA")
        })
}

fn element(id: &str) -> Option<web_sys::Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}
