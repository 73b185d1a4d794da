//! Faults: what goes wrong on the way, as often as a test asks (`POST /sandbox/fault`).

use std::sync::{Mutex, PoisonError};

use serde::Deserialize;
use serde_json::Value;

/// One order for a fault.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    /// The host's name; any, where it is missing or `*`.
    #[serde(default)]
    host: Option<String>,
    /// The path without query; with a `*` at its end, all that begin so.
    path: String,
    /// The method; any, where it is missing or `*`.
    #[serde(default)]
    method: Option<String>,
    /// How many requests it hits; one, where it is missing. None takes earlier orders back.
    #[serde(default = "once")]
    times: u32,
    /// What goes wrong.
    #[serde(rename = "do")]
    pub(crate) kind: Kind,
    /// The status of `status` and `html`.
    #[serde(default)]
    pub(crate) status: Option<u16>,
    /// The header `Retry-After`, a number or any text.
    #[serde(default)]
    pub(crate) retry_after: Option<Value>,
    /// How long `delay` waits, in milliseconds.
    #[serde(default)]
    pub(crate) ms: u64,
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// The connection ends, the request was never seen.
    DropBefore,
    /// The request is carried out, the connection ends without an answer.
    DropAfter,
    /// The answer comes late.
    Delay,
    /// An error as JSON.
    Status,
    /// A page where JSON was asked for.
    Html,
    /// Half of the body, then the connection ends.
    Cut,
    /// JSON without the member that matters.
    MissingMember,
}

/// The orders that are not used up.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    /// Adds an order; one for no times takes back those of the same host, path and method.
    pub(crate) fn add(&self, fault: Fault) {
        let mut list = self.list();
        if fault.times == 0 {
            list.retain(|other| !fault.is_about_the_same_as(other));
        } else {
            list.push(fault);
        }
    }

    pub(crate) fn reset(&self) {
        self.list().clear();
    }

    /// The first order for such a request, once less from now on.
    pub(crate) fn take(&self, host: &str, method: &str, path: &str) -> Option<Fault> {
        let mut list = self.list();
        let index = list
            .iter()
            .position(|fault| fault.meets(host, method, path))?;
        if list[index].times > 1 {
            list[index].times -= 1;
            Some(list[index].clone())
        } else {
            Some(list.remove(index))
        }
    }

    fn list(&self) -> std::sync::MutexGuard<'_, Vec<Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Fault {
    fn is_about_the_same_as(&self, other: &Self) -> bool {
        (&self.host, &self.path, &self.method) == (&other.host, &other.path, &other.method)
    }

    fn meets(&self, host: &str, method: &str, path: &str) -> bool {
        let any_or = |wanted: &Option<String>, is: &str| {
            wanted
                .as_deref()
                .is_none_or(|wanted| wanted == "*" || wanted.eq_ignore_ascii_case(is))
        };
        any_or(&self.host, host)
            && any_or(&self.method, method)
            && self
                .path
                .strip_suffix('*')
                .map_or(self.path == path, |start| path.starts_with(start))
    }
}

fn once() -> u32 {
    1
}
