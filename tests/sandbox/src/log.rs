//! What was asked, for tests to look at: every request, counts, and what a right client never does.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use http::StatusCode;
use serde_json::{Value, json};

use crate::request::{Fields, Request};

/// Requests, counts and violations since the start or the last reset.
#[derive(Debug, Default)]
pub struct Log(Mutex<Entries>);

#[derive(Debug, Default)]
struct Entries {
    requests: VecDeque<Value>,
    /// The number of the first of them.
    first: u64,
    violations: Vec<String>,
    by_path: BTreeMap<String, u64>,
    otps_asked: u64,
    in_flight: u64,
    max_in_flight: u64,
}

impl Log {
    /// A request has come; the number is for its answer. `invented` says whether a text is an invented e-mail address or
    /// password; what a person typed beyond those is not kept.
    pub(crate) fn begin(&self, request: &Request, invented: impl Fn(&str) -> bool) -> u64 {
        let headers: Vec<&str> = request
            .headers
            .keys()
            .map(http::HeaderName::as_str)
            .collect();
        let entry = json!({
            "method": request.method.as_str(),
            "host": request.host_name,
            "path": request.target,
            "headers": headers,
            "body": told_body(request, invented),
            "by_browser": request.by_browser,
        });
        let mut entries = self.entries();
        if entries.requests.len() >= MOST_REQUESTS {
            entries.requests.drain(..MOST_REQUESTS / 2);
            entries.first += MOST_REQUESTS as u64 / 2;
        }
        entries.requests.push_back(entry);
        *entries
            .by_path
            .entry(request.path().to_owned())
            .or_default() += 1;
        entries.in_flight += 1;
        entries.max_in_flight = entries.max_in_flight.max(entries.in_flight);
        entries.first + entries.requests.len() as u64 - 1
    }

    /// How a request was answered.
    pub(crate) fn status(&self, number: u64, status: StatusCode) {
        self.note(number, "status", Value::from(status.as_u16()));
    }

    /// What a request was answered with.
    pub(crate) fn answer(&self, number: u64, body: &[u8]) {
        self.note(number, "answer", Value::from(String::from_utf8_lossy(body)));
    }

    fn note(&self, number: u64, name: &str, value: Value) {
        let mut entries = self.entries();
        let index = number
            .checked_sub(entries.first)
            .and_then(|index| usize::try_from(index).ok());
        if let Some(entry) = index.and_then(|index| entries.requests.get_mut(index)) {
            entry[name] = value;
        }
    }

    /// A request is over.
    pub(crate) fn end(&self) {
        let mut entries = self.entries();
        entries.in_flight = entries.in_flight.saturating_sub(1);
    }

    /// A one-time password was asked for.
    pub(crate) fn otp_asked(&self) {
        self.entries().otps_asked += 1;
    }

    /// A client did what no right client does.
    pub fn violation(&self, what: impl Into<String>) {
        self.entries().violations.push(what.into());
    }

    /// `GET /sandbox/log`.
    pub fn to_json(&self) -> Value {
        let entries = self.entries();
        json!({"requests": entries.requests, "violations": entries.violations})
    }

    /// `GET /sandbox/counters`.
    pub fn counters(&self) -> Value {
        let entries = self.entries();
        json!({
            "requests": entries.by_path,
            "otps_asked": entries.otps_asked,
            "max_in_flight": entries.max_in_flight,
        })
    }

    pub(crate) fn reset(&self) {
        let mut entries = self.entries();
        let in_flight = entries.in_flight;
        *entries = Entries {
            // Requests that are under way belong to what is forgotten.
            first: entries.first + entries.requests.len() as u64,
            in_flight,
            max_in_flight: in_flight,
            ..Entries::default()
        };
    }

    fn entries(&self) -> std::sync::MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn told_body(request: &Request, invented: impl Fn(&str) -> bool) -> Value {
    let text = String::from_utf8_lossy(&request.body);
    let is_form = request
        .header("content-type")
        .is_some_and(|kind| kind.contains("form-urlencoded"));
    if !is_form {
        return Value::from(text);
    }
    let mut told = form_urlencoded::Serializer::new(String::new());
    for (name, value) in &Fields::parse(&request.body).0 {
        let private =
            matches!(name.as_str(), "password" | "email") && !value.is_empty() && !invented(value);
        told.append_pair(
            name,
            if private {
                "(not kept: not an invented one)"
            } else {
                value
            },
        );
    }
    Value::from(told.finish())
}

const MOST_REQUESTS: usize = 20_000;
