//! Everything about signing in and staying signed in, against the vectors in `tests/vectors` and
//! the tables of the sign-in reference.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy allows them in test functions, but not in what these call"
)]

mod common;
#[path = "../vectors/mod.rs"]
mod vectors;

mod activation;
mod attempt;
mod auth_file;
mod conversation;
mod cookies;
mod deregister;
mod deviations;
mod marketplaces;
mod paste;
mod properties;
mod refresh;
mod register;
mod sign_in_pages;
mod signing;
