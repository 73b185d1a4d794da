//! Exports, by what comes out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test may fail"
)]

mod broken;
mod compare;
mod formulas;
mod made;
mod private;
mod round_trip;
mod sample;
mod sizes;
mod support;
