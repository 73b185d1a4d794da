//! The token life cycle of one tab: step by step, with all answers of Amazon, beside a model of
//! it, and under any events in any order.

#![expect(
    clippy::panic,
    clippy::unnecessary_wraps,
    clippy::unwrap_used,
    reason = "shared parts of tests"
)]

mod answers;
mod any_events;
mod device;
mod lock;
mod model;
mod renewing;
mod sign_in;
mod tab;
mod trouble;
