//! How requests are put together (API reference, 1.5).

use std::fmt::Write;

use http::{Request, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::marketplace::Marketplace;

/// A GET of the service, being put together.
pub(super) struct Query(String);

impl Query {
    pub(super) fn new(store: Marketplace, path: &str) -> Self {
        Self(format!("https://{}{path}?", store.api_host()))
    }

    /// Adds a parameter. Lists are one value joined by commas (trap A79).
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.add(name, value);
        self
    }

    /// The same in place.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        if !self.0.ends_with('?') {
            self.0.push('&');
        }
        let value = utf8_percent_encode(value, ESCAPED);
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{name}={value}");
    }

    pub(super) fn request(self) -> Request<Vec<u8>> {
        let mut request = Request::new(Vec::new());
        // Only a value beyond 64 KB could fail, and then the service refuses what is sent instead.
        if let Ok(uri) = Uri::try_from(self.0) {
            *request.uri_mut() = uri;
        }
        request
    }
}

/// Everything but letters, digits, `-._~` and the comma of lists.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b',');
