//! [`InAddress`]: what is asked of a page, kept in its address. Each view can be kept, shared and
//! come back to.

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use leptos_router::params::ParamsMap;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// What can stand in an address after the question mark.
pub(crate) trait InAddress: Clone + PartialEq + Send + Sync + 'static {
    /// As far as it can be read; the rest is as if it were not there.
    fn read(params: &ParamsMap) -> Self;

    /// Names and values; empty values are left out.
    fn write(&self) -> Vec<(&'static str, String)>;
}

/// Read from the address, and written back a moment after each change (Safari allows a hundred
/// changes in half a minute).
pub(crate) fn in_address<T: InAddress>() -> RwSignal<T> {
    let query = use_query_map();
    let path = use_location().pathname.get_untracked();
    let navigate = use_navigate();
    let value = RwSignal::new(T::read(&query.read_untracked()));
    let written = StoredValue::new(value.with_untracked(query_of));
    let timer = StoredValue::new_local(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    // Back, forward, or a link to another view of this page.
    Effect::new(move |_| {
        let asked = T::read(&query.read());
        if query_of(&asked) != written.get_value() {
            written.set_value(query_of(&asked));
            value.set(asked);
        }
    });
    Effect::new(move |_| {
        let text = value.with(query_of);
        stop();
        if text == written.get_value() {
            return;
        }
        let (navigate, path) = (navigate.clone(), path.clone());
        let write = move || {
            written.set_value(text.clone());
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            let address = if text.is_empty() {
                path
            } else {
                format!("{path}?{text}")
            };
            navigate(&address, options);
        };
        timer.set_value(set_timeout_with_handle(write, WRITTEN_AFTER).ok());
    });
    on_cleanup(stop);
    value
}

/// As it stands after the question mark: `q=two%20words&show=heard,started`.
pub(crate) fn query_of<T: InAddress>(value: &T) -> String {
    let mut query = String::new();
    for (name, value) in value.write() {
        if value.is_empty() {
            continue;
        }
        // Commas separate; nothing else needs to stay readable.
        let parts: Vec<_> = value
            .split(',')
            .map(|part| utf8_percent_encode(part, NON_ALPHANUMERIC).to_string())
            .collect();
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(name);
        query.push('=');
        query.push_str(&parts.join(",").replace("%2D", "-"));
    }
    query
}

const WRITTEN_AFTER: Duration = Duration::from_millis(400);
