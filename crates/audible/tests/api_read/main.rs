//! Reading library, catalogue, search and wish list: complete answers, and every oddity that the
//! API reference names (section 13; the trap is in the test's name).

#![expect(clippy::expect_used, reason = "tests, outside of #[test] too")]

mod common;

mod answers;
mod fields;
mod items;
