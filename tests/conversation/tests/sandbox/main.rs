//! Every account and every challenge of the sandbox, each answered rightly and wrongly.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod challenges;
mod ends;
mod orders;
mod walk;
