//! Where elements are on the screen, and moving there.

use js_sys::Reflect;
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

/// Width of the element of this id, in CSS pixels; `None` if there is none.
pub fn width_of(id: &str) -> Option<f64> {
    Some(element(id)?.get_bounding_client_rect().width())
}

/// Gives the element of this id the focus and scrolls it into view; false if there is none.
pub fn focus(id: &str) -> bool {
    element(id)
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
        .is_some_and(|element| element.focus().is_ok())
}

/// Scrolls the element of this id into view, no further than needed.
pub fn reveal(id: &str) {
    let options = js_sys::Object::new();
    let _ = Reflect::set(&options, &"block".into(), &"nearest".into());
    let scroll = element(id).and_then(|element| {
        let scroll = Reflect::get(&element, &"scrollIntoView".into()).ok()?;
        Some((scroll.dyn_into::<js_sys::Function>().ok()?, element))
    });
    if let Some((scroll, element)) = scroll {
        let _ = scroll.call1(&element, &options);
    }
}

/// Whether a dialog was pressed beside its content.
pub fn is_beside(event: &web_sys::MouseEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| element.tag_name() == "DIALOG")
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

/// Scrolls what the element of this id is in, the page or a part of it, down by so many pixels.
pub fn scroll_around(id: &str, pixels: f64) {
    let part = element(id).and_then(|element| element.closest(".scrolls").ok().flatten());
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a page")]
    match (part, web_sys::window()) {
        (Some(part), _) => part.set_scroll_top(part.scroll_top() + pixels as i32),
        (None, Some(window)) => window.scroll_by_with_x_and_y(0.0, pixels),
        (None, None) => {}
    }
}

/// From now on the element that was pressed hears of the pointer, wherever it goes, until it is
/// let go.
pub fn capture_pointer(event: &web_sys::PointerEvent) {
    let element = event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    if let Some(element) = element {
        // It fails for a pointer that is gone already.
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// Whether keys go into a field or a choice at the moment.
pub fn is_typing() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.active_element())
        .is_some_and(|element| match element.tag_name().as_str() {
            // A check box takes none but the space bar.
            "INPUT" => element.get_attribute("type").as_deref() != Some("checkbox"),
            tag => matches!(tag, "SELECT" | "TEXTAREA"),
        })
}

fn element(id: &str) -> Option<web_sys::Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}
