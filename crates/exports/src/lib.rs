//! Reports as tables, tables as files, and files as a library again.
//!
//! A [`Recipe`] says what is wanted. [`Rows`] makes the rows of a [`List`] from [`reports::Reports`], one
//! after the other; [`write::file`] turns whole [`Table`]s into a file. Pages do the former, their worker
//! the latter, so that only the worker has to hold the formats. [`read::library`] reads CSV and JSON
//! that came from here; [`Difference`] tells what differs between two of them.

pub mod compare;
pub mod field;
pub mod list;
pub mod read;
pub mod recipe;
mod rows;
mod table;
pub mod value;
pub mod words;
pub mod write;

pub use compare::Difference;
pub use field::Field;
pub use list::List;
pub use recipe::{Format, Recipe};
pub use rows::{Rows, as_of};
pub use table::Table;
pub use value::{Cell, Value};
pub use words::Language;
pub use write::Job;
