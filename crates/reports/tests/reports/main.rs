//! What the reports say, case by case. Each table row names the rule of the API reference it proves.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    reason = "long tables of cases; a broken fixture is a broken test"
)]

mod advice;
mod choices;
mod discover;
mod everybody;
mod further;
mod hidden;
mod library;
mod lookup;
mod names;
mod owned;
mod prices;
mod properties;
mod sample;
mod search;
mod sequence;
mod series;
mod summary;
mod support;
mod text;
mod together;
mod works;
