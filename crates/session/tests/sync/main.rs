//! The sync against a small Audible in memory.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "tests, outside of #[test] too"
)]

mod any_answer;
mod delta;
mod library;
mod member;
mod people;
mod policy;
mod progress;
mod resume;
mod service;
mod stages;
