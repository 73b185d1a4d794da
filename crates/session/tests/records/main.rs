//! Snapshots and documents as named records, and what is left of them when some are damaged.

#![expect(clippy::unwrap_used, reason = "shared parts of tests")]

mod stored;

mod damaged;
mod documents;
mod snapshots;
