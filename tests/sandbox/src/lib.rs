//! A simulator of Amazon's sign-in and of the Audible API.
//!
//! It plays `www.amazon.TLD`, `www.audible.TLD`, `api.amazon.TLD` and `api.audible.TLD` of all
//! eleven stores in one process, strictly: what Amazon refuses it refuses, and what Amazon does
//! oddly it does as oddly. Everything in it is invented. It shares no code with AudiPy, so that
//! one misreading of the protocol cannot pass unseen on both sides.
//!
//! | module | what it owns |
//! | --- | --- |
//! | [`host`] | which host a request means |
//! | [`request`] | a request as it came, byte for byte |
//! | [`router`](mod@router) | the way of a request: faults, log, the host's handler, the browser's view |
//! | [`auth`] | registration, tokens, cookies, signatures; who is asking |
//! | [`pages`] | Amazon's sign-in pages |
//! | [`accounts`] | the invented people |
//! | [`api`], [`data`] | the Audible API and what the accounts hold |
//! | [`log`], `faults`, [`switches`] | what was asked; what goes wrong; odd habits |
//! | [`steering`], `codes` | `/sandbox/…`: how tests and people move this world |

pub mod accounts;
pub mod api;
pub mod auth;
pub mod clock;
mod codes;
pub mod data;
mod faults;
pub mod host;
pub mod log;
pub mod pages;
pub mod request;
pub mod router;
pub mod serve;
pub mod steering;
pub mod switches;
mod world;

pub use router::router;
pub use world::{Options, Sandbox};
