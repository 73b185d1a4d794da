//! What to say to Amazon and Audible, and how to read what they answer.
//!
//! Pure: requests go out as [`http::Request`] values, answers come in as [`http::Response`] values.
//! Nothing here does I/O, reads a clock or draws randomness.

pub mod api;
pub mod asin;
pub mod error;
pub mod library;
pub mod marketplace;
pub mod money;
pub mod product;
pub mod registration;
pub mod search;
pub mod secret;
pub mod snapshot;
pub mod timestamp;

pub use asin::Asin;
pub use error::Error;
pub use library::LibraryItem;
pub use marketplace::{AccountKind, Marketplace};
pub use money::{Currency, Money};
pub use product::Product;
pub use registration::Registration;
pub use secret::Secret;
pub use snapshot::Snapshot;
pub use timestamp::Timestamp;
