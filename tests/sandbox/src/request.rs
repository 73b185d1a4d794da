//! A request as it came: path, query and body byte for byte, since they are signed.

use axum::body::Bytes;
use axum::response::Response;
use http::{HeaderMap, Method};
use serde_json::Value;

use crate::host::Host;

/// What every handler answers with.
pub type Answer = Response;

/// A request to one of the hosts that the sandbox plays.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The host that was meant.
    pub host: Host,
    /// Its name.
    pub host_name: String,
    /// Path and query as they were sent, not decoded: what is signed.
    pub target: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// Whether a person's browser asks, by `/@HOST/path`.
    pub by_browser: bool,
}

impl Request {
    /// The path, not decoded.
    pub fn path(&self) -> &str {
        self.target
            .split_once('?')
            .map_or(&self.target, |(path, _)| path)
    }

    /// The query, not decoded; empty where there is none.
    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The query's decoded names and values, in their order.
    pub fn parameters(&self) -> Fields {
        Fields::parse(self.query().as_bytes())
    }

    /// The decoded fields of a form in the body.
    pub fn form(&self) -> Fields {
        Fields::parse(&self.body)
    }

    /// The body as JSON.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// A header's value, where it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.headers
            .get_all("cookie")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find_map(|(found, value)| (found == name).then_some(value))
    }
}

/// Decoded names and values of a query or a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// Decodes `application/x-www-form-urlencoded`.
    pub fn parse(text: &[u8]) -> Self {
        Self(form_urlencoded::parse(text).into_owned().collect())
    }

    /// The last value of a name: what comes twice is meant as it was said last.
    pub fn last(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .rev()
            .find_map(|(found, value)| (found == name).then_some(value.as_str()))
    }

    /// The last value of a name, empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.last(name).unwrap_or_default()
    }
}
