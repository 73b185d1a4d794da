//! [`use_view`]: the view of a page, in step with its address.

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};

use super::View;

/// The view of this page: read from the address, and written back into it a moment after each
/// change (Safari allows a hundred changes in half a minute).
pub(crate) fn use_view() -> RwSignal<View> {
    let query = use_query_map();
    let path = use_location().pathname.get_untracked();
    let navigate = use_navigate();
    let view = RwSignal::new(View::read(&query.read_untracked()));
    let written = StoredValue::new(view.read_untracked().write());
    let timer = StoredValue::new_local(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };

    // Back, forward, or a link to another view of this report.
    Effect::new(move |_| {
        let asked = View::read(&query.read());
        if asked.write() != written.get_value() {
            written.set_value(asked.write());
            view.set(asked);
        }
    });
    Effect::new(move |_| {
        let text = view.read().write();
        stop();
        if text == written.get_value() {
            return;
        }
        let (navigate, path) = (navigate.clone(), path.clone());
        let write = move || {
            written.set_value(text.clone());
            let address = if text.is_empty() {
                path
            } else {
                format!("{path}?{text}")
            };
            navigate(
                &address,
                NavigateOptions {
                    replace: true,
                    scroll: false,
                    ..NavigateOptions::default()
                },
            );
        };
        timer.set_value(set_timeout_with_handle(write, WRITTEN_AFTER).ok());
    });
    on_cleanup(stop);
    view
}

const WRITTEN_AFTER: Duration = Duration::from_millis(400);
