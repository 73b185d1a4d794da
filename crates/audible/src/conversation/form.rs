//! A form of a page: what it sends, and where (sign-in reference, 5.1 and 5.2).

use std::fmt;

use zeroize::Zeroizing;

use super::html::{Document, Element};

/// A form with the fields that it sends of itself.
pub(super) struct Form {
    /// As it stands there: relative, or empty for the page's own address.
    pub(super) action: String,
    pub(super) by_get: bool,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    value: Zeroizing<String>,
}

impl Form {
    /// The form at a place of the document. Hidden inputs keep their values, all others are sent
    /// empty until they are filled; of several with one name the last counts.
    pub(super) fn read(document: &Document, place: usize, form: &Element) -> Self {
        let mut read = Self {
            action: form.attribute("action").unwrap_or_default().to_owned(),
            // The form that has no method is the one that only a browser would send by `get`.
            by_get: form
                .attribute("method")
                .is_some_and(|method| method.eq_ignore_ascii_case("get")),
            fields: Vec::new(),
        };
        for input in document
            .elements()
            .filter(|element| element.is("input") && element.form == Some(place))
        {
            let Some(name) = input.attribute("name").filter(|name| !name.is_empty()) else {
                continue;
            };
            let is_hidden = input
                .attribute("type")
                .is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"));
            let value = if is_hidden {
                input.attribute("value").unwrap_or_default()
            } else {
                ""
            };
            read.fill(name, value);
        }
        read
    }

    /// The first form that fits and is not one of those that never count.
    pub(super) fn find(document: &Document, fits: impl Fn(&Element) -> bool) -> Option<Self> {
        document
            .places()
            .filter(|(_, element)| element.is("form") && !is_never_meant(element))
            .find(|(_, form)| fits(form))
            .map(|(place, form)| Self::read(document, place, form))
    }

    /// The form that holds an input of this name.
    pub(super) fn with_input(document: &Document, name: &str) -> Option<Self> {
        document
            .elements()
            .filter(|element| element.is("input") && element.has("name", name))
            .find_map(|input| Self::around(document, input))
    }

    /// The first form inside of an element.
    pub(super) fn inside(document: &Document, outer: &Element) -> Option<Self> {
        document
            .inside(outer)
            .iter()
            .filter(|element| element.is("form"))
            .find_map(|form| Self::around(document, form))
    }

    /// The form that an element belongs to; a form belongs to itself.
    pub(super) fn around(document: &Document, element: &Element) -> Option<Self> {
        let place = element.form?;
        let (_, form) = document.places().nth(place)?;
        (!is_never_meant(form)).then(|| Self::read(document, place, form))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }

    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let field = self.fields.iter().find(|field| field.name == name)?;
        Some(&field.value)
    }

    /// Puts a value into a field, which need not be there yet.
    pub(super) fn fill(&mut self, name: &str, value: &str) {
        let value = Zeroizing::new(value.to_owned());
        match self.fields.iter_mut().find(|field| field.name == name) {
            Some(field) => field.value = value,
            None => self.fields.push(Field {
                name: name.to_owned(),
                value,
            }),
        }
    }

    pub(super) fn leave_out(&mut self, name: &str) {
        self.fields.retain(|field| field.name != name);
    }

    /// The fields as they travel. May hold the password.
    pub(super) fn encode(&self) -> Zeroizing<String> {
        // Never moved to a larger place: what was left behind would not be wiped.
        let longest = |field: &Field| 3 * (field.name.len() + field.value.len()) + 2;
        let room = self.fields.iter().map(longest).sum();
        let mut encoded = form_urlencoded::Serializer::new(String::with_capacity(room));
        for field in &self.fields {
            encoded.append_pair(&field.name, &field.value);
        }
        Zeroizing::new(encoded.finish())
    }
}

/// Names only: a field may hold the password.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.fields.iter().map(|field| &field.name))
            .finish()
    }
}

/// A probe for the browser's back button, and a button for passkeys.
fn is_never_meant(form: &Element) -> bool {
    form.has("name", "ue_backdetect") || form.has("name", "signInWithPasskeyButton")
}
