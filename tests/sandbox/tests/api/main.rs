//! The Audible API of the sandbox, called in this process. A test of a trap is named after it
//! (API reference, section 13).

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "what helps tests may fail as they do"
)]

mod catalogue;
mod delta;
mod folder;
mod invented;
mod library;
mod member;
mod prices;
mod requests;
mod search;
mod wishlist;
mod world;
