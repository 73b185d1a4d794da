//! What members do, each in a real browser against relay and sandbox. One program, so that it is
//! linked once and no browser waits for the last journey of another file.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    missing_docs,
    reason = "a test may fail"
)]

mod accounts;
mod backup;
mod challenges;
mod covers;
mod downloads;
mod files;
mod find;
mod first_sync;
mod first_visit;
mod further;
mod harm;
mod here;
mod imports;
mod kills;
mod left_sign_in;
mod locked;
mod locks;
mod news;
mod on_demand;
mod parts;
mod pastes;
mod people;
mod python;
mod returns;
mod same_files;
mod screens;
mod tables;
mod token_kills;
mod token_uses;
mod unreadable;
