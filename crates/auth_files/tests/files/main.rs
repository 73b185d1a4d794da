//! Files of all programs against the vectors, tables and arbitrary bytes.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy allows them in test functions, but not in what these call"
)]

mod common;
#[path = "../../../audible/tests/vectors/mod.rs"]
mod vectors;

mod audible_cli;
mod deviations;
mod other_programs;
mod properties;
mod python;
