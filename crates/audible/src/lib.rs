//! What to say to Amazon and Audible, and how to read what they answer.
//!
//! Pure: requests go out as [`http::Request`] values, answers come in as [`http::Response`] values.
//! Nothing here does I/O, reads a clock or draws randomness.

pub mod activation;
pub mod answer;
pub mod api;
pub mod asin;
pub mod attempt;
pub mod auth_file;
pub mod change;
pub mod conversation;
pub mod cookies;
pub mod deregister;
pub mod device;
pub mod error;
pub mod library;
pub mod listening;
pub mod marketplace;
pub mod membership;
pub mod money;
pub mod paste;
pub mod private_key;
pub mod product;
pub mod profile;
pub mod register;
pub mod registration;
pub mod request;
pub mod search;
pub mod secret;
pub mod signing;
pub mod snapshot;
pub mod timestamp;
pub mod token;

pub use asin::Asin;
pub use attempt::Attempt;
pub use auth_file::AuthFileError;
pub use change::Change;
pub use error::Error;
pub use library::LibraryItem;
pub use listening::Listening;
pub use marketplace::{AccountKind, Marketplace};
pub use membership::{Membership, Memberships};
pub use money::{Currency, Money};
pub use paste::{AuthorizationCode, PasteProblem, SpentCode};
pub use product::Product;
pub use registration::{AccessToken, Registration};
pub use request::authorize;
pub use secret::Secret;
pub use snapshot::{Gone, Marker, Snapshot};
pub use timestamp::Timestamp;
