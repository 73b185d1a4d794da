//! Amazon's own words on a page (sign-in reference, 5.3).

use super::html::{Document, Element};

/// What a page says that a person should read: errors first seen first.
pub(super) fn notices(document: &Document) -> Vec<String> {
    let mut notices: Vec<String> = Vec::new();
    for element in document.elements().filter(|element| is_notice(element)) {
        if notices.len() == MOST {
            break;
        }
        // Those of a box in a box are said once.
        let text = document.text(element);
        if !text.is_empty() && !notices.iter().any(|known| known.contains(&text)) {
            notices.push(text.chars().take(LONGEST).collect());
        }
    }
    notices
}

/// Whether the box of an error is filled.
pub(super) fn has_error(document: &Document) -> bool {
    document
        .by_id("auth-error-message-box")
        .is_some_and(|error| error.is_visible() && !document.text(error).is_empty())
}

/// The box about cookies stands on every page, and a script hides it (trap T29).
fn is_notice(element: &Element) -> bool {
    element.is_visible()
        && !element.has("id", "auth-cookie-warning-message")
        && ([
            "auth-error-message-box",
            "auth-warning-message-box",
            "ap_error_page_message",
        ]
        .iter()
        .any(|id| element.has("id", id))
            || [
                "cvf-widget-alert",
                "a-alert-error",
                "a-alert-warning",
                "a-alert-info",
            ]
            .iter()
            .any(|class| element.has_class(class)))
}

const MOST: usize = 5;
const LONGEST: usize = 500;
