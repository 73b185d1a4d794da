//! What switches let happen to a library.

use serde_json::Value;
use time::format_description::well_known::Rfc3339;

use super::Call;
use crate::data::{Changed, Event, When};

/// Lets happen to the library what a switch says: `library-change` with one or more of `add`,
/// `remove`, `vanish`, `archive`, `rename`, `finish`, `episode`, `deliver`, each with `:ASIN` or
/// without; `grows-between-pages` adds a title before a later page (A24).
pub(super) fn library(call: &Call<'_>, changed: &mut Changed, page: usize) {
    let switches = &call.sandbox.switches;
    let clock = &call.sandbox.clock;
    let date = clock.date().format(&Rfc3339).unwrap_or_default();
    let delay = switches.number("slow-delta").unwrap_or_default();
    let when = When {
        now: clock.now_ms(),
        date: &date,
        base: call.sandbox.data.base_token(call.marketplace),
        delay_ms: delay.saturating_mul(1000),
    };
    if let Some(text) = switches.text("library-change") {
        switches.set("library-change", Value::Null);
        for change in text.split(',').map(str::trim) {
            let (name, asin) = match change.split_once(':') {
                Some((name, asin)) => (name, Some(asin)),
                None => (change, None),
            };
            let happened = Event::of(name)
                .and_then(|event| changed.journal.happen(&call.shop, event, asin, when));
            if happened.is_none() {
                call.sandbox
                    .log
                    .violation(format!("the switch library-change cannot do {change:?}"));
            }
        }
    }
    if page > 1 && call.sandbox.switches.take("grows-between-pages") {
        changed.journal.happen(&call.shop, Event::Add, None, when);
    }
}
