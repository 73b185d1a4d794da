//! The page.

#![allow(
    unreachable_pub,
    reason = "components are made by a macro that publishes their properties"
)]

mod app;
mod components;
mod language;
mod later;
mod pages;
mod parts;

use audipy::browser::panic::{self, Notice};
use language::{locale_at_once, td_string};

fn main() {
    panic::install(|| {
        let locale = locale_at_once();
        Notice {
            title: td_string!(locale, problems.crash_title).to_owned(),
            text: td_string!(locale, problems.crash_text).to_owned(),
            report: td_string!(locale, problems.crash_report).to_owned(),
            reload: td_string!(locale, problems.crash_reload).to_owned(),
        }
    });
    leptos::mount::mount_to_body(app::App);
}

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
