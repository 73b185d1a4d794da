//! Requests to the Audible service and readers of its answers.
//!
//! Requests come without an access token: [`crate::request::authorize`] adds it. Readers are
//! lenient: an item is shown even if some of its fields are odd, and an item that cannot be read
//! at all is counted and named, never fatal (API reference, 2.5; traps A9, A34 to A66).

pub mod account;
pub mod catalog;
pub mod library;
pub mod search;
pub mod shape;
pub mod stats;
pub mod wishlist;

mod body;
mod lenient;
mod listing;
mod query;
mod read;
mod wire;

pub use listing::{Listing, Unreadable};
