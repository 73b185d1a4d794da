//! What journeys are made of: a stage (relay, sandbox, browser), a member who acts on it, and a
//! search for secrets afterwards.
//!
//! A journey speaks of what a person sees and does: texts, labels, buttons. It waits for a state
//! to appear and never for time to pass.

#![allow(
    clippy::missing_panics_doc,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod accounts;
mod archive;
mod authenticator;
mod damage;
pub mod locks;
pub mod member;
pub mod memory;
mod pictures;
pub mod sandbox;
pub mod secrets;
pub mod sign_in;
pub mod sign_in_here;
pub mod stage;
mod ways;

pub use archive::unpack;
pub use member::Member;
pub use sandbox::Sandbox;
pub use stage::{Screen, Stage, programs, root};
