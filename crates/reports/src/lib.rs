//! Library in, reports out: who wrote and read what, owned, missing, coming, cash or credit.
//!
//! [`compute`] turns an [`audible::Snapshot`] into [`Reports`] at once; [`Computation`] does the same
//! in short steps, so that a page stays responsive. [`people_to_search`] says whose names the sync
//! should look up. [`text::files`] writes the six `.txt` files. [`further`] has reports that are
//! computed when they are asked for.
//!
//! Everything a page shows is a [`TitleId`] into [`Reports`]: the product itself is lent from the
//! snapshot, never copied. What is said about a title (advice, remarks) is an enum that pages translate.

pub mod advice;
mod catalogue;
mod children;
mod choices;
mod compute;
pub mod discover;
pub mod everybody;
pub mod further;
mod hidden;
pub mod keys;
pub mod library;
pub mod listened;
pub mod lookup;
mod missing;
pub mod names;
mod options;
pub mod order;
pub mod owned;
mod people;
mod reports;
pub mod search;
pub mod sequence;
pub mod series;
mod shelves;
pub mod summary;
pub mod text;
mod title;
pub mod together;
pub mod works;

pub use advice::Advice;
pub use choices::PeopleChoices;
pub use compute::{Computation, Progress, compute};
pub use discover::{PersonReport, Suggestion, people_to_search};
pub use library::{Group, GroupName, Row};
pub use options::{Languages, Options, default_credit_value};
pub use owned::Holding;
pub use reports::Reports;
pub use sequence::{Number, Sequence};
pub use series::{
    BoxSet, Completing, Missing, Remark, SeriesReport, SeriesStatus, Spine, SpineState, Volume,
};
pub use summary::{Next, Summary};
pub use title::{Release, Title, TitleId};
pub use works::Class;
