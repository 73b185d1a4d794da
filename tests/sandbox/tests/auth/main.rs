//! Sign-in, registration, tokens and steering, asked in this process as a client would.
//! Tests that show a trap of the sign-in reference are named after it.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "what helps tests may fail as they do"
)]

mod challenges;
mod html;
mod pages;
mod registration;
mod signing;
mod socket;
mod steering;
mod tokens;
mod traffic;
mod world;
