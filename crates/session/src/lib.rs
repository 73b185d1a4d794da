//! When to renew the token, and how to bring the library up to date: state machines without I/O.

pub mod backup;
pub mod import;
pub mod life;
pub mod records;
pub mod sync;
